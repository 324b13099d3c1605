"""A `Store` on a Neo4j server, over any connection that runs Cypher."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from graph.cypher.engine import Unknown
from graph.errors import StoreError
from graph.records import Batch, Edge, Node
from graph.schema import SCHEMA
from graph.server import statements as texts
from graph.server.statements import RECORD, Row
from graph.texts import Label, text


class Statement(NamedTuple):
    """One Cypher text with its parameters."""

    text: str
    params: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Explained:
    """A server's plan of a query: whether it only reads, and the plan's first step."""

    reads_only: bool
    plan: Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """What a query gave: columns, rows of plain values, and the unknown names by their kind."""

    columns: Sequence[str]
    rows: Sequence[Row]
    unknown: Sequence[tuple[Unknown, str]] = ()


class Connection(Protocol):
    """What a store asks of a driver. Each method raises StoreError, never a driver's own error.

    No method waits longer than the connection's deadline allows, whatever the server does.
    """

    def read(self, text: str, /, **params: object) -> list[Row]:
        """Run a reading text and give its rows."""

    def write(self, statements: Sequence[Statement]) -> int:
        """Run statements in one transaction, all or none; give the number of changes made."""

    def explain(self, text: str, params: Row, *, timeout: float) -> Explained:
        """Give the server's plan of a query without running it."""

    def query(self, text: str, params: Row, *, most: int, timeout: float) -> Answer:
        """Run a user's query, which can only read, and give at most so many rows."""


def check_ours(connection: Connection) -> None:
    """Raise StoreError where a database holds nodes that we did not write."""
    marks = (texts.RECORD, texts.RETIRED, texts.PUSH)
    ours = " UNION ALL ".join(f"MATCH (n:{mark}) RETURN count(n) AS n" for mark in marks)
    counts = connection.read(f"MATCH (n) RETURN count(n) AS n UNION ALL {ours}")
    total, *marked = (row["n"] for row in counts)
    if total == sum(marked):
        return
    groups = read_foreign(connection)
    none = text("errors", "label-none")
    th, en = (
        ", ".join(f"{labels or word} ({n})" for labels, n in groups[:10]) for word in (none.th, none.en)
    )
    raise StoreError("neo4j-foreign", count=sum(n for _, n in groups), labels=Label(th, en))


def read_foreign(connection: Connection) -> list[tuple[str, int]]:
    """Count the nodes that we did not write, by their labels joined with colons."""
    found = connection.read(f"MATCH (n) WHERE {texts.FOREIGN} RETURN labels(n) AS labels, count(*) AS n")
    return sorted((":".join(sorted(row["labels"])), row["n"]) for row in found)


def prepare(connection: Connection) -> None:
    """Make the constraints and indexes that are not there yet."""
    wanted = texts.constraint_texts()
    shown = connection.read("SHOW INDEXES YIELD name RETURN name")
    missing = sorted(set(wanted) - {row["name"] for row in shown})
    # A transaction on constraints may hold nothing else.
    if missing:
        connection.write([Statement(wanted[name]) for name in missing])


class CypherStore:
    """A `Store` on a server. Every listing is sorted here, so that all stores agree on the order."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(self, batch: Batch) -> None:
        """Put exactly this batch in place of our records, in one transaction.

        For whole graphs use `graph.mirror.push`, which retires instead of deleting. Raises
        KeyError where an edge lacks an end or a type is not in the schema, and StoreError where
        the database holds nodes that are not ours; nothing is changed then.
        """
        nodes = {node.id: node for node in batch.nodes}
        _check_ends(batch.edges, set(nodes))
        statements = [*_put_nodes(nodes.values()), *_put_edges(batch.edges)]
        check_ours(self._connection)
        prepare(self._connection)
        self._connection.write([Statement(f"MATCH (n:{RECORD}) DETACH DELETE n"), *statements])

    def add_edges(self, edges: Sequence[Edge]) -> None:
        """Add edges between nodes that are there; raises KeyError, with nothing changed, where none is."""
        ends = sorted({end for edge in edges for end in (edge.source, edge.target)})
        text = f"UNWIND $ids AS id MATCH (n:{RECORD} {{id: id}}) RETURN n.id AS id"
        _check_ends(edges, {row["id"] for row in self._connection.read(text, ids=ends)})
        self._connection.write(_put_edges(edges))

    def node(self, node_id: str) -> Node | None:
        """Give one node, or None."""
        found = self._connection.read(texts.node_texts("WHERE n.id = $id"), id=node_id)
        return texts.read_node(found[0]) if found else None

    def nodes(self, label: str | None = None) -> Iterator[Node]:
        """List nodes of a label (or all), by id."""
        where = "" if label is None else f"WHERE n:{texts.quoted(label)}"
        rows = self._connection.read(texts.node_texts(where))
        yield from sorted((texts.read_node(row) for row in rows), key=lambda node: node.id)

    def edges(self, edge_type: str | None = None) -> Iterator[Edge]:
        """List edges of a type (or all), by source, type, target and properties."""
        yield from self._edges(texts.edge_texts(edge_type))

    def edges_from(self, node_id: str, *types: str) -> list[Edge]:
        """List edges that leave a node, of these types (or all)."""
        return _select(self._edges(texts.edge_texts(start=" {id: $id}"), id=node_id), types)

    def edges_to(self, node_id: str, *types: str) -> list[Edge]:
        """List edges that reach a node, of these types (or all)."""
        return _select(self._edges(texts.edge_texts(end=" {id: $id}"), id=node_id), types)

    def _edges(self, text: str, **params: object) -> list[Edge]:
        found = [texts.read_edge(row) for row in self._connection.read(text, **params)]
        return sorted(found, key=lambda edge: edge.identity)


def _select(edges: Iterable[Edge], types: Sequence[str]) -> list[Edge]:
    return [edge for edge in edges if not types or edge.type in types]


def _check_ends(edges: Iterable[Edge], known: set[str]) -> None:
    for edge in edges:
        if edge.source not in known or edge.target not in known:
            raise KeyError(f"{edge.source} -{edge.type}-> {edge.target}: an end is missing")


def _put_nodes(nodes: Iterable[Node]) -> list[Statement]:
    by_label: dict[str, list[Row]] = {}
    for node in nodes:
        by_label.setdefault(SCHEMA.node_types[node.label].name, []).append(texts.node_row(node))
    return [Statement(texts.put_nodes(label), {"rows": rows}) for label, rows in sorted(by_label.items())]


def _put_edges(edges: Iterable[Edge]) -> list[Statement]:
    by_type: dict[str, list[Row]] = {}
    for edge in edges:
        by_type.setdefault(SCHEMA.relationship_types[edge.type].name, []).append(texts.edge_row(edge))
    return [Statement(texts.put_edges(name), {"rows": rows}) for name, rows in sorted(by_type.items())]
