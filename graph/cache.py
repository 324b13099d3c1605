"""The user's cache folder: what can be made again, kept so that the next start is quicker.

A cache may cost time, never an answer: whatever cannot be read is as good as absent, and
whatever cannot be written is left. `BFA_NO_CACHE=1` leaves the folder alone altogether.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from graph.errors import OutputError

KEPT = 4  # files of one kind: versions that stand side by side, and the last few edits
ABANDONED_SECONDS = 3600  # a temporary file this much older was left by a process that was killed


def cache_folder() -> Path | None:
    """Give the folder (which may not be there yet); None where it is switched off or there is no home."""
    if os.environ.get("BFA_NO_CACHE"):
        return None
    named = (os.environ.get(name, "") for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"))
    # The XDG specification: a path that is not absolute is ignored.
    base = next((Path(place) for place in named if Path(place).is_absolute()), None)
    if base is None:
        home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() raises where there is none
        if not home.is_absolute() or home == home.parent:  # an account without a home has the root
            return None
        base = home / ".cache"
    return base / "bfa"


def read_cached(name: str) -> bytes | None:
    """Read a file that only this user can have written; None when there is none."""
    folder = cache_folder()
    if folder is None:
        return None
    path = folder / name
    try:
        return path.read_bytes() if _is_ours(path.stat(), stat.S_IFREG) else None
    except OSError:
        return None


def write_cached(name: str, content: bytes) -> None:
    """Keep a file `<kind>-<rest>`, whole or not at all, and let go of the oldest of its kind."""
    folder = cache_folder()
    if folder is None:
        return
    from graph.files import write_whole

    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_ours(folder.stat(), stat.S_IFDIR):
            write_whole(folder / name, content, mode=0o600)
            _prune(folder, name)
    except (OSError, OutputError):
        return


def _is_ours(found: os.stat_result, file_type: int) -> bool:
    """Whether it is of the type and, where owners are known, ours and nobody else's to change."""
    if stat.S_IFMT(found.st_mode) != file_type:
        return False
    if os.name == "nt":
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _prune(folder: Path, name: str) -> None:
    """Keep the newest files of a kind; drop what killed processes left half-written."""
    kind = name.partition("-")[0]
    newest = (folder / name).stat().st_mtime
    finished = sorted(folder.glob(f"{kind}-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    abandoned = [
        path for path in folder.glob(f".{kind}-*") if newest - path.stat().st_mtime > ABANDONED_SECONDS
    ]
    for path in (*finished[KEPT:], *abandoned):
        with contextlib.suppress(OSError):
            path.unlink()
