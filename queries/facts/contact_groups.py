"""Contacts that are not each a choice of their own: of one series, one trip, one mission's calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from graph.records import Node
from graph.store import Store, targets
from queries.facts.contacts import activity_dates

# Ours: visits abroad of one trip follow each other with no day between.
_NEXT_DAY = timedelta(days=1)


def with_mission(store: Store, activity: Node) -> bool:
    """Whether an embassy or another foreign mission took part in an activity."""
    return any(node.label == "Embassy" for node in targets(store, activity.id, "INVOLVES"))


def group_contacts(store: Store, activities: Sequence[Node]) -> list[list[str]]:
    """Put the ids of contacts that belong together into one group each, every contact into one.

    Together are those of one series, those with one mission alone and no local government (its
    calls and receptions), and visits abroad on the same or on following days (a trip).
    """
    first: dict[str, str] = {}
    leader = {activity.id: activity.id for activity in activities}

    def find(one: str) -> str:
        while leader[one] != one:
            one = leader[one]
        return one

    for key, member in _bonds(store, activities):
        start = first.setdefault(key, member)
        leader[max(find(start), find(member))] = min(find(start), find(member))
    groups: dict[str, list[str]] = {}
    for one in sorted(leader):
        groups.setdefault(find(one), []).append(one)
    return list(groups.values())


def _bonds(store: Store, activities: Sequence[Node]) -> Iterator[tuple[str, str]]:
    """Give what ties a contact to others: a key that they share, and its id."""
    for activity in activities:
        if series := activity.text("series"):
            yield f"series {series}", activity.id
        partners = targets(store, activity.id, "INVOLVES")
        missions = [node.id for node in partners if node.label == "Embassy"]
        if len(missions) == 1 and not any(node.label == "City" for node in partners):
            yield missions[0], activity.id
    yield from _trips(activities)


def _trips(activities: Iterable[Node]) -> Iterator[tuple[str, str]]:
    abroad = [a for a in activities if a.text("direction") == "outbound"]
    days = sorted(
        (dates[0].earliest, dates[1].latest, a.id)
        for a in abroad
        if (dates := activity_dates(a)) is not None and dates[0].earliest == dates[0].latest
    )
    number, reached = 0, None
    for begin, end, one in days:
        if reached is None or begin > reached + _NEXT_DAY:
            number += 1
        reached = end if reached is None else max(reached, end)
        yield f"trip {number}", one
