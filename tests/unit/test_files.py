from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest

from graph.errors import OutputError, why
from graph.files import write_whole


def test_writes_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    write_whole(path, b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert [p.name for p in tmp_path.iterdir()] == ["out.json"]


def test_a_failure_half_way_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.json"
    path.write_bytes(b"old")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError) as caught:
        write_whole(path, b"new")
    assert caught.value.code == "cannot-write"
    assert "the disk is full" in caught.value.text.en
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.json"]


def test_a_missing_folder_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        write_whole(tmp_path / "none" / "out.json", b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_way_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "kept").touch()
    with pytest.raises(OutputError):
        write_whole(tmp_path / "out", b"x")
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_file_in_the_place_of_the_folder_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"kept")
    with pytest.raises(OutputError):
        write_whole(tmp_path / "file" / "out.json", b"x")
    assert (tmp_path / "file").read_bytes() == b"kept"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.EISDIR, errno.ENOSPC, errno.EROFS])
def test_why_the_system_refuses_is_said_in_each_language(number: int) -> None:
    said = OutputError("cannot-write", path=Path("x"), reason=OSError(number, os.strerror(number))).text
    assert os.strerror(number) not in said.th
    assert not re.search("[A-Za-z]{2}", said.th)
    assert "(" in said.en
    assert why(OSError(9999, "Strange")).th == "Strange"
