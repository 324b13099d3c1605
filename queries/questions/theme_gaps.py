"""Theme gaps: the closed themes by region, beside the fields that the plan itself names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from graph.records import Node
from graph.store import Store
from graph.texts import Label, text
from queries.facts.contact_index import ContactIndex
from queries.facts.landscape import Landscape
from queries.facts.lookup import label_of
from queries.facts.places import DEFAULT_SCHEME, countries_of_activity, region_of, regions
from queries.facts.ties import find_ties, tie_region
from queries.gaps.reasons import reasons_table
from queries.gaps.theme_gaps import PLAN_FIELDS, THIN, ThemeGround, theme_gap
from queries.table import ABSENT, Cell, Column, Table, column, list_cell

_COLUMNS = (
    column("theme", subject="unit", brief=False), column("name"), column("plan_field", subject="unit"),
    column("documents_counted", subject="unit", unit="documents"),
    column("contacts_with_anyone", subject="measures", unit="contacts"),
    column("activities_with_anyone", subject="measures", unit="activities"),
    column("last_with_anyone", subject="unit"),
    column("regions_without", subject="unit"),
)  # fmt: skip
_MATRIX = (column("theme", subject="unit", brief=False), column("name"))

# Theme id -> region id -> ids of the records.
Counted = Mapping[str, Mapping[str, set[str]]]


def theme_gaps(
    store: Store, *, as_of: date, scheme: str = DEFAULT_SCHEME, theme: str | None = None
) -> list[Table]:
    """Give the themes with what is on record, contacts and documents by theme and region, and reasons.

    Only documents that make a tie count. A record with several themes or regions counts in each.
    """
    themes = [node for node in store.nodes("Theme") if theme in (None, node.id)]
    land = Landscape(store, as_of, scheme)
    index = land.index
    themes_of: defaultdict[str, list[str]] = defaultdict(list)
    for edge in store.edges("ABOUT"):
        themes_of[edge.source].append(edge.target)
    activities = _by_theme(themes_of, ((a, _regions_of(store, a, scheme)) for a in index.activities))
    documents = _by_theme(themes_of, _documents(store, as_of, scheme))
    areas = regions(store, scheme=scheme)
    summary = _summary(themes, areas, (documents, activities), index, scheme)
    if theme is not None:
        summary = replace(summary, title=_title_of_one(summary.rows[0]), benchmark=None)
    return [
        summary,
        _matrix("theme-gaps-contacts", themes, areas, activities, as_of, scheme),
        _matrix("theme-gaps-documents", themes, areas, documents, as_of, scheme),
        _reasons(land, themes),
    ]  # fmt: skip


def _reasons(land: Landscape, themes: Sequence[Node]) -> Table:
    """Give the reasons for each theme of a field that the plan names and the record hardly shows."""
    ground = ThemeGround(land)
    thin = [theme for theme in themes if ground.is_gap(theme)]
    thin.sort(key=lambda theme: (ground.recent(theme.id), theme.id))
    gaps = [theme_gap(ground, theme) for theme in thin]
    note = text("unit", "note-thin-themes", most=THIN)
    reasons = reasons_table(
        land.store, "theme-gaps-reasons", gaps, as_of=land.as_of, unit=text("unit", "unit-themes")
    )
    return replace(reasons, notes=[note, *reasons.notes])


def _regions_of(store: Store, activity_id: str, scheme: str) -> set[str]:
    found = (region_of(store, c, scheme=scheme) for c in countries_of_activity(store, activity_id))
    return {region.id for region in found if region is not None}


def _documents(store: Store, as_of: date, scheme: str) -> Iterable[tuple[str, set[str]]]:
    for tie in find_ties(store, as_of=as_of):
        region = tie_region(store, tie, scheme=scheme)
        for agreement in tie.counted:
            yield agreement.id, {region.id} if region else set()


def _by_theme(themes_of: Mapping[str, Sequence[str]], records: Iterable[tuple[str, set[str]]]) -> Counted:
    """Count records by theme and region; those of no region stand under an empty region."""
    found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for record, areas in records:
        for theme in themes_of.get(record, ()):
            for area in areas or {""}:
                found[theme][area].add(record)
    return found


def _summary(
    themes: Sequence[Node], areas: Sequence[Node], counted: tuple[Counted, Counted],
    index: ContactIndex, scheme: str,
) -> Table:  # fmt: skip
    documents, activities = counted
    rows: list[dict[str, Cell]] = []
    for theme in themes:
        held = [index.activities[a] for a in sorted(_all(activities, theme.id))]
        by_area = activities.get(theme.id, {})
        rows.append({
            "theme": theme.key, "name": label_of(theme), "plan_field": _field(theme),
            "documents_counted": len(_all(documents, theme.id)), "contacts_with_anyone": len(held),
            "activities_with_anyone": index.in_plan(held),
            "last_with_anyone": index.last(held) or ABSENT,
            "regions_without": list_cell(label_of(area) for area in areas if not by_area.get(area.id)),
        })  # fmt: skip
    rows.sort(key=_fewest_first)
    records = {record for theme in themes for part in counted for record in _all(part, theme.id)}
    notes = [text("unit", "note-themes"), text("unit", "note-plan-field"), text("questions", "note-contact")]
    return Table(
        "theme-gaps", _title(rows), _COLUMNS, rows, index.as_of, text("unit", "unit-themes"), len(rows),
        scheme, text("unit", "benchmark-themes", n=len(rows)), sorted(records), notes,
    )  # fmt: skip


def _fewest_first(row: Mapping[str, Cell]) -> tuple[int, int, str]:
    return (int(str(row["activities_with_anyone"])), int(str(row["contacts_with_anyone"])), str(row["theme"]))


def _all(counted: Counted, theme: str) -> set[str]:
    return {record for records in counted.get(theme, {}).values() for record in records}


def _field(theme: Node) -> Cell:
    field = theme.text("plan_field")
    return PLAN_FIELDS[field] if field else ABSENT


def _matrix(
    name: str, themes: Sequence[Node], areas: Sequence[Node], counted: Counted, as_of: date, scheme: str
) -> Table:
    unit = "documents" if name.endswith("documents") else "activities"
    columns = (
        *_MATRIX,
        *(Column(area.key.partition("/")[2], label_of(area), unit) for area in areas),
        column("no_region", subject="unit", unit=unit),
    )
    rows: list[dict[str, Cell]] = [
        {
            "theme": theme.key, "name": label_of(theme),
            **{area.key.partition("/")[2]: len(counted.get(theme.id, {}).get(area.id, ())) for area in areas},
            "no_region": len(counted.get(theme.id, {}).get("", ())),
        }
        for theme in themes
    ]  # fmt: skip
    records = {record for theme in themes for record in _all(counted, theme.id)}
    empty = sum(1 for row in rows for area in areas if not row[area.key.partition("/")[2]])
    title = text("unit", f"{name}-title", empty=empty, cells=len(themes) * len(areas), n=len(records))
    return Table(
        name, title, columns, rows, as_of, text("unit", f"unit-{unit}-by-theme"), len(records), scheme,
        records=sorted(records),
    )  # fmt: skip


def _title_of_one(row: Mapping[str, Cell]) -> Label:
    return text(
        "unit",
        "theme-gaps-one",
        name=row["name"],
        contacts=row["contacts_with_anyone"],
        activities=row["activities_with_anyone"],
        agreements=row["documents_counted"],
    )


def _title(rows: Sequence[Mapping[str, Cell]]) -> Label:
    return text(
        "unit", "theme-gaps-title", n=len(rows),
        never=sum(1 for row in rows if not row["contacts_with_anyone"]),
        not_lately=sum(1 for row in rows if not row["activities_with_anyone"]),
        named=sum(1 for row in rows if not row["activities_with_anyone"] and row["plan_field"] != ABSENT),
    )  # fmt: skip
