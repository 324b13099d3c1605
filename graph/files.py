"""Writing files so that a kill, Ctrl-C or a full disk leaves the old ones or the new ones, never a mix."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
import time
from collections.abc import Iterator, Mapping, Sequence
from errno import EEXIST
from pathlib import Path

from graph.errors import OutputError

# A temporary file or folder is `.NAME.bfa-…`. Writing takes seconds, so one this old is left from a kill.
_TEMPORARY, _LEFT_AFTER = "bfa-", 600


def write_whole(path: Path, content: bytes, *, mode: int | None = None) -> None:
    """Write a file through a temporary neighbour and an atomic rename.

    `mode` is its permissions; without it an old file keeps its own, and a new one obeys the umask.
    Raises OutputError when the place cannot be written; nothing is left behind then.
    """
    with _told_as_output_error(path):
        path = path.resolve()  # a link keeps pointing to what is written
        if path.exists() and not path.is_file():
            raise OSError(EEXIST, "not a regular file")
        if mode is None and path.exists():
            mode = stat.S_IMODE(path.stat().st_mode)
        temporary = _temporary_beside(path)
        try:
            # Readable by nobody else until its permissions are known.
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode or 0o666)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if mode is not None:
                temporary.chmod(mode)
            temporary.replace(path)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def write_folder(folder: Path, files: Mapping[str, bytes], *, mark: bytes) -> None:
    """Write files (by path within a folder) all or not at all; other files there are kept.

    The first of `files` must hold `mark`: by it a folder is known for one that this wrote. Where it
    is a list of the files in it, those that are no more in it are taken away. The new
    folder is made beside the old one and put in its place in one step. Where the system has no
    such step, files are moved in one by one, and back if one cannot be.

    Raises OutputError when the folder cannot be written, or holds files and is not known by `mark`.
    """
    with _told_as_output_error(folder):
        folder = folder.resolve()
        others = _others(folder, files, mark)
        folder.parent.mkdir(parents=True, exist_ok=True)
        staged = _temporary_beside(folder)
        try:
            _stage(staged, files)
            if not _put_in_place(staged, folder, others):
                _move_in(staged, folder, list(files))
        finally:
            shutil.rmtree(staged, ignore_errors=True)


@contextlib.contextmanager
def _told_as_output_error(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError) as error:  # a loop of links is a RuntimeError before Python 3.13
        raise OutputError("cannot-write", path=path, reason=error) from None


def _temporary_beside(path: Path) -> Path:
    """Name a new neighbour of a path, and remove the neighbours that a kill left."""
    prefix = f".{path.name[:40]}.{_TEMPORARY}"
    for left in path.parent.glob(f"{_literal(prefix)}*") if path.parent.is_dir() else ():
        with contextlib.suppress(OSError):
            if time.time() - left.lstat().st_mtime > _LEFT_AFTER:
                shutil.rmtree(left) if left.is_dir() else left.unlink()
    return path.with_name(f"{prefix}{secrets.token_hex(4)}")


def _literal(name: str) -> str:
    """Write a name so that no sign of it is a wildcard."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)


def _others(folder: Path, files: Mapping[str, bytes], mark: bytes) -> list[Path]:
    """Find what else a folder holds at its top; refuse a folder that this did not write."""
    held = sorted(folder.iterdir()) if folder.is_dir() else []
    first = folder / next(iter(files))
    if held and not _is_marked(first, mark):
        names = ", ".join(place.name for place in held[:3]) + (" …" if len(held) > 3 else "")
        raise OutputError("folder-taken", path=folder, names=names)
    for place in (folder / name for name in files):
        if place.exists() and not place.is_file():
            raise OSError(EEXIST, f"not a regular file: {place.name}")
    listed = _listed(first) if held else frozenset()
    return [
        place
        for place in held
        if place.name not in files
        and place.name not in listed
        and not (place.suffix == ".html" and _is_marked(place, mark))
    ]


def _is_marked(place: Path, mark: bytes) -> bool:
    """Tell whether a file is one that an earlier run wrote."""
    return place.is_file() and mark in place.read_bytes()


def _listed(place: Path) -> frozenset[str]:
    """Give the names in the first column of a list of files; none where the first file is a page."""
    if place.suffix != ".csv":
        return frozenset()
    lines = place.read_text("utf-8-sig", errors="replace").splitlines()
    return frozenset(line.split(",")[0].strip('"') for line in lines[1:])


def _stage(staged: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a new folder, down to the disk."""
    staged.mkdir()
    for name, content in files.items():
        place = staged / name
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def _put_in_place(staged: Path, folder: Path, others: Sequence[Path]) -> bool:
    """Put a staged folder in the place of another in one step; say whether the system could.

    `others` come along as second names of the same files, so that nothing is lost on the way.
    """
    if not folder.exists():
        staged.rename(folder)
        return True
    if folder == Path.cwd() or folder in Path.cwd().parents:
        return False  # the shell that stands in it would stand in a deleted folder
    try:
        staged.chmod(stat.S_IMODE(folder.stat().st_mode))
        for place in others:
            _link(place, staged / place.name)
        return _exchange(staged, folder)
    except OSError:
        return False


def _link(place: Path, new: Path) -> None:
    """Give a file, or each file of a folder, a second name; files already staged there stay."""
    if place.is_dir() and not place.is_symlink():
        new.mkdir(exist_ok=True)
        for within in place.iterdir():
            _link(within, new / within.name)
    elif not new.exists():
        os.link(place, new, follow_symlinks=False)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step (Linux: renameat2, macOS: renamex_np); say whether it was done."""
    import ctypes

    names = (os.fsencode(one), os.fsencode(other))
    if os.name != "posix":
        return False
    system = ctypes.CDLL(None)
    if hasattr(system, "renameat2"):
        here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE of linux/fs.h
        return bool(system.renameat2(here, names[0], here, names[1], exchange) == 0)
    if hasattr(system, "renamex_np"):
        return bool(system.renamex_np(*names, 2) == 0)  # RENAME_SWAP of sys/stdio.h
    return False


def _move_in(staged: Path, folder: Path, names: Sequence[str]) -> None:
    """Move staged files to their places one by one; take all back if one cannot be moved."""
    olds = staged / ".before"
    moved: list[str] = []
    try:
        for name in names:
            place, old = folder / name, olds / name
            place.parent.mkdir(parents=True, exist_ok=True)
            old.parent.mkdir(parents=True, exist_ok=True)
            moved.append(name)
            if place.exists():
                place.replace(old)
            (staged / name).replace(place)
    except BaseException:
        try:
            _move_back(staged, folder, moved, olds)
        except BaseException:
            # Kept under a name that nothing cleans: a second Ctrl-C cannot lose an old file.
            staged.rename(folder.with_name(f".{folder.name[:40]}.before-{secrets.token_hex(4)}"))
            raise
        raise


def _move_back(staged: Path, folder: Path, moved: Sequence[str], olds: Path) -> None:
    for name in reversed(moved):
        if (olds / name).exists():
            (olds / name).replace(folder / name)
        elif not (staged / name).exists():
            (folder / name).unlink(missing_ok=True)
