"""One suite for both engines of Cypher: the copy in kglite, and a live server."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.cypher.bounded import BoundedEngine, bounded_engine
from graph.cypher.engine import CypherEngine, run_query
from graph.cypher.kglite_engine import KgliteEngine, read_rows
from graph.cypher.read_only import check_plan
from graph.errors import DataError, QuestionError
from graph.memory_store import MemoryStore
from graph.records import Batch, Edge, Node
from graph.store import Store
from tests.graphs import server_engine
from tests.neo4j_plugin import LiveServer
from tests.queries_that_hide_calls import ALIASES_THAT_HIDE_A_CALL, QUOTED_FUNCTIONS

HANOI = Node(
    "City", "hanoi",
    {"name": "Hanoi", "name_th": "กรุงฮานอย", "visibility": "public", "aliases": ("Ha Noi", "ฮานอย"),
     "latitude": 21.0245, "doubtful": False, "note": "it's `quoted` \\ \"so\" }) DETACH DELETE n //"},
)  # fmt: skip
VIETNAM = Node("Country", "VNM", {"name": "Viet Nam", "visibility": "public", "asean_since": "1995-07-28"})
NETWORK = Node("Organization", "c40", {"name": "C40", "visibility": "public", "kind": "city_network"})
RUN = Node("LoadRun", "r", {"name": "run", "visibility": "public", "record_count": 2**53 + 1})
LISTS = [Edge(HANOI.id, "MEMBER_OF", NETWORK.id, {"list_year": year}) for year in ("2016", "2023")]
EDGES = [Edge(HANOI.id, "IN_COUNTRY", VIETNAM.id), *LISTS]
READS_A_FILE = [
    "LOAD CSV FROM $file AS r RETURN r",
    "RETURN [1] AS r UNION LOAD CSV FROM $file AS r RETURN r",
    "RETURN [1] AS r UNION ALL LOAD CSV FROM $file AS r RETURN r",
    "CALL () { LOAD CSV FROM $file AS r RETURN r } RETURN r",
    "RETURN [1] AS r //\rUNION LOAD CSV FROM $file AS r RETURN r",
    "`LOAD` CSV FROM $file AS r RETURN r",
    "LOAD\u00a0CSV FROM $file AS r RETURN r",
]
NO_READING = {
    "cypher-procedure": ALIASES_THAT_HIDE_A_CALL,
    "cypher-function": QUOTED_FUNCTIONS,
}
WRITES = [
    "MATCH (n:City) SET n.name = 'x' RETURN n.name",
    "MATCH (n:City) DETACH DELETE n",
    "MATCH (n:City) REMOVE n.name RETURN 1",
    "MATCH (n:City) MERGE (n)-[:PART_OF]->(n) RETURN 1",
    "MATCH (n:City) CREATE (m:City {id: 'City:new'}) RETURN 1",
    "RETURN 1 AS x UNION CREATE (m:City {id: 'City:new'}) RETURN 2 AS x",
    "MATCH (n:City) CALL (n) { CREATE (m:City {id: 'City:new'}) } RETURN 1",
    "MATCH (n:City) CALL (n) { CREATE (m:City {id: 'City:new'}) } IN TRANSACTIONS RETURN 1",
    "UNWIND [1] AS x FOREACH (y IN [x] | CREATE (m:City {id: 'City:new'}))",
    "MATCH (n:City) WITH n SET n:Country RETURN 1",
]


# Maps that have the keys by which an engine might write a node or relationship.
OWN_MAPS: dict[str, object] = {
    "{id: 1, labels: 2, properties: 3}": {"id": 1, "labels": 2, "properties": 3},
    "{id: 'x', labels: ['City'], properties: 1}": {"id": "x", "labels": ["City"], "properties": 1},
    "{id: 0, labels: ['City'], properties: {title: 'a', type: 'b'}}": {
        "id": 0, "labels": ["City"], "properties": {"title": "a", "type": "b"},
    },
    "{id: 0, labels: ['City', 'Big'], properties: {id: 'City:x', type: 'City'}}": {
        "id": 0, "labels": ["City", "Big"], "properties": {"id": "City:x", "type": "City"},
    },
    "{id: 0, start: 0, end: 1, type: 'IN_COUNTRY', properties: 5}": {
        "id": 0, "start": 0, "end": 1, "type": "IN_COUNTRY", "properties": 5,
    },
    "{id: 'r', start: 'a', end: 'b', type: 't', properties: {note: 1}}": {
        "id": "r", "start": "a", "end": "b", "type": "t", "properties": {"note": 1},
    },
}  # fmt: skip


def small_store() -> Store:
    store = MemoryStore()
    store.replace(Batch([HANOI, VIETNAM, NETWORK, RUN], EDGES))
    return store


def rows(engine: CypherEngine, query: str, **params: object) -> list[dict[str, object]]:
    return list(run_query(engine, query, params).rows)


def refusal(
    engine: CypherEngine, query: str, params: dict[str, object] | None = None, **bounds: float
) -> str:
    with pytest.raises(QuestionError) as caught:
        run_query(engine, query, params, **bounds)  # type: ignore[arg-type]
    assert len(caught.value.text.en.splitlines()) == 1
    return caught.value.code


def content(engine: CypherEngine) -> list[dict[str, object]]:
    nodes = rows(engine, "MATCH (n) RETURN n ORDER BY n.id")
    return nodes + rows(
        engine, "MATCH (a)-[r]->(b) RETURN a.id AS a, r, b.id AS b ORDER BY a, b, r.list_year"
    )


class EngineContract:
    """What every engine must do."""

    def test_values_come_back_as_they_went_in(self, engine: CypherEngine) -> None:
        (found,) = rows(engine, "MATCH (n:City) RETURN n")
        assert found == {
            "n": {
                "label": "City", "id": HANOI.id, "key": "hanoi", **HANOI.properties,
                "aliases": ["Ha Noi", "ฮานอย"],
            }
        }  # fmt: skip
        assert rows(engine, "MATCH (n:LoadRun) RETURN n.record_count AS n") == [{"n": 2**53 + 1}]
        assert rows(engine, "MATCH (n:Country) RETURN n.capital AS n, date('2026-11-24') AS day") == [
            {"n": None, "day": "2026-11-24"}
        ]

    def test_parallel_relationships_stay_apart(self, engine: CypherEngine) -> None:
        found = rows(engine, "MATCH (:City)-[m:MEMBER_OF]->() RETURN m ORDER BY m.list_year")
        assert found == [{"m": {"type": "MEMBER_OF", "list_year": year}} for year in ("2016", "2023")]

    def test_a_path_is_a_map_of_nodes_and_relationships(self, engine: CypherEngine) -> None:
        (found,) = rows(engine, "MATCH p = (:City)-[:IN_COUNTRY]->(:Country) RETURN p")
        path = found["p"]
        assert isinstance(path, dict)
        assert [node["id"] for node in path["nodes"]] == [HANOI.id, VIETNAM.id]
        assert path["relationships"] == [{"type": "IN_COUNTRY"}]

    @pytest.mark.parametrize("query", READS_A_FILE)
    def test_no_query_reads_a_file(self, engine: CypherEngine, query: str, tmp_path: Path) -> None:
        file = tmp_path / "secret.csv"
        file.write_text("secret\n", "utf-8")
        assert refusal(engine, query, {"file": file.as_uri()}) == "cypher-load"

    @pytest.mark.parametrize("query", WRITES)
    def test_no_query_writes(self, engine: CypherEngine, query: str) -> None:
        before = content(engine)
        # kglite has no subquery that writes, and says so in its own words.
        assert refusal(engine, query) in ("cypher-writes", "cypher-wrong")
        assert content(engine) == before
        assert len(before) == 7

    @pytest.mark.parametrize(
        ("code", "query"), [(code, query) for code, queries in NO_READING.items() for query in queries]
    )
    def test_no_query_hides_a_call(self, engine: CypherEngine, code: str, query: str) -> None:
        assert refusal(engine, query) == code

    def test_a_map_of_the_users_own_is_kept_as_it_is(self, engine: CypherEngine) -> None:
        for written in OWN_MAPS:
            assert rows(engine, f"RETURN {written} AS m, [{written}] AS l") == [
                {"m": OWN_MAPS[written], "l": [OWN_MAPS[written]]}
            ]

    def test_a_hostile_value_is_a_value(self, engine: CypherEngine) -> None:
        hostile = str(HANOI.properties["note"])
        assert rows(engine, "MATCH (n) WHERE n.note = $note RETURN n.id AS id", note=hostile) == [
            {"id": HANOI.id}
        ]
        assert rows(engine, "RETURN $note AS note", note=hostile) == [{"note": hostile}]

    def test_a_runaway_query_ends(self, engine: CypherEngine) -> None:
        every_pairing = ", ".join(f"(n{place})" for place in range(20))
        runaway = f"MATCH {every_pairing} WHERE n0.id < n19.key RETURN count(*) AS n"
        assert refusal(engine, runaway, timeout=1) == "cypher-timeout"

    def test_more_rows_than_asked_for_are_refused_not_cut(self, engine: CypherEngine) -> None:
        assert len(run_query(engine, "UNWIND range(1, 10) AS x RETURN x", limit=10).rows) == 10
        assert refusal(engine, "UNWIND range(1, 11) AS x RETURN x", limit=10) == "cypher-too-many"

    def test_one_row_without_end_is_refused(self, engine: CypherEngine) -> None:
        assert refusal(engine, "RETURN range(1, 1000001) AS x") == "cypher-too-large"

    @pytest.mark.parametrize(
        ("query", "nearest"),
        [
            ("MATCH (n:Citty) RETURN n.name", "City"),
            ("MATCH (n)-[:IN_CONTRY]->() RETURN n.name", "IN_COUNTRY"),
            ("MATCH (n:City) RETURN n.nme", "name"),
        ],
    )
    def test_an_unknown_name_is_met_with_the_nearest(
        self, engine: CypherEngine, query: str, nearest: str
    ) -> None:
        warnings = run_query(engine, query).warnings
        assert len(warnings) == 1
        assert nearest in warnings[0].en
        assert nearest in warnings[0].th
        assert len(warnings[0].en.splitlines()) == 1

    def test_a_wrong_query_is_one_line_that_says_where(self, engine: CypherEngine) -> None:
        assert refusal(engine, "MATCH (n:City RETURN n") == "cypher-wrong"
        assert refusal(engine, "MATCH (n:City) RETURN m") == "cypher-wrong"
        assert refusal(engine, "MATCH (n:City) WHERE n.id = $nope RETURN n") == "cypher-parameter"

    @pytest.mark.parametrize(
        ("query", "place"),
        [
            ("MATCH (n:City RETURN n", "line 1, column 15"),
            ("MATCH (n:City)\nWHERE n.name =\n  'x' RETRUN n", "line 3, column 7"),
            ("RETURN 'กรุง' AS ชื่อ ผิด", "line 1, column 23"),
        ],
    )
    def test_a_place_is_told_in_the_users_own_text(
        self, engine: CypherEngine, query: str, place: str
    ) -> None:
        with pytest.raises(QuestionError) as caught:
            run_query(engine, query)
        line, _, column = place.rpartition(" ")
        found = re.search(rf"{line} (\d+)", caught.value.text.en)
        assert found is not None, caught.value.text.en
        # One engine names where a word begins, the other where the bracket before it was to close.
        assert abs(int(found[1]) - int(column)) in (0, 7 if "RETURN n" in query else 0)

    def test_names_may_be_thai(self, engine: CypherEngine) -> None:
        query = "MATCH (เมือง:City) WHERE เมือง.id = $รหัส WITH เมือง.name AS `ชื่อ` RETURN ชื่อ, {ก: 1} AS ม"
        assert rows(engine, query, รหัส=HANOI.id) == [{"ชื่อ": "Hanoi", "ม": {"ก": 1}}]
        unknown = run_query(engine, "MATCH (n:เมือง) RETURN n.id AS id")
        assert (list(unknown.rows), len(unknown.warnings)) == ([], 1)
        assert "เมือง" in unknown.warnings[0].en

    def test_a_node_has_no_title_type_or_label(self, engine: CypherEngine) -> None:
        found = run_query(engine, "MATCH (n:City) RETURN n.title, n.type, n.label")
        assert list(found.rows) == [{"n.title": None, "n.type": None, "n.label": None}]
        assert [hint in warning.en for hint, warning in zip(
            ("Nearest: name", "Nearest: type(r)", "Nearest: labels(n)"), found.warnings, strict=True
        )] == [True] * 3  # fmt: skip
        own = (
            "WITH {title: 1, type: {label: $m.title}} AS m RETURN m, m.title AS title, m.type.label AS label"
        )
        assert rows(engine, own, m={"title": 5}) == [
            {"m": {"title": 1, "type": {"label": 5}}, "title": 1, "label": 5}
        ]
        assert rows(engine, "MATCH (:City)-[r:IN_COUNTRY]->() RETURN type(r) AS type") == [
            {"type": "IN_COUNTRY"}
        ]

    def test_a_label_of_the_model_that_no_node_has_is_called_so(self, engine: CypherEngine) -> None:
        warnings = run_query(engine, "MATCH (n:Embassy) RETURN n.id AS id").warnings
        # A server with our constraints knows every label, and warns of none.
        assert [warning.en for warning in warnings] in (
            [],
            ['The graph holds no node of the label "Embassy" yet.'],
        )

    @pytest.mark.parametrize("bounds", [{"limit": 0}, {"limit": 10**9}, {"timeout": 0}, {"timeout": 1e300}])
    def test_bounds_that_bound_nothing_are_refused(
        self, engine: CypherEngine, bounds: dict[str, float]
    ) -> None:
        assert refusal(engine, "RETURN 1 AS x", None, **bounds) == "cypher-bounds"
        assert refusal(engine, "RETURN 1 AS x", timeout=float("nan")) == "cypher-bounds"

    @pytest.mark.parametrize("query", ["RETURN '\udcff' AS x", "RETURN $x AS x // \ud800"])
    def test_what_is_no_unicode_is_called_so(self, engine: CypherEngine, query: str) -> None:
        assert refusal(engine, query, {"x": 1}) == "cypher-not-text"

    def test_brackets_without_end_are_refused(self, engine: CypherEngine) -> None:
        assert rows(engine, f"RETURN {90 * '('}1{90 * ')'} AS x") == [{"x": 1}]
        assert refusal(engine, f"RETURN {101 * '['}1{101 * ']'} AS x") == "cypher-nested"

    def test_the_schema_can_be_asked(self, engine: CypherEngine) -> None:
        found = rows(engine, "CALL db.labels() YIELD label RETURN label ORDER BY label")
        assert {row["label"] for row in found} >= {"City", "Country", "Organization"}


class TestKglite(EngineContract):
    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls) -> CypherEngine:
        return KgliteEngine(small_store())


class TestBounded(EngineContract):
    """kglite in its own process, as `bfa cypher` runs it."""

    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls) -> Iterator[CypherEngine]:
        with bounded_engine() as start:
            yield start(read_rows(small_store()))


# One step of each takes more time or memory than there is; the engine's own clock does not stop it.
ONE_LONG_STEP = "RETURN reduce(s = 'x', i IN range(1, 40) | s + s) AS x"


def test_one_step_without_end_is_ended_at_the_deadline() -> None:
    with bounded_engine() as start:
        assert refusal(start(read_rows(small_store())), ONE_LONG_STEP, timeout=0.2) == "cypher-timeout"


@pytest.mark.skipif(sys.platform != "linux", reason="no bound on memory is known here")
def test_one_step_that_takes_all_memory_is_ended() -> None:
    with bounded_engine(memory_mb=64) as start:
        assert refusal(start(read_rows(small_store())), ONE_LONG_STEP, timeout=60) == "cypher-memory"


def test_an_error_of_the_engine_itself_is_told_and_is_no_lack_of_memory() -> None:
    with bounded_engine() as start:
        engine = start(read_rows(small_store()))
        with pytest.raises(QuestionError) as caught:
            run_query(engine, "RETURN date('9999-12-31') + duration('P1D') AS x")
        assert caught.value.code == "cypher-engine-failed"
        assert "10000" in caught.value.text.th
        assert rows(engine, "RETURN 1 AS x") == [{"x": 1}]


@pytest.mark.skipif(sys.platform != "linux", reason="no bound on memory is known here")
def test_what_stands_in_memory_stays_near_the_allowance() -> None:
    with bounded_engine(memory_mb=200) as start:
        engine = start(read_rows(small_store()))
        peak: list[int] = []
        look = BoundedEngine._resident

        def recorded(self: BoundedEngine) -> int:
            peak.append(look(self))
            return peak[-1]

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(BoundedEngine, "_resident", recorded)
            grows = "MATCH p = (a)-[*1..9]-(b) UNWIND range(1, 900000) AS x RETURN collect([p, x]) AS l"
            assert refusal(engine, grows, timeout=60) == "cypher-memory"
    assert max(peak) - peak[0] < 2 * 200 * 2**20


class TestServer(EngineContract):
    def test_a_value_that_no_program_here_can_hold_is_called_so(self, engine: CypherEngine) -> None:
        with pytest.raises(DataError) as caught:
            run_query(engine, "RETURN date('9999-12-31') + duration('P1D') AS x")
        assert caught.value.code == "neo4j-value-unreadable"

    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls, neo4j_server: LiveServer) -> Iterator[CypherEngine]:
        with server_engine(neo4j_server, small_store()) as engine:
            yield engine

    @pytest.mark.parametrize("query", READS_A_FILE[:4])
    def test_a_servers_plan_shows_what_words_might_hide(self, engine: CypherEngine, query: str) -> None:
        with pytest.raises(QuestionError) as caught:
            check_plan(engine.plan(query, {"file": "file:///none"}, timeout=30))
        assert caught.value.code == "cypher-load"
