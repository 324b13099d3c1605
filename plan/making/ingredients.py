"""Everything the packaged graph is made from, as digests: the key of its compiled form."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

# The rooms whose code and data take part in making the graph; a test compares with what is opened.
ROOMS = ("graph", "loaders", "queries", "plan")
CODE = (".py",)
DATA = (".csv", ".toml")
_HERE = Path(__file__).parents[2]


def find_ingredients(suffixes: tuple[str, ...], *, root: Path = _HERE) -> list[str]:
    """List the code, or the tables, rules and texts, by path. Raises OSError where they are no files."""
    rooms = (os.path.join(root, room) for room in ROOMS)  # noqa: PTH118 - speed
    return sorted(path for room in rooms for path in _walk(room) if path.endswith(suffixes))


def _walk(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir():
                yield entry.path
            elif entry.name != "__pycache__":
                yield from _walk(entry.path)


def digest_ingredients(suffixes: tuple[str, ...], *, root: Path = _HERE) -> str | None:
    """Digest the path and content of every ingredient, and the Python that reads them.

    Contents, not dates: a file that was touched is the same, and one that was changed within a
    second is not. None where the program does not lie in plain files (in a zip archive).
    """
    digest = sha256(sys.version.encode())
    try:
        for path in find_ingredients(suffixes, root=root):
            with open(path, "rb") as file:  # noqa: PTH123 - speed
                content = file.read()
            digest.update(f"\0{path.removeprefix(str(root))}\0{len(content)}\0".encode())
            digest.update(content)
    except OSError:
        return None
    return digest.hexdigest()[:32]
