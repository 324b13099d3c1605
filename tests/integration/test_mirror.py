"""Push, verify and pull on a live server: what stands there afterwards, and what never does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date

import pytest

from graph import mirror
from graph.errors import DataError, StoreError
from graph.exports.node_link import render_node_link
from graph.memory_store import MemoryStore
from graph.mirror import Difference
from graph.mirror.parts import Part
from graph.records import Batch, Edge, Node, Value
from graph.schema import VERSION
from graph.server.neo4j_store import Neo4jConnection, connect
from graph.server.store import CypherStore
from graph.store import Store
from graph.texts import Label
from tests.neo4j_plugin import LiveServer

DAY = date(2026, 11, 24)
MARKS = {"BfaRecord", "BfaRetired", "BfaPush"}


def city(key: str, **properties: Value) -> Node:
    return Node("City", key, {"name": key, "visibility": "public", **properties})


HANOI = city("hanoi", name_th="กรุงฮานอย", aliases=("Ha Noi",), latitude=21.03)
JAKARTA = city("jakarta")
VIETNAM = Node("Country", "VNM", {"name": "Vietnam", "visibility": "public"})
LIES = Edge(HANOI.id, "IN_COUNTRY", VIETNAM.id)
TWIN = Edge(JAKARTA.id, "TWINNED_WITH", HANOI.id, {"note": "1993"})
TWIN_AGAIN = Edge(JAKARTA.id, "TWINNED_WITH", HANOI.id, {"note": "2003"})
NODES, EDGES = [HANOI, JAKARTA, VIETNAM], [LIES, TWIN, TWIN_AGAIN]


def graph(nodes: list[Node], edges: list[Edge]) -> MemoryStore:
    store = MemoryStore()
    store.replace(Batch(nodes, edges))
    return store


SMALL = graph(NODES, EDGES)


@pytest.fixture
def connection(neo4j: LiveServer) -> Iterator[Neo4jConnection]:
    with connect(neo4j.settings) as connected:
        yield connected


def push(store: Store, connection: Neo4jConnection, *, every_record: bool = False) -> mirror.PushResult:
    return mirror.push(store, connection, loaded_on=DAY, version="1.2.3", every_record=every_record)


def content(live: LiveServer) -> list[dict[str, object]]:
    """Everything that stands on a server, to compare before and after."""
    return live.run(
        "MATCH (n) RETURN elementId(n) AS id, labels(n) AS kind, properties(n) AS properties ORDER BY id "
        "UNION ALL MATCH ()-[r]->() "
        "RETURN elementId(r) AS id, [type(r)] AS kind, properties(r) AS properties ORDER BY id"
    )


def total(live: LiveServer) -> int:
    (row,) = live.run("MATCH (n) RETURN count(n) AS n")
    assert isinstance(row["n"], int)
    return row["n"]


def test_the_packaged_graph_comes_back_byte_for_byte(store: Store, connection: Neo4jConnection) -> None:
    result = push(store, connection)
    records = len(list(store.nodes())) + len(list(store.edges()))
    assert len(result.differences) == records
    assert {difference.what for difference in result.differences} == {"missing"}
    assert mirror.find_differences(store, connection) == []
    assert render_node_link(mirror.pull(connection)) == render_node_link(store)
    assert render_node_link(CypherStore(connection)) == render_node_link(store)


def test_a_push_ends_with_a_load_run(neo4j: LiveServer, connection: Neo4jConnection) -> None:
    assert push(SMALL, connection).number == 1
    (row,) = neo4j.run("MATCH (p:LoadRun) RETURN labels(p) AS labels, properties(p) AS p")
    assert sorted(row["labels"]) == ["BfaPush", "LoadRun"]
    parts = row["p"].pop("parts")
    assert row["p"] == {
        "id": "LoadRun:push-1", "key": "push-1", "name": "push 1", "visibility": "internal", "number": 1,
        "status": "complete", "loaded_on": "2026-11-24", "version": "1.2.3", "schema_version": VERSION,
        "node_count": 3, "relationship_count": 3, "record_count": 6,
    }  # fmt: skip
    assert [line.rpartition(" ")[0] for line in parts] == [
        "node City 2", "node Country 1", "relationship IN_COUNTRY 1", "relationship TWINNED_WITH 2",
    ]  # fmt: skip
    state = mirror.read_state(connection)
    assert (state.number, state.is_complete, state.loaded_on) == (1, True, "2026-11-24")


def test_every_node_carries_its_label_and_one_mark(neo4j: LiveServer, connection: Neo4jConnection) -> None:
    push(SMALL, connection)
    rows = neo4j.run("MATCH (n) WHERE n.number IS NULL RETURN n.id AS id, labels(n) AS labels")
    for row in rows:
        assert set(row["labels"]) == {row["id"].partition(":")[0], "BfaRecord"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that a connection reads by, from now on."""
    texts: list[str] = []
    read = Neo4jConnection.read

    def recorded(self: Neo4jConnection, text: str, /, **params: object) -> list[dict[str, object]]:
        texts.append(text)
        return read(self, text, **params)

    monkeypatch.setattr(Neo4jConnection, "read", recorded)
    return texts


def check_quick(connection: Neo4jConnection, asked: list[str], *, number: int) -> None:
    """A push of the small graph in another order neither writes nor reads a record."""
    asked.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(Neo4jConnection, "write")
        result = push(graph(NODES[::-1], EDGES[::-1]), connection)
    assert (result.number, result.differences, result.changes) == (number, (), 0)
    assert asked
    assert not [text for text in asked if "properties(" in text]


def test_an_unchanged_push_writes_nothing_and_reads_no_record(
    neo4j: LiveServer, connection: Neo4jConnection, asked: list[str]
) -> None:
    push(SMALL, connection)
    before = content(neo4j)
    check_quick(connection, asked, number=1)
    assert content(neo4j) == before


@pytest.mark.parametrize("store", [SMALL, graph([], [])], ids=["records", "none"])
def test_a_newer_schema_with_the_same_records_is_a_push_of_its_own(
    neo4j: LiveServer, connection: Neo4jConnection, store: Store
) -> None:
    push(store, connection)
    neo4j.run("MATCH (p:BfaPush) SET p.schema_version = $older", older=VERSION - 1)
    result = push(store, connection)
    assert (result.number, list(result.differences)) == (2, [])
    assert mirror.read_state(connection).schema_version == VERSION


def test_after_a_newer_schema_the_unchanged_push_is_quick_again(
    neo4j: LiveServer, connection: Neo4jConnection, asked: list[str]
) -> None:
    push(SMALL, connection)
    neo4j.run("MATCH (p:BfaPush) SET p.schema_version = $older", older=VERSION - 1)
    push(SMALL, connection)
    check_quick(connection, asked, number=2)


def test_only_parts_that_differ_are_read(neo4j: LiveServer, connection: Neo4jConnection) -> None:
    push(SMALL, connection)
    neo4j.run("MATCH (c:Country) SET c.name = 'by hand'")
    changed = graph([city("hanoi"), JAKARTA, VIETNAM], EDGES)
    found = push(changed, connection).differences
    assert {difference.record for difference in found} == {HANOI.id}
    assert [d.record for d in mirror.find_differences(changed, connection)] == [VIETNAM.id]


def test_what_is_gone_is_retired_and_comes_back(neo4j: LiveServer, connection: Neo4jConnection) -> None:
    push(SMALL, connection)
    smaller = graph([HANOI, VIETNAM], [LIES])
    differences = push(smaller, connection).differences
    assert sorted((d.record, d.what) for d in differences) == [
        (JAKARTA.id, "extra"), *[(f"{JAKARTA.id} -TWINNED_WITH-> {HANOI.id}", "extra")] * 2,
    ]  # fmt: skip
    assert mirror.find_differences(smaller, connection) == []
    assert neo4j.run("MATCH (c:City) RETURN c.id AS id") == [{"id": HANOI.id}]
    (kept,) = neo4j.run("MATCH (n:BfaRetired) RETURN labels(n) AS labels, properties(n) AS p")
    assert kept == {
        "labels": ["BfaRetired"],
        "p": {"id": JAKARTA.id, "key": "jakarta", "name": "jakarta", "visibility": "public", "retired": True},
    }
    edges = neo4j.run("MATCH ()-[r:BFA_RETIRED]->() RETURN r.was AS was, r.note AS note ORDER BY note")
    assert edges == [{"was": "TWINNED_WITH", "note": note} for note in ("1993", "2003")]
    push(SMALL, connection)
    assert mirror.find_differences(SMALL, connection) == []
    assert (
        neo4j.run("MATCH (n:BfaRetired) RETURN n") == neo4j.run("MATCH ()-[r:BFA_RETIRED]->() RETURN r") == []
    )
    assert render_node_link(mirror.pull(connection)) == render_node_link(SMALL)


def test_no_node_ever_leaves_the_server(neo4j: LiveServer, connection: Neo4jConnection) -> None:
    for number, nodes in enumerate((NODES, [HANOI], [JAKARTA, VIETNAM], NODES), start=1):
        push(graph(nodes, []), connection)
        assert total(neo4j) == 3 + number  # and one LoadRun a push


@pytest.mark.parametrize("every_record", [False, True])
def test_a_database_of_others_is_refused(
    neo4j: LiveServer, connection: Neo4jConnection, every_record: bool
) -> None:
    push(SMALL, connection)
    neo4j.run("CREATE (), (:Movie:Old), (:Movie:Old), (:City {id: 'City:by-hand', name: 'x'})")
    before = content(neo4j)
    for attempt in (
        lambda: push(SMALL, connection, every_record=every_record),
        lambda: mirror.plan_push(SMALL, connection, every_record=every_record),
        lambda: CypherStore(connection).replace(Batch(NODES)),
    ):
        with pytest.raises(StoreError) as caught:
            attempt()
        assert caught.value.code == "neo4j-foreign"
        assert caught.value.params == {
            "count": 4,
            "labels": Label(
                "ไม่มีป้ายกำกับ (1), City (1), Movie:Old (2)", "no label (1), City (1), Movie:Old (2)"
            ),
        }
    assert content(neo4j) == before


def test_a_dry_run_lists_what_the_push_then_does(neo4j: LiveServer, connection: Neo4jConnection) -> None:
    push(SMALL, connection)
    changed = graph([city("hanoi", latitude=21.03, aliases=("Ha Noi",)), JAKARTA, VIETNAM], [LIES, TWIN])
    before = content(neo4j)
    planned = mirror.plan_push(changed, connection)
    assert planned == [
        Difference("City", HANOI.id, "changed", "name_th", None, "กรุงฮานอย"),
        Difference("TWINNED_WITH", f"{JAKARTA.id} -TWINNED_WITH-> {HANOI.id}", "extra"),
    ]
    assert content(neo4j) == before
    assert list(push(changed, connection).differences) == planned
    assert mirror.plan_push(changed, connection) == []


HAND_EDITS = (
    "MATCH (c:City {key: 'hanoi'}) SET c.latitude = 21, c.aliases = ['x'], c.seen = date('2026-01-01')",
    "MATCH (c:City {key: 'jakarta'}) REMOVE c:City SET c:`Far``away` REMOVE c.visibility",
    "MATCH (c:Country) DETACH DELETE c",
    "MATCH ()-[r:TWINNED_WITH {note: '1993'}]->() SET r.note = '1994'",
    "MATCH ()-[r:TWINNED_WITH {note: '2003'}]->() DELETE r",
    "MATCH (a:City {key: 'hanoi'}) CREATE (a)-[:LIKES {x: 1}]->(a), (a)-[:TWINNED_WITH]->(a)",
    "CREATE (:BfaRecord:City {id: 'City:new', key: 'new', name: 'new'})",
    "CREATE (:BfaRecord {name: 'no id'}), (:BfaRecord)",
)
FOUND = [
    (HANOI.id, "changed", "aliases"),
    (HANOI.id, "changed", "latitude"),
    (HANOI.id, "changed", "seen"),
    (JAKARTA.id, "label", "City"),
    (JAKARTA.id, "label", "Far`away"),
    (JAKARTA.id, "changed", "visibility"),
    ("City:new", "extra", ""),
    (VIETNAM.id, "missing", ""),
    (f"{HANOI.id} -IN_COUNTRY-> {VIETNAM.id}", "missing", ""),
    (f"{JAKARTA.id} -TWINNED_WITH-> {HANOI.id}", "changed", "note"),
    (f"{JAKARTA.id} -TWINNED_WITH-> {HANOI.id}", "missing", ""),
    (f"{HANOI.id} -TWINNED_WITH-> {HANOI.id}", "extra", ""),
    ("None", "extra", ""),
    ("None", "extra", ""),
    (f"{HANOI.id} -LIKES-> {HANOI.id}", "extra", ""),
]


def test_hand_edits_are_found_one_by_one_and_put_right(
    neo4j: LiveServer, connection: Neo4jConnection
) -> None:
    push(SMALL, connection)
    for edit in HAND_EDITS:
        neo4j.run(edit)
    found = mirror.find_differences(SMALL, connection)
    assert [(d.record, d.what, d.property) for d in found] == FOUND
    assert (found[1].ours, found[1].theirs) == (21.03, 21)
    assert list(push(SMALL, connection, every_record=True).differences) == found
    assert mirror.find_differences(SMALL, connection) == []
    assert render_node_link(mirror.pull(connection)) == render_node_link(SMALL)
    assert neo4j.run("MATCH (n:`Far``away`) RETURN n") == []


def test_nodes_put_in_by_hand_are_found(neo4j: LiveServer, connection: Neo4jConnection) -> None:
    push(SMALL, connection)
    neo4j.run("CREATE (:Note {id: 7}), (:City:Town {id: 'City:x'})")
    found = mirror.find_differences(SMALL, connection)
    assert found == [
        Difference("City:Town", "(:City:Town)", "extra"),
        Difference("Note", "(:Note)", "extra"),
    ]


def test_hand_edits_that_break_the_schema_are_not_pulled(
    neo4j: LiveServer, connection: Neo4jConnection
) -> None:
    push(SMALL, connection)
    neo4j.run("MATCH (c:City {key: 'hanoi'}) SET c.latitude = 'north'")
    with pytest.raises(DataError) as caught:
        mirror.pull(connection)
    assert caught.value.params["place"] == HANOI.id
    neo4j.run("MATCH (c:City {key: 'hanoi'}) SET c.id = 'nonsense'")
    with pytest.raises(DataError) as caught:
        mirror.pull(connection)
    assert caught.value.code == "neo4j-not-a-record"


HOSTILE = "x`}) DETACH DELETE n //"


def test_text_that_looks_like_cypher_changes_nothing_else(
    neo4j: LiveServer, connection: Neo4jConnection
) -> None:
    push(SMALL, connection)
    odd = city(HOSTILE, note=HOSTILE, aliases=("'", '"', "$id", "\\u0060", HOSTILE))
    edge = Edge(odd.id, "TWINNED_WITH", HANOI.id, {"note": HOSTILE})
    larger = graph([*NODES, odd], [*EDGES, edge])
    push(larger, connection)
    assert total(neo4j) == 4 + 2
    assert render_node_link(mirror.pull(connection)) == render_node_link(larger)
    quoted = HOSTILE.replace("`", "``")
    neo4j.run(f"MATCH (n:City {{key: 'hanoi'}}) SET n:`{quoted}` CREATE (n)-[:`{quoted}`]->(n)")
    push(SMALL, connection, every_record=True)
    assert mirror.find_differences(SMALL, connection) == []
    assert total(neo4j) == 4 + 3
    assert neo4j.run("MATCH (n:BfaRetired) RETURN n.key AS key") == [{"key": HOSTILE}]


def stop_at(done: int, of: int) -> None:
    if done >= 2:
        raise KeyboardInterrupt


def test_readers_can_tell_that_a_push_is_incomplete(neo4j: LiveServer, connection: Neo4jConnection) -> None:
    push(SMALL, connection)
    changed = graph([city("hanoi"), city("jakarta", note="x"), VIETNAM], [LIES])
    with pytest.raises(KeyboardInterrupt):
        mirror.push(changed, connection, loaded_on=DAY, version="1", report=stop_at)
    state = mirror.read_state(connection)
    assert (state.number, state.status, state.is_complete) == (2, "running", False)
    with pytest.raises(StoreError) as caught:
        mirror.pull(connection)
    assert caught.value.params == {"number": 2}
    result = push(changed, connection)
    assert result.number == 3
    assert result.differences
    assert mirror.find_differences(changed, connection) == []
    runs = neo4j.run("MATCH (p:LoadRun) RETURN p.number AS number, p.status AS status ORDER BY number")
    assert [row["status"] for row in runs] == ["complete", "interrupted", "complete"]


def test_a_second_push_at_the_same_time_is_refused(neo4j: LiveServer, connection: Neo4jConnection) -> None:
    push(SMALL, connection)
    changed = graph([HANOI], [])
    with connect(neo4j.settings) as other, other.lock():
        with pytest.raises(StoreError) as caught:
            push(changed, connection)
        assert (caught.value.code, caught.value.exit_code) == ("neo4j-push-running", 4)
        assert push(SMALL, connection).changes == 0  # there is nothing to write, so nothing to wait for
        assert mirror.plan_push(changed, connection)
    assert push(changed, connection).number == 2


def test_of_pushes_that_start_together_one_goes_on(neo4j: LiveServer) -> None:
    together, after = threading.Barrier(4), threading.Barrier(4)
    outcomes: list[str] = []

    def attempt() -> None:
        with connect(neo4j.settings) as own:
            for _ in range(5):
                together.wait()
                try:
                    with own.lock():
                        outcomes.append("held")
                        after.wait()
                except StoreError as error:
                    outcomes.append(error.code)
                    after.wait()

    threads = [threading.Thread(target=attempt) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["held"] * 5 + ["neo4j-push-running"] * 15


def test_a_newer_schema_on_the_server_is_left_alone(neo4j: LiveServer, connection: Neo4jConnection) -> None:
    push(SMALL, connection)
    neo4j.run("MATCH (p:BfaPush) SET p.schema_version = $newer", newer=VERSION + 1)
    before = content(neo4j)
    for attempt in (
        lambda: push(graph([HANOI], []), connection),
        lambda: mirror.plan_push(SMALL, connection),
        lambda: mirror.find_differences(SMALL, connection),
        lambda: mirror.pull(connection),
    ):
        with pytest.raises(StoreError) as caught:
            attempt()
        assert caught.value.code == "neo4j-schema-newer"
    assert content(neo4j) == before


def test_an_older_schema_on_the_server_is_brought_up_to_date(
    neo4j: LiveServer, connection: Neo4jConnection
) -> None:
    push(SMALL, connection)
    neo4j.run("MATCH (p:BfaPush) SET p.schema_version = $older", older=VERSION - 1)
    neo4j.run("MATCH (n:City) SET n:Town REMOVE n:City SET n.id = 'Town:' + n.key")
    neo4j.run("MATCH (a)-[r:TWINNED_WITH]->(b) CREATE (a)-[k:TWIN]->(b) SET k = properties(r) DELETE r")
    result = push(SMALL, connection)
    assert {d.record for d in result.differences if d.what == "missing"} >= {HANOI.id, JAKARTA.id}
    assert mirror.find_differences(SMALL, connection) == []
    assert neo4j.run("MATCH (n:Town) RETURN n") == []
    assert mirror.read_state(connection).schema_version == VERSION
    assert render_node_link(mirror.pull(connection)) == render_node_link(SMALL)


def test_an_empty_server_is_neither_verified_nor_pulled(
    neo4j: LiveServer, connection: Neo4jConnection
) -> None:
    for attempt in (lambda: mirror.find_differences(SMALL, connection), lambda: mirror.pull(connection)):
        with pytest.raises(StoreError) as caught:
            attempt()
        assert caught.value.code == "neo4j-empty"
    neo4j.run("CREATE (:Movie)")
    with pytest.raises(StoreError) as caught:
        mirror.find_differences(SMALL, connection)
    assert caught.value.code == "neo4j-foreign"


def test_constraints_come_from_the_schema(neo4j: LiveServer, connection: Neo4jConnection) -> None:
    for row in neo4j.run("SHOW CONSTRAINTS YIELD name RETURN name"):
        neo4j.run(f"DROP CONSTRAINT `{row['name']}`")
    push(SMALL, connection)
    rows = neo4j.run("SHOW CONSTRAINTS YIELD labelsOrTypes AS labels, properties, type RETURN *")
    assert {row["labels"][0] for row in rows} >= {"BfaRecord", "City", "Kpi", "Activity"}
    assert {(row["type"], *row["properties"]) for row in rows} == {("UNIQUENESS", "id")}
    indexes = neo4j.run("SHOW INDEXES YIELD name RETURN name")
    assert "bfa_BfaRetired" in {row["name"] for row in indexes}


def test_parts_are_named_by_kind() -> None:
    assert Part("node", "City") < Part("relationship", "ABOUT")
