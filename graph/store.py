"""What every graph store can do. Questions speak to this protocol and to nothing below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from graph.records import Batch, Edge, Node


class Store(Protocol):
    """A typed property graph. Every listing is sorted, so answers never depend on load order."""

    def replace(self, batch: Batch) -> None:
        """Put exactly this batch in place of what is there: all of it or, on error, none."""

    def add_edges(self, edges: Sequence[Edge]) -> None:
        """Add edges between nodes that are there: all of them or, on error, none."""

    def node(self, node_id: str) -> Node | None:
        """Give one node, or None."""

    def nodes(self, label: str | None = None) -> Iterator[Node]:
        """List nodes of a label (or all), by id."""

    def edges(self, edge_type: str | None = None) -> Iterator[Edge]:
        """List edges of a type (or all), by source, type, target and properties."""

    def edges_from(self, node_id: str, *types: str) -> list[Edge]:
        """List edges that leave a node, of these types (or all)."""

    def edges_to(self, node_id: str, *types: str) -> list[Edge]:
        """List edges that reach a node, of these types (or all)."""


def targets(store: Store, node_id: str, *types: str) -> list[Node]:
    """List the nodes that edges of these types lead to from a node, each once."""
    return _nodes(store, (edge.target for edge in store.edges_from(node_id, *types)))


def sources(store: Store, node_id: str, *types: str) -> list[Node]:
    """List the nodes that lead to a node by edges of these types, each once."""
    return _nodes(store, (edge.source for edge in store.edges_to(node_id, *types)))


def _nodes(store: Store, ids: Iterable[str]) -> list[Node]:
    found = (store.node(node_id) for node_id in dict.fromkeys(ids))
    return [node for node in found if node is not None]


def require_node(store: Store, node_id: str) -> Node:
    """Give a node that must be there. Raises KeyError where it is not."""
    node = store.node(node_id)
    if node is None:
        raise KeyError(node_id)
    return node
