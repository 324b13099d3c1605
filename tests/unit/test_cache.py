from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from graph.cache import ABANDONED_SECONDS, KEPT, cache_folder, read_cached, write_cached

POSIX = os.name != "nt"


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "bfa"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_written_is_read(base: Path) -> None:
    assert read_cached("graph-1.json") is None
    write_cached("graph-1.json", b"one")
    assert read_cached("graph-1.json") == b"one"
    assert [path.name for path in base.iterdir()] == ["graph-1.json"]


@pytest.mark.skipif(not POSIX, reason="needs POSIX permissions")
def test_folder_and_file_are_for_the_user_alone(base: Path) -> None:
    write_cached("graph-1.json", b"one")
    assert (mode(base), mode(base / "graph-1.json")) == (0o700, 0o600)


@pytest.mark.skipif(not POSIX, reason="needs POSIX permissions")
def test_a_file_that_others_may_change_is_not_read(base: Path) -> None:
    write_cached("graph-1.json", b"one")
    (base / "graph-1.json").chmod(0o602)
    assert read_cached("graph-1.json") is None
    write_cached("graph-1.json", b"two")
    assert read_cached("graph-1.json") == b"two"


@pytest.mark.skipif(not POSIX, reason="needs POSIX permissions")
def test_a_folder_that_others_may_change_is_not_written(base: Path) -> None:
    base.mkdir(parents=True)
    base.chmod(0o777)
    write_cached("graph-1.json", b"one")
    assert list(base.iterdir()) == []


@pytest.mark.skipif(not POSIX, reason="needs named pipes")
def test_a_pipe_in_the_place_of_the_file_is_not_waited_for(base: Path) -> None:
    base.mkdir(parents=True, mode=0o700)
    os.mkfifo(base / "graph-1.json")
    assert read_cached("graph-1.json") is None
    write_cached("graph-1.json", b"one")
    assert read_cached("graph-1.json") is None


def test_a_folder_in_the_place_of_the_file_is_left(base: Path) -> None:
    (base / "graph-1.json").mkdir(parents=True)
    write_cached("graph-1.json", b"one")
    assert read_cached("graph-1.json") is None


@pytest.mark.parametrize("above", ["cache", "cache/bfa"])
def test_a_file_in_the_place_of_the_folder_is_no_error(base: Path, above: str) -> None:
    place = base.parents[1] / above
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(b"kept")
    write_cached("graph-1.json", b"one")
    assert read_cached("graph-1.json") is None
    assert place.read_bytes() == b"kept"


def test_a_read_only_disk_is_no_error(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    write_cached("graph-1.json", b"one")
    assert read_cached("graph-1.json") is None
    assert not base.exists()


def test_a_full_disk_is_no_error_and_leaves_nothing(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    write_cached("graph-1.json", b"one")
    assert list(base.iterdir()) == []


def test_switched_off_it_neither_reads_nor_writes(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_cached("graph-1.json", b"one")
    monkeypatch.setenv("BFA_NO_CACHE", "1")
    assert read_cached("graph-1.json") is None
    write_cached("graph-2.json", b"two")
    assert [path.name for path in base.iterdir()] == ["graph-1.json"]


def test_the_newest_of_a_kind_stay_and_other_files_too(base: Path) -> None:
    write_cached("texts-1.json", b"another kind")
    for number in range(KEPT + 2):
        write_cached(f"graph-{number}.json", b"")
        os.utime(base / f"graph-{number}.json", (1000 + number, 1000 + number))
    write_cached("graph-last.json", b"")
    kept = {f"graph-{number}.json" for number in range(3, KEPT + 2)} | {"graph-last.json", "texts-1.json"}
    assert {path.name for path in base.iterdir()} == kept


def test_what_a_killed_process_left_goes_and_what_another_is_writing_stays(base: Path) -> None:
    base.mkdir(parents=True, mode=0o700)
    for name, age in ((".graph-0.json.old", 2 * ABANDONED_SECONDS), (".graph-0.json.new", 0)):
        (base / name).write_bytes(b"half")
        now = (base / name).stat().st_mtime
        os.utime(base / name, (now - age, now - age))
    write_cached("graph-1.json", b"one")
    assert {path.name for path in base.iterdir()} == {"graph-1.json", ".graph-0.json.new"}


@pytest.mark.parametrize(
    ("xdg", "local", "home", "expected"),
    [
        ("/x", "/local", "/home/a", "/x/bfa"),
        ("", "/local", "/home/a", "/local/bfa"),
        ("relative", "", "/home/a", "/home/a/.cache/bfa"),
        ("", "", "/home/a", "/home/a/.cache/bfa"),
        ("", "", "", None),
        ("relative", "relative", "relative", None),
    ],
)
@pytest.mark.skipif(not POSIX, reason="needs POSIX paths")
def test_where_the_folder_lies(
    xdg: str, local: str, home: str, expected: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("XDG_CACHE_HOME", xdg), ("LOCALAPPDATA", local), ("HOME", home)):
        monkeypatch.setenv(name, value)
    found = cache_folder()
    assert (None if found is None else str(found)) == expected
