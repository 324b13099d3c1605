"""The contacts with every kind of partner, read in one pass: places, networks, missions, bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from graph.records import Node
from graph.store import Store
from queries.contacts import is_contact, newest_first

ContactIndex = Mapping[str, list[Node]]


def contacts_by_record(store: Store, *, as_of: date) -> ContactIndex:
    """Give, by record id, the contacts that involve the record itself, newest first."""
    contacts = {a.id: a for a in store.nodes("Activity") if is_contact(a, as_of=as_of)}
    found: defaultdict[str, dict[str, Node]] = defaultdict(dict)
    for edge in store.edges("INVOLVES"):
        if edge.source in contacts and edge.text("role") in ("partner", ""):
            found[edge.target][edge.source] = contacts[edge.source]
    return {record: newest_first(activities.values()) for record, activities in found.items()}


def contacts_with_any(index: ContactIndex, records: Iterable[str]) -> list[Node]:
    """List the contacts with any of some records, each once, newest first."""
    unique = {activity.id: activity for record in records for activity in index.get(record, ())}
    return newest_first(unique.values())
