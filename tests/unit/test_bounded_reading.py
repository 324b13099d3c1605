"""A file that has no end, or is too large, is refused at once, by every way that a file is given."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph import bounded
from graph.bounded import read_bounded
from graph.errors import InputError
from loaders.world import read_world

ROOT = Path(__file__).parents[2]
GIVEN = (
    ("plan", "status", "--links"), ("plan", "status", "--evidence"), ("plan", "status", "--actuals"),
    ("plan", "status", "--decisions"), ("plan", "whatif", "--add-file"),
    ("ask", "region-balance", "--param", "benchmark=@"), ("ask", "introducers", "--param", "world=@"),
    ("plan", "verify"), ("plan", "show", "2.1-1", "--plan-text"),
)  # fmt: skip


def no_file(kind: str, folder: Path) -> Path:
    """A pipe that nobody writes into, a device without end, or a folder."""
    if kind == "device":
        return Path("/dev/zero")
    place = folder / "given.csv"
    os.mkfifo(place) if kind == "pipe" else place.mkdir()
    return place


@pytest.mark.parametrize("words", GIVEN, ids=" ".join)
@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_what_is_no_file_is_refused_in_one_line(kind: str, words: tuple[str, ...], tmp_path: Path) -> None:
    place = str(no_file(kind, tmp_path))
    command = [sys.executable, "cli.py", *words]
    if words[-1].endswith("=@"):
        command[-1] = command[-1].replace("@", place)
    else:
        command.append(place)
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20, cwd=ROOT)
    # A benchmark is known for a file by its ending.
    by_name = words[-1] == "benchmark=@" and kind == "device"
    assert done.returncode == (2 if by_name else 3), done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stdout == ""


@pytest.mark.parametrize(("size", "fits"), [(1000, True), (1001, False)])
def test_a_file_over_the_bound_is_refused_before_it_is_read(size: int, fits: bool, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"x" * size)
    if fits:
        assert len(read_bounded(tmp_path / "t.csv", most=1000)) == size
    else:
        with pytest.raises(InputError) as refused:
            read_bounded(tmp_path / "t.csv", most=1000)
        assert refused.value.code == "file-too-large"


@pytest.mark.parametrize(
    "body", [b"\t" * 3_000_000, b"Q1\tA\tTHA\n" * 300_000], ids=["one line", "many lines"]
)
def test_a_packed_file_that_unpacks_without_end_is_refused(
    body: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded.read_lines, "__kwdefaults__", {"most": 2_000_000})
    (tmp_path / "cities.tsv.gz").write_bytes(gzip.compress(b"qid\tname_en\tcountry_iso3\n" + body))
    with pytest.raises(InputError) as refused:
        read_world(tmp_path)
    assert refused.value.code == "file-too-large"
