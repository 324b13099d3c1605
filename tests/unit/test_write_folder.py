"""A folder is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import OutputError
from graph.files import write_folder


def test_files_and_those_of_folders_within_are_written_and_others_left(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    write_folder(tmp_path, {"a.txt": b"a", "in/b.txt": b"b"})
    found = {str(p.relative_to(tmp_path)): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert found == {"a.txt": b"a", "in/b.txt": b"b", "mine.txt": b"mine"}


def test_when_the_second_file_cannot_be_moved_the_first_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")
    move = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if self.parent.name == "new" and self.name == "b.txt":
            raise OSError(28, "No space left on device")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError):
        write_folder(tmp_path, {"a.txt": b"new", "b.txt": b"b"})
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a.txt": b"old"}


def test_a_folder_in_the_place_of_a_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    (tmp_path / "a.txt" / "kept").write_text("mine")
    with pytest.raises(OutputError):
        write_folder(tmp_path, {"a.txt": b"new"})
    assert [p.name for p in tmp_path.rglob("*")] == ["a.txt", "kept"]
