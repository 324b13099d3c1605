"""The mirror's speed as ratios in one run, on a server of its own (needs a JDK 17 and Maven).

    make bench-neo4j      (or: python benchmarks/neo4j_push.py [NODES])

The yardstick is the official driver alone, sending bare `UNWIND ... CREATE` batches of the same
rows. First push and bare batches take turns, each on an emptied database; medians are compared.
Processor seconds of both processes are counted, so that a busy machine does not decide it; the
seconds on the clock stand beside them. Nothing is asserted.
"""

from __future__ import annotations

import functools
import gc
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.memory_store import MemoryStore
from graph.mirror import push
from graph.records import Batch, Edge, Node
from graph.server.neo4j_store import connect
from graph.server.settings import ServerSettings
from graph.server.statements import edge_row, node_row
from tools.neo4j_server.launch import running

if TYPE_CHECKING:
    from neo4j import Driver

ROUNDS = 3
ASKED = 50
DAY = date(2026, 11, 24)
SIZE = 10_000
LABELS = ("City", "Organization", "Activity")
PATTERN = (
    "MATCH (a:Activity)-[r:INVOLVES]->(c:City) WHERE c.name STARTS WITH $start "
    "RETURN c.name AS name, count(r) AS activities ORDER BY activities DESC, name LIMIT 20"
)


def made_graph(nodes: int) -> MemoryStore:
    """Make a graph of this many nodes and three times as many relationships, always the same."""
    chance = random.Random(6)
    made = [Node(LABELS[n % 3], f"n{n}", {
        "name": f"Record {n}", "name_th": f"ระเบียน {n}", "visibility": "public",
        "sources": ("Source:a", "Source:b"), "note": "as gathered",
    }) for n in range(nodes)]  # fmt: skip
    cities, organizations, activities = made[::3], made[1::3], made[2::3]
    edges = [Edge(chance.choice(activities).id, "INVOLVES", chance.choice(cities).id, {
        "role": "partner", "as_named": f"name {n}",
    }) for n in range(2 * nodes)]  # fmt: skip
    edges += [
        Edge(chance.choice(cities).id, "MEMBER_OF", chance.choice(organizations).id, {"list_year": str(n)})
        for n in range(nodes)
    ]
    store = MemoryStore()
    store.replace(Batch(made, edges))
    return store


def sliced(rows: list[Any]) -> Iterator[list[Any]]:
    """Cut rows into batches."""
    return (rows[first : first + SIZE] for first in range(0, len(rows), SIZE))


def send_bare(driver: Driver, store: MemoryStore) -> None:
    """Send the same rows by the driver alone: nothing can be done with less."""
    for label in LABELS:
        for rows in sliced([node_row(node) for node in store.nodes(label)]):
            driver.execute_query(f"UNWIND $rows AS row CREATE (n:{label}) SET n = row", rows=rows)
    for kind, start, end in (("INVOLVES", "Activity", "City"), ("MEMBER_OF", "City", "Organization")):
        text = (
            f"UNWIND $rows AS row MATCH (a:{start} {{id: row.source}}), (b:{end} {{id: row.target}}) "
            f"CREATE (a)-[r:{kind}]->(b) SET r = row.properties"
        )
        for rows in sliced([edge_row(edge) for edge in store.edges(kind)]):
            driver.execute_query(text, rows=rows)


def empty(driver: Driver) -> None:
    """Take all data and constraints off the server."""
    with driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS").consume()
    for record in driver.execute_query("SHOW CONSTRAINTS YIELD name RETURN name").records:
        driver.execute_query(f"DROP CONSTRAINT `{record['name']}`")


@dataclass(frozen=True)
class Spent:
    """What some work took: processor seconds of this process and the server, and the clock's."""

    processor: float
    clock: float


@dataclass(frozen=True)
class Meter:
    """Measures work that this process and one server do together."""

    server: int

    def spent(self, work: Callable[[], object]) -> Spent:
        """Do some work and give what it took."""
        processor, clock = self._processor(), time.perf_counter()
        work()
        return Spent(self._processor() - processor, time.perf_counter() - clock)

    def _processor(self) -> float:
        ticks = Path(f"/proc/{self.server}/stat").read_text().rpartition(") ")[2].split()[11:13]
        return time.process_time() + sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def report(name: str, measured: list[Spent], yardstick: list[Spent], aim: str) -> None:
    """Print one line of figures."""
    shown = []
    for kind in ("processor", "clock"):
        ours, theirs = (statistics.median(getattr(s, kind) for s in side) for side in (measured, yardstick))
        shown.append(f"{kind} {ours:.2f} s / {theirs:.2f} s = {ours / theirs:.2f}")
    print(f"{name}: {'; '.join(shown)} ({aim})", flush=True)


def measure(nodes: int, settings: ServerSettings, driver: Driver, meter: Meter) -> None:
    """Measure all and print it."""
    store = made_graph(nodes)
    gc.freeze()  # as the command line does: the graph lives until the end
    print(f"{nodes} nodes, {len(list(store.edges()))} relationships")
    first: list[Spent] = []
    bare: list[Spent] = []
    again: list[Spent] = []
    ask: list[Spent] = []
    ask_bare: list[Spent] = []
    for _ in range(ROUNDS):
        empty(driver)
        for label in LABELS:
            driver.execute_query(f"CREATE CONSTRAINT FOR (n:{label}) REQUIRE n.id IS UNIQUE")
        bare.append(meter.spent(lambda: send_bare(driver, store)))
        empty(driver)
        with connect(settings) as connection:
            mirror = functools.partial(push, store, connection, loaded_on=DAY, version="bench")
            first.append(meter.spent(mirror))
            again.append(meter.spent(mirror))
            ours = functools.partial(connection.read, PATTERN, start="Record 1")
            theirs = functools.partial(driver.execute_query, PATTERN, start="Record 1")
            ours(), theirs()  # the server makes its plan once
            ask.append(meter.spent(functools.partial(repeat, ours)))
            ask_bare.append(meter.spent(functools.partial(repeat, theirs)))
    report("first push : bare CREATE batches", first, bare, "at most 1.5")
    report("first push : unchanged push", first, again, "at least 20")
    report(f"{ASKED} questions on the server : bare driver calls", ask, ask_bare, "at most 3")


def repeat(work: Callable[[], object]) -> None:
    """Do the same many times: one call is too short to count."""
    for _ in range(ASKED):
        work()


if __name__ == "__main__":
    from neo4j import GraphDatabase

    with tempfile.TemporaryDirectory() as folder, running("lts", Path(folder)) as server:
        access = (server.username, server.password)
        with GraphDatabase.driver(server.uri, auth=access) as plain:
            print(f"Neo4j {server.version}, n={ROUNDS}")
            measure(
                int(sys.argv[1]) if len(sys.argv) > 1 else 100_000,
                ServerSettings(server.uri, *access), plain, Meter(server.process.pid),
            )  # fmt: skip
