"""Tie continuity: gaps between contacts, the longest silence, years with one; sporadic or steady."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import median

from graph.store import Store
from graph.texts import Label, same, text
from queries.facts.contact_records import (
    ContactRecord,
    dated,
    merge_contacts,
    occurrences_of,
    without_date,
)
from queries.facts.headlines import at_record_end, with_undated
from queries.facts.lookup import label_of
from queries.facts.places import DEFAULT_SCHEME, regions
from queries.facts.record_end import last_told
from queries.facts.recording import Observed, first_recorded, observe, rate_cell
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
    column("contacts_since", subject="measures", unit="contacts"),
    column("undated_contacts", subject="measures", unit="contacts", brief=False),
    column("calendar_years", subject="measures", unit="calendar years", brief=False),
    column("years_with", subject="measures", unit="calendar years", brief=False),
    column("years_share", subject="measures", unit="share"),
    column("gap_median", subject="measures", unit="years"),
    column("gaps", subject="measures", brief=False),
    column("silence", subject="measures", unit="years"),
    column("silence_high", subject="measures", unit="years", brief=False),
    column("pattern", subject="measures"), column("pattern_code", subject="measures", brief=False),
    column("per_year", subject="measures", unit="contacts a year"),
)  # fmt: skip
# Of a group it is the longest time without any of its ties, which is shorter than each one's own.
_OF_A_GROUP = {"silence": "group_silence", "silence_high": "group_silence_high"}
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
    *(column(_OF_A_GROUP[c.id], subject="measures", unit=c.unit, brief=c.brief) if c.id in _OF_A_GROUP else c
      for c in _MEASURED),
)  # fmt: skip


def tie_continuity(store: Store, *, as_of: date, scheme: str = DEFAULT_SCHEME) -> list[Table]:
    """Tell how contacts follow one another since each tie began, for every tie and region.

    From when a tie is observed is said at `observe`; no silence before it counts. A contact counts
    once; what lasts is no silence from its first day to its last, nor is what comes after the
    record's end.
    """
    standings = [s for s in read_standings(store, as_of=as_of, scheme=scheme) if s.counted]
    first, told = first_recorded(store), last_told(store, as_of=as_of)
    seen = {s.tie.partner.id: observe(s.tie, s.contacts, first) for s in standings}
    found = {partner: _measure(each, told) for partner, each in seen.items()}
    patterns = {s.tie.partner.id: _code(found[s.tie.partner.id], s.contacts) for s in standings}
    rows = [_row(s, seen[s.tie.partner.id], found[s.tie.partner.id], told) for s in standings]
    rows.sort(key=lambda row: (-int(str(row["contacts"])), str(row["partner"])))
    groups = group_by_region(standings, regions(store, scheme=scheme))
    unit, records = text("questions", "unit-ties"), records_of(standings)
    notes = [text("measures", "note-contact"), text("measures", "note-continuity"),
             text("measures", "note-travel-stopped"),
             text("measures", "note-pattern", steady=f"{STEADY_SILENCE * 12:.0f}",
                  sporadic=f"{SPORADIC_SILENCE * 12:.0f}", least=AT_LEAST)]  # fmt: skip
    by_region = [_group_row(group, seen, patterns, told) for group in groups]
    title = at_record_end(_title(patterns.values(), len(standings)), store, as_of=as_of)
    tables = [
        Table("tie-continuity", title, _COLUMNS, rows, as_of, unit, len(standings), scheme,
              records=records, notes=notes),
        Table("continuity-by-region", text("measures", "continuity-by-region-title", n=len(standings)),
              _GROUP_COLUMNS, by_region, as_of, unit, len(standings), scheme, records=records,
              notes=[text("measures", "note-groups"), *notes[1:], text("measures", "note-rate")]),
    ]  # fmt: skip
    return with_undated(store, tables, as_of=as_of)


def _measure(seen: Observed, told: date) -> Continuity | None:
    return measure_continuity(occurrences_of(seen.contacts), as_of=told, since=seen.since)


def _code(continuity: Continuity | None, contacts: Sequence[ContactRecord]) -> str:
    """Give the pattern's code; contacts that all lie before the tie say too little of it."""
    if continuity is not None:
        return continuity.pattern.value
    return Pattern.TOO_FEW.value if dated(contacts) else NO_CONTACT


def _row(standing: Standing, seen: Observed, continuity: Continuity | None, told: date) -> dict[str, Cell]:
    return {
        "partner": standing.tie.partner.id,
        "name": label_of(standing.tie.partner),
        "region": label_of(standing.region) if standing.region else None,
        "since": standing.tie.since,
        "observed_from": seen.since,
        "last_contact": last_contact_cell(standing.contacts),
        **_cells(continuity, standing.contacts),
        "per_year": rate_cell(len(dated(seen.contacts)), seen.since, told=told),
    }


def _cells(continuity: Continuity | None, contacts: Sequence[ContactRecord]) -> dict[str, Cell]:
    code = _code(continuity, contacts)
    own: dict[str, Cell] = {
        "contacts": len(dated(contacts)), "undated_contacts": len(without_date(contacts)),
        "pattern": text("measures", f"pattern-{code}"), "pattern_code": code,
    }  # fmt: skip
    if continuity is None:
        thin = text("measures", "not-enough")
        names = ("calendar_years", "years_with", "years_share", "gap_median", "silence", "silence_high")
        return {**own, "contacts_since": 0, "gaps": ABSENT, **dict.fromkeys(names, thin)}
    gaps = [(gap.low + gap.high) / 2 for gap in continuity.gaps]
    return {
        **own,
        "contacts_since": continuity.contacts,
        "calendar_years": continuity.years,
        "years_with": continuity.years_with,
        "years_share": continuity.years_share,
        "gap_median": median(gaps) if gaps else text("measures", "not-enough"),
        "gaps": same("; ".join(f"{gap:.1f}" for gap in gaps)) if gaps else ABSENT,
        "silence": continuity.silence.low,
        "silence_high": continuity.silence.high,
    }


def _group_row(
    group: Group, seen: Mapping[str, Observed], patterns: Mapping[str, str], told: date
) -> dict[str, Cell]:
    """Measure the contacts of a group's ties together, observed from the first of them on."""
    own = [seen[standing.tie.partner.id] for standing in group.standings]
    begin = min((each.since for each in own if each.since is not None), default=None)
    whole = Observed(begin, merge_contacts(each.contacts for each in own))
    found = Counter(patterns[standing.tie.partner.id] for standing in group.standings)
    measured = _cells(_measure(whole, told), group.contacts)
    return {
        "region": group.key,
        "name": group.label,
        "ties": len(group.standings),
        **{f"pattern_{code.replace('-', '_')}": found[code] for code in PATTERNS},
        **{_OF_A_GROUP.get(name, name): cell for name, cell in measured.items()},
        "per_year": rate_cell(len(dated(whole.contacts)), begin, told=told),
    }


def _title(patterns: Iterable[str], n: int) -> Label:
    found = Counter(patterns)
    counts = {code.replace("-", "_"): found[code] for code in PATTERNS}
    return text("measures", "tie-continuity-title", n=n, **counts)
