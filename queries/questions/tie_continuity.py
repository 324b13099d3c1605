"""Tie continuity: gaps between contacts, the longest silence, years with one; sporadic or steady."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import median

from graph.store import Store
from graph.texts import Label, same, text
from queries.facts.contact_records import ContactRecord, dated, occurrences_of, without_date
from queries.facts.headlines import with_undated
from queries.facts.lookup import label_of
from queries.facts.places import DEFAULT_SCHEME, regions
from queries.facts.recording import first_recorded, observed_from, rate_cell
from queries.facts.standing import (
    Group,
    Standing,
    group_by_region,
    last_contact_cell,
    read_standings,
    records_of,
)
from queries.measures.continuity import (
    AT_LEAST,
    SPORADIC_SILENCE,
    STEADY_SILENCE,
    Continuity,
    Pattern,
    measure_continuity,
)
from queries.table import ABSENT, Cell, Table, column

NO_CONTACT = "none"
PATTERNS = (*(pattern.value for pattern in Pattern), NO_CONTACT)
_MEASURED = (
    column("contacts", subject="measures", unit="contacts"),
    column("undated_contacts", subject="measures", unit="contacts", brief=False),
    column("years", subject="measures", unit="calendar years", brief=False),
    column("years_with", subject="measures", unit="calendar years", brief=False),
    column("years_share", subject="measures", unit="share"),
    column("gap_median", subject="measures", unit="years"),
    column("gaps", subject="measures", brief=False),
    column("silence", subject="measures", unit="years"),
    column("silence_high", subject="measures", unit="years", brief=False),
    column("pattern", subject="measures"), column("pattern_code", subject="measures", brief=False),
    column("per_year", subject="measures", unit="contacts a year"),
)  # fmt: skip
_COLUMNS = (
    column("partner", brief=False), column("name"), column("region"), column("since"),
    column("observed_from", subject="measures", brief=False), column("last_contact"), *_MEASURED,
)  # fmt: skip
_GROUP_COLUMNS = (
    column("region", brief=False), column("name"), column("ties", unit="ties"),
    *(
        column(f"pattern_{name.replace('-', '_')}", subject="measures", unit="ties")
        for name in PATTERNS
    ),
    *_MEASURED,
)  # fmt: skip


def tie_continuity(store: Store, *, as_of: date, scheme: str = DEFAULT_SCHEME) -> list[Table]:
    """Tell how contacts follow one another, for every tie and region.

    From when a tie is observed is said at `observed_from`. A contact counts once;
    what lasts is no silence from its first day to its last.
    """
    standings = [s for s in read_standings(store, as_of=as_of, scheme=scheme) if s.counted]
    first = first_recorded(store)
    found = {s.tie.partner.id: _measure(s, first, as_of) for s in standings}
    patterns = {partner: _code(continuity) for partner, continuity in found.items()}
    rows = [_row(s, found[s.tie.partner.id], first, as_of) for s in standings]
    rows.sort(key=lambda row: (-int(str(row["contacts"])), str(row["partner"])))
    groups = group_by_region(standings, regions(store, scheme=scheme))
    unit, records = text("questions", "unit-ties"), records_of(standings)
    notes = [text("measures", "note-contact"), text("measures", "note-continuity"),
             text("measures", "note-pattern", steady=f"{STEADY_SILENCE * 12:.0f}",
                  sporadic=f"{SPORADIC_SILENCE * 12:.0f}", least=AT_LEAST)]  # fmt: skip
    by_region = [_group_row(group, patterns, first, as_of) for group in groups]
    title = _title(patterns.values(), len(standings))
    tables = [
        Table("tie-continuity", title, _COLUMNS, rows, as_of, unit, len(standings), scheme,
              records=records, notes=notes),
        Table("continuity-by-region", text("measures", "continuity-by-region-title", n=len(standings)),
              _GROUP_COLUMNS, by_region, as_of, unit, len(standings), scheme, records=records,
              notes=[text("measures", "note-groups"), *notes[1:], text("measures", "note-rate")]),
    ]  # fmt: skip
    return with_undated(store, tables, as_of=as_of)


def _measure(standing: Standing, first: date | None, as_of: date) -> Continuity | None:
    begin = observed_from(standing.tie, standing.contacts, first)
    return measure_continuity(occurrences_of(standing.contacts), as_of=as_of, since=begin)


def _code(continuity: Continuity | None) -> str:
    return continuity.pattern.value if continuity is not None else NO_CONTACT


def _row(
    standing: Standing, continuity: Continuity | None, first: date | None, as_of: date
) -> dict[str, Cell]:
    begin = observed_from(standing.tie, standing.contacts, first)
    return {
        "partner": standing.tie.partner.id,
        "name": label_of(standing.tie.partner),
        "region": label_of(standing.region) if standing.region else None,
        "since": standing.tie.since,
        "observed_from": begin,
        "last_contact": last_contact_cell(standing.contacts),
        **_cells(continuity, without_date(standing.contacts)),
        "per_year": rate_cell(standing.strength.contacts, begin, as_of=as_of),
    }


def _cells(continuity: Continuity | None, apart: Sequence[ContactRecord]) -> dict[str, Cell]:
    code = _code(continuity)
    own: dict[str, Cell] = {
        "undated_contacts": len(apart), "pattern": text("measures", f"pattern-{code}"),
        "pattern_code": code,
    }  # fmt: skip
    if continuity is None:
        thin = text("measures", "not-enough")
        names = ("years", "years_with", "years_share", "gap_median", "silence", "silence_high")
        return {**own, "contacts": 0, "gaps": ABSENT, **dict.fromkeys(names, thin)}
    gaps = [(gap.low + gap.high) / 2 for gap in continuity.gaps]
    return {
        **own,
        "contacts": continuity.contacts,
        "years": continuity.years,
        "years_with": continuity.years_with,
        "years_share": continuity.years_share,
        "gap_median": median(gaps) if gaps else text("measures", "not-enough"),
        "gaps": same("; ".join(f"{gap:.1f}" for gap in gaps)) if gaps else ABSENT,
        "silence": continuity.silence.low,
        "silence_high": continuity.silence.high,
    }


def _group_row(group: Group, patterns: Mapping[str, str], first: date | None, as_of: date) -> dict[str, Cell]:
    """Measure the contacts of a group together, observed from the first of its ties on."""
    begins = [observed_from(standing.tie, standing.contacts, first) for standing in group.standings]
    begin = min((day for day in begins if day is not None), default=None)
    contacts = group.contacts
    found = Counter(patterns[standing.tie.partner.id] for standing in group.standings)
    return {
        "region": group.key,
        "name": group.label,
        "ties": len(group.standings),
        **{f"pattern_{code.replace('-', '_')}": found[code] for code in PATTERNS},
        **_cells(
            measure_continuity(occurrences_of(contacts), as_of=as_of, since=begin), without_date(contacts)
        ),
        "per_year": rate_cell(len(dated(contacts)), begin, as_of=as_of),
    }


def _title(patterns: Iterable[str], n: int) -> Label:
    found = Counter(patterns)
    counts = {code.replace("-", "_"): found[code] for code in PATTERNS}
    return text("measures", "tie-continuity-title", n=n, **counts)
