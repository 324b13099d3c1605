"""`bfa cypher` and `bfa ask --store`, `--cypher`: as a user meets them, without and with a server."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import cli
from graph import mirror
from graph.memory_store import MemoryStore
from graph.records import Batch, Edge, Node
from graph.server.neo4j_store import connect
from graph.server.settings import ServerSettings
from graph.store import Store
from queries.catalog import QUESTIONS
from queries.cypher_texts import cypher_names
from tests.neo4j_plugin import LiveServer

AS_OF = ["--as-of", "2026-11-24"]
# Every question with a text, some with parameters, and one without a text.
ASKED = [
    *([name] for name in cypher_names()),
    ["tactic-trace", "--param", "tactic=2.1"],
    ["network-members", "--param", "network=C40"],
    ["record-sources", "--param", "record=City:hanoi"],
    ["region-balance", "--param", "scheme=un-m49"],
]


def run(*words: str, stdin: str | None = None, **environment: str) -> Result:
    return CliRunner().invoke(cli.main, list(words), input=stdin, env=environment)


def refused(code: int, *words: str, **environment: str) -> str:
    """Run what must fail: one exit code, nothing on stdout, one line."""
    result = run(*words, **environment)
    assert (result.exit_code, result.stdout) == (code, "")
    assert len(result.stderr.strip().splitlines()) == 1
    return result.stderr


def data(*words: str, **environment: str) -> dict[str, object]:
    result = run(*words, "--format", "json", **environment)
    assert result.exit_code == 0, result.stderr
    found: dict[str, object] = json.loads(result.stdout)["data"]
    return found


def test_a_query_is_answered_by_the_graph_here() -> None:
    query = (
        "MATCH (c:City {id: $id}) RETURN c.name AS name, c.latitude > $north AS north, c.sources AS sources"
    )
    found = data("cypher", query, "--param", "id=City:hanoi", "--param", "north:=20")
    assert found["columns"] == ["name", "north", "sources"]
    rows = found["rows"]
    assert isinstance(rows, list)
    assert [(row["name"], row["north"]) for row in rows] == [("Hanoi", True)]
    assert isinstance(rows[0]["sources"], list)


def test_a_node_is_shown_by_its_id_and_numbers_stand_right() -> None:
    shown = run(
        "cypher", "MATCH (c:City {key: 'hanoi'}) RETURN c, 1.5 AS x, [1, 2] AS l", "--lang", "en"
    ).stdout
    assert "City:hanoi" in shown
    assert "1; 2" in shown
    assert "n = 1" in shown


def test_a_query_may_come_from_standard_input() -> None:
    assert run("cypher", "-", "--format", "csv", stdin="RETURN 'ก' AS x").stdout.splitlines()[-1] == '"ก"'


def test_standard_input_that_is_no_query_is_one_line() -> None:
    for given, code in ((b"RETURN '\xff' AS x", 3), (b"/" * 1_000_001, 3)):
        ended = CliRunner().invoke(cli.main, ["cypher", "-"], input=given)
        assert (ended.exit_code, ended.stdout, len(ended.stderr.splitlines())) == (code, "", 1)
    closed = subprocess.run(
        [sys.executable, "-c", "import sys; sys.stdin = None; import cli; cli.main(['cypher', '-'])"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (closed.returncode, len(closed.stderr.splitlines())) == (3, 1)


def test_a_parameter_that_is_no_unicode_is_one_line() -> None:
    assert "Unicode" in refused(2, "cypher", "RETURN $x", "--param", 'x:="\\ud800"')
    assert "Unicode" in refused(2, "cypher", "RETURN $x", "--param", 'x:=[{"\\udcff": 1}]')


def test_what_ask_prints_may_be_asked_again() -> None:
    printed = run("ask", "partners", "--cypher", *AS_OF).stdout
    again = run("cypher", "-", "--format", "json", stdin="\ufeff" + printed)
    assert again.exit_code == 0, again.stderr
    assert len(json.loads(again.stdout)["data"]["rows"]) == data("ask", "partners", *AS_OF)["n"]
    assert "--param" in run("cypher", "-", stdin=":param x\nRETURN 1 AS x").stderr


def test_a_file_holds_exact_values_and_nothing_for_null() -> None:
    query = "RETURN 1.0 / 3 AS x, [1.0 / 3, null, true] AS l, null AS z, 1e308 * 10 AS i"
    row = run("cypher", query, "--format", "csv").stdout.splitlines()[-1]
    assert row == '0.3333333333333333,"0.3333333333333333; null; true","","Infinity"'
    found = data("cypher", query)["rows"]
    assert found == [{"x": 1 / 3, "l": [1 / 3, None, True], "z": None, "i": "Infinity"}]
    shown = run("cypher", query, "--lang", "en").stdout
    assert "unknown" in shown
    assert "yardstick" not in shown


def test_an_unknown_name_is_one_line_beside_the_answer() -> None:
    result = run("cypher", "MATCH (c:Citty) RETURN c.name AS name", "--lang", "en")
    assert result.exit_code == 0
    assert result.stderr.startswith('The graph holds no node label "Citty". Nearest: City')
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["MATCH (n) DETACH DELETE n"], "อ่านได้อย่างเดียว"),
        (["LOAD CSV FROM 'file:///etc/hostname' AS r RETURN r"], "LOAD CSV"),
        (["MATCH (n) RETURN n", "--limit", "5"], "--limit"),
        (["MATCH (a), (b), (c), (d) WHERE a.key < d.key RETURN count(*)", "--timeout", "0.3"], "--timeout"),
        (["MATCH (n RETURN n"], "line 1"),
        (["RETURN $x"], "--param x"),
        (["RETURN $x", "--param", "x"], "ชื่อ:=JSON"),
        (["RETURN $x", "--param", "x:={"], "ชื่อ:=JSON"),
        (["RETURN $x", "--param", "x:=99999999999999999999"], "64 บิต"),
        (["RETURN $x", "--param", "x:=[NaN]"], "64 บิต"),
        (["RETURN $x", "--param", "x:=1e999"], "64 บิต"),
        (["RETURN $x", "--param", "x=1", "--param", "x=2"], "หนึ่งครั้ง"),
        (["RETURN 1", "--timeout", "nan"], "3,600"),
        (["RETURN 1", "--timeout", "inf"], "3,600"),
        (["RETURN 1", "--timeout", "1e300"], "3,600"),
        (["RETURN 1", "--limit", "100000000"], "1,000,000"),
        (["RETRUN 1"], "ใกล้เคียงที่สุด: RETURN"),
        ([""], "bfa cypher"),
    ],
)
def test_what_cannot_be_answered_says_what_to_change(words: list[str], hint: str) -> None:
    assert hint in refused(2, "cypher", *words)


def test_without_the_extra_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kglite", None)
    assert "pip install 'bangkok-foreign-affairs[cypher]'" in refused(4, "cypher", "RETURN 1 AS x")


def test_a_question_is_printed_as_neo4j_browser_takes_it() -> None:
    lines = run("ask", "tactic-trace", "--param", "tactic=2.1", "--cypher", *AS_OF).stdout.splitlines()
    assert lines[:2] == [":param tactic => 'Tactic:2.1';", ":param until => '2026-11-24';"]
    assert lines[2].startswith("// ")
    assert lines[-1].endswith(";")
    written = data("ask", "tactic-trace", "--cypher", *AS_OF)
    assert written["parameters"] == {"tactic": None, "until": "2026-11-24"}


def test_a_question_without_a_text_names_those_with_one() -> None:
    assert "region-counts" in refused(2, "ask", "region-balance", "--cypher")


def test_a_misspelt_question_is_met_before_any_server() -> None:
    assert refused(2, "ask", "zzzzzz", "--store", "bolt://127.0.0.1:1")


def test_an_absent_server_is_one_line() -> None:
    assert "127.0.0.1:1" in refused(4, "cypher", "RETURN 1 AS x", "--store", "bolt://127.0.0.1:1")


class TestOnAServer:
    @pytest.fixture(scope="class")
    @classmethod
    def pushed(cls, neo4j_server: LiveServer, store: Store) -> Iterator[LiveServer]:
        neo4j_server.run("MATCH (n) DETACH DELETE n")
        with connect(
            ServerSettings(neo4j_server.uri, neo4j_server.username, neo4j_server.password)
        ) as connection:
            mirror.push(store, connection, loaded_on=date(2026, 11, 24), version="test")
        yield neo4j_server
        neo4j_server.run("MATCH (n) DETACH DELETE n")

    @pytest.mark.parametrize("words", ASKED, ids=" ".join)
    def test_a_question_has_the_same_answer_there(self, words: list[str], pushed: LiveServer) -> None:
        here = data("ask", *words, *AS_OF)
        there = data("ask", *words, *AS_OF, "--store", pushed.uri, **pushed.environment)
        assert there == here

    @pytest.mark.parametrize("words", [ASKED[0], *ASKED[-4:]], ids=" ".join)
    def test_a_question_has_the_same_answer_through_py2neo(
        self, words: list[str], pushed: LiveServer
    ) -> None:
        there = ["--store", pushed.uri, "--driver", "py2neo"]
        assert data("ask", *words, *AS_OF, *there, **pushed.environment) == data("ask", *words, *AS_OF)

    @pytest.mark.parametrize(
        "query",
        [
            "MATCH p = (c:City {key: 'hanoi'})-[r:IN_COUNTRY]->(k) RETURN p, c, r, {a: [c]} AS m",
            "RETURN date('2026-11-24') AS d, duration('P1M1D') AS l, datetime('2026-01-01T00:00:00Z') AS t",
            "MATCH (n:Citty) RETURN n.name AS name, n.nme AS other",
            "MATCH (n:City)-[:IN_CONTRY]->() RETURN n.key AS k, n.nme AS other",
        ],
    )
    def test_a_query_has_the_same_answer_through_py2neo(self, query: str, pushed: LiveServer) -> None:
        there = ["--store", pushed.uri]
        found = data("cypher", query, *there, "--driver", "py2neo", **pushed.environment)
        assert found == data("cypher", query, *there, **pushed.environment)

    def test_what_is_refused_there_is_refused_through_py2neo(self, pushed: LiveServer) -> None:
        there = ["--store", pushed.uri, "--driver", "py2neo", "--lang", "en"]
        for query, words in (
            ("MATCH (n) SET n.x = 1", "only reads"),
            ("MATCH (n RETURN n", "line 1, column"),
            ("RETURN $x", "--param x"),
            ("MATCH (n) RETURN n", "--limit"),
        ):
            found = run("cypher", query, *there, "--limit", "5", **pushed.environment)
            assert (found.exit_code, found.stdout) == (2, "")
            assert words in found.stderr.splitlines()[-1]

    def test_verify_says_the_same_through_py2neo(self, pushed: LiveServer) -> None:
        words = ["neo4j", "verify", *AS_OF, "--format", "json"]
        pushed.run("MATCH (c:City {key: 'hanoi'}) SET c.note = 'by hand'")
        try:
            official = run(*words, **pushed.environment)
            legacy = run(*words, "--driver", "py2neo", **pushed.environment)
        finally:
            pushed.run("MATCH (c:City {key: 'hanoi'}) REMOVE c.note")
        assert (official.exit_code, official.stdout) == (legacy.exit_code, legacy.stdout)
        assert (legacy.exit_code, "by hand" in legacy.stdout) == (1, True)

    def test_a_query_is_answered_there(self, pushed: LiveServer) -> None:
        words = ["cypher", "MATCH (c:City) RETURN count(c) AS n", "--store", pushed.uri]
        result = run(*words, "--lang", "en", **pushed.environment)
        assert (result.exit_code, result.stderr) == (0, "")
        assert "the Neo4j server" in result.stdout
        assert data(*words, **pushed.environment)["rows"] == data(*words[:2])["rows"]

    def test_a_query_that_would_write_is_refused_there(self, pushed: LiveServer) -> None:
        before = pushed.run("MATCH (n) RETURN count(n) AS n")
        words = ["cypher", "MATCH (n) DETACH DELETE n", "--store", pushed.uri]
        assert "อ่านได้อย่างเดียว" in refused(2, *words, **pushed.environment)
        assert pushed.run("MATCH (n) RETURN count(n) AS n") == before

    def test_the_printed_text_runs_there(self, pushed: LiveServer, tmp_path: Path) -> None:
        file = tmp_path / "q.cypher"
        assert run("ask", "partners", "--cypher", "-o", str(file), *AS_OF).exit_code == 0
        lines = file.read_text("utf-8").splitlines()
        params = [line for line in lines if line.startswith(":param ")]
        values = {}
        for line in params:
            name, _, literal = line.removeprefix(":param ").removesuffix(";").partition(" => ")
            values[name] = pushed.run(f"RETURN {literal} AS x")[0]["x"]
        text = "\n".join(lines[len(params) :]).removesuffix(";")
        assert len(pushed.run(text, **values)) == data("ask", "partners", *AS_OF)["n"]

    def test_a_push_that_is_not_complete_is_told(self, pushed: LiveServer) -> None:
        pushed.run("MATCH (p:BfaPush) SET p.status = 'running'")
        words = ["cypher", "RETURN 1 AS x", "--store", pushed.uri, "--lang", "en"]
        told = run(*words, **pushed.environment)
        asked = ["ask", "partners", *AS_OF, "--store", pushed.uri, "--lang", "en"]
        refusal = refused(4, *asked, **pushed.environment)
        accepted = run(*asked, "--unfinished", **pushed.environment)
        pushed.run("MATCH (p:BfaPush) SET p.status = 'complete'")
        assert told.exit_code == 0
        assert "not complete" in told.stderr
        assert "bfa neo4j push" in refusal
        assert (accepted.exit_code, "not complete" in accepted.stderr) == (0, True)


@pytest.mark.parametrize(
    "words", [["ask", "partners"], ["ask", "region-balance"], ["cypher", "RETURN 1 AS x"]]
)
def test_a_server_without_a_push_gives_no_answer(words: list[str], neo4j: LiveServer) -> None:
    assert "bfa neo4j push" in refused(4, *words, "--store", neo4j.uri, **neo4j.environment)


def test_no_password_at_all_is_called_so(neo4j_server: LiveServer) -> None:
    environment = {**neo4j_server.environment, "NEO4J_PASSWORD": ""}
    told = refused(4, "cypher", "RETURN 1 AS x", "--store", neo4j_server.uri, **environment)
    assert "ยังไม่ได้ระบุ" in told


# Hand edits that no answer may be built on, each with a place that the refusal names.
BROKEN = [
    ("MATCH (n:City {key: 'hanoi'}) SET n.key = 'b'", "City:hanoi"),
    ("MATCH (n:City {key: 'hanoi'}) REMOVE n.id", "hanoi"),
    ("MATCH (n:City {key: 'hanoi'}) SET n.id = 7", "7"),
    ("MATCH (n:City {key: 'hanoi'}) SET n.name = 7", "City:hanoi"),
    ("MATCH (n:City {key: 'hanoi'}) SET n.note = date('2026-01-01')", "City:hanoi"),
    ("MATCH (n:City {key: 'hanoi'}) SET n.nmae = 'x'", "City:hanoi"),
]


@pytest.mark.parametrize(("edit", "place"), BROKEN)
def test_hand_edits_that_break_a_record_are_one_line(edit: str, place: str, neo4j: LiveServer) -> None:
    small = MemoryStore()
    hanoi = Node("City", "hanoi", {"name": "Hanoi", "visibility": "public"})
    vietnam = Node("Country", "VNM", {"name": "Viet Nam", "visibility": "public"})
    small.replace(Batch([hanoi, vietnam], [Edge(hanoi.id, "IN_COUNTRY", vietnam.id)]))
    with connect(neo4j.settings) as connection:
        mirror.push(small, connection, loaded_on=date(2026, 11, 24), version="test")
    neo4j.run(edit)
    words = ["ask", "region-balance", "--store", neo4j.uri, "--lang", "en"]
    assert place in refused(1, *words, **neo4j.environment)


@pytest.mark.parametrize("edit", ["SET n.name = 7", "SET n.name_th = ['x']"])
def test_a_name_that_a_hand_edit_made_no_text_is_one_line(edit: str, neo4j: LiveServer) -> None:
    small = MemoryStore()
    small.replace(Batch([Node("Challenge", "c1", {"name": "Heat", "visibility": "public"})]))
    with connect(neo4j.settings) as connection:
        mirror.push(small, connection, loaded_on=date(2026, 11, 24), version="test")
    neo4j.run(f"MATCH (n:Challenge) {edit}")
    words = ["ask", "challenge-answers", "--store", neo4j.uri]
    assert "Challenge:c1" in refused(1, *words, **neo4j.environment)


def test_every_question_may_be_asked_of_a_server() -> None:
    assert set(cypher_names()) < set(QUESTIONS)
