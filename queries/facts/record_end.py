"""The end of the record: the newest record held of what happened. After it nothing is known, or changes.

Records of what happened are the activities that are done, with whomever, the signings of documents,
and sources' words on a tie or an agreement, as far as they have a date. What was announced, the end
of a term and what has no date are none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from graph.dates import PartialDate, Period, format_date, parse_date
from graph.records import Node
from graph.store import Store, targets
from graph.texts import Label, text
from queries.facts.contacts import activity_dates
from queries.facts.places import HOME_COUNTRY, countries_of
from queries.table import Table

# What a Claim that speaks of a tie's status is about; its value is `suspended`, `ended`, or
# anything else (`resumed`), which lifts an earlier one.
STATUS_CLAIM = "tie status"


def records_held(store: Store) -> Iterator[tuple[Node, PartialDate]]:
    """Give every dated record of what happened, with its last day as known."""
    for activity in store.nodes("Activity"):
        dates = activity_dates(activity)
        if activity.text("status") == "done" and dates is not None:
            yield activity, dates[1]
    for label, name in (("Agreement", "signed_on"), ("Claim", "dated_on")):
        for record in store.nodes(label):
            if record.text(name) and (label == "Agreement" or _is_word_on_a_tie(record)):
                yield record, parse_date(record.text(name))


def find_record_end(store: Store) -> PartialDate | None:
    """Give the day of the newest record held, as known; None where none has a date."""
    return max((day for _, day in records_held(store)), key=_by_last_day, default=None)


def last_told(store: Store, *, as_of: date) -> date:
    """Give the last day of which the record tells anything: the as-of date, or the record's end before it.

    An end known to the month or year reaches to its last day.
    """
    end = find_record_end(store)
    return min(as_of, end.latest) if end is not None else as_of


def reach_into(period: Period, end: PartialDate | None) -> Label | None:
    """Say how far a record of that end reaches into a period; None where it covers all of it."""
    if end is None or period.last <= end.latest:
        return None
    if period.first > end.latest:
        return text("measures", "reach-none")
    return text("measures", "reach-to", end=format_date(end))


def with_reach(name: Label, period: Period, end: PartialDate | None) -> Label:
    """Name a period with how far the record reaches into it, where it does not cover all of it."""
    reach = reach_into(period, end)
    return name if reach is None else text("measures", "with-reach", name=name, reach=reach)


def newest_by_country(store: Store) -> Mapping[str, PartialDate]:
    """Give the day of the newest record held on each country or anyone in it, by the country's id."""
    return newest_by(store, lambda record: _countries_of(store, record))


def newest_by(store: Store, groups: Callable[[Node], Iterable[str]]) -> Mapping[str, PartialDate]:
    """Give the day of the newest record held in each of the groups that a record is in."""
    found: dict[str, PartialDate] = {}
    for record, day in records_held(store):
        for group in groups(record):
            found[group] = max(found.get(group, day), day, key=_by_last_day)
    return dict(sorted(found.items()))


def with_record_end(store: Store, tables: Sequence[Table]) -> list[Table]:
    """Put the day of the newest record held beside the as-of date of some tables."""
    end = find_record_end(store)
    return [replace(table, record_end=end) for table in tables]


def _is_word_on_a_tie(claim: Node) -> bool:
    """Whether a claim says how a tie or an agreement stands; a term of office or a count does not."""
    return bool(claim.text("stage")) or claim.text("subject_property") == STATUS_CLAIM


def _countries_of(store: Store, record: Node) -> set[str]:
    places = targets(store, record.id, "INVOLVES", "WITH", "CONCERNS")
    return {country for place in places for country in countries_of(store, place)} - {HOME_COUNTRY}


def _by_last_day(day: PartialDate) -> tuple[date, date]:
    return day.latest, day.earliest
