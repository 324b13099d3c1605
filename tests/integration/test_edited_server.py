"""A server edited by hand: told by record, refused by every question, named by verify, repaired by push."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from click.testing import CliRunner

import cli
from graph import mirror
from graph.cypher.server_engine import ServerEngine
from graph.errors import DataError, StoreError
from graph.server.neo4j_store import Neo4jConnection
from graph.server.store import check_ours
from graph.store import Store
from queries.catalog import run_question
from queries.cypher_texts import cypher_names
from queries.server_answers import run_on_server
from tests.graphs import random_store, server_connection
from tests.neo4j_plugin import LiveServer, Servers, releases, wipe

DAY = date(2026, 11, 24)
# What a hand may do to a record, and what an answer that rested on it would do.
BROKEN_RECORDS = [
    "MATCH (n:Agreement) WITH n ORDER BY n.id LIMIT 1 SET n.kind = 'pact'",
    "MATCH (n:Agreement) WITH n ORDER BY n.id LIMIT 1 SET n.signed_on = 7",
    "MATCH (n:Agreement) WITH n ORDER BY n.id LIMIT 1 SET n.signed_on = 0.0 / 0.0",
    "MATCH (n:Agreement) WITH n ORDER BY n.id LIMIT 1 SET n.signed_on = date('2004-02-01')",
    "MATCH (n:Agreement) WITH n ORDER BY n.id LIMIT 1 SET n.signed_on = '2547-02'",
    "MATCH (n:Agreement) WITH n ORDER BY n.id LIMIT 1 SET n.counterpart = 'Executive'",
    "MATCH (n:Plan {key: 'bma-fa-2566'}) SET n.period = 'from 2566 on'",
    "MATCH (n:Plan {key: 'bma-fa-2566'}) SET n.period = '2566'",
    "MATCH (n:Claim) WITH n ORDER BY n.id LIMIT 1 SET n.choice_th = 7, n.value_th = [1]",
    "MATCH (n:City) WITH n ORDER BY n.id LIMIT 1 SET n.id = 'City:elsewhere'",
    "MATCH (n:City) WITH n ORDER BY n.id LIMIT 1 REMOVE n.name",
    "MATCH (n:City) WITH n ORDER BY n.id LIMIT 1 SET n.nmae = 'x'",
    "MATCH (n:City) WITH n ORDER BY n.id LIMIT 1 SET n:Country",
    "MATCH (n:City) WITH n ORDER BY n.id LIMIT 1 REMOVE n:City",
    "MATCH (n:Activity)-[r:INVOLVES]->() WITH r ORDER BY r.id LIMIT 1 SET r.visibility = 7",
]
# What the records do not show, so that only their texts would meet it.
ADDED_LINKS = [
    "MATCH (k:Country)-[:IN_REGION]->() WITH k ORDER BY k.id LIMIT 1 "
    "CREATE (k)<-[:IN_COUNTRY]-(:City {id: 'City:x', name: 'x'})<-[:`WITH`]-"
    "(:Agreement {id: 'Agreement:x', kind: 'sister_city', status: 'in_force', "
    "counterpart: 'executive', signed_on: '2001-01-01'})",
    "MATCH (k:Kpi) WITH k ORDER BY k.id LIMIT 1 "
    "CREATE (:Activity {id: 'Activity:x', name: 'x', status: 'done', start_on: '2023'})-[:SUPPORTS]->(k)",
    "CREATE (:Theme {id: 'Theme:x', name: 'x'})<-[:ABOUT]-(:Activity {start_on: '2020', status: 'done'})",
]
DAMAGED_PUSHES = [
    ("REMOVE p.number", "number"),
    ("SET p.number = 'two'", "number"),
    ("SET p.number = 1.5", "number"),
    ("SET p.status = 7", "status"),
    ("SET p.status = 'done'", "status"),
    ("SET p.loaded_on = 7", "loaded_on"),
    ("REMOVE p.version", "version"),
    ("REMOVE p.schema_version", "schema_version"),
    ("SET p.schema_version = 'new'", "schema_version"),
    ("SET p.parts = 'all'", "parts"),
    ("SET p.parts = [7, 8]", "parts"),
    ("SET p.parts = p.parts + ['node City 7']", "parts"),
    ("REMOVE p.id", "id"),
    ("SET p:City", "labels"),
]


@pytest.fixture(scope="session")
def neo4j_server(neo4j_servers: Servers) -> LiveServer:
    """One release: what is read is the same on each."""
    return neo4j_servers.get(releases()[0])


@pytest.fixture(scope="module")
def held() -> Store:
    return random_store(3)


@pytest.fixture(scope="module")
def connection(neo4j_server: LiveServer, held: Store) -> Iterator[Neo4jConnection]:
    """One push for all: what a test breaks is repaired by itself, or after it."""
    wipe(neo4j_server)
    with server_connection(neo4j_server) as opened:
        push(held, opened)
        yield opened
    wipe(neo4j_server)


@pytest.fixture
def repairing(connection: Neo4jConnection, neo4j_server: LiveServer) -> Iterator[LiveServer]:
    """The server for a test that proves the repair of what it broke."""
    yield neo4j_server
    drop_foreign(neo4j_server)


@pytest.fixture
def neo4j(connection: Neo4jConnection, neo4j_server: LiveServer, held: Store) -> Iterator[LiveServer]:
    """The server for a test that leaves it broken."""
    yield neo4j_server
    drop_foreign(neo4j_server)
    push(held, connection)


@pytest.fixture
def overwritten(connection: Neo4jConnection, neo4j_server: LiveServer, held: Store) -> Iterator[LiveServer]:
    """The server for a test that pushes other records: to begin anew is quicker than to retire these."""
    yield neo4j_server
    wipe(neo4j_server)
    push(held, connection)


def drop_foreign(live: LiveServer) -> None:
    live.run("MATCH (n) WHERE NOT n:BfaRecord AND NOT n:BfaPush DETACH DELETE n")


def push(held: Store, connection: Neo4jConnection) -> mirror.PushResult:
    return mirror.push(held, connection, loaded_on=DAY, version="test", every_record=True)


def edited_record(neo4j: LiveServer, edit: str) -> str:
    """Make a hand edit; give the id of the record that it is on, as it was or is."""
    before = {row["h"]: row["id"] for row in neo4j.run("MATCH (n) RETURN elementId(n) AS h, n.id AS id")}
    match, _, rest = edit.replace(" SET ", "\0").replace(" REMOVE ", "\0").partition("\0")
    variable = "startNode(r)" if "[r:" in match else "n"
    handle = neo4j.run(f"{match} RETURN elementId({variable}) AS h")[0]["h"]
    assert rest
    neo4j.run(edit)
    return str(before[handle])


@pytest.mark.parametrize("edit", BROKEN_RECORDS)
def test_a_broken_record_is_told_of_named_and_repaired(
    edit: str, connection: Neo4jConnection, repairing: LiveServer, held: Store
) -> None:
    record = edited_record(repairing, edit)
    with pytest.raises(DataError) as caught:
        mirror.copy_records(connection)
    said = caught.value.text
    shown = "City:elsewhere" if "elsewhere" in edit else record
    assert shown in said.en
    for words in (said.en, said.th):
        assert "bfa neo4j verify" in words
        assert len(words.splitlines()) == 1
    named = {difference.record.partition(" -")[0] for difference in mirror.find_differences(held, connection)}
    assert named & {record, shown}
    push(held, connection)
    assert mirror.find_differences(held, connection) == []


@pytest.mark.parametrize("edit", ADDED_LINKS)
def test_what_was_added_by_hand_changes_no_answer_in_silence(
    edit: str, connection: Neo4jConnection, neo4j: LiveServer, held: Store
) -> None:
    neo4j.run(edit)
    copy = mirror.copy_records(connection)
    refusals = 0
    for name in cypher_names():
        try:
            found = run_on_server(ServerEngine(connection), copy, name, as_of=DAY)
        except DataError as error:
            refusals += 1
            assert error.code == "neo4j-edited-links"
        else:
            assert found == run_question(held, name, as_of=DAY)
    assert refusals
    with pytest.raises(StoreError):
        check_ours(connection)


@pytest.mark.parametrize(("edit", "property_name"), DAMAGED_PUSHES)
def test_a_damaged_push_is_told_of_named_and_repaired(
    edit: str, property_name: str, connection: Neo4jConnection, repairing: LiveServer, held: Store
) -> None:
    repairing.run(f"MATCH (p:BfaPush) WITH p ORDER BY p.number DESC LIMIT 1 {edit}")
    state = mirror.read_state(connection)
    assert [push.property for push in state.damaged] == [property_name]
    with pytest.raises(StoreError) as caught:
        mirror.check_complete(state)
    assert caught.value.code == "neo4j-push-edited"
    assert "--every-record" in caught.value.text.th
    (found,) = mirror.find_differences(held, connection)
    assert (found.type, found.property) == ("BfaPush", property_name)
    assert mirror.plan_push(held, connection) == [found]
    push(held, connection)
    assert mirror.find_differences(held, connection) == []
    assert mirror.read_state(connection).is_trusted
    mirror.check_complete(mirror.read_state(connection))
    # Nothing is deleted: what was edited is kept, and marked.
    assert repairing.run("MATCH (n:BfaRetired) RETURN count(n) AS n") == [{"n": 1}]


def run(live: LiveServer, *words: str) -> tuple[int, str, str]:
    ended = CliRunner(env=live.environment).invoke(cli.main, [*words, "--store", live.uri, "--lang", "en"])
    return ended.exit_code, ended.stdout, ended.stderr


@pytest.mark.parametrize("question", ["partners", "region-balance"])
def test_a_question_is_refused_in_one_line(
    question: str, connection: Neo4jConnection, neo4j: LiveServer
) -> None:
    record = edited_record(neo4j, BROKEN_RECORDS[1])
    code, shown, said = run(neo4j, "ask", question)
    assert (code, shown, len(said.splitlines())) == (1, "", 1)
    assert record in said


def test_a_value_that_only_differs_is_said_beside_the_answer(
    connection: Neo4jConnection, neo4j: LiveServer
) -> None:
    assert run(neo4j, "ask", "partners")[2] == ""
    neo4j.run("MATCH (n:City) WITH n ORDER BY n.id LIMIT 1 SET n.name = 'Another'")
    code, _, said = run(neo4j, "ask", "partners")
    assert (code, len(said.splitlines())) == (0, 1)
    assert "City" in said
    assert "verify" in said


def test_every_command_on_a_damaged_push_ends_in_words(
    connection: Neo4jConnection, overwritten: LiveServer
) -> None:
    neo4j = overwritten
    neo4j.run("MATCH (p:BfaPush) SET p.schema_version = 'new'")
    for words in (["ask", "partners"], ["neo4j", "pull", "x.json"]):
        code, shown, said = run(neo4j, *words)
        assert (code, shown, len(said.splitlines())) == (4, "", 1)
    code, shown, said = run(neo4j, "cypher", "RETURN 1 AS x")
    assert (code, "edited by hand" in said) == (0, True)
    code, shown, said = run(neo4j, "neo4j", "verify")
    assert (code, "LoadRun:push-" in shown, "edited by hand" in said) == (1, True, True)
    code, shown, said = run(neo4j, "neo4j", "push", "--every-record")
    assert code == 0
    assert run(neo4j, "neo4j", "verify")[0] == 0
