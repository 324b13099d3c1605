"""Graphs for tests: a random one that the schema allows, and a store copied onto a live server."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from random import Random
from typing import TYPE_CHECKING

from graph.build import build_graph
from graph.cypher.server_engine import ServerEngine
from graph.memory_store import MemoryStore
from graph.records import Batch, Edge, Node, Value
from graph.schema import SCHEMA, Kind, Property, RelationshipType
from graph.server.neo4j_store import Neo4jConnection, connect
from graph.server.settings import ServerSettings
from graph.server.store import CypherStore
from graph.store import Store

if TYPE_CHECKING:
    from tests.neo4j_plugin import LiveServer


@contextmanager
def server_connection(live: LiveServer) -> Iterator[Neo4jConnection]:
    """Connect to a test server as `bfa` does."""
    with connect(ServerSettings(live.uri, live.username, live.password, "neo4j")) as connection:
        yield connection


@contextmanager
def server_engine(live: LiveServer, store: Store) -> Iterator[ServerEngine]:
    """Put exactly a store's graph on a test server, and give its Cypher engine."""
    live.run("MATCH (n) DETACH DELETE n")
    with server_connection(live) as connection:
        CypherStore(connection).replace(Batch(list(store.nodes()), list(store.edges())))
        yield ServerEngine(connection)


TEXTS = ("a", "b", "ก", "ฮานอย", "it's", "x y", "{z}")
PLAN = Node("Plan", "bma-fa-2566", {"name": "plan", "visibility": "public", "period": "2566-2570"})
# A place has one country, a country one region a scheme, a part one whole of a label.
FUNCTIONAL = {"IN_COUNTRY", "REPRESENTS", "PART_OF", "TARGET_OF"}


def random_store(seed: int) -> Store:
    """Make a small graph of every label and relationship type, the same for the same seed.

    Each label and type draws for itself: a new one in the schema changes no other's records.
    """
    ids = {
        label: [f"{label}:k{number}" for number in range(_own(seed, label, "keys").randint(1, 7))]
        for label in SCHEMA.node_types
    }
    ids["Plan"].append(PLAN.id)
    filled = [PLAN]
    for label, keys in ids.items():
        random = _own(seed, label)
        filled += [_fill(random, Node(label, key.partition(":")[2]), ids) for key in keys if key != PLAN.id]
    schemes = {node.id: node.text("scheme") for node in filled if node.label == "Region"}
    edges = [
        edge
        for verb in SCHEMA.relationship_types.values()
        for edge in _edges(_own(seed, verb.name), verb, ids, schemes)
    ]
    store = MemoryStore()
    build_graph(Batch(filled, edges), into=store)
    return store


def _own(seed: int, *about: str) -> Random:
    """Give the draws of one label or type."""
    return Random(" ".join((str(seed), *about)))


def _fill(random: Random, node: Node, ids: Mapping[str, list[str]]) -> Node:
    properties: dict[str, Value] = {}
    for name, prop in SCHEMA.node_properties(node.label).items():
        if prop.required or name == "sources" or random.random() < 0.7:
            properties[name] = _value(random, prop, ids)
    if node.label == "Country":
        properties["capital"], properties["leading_city"] = random.choices(ids["City"], k=2)
    if node.label == "Agreement" and random.random() < 0.6:
        # One that is over without a known end counts until another surely renews it.
        properties |= {"status": random.choice(("lapsed", "ended")), "counterpart": "executive"}
        properties.pop("ends_on", None)
    for first, last in (("start_on", "end_on"), ("signed_on", "ends_on")):
        start, end = str(properties.get(first, "")), str(properties.get(last, "9"))
        if end < start[: len(end)]:
            del properties[last]
    if "wikidata_qid" in properties:  # one place has one id
        properties["wikidata_qid"] = f"Q-{node.key}"
    properties["name"] = f"{node.key} {random.choice(TEXTS[:5])}"
    return Node(node.label, node.key, {k: v for k, v in properties.items() if v != ()})


def _edges(
    random: Random, verb: RelationshipType, ids: Mapping[str, list[str]], schemes: dict[str, str]
) -> list[Edge]:
    found: list[Edge] = []
    taken: set[tuple[str, str]] = set()
    for source_label, target_label in verb.ends:
        for _ in range(random.randint(0, 12)):
            source, target = random.choice(ids[source_label]), random.choice(ids[target_label])
            slot = schemes[target] if verb.name == "IN_REGION" else target_label
            if verb.name in FUNCTIONAL or verb.name == "IN_REGION":
                if (source, slot) in taken or source == target:
                    continue
                taken.add((source, slot))
            declared = SCHEMA.relationship_properties(verb.name).items()
            own = {n: _value(random, p, ids) for n, p in declared if p.required or random.random() < 0.6}
            found.append(Edge(source, verb.name, target, {k: v for k, v in own.items() if v != ()}))
    return found


def _value(random: Random, prop: Property, ids: Mapping[str, list[str]]) -> Value:
    if prop.name.endswith("sources"):
        return tuple(sorted(set(random.choices(ids["Source"], k=random.randint(1, 3)))))
    by_kind: dict[Kind, Callable[[], Value]] = {
        Kind.ADDRESS: lambda: f"https://example.org/{random.randint(0, 99)}",
        Kind.CODE: lambda: random.choice(prop.codes).value,
        Kind.CODES: lambda: tuple(
            random.choices([code.value for code in prop.codes], k=random.randint(0, 3))
        ),
        Kind.DATE: lambda: _day(random),
        Kind.INTEGER: lambda: random.randint(1, 5),
        Kind.LIST: lambda: tuple(random.choices(TEXTS[:6], k=random.randint(0, 3))),
        Kind.PERIOD: lambda: PLAN.text("period"),
        Kind.NUMBER: lambda: round(random.uniform(-90, 90), 5),
        Kind.YEAR: lambda: random.randint(2566, 2570),
        Kind.YES_NO: lambda: random.random() < 0.5,
    }
    if prop.kind is not Kind.TEXT:
        return by_kind[prop.kind]()
    return str(random.randint(2015, 2026)) if prop.name == "list_year" else random.choice(TEXTS)


def _day(random: Random) -> str:
    """A day, month or year around the plan's first day and the ends of months."""
    year, month = random.choice((1967, 2012, 2022, 2023, 2024, 2026)), random.choice((1, 2, 9, 10, 11, 12))
    day = random.choice((1, 15, 24, 28, 29 if year == 2024 or month != 2 else 28, 30 if month != 2 else 28))
    return f"{year}-{month:02d}-{day:02d}"[: random.choice((4, 7, 10, 10))]
