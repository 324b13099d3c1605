"""Balance trend: every core measure by year, plan year or governor, and what moved it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from math import fsum

from graph.dates import Period, format_date
from graph.records import Node
from graph.store import Store
from graph.texts import Label, text
from queries.balance.benchmarks import DEFAULT_BENCHMARK, Benchmark, day_notes
from queries.balance.changes import CAUSES, Changes, attribute, find_changes
from queries.balance.periods import NO_TERM, Stretch, read_stretches
from queries.balance.position_measures import MEASURES, Frame, read_frame
from queries.balance.sentences import show_change
from queries.balance.since_plan import since_plan_tables
from queries.balance.ways import Unit, contact_units, count_regions, share_of_region
from queries.facts.contacts import began_by, begins_in, ends_by, happens_in
from queries.facts.free_text import free_text
from queries.facts.history import History, Position, read_history
from queries.facts.known import undated_from
from queries.facts.lookup import label_of
from queries.facts.places import DEFAULT_SCHEME, asean_members
from queries.measures.concentration import hill_number
from queries.table import ABSENT, Cell, Column, Table, column, list_cell

_STOCK = ("ties", "focus-share", "hill", "active", "focus-share-active", "hill-active", "hhi", "divergence",
          "asean-states", "asean-active", "asean-capitals", "asean-leading")  # fmt: skip


def _measure_columns(names: Sequence[str]) -> list[Column]:
    return [
        column(name.replace("-", "_"), subject="balance", unit=MEASURES[name].unit,
               brief=name in ("ties", "focus-share", "hill", "active"))
        for name in names
    ]  # fmt: skip


_COLUMNS = (
    column("period", subject="balance", brief=False), column("name"),
    column("until", subject="balance", brief=False), *_measure_columns(_STOCK),
    column("contacts_with_anyone", subject="measures", unit="contacts"),
    column("contact_share", subject="balance", unit="share", brief=False),
    column("contact_hill", subject="balance", unit="regions", brief=False),
    column("records_held", subject="plan", unit="activities"),
)  # fmt: skip
# What a row without a period has none of.
_OF_CONTACTS = ("contacts_with_anyone", "contact_share", "contact_hill", "records_held")
_CHANGE_COLUMNS = (
    column("period", subject="balance", brief=False), column("name"),
    column("what", subject="balance"), column("what_code", subject="balance", brief=False),
    *(column(cause, subject="balance", unit="ties", brief=False) for cause in CAUSES),
    *(column(f"{cause}_names", subject="balance") for cause in CAUSES),
    *(
        column(f"{measure}_{part}", subject="balance", unit=unit, brief=False)
        for measure, unit in (("share", "share"), ("hill", "regions"))
        for part in ("change", *CAUSES)
    ),
    column("share_moved", subject="balance"), column("hill_moved", subject="balance"),
)  # fmt: skip
_NOWHERE = Position({}, frozenset())
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Reader:
    """What each row of a trend is read from."""

    store: Store
    history: History
    frame: Frame
    contacts: Sequence[Unit]
    as_of: date

    @cached_property
    def begun(self) -> Sequence[Node]:
        """The activities on record that had begun, of any status and sureness."""
        return [a for a in self.store.nodes("Activity") if began_by(a, self.as_of)]

    def frame_at(self, day: date) -> Frame:
        """Give the frame with ASEAN's members of a day; region and yardstick stay those of today."""
        return replace(self.frame, members=asean_members(self.store, as_of=day))

    def contacts_in(self, period: Period) -> list[Unit]:
        """Give the contacts that surely began in a period."""
        found = ((unit, self.store.node(unit.record)) for unit in self.contacts)
        return [unit for unit, activity in found if activity is not None and begins_in(activity, period)]


def balance_trend(
    store: Store,
    *,
    as_of: date,
    scheme: str = DEFAULT_SCHEME,
    benchmark: str | Benchmark = DEFAULT_BENCHMARK,
    by: str = "year",
) -> list[Table]:
    """Give the core measures at each year's, plan year's or term's end; who moved them; since the plan began.

    Ties whose signing has no date stand in a row of their own and in no other but the last; before
    the record was gathered in none but their own, for it is unknown whether they stood yet.
    """
    history = read_history(store)
    position = history.position(as_of)
    frame = read_frame(store, position, as_of=as_of, scheme=scheme, benchmark=benchmark)
    reader = _Reader(store, history, frame, contact_units(store, as_of=as_of), as_of)
    stretches = read_stretches(store, by, as_of=as_of)
    return [
        _trend(reader, stretches, position, by=by, scheme=scheme),
        _changes(reader, stretches, by=by, scheme=scheme),
        *since_plan_tables(store, history, frame, reader.contacts, as_of=as_of, scheme=scheme),
    ]


def _trend(
    reader: _Reader, stretches: Sequence[Stretch], position: Position, *, by: str, scheme: str
) -> Table:
    rows = [_stock_row(reader, s) if s.gathered else _row_not_gathered(s) for s in stretches]
    undated = reader.history.undated_position(reader.as_of)
    whole = Period(date.min, reader.as_of)
    apart = "unknown-yet" if undated_from(reader.store) > reader.as_of else "undated"
    rows.append({**_row(reader, "undated", text("measures", f"group-{apart}"), undated, reader.as_of),
                 **_contact_cells(reader, None)})  # fmt: skip
    rows.append({**_row(reader, "all", text("measures", "group-all"), position, reader.as_of),
                 **_contact_cells(reader, whole)})  # fmt: skip
    notes = [f"note-{apart}-row", "note-end-of", "note-hill", f"note-by-{by}", "note-contacts-in"]
    says = [text("balance", "note-governor-record")] if by == "governor" else []
    unknown = reader.history.documents.ends_unknown(reader.as_of)
    records = set(reader.history.records({**position.ties, **undated.ties}, as_of=reader.as_of))
    records.update(unknown)
    records.update(unit.record for unit in reader.contacts)
    records.update(record for stretch in stretches for record in stretch.records)
    return Table(
        "balance-trend", _title(reader, stretches, len(undated.ties)), _COLUMNS, rows, reader.as_of,
        text("questions", "unit-ties"), len(position.ties), scheme, reader.frame.yardstick.label,
        sorted(records),
        [*(text("balance", name) for name in notes),
         *_open_terms(reader.store, stretches),
         *day_notes(reader.store, reader.frame.yardstick, as_of=reader.as_of),
         *_span_notes(reader, [stretch.period for stretch in stretches]),
         *([text("balance", "note-end-unknown", n=len(unknown))] if unknown else [])],
        says=[*says, *_end_notes(reader)],
    )  # fmt: skip


def _open_terms(store: Store, stretches: Sequence[Stretch]) -> list[Label]:
    """Say of each stretch without a governor on record what is known of it."""
    told = (store.node(record) for stretch in stretches for record in stretch.records)
    return [
        text("balance", "note-governor-open", name=label_of(claim), what=free_text(claim, "value"))
        for claim in told
        if claim is not None and claim.text("subject_property") == NO_TERM
    ]


def _end_notes(reader: _Reader) -> list[Label]:
    """Say that nothing is told of the time after the end of the record, where the date is later."""
    end = reader.history.record_end
    if end is None or reader.as_of <= end.latest:
        return []
    return [text("balance", "note-not-gathered", end=format_date(end))]


def _span_notes(reader: _Reader, periods: Sequence[Period]) -> list[Label]:
    """Name the contacts that outlast their stretch, and count those that stand in none."""
    activities = [a for unit in reader.contacts if (a := reader.store.node(unit.record)) is not None]
    spanning = [
        activity.key
        for activity in activities
        if any(
            begins_in(activity, p) and not ends_by(activity, p.last) for p in periods if p.last < reader.as_of
        )
    ]
    apart = [a for a in activities if not any(begins_in(a, period) for period in periods)]
    notes = []
    if spanning:
        ids = ", ".join(spanning)
        notes.append(text("balance", "note-contacts-spanning", n=len(spanning), ids=ids))
    if apart:
        notes.append(text("balance", "note-contacts-open", n=len(apart)))
    return notes


def _title(reader: _Reader, stretches: Sequence[Stretch], undated: int) -> Label:
    if reader.frame.focus is None or not stretches:
        return text("questions", "region-balance-empty")
    first = reader.history.dated_position(_day_before(stretches[0].period.first))
    last = reader.history.dated_position(reader.as_of)
    share = MEASURES["focus-share"]
    shares = [share.of(each, reader.frame) for each in (first, last)]
    if shares[0] is None:
        return text("balance", "balance-trend-title-new", region=reader.frame.focus_label,
                    ties=len(last.ties), after=_percent(shares[1]))  # fmt: skip
    return text(
        "balance", "balance-trend-title", region=reader.frame.focus_label, before=_percent(shares[0]),
        after=_percent(shares[1]), first=stretches[0].label, n=len(last.ties),
        was=len(first.ties), undated=undated,
    )  # fmt: skip


def _percent(value: float | None) -> str:
    return f"{100 * value:.0f}" if value is not None else ABSENT


def _stock_row(reader: _Reader, stretch: Stretch) -> dict[str, Cell]:
    day = stretch.period.last
    position = reader.history.dated_position(day)
    cells = _row(reader, stretch.key, stretch.label, position, day)
    return {**cells, **_contact_cells(reader, stretch.period)}


def _row_not_gathered(stretch: Stretch) -> dict[str, Cell]:
    """Say that nothing is gathered of a stretch after the end of the record: neither zeros nor losses."""
    cells: dict[str, Cell] = dict.fromkeys((c.id for c in _COLUMNS), text("measures", "reach-none"))
    return {**cells, "period": stretch.key, "name": stretch.label, "until": stretch.period.last}


def _row(reader: _Reader, key: str, label: Label, position: Position, day: date) -> dict[str, Cell]:
    frame = reader.frame_at(day)
    return {
        "period": key, "name": label, "until": day,
        **{name.replace("-", "_"): MEASURES[name].of(position, frame) for name in _STOCK},
    }  # fmt: skip


def _contact_cells(reader: _Reader, period: Period | None) -> dict[str, Cell]:
    """Count the contacts of a period; a row without one (undated ties) has none to count."""
    if period is None:
        return dict.fromkeys(_OF_CONTACTS, ABSENT)
    units = reader.contacts_in(period)
    focus = reader.frame.focus
    share = share_of_region(units, focus.id, reader.frame.region_of).share if focus and units else None
    return {
        "contacts_with_anyone": len(units),
        "contact_share": share if units else text("measures", "not-enough"),
        "contact_hill": hill_number(count_regions(units, reader.frame.region_of), 1)
        or text("measures", "not-enough"),
        "records_held": sum(1 for activity in reader.begun if happens_in(activity, period)),
    }


def _day_before(day: date) -> date:
    return day - _DAY if day > date.min else date.min


def _changes(reader: _Reader, stretches: Sequence[Stretch], *, by: str, scheme: str) -> Table:
    rows: list[dict[str, Cell]] = []
    moved: set[str] = set()
    for stretch in (one for one in stretches if one.gathered):
        before, after = _ends(reader.history, stretch.period)
        for active, old, new in ((False, before.ties, after.ties), (True, before.active, after.active)):
            found = find_changes(reader.history, old, new, first=stretch.period.first)
            if found.partners:
                rows.append(_change_row(reader, stretch, (before, after), found, active=active))
                moved.update(found.partners)
    title = text(
        "balance", "changes-title", n=len(moved), stretches=len({row["period"] for row in rows}),
        unit=text("balance", f"stretches-{by}"),
    )  # fmt: skip
    return Table(
        "balance-changes", title,
        _CHANGE_COLUMNS, rows, reader.as_of, text("balance", "unit-moved"), len(moved), scheme,
        records=reader.history.records(moved, as_of=reader.as_of),
        notes=[text("balance", "note-changes"), text("balance", "note-attribution")],
    )  # fmt: skip


def _ends(history: History, period: Period) -> tuple[Position, Position]:
    before = _NOWHERE
    if period.first > date.min:
        before = history.dated_position(_day_before(period.first))
    return before, history.dated_position(period.last)


def _change_row(
    reader: _Reader, stretch: Stretch, ends: tuple[Position, Position], changes: Changes, *, active: bool
) -> dict[str, Cell]:
    suffix = "-active" if active else ""
    frame = reader.frame_at(stretch.period.last)
    row: dict[str, Cell] = {
        "period": stretch.key, "name": stretch.label, "what": text("balance", f"what-ties{suffix}"),
        "what_code": "active" if active else "ties",
        **{cause: len(getattr(changes, cause)) for cause in CAUSES},
        **{f"{cause}_names": _names(reader.store, getattr(changes, cause)) for cause in CAUSES},
    }  # fmt: skip
    for short, unit in (("share", "share"), ("hill", "regions")):
        measure = MEASURES[f"{'focus-share' if short == 'share' else short}{suffix}"]
        parts = attribute(measure, *ends, changes, frame, active=active)
        change = fsum(parts.values()) if parts else None
        row[f"{short}_change"] = change
        row |= {f"{short}_{cause}": parts[cause] if parts else None for cause in CAUSES}
        row[f"{short}_moved"] = (
            text("measures", "not-enough") if change is None else show_change(change, unit)
        )
    return row


def _names(store: Store, partners: Sequence[str]) -> Cell:
    return list_cell(label_of(node) for node in map(store.node, partners) if node is not None)
