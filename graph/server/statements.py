"""How records stand on a Neo4j server: Cypher made from the schema, and rows both ways.

    (:City:BfaRecord {id, key, name, ...})    a record, under its own label
    -[:WITH {id, ...}]->                      a relationship; `id` is the digest of its identity
    (:BfaRetired {id, ..., retired: true})    was a record; the workspace no longer has it
    -[:BFA_RETIRED {was, ...}]->              was a relationship of the type `was`
    (:LoadRun:BfaPush {number, status, ...})  one push

What is retired loses its label or type, so that a query by label or type answers as the
embedded graph does, and nothing is ever deleted. A node with none of the three marks is not
ours. Values reach Cypher as parameters only; a name in a text comes from the schema or from the
server itself, and is quoted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from graph.errors import DataError
from graph.records import Edge, Node, Value
from graph.schema import RESERVED, SCHEMA

RECORD, RETIRED, PUSH = "BfaRecord", "BfaRetired", "BfaPush"
RETIRED_TYPE = "BFA_RETIRED"
FOREIGN = f"NOT n:{RECORD} AND NOT n:{RETIRED} AND NOT n:{PUSH}"
Row = dict[str, Any]
_ENDS = f"UNWIND $rows AS row MATCH (a:{RECORD} {{id: row.source}}), (b:{RECORD} {{id: row.target}})"
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


def canonical(value: object) -> bytes:
    """Write a value as the same bytes on every machine."""
    return _ENCODER.encode(value).encode("ascii")


def edge_id(edge: Edge) -> str:
    """Give the id of a relationship on the server: a digest of its ends, type and properties.

    Two parallel relationships with different properties have different ids.
    """
    identity = [edge.source, edge.type, edge.target, dict(edge.properties)]
    return hashlib.sha256(canonical(identity)).hexdigest()[:32]


def quoted(name: str) -> str:
    """Quote a label or type so that nothing in it can be read as Cypher."""
    return "`" + name.replace("`", "``") + "`"


def node_row(node: Node) -> Row:
    """Give a node's properties as the server keeps them. Raises DataError on a reserved name."""
    return {**_plain(node.properties, node.id), "id": node.id, "key": node.key}


def edge_row(edge: Edge) -> Row:
    """Give a relationship's ends and properties as the server keeps them; as `node_row`."""
    properties = _plain(edge.properties, edge.source)
    return {"source": edge.source, "target": edge.target, "properties": {**properties, "id": edge_id(edge)}}


def _plain(properties: Mapping[str, Value], place: str) -> Row:
    taken = RESERVED.intersection(properties)
    if taken:
        raise DataError("neo4j-reserved-name", place=place, names=", ".join(sorted(taken)))
    return {name: list(value) if isinstance(value, tuple) else value for name, value in properties.items()}


def read_node(row: Mapping[str, Any]) -> Node:
    """Make a node of a row of `node_texts`. Raises DataError where its id or labels are not ours."""
    properties = row["properties"]
    written, key = properties.get("id"), properties.get("key")
    label, colon, rest = str(written).partition(":")
    if not colon or rest != key:
        raise DataError("neo4j-not-a-record", id=_shown(written), key=_shown(key))
    if set(row["labels"]) != {label, RECORD}:
        raise DataError("neo4j-labels", id=written, labels=", ".join(sorted(row["labels"])))
    return Node(label, rest, _values(properties))


def _shown(value: object) -> str:
    return "-" if value is None else str(value)


def read_edge(row: Mapping[str, Any]) -> Edge:
    """Make an edge of a row of `edge_texts`. Raises DataError where an end has no id of ours."""
    for end in (row["source"], row["target"]):
        if not isinstance(end, str):
            raise DataError("neo4j-not-a-record", id=_shown(end), key="-")
    return Edge(row["source"], row["type"], row["target"], _values(row["properties"]))


def _values(properties: Mapping[str, Any]) -> dict[str, Value]:
    values = {name: tuple(v) if isinstance(v, list) else v for name, v in properties.items()}
    return {name: value for name, value in values.items() if name not in ("id", "key")}


def constraint_texts() -> Mapping[str, str]:
    """Give every constraint and index a server needs, by its name.

    Community edition has uniqueness only; what must be there and of which kind is checked
    by `graph.validate` before anything is written.
    """
    unique = {f"bfa_{label}": label for label in (RECORD, PUSH, *SCHEMA.node_types)}
    texts = {
        name: f"CREATE CONSTRAINT {quoted(name)} IF NOT EXISTS FOR (n:{quoted(label)}) REQUIRE n.id IS UNIQUE"
        for name, label in unique.items()
    }
    retired = quoted(f"bfa_{RETIRED}")
    texts[f"bfa_{RETIRED}"] = f"CREATE INDEX {retired} IF NOT EXISTS FOR (n:{RETIRED}) ON (n.id)"
    return texts


def put_nodes(label: str) -> str:
    """Write nodes of a label, by `$rows` of `node_row`: new, or with exactly these properties."""
    return f"UNWIND $rows AS row MERGE (n:{RECORD} {{id: row.id}}) SET n:{quoted(label)}, n = row"


def create_nodes(label: str) -> str:
    """Write nodes that are known to be new; the constraint refuses one that is there."""
    return f"UNWIND $rows AS row CREATE (n:{RECORD}:{quoted(label)}) SET n = row"


def put_edges(edge_type: str) -> str:
    """Write relationships of a type, by `$rows` of `edge_row`; as `put_nodes`."""
    merged = f"MERGE (a)-[r:{quoted(edge_type)} {{id: row.properties.id}}]->(b)"
    return f"{_ENDS} {merged} SET r = row.properties"


def create_edges(edge_type: str) -> str:
    """Write relationships that are known to be new, which takes two thirds of the time."""
    return f"{_ENDS} CREATE (a)-[r:{quoted(edge_type)}]->(b) SET r = row.properties"


def node_texts(where: str = "") -> str:
    """Read our nodes' properties."""
    return f"MATCH (n:{RECORD}) {where} RETURN labels(n) AS labels, properties(n) AS properties"


def edge_texts(edge_type: str | None = None, *, start: str = "", end: str = "") -> str:
    """Read relationships of a type (or all but retired ones) between our nodes."""
    named = f":{quoted(edge_type)}" if edge_type is not None else f":!{RETIRED_TYPE}"
    return (
        f"MATCH (a:{RECORD}{start})-[r{named}]->(b:{RECORD}{end}) RETURN elementId(r) AS handle, "
        "a.id AS source, type(r) AS type, b.id AS target, properties(r) AS properties"
    )
