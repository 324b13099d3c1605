"""Starting a server for the first time, where another start may be quicker."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.neo4j_server import launch
from tools.neo4j_server.launch import ServerUnavailableError, fetch_jars


@pytest.fixture
def maven(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Put a fetch in Maven's place, with what happens on the machine in the meantime."""

    def place(meanwhile: Callable[[], object]) -> None:
        def fetch(words: list[str], **_: object) -> subprocess.CompletedProcess[str]:
            jars = Path(words[-1].partition("=")[2])
            jars.mkdir(parents=True)
            (jars / "neo4j.jar").write_text("ours", "utf-8")
            meanwhile()
            return subprocess.CompletedProcess(words, 0, "", "")

        monkeypatch.setattr(launch, "CACHE", tmp_path)
        monkeypatch.setattr(subprocess, "run", fetch)

    return place


def test_the_jars_are_fetched_once(maven: Callable[[Callable[[], object]], None], tmp_path: Path) -> None:
    fetches: list[int] = []
    maven(lambda: fetches.append(1))
    assert fetch_jars("lts") == fetch_jars("lts")
    assert fetches == [1]
    assert [path.name for path in fetch_jars("lts").iterdir()] == ["neo4j.jar"]
    assert len(list(tmp_path.iterdir())) == 1


def test_of_two_first_starts_the_later_takes_the_jars_of_the_quicker(
    maven: Callable[[Callable[[], object]], None], tmp_path: Path
) -> None:
    maven(lambda: None)
    folder = fetch_jars("lts")
    (folder / "neo4j.jar").unlink()
    folder.rmdir()

    def quicker() -> None:
        folder.mkdir()
        (folder / "neo4j.jar").write_text("theirs", "utf-8")

    maven(quicker)
    assert fetch_jars("lts") == folder
    assert (folder / "neo4j.jar").read_text("utf-8") == "theirs"
    assert list(tmp_path.iterdir()) == [folder]


def test_jars_that_cannot_be_kept_are_one_line(
    maven: Callable[[Callable[[], object]], None], tmp_path: Path
) -> None:
    maven(lambda: None)
    folder = fetch_jars("lts")
    (folder / "neo4j.jar").unlink()
    folder.rmdir()
    maven(lambda: folder.write_text("a file", "utf-8"))
    with pytest.raises(ServerUnavailableError, match="cannot be put"):
        fetch_jars("lts")
