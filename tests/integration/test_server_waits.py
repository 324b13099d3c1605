"""Every command on a server ends within its time limit, whatever the server does."""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import pytest
from click.testing import CliRunner

import cli
from graph.cypher.engine import run_query
from graph.cypher.server_engine import ServerEngine
from graph.errors import BfaError, StoreError
from graph.server import neo4j_store, py2neo_store, waiting
from graph.server.neo4j_store import connect
from graph.server.settings import ServerSettings
from graph.server.waiting import Deadline, within
from tests.depth import DEPTH
from tests.fake_bolt import After, drips, fake_bolt, floods, silent
from tests.neo4j_plugin import LiveServer, Servers, releases

AFTER: list[After] = [silent, drips, floods]
COMMANDS = [
    "ask partners --timeout 0.2",
    "ask region-balance --timeout 0.2",
    "ask partners --timeout 0.2 --driver py2neo",
    "cypher RETURN(1) --timeout 0.2",
    "cypher RETURN(1) --timeout 0.2 --driver py2neo",
    "neo4j push --timeout 0.2",
    "neo4j push --dry-run --timeout 0.2",
    "neo4j verify --timeout 0.2",
    "neo4j verify --timeout 0.2 --driver py2neo",
    "neo4j pull x.json --timeout 0.2",
]


@pytest.fixture(scope="session")
def neo4j_server(neo4j_servers: Servers) -> LiveServer:
    """One release: a fault costs seconds of waiting."""
    return neo4j_servers.get(releases()[0])


@pytest.fixture
def nothing_left_behind(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Drivers close no socket of a connection that was never made: collect it where it is known."""
    monkeypatch.setattr(neo4j_store, "RETRY_SECONDS", 0.1)
    yield
    for thread in threading.enumerate():
        if thread.name == waiting.THREAD:
            thread.join(2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@contextmanager
def ends_within(seconds: float) -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < seconds


@pytest.mark.parametrize(
    ("command", "after"),
    [
        (command, after)
        for command in COMMANDS
        for after in AFTER
        # The drip is what no driver's own clock ends; the others join where there is time.
        if DEPTH > 1 or after is drips or command in COMMANDS[:1]
    ],
)
def test_a_server_that_stalls_after_the_login_ends_every_command(command: str, after: After) -> None:
    # HELLO, and for the official driver one query with its rows, are answered; nothing else is.
    answers = 1 if "py2neo" in command else 3
    with fake_bolt(answers, after) as server, ends_within(6):
        words = [*command.split(), "--store", server.uri, "--lang", "en"]
        ended = CliRunner().invoke(cli.main, words)
    assert (ended.exit_code, ended.stdout) == (4, "")
    assert "gave no whole answer within" in ended.stderr.splitlines()[-1]
    assert len(ended.stderr.splitlines()) == (2 if "py2neo" in command else 1)


@pytest.mark.parametrize("driver", ["neo4j", "py2neo"])
@pytest.mark.parametrize("after", AFTER)
@pytest.mark.parametrize("answers", [-1, 0, 1])
@pytest.mark.usefixtures("nothing_left_behind")
def test_a_server_that_stalls_before_the_login_is_no_server(
    answers: int, after: After, driver: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for store in (neo4j_store, py2neo_store):
        monkeypatch.setattr(store, "CONNECT_SECONDS", 0.4)
    home = import_module(f"graph.server.{driver}_store")
    with (
        fake_bolt(answers, after) as server,
        ends_within(3),
        pytest.raises(StoreError) as caught,
        home.connect(ServerSettings(server.uri, "neo4j", "x"), seconds=0.4) as connection,
    ):
        connection.read("RETURN 1")
    # py2neo asks nothing at its login, so that the first question finds it out.
    is_in = answers == 1 and driver == "py2neo"
    assert caught.value.code == ("neo4j-silent" if is_in else "neo4j-unreachable")


@pytest.mark.parametrize("driver", ["neo4j", "py2neo"])
def test_a_locked_out_user_is_told_so_and_not_of_a_wrong_password(driver: str) -> None:
    status = "Neo.ClientError.Security.AuthenticationRateLimit"
    home = import_module(f"graph.server.{driver}_store")
    with (
        fake_bolt(1, silent, failure=status) as server,
        pytest.raises(StoreError) as caught,
        home.connect(ServerSettings(server.uri, "somchai", "right"), seconds=1),
    ):
        pass
    assert caught.value.code == "neo4j-locked-out"
    assert "somchai" in caught.value.text.th


def test_a_server_frozen_after_the_login_is_told_of_in_time(neo4j: LiveServer) -> None:
    if not neo4j.process_id:
        pytest.skip("the server was given, so it cannot be paused")
    try:
        with (
            ends_within(4),
            pytest.raises(StoreError) as caught,
            connect(neo4j.settings, seconds=0.5) as connection,
        ):
            os.kill(neo4j.process_id, signal.SIGSTOP)
            connection.read("RETURN 1 AS x")
    finally:
        os.kill(neo4j.process_id, signal.SIGCONT)
    assert caught.value.code == "neo4j-silent"


@pytest.mark.parametrize(("query", "code"), [
    (f"RETURN {300 * '('}1{300 * ')'} AS x", "cypher-nested"),
    ("RETURN range(1, 1000000000) AS x", "cypher-timeout"),
    ("RETURN reduce(a = 0, x IN range(1, 1000000000) | a + x) AS x", "cypher-timeout"),
])  # fmt: skip
def test_a_query_that_no_server_can_end_is_ended_here(neo4j: LiveServer, query: str, code: str) -> None:
    with ends_within(6), pytest.raises(BfaError) as caught, connect(neo4j.settings) as connection:
        run_query(ServerEngine(connection), query, timeout=1)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "words", ["ask partners --driver py2neo", "ask partners --timeout 5", "cypher RETURN(1) --driver neo4j"]
)
def test_options_on_a_server_want_its_address(words: str) -> None:
    ended = CliRunner().invoke(cli.main, words.split())
    assert ended.exit_code == 2
    assert "--store" in ended.stderr


def test_what_a_wait_gives_or_raises_is_handed_over() -> None:
    assert within(1, lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        within(1, lambda: 1 / 0)
    with pytest.raises(TimeoutError):
        within(0.05, lambda: time.sleep(0.3))
    with pytest.raises(TimeoutError):
        within(0, lambda: 7)


def test_what_goes_wrong_while_closing_hides_nothing() -> None:
    waiting.close(lambda: 1 / 0)


def test_one_answer_may_take_a_share_of_a_long_limit_and_never_more_than_is_left() -> None:
    assert round(Deadline(600).one_answer()) == 120
    assert round(Deadline(120).one_answer()) == 30
    assert round(Deadline(5).one_answer()) == 5
    assert round(Deadline(600).one_answer(300)) == 300
    assert Deadline(600, time.monotonic() - 700).one_answer() == 0
