"""One suite against every store: a new store joins the list and must pass it unchanged."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graph.build import build_graph
from graph.errors import DataError
from graph.memory_store import MemoryStore
from graph.records import Batch, Edge, Node
from graph.store import Store, sources, targets

STORES: list[Callable[[], Store]] = [MemoryStore]

HANOI = Node("City", "hanoi", {
    "name": "Hanoi", "name_th": "กรุงฮานอย", "aliases": ("Ha Noi", "ฮานอย"),
    "latitude": 21.03, "doubtful": False,
})  # fmt: skip
VIETNAM = Node("Country", "VNM", {"name": "Vietnam"})
JAKARTA = Node("City", "jakarta", {"name": "Jakarta"})
LIES = Edge(HANOI.id, "IN_COUNTRY", VIETNAM.id)
TWIN = Edge(JAKARTA.id, "TWINNED_WITH", HANOI.id, {"note": "1993"})
TWIN_AGAIN = Edge(JAKARTA.id, "TWINNED_WITH", HANOI.id, {"note": "2003", "sources": ("Source:a", "Source:b")})


@pytest.fixture(params=STORES, ids=lambda make: make.__name__)
def empty(request: pytest.FixtureRequest) -> Store:
    made: Store = request.param()
    return made


@pytest.fixture
def full(empty: Store) -> Store:
    empty.replace(Batch([VIETNAM, JAKARTA, HANOI], [TWIN_AGAIN, LIES, TWIN]))
    return empty


def content(store: Store) -> tuple[list[Node], list[Edge]]:
    return list(store.nodes()), list(store.edges())


def test_an_empty_store_holds_nothing(empty: Store) -> None:
    assert content(empty) == ([], [])
    assert empty.node("City:hanoi") is None
    assert empty.edges_from("City:hanoi") == []
    assert empty.edges_to("City:hanoi") == []


def test_every_value_comes_back_as_it_went_in(full: Store) -> None:
    found = full.node(HANOI.id)
    assert found == HANOI
    assert found is not None
    assert {name: type(value) for name, value in found.properties.items()} == {
        "name": str, "name_th": str, "aliases": tuple, "latitude": float, "doubtful": bool,
    }  # fmt: skip
    assert full.edges_from(JAKARTA.id)[1].properties["sources"] == ("Source:a", "Source:b")


def test_listings_are_sorted(full: Store) -> None:
    assert [node.id for node in full.nodes()] == ["City:hanoi", "City:jakarta", "Country:VNM"]
    assert [node.id for node in full.nodes("City")] == ["City:hanoi", "City:jakarta"]
    assert list(full.edges()) == [LIES, TWIN, TWIN_AGAIN]
    assert list(full.edges("TWINNED_WITH")) == [TWIN, TWIN_AGAIN]
    assert list(full.nodes("Plan")) == []
    assert list(full.edges("NAMES")) == []


def test_load_order_never_shows(empty: Store) -> None:
    nodes, edges = [HANOI, JAKARTA, VIETNAM], [LIES, TWIN, TWIN_AGAIN]
    empty.replace(Batch(nodes, edges))
    forward = content(empty)
    empty.replace(Batch(nodes[::-1], edges[::-1]))
    assert content(empty) == forward


def test_edges_are_found_from_both_ends(full: Store) -> None:
    assert full.edges_from(HANOI.id) == [LIES]
    assert full.edges_to(HANOI.id) == [TWIN, TWIN_AGAIN]
    assert full.edges_to(HANOI.id, "IN_COUNTRY") == []
    assert full.edges_from(JAKARTA.id, "IN_COUNTRY", "TWINNED_WITH") == [TWIN, TWIN_AGAIN]


def test_parallel_edges_with_different_properties_stay_apart(full: Store) -> None:
    assert len(full.edges_from(JAKARTA.id, "TWINNED_WITH")) == 2


def test_neighbours_are_listed_once(full: Store) -> None:
    assert targets(full, JAKARTA.id, "TWINNED_WITH") == [HANOI]
    assert sources(full, HANOI.id, "TWINNED_WITH") == [JAKARTA]


def test_the_same_batch_twice_changes_nothing(full: Store) -> None:
    before = content(full)
    full.replace(Batch([VIETNAM, JAKARTA, HANOI], [TWIN_AGAIN, LIES, TWIN]))
    assert content(full) == before


def test_a_record_that_stands_twice_is_one(empty: Store) -> None:
    empty.replace(Batch([HANOI, VIETNAM, HANOI], [LIES, LIES]))
    assert content(empty) == ([HANOI, VIETNAM], [LIES])


def test_replacing_leaves_nothing_of_what_was_there(full: Store) -> None:
    full.replace(Batch([JAKARTA]))
    assert content(full) == ([JAKARTA], [])
    assert list(full.nodes("Country")) == []


@pytest.mark.parametrize(
    "edge", [Edge(HANOI.id, "IN_COUNTRY", "Country:XXX"), Edge("City:none", "IN_COUNTRY", VIETNAM.id)]
)
def test_a_missing_end_is_refused_and_nothing_changes(full: Store, edge: Edge) -> None:
    before = content(full)
    with pytest.raises(KeyError):
        full.replace(Batch([HANOI, VIETNAM], [LIES, edge]))
    assert content(full) == before


def test_a_batch_with_errors_is_not_built_and_nothing_changes(full: Store) -> None:
    before = content(full)
    with pytest.raises(DataError) as caught:
        build_graph(Batch([Node("City", "x", {"name": 3, "visibility": "public"})]), into=full)
    assert caught.value.exit_code == 1
    assert content(full) == before


def test_building_the_same_batch_twice_changes_nothing(empty: Store) -> None:
    city = Node("City", "x", {"name": "X", "visibility": "public", "level": "city"})
    country = Node("Country", "XXX", {"name": "X", "visibility": "public"})
    batch = Batch([city, country], [Edge(city.id, "IN_COUNTRY", country.id)])
    build_graph(batch, into=empty)
    before = content(empty)
    build_graph(batch, into=empty)
    assert content(empty) == before
    assert len(before[0]) == 2
