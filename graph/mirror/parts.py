"""Parts of a graph (one label, or one relationship type) and their digests."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.records import Edge, Node
from graph.schema import SCHEMA
from graph.server.statements import canonical
from graph.store import Store

Record = Node | Edge
_DIGEST = re.compile(r"(node|relationship) (\w+) ([0-9]{1,18}) ([0-9a-f]{64})")


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
    return dict(found for line in written if (found := _read_digest(line)) is not None)


def are_digests(written: object) -> bool:
    """Whether a value is what `write_digests` writes."""
    return isinstance(written, list) and all(_read_digest(line) is not None for line in written)


def _read_digest(line: object) -> tuple[Part, Digest] | None:
    found = _DIGEST.fullmatch(line) if isinstance(line, str) else None
    if found is None:
        return None
    kind: Literal["node", "relationship"] = "node" if found[1] == "node" else "relationship"
    return Part(kind, found[2]), Digest(int(found[3]), found[4])
