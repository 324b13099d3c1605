"""Parts of a graph (one label, or one relationship type) and their digests."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.records import Edge, Node
from graph.schema import SCHEMA
from graph.server.statements import canonical
from graph.store import Store

Record = Node | Edge


@dataclass(frozen=True, order=True)
class Part:
    """One label, or one relationship type."""

    kind: Literal["node", "relationship"]
    name: str


@dataclass(frozen=True)
class Digest:
    """How many records a part has, and a digest of all of them in order."""

    count: int
    sha256: str


def group_records(store: Store) -> dict[Part, list[Record]]:
    """Give every record of a store by its part, each part in the store's order.

    The schema names the parts: `graph.build` lets nothing else into a store.
    """
    parts: dict[Part, list[Record]] = {}
    for label in sorted(SCHEMA.node_types):
        parts[Part("node", label)] = list(store.nodes(label))
    for name in sorted(SCHEMA.relationship_types):
        parts[Part("relationship", name)] = list(store.edges(name))
    return {part: records for part, records in parts.items() if records}


def digest_parts(parts: Mapping[Part, Sequence[Record]]) -> dict[Part, Digest]:
    """Digest every part. Another version of Python may give others, which costs a comparison."""
    return {part: _digest(records) for part, records in sorted(parts.items())}


def _digest(records: Sequence[Record]) -> Digest:
    # One call for the whole part, on objects that are there already: a list for each record
    # would take twice as long. What stands in a relationship's identity is all it has.
    content: object
    if isinstance(records[0], Edge):
        content = [record.identity for record in records if isinstance(record, Edge)]
    else:
        nodes = [record for record in records if isinstance(record, Node)]
        content = [[node.key for node in nodes], [node.properties for node in nodes]]
    return Digest(len(records), hashlib.sha256(canonical(content)).hexdigest())


def write_digests(digests: Mapping[Part, Digest]) -> list[str]:
    """Write digests as a list of texts, which a server's property can hold."""
    rows = sorted(digests.items())
    return [f"{part.kind} {part.name} {digest.count} {digest.sha256}" for part, digest in rows]


def read_digests(written: Sequence[str]) -> dict[Part, Digest]:
    """Read what `write_digests` wrote; what has another form is left out, and so compared."""
    found = {}
    for line in written:
        words = line.split(" ")
        if len(words) == 4 and words[0] in ("node", "relationship") and words[2].isdigit():
            kind: Literal["node", "relationship"] = "node" if words[0] == "node" else "relationship"
            found[Part(kind, words[1])] = Digest(int(words[2]), words[3])
    return found
