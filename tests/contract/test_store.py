"""One suite against every store: a new store joins the list and must pass it unchanged."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import pytest

from graph.build import build_graph
from graph.errors import DataError
from graph.memory_store import MemoryStore
from graph.records import Batch, Edge, Node
from graph.server import neo4j_store, py2neo_store
from graph.store import Store, sources, targets
from tests.neo4j_plugin import LiveServer, Servers, releases, wipe

# On a server a store is opened by one of these; py2neo gives its notice once a process.
SERVER_STORES = {"neo4j": neo4j_store.open_store, "py2neo": py2neo_store.open_store}

HANOI = Node("City", "hanoi", {
    "name": "Hanoi", "name_th": "กรุงฮานอย", "aliases": ("Ha Noi", "ฮานอย"),
    "latitude": 21.03, "doubtful": False,
})  # fmt: skip
VIETNAM = Node("Country", "VNM", {"name": "Vietnam"})
JAKARTA = Node("City", "jakarta", {"name": "Jakarta"})
LIES = Edge(HANOI.id, "IN_COUNTRY", VIETNAM.id)
TWIN = Edge(JAKARTA.id, "TWINNED_WITH", HANOI.id, {"note": "1993"})
TWIN_AGAIN = Edge(JAKARTA.id, "TWINNED_WITH", HANOI.id, {"note": "2003", "sources": ("Source:a", "Source:b")})


# Every store by name, and the server it stands on.
PLACES = [("memory", ""), *((kind, name) for name in releases() for kind in SERVER_STORES)]


@pytest.fixture(params=PLACES, ids=lambda place: " on ".join(filter(None, place)))
def place(request: pytest.FixtureRequest) -> tuple[str, str]:
    found: tuple[str, str] = request.param
    return found


@pytest.fixture
def live(place: tuple[str, str], neo4j_servers: Servers) -> LiveServer | None:
    """The emptied server a store stands on, or None for the store in memory."""
    if place[0] == "memory":
        return None
    server = neo4j_servers.get(place[1])
    wipe(server)
    return server


@pytest.fixture
def empty(place: tuple[str, str], live: LiveServer | None) -> Iterator[Store]:
    if live is None:
        yield MemoryStore()
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # py2neo's notice has a test of its own
        with SERVER_STORES[place[0]](live.settings) as opened:
            yield opened


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


def test_dates_large_numbers_and_absent_values_come_back(empty: Store) -> None:
    agreement = Node("Agreement", "hanoi-2004", {
        "name": "บันทึกความเข้าใจ `n` \"}) DETACH DELETE n //", "signed_on": "2004-02",
        "sources": ("Source:a",), "themes_as_gathered": (),
    })  # fmt: skip
    run = Node("LoadRun", "x", {"name": "x", "record_count": 2**63 - 1, "loaded_on": "2026-11-24"})
    activity = Node("Activity", "A1", {"name": "A", "round_no": -(2**63)})
    empty.replace(Batch([agreement, run, activity]))
    assert content(empty) == ([activity, agreement, run], [])
    back = empty.node(agreement.id)
    assert back is not None
    assert back.get("ends_on") is None
    assert "ends_on" not in back.properties
    assert back.get("themes_as_gathered") == ()


def test_edges_can_be_added_once_and_again(full: Store) -> None:
    another = Edge(JAKARTA.id, "IN_COUNTRY", VIETNAM.id, {"note": "x"})
    full.add_edges([another])
    full.add_edges([another])
    assert list(full.edges("IN_COUNTRY")) == [LIES, another]
    before = content(full)
    with pytest.raises(KeyError):
        full.add_edges(
            [Edge(HANOI.id, "TWINNED_WITH", JAKARTA.id), Edge(HANOI.id, "IN_COUNTRY", "Country:XXX")]
        )
    assert content(full) == before


HOSTILE = "x`}) DETACH DELETE n //"


@pytest.mark.parametrize("batch", [
    Batch([Node(HOSTILE, "a", {"name": "a"})]),
    Batch([HANOI, JAKARTA], [Edge(HANOI.id, HOSTILE, JAKARTA.id)]),
    Batch([Node("City", "a", {"id": "City:b"})]),
])  # fmt: skip
def test_on_a_server_names_that_are_not_of_the_schema_are_refused_and_nothing_changes(
    full: Store, live: LiveServer | None, batch: Batch
) -> None:
    if live is None:
        return  # the store in memory writes no text; check_batch refuses before it
    before = content(full)
    with pytest.raises((KeyError, DataError)):
        full.replace(batch)
    assert content(full) == before


def test_hostile_keys_names_and_property_names_are_data(empty: Store) -> None:
    nodes = [Node("City", key, {HOSTILE: HOSTILE, "name": key}) for key in (HOSTILE, "'", "$id", "{}")]
    edges = [Edge(nodes[0].id, "TWINNED_WITH", node.id, {HOSTILE: key}) for node in nodes[1:] for key in "ab"]
    empty.replace(Batch([*nodes, HANOI], edges))
    assert len(list(empty.nodes())) == 5
    assert {node.id: node for node in empty.nodes()} == {node.id: node for node in (*nodes, HANOI)}
    assert sorted(empty.edges(), key=lambda e: e.identity) == sorted(edges, key=lambda e: e.identity)
    assert empty.node(nodes[0].id) == nodes[0]
    assert empty.edges_to(nodes[1].id) == edges[:2]


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
