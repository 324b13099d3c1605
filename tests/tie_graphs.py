"""Small random graphs of partners with documents, contacts and sources' words on status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from graph.memory_store import MemoryStore
from graph.records import Batch, Edge, Node
from graph.store import Store

_STATES = ("in_force", "unknown", "lapsed", "ended")


def random_ties(seed: int) -> Store:
    """Make a graph by a seed: dates to the day, month, year or none, some contacts that last for years."""
    random = Random(seed)
    cities = [f"City:c{number}" for number in range(random.randint(1, 4))]
    nodes = [_record(city, {}) for city in cities]
    edges: list[Edge] = []
    for made in (_agreements(random, cities), _contacts(random, cities), _claims(random, cities)):
        for node, links in made:
            nodes.append(node)
            edges += links
    if random.random() < 0.7:
        nodes.append(_record("Inquiry:i", {"asked_on": "2026-11"}))
    store = MemoryStore()
    store.replace(Batch(nodes, edges))
    return store


def reaching(day: str) -> Node:
    """A document with nobody, which tells only how far the record goes."""
    given = {"counterpart": "council", "status": "lapsed", "kind": "other", "signed_on": day}
    return _record("Agreement:reach", given)


Made = Iterator[tuple[Node, list[Edge]]]


def _agreements(random: Random, cities: Sequence[str]) -> Made:
    for number in range(random.randint(1, 6)):
        record = f"Agreement:a{number}"
        links = [Edge(record, "WITH", random.choice(cities), {})]
        if number and random.random() < 0.3:
            links.append(Edge(record, "RENEWS", f"Agreement:a{number - 1}", {"certain": "yes"}))
        yield _record(record, {
            "kind": "mou", "counterpart": random.choice(("executive", "executive", "council")),
            "status": random.choice(_STATES), "signed_on": _day(random),
            "ends_on": random.choice(("", "", "2025-06")),
        }), links  # fmt: skip


def _contacts(random: Random, cities: Sequence[str]) -> Made:
    for number in range(random.randint(0, 8)):
        start, record = _day(random), f"Activity:v{number}"
        met = random.sample(cities, random.randint(0, len(cities)))
        yield _record(record, {
            "kind": "visit_outbound", "status": random.choice(("done", "done", "planned")),
            "role_of_bangkok": "attended", "confidence": random.choice(("high", "low", "medium")),
            "start_on": start, "end_on": random.choice(("", "", "2026-12-31")) if start else "",
        }), [Edge(record, "INVOLVES", city, {"role": "partner"}) for city in met]  # fmt: skip


def _claims(random: Random, cities: Sequence[str]) -> Made:
    for number in range(random.randint(0, 2)):
        record = f"Claim:m{number}"
        concerned = random.choice((*cities, "Agreement:a0"))
        yield _record(record, {
            "subject_property": "tie status", "dated_on": _day(random),
            "value": random.choice(("suspended", "ended", "resumed")),
        }), [Edge(record, "CONCERNS", concerned, {})]  # fmt: skip


def _record(record: str, given: dict[str, str]) -> Node:
    label, _, key = record.partition(":")
    return Node(label, key, {"name": key, **{name: value for name, value in given.items() if value}})


def _day(random: Random) -> str:
    """A day, month or year, or none, around the limits of the ladder seen from 2024 to 2027."""
    year, month = random.randint(2012, 2026), random.randint(1, 12)
    return random.choice(("", str(year), f"{year}-{month:02d}", *[f"{year}-{month:02d}-{month + 9:02d}"] * 4))
