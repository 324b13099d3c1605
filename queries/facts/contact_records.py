"""What the record holds of every partner's contacts: when, how sure, with how many, about what.

All contacts are read in one pass, so that no question scans the activities once a tie.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.dates import PartialDate
from graph.records import Node
from graph.store import Store
from queries.facts.contacts import activity_dates, counts_as_contact, is_contact, last_day
from queries.facts.places import countries_of_activity
from queries.measures.continuity import Span


@dataclass(frozen=True)
class ContactRecord:
    """One contact as its record holds it, seen from the as-of date.

    `last` is its last day as known (the as-of date where it lasts longer), `span` the days that
    can mean, none after the as-of date; both are None for an undated contact, which counts at
    any date, as an undated agreement does. `certain` is False where the contact may begin only
    after the as-of date. `members` are the local governments on record as taking part.
    """

    activity: Node
    last: PartialDate | None
    span: Span | None
    certain: bool
    members: int
    themes: tuple[str, ...]

    @property
    def is_dated(self) -> bool:
        """Whether the contact has a date and has surely begun by the as-of date."""
        return self.certain and self.span is not None


ContactsByPartner = Mapping[str, Sequence[ContactRecord]]


def read_contacts(store: Store, *, as_of: date) -> ContactsByPartner:
    """Read all contacts that have or may have begun by a date, by the partner's id, latest first."""
    partners = partners_of_activities(store)
    themes = _group(store, "ABOUT")
    found: defaultdict[str, list[ContactRecord]] = defaultdict(list)
    for activity in store.nodes("Activity"):
        cities = [target for target in partners.get(activity.id, ()) if target.startswith("City:")]
        record = _read(activity, len(cities), tuple(themes.get(activity.id, ())), as_of=as_of)
        if record is not None:
            for city in cities:
                found[city].append(record)
    return {city: _latest_first(found[city]) for city in sorted(found)}


def partners_of_activities(store: Store) -> Mapping[str, Sequence[str]]:
    """Give whom each activity involves as a partner (not its council, nor a country), by ids."""
    return _group(store, "INVOLVES", roles=("partner", ""))


def merge_contacts(several: Iterable[Sequence[ContactRecord]]) -> list[ContactRecord]:
    """Put the contacts of several partners together, each activity once, latest first."""
    unique = {record.activity.id: record for records in several for record in records}
    return _latest_first(unique.values())


def read_contacts_by_country(store: Store, *, as_of: date) -> Mapping[str, Sequence[Node]]:
    """Give the activities that are contacts by a date, by the id of each country they name or involve."""
    found: defaultdict[str, list[Node]] = defaultdict(list)
    for activity in store.nodes("Activity"):
        if is_contact(activity, as_of=as_of):
            for country in countries_of_activity(store, activity.id):
                found[country].append(activity)
    return found


def dated(records: Iterable[ContactRecord]) -> list[ContactRecord]:
    """Keep the contacts that have a date and have surely begun."""
    return [record for record in records if record.is_dated]


def spans_of(records: Iterable[ContactRecord]) -> list[Span]:
    """Give the spans of the dated contacts."""
    return [record.span for record in dated(records) if record.span is not None]


def undated(records: Iterable[ContactRecord]) -> list[ContactRecord]:
    """Keep the contacts on record without a date."""
    return [record for record in records if record.span is None]


def _group(store: Store, edge_type: str, *, roles: tuple[str, ...] = ("",)) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for edge in store.edges(edge_type):
        if edge.text("role") in roles and edge.target not in found[edge.source]:
            found[edge.source].append(edge.target)
    return found


def _read(activity: Node, members: int, themes: tuple[str, ...], *, as_of: date) -> ContactRecord | None:
    """Read one activity; None where it is no contact or surely begins after the as-of date."""
    dates = activity_dates(activity)
    if not counts_as_contact(activity) or (dates is not None and dates[0].earliest > as_of):
        return None
    last = last_day(activity, as_of=as_of)
    if dates is None or last is None:
        return ContactRecord(activity, None, None, True, members, themes)
    span = Span(max(last.earliest, dates[0].earliest), min(last.latest, as_of))
    return ContactRecord(activity, last, span, dates[0].latest <= as_of, members, themes)


def _latest_first(records: Iterable[ContactRecord]) -> list[ContactRecord]:
    by_id = sorted(records, key=lambda record: record.activity.id)
    return sorted(by_id, key=lambda record: record.span or (date.min, date.min), reverse=True)
