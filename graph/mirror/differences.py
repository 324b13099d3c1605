"""What differs between a workspace and a server, record by record and property by property."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from graph.errors import StoreError
from graph.mirror.parts import Digest, Part, Record, group_records
from graph.mirror.state import Counts, PushState, read_state
from graph.records import Edge, Node
from graph.server import statements as texts
from graph.server.statements import PUSH, RECORD, RETIRED_TYPE, Row
from graph.server.store import Connection, check_ours, read_foreign
from graph.store import Store

What = Literal["missing", "extra", "changed", "label"]
# The part of nodes that carry our mark and belong to no label of the workspace.
STRAYS = Part("node", "")


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. `missing`: only in the workspace; `extra`: only on the server.

    `type` is a label or relationship type, `record` a node's id or `source -TYPE-> target`;
    `property` is empty where the whole record is meant, and a label's name for `label`.
    """

    type: str
    record: str
    what: What
    property: str = ""
    ours: Any = None
    theirs: Any = None
    count: int = 1  # of the nodes of others, which are told by their labels alone


@dataclass
class PartChange:
    """What must be done to one part of a server, and the differences that say why."""

    part: Part
    new: list[Record] = field(default_factory=list)
    changed: list[Record] = field(default_factory=list)
    gone: list[Row] = field(default_factory=list)
    labels: list[tuple[str, str]] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many records are to be written, labels taken off, or retired."""
        return len(self.new) + len(self.changed) + len(self.labels) + len(self.gone)


def find_differences(store: Store, connection: Connection) -> list[Difference]:
    """Compare every record of a workspace with every record of a server.

    Raises StoreError where nothing was pushed to the server.
    """
    state = read_state(connection)
    if state.number == 0 and not state.damaged:
        check_ours(connection)
        raise StoreError("neo4j-empty")
    records = group_records(store)
    parts = all_parts(connection, records)
    changes = [compare_part(connection, part, records.get(part, ()), known=records) for part in parts]
    differences = [difference for change in changes for difference in change.differences]
    return [*damage(state), *differences, *_foreign(connection)]


def damage(state: PushState) -> list[Difference]:
    """List the pushes that were edited by hand; the next push retires them and writes its own."""
    return [
        Difference(PUSH, push.record, "changed", push.property, theirs=push.value) for push in state.damaged
    ]


def _foreign(connection: Connection) -> list[Difference]:
    found = read_foreign(connection)
    return [Difference(labels, f"(:{labels})" if labels else "()", "extra", count=n) for labels, n in found]


def all_parts(connection: Connection, known: Iterable[Part]) -> list[Part]:
    """Name every part of a workspace and of a server."""
    parts = sorted(known)
    return [*parts, STRAYS, *_other_types(connection, parts)]


def parts_that_differ(
    connection: Connection, digests: Mapping[Part, Digest], state: PushState, counts: Counts
) -> list[Part]:
    """Name the parts whose digests or numbers of records differ; the records of others stay unread."""
    known = state.known_digests
    differing = [
        part for part, digest in digests.items()
        if known.get(part) != digest or counts.parts[part] != digest.count
    ]  # fmt: skip
    if counts.nodes != _sum(counts, "node"):
        differing.append(STRAYS)
    if counts.relationships != _sum(counts, "relationship"):
        differing += _other_types(connection, digests)
    return differing


def _sum(counts: Counts, kind: str) -> int:
    return sum(number for part, number in counts.parts.items() if part.kind == kind)


def _other_types(connection: Connection, known: Iterable[Part]) -> list[Part]:
    """List the relationship types of a server that the workspace has none of."""
    ours = {part.name for part in known if part.kind == "relationship"}
    rows = connection.read("CALL db.relationshipTypes() YIELD relationshipType AS name RETURN name")
    return [Part("relationship", row["name"]) for row in rows if row["name"] not in ours | {RETIRED_TYPE}]


def compare_part(
    connection: Connection,
    part: Part,
    records: Iterable[Record],
    *,
    known: Iterable[Part],
    is_empty: bool = False,
) -> PartChange:
    """Compare one part's records with the server's; an empty part of the server is not read."""
    change = PartChange(part)
    if part.kind == "node":
        rows = [] if is_empty else _read_nodes(connection, part, known)
    else:
        rows = [] if is_empty else connection.read(texts.edge_texts(part.name))
    if not rows:
        change.new = list(records)
        change.differences = [_missing(record) for record in change.new]
    elif part.kind == "node":
        _compare_nodes(change, records, rows)
    else:
        _compare_edges(change, records, rows)
    return change


def _read_nodes(connection: Connection, part: Part, known: Iterable[Part]) -> list[Row]:
    returned = "RETURN elementId(n) AS handle, labels(n) AS labels, properties(n) AS properties"
    if part == STRAYS:
        labels = [other.name for other in known if other.kind == "node"]
        where = "n.id IS NULL OR NOT split(toString(n.id), ':')[0] IN $labels"
        return connection.read(f"MATCH (n:{RECORD}) WHERE {where} {returned}", labels=labels)
    where = "n.id STARTS WITH $prefix"
    return connection.read(f"MATCH (n:{RECORD}) WHERE {where} {returned}", prefix=f"{part.name}:")


def _compare_nodes(change: PartChange, records: Iterable[Record], rows: Sequence[Row]) -> None:
    theirs = {row["properties"].get("id"): row for row in rows}
    kept = set()
    for node in records:
        assert isinstance(node, Node)
        row = theirs.get(node.id)
        if row is None:
            change.new.append(node)
            change.differences.append(_missing(node))
            continue
        kept.add(row["handle"])
        found = [
            *_label_differences(node, row["labels"], change),
            *_value_differences(_missing(node), texts.node_row(node), row["properties"]),
        ]
        change.changed += [node] if found else []
        change.differences += found
    gone = [(str(row["properties"].get("id")), row) for row in rows if row["handle"] not in kept]
    _note_gone(change, gone)


def _note_gone(change: PartChange, gone: Iterable[tuple[str, Row]]) -> None:
    for place, row in sorted(gone, key=lambda pair: (pair[0], pair[1]["handle"])):
        change.gone.append(row)
        change.differences.append(Difference(change.part.name or RECORD, place, "extra"))


def _label_differences(node: Node, labels: Sequence[str], change: PartChange) -> Iterator[Difference]:
    wanted = {node.label, RECORD}
    if node.label not in labels:
        yield Difference(node.label, node.id, "label", node.label, ours=True, theirs=False)
    for label in sorted(set(labels) - wanted):
        change.labels.append((node.id, label))
        yield Difference(node.label, node.id, "label", label, ours=False, theirs=True)


def _compare_edges(change: PartChange, records: Iterable[Record], rows: Sequence[Row]) -> None:
    theirs = {(row["properties"].get("id"), row["source"], row["target"]): row for row in rows}
    kept = set()
    for edge in records:
        assert isinstance(edge, Edge)
        wanted = texts.edge_row(edge)
        row = theirs.get((wanted["properties"]["id"], edge.source, edge.target))
        if row is None:
            change.new.append(edge)
            change.differences.append(_missing(edge))
            continue
        kept.add(row["handle"])
        found = list(_value_differences(_missing(edge), wanted["properties"], row["properties"]))
        change.changed += [edge] if found else []
        change.differences += found
    # A second relationship with the same id is extra too: only one of them was kept.
    gone = [(_shown(row["source"], row["type"], row["target"]), row) for row in rows]
    _note_gone(change, [(place, row) for place, row in gone if row["handle"] not in kept])


def _missing(record: Record) -> Difference:
    if isinstance(record, Node):
        return Difference(record.label, record.id, "missing")
    return Difference(record.type, _shown(record.source, record.type, record.target), "missing")


def _shown(source: str, edge_type: str, target: str) -> str:
    return f"{source} -{edge_type}-> {target}"


def _value_differences(whole: Difference, ours: Row, theirs: Row) -> Iterator[Difference]:
    for name in sorted(ours.keys() | theirs.keys()):
        left, right = ours.get(name), theirs.get(name)
        if type(left) is not type(right) or left != right:
            yield Difference(whole.type, whole.record, "changed", name, left, right)
