"""Reading a file that somebody gives: one that ends, and is not larger than what can be held."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TextIO

from graph.errors import InputError

# A table of 100,000 rows has some 30 MB.
MOST_BYTES = 100_000_000
# A line of a table has some hundred characters; a packed file may unpack to one without end.
_MOST_IN_LINE = 1_000_000


def read_bounded(path: Traversable | Path, *, most: int = MOST_BYTES) -> bytes:
    """Read a whole file.

    Raises InputError when it is missing, cannot be read, is a pipe, a device or a folder, or has
    more than `most` bytes.
    """
    if isinstance(path, Path):
        check_bounded(path, most=most)
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError("file-unreadable", path=path, reason=error) from None


def check_bounded(path: Path, *, most: int = MOST_BYTES) -> None:
    """Refuse what is no file, or has more than `most` bytes, before it is opened: a pipe would wait."""
    try:
        if not path.exists():
            raise InputError("file-missing", path=path)
        if not path.is_file():
            raise InputError("file-not-regular", path=path)
        size = path.stat().st_size
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise InputError("file-unreadable", path=path, reason=error) from None
    if size > most:
        raise InputError("file-too-large", path=path, size=f"{size / 1e6:,.0f}", most=f"{most / 1e6:,.0f}")


def read_lines(file: TextIO, path: Path, *, most: int = MOST_BYTES) -> Iterator[str]:
    """Give the lines of an unpacked file while they, and all together, are of a size that can be held."""
    read = 0
    for line in iter(partial(file.readline, _MOST_IN_LINE), ""):
        read += len(line)
        if read > most or len(line) == _MOST_IN_LINE:
            size = f"{most / 1e6:,.0f}"
            raise InputError("file-too-large", path=path, size=f"> {size}", most=size)
        yield line
