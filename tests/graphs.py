"""Graphs for tests: a store copied onto a live server."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from graph.store import Store

if TYPE_CHECKING:
    from tests.neo4j_plugin import LiveServer


def fill_server(live: LiveServer, store: Store) -> None:
    """Put exactly a store's graph on a test server, by the plainest statements there are."""
    live.run("MATCH (n) DETACH DELETE n")
    nodes: defaultdict[str, list[dict[str, object]]] = defaultdict(list)
    for node in store.nodes():
        nodes[node.label].append({**node.properties, "id": node.id, "key": node.key})
    for label, rows in nodes.items():
        live.run(f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE")
        live.run(f"UNWIND $rows AS row CREATE (n:{label}) SET n = row", rows=rows)
    edges: defaultdict[tuple[str, ...], list[dict[str, object]]] = defaultdict(list)
    for edge in store.edges():
        ends = (edge.source.partition(":")[0], edge.type, edge.target.partition(":")[0])
        edges[ends].append({"a": edge.source, "b": edge.target, "own": dict(edge.properties)})
    for (source, verb, target), rows in edges.items():
        live.run(
            f"UNWIND $rows AS row MATCH (a:{source} {{id: row.a}}) MATCH (b:{target} {{id: row.b}}) "
            f"CREATE (a)-[r:`{verb}`]->(b) SET r = row.own",
            rows=rows,
        )
