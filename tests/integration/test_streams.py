"""Output in any code page, full, closed or interrupted; and other programs' modules on the path."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.depth import DEPTH

ROOT = Path(__file__).parents[2]
ENTRY = "import sys; sys.path.insert(0, sys.argv.pop(1)); import bfa_entry; bfa_entry.main()"
ROOMS = ("cli", "commands", "graph", "loaders", "maps", "plan", "queries")
SAID = {"th": "หยุดตามคำสั่ง", "en": "Stopped (Ctrl-C)"}


def command(*words: str, root: Path = ROOT) -> list[str]:
    """The program as its script starts it."""
    return [sys.executable, "-c", ENTRY, str(root), *words]


def in_shell(line: str, *words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program with a redirection of the shell."""
    written = " ".join(f"'{word}'" for word in command(*words))
    return subprocess.run(
        ["bash", "-c", f"{written} {line}"],
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, **environment},
        cwd=ROOT,
    )


@pytest.mark.parametrize("page", ["cp874", "cp1252", "cp437", "ascii"])
@pytest.mark.parametrize(
    "words",
    [("ask", "partners"), ("ask", "partners", "--format", "json"), ("ask", "ties", "--lang", "en"),
     ("--help",), ("plan", "show", "2.1-1"), ("explain", "City:seoul")],
    ids=" ".join,
)  # fmt: skip
def test_output_in_a_pipe_is_utf_8_whatever_the_code_page(page: str, words: tuple[str, ...]) -> None:
    plain = in_shell("| cat", *words, PYTHONIOENCODING="utf-8")
    found = in_shell("| cat", *words, PYTHONIOENCODING=page)
    assert (found.stdout, found.stderr) == (plain.stdout, b"")
    assert found.stdout.decode("utf-8")
    if "json" in words:
        assert json.loads(found.stdout)


@pytest.mark.parametrize("words", [("ask", "partners"), ("--help",), ("explain", "City:seoul")], ids=" ".join)
@pytest.mark.parametrize("line", ["> /dev/full", ">&-"], ids=["full", "closed"])
def test_an_output_that_takes_nothing_ends_with_5_and_a_line(line: str, words: tuple[str, ...]) -> None:
    found = in_shell(line, *words)
    assert found.returncode == 5, found.stderr.decode()
    assert len(found.stderr.decode().splitlines()) == 1
    assert "Traceback" not in found.stderr.decode()


@pytest.mark.parametrize("line", ["2>/dev/full", "2>&-"], ids=["full", "closed"])
def test_where_nothing_can_be_said_the_exit_code_still_tells(line: str) -> None:
    assert in_shell(f"{line} >/dev/null", "ask", "partners").returncode == 0
    assert in_shell(line, "nosuch").returncode == 2
    assert in_shell(line, "plan", "status", "--links", "missing.csv").returncode == 3


def test_a_reader_that_has_enough_is_no_error() -> None:
    assert in_shell("| head -1; exit ${PIPESTATUS[0]}", "ask", "ties").returncode == 0


@pytest.mark.parametrize("lang", ["th", "en"])
def test_ctrl_c_ends_with_130_and_says_so_at_any_moment(lang: str, tmp_path: Path) -> None:
    """Moments are counted from when the program listens for it: Python's own start is not ours."""
    said = 0
    for moment in range(100):
        words = command("brief", "-o", str(tmp_path / "pack"), "--lang", lang)
        words[2] = ENTRY.replace("bfa_entry.main()", "print('.', flush=True); bfa_entry.main()")
        child = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
        assert child.stdout is not None
        child.stdout.read(1)
        time.sleep(0.02 * moment)
        child.send_signal(signal.SIGINT)
        _, told = child.communicate(timeout=60)
        assert child.returncode == 130, told.decode()
        assert "Traceback" not in told.decode()
        assert len(told.decode().strip().splitlines()) <= 1
        said += SAID[lang] in told.decode()
        if said >= 5 and moment >= 15 * min(DEPTH, 4):
            break
    assert said >= 5
    assert not (tmp_path / "pack").exists()


@pytest.mark.parametrize("room", ROOMS)
def test_another_program_s_module_on_the_path_is_not_run(room: str, tmp_path: Path) -> None:
    (tmp_path / f"{room}.py").write_text("raise SystemExit('another program ran')")
    found = in_shell("", "ask", "partners", "--lang", "en", PYTHONPATH=str(tmp_path))
    assert found.returncode == 0, found.stderr.decode()
    assert found.stdout.startswith(b"45 local governments")


@pytest.mark.parametrize("stands", ["raise ImportError('x', name='cli')", "main = print"])
def test_where_another_program_took_the_place_of_a_room_that_is_said(stands: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "bfa_entry.py", tmp_path)
    for room in ("commands", "graph"):
        (tmp_path / room).symlink_to(ROOT / room)
    (tmp_path / "cli.py").write_text(stands)
    words = command("ask", "partners", root=tmp_path)
    found = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60, cwd=tmp_path)
    assert found.returncode == 3
    assert "cli.py" in found.stderr
    assert "Traceback" not in found.stderr


@pytest.mark.parametrize("words", [("brief",), ("plan", "binder", "2.1-1")], ids=" ".join)
@pytest.mark.parametrize("name", ["x.pdf", "x.HTML", "pack.xlsx", "x.docx", "x.zip"])
def test_a_folder_is_not_made_under_the_name_of_a_file(
    words: tuple[str, ...], name: str, tmp_path: Path
) -> None:
    found = in_shell("", *words, "-o", str(tmp_path / name))
    assert found.returncode == 2
    assert len(found.stderr.decode().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
