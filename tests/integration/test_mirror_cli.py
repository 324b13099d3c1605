"""`bfa neo4j` as a user meets it: answers, exit codes, one line for what fails, and no secret anywhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import cli
from graph.errors import StoreError
from graph.server import py2neo_store
from graph.server.neo4j_store import check_version
from tests.neo4j_plugin import LiveServer, Servers, releases

ROOT = Path(__file__).parents[2]
DAY = ("--as-of", "2026-11-24")
WRONG = "wr0ng-5ecr3t-of-a-test"


@pytest.fixture(scope="session")
def neo4j_server(neo4j_servers: Servers) -> LiveServer:
    """One release: these are a user's words; what the server does is tried on each elsewhere."""
    return neo4j_servers.get(releases()[0])


def run(live: LiveServer, *words: str, **environment: str) -> Result:
    return CliRunner(env={**live.environment, **environment}).invoke(cli.main, ["neo4j", *words])


def refused(live: LiveServer, *words: str, code: int = 4, **environment: str) -> str:
    """Run what must fail within 5 seconds: one line, nothing on stdout, no password."""
    began = time.monotonic()
    result = run(live, *words, **environment)
    assert time.monotonic() - began < 5
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1
    for secret in (live.password, WRONG):
        assert secret not in result.output
        assert secret not in repr(result.exc_info)
    return result.stderr


def test_push_verify_and_pull_agree_with_export(neo4j: LiveServer, tmp_path: Path) -> None:
    first = run(neo4j, "push", *DAY, "--lang", "en")
    assert first.exit_code == 0, first.output
    assert first.stdout.startswith("Push 1 is complete")
    assert "--format csv lists all" in first.stdout
    assert "not on the server" not in first.stdout  # of so many new records the kinds are enough
    assert "yardstick" not in first.stdout
    again = run(neo4j, "push", *DAY, "--lang", "en")
    assert "nothing was written" in again.stdout
    assert "Digests and numbers of records were compared" in again.stdout
    verified = run(neo4j, "verify", *DAY, "--format", "json")
    assert verified.exit_code == 0, verified.output
    envelope = json.loads(verified.stdout)
    assert (envelope["command"], envelope["status"], envelope["data"]["rows"]) == ("neo4j verify", "ok", [])
    pulled, exported = tmp_path / "pulled.json", tmp_path / "exported.json"
    untouched = run(neo4j, "pull", str(pulled))
    assert (untouched.exit_code, len(untouched.stderr.splitlines())) == (0, 1)
    assert CliRunner().invoke(cli.main, ["export", str(exported)]).exit_code == 0
    assert pulled.read_bytes() == exported.read_bytes()


def test_a_hand_edit_makes_verify_end_with_one_and_push_puts_it_right(
    neo4j: LiveServer, tmp_path: Path
) -> None:
    assert run(neo4j, "push", *DAY).exit_code == 0
    neo4j.run("MATCH (c:City {key: 'hanoi'}) SET c.name = 'Hanoi by hand'")
    found = run(neo4j, "verify", *DAY, "--format", "csv", "--lang", "en")
    assert found.exit_code == 1
    assert '"City:hanoi","another value","name","Hanoi","Hanoi by hand"' in found.stdout
    assert "Hanoi by hand" in run(neo4j, "push", "--dry-run", "--every-record", *DAY).stdout
    assert run(neo4j, "verify", *DAY).exit_code == 1
    assert "City" in run(neo4j, "pull", str(tmp_path / "x.json"), "--lang", "en").stderr.splitlines()[0]
    assert run(neo4j, "push", "--every-record", *DAY).exit_code == 0
    assert run(neo4j, "verify", *DAY).exit_code == 0


def test_a_dry_run_lists_all_and_writes_nothing(neo4j: LiveServer) -> None:
    planned = run(neo4j, "push", "--dry-run", *DAY, "--format", "json", "--lang", "en")
    assert planned.exit_code == 0, planned.output
    listed, by_kind = json.loads(planned.stdout)["data"]["tables"]
    assert len(listed["rows"]) == listed["n"] > 7000
    assert sum(row["missing"] for row in by_kind["rows"]) == listed["n"]
    assert neo4j.run("MATCH (n) RETURN count(n) AS n") == [{"n": 0}]


@pytest.mark.parametrize("command", ["push", "push --dry-run", "verify", "pull x.json"])
def test_a_database_of_others_is_left_alone(neo4j: LiveServer, command: str) -> None:
    neo4j.run("CREATE (:Movie), (:Movie), (:Person)")
    shown = refused(neo4j, *command.split(), "--lang", "en")
    assert ("Movie (2), Person (1)" in shown) != command.startswith("pull")
    assert neo4j.run("MATCH (n) RETURN count(n) AS n") == [{"n": 3}]


def test_what_keeps_a_user_out_is_said_in_one_line(neo4j: LiveServer) -> None:
    neo4j.run("MATCH (n) RETURN n LIMIT 1")
    host = "bolt://127.0.0.1"
    assert f"{host}:9" in refused(neo4j, "verify", "--store", f"{host}:9")
    assert "nowhere.invalid" in refused(neo4j, "verify", "--store", "neo4j+s://nowhere.invalid")
    assert "neo4j" in refused(neo4j, "verify", NEO4J_PASSWORD=WRONG)
    assert "nobody" in refused(neo4j, "verify", NEO4J_USERNAME="nobody", NEO4J_PASSWORD=WRONG)
    assert "nosuch" in refused(neo4j, "verify", NEO4J_DATABASE="nosuch")
    assert refused(neo4j, "verify", "--store", neo4j.uri.replace("bolt:", "bolt+s:"))
    assert "NEO4J_USERNAME" in refused(
        neo4j, "verify", "--store", f"bolt://neo4j:{WRONG}@127.0.0.1", code=2, NEO4J_PASSWORD=""
    )
    assert "NEO4J_URI" in refused(neo4j, "verify", code=2, NEO4J_URI="")


def test_a_password_that_must_be_changed_is_named(neo4j: LiveServer) -> None:
    execute = neo4j.driver.execute_query
    create = "CREATE OR REPLACE USER newcomer SET PASSWORD $password CHANGE REQUIRED"
    execute(create, password=WRONG, database_="system")
    try:
        shown = refused(neo4j, "verify", NEO4J_USERNAME="newcomer", NEO4J_PASSWORD=WRONG)
        assert "ALTER CURRENT USER SET PASSWORD" in shown
    finally:
        execute("DROP USER newcomer", database_="system")


def test_addresses_of_a_cluster_pass_through(neo4j: LiveServer) -> None:
    address = neo4j.uri.replace("bolt:", "neo4j:")
    assert run(neo4j, "push", "--dry-run", "--store", address).exit_code == 0


def test_plain_transport_to_another_host_warns(monkeypatch: pytest.MonkeyPatch) -> None:
    result = CliRunner().invoke(
        cli.main, ["neo4j", "verify", "--store", "bolt://nowhere.invalid", "--lang", "en"]
    )
    assert result.exit_code == 4
    warning, error = result.stderr.splitlines()
    assert warning.startswith("Warning: the connection to bolt://nowhere.invalid is not encrypted")
    assert "nowhere.invalid" in error


@pytest.mark.parametrize("agent", ["Neo4j/5.22.0", "Neo4j/4.4.40", "Neo4j/v5.2.0 compatible - Memgraph", "x"])
def test_a_server_that_is_too_old_or_another_is_refused(agent: str) -> None:
    with pytest.raises(StoreError) as caught:
        check_version(agent)
    assert "5.23" in str(caught.value)


@pytest.mark.parametrize(
    ("agent", "version"),
    [("Neo4j/5.23.0", "5.23.0"), ("Neo4j/5.27-aura", "5.27-aura"), ("Neo4j/2026.08.1", "2026.08.1")],
)
def test_newer_servers_are_taken(agent: str, version: str) -> None:
    assert check_version(agent) == version


@pytest.mark.parametrize("package", ["neo4j", "py2neo"])
def test_without_the_extra_the_way_to_install_it_is_said(package: str) -> None:
    script = (
        f"import sys\nsys.modules[{package!r}] = None\n"
        f"from graph.server.{package}_store import open_store\n"
        "from graph.server.settings import ServerSettings\n"
        "from graph.errors import StoreError\n"
        "try:\n    open_store(ServerSettings('bolt://127.0.0.1:9')).__enter__()\n"
        "except StoreError as error: print(error)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert f"bangkok-foreign-affairs[{package}]" in shown


def test_py2neo_gives_its_notice_once(neo4j: LiveServer) -> None:
    py2neo_store.give_notice.cache_clear()
    with pytest.warns(FutureWarning, match="official driver"), py2neo_store.open_store(neo4j.settings):
        pass
    with warnings.catch_warnings(), py2neo_store.open_store(neo4j.settings) as store:
        assert list(store.nodes()) == []


# In a process of its own: py2neo leaves the socket of a refused connection open.
PY2NEO = """
import os
from graph.errors import StoreError
from graph.server.py2neo_store import open_store
from graph.server.settings import read_settings
try:
    with open_store(read_settings(None, os.environ)) as store:
        list(store.nodes())
except StoreError as error:
    print(error.exit_code, error.code)
"""


@pytest.mark.parametrize("changed", [{"NEO4J_PASSWORD": WRONG}, {"NEO4J_URI": "bolt://127.0.0.1:9"}], ids=str)
def test_py2neo_errors_are_ours_and_hold_no_secret(neo4j: LiveServer, changed: dict[str, str]) -> None:
    environment = {**os.environ, **neo4j.environment, **changed}
    result = subprocess.run(
        [sys.executable, "-c", PY2NEO], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    code = "neo4j-login" if "NEO4J_PASSWORD" in changed else "neo4j-unreachable"
    assert result.stdout.strip() == f"4 {code}"
    assert WRONG not in result.stdout + result.stderr


def test_the_command_line_imports_no_driver() -> None:
    script = "import sys, cli; print(*sorted({'neo4j', 'py2neo', 'kglite'} & set(sys.modules)))"
    shown = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert shown.strip() == ""
