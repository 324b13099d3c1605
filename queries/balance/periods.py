"""Stretches of time that a trend is told by: calendar years, the plan's years, governors' terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from graph.dates import BUDDHIST_OFFSET, PartialDate, Period, fiscal_year, parse_date
from graph.records import Node
from graph.store import Store
from graph.texts import Label, text
from queries.facts.contacts import plan_years
from queries.facts.lookup import label_of
from queries.facts.record_end import find_record_end, with_reach
from queries.facts.recording import first_recorded

TERM = "governor's term"
NO_TERM = "governor not known"
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """One stretch: its key, its name, its days up to the as-of date, and the record it comes from.

    `gathered` is False where it begins only after the end of the record.
    """

    key: str
    label: Label
    period: Period
    records: tuple[str, ...] = ()
    gathered: bool = True


def read_stretches(store: Store, by: str, *, as_of: date) -> list[Stretch]:
    """List the stretches of a kind (`BY`) that have begun by a date, in order, none going beyond it.

    The one in which the record ends goes on to its end, and is named so.
    """
    end = find_record_end(store)
    found = (_cut(stretch, as_of) for stretch in BY[by](store, as_of))
    begun = [stretch for stretch in found if stretch.period.first <= stretch.period.last]
    return begun if end is None else [_as_gathered(stretch, end) for stretch in begun]


def _cut(stretch: Stretch, as_of: date) -> Stretch:
    return replace(stretch, period=Period(stretch.period.first, min(stretch.period.last, as_of)))


def _as_gathered(stretch: Stretch, end: PartialDate) -> Stretch:
    first, last = stretch.period.first, stretch.period.last
    if last <= end.latest:
        return stretch
    if first > end.latest:
        return replace(stretch, gathered=False)
    named = with_reach(stretch.label, stretch.period, end)
    return replace(stretch, label=named, period=Period(first, end.latest))


def _years(store: Store, as_of: date) -> Iterator[Stretch]:
    """Calendar years since the first dated activity on record; before it no contact can be told."""
    first = first_recorded(store)
    for year in range(first.year if first is not None else as_of.year, as_of.year + 1):
        label = Label(str(year + BUDDHIST_OFFSET), str(year))
        yield Stretch(str(year), label, Period(date(year, 1, 1), date(year, 12, 31)))


def _plan_years(store: Store, as_of: date) -> Iterator[Stretch]:
    """Years of the plan on the fiscal clock, which is assumed."""
    for year in plan_years(store):
        yield Stretch(str(year), text("balance", "fiscal-year", year=year), fiscal_year(year))


def _terms(store: Store, as_of: date) -> Iterator[Stretch]:
    """Governors' terms as far as sources give them, with the stretches between that none covers.

    A term that starts in a year alone surely runs from the year's last day; one without a known
    end runs as far as it surely holds. A term ends the day before the next one starts.
    """
    claims = _dated(store, TERM)
    open_from = _dated(store, NO_TERM)
    starts = [parse_date(claim.text("dated_on")).latest for claim in claims]
    reached = date.min
    for place, claim in enumerate(claims):
        start, end = starts[place], _end(claim.text("until_on") or claim.text("known_until"), as_of)
        if place + 1 < len(claims):
            end = min(end, starts[place + 1] - _DAY)
        if start > reached:
            yield _unknown(reached, start - _DAY, place, open_from)
        yield Stretch(claim.id, label_of(claim), Period(start, end), (claim.id,))
        reached = end + _DAY if end < date.max else date.max
    yield _unknown(reached, as_of, len(claims), open_from)


def _dated(store: Store, about: str) -> list[Node]:
    """List the claims on a matter that have a date, in order."""
    found = [c for c in store.nodes("Claim") if c.text("subject_property") == about and c.text("dated_on")]
    return sorted(found, key=lambda claim: (claim.text("dated_on"), claim.id))


def _end(written: str, as_of: date) -> date:
    return parse_date(written).earliest if written else as_of


def _unknown(first: date, last: date, place: int, open_from: Sequence[Node]) -> Stretch:
    """Make the stretch in which no source on record says who was governor.

    `open_from` are the claims that say from when nobody is known; one within it gives it its name.
    """
    key = "before" if place == 0 else f"unknown-{place}"
    label = text("balance", "term-before" if place == 0 else "term-unknown")
    said = [c for c in open_from if first <= parse_date(c.text("dated_on")).earliest <= last]
    return Stretch(key, label_of(said[0]) if said else label, Period(first, last), tuple(c.id for c in said))


BY: Mapping[str, Callable[[Store, date], Iterator[Stretch]]] = {
    "year": _years,
    "plan-year": _plan_years,
    "governor": _terms,
}
