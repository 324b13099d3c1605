"""Each pattern question on a server against the bare driver sending the same text, as ratios in one run.

    make bench-neo4j      (or: python benchmarks/neo4j_ask.py [ROUNDS])

Needs a JDK 17 and Maven. The two take turns on the packaged data; medians are compared, aim 3.
Nothing is asserted.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from neo4j import GraphDatabase

from graph.cypher.server_engine import ServerEngine
from graph.mirror import copy_records, push
from graph.server.neo4j_store import connect
from graph.server.settings import ServerSettings
from plan.making.assemble import assemble_graph
from queries.catalog import QUESTIONS
from queries.cypher_texts import cypher_names, cypher_parameters, read_cypher
from queries.server_answers import run_on_server
from tools.neo4j_server.launch import running

DAY = date(2026, 11, 24)
AIM = 3


def seconds(work: Callable[[], object]) -> float:
    """Time one call."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def measure(settings: ServerSettings, rounds: int) -> None:
    """Push the packaged graph, then print a line for each question that has a text."""
    access = (settings.username, settings.password)
    with connect(settings) as connection, GraphDatabase.driver(settings.uri, auth=access) as driver:
        push(assemble_graph().store, connection, loaded_on=DAY, version="bench")
        engine, store = ServerEngine(connection), copy_records(connection)
        copying = seconds(lambda: copy_records(connection))
        print(f"checked copy of the records, once a command: {copying:.2f} s")
        for name in cypher_names():
            values = {parameter.name: parameter.default for parameter in QUESTIONS[name].parameters}
            given = cypher_parameters(store, name, as_of=DAY, values=values)
            ours = partial(run_on_server, engine, store, name, as_of=DAY)
            bare = partial(driver.execute_query, read_cypher(name), given, routing_="r")
            ours(), bare()  # the server plans a text once
            times = [(seconds(ours), seconds(bare)) for _ in range(rounds)]
            command, plain = (statistics.median(column) for column in zip(*times, strict=True))
            verdict = "within" if command / plain <= AIM else "OVER"
            figures = f"{command * 1000:.1f} ms / {plain * 1000:.1f} ms = {command / plain:.2f}"
            print(f"ask {name} : bare driver: {figures} ({verdict} {AIM}, n={rounds})")


def main(rounds: int) -> None:
    """Measure on a server of this run's own."""
    with tempfile.TemporaryDirectory() as folder, running("lts", Path(folder)) as server:
        measure(ServerSettings(server.uri, server.username, server.password), rounds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
