"""What goes wrong between a workspace and a server: killed, cut, paused. The next push completes it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graph import mirror
from graph.errors import StoreError
from graph.memory_store import MemoryStore
from graph.mirror import writes
from graph.records import Batch, Edge, Node
from graph.server import neo4j_store
from graph.server.neo4j_store import Neo4jConnection, connect
from graph.server.settings import ServerSettings
from tests.neo4j_plugin import SETTINGS, LiveServer, Servers, releases
from tools.neo4j_server.launch import QUICK_FLAGS, ServerUnavailableError, start

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 24)
COUNT = 60


def made(count: int) -> MemoryStore:
    nodes = [Node("City", f"c{n}", {"name": f"C{n}", "visibility": "public"}) for n in range(count)]
    edges = [Edge(nodes[n].id, "TWINNED_WITH", nodes[n // 2].id, {"note": str(n)}) for n in range(count)]
    store = MemoryStore()
    store.replace(Batch(nodes, edges))
    return store


GRAPH = made(COUNT)


@pytest.fixture(scope="session")
def neo4j_server(neo4j_servers: Servers) -> LiveServer:
    """One release: a fault costs seconds of waiting; the mirror is tried on each elsewhere."""
    return neo4j_servers.get(releases()[0])


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many batches, so that a push can be hit in its middle; and no long waiting for a lost server."""
    monkeypatch.setattr(writes, "BATCH_SIZE", 10)
    monkeypatch.setattr(neo4j_store, "RETRY_SECONDS", 1.0)


def push(connection: Neo4jConnection, *, at_half: Callable[[], object] = lambda: None) -> mirror.PushResult:
    """Push the graph; once half of it is written, do something to the server."""
    acted: list[object] = []

    def report(done: int, of: int) -> None:
        if 2 * done >= of and not acted:
            acted.append(at_half() or True)

    return mirror.push(GRAPH, connection, loaded_on=DAY, version="1", report=report)


def check_half_then_whole(settings: ServerSettings) -> None:
    """A reader sees that the push is incomplete, and the next one completes it."""
    with connect(settings) as connection:
        assert mirror.read_state(connection).status == "running"
        missing = mirror.find_differences(GRAPH, connection)
        assert 0 < len(missing) < 2 * COUNT
        assert len(push(connection).differences) == len(missing)
        assert mirror.find_differences(GRAPH, connection) == []
        assert mirror.read_state(connection).is_complete


def test_a_server_killed_in_the_middle_and_started_again(tmp_path: Path) -> None:
    try:
        first = start("lts", tmp_path, password="p4ssw0rd-of-a-test", flags=QUICK_FLAGS)
    except ServerUnavailableError as error:
        pytest.skip(str(error))
    settings = ServerSettings(first.uri, first.username, first.password)
    try:
        with pytest.raises(StoreError) as caught, connect(settings) as connection:
            push(connection, at_half=first.kill)
        assert caught.value.code == "neo4j-unreachable"
    finally:
        first.stop()
    second = start("lts", tmp_path, password=first.password, port=first.port, flags=QUICK_FLAGS)
    try:
        check_half_then_whole(settings)
    finally:
        second.kill()
        second.stop()


PUSHER = """
import os, signal, sys
from graph.mirror import push, writes
from graph.server.neo4j_store import connect
from graph.server.settings import read_settings
from tests.integration.test_mirror_faults import DAY, GRAPH
writes.BATCH_SIZE = 10
def report(done, of):
    if 2 * done >= of:
        os.kill(os.getpid(), signal.SIGKILL)
with connect(read_settings(None, os.environ)) as connection:
    push(GRAPH, connection, loaded_on=DAY, version="1", report=report)
"""


def test_a_push_killed_in_the_middle_leaves_no_lock(neo4j: LiveServer) -> None:
    environment = {**os.environ, **neo4j.environment}
    killed = subprocess.run([sys.executable, "-c", PUSHER], cwd=ROOT, env=environment, check=False)
    assert killed.returncode == -signal.SIGKILL
    check_half_then_whole(neo4j.settings)


class Wire:
    """A plain relay to a server, whose connections can be cut."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._ends: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self._target))
                self._ends += [near, far]
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=_pump, args=pair, daemon=True).start()

    def cut(self) -> None:
        """End every connection, and let no new one in."""
        for end in (self._listener, *self._ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


def _pump(near: socket.socket, far: socket.socket) -> None:
    with suppress(OSError):
        while sent := near.recv(65536):
            far.sendall(sent)
        far.shutdown(socket.SHUT_WR)


def test_a_connection_cut_in_the_middle(neo4j: LiveServer) -> None:
    wire = Wire(int(neo4j.uri.rpartition(":")[2]))
    relayed = replace(neo4j.settings, uri=f"bolt://127.0.0.1:{wire.port}")
    with pytest.raises(StoreError) as caught, connect(relayed) as connection:
        push(connection, at_half=wire.cut)
    assert caught.value.code == "neo4j-unreachable"
    check_half_then_whole(neo4j.settings)


# Another library may have given the root logger a handler on the screen.
CUT_PUSHER = """
import logging, os
from dataclasses import replace
from graph.errors import StoreError
from graph.mirror import push, writes
from graph.server.neo4j_store import connect
from graph.server.settings import read_settings
from tests.integration.test_mirror_faults import DAY, GRAPH, Wire
writes.BATCH_SIZE = 10
logging.basicConfig()
settings = read_settings(None, os.environ)
wire = Wire(int(settings.uri.rpartition(":")[2]))
try:
    with connect(replace(settings, uri=f"bolt://127.0.0.1:{wire.port}")) as connection:
        push(connection=connection, store=GRAPH, loaded_on=DAY, version="1",
             report=lambda done, of: wire.cut() if 2 * done >= of else None)
except StoreError as error:
    print(error.code)
"""


def test_the_drivers_own_log_stays_off_the_screen(neo4j: LiveServer) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", CUT_PUSHER], cwd=ROOT, env={**os.environ, **neo4j.environment},
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert (ended.stdout.strip(), ended.stderr) == ("neo4j-unreachable", "")


@contextmanager
def paused(live: LiveServer) -> Iterator[None]:
    if not live.process_id:
        pytest.skip("the server was given, so it cannot be paused")
    os.kill(live.process_id, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(live.process_id, signal.SIGCONT)


def test_a_server_that_does_not_answer_is_reported_within_five_seconds(neo4j: LiveServer) -> None:
    with paused(neo4j):
        began = time.monotonic()
        with pytest.raises(StoreError) as caught, connect(neo4j.settings):
            pass
        assert time.monotonic() - began < 5
    assert caught.value.code == "neo4j-unreachable"
    with connect(neo4j.settings) as connection:
        assert push(connection).number == 1


def test_a_server_paused_in_the_middle_of_a_push(neo4j: LiveServer) -> None:
    assert SETTINGS["server.bolt.connection_keep_alive"] == "1s"
    if not neo4j.process_id:
        pytest.skip("the server was given, so it cannot be paused")
    try:
        with pytest.raises(StoreError) as caught, connect(neo4j.settings) as connection:
            push(connection, at_half=lambda: os.kill(neo4j.process_id, signal.SIGSTOP))
    finally:
        os.kill(neo4j.process_id, signal.SIGCONT)
    assert caught.value.code == "neo4j-unreachable"
    check_half_then_whole(neo4j.settings)
