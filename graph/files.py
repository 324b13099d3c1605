"""Writing files so that a kill or a full disk leaves the old file or the new one, never half."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from errno import EEXIST
from pathlib import Path

from graph.errors import OutputError


def write_whole(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Write a file through a temporary neighbour and an atomic rename; `mode` is its permissions.

    Raises OutputError when the place cannot be written; nothing is left behind then.
    """
    temporary: str | None = None
    path = path.resolve()  # a link keeps pointing to what is written
    if path.exists() and not path.is_file():
        raise OutputError("cannot-write", path=path, reason="not a regular file")
    try:
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        # A temporary file is made private; a report (0644) is for everyone the folder is for.
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise OutputError("cannot-write", path=path, reason=error.strerror or str(error)) from None


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files (by path within a folder) all or not at all; other files there are left alone.

    All are written beside their places first; then each is moved in, and if one cannot be, those
    moved before it are taken back. Raises OutputError when the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        staged = Path(tempfile.mkdtemp(prefix=".bfa-", dir=folder))
    except OSError as error:
        raise OutputError("cannot-write", path=folder, reason=error.strerror or str(error)) from None
    try:
        for name, content in files.items():
            (staged / "new" / name).parent.mkdir(parents=True, exist_ok=True)
            (staged / "new" / name).write_bytes(content)
        _move_in(staged, folder, list(files))
    except OSError as error:
        raise OutputError("cannot-write", path=folder, reason=error.strerror or str(error)) from None
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _move_in(staged: Path, folder: Path, names: Sequence[str]) -> None:
    moved: list[str] = []
    for place in (folder / name for name in names):
        if place.exists() and not place.is_file():
            raise OSError(EEXIST, "not a regular file", str(place))
    try:
        for name in names:
            place, old = folder / name, staged / "old" / name
            place.parent.mkdir(parents=True, exist_ok=True)
            old.parent.mkdir(parents=True, exist_ok=True)
            if place.exists():
                place.replace(old)
            moved.append(name)
            (staged / "new" / name).replace(place)
    except OSError:
        for name in reversed(moved):
            (folder / name).unlink(missing_ok=True)
            if (staged / "old" / name).exists():
                (staged / "old" / name).replace(folder / name)
        raise
