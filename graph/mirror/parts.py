"""Parts of a graph (one label, or one relationship type) and their digests."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.cypher_texts import canonical
from graph.records import Edge, Node
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
    """Give every record of a store by its part, each part in the store's order."""
    nodes: dict[str, list[Record]] = {}
    for node in store.nodes():
        nodes.setdefault(node.label, []).append(node)
    edges: dict[str, list[Record]] = {}
    for edge in store.edges():
        edges.setdefault(edge.type, []).append(edge)
    return {
        **{Part("node", label): records for label, records in nodes.items()},
        **{Part("relationship", name): records for name, records in edges.items()},
    }


def digest_parts(parts: Mapping[Part, Sequence[Record]]) -> dict[Part, Digest]:
    """Digest every part: the same records give the same digests on every machine."""
    return {part: _digest(records) for part, records in sorted(parts.items())}


def _digest(records: Sequence[Record]) -> Digest:
    # One call for the whole part, on objects that are there already: a list for each record
    # would take twice as long. What stands in a relationship's identity is all it has.
    content = (
        [record.identity for record in records if isinstance(record, Edge)],
        [record.key for record in records if isinstance(record, Node)],
        [record.properties for record in records if isinstance(record, Node)],
    )
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
