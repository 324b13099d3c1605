"""The contacts with every kind of partner, read in one pass: places, networks, missions, bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from graph.dates import PartialDate, Period
from graph.records import Node
from graph.store import Store
from queries.facts.contact_records import partners_of_activities
from queries.facts.contacts import begins_in, is_contact, last_contact, newest_first, plan_period


@dataclass(frozen=True)
class ContactIndex:
    """All contacts at a date: by their own id, and by the id of a record they involve, newest first.

    `period` is the plan's years, None where the graph holds no plan.
    """

    activities: Mapping[str, Node]
    by_record: Mapping[str, Sequence[Node]]
    as_of: date
    period: Period | None

    def of(self, *records: str) -> Sequence[Node]:
        """List the contacts with any of some records, each once, newest first."""
        if len(records) == 1:
            return self.by_record.get(records[0], ())
        unique = {activity.id: activity for record in records for activity in self.by_record.get(record, ())}
        return newest_first(unique.values())

    @cached_property
    def newest_first(self) -> Sequence[Node]:
        """All contacts, newest first."""
        return newest_first(self.activities.values())

    def last(self, contacts: Iterable[Node]) -> PartialDate | None:
        """Give the last day of the latest of some contacts, None where there is none."""
        return last_contact(contacts, as_of=self.as_of)

    def in_plan(self, contacts: Iterable[Node]) -> int:
        """Count the contacts that surely began in the plan's years."""
        return sum(1 for a in contacts if self.period is not None and begins_in(a, self.period))


def read_contact_index(store: Store, *, as_of: date) -> ContactIndex:
    """Read the contacts at a date, and whom each involves."""
    contacts = {a.id: a for a in store.nodes("Activity") if is_contact(a, as_of=as_of)}
    found: defaultdict[str, list[Node]] = defaultdict(list)
    for activity, partners in partners_of_activities(store).items():
        for partner in partners if activity in contacts else ():
            found[partner].append(contacts[activity])
    by_record = {record: newest_first(activities) for record, activities in found.items()}
    return ContactIndex(contacts, by_record, as_of, plan_period(store))
