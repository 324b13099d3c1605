"""The document as lines and blocks, before anything is understood."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.bounded import read_bounded
from graph.errors import InputError
from loaders.plan_text.digests import tidy
from loaders.plan_text.model import Printed

MOST_BYTES = 5_000_000

_THAI = re.compile(r"[\u0e01-\u0e5b]")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the document, counted from 1."""

    number: int
    text: str


Block = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """Every line of a plan document, empty ones included."""

    lines: tuple[Line, ...]

    def find(self, wanted: Callable[[str], bool], start: int = 0) -> int | None:
        """Index of the first line from `start` that is wanted, or None."""
        for index in range(start, len(self.lines)):
            if wanted(self.lines[index].text):
                return index
        return None

    def blocks(self, start: int, end: int | None = None) -> list[Block]:
        """Find the runs of non-empty lines between two indexes."""
        return split_blocks(self.lines[start:end])


def split_blocks(lines: Iterable[Line]) -> list[Block]:
    """Split at empty lines."""
    blocks: list[Block] = []
    current: list[Line] = []
    for line in lines:
        if line.text:
            current.append(line)
        elif current:
            blocks.append(tuple(current))
            current = []
    if current:
        blocks.append(tuple(current))
    return blocks


def is_thai(text: str) -> bool:
    """Whether the text has a Thai letter."""
    return bool(_THAI.search(text))


def is_latin(text: str) -> bool:
    """Whether the text has Latin letters and no Thai one."""
    return bool(_LATIN.search(text)) and not is_thai(text)


def join_lines(lines: Sequence[Line]) -> Printed:
    """Join wrapped lines; between two Thai letters a line break is not a space."""
    text = ""
    for line in lines:
        glue = "" if not text or (is_thai(text[-1]) and is_thai(line.text[0])) else " "
        text += glue + line.text
    return Printed(tidy(text), tuple(line.number for line in lines))


def read_document(path: Path) -> Document:
    """Read a UTF-8 text file into lines. Raises InputError when it cannot be read or is too large."""
    try:
        text = read_bounded(path, most=MOST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("file-not-text", path=path, position=error.start) from None
    return document_of(text)


def document_of(text: str) -> Document:
    """Split text into lines; the white space round a line is dropped, tabs inside it stay."""
    raw = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Document(tuple(Line(number, _strip(line)) for number, line in enumerate(raw, start=1)))


def _strip(line: str) -> str:
    # Leading and trailing tabs are empty table cells, so they stay unless nothing else is there.
    return line.strip(" \u00a0\u200b\ufeff") if line.strip() else ""
