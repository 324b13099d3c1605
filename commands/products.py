"""Which files are ours to write over: a file of somebody else, or one edited since, is never lost."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from graph.errors import OutputError

# A mark stands within this many bytes of a file's beginning.
_HEAD = 1 << 16
_MARKS = re.compile(
    rb'<meta name="generator" content="bfa '  # pages
    rb'|\A\{\n "version": \d+,\n "command": "'  # answers in JSON
    rb'|\A\{\n "directed": true,\n "edges": \['  # the graph in JSON
    rb'|\A\{"name": "bfa-'  # GeoJSON
    rb"|<creator>bfa</creator>|\n<!-- bfa -->\n"  # GEXF, GraphML
    rb"|\ASQLite format 3\0.{52}bfa1",  # the application's number, at byte 68
    re.DOTALL,
)
# Excel and Word put their user's name here when they save, so an edited file is no more ours.
_SAVED_BY = b"<cp:lastModifiedBy>bfa</cp:lastModifiedBy>"
# Forms without a place for a mark are known by their first line: headings, or the title of an answer.
_PLAIN = frozenset((".csv", ".txt", ".cypher", ""))


def refuse_others(place: Path, content: bytes) -> None:
    """Refuse to write over a file that is no product of ours. Raises OutputError.

    `content` is what shall be written: a table or text is ours if it begins with the same line.
    """
    try:
        with place.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:  # nothing there; or it cannot be written either, which writing tells
        return
    if head and not (_is_marked(place, head) or _begins_alike(place, head, content)):
        raise OutputError("file-taken", path=place)


def _is_marked(place: Path, head: bytes) -> bool:
    if head.startswith(b"PK"):
        return _is_saved_by_us(place)
    return _MARKS.search(head) is not None


def _is_saved_by_us(place: Path) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(place.read_bytes())) as packed:
            return _SAVED_BY in packed.read("docProps/core.xml")
    except (OSError, KeyError, ValueError, NotImplementedError, zipfile.BadZipFile):
        return False


def _begins_alike(place: Path, head: bytes, content: bytes) -> bool:
    return place.suffix.lower() in _PLAIN and head.partition(b"\n")[0] == content.partition(b"\n")[0]
