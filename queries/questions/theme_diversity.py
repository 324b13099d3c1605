"""Theme diversity: how varied the subjects of contacts are, by region, by tie and by theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from graph.records import Node
from graph.store import Store
from graph.texts import Label, text
from queries.facts.contact_records import ContactRecord, dated
from queries.facts.lookup import label_of
from queries.facts.places import DEFAULT_SCHEME, regions
from queries.facts.standing import Group, Standing, group_by_region, read_standings, records_of
from queries.facts.tie_strength import DEFAULT_RULE, count_themes
from queries.measures.concentration import hill_number
from queries.measures.counts import shares_of
from queries.table import ABSENT, Cell, Table, column

_MEASURED = (
    column("contacts", subject="measures", unit="contacts"),
    column("without_theme", subject="measures", unit="contacts"),
    column("undated_contacts", subject="measures", unit="contacts", brief=False),
    column("mentions", subject="measures", unit="mentions", brief=False),
    column("themes", subject="measures", unit="themes"),
    column("theme_diversity", subject="measures", unit="ratio"),
    column("top_theme", subject="measures"), column("top_share", subject="measures", unit="share"),
)  # fmt: skip
_REGION_COLUMNS = (
    column("region", brief=False), column("name"), column("ties", unit="ties"), *_MEASURED,
)  # fmt: skip
_TIE_COLUMNS = (column("partner", brief=False), column("name"), column("region"), *_MEASURED)
_THEME_COLUMNS = (
    column("theme", subject="measures", brief=False), column("name"),
    column("contacts", subject="measures", unit="contacts"), column("share", unit="share"),
    column("ties", unit="ties"), column("documents", subject="measures", unit="documents"),
)  # fmt: skip


def theme_diversity(store: Store, *, as_of: date, scheme: str = DEFAULT_SCHEME) -> list[Table]:
    """Tell how many themes the contacts with the ties are worth, by region, tie and theme.

    The measure is Hill D1 over the closed list of themes; a contact counts once in each of its
    themes. It needs as many dated contacts as breadth does.
    """
    themes = {theme.id: theme for theme in store.nodes("Theme")}
    standings = [s for s in read_standings(store, as_of=as_of, scheme=scheme) if s.counted]
    groups = group_by_region(standings, regions(store, scheme=scheme), undated=False)
    every = next(group for group in groups if group.key == "all")
    yardstick = text("measures", "benchmark-themes", n=len(themes))
    ties = sorted(standings, key=lambda s: (-len(dated(s.contacts)), s.tie.partner.id))
    tie_rows: list[dict[str, Cell]] = [
        {"partner": s.tie.partner.id, "name": label_of(s.tie.partner),
         "region": label_of(s.region) if s.region else None, **_cells(s.contacts, themes)}
        for s in ties
    ]  # fmt: skip
    records = records_of(standings)
    notes = [text("measures", "note-contact"),
             text("measures", "note-themes", enough=DEFAULT_RULE.enough)]  # fmt: skip
    n, unit = len(dated(every.contacts)), text("measures", "unit-contacts")
    return [
        Table("theme-diversity", _title(every, themes), _REGION_COLUMNS,
              [_region_row(group, themes) for group in groups], as_of, unit, n, scheme, yardstick, records,
              [*notes, text("measures", "note-groups-all")]),
        Table("theme-diversity-by-tie", text("measures", "theme-diversity-by-tie-title", n=len(ties)),
              _TIE_COLUMNS, tie_rows, as_of, text("questions", "unit-ties"), len(ties), scheme, yardstick,
              records, notes),
        Table("themes-of-contacts", text("measures", "themes-of-contacts-title", n=n), _THEME_COLUMNS,
              _theme_rows(standings, dated(every.contacts), store), as_of, unit, n, records=records,
              notes=[text("measures", "note-themes-shares")]),
    ]  # fmt: skip


def _cells(contacts: Sequence[ContactRecord], themes: Mapping[str, Node]) -> dict[str, Cell]:
    known = dated(contacts)
    counts = count_themes(known)
    thin = text("measures", "not-enough")
    enough = len(known) >= DEFAULT_RULE.enough
    top = min(counts, key=lambda theme: (-counts[theme], theme), default=None)
    return {
        "contacts": len(known),
        "without_theme": sum(not record.themes for record in known),
        "undated_contacts": sum(record.span is None for record in contacts),
        "mentions": counts.total(),
        "themes": len(counts) if known else thin,
        "theme_diversity": (hill_number(counts, 1) if enough else None) or thin,
        "top_theme": label_of(themes[top]) if top is not None else ABSENT,
        "top_share": shares_of(counts)[top] if top is not None else ABSENT,
    }


def _region_row(group: Group, themes: Mapping[str, Node]) -> dict[str, Cell]:
    return {
        "region": group.key, "name": group.label, "ties": len(group.standings),
        **_cells(group.contacts, themes),
    }  # fmt: skip


def _theme_rows(
    standings: Sequence[Standing], contacts: Sequence[ContactRecord], store: Store
) -> list[dict[str, Cell]]:
    """Count contacts, ties and documents by theme, the commonest first, those with none as well."""
    counts = count_themes(contacts)
    ties = Counter(theme for s in standings for theme in count_themes(dated(s.contacts)))
    signed = {agreement.id for s in standings for agreement in s.tie.agreements}
    documents = Counter(edge.target for edge in store.edges("ABOUT") if edge.source in signed)
    rows: list[dict[str, Cell]] = [
        {"theme": theme.key, "name": label_of(theme), "contacts": counts[theme.id],
         "share": _share(counts[theme.id], len(contacts)), "ties": ties[theme.id],
         "documents": documents[theme.id]}
        for theme in store.nodes("Theme")
    ]  # fmt: skip
    rows.sort(key=lambda row: (-int(str(row["contacts"])), str(row["theme"])))
    bare = sum(not record.themes for record in contacts)
    without = sum(any(not record.themes for record in dated(s.contacts)) for s in standings)
    unnamed = len(signed) - len({e.source for e in store.edges("ABOUT") if e.source in signed})
    return [
        *rows,
        {
            "theme": "none",
            "name": text("measures", "no-theme"),
            "contacts": bare,
            "share": _share(bare, len(contacts)),
            "ties": without,
            "documents": unnamed,
        },
    ]


def _share(count: int, n: int) -> Cell:
    return count / n if n else text("measures", "not-enough")


def _title(every: Group, themes: Mapping[str, Node]) -> Label:
    contacts = dated(every.contacts)
    counts = count_themes(contacts)
    diversity = hill_number(counts, 1)
    if diversity is None:
        return text("measures", "theme-diversity-empty")
    return text(
        "measures", "theme-diversity-title", n=len(contacts), diversity=f"{diversity:.1f}",
        themes=len(counts), of=len(themes), ties=len(every.standings),
    )  # fmt: skip
