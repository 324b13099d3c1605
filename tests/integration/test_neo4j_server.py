"""The server fixture itself: it answers, it is locked, and it never outlives its parent."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.neo4j_plugin import LiveServer
from tools.neo4j_server.launch import ServerUnavailableError, fetch_jars, require

ROOT = Path(__file__).parents[2]
PARENT = """
import sys
from pathlib import Path
from tools.neo4j_server.launch import QUICK_FLAGS, start
server = start("lts", Path(sys.argv[1]), password="p4ssw0rd-of-a-test", flags=QUICK_FLAGS)
print(server.process.pid, flush=True)
sys.stdin.read()
"""


def test_the_server_answers_and_wants_a_password(neo4j: LiveServer) -> None:
    from neo4j import GraphDatabase
    from neo4j.exceptions import AuthError

    assert neo4j.run("RETURN 'กรุงเทพฯ' AS name, 9007199254740993 AS n") == [
        {"name": "กรุงเทพฯ", "n": 9007199254740993}
    ]
    with GraphDatabase.driver(neo4j.uri, auth=("neo4j", "neo4j")) as driver, pytest.raises(AuthError):
        driver.verify_connectivity()


def test_the_server_ends_with_its_parent_however_that_dies(tmp_path: Path) -> None:
    try:
        require("lts")
        fetch_jars("lts")
    except ServerUnavailableError as error:
        pytest.skip(str(error))
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with parent:
        assert parent.stdout is not None
        server = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 30
    while Path(f"/proc/{server}").exists() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not Path(f"/proc/{server}").exists()
