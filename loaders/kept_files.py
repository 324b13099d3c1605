"""The kept file of a document of evidence: where it lies, and whether it is the one that was accepted.

A file is looked for beside the evidence file that names it, never elsewhere; where it is found its
SHA-256 is computed and compared with the one given. Nothing is repaired or guessed. A name is the same
text however it is coded: a Mac stores é as two signs, and ำ may be typed as two.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Literal

from graph.records import Node

FileState = Literal["matches", "differs", "unchecked-hash", "not-found", "outside", "not-given", "no-folder"]


@dataclass(frozen=True)
class KeptFile:
    """What became of a document's file: its state, the hash computed, and where it lies if it is there."""

    state: FileState
    found_hash: str = ""
    path: Path | None = None


def check_file(document: Node, folder: Path | None) -> KeptFile:
    """Look for a document's file in a folder and compare its SHA-256 with the one given.

    A name that leads out of the folder is not followed.
    """
    name = document.text("file")
    if not name or folder is None:
        return KeptFile("no-folder" if name else "not-given")
    try:
        path = _inside(folder, name)
        if path is None:
            return KeptFile("outside")
        if not path.is_file():  # a pipe would never end
            return KeptFile("not-found")
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):  # a name that no file can have
        return KeptFile("not-found")
    return KeptFile(_compare(found, document.text("file_hash")), found, path)


def _inside(folder: Path, name: str) -> Path | None:
    """Give the path of a file within a folder; None for a name, or a link, that leads out of it."""
    written = PureWindowsPath(name)  # it reads both kinds of slash
    if written.drive or written.root or ".." in written.parts:
        return None
    path = folder
    for part in written.parts:
        path = _child(path, part)
    return path if path.resolve().is_relative_to(folder.resolve()) else None


def _child(folder: Path, name: str) -> Path:
    """Give the file or folder of a name; where none has it to the letter, the only one of the same text."""
    exact = folder / name
    if exact.exists() or not folder.is_dir():
        return exact
    same = [path for path in folder.iterdir() if _text_of(path.name) == _text_of(name)]
    return same[0] if len(same) == 1 else exact


# A tone mark may be typed after the ring of ำ or before it; both look alike.
_RING_FIRST = re.compile("\u0e4d([\u0e48-\u0e4b])")


def _text_of(name: str) -> str:
    """Give a name as text: one coding for each sign (ำ is a ring and า), and no difference of case."""
    return _RING_FIRST.sub("\\1\u0e4d", unicodedata.normalize("NFKC", name).casefold())


def _compare(found: str, given: str) -> FileState:
    if not given:
        return "unchecked-hash"
    return "matches" if found == given.lower() else "differs"
