from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli
import graph.workspace as module
from graph.errors import BfaError, InputError, OutputError, StoreError
from graph.workspace import (
    Load,
    Statement,
    add_load,
    create_workspace,
    holds_packaged,
    read_loads,
    read_statements,
)

ROOT = Path(__file__).parents[2]
LOAD = Load(datetime(2026, 11, 28, 9, 30, tzinfo=UTC), "load", "0.1.0", "12", "สมศรี", "รอบแรก")
NAME = Statement("Activity:a", "name_th", "ประชุม", "letter", "a.xlsx[activities]!B4")
DAY = Statement("Activity:a", "start_on", "2026-11-28")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    path = tmp_path / "office.bfa"
    create_workspace(path, LOAD)
    return path


def test_what_was_said_is_held_as_it_was_said(office: Path) -> None:
    assert add_load(office, LOAD, [DAY, NAME]) == 1
    assert read_statements(office) == [NAME, DAY]
    assert read_loads(office) == [LOAD, LOAD]
    assert holds_packaged(office)


def test_the_same_again_is_no_load(office: Path) -> None:
    add_load(office, LOAD, [NAME, DAY])
    before = office.read_bytes()
    assert add_load(office, LOAD, [DAY, NAME]) is None
    assert office.read_bytes() == before


def test_each_load_is_known_afterwards(office: Path) -> None:
    moved = Statement("Activity:a", "start_on", "2026-12-01")
    add_load(office, LOAD, [NAME, DAY])
    add_load(office, LOAD, [moved])
    add_load(office, LOAD, [Statement("Activity:a", "name_th", None)])
    held = [read_statements(office, known_at=number) for number in range(4)]
    assert held == [[], [NAME, DAY], [NAME, moved], [moved]]


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM statements",
        "UPDATE statements SET value = 'x'",
        "UPDATE statements SET source = 'x', ended = 2",
        "DELETE FROM loads",
        "UPDATE loads SET by = 'x'",
        "UPDATE statements SET ended = 9",  # there is no load 9
    ],
)
def test_nothing_is_changed_by_hand(office: Path, change: str) -> None:
    add_load(office, LOAD, [NAME])
    with closing(sqlite3.connect(office)) as database:
        database.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            database.execute(change)


def test_files_are_kept_once(office: Path) -> None:
    add_load(office, LOAD, [NAME], files={"a.csv": b"one"})
    add_load(office, LOAD, [DAY], files={"b.csv": b"one"})
    with closing(sqlite3.connect(office)) as database:
        assert database.execute("SELECT content FROM files").fetchall() == [(b"one",)]
        kept = database.execute("SELECT load, name FROM loaded_files").fetchall()
    assert kept == [(1, "a.csv"), (2, "b.csv")]


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE t (x)")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"PRAGMA user_version = {module.FORM + 1}")


def cut(length: int) -> Callable[[Path], None]:
    return lambda path: os.truncate(path, length)


WRONG: dict[str, tuple[Callable[[Path], object], type[BfaError], str]] = {
    "text": (lambda path: path.write_text("a,b\n"), InputError, "workspace-foreign"),
    "empty": (lambda path: path.write_bytes(b""), InputError, "workspace-foreign"),
    "another database": (foreign, InputError, "workspace-foreign"),
    "newer": (newer, StoreError, "workspace-newer"),
    "cut short": (cut(8192), InputError, "workspace-damaged"),
    "cut in its head": (cut(101), InputError, "workspace-damaged"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_file_is_refused_and_left_alone(office: Path, kind: str) -> None:
    spoil, error, code = WRONG[kind]
    spoil(office)
    before = office.read_bytes()
    for use in (lambda: add_load(office, LOAD, [NAME]), lambda: read_statements(office)):
        with pytest.raises(BfaError) as caught:
            use()
        assert (type(caught.value), caught.value.code) == (error, code)
    assert office.read_bytes() == before
    assert [one.name for one in office.parent.iterdir()] == [office.name]


def test_a_missing_workspace_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_loads(tmp_path / "none.bfa")
    assert caught.value.code == "workspace-missing"
    assert list(tmp_path.iterdir()) == []


def test_a_second_writer_is_told_and_a_reader_is_not_kept_out(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WAIT", 0.05)
    with closing(sqlite3.connect(office, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as caught:
            add_load(office, LOAD, [NAME])
        assert caught.value.code == "workspace-locked"
        assert read_statements(office) == []


def test_a_full_disk_leaves_the_state_before(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = module._connect

    def nearly_full(path: Path, mode: str) -> sqlite3.Connection:
        database = connect(path, mode)
        database.execute("PRAGMA max_page_count = 20")
        return database

    before = office.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(module, "_connect", nearly_full)
        with pytest.raises(OutputError) as caught:
            add_load(office, LOAD, [NAME], files={"big.xlsx": bytes(200_000)})
    assert caught.value.code == "cannot-write"
    assert office.read_bytes() == before
    assert add_load(office, LOAD, [NAME]) == 1


# The alarm ends it as a kill does: at once, nothing undone.
WRITER = """
import signal, sys
from datetime import UTC, datetime
from pathlib import Path
from graph.workspace import Load, Statement, add_load
load = Load(datetime(2026, 11, 28, tzinfo=UTC), "load", "0", "0")
signal.setitimer(signal.ITIMER_REAL, float(sys.argv[2]))
for turn in range(10_000):
    add_load(Path(sys.argv[1]), load, [Statement(f"Activity:{n}", "turn", str(turn)) for n in range(200)])
"""


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a timer that ends a process")
def test_a_kill_leaves_the_state_before_or_after(office: Path) -> None:
    for moment in range(1, 16):
        words = [sys.executable, "-c", WRITER, str(office), str(moment * 0.0027)]
        done = subprocess.run(words, cwd=ROOT, check=False)
        assert done.returncode == -signal.SIGALRM
        held = read_statements(office)
        assert len({one.value for one in held}) <= 1
        assert len(held) in (0, 200)
        with closing(sqlite3.connect(office)) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len(read_loads(office)) > 1


def test_init_makes_a_workspace_and_never_writes_over_a_file(tmp_path: Path) -> None:
    path = tmp_path / "office.bfa"
    made = CliRunner().invoke(cli.main, ["init", "--empty", "--by", "สมศรี", "-o", str(path)])
    assert (made.exit_code, made.stdout) == (0, "")
    (load,) = read_loads(path)
    assert (load.command, load.by, holds_packaged(path)) == ("init", "สมศรี", False)
    before = path.read_bytes()
    again = CliRunner().invoke(cli.main, ["init", "-o", str(path)])
    assert again.exit_code == OutputError.exit_code
    assert len(again.stderr.splitlines()) == 1
    assert path.read_bytes() == before


def test_init_in_a_folder_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli.main, ["init", "-o", str(tmp_path / "none" / "office.bfa")])
    assert result.exit_code == OutputError.exit_code
    assert len(result.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_an_export_is_never_written_over_a_workspace(tmp_path: Path) -> None:
    path = tmp_path / "office.sqlite"
    create_workspace(path, LOAD)
    before = path.read_bytes()
    assert CliRunner().invoke(cli.main, ["export", str(path)]).exit_code == OutputError.exit_code
    assert path.read_bytes() == before
