"""The embedded store: one networkx MultiDiGraph. The only home of networkx."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import networkx as nx

from graph.records import Batch, Edge, Node


def _put_edges(graph: nx.MultiDiGraph[str], edges: Iterable[Edge]) -> None:
    """Add edges in a fixed order, keyed by identity; raises KeyError before any where an end is missing."""
    unique = {edge.identity: edge for edge in edges}
    for edge in unique.values():
        if edge.source not in graph or edge.target not in graph:
            raise KeyError(f"{edge.source} -{edge.type}-> {edge.target}: an end is missing")
    for identity, edge in sorted(unique.items()):
        graph.add_edge(edge.source, edge.target, key=identity, edge=edge)


class MemoryStore:
    """A `Store` in memory. Nodes carry `label`, `key` and `properties`; edges carry theirs."""

    def __init__(self) -> None:
        self._graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        self._by_label: dict[str, list[str]] = {}

    def replace(self, batch: Batch) -> None:
        """Put exactly this batch in place of what is there.

        The new graph is made whole before it takes the old one's place. A node or edge that
        stands twice in the batch, alike in all, is one.
        """
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        by_label: dict[str, list[str]] = {}
        for node in sorted(batch.nodes, key=lambda node: node.id):
            if node.id not in graph:
                by_label.setdefault(node.label, []).append(node.id)
            graph.add_node(node.id, node=node)
        _put_edges(graph, batch.edges)
        self._graph, self._by_label = graph, by_label

    def add_edges(self, edges: Sequence[Edge]) -> None:
        """Add edges between nodes that are there; one that is there already changes nothing."""
        _put_edges(self._graph, edges)

    @property
    def networkx(self) -> nx.MultiDiGraph[str]:
        """A copy of the graph in plain networkx form, for algorithms and exports."""
        plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for node in self.nodes():
            plain.add_node(node.id, key=node.key, label=node.label, **node.properties)
        for edge in self.edges():
            plain.add_edge(edge.source, edge.target, type=edge.type, **edge.properties)
        return plain

    def node(self, node_id: str) -> Node | None:
        """Give one node, or None."""
        if node_id not in self._graph:
            return None
        found: Node = self._graph.nodes[node_id]["node"]
        return found

    def nodes(self, label: str | None = None) -> Iterator[Node]:
        """List nodes of a label (or all), by id."""
        ids: Any = self._graph.nodes if label is None else self._by_label.get(label, [])
        for node_id in ids:
            yield self._graph.nodes[node_id]["node"]

    def edges(self, edge_type: str | None = None) -> Iterator[Edge]:
        """List edges of a type (or all), by source, type, target and properties."""
        found = (data["edge"] for _, _, data in self._graph.edges(data=True))
        wanted = (edge for edge in found if edge_type is None or edge.type == edge_type)
        yield from sorted(wanted, key=lambda edge: edge.identity)

    def edges_from(self, node_id: str, *types: str) -> list[Edge]:
        """List edges that leave a node, of these types (or all)."""
        return self._select(self._graph.out_edges(node_id, data=True), types)

    def edges_to(self, node_id: str, *types: str) -> list[Edge]:
        """List edges that reach a node, of these types (or all)."""
        return self._select(self._graph.in_edges(node_id, data=True), types)

    @staticmethod
    def _select(raw: Any, types: tuple[str, ...]) -> list[Edge]:  # noqa: ANN401 - a networkx view
        edges = (data["edge"] for _, _, data in raw)
        wanted = (edge for edge in edges if not types or edge.type in types)
        return sorted(wanted, key=lambda edge: edge.identity)
