"""A store as one JSON document that is quick to read back, and the seal that proves it whole.

Only plain JSON: reading it runs nothing. Properties that many edges share are written once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from graph.memory_store import MemoryStore
from graph.records import Edge, Node, Value
from graph.store import Store

Document = dict[str, Any]


def compile_store(store: Store) -> Document:
    """Write a store's nodes and edges, in their order, as columns. The edges' ends are places in `nodes`."""
    nodes, edges = list(store.nodes()), list(store.edges())
    place = {node.id: number for number, node in enumerate(nodes)}
    shared: dict[str, int] = {}
    properties: list[Mapping[str, Value]] = []
    pointers = []
    for edge in edges:
        written = repr(list(edge.properties.items()))
        if written not in shared:
            shared[written] = len(properties)
            properties.append(edge.properties)
        pointers.append(shared[written])
    return {
        "nodes": [(node.label, node.key, node.properties) for node in nodes],
        "sources": [place[edge.source] for edge in edges],
        "types": [edge.type for edge in edges],
        "targets": [place[edge.target] for edge in edges],
        "properties": properties,
        "edge_properties": pointers,
    }


def restore_store(document: Document) -> MemoryStore:
    """Make the store that `compile_store` wrote, with every value and every order as it was."""
    nodes = [Node(label, key, _restore_lists(own)) for label, key, own in document["nodes"]]
    properties = [_restore_lists(own) for own in document["properties"]]
    ids = [node.id for node in nodes]
    columns = (document[name] for name in ("sources", "types", "targets", "edge_properties"))
    edges = (
        Edge(ids[source], verb, ids[target], properties[own])
        for source, verb, target, own in zip(*columns, strict=True)
    )
    return MemoryStore.from_sorted(nodes, edges)


def _restore_lists(properties: dict[str, Any]) -> dict[str, Value]:
    """Turn JSON's lists into the tuples they were, in place."""
    for name, value in properties.items():
        if type(value) is list:
            properties[name] = tuple(value)
    return properties


def seal_document(document: Mapping[str, Sequence[object]], *, fingerprint: str) -> bytes:
    """Write a document under a digest of itself and of what it was made from."""
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return _seal(body, fingerprint) + b"\n" + body


def open_sealed(content: bytes, *, fingerprint: str) -> Document | None:
    """Read a sealed document; None for one cut short, changed, or made from something else."""
    seal, _, body = content.partition(b"\n")
    if seal != _seal(body, fingerprint):
        return None
    document: Document = json.loads(body)
    return document


def _seal(body: bytes, fingerprint: str) -> bytes:
    return sha256(fingerprint.encode() + b"\n" + body).hexdigest().encode()
