"""The embedded store: one networkx MultiDiGraph. The only home of networkx."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import networkx as nx

from graph.records import Batch, Edge, Node

# A neighbour's id -> the places of the edges between -> what they carry.
Neighbours = Mapping[str, Mapping[Any, Any]]


class MemoryStore:
    """A `Store` in memory: a graph whose nodes carry a `Node` and whose edges carry an `Edge`.

    Edges are sorted once, when the graph is made; an edge's key in the graph is its place in
    that order, so that a listing sorts whole numbers.
    """

    def __init__(self) -> None:
        self._fill((), ())

    @classmethod
    def from_sorted(cls, nodes: Iterable[Node], edges: Iterable[Edge]) -> MemoryStore:
        """Make a store of what a store has listed: nodes by id, edges by identity, each once.

        Nothing is checked; for records of any other origin use `replace`.
        """
        store = cls.__new__(cls)
        store._fill(nodes, edges)
        return store

    def _fill(self, nodes: Iterable[Node], edges: Iterable[Edge]) -> None:
        """Make the new graph whole before it takes the old one's place."""
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        by_label: dict[str, list[Node]] = {}
        by_type: dict[str, list[Edge]] = {}
        ordered = list(edges)
        for node in nodes:
            graph.add_node(node.id, node=node)
            by_label.setdefault(node.label, []).append(node)
        for place, edge in enumerate(ordered):
            graph.add_edge(edge.source, edge.target, key=place, edge=edge)
            by_type.setdefault(edge.type, []).append(edge)
        self._graph, self._edges = graph, ordered
        self._by_label, self._by_type = by_label, by_type
        # Plain dictionaries, for looking up: a networkx view takes three times as long.
        self._leaving: dict[str, Neighbours] = dict(graph.adjacency())
        self._reaching: dict[str, Neighbours] = dict(graph.reverse(copy=False).adjacency())

    def replace(self, batch: Batch) -> None:
        """Put exactly this batch in place of what is there.

        A node or edge that stands twice in the batch, alike in all, is one. Raises KeyError,
        with nothing changed, where an end of an edge is missing.
        """
        nodes = {node.id: node for node in batch.nodes}
        edges = {edge.identity: edge for edge in batch.edges}
        for edge in edges.values():
            if edge.source not in nodes or edge.target not in nodes:
                raise KeyError(f"{edge.source} -{edge.type}-> {edge.target}: an end is missing")
        self._fill([nodes[key] for key in sorted(nodes)], [edges[key] for key in sorted(edges)])

    def add_edges(self, edges: Sequence[Edge]) -> None:
        """Add edges between nodes that are there; one that is there already changes nothing."""
        self.replace(Batch(list(self.nodes()), [*self.edges(), *edges]))

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
        if label is not None:
            yield from self._by_label.get(label, ())
        else:
            yield from (data["node"] for data in self._graph.nodes.values())

    def edges(self, edge_type: str | None = None) -> Iterator[Edge]:
        """List edges of a type (or all), by source, type, target and properties."""
        yield from self._edges if edge_type is None else self._by_type.get(edge_type, ())

    def edges_from(self, node_id: str, *types: str) -> list[Edge]:
        """List edges that leave a node, of these types (or all)."""
        return _select(self._leaving.get(node_id, {}), types)

    def edges_to(self, node_id: str, *types: str) -> list[Edge]:
        """List edges that reach a node, of these types (or all)."""
        return _select(self._reaching.get(node_id, {}), types)


def _select(neighbours: Neighbours, types: tuple[str, ...]) -> list[Edge]:
    placed = sorted(
        (place, data["edge"]) for parallel in neighbours.values() for place, data in parallel.items()
    )
    return [edge for _, edge in placed if not types or edge.type in types]
