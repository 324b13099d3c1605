"""The statements that bring a server's parts in line: what is there is put, what is gone is retired."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from graph.mirror.differences import PartChange
from graph.mirror.state import Counts
from graph.records import Node
from graph.server import statements as texts
from graph.server.statements import RECORD, RETIRED, RETIRED_TYPE, Row, quoted
from graph.server.store import Statement

BATCH_SIZE = 10_000
Write = Callable[[Sequence[Any]], list[Statement]]
_RETURN_EDGES = (
    f"UNWIND $rows AS row MATCH (a:{RECORD} {{id: row.source}}), (b:{RECORD} {{id: row.target}}) "
    f"MATCH (a)-[r:{RETIRED_TYPE} {{id: row.properties.id}}]->(b) DELETE r"
)


@dataclass(frozen=True)
class Batch:
    """The statements of one transaction, and how many records they bring in line."""

    records: int
    statements: Sequence[Statement]


def change_batches(changes: Sequence[PartChange], counts: Counts) -> Iterator[Batch]:
    """Give every change in an order that never leaves a relationship without its ends.

    What is new is created, not merged: the push lock keeps others away, the driver never runs
    a transaction again whose commit it is unsure of, and a record that stood twice all the
    same would be found extra by the next comparison.
    """
    nodes = [change for change in changes if change.part.kind == "node"]
    edges = [change for change in changes if change.part.kind == "relationship"]
    for change in nodes:
        yield from _node_batches(change, has_retired=counts.retired_nodes > 0)
    for change in edges:
        yield from _edge_batches(change, has_retired=counts.retired_relationships > 0)
    for change in edges:
        yield from _batches(change.gone, [_retire_edges(change.part.name)])
    for change in nodes:
        yield from _batches(change.gone, [retire_nodes])


def _node_batches(change: PartChange, *, has_retired: bool) -> Iterator[Batch]:
    name = change.part.name
    put = _rows(texts.put_nodes(name), texts.node_row)
    if has_retired:
        yield from _batches(change.new, [_return_nodes, put])
    else:
        yield from _batches(change.new, [_rows(texts.create_nodes(name), texts.node_row)])
    yield from _batches(change.changed, [put])
    yield from _batches(change.labels, [_remove_labels])


def _edge_batches(change: PartChange, *, has_retired: bool) -> Iterator[Batch]:
    name = change.part.name
    create = _rows(texts.create_edges(name), texts.edge_row)
    returned = _rows(_RETURN_EDGES, texts.edge_row)
    yield from _batches(change.new, [returned, create] if has_retired else [create])
    yield from _batches(change.changed, [_rows(texts.put_edges(name), texts.edge_row)])


def _batches(items: Sequence[Any], writes: Sequence[Write]) -> Iterator[Batch]:
    for first in range(0, len(items), BATCH_SIZE):
        chosen = items[first : first + BATCH_SIZE]
        yield Batch(len(chosen), [statement for write in writes for statement in write(chosen)])


def _rows(text: str, row: Callable[[Any], Row]) -> Write:
    def write(records: Sequence[Any]) -> list[Statement]:
        return [Statement(text, {"rows": [row(record) for record in records]})]

    return write


def _return_nodes(nodes: Sequence[Node]) -> list[Statement]:
    text = f"UNWIND $ids AS id MATCH (n:{RETIRED} {{id: id}}) SET n:{RECORD} REMOVE n:{RETIRED}"
    return [Statement(text, {"ids": [node.id for node in nodes]})]


def _remove_labels(found: Sequence[tuple[str, str]]) -> list[Statement]:
    text = "UNWIND $ids AS id MATCH (n:{mark} {{id: id}}) REMOVE n:{label}"
    by_label: dict[str, list[str]] = {}
    for node_id, label in found:
        by_label.setdefault(label, []).append(node_id)
    return [
        Statement(text.format(mark=RECORD, label=quoted(label)), {"ids": ids})
        for label, ids in sorted(by_label.items())
    ]


def retire_nodes(rows: Sequence[Row]) -> list[Statement]:
    """Mark nodes, by their handles and labels, as no longer ours to answer with."""
    by_labels: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        by_labels.setdefault(tuple(sorted(row["labels"])), []).append(row["handle"])
    return [
        Statement(
            "UNWIND $handles AS handle MATCH (n) WHERE elementId(n) = handle "
            f"SET n:{RETIRED}, n.retired = true REMOVE n:{':'.join(map(quoted, labels))}",
            {"handles": handles},
        )
        for labels, handles in sorted(by_labels.items())
    ]


def _retire_edges(edge_type: str) -> Write:
    # A relationship cannot change its type: it is made again under the type that marks it.
    text = (
        f"UNWIND $handles AS handle MATCH (a)-[r:{quoted(edge_type)}]->(b) WHERE elementId(r) = handle "
        f"CREATE (a)-[kept:{RETIRED_TYPE}]->(b) SET kept = properties(r), kept.was = type(r) DELETE r"
    )

    def write(rows: Sequence[Row]) -> list[Statement]:
        return [Statement(text, {"handles": [row["handle"] for row in rows]})]

    return write
