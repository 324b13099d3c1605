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
from queries.facts.known import Known, undated_from
from queries.facts.places import countries_of_activity
from queries.measures.continuity import Occurrence, Span


@dataclass(frozen=True)
class ContactRecord:
    """One contact as its record holds it, seen from a day.

    `first` is the span of days on which it may have begun, `span` that of its last day (the day
    it is seen from where it lasts longer), none after that day; `last` is the last day as known.
    All three are None for an undated contact. `certain` is False where the contact may begin only
    after the day; an undated one is certain from the day the record was gathered. `members`
    are the local governments on record as taking part.
    """

    activity: Node
    last: PartialDate | None
    first: Span | None
    span: Span | None
    certain: bool
    members: int
    themes: tuple[str, ...]

    @property
    def is_dated(self) -> bool:
        """Whether the contact has a date and has surely begun by the as-of date."""
        return self.certain and self.span is not None


ContactsByPartner = Mapping[str, Sequence[ContactRecord]]


@dataclass(frozen=True)
class Contacts:
    """Every contact, with whom it was and what it was about, read once: from it any day is told.

    `partners` and `themes` lie by the activity's id; `undated_from` is the day from which
    contacts without a date are known to have been.
    """

    activities: Sequence[Node]
    partners: Mapping[str, Sequence[str]]
    themes: Mapping[str, Sequence[str]]
    undated_from: date

    def at(self, day: date) -> ContactsByPartner:
        """Give what has or may have begun by a day, by the id of each local government, latest first."""
        found: defaultdict[str, list[ContactRecord]] = defaultdict(list)
        for activity in self.activities:
            record = self._seen(activity, day)
            if record is not None:
                for city in self._cities(activity):
                    found[city].append(record)
        return {city: _latest_first(found[city]) for city in sorted(found)}

    def _cities(self, activity: Node) -> list[str]:
        return [who for who in self.partners.get(activity.id, ()) if who.startswith("City:")]

    def _seen(self, activity: Node, day: date) -> ContactRecord | None:
        """See an activity from a day; None where it surely begins only later."""
        members, themes = len(self._cities(activity)), tuple(self.themes.get(activity.id, ()))
        dates, last = activity_dates(activity), last_day(activity, as_of=day)
        begun = Known(dates[0] if dates is not None else None, self.undated_from)
        if not begun.may_be_by(day):
            return None
        if dates is None or last is None:
            return ContactRecord(activity, None, None, None, begun.surely_by(day), members, themes)
        begins = dates[0]
        span = Span(max(last.earliest, begins.earliest), min(last.latest, day))
        first = Span(begins.earliest, min(begins.latest, span.latest))
        return ContactRecord(activity, last, first, span, begun.surely_by(day), members, themes)


def read_every_contact(store: Store) -> Contacts:
    """Read the contacts of any day."""
    activities = [activity for activity in store.nodes("Activity") if counts_as_contact(activity)]
    return Contacts(activities, partners_of_activities(store), _group(store, "ABOUT"), undated_from(store))


def read_contacts(store: Store, *, as_of: date) -> ContactsByPartner:
    """Read all contacts that have or may have begun by a date, by the partner's id, latest first."""
    return read_every_contact(store).at(as_of)


def partners_of_activities(store: Store) -> Mapping[str, Sequence[str]]:
    """Give whom each activity involves as a partner (not its council, nor a country), by ids."""
    return _group(store, "INVOLVES", roles=("partner", ""))


def councils_of_activities(store: Store) -> Mapping[str, Sequence[str]]:
    """Give the places whose council each activity involves, by ids."""
    return _group(store, "INVOLVES", roles=("council",))


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


def occurrences_of(records: Iterable[ContactRecord]) -> list[Occurrence]:
    """Give the dated contacts from first to last day."""
    found = ((record.first, record.span) for record in dated(records))
    return [Occurrence(first, last) for first, last in found if first is not None and last is not None]


def without_date(records: Iterable[ContactRecord]) -> list[ContactRecord]:
    """Keep the contacts on record without a date."""
    return [record for record in records if record.span is None]


def _group(store: Store, edge_type: str, *, roles: tuple[str, ...] = ("",)) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for edge in store.edges(edge_type):
        if edge.text("role") in roles and edge.target not in found[edge.source]:
            found[edge.source].append(edge.target)
    return found


def _latest_first(records: Iterable[ContactRecord]) -> list[ContactRecord]:
    by_id = sorted(records, key=lambda record: record.activity.id)
    return sorted(by_id, key=lambda record: record.span or (date.min, date.min), reverse=True)
