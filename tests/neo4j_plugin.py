"""A live Neo4j for tests: `neo4j_server` (one a release and session), `neo4j` (the same, emptied).

The order of choice: BFA_TEST_NEO4J_URI, else Java and Maven, else a counted skip that says how
to get a server. The summary names each server and counts the tests that ran on it.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from graph.server.settings import ServerSettings
from tools.neo4j_server.launch import QUICK_FLAGS, RELEASES, ServerUnavailableError, find_java, running

if TYPE_CHECKING:
    from neo4j import Driver

GIVEN_URI = os.environ.get("BFA_TEST_NEO4J_URI", "")
# So that a paused server is noticed within seconds, as a real one is within two minutes.
SETTINGS = {"server.bolt.connection_keep_alive": "1s", "server.bolt.connection_keep_alive_probes": "2"}
SERVERS: dict[str, str] = {}
PASSED: Counter[str] = Counter()


@dataclass(frozen=True)
class LiveServer:
    """Where a server answers, how to get in, and a driver for a test's own statements."""

    uri: str
    username: str
    password: str = field(repr=False)
    version: str
    driver: Driver = field(repr=False)
    process_id: int = 0  # of a server that the tests started themselves

    @property
    def settings(self) -> ServerSettings:
        """How `bfa` itself would get in."""
        return ServerSettings(self.uri, self.username, self.password)

    def run(self, text: str, /, **params: object) -> list[dict[str, Any]]:
        """Run one statement as the test itself and give its rows."""
        records, _, _ = self.driver.execute_query(text, params, database_="neo4j")
        return [record.data() for record in records]

    @property
    def environment(self) -> dict[str, str]:
        """What a user would set for `bfa`."""
        return {"NEO4J_URI": self.uri, "NEO4J_USERNAME": self.username, "NEO4J_PASSWORD": self.password}


@cache
def releases() -> list[str]:
    """Name the servers this run uses; the newest release joins where its Java is found."""
    if GIVEN_URI:
        return ["given"]
    return ["lts", "newest"] if find_java(RELEASES["newest"]) else ["lts"]


class Servers:
    """The live servers of a session by name, each started when a test first asks for it."""

    def __init__(self, folders: pytest.TempPathFactory) -> None:
        self._folders = folders
        self._open = ExitStack()
        self._live: dict[str, LiveServer | str] = {}

    def get(self, name: str) -> LiveServer:
        """Give a server; skips the test, with the way to get one, where there is none."""
        if name not in self._live:
            self._live[name] = self._start(name)
        found = self._live[name]
        if isinstance(found, str):
            pytest.skip(found)
        return found

    def _start(self, name: str) -> LiveServer | str:
        if name == "given":
            return self._open.enter_context(_given())
        try:
            folder = self._folders.mktemp("neo4j")
            server = self._open.enter_context(running(name, folder, settings=SETTINGS, flags=QUICK_FLAGS))
        except ServerUnavailableError as error:
            return f"{error}; or set BFA_TEST_NEO4J_URI"
        access = (server.uri, server.username, server.password)
        return self._open.enter_context(_connected(*access, process_id=server.process.pid))

    def close(self) -> None:
        """End every server."""
        self._open.close()


@pytest.fixture(scope="session")
def neo4j_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """The live servers, for a test that chooses by name."""
    servers = Servers(tmp_path_factory)
    yield servers
    servers.close()


@pytest.fixture(scope="session", params=releases())
def neo4j_server(request: pytest.FixtureRequest, neo4j_servers: Servers) -> LiveServer:
    """A live server; tests that change data want `neo4j`."""
    return neo4j_servers.get(request.param)


@pytest.fixture
def neo4j(neo4j_server: LiveServer) -> LiveServer:
    """A live server without any data; constraints may stand."""
    wipe(neo4j_server)
    return neo4j_server


def wipe(live: LiveServer) -> None:
    """Take every node and relationship off a test server."""
    live.run("MATCH (n) DETACH DELETE n")


@contextmanager
def _given() -> Iterator[LiveServer]:
    username = os.environ.get("BFA_TEST_NEO4J_USERNAME", "neo4j")
    with _connected(GIVEN_URI, username, os.environ.get("BFA_TEST_NEO4J_PASSWORD", "")) as live:
        if live.run("MATCH (n) RETURN count(n) AS n") != [{"n": 0}]:
            pytest.fail("BFA_TEST_NEO4J_URI holds data; the tests need an empty database")
        yield live
        wipe(live)


@contextmanager
def _connected(uri: str, username: str, password: str, *, process_id: int = 0) -> Iterator[LiveServer]:
    from neo4j import GraphDatabase

    with GraphDatabase.driver(uri, auth=(username, password)) as driver:
        version = driver.get_server_info().agent.removeprefix("Neo4j/")
        SERVERS[version] = uri
        yield LiveServer(uri, username, password, version, driver, process_id)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Count the tests that passed, by the version of the server they ran on."""
    report = yield
    live = next((v for v in getattr(item, "funcargs", {}).values() if isinstance(v, LiveServer)), None)
    if live is not None and report.when == "call" and report.passed:  # type: ignore[attr-defined]
        PASSED[live.version] += 1
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which servers were live, and how many tests passed on each."""
    for version in SERVERS:
        terminalreporter.write_line(f"Neo4j {version}: {PASSED[version]} tests passed on the live server")
    if SERVERS and releases() == ["lts"]:
        terminalreporter.write_line("Neo4j newest release: not run (needs a JDK 21 or newer)")
