from __future__ import annotations

import json

import pytest

from graph.compiled import compile_store, open_sealed, restore_store, seal_document
from graph.memory_store import MemoryStore
from graph.records import Batch, Edge, Node

CITY = Node(
    "City", "a", {"name": "ก", "aliases": ("x", "y"), "latitude": 2.0, "round_no": 2, "doubtful": False}
)
EMPTY = Node("Country", "b", {"aliases": ()})
EDGES = [
    Edge(CITY.id, "IN_COUNTRY", EMPTY.id, {"note": "1", "sources": ("s",)}),
    Edge(CITY.id, "IN_COUNTRY", EMPTY.id, {"sources": ("s",), "note": "1", "certain": True}),
    Edge(EMPTY.id, "NAMES", CITY.id, {"note": "1", "sources": ("s",)}),
    Edge(EMPTY.id, "NAMES", CITY.id, {"certain": 1}),
]


@pytest.fixture
def sealed() -> bytes:
    store = MemoryStore()
    store.replace(Batch([CITY, EMPTY], EDGES))
    return seal_document(compile_store(store), fingerprint="f")


def test_every_value_type_and_order_comes_back(sealed: bytes) -> None:
    document = open_sealed(sealed, fingerprint="f")
    assert document is not None
    restored = restore_store(document)
    # repr tells 2 from 2.0, 1 from True, and one order of properties from another.
    assert repr(list(restored.nodes())) == repr([CITY, EMPTY])
    assert repr(list(restored.edges())) == repr(sorted(EDGES, key=lambda edge: edge.identity))
    assert restored.edges_to(CITY.id, "NAMES") == restored.edges_from(EMPTY.id)


def test_a_restored_store_takes_more(sealed: bytes) -> None:
    document = open_sealed(sealed, fingerprint="f")
    assert document is not None
    restored = restore_store(document)
    restored.add_edges([EDGES[0], Edge(CITY.id, "ABOUT", EMPTY.id)])
    assert [edge.type for edge in restored.edges_from(CITY.id)] == ["ABOUT", "IN_COUNTRY", "IN_COUNTRY"]


def test_cut_short_anywhere_it_is_refused(sealed: bytes) -> None:
    assert [n for n in range(len(sealed)) if open_sealed(sealed[:n], fingerprint="f") is not None] == []
    assert open_sealed(sealed + b" ", fingerprint="f") is None


def test_with_any_byte_changed_it_is_refused(sealed: bytes) -> None:
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        assert open_sealed(bytes(changed), fingerprint="f") is None


def test_made_from_something_else_it_is_refused(sealed: bytes) -> None:
    assert open_sealed(sealed, fingerprint="g") is None


def test_the_same_store_gives_the_same_bytes_in_plain_json(sealed: bytes) -> None:
    store = MemoryStore()
    store.replace(Batch([EMPTY, CITY], EDGES[::-1]))
    assert seal_document(compile_store(store), fingerprint="f") == sealed
    assert json.loads(sealed.partition(b"\n")[2])["types"] == ["IN_COUNTRY", "IN_COUNTRY", "NAMES", "NAMES"]
