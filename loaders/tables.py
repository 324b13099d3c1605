"""Tables on disk to raw rows, every cell with its place (`activities.csv!B4`).

Only reading happens here: no value is changed, not even trimmed of meaning.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from graph.errors import InputError


@dataclass(frozen=True)
class RawRow:
    """One line of a table: its file, its line number (the header is 1), its cells by column."""

    file: str
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """Give a cell without the white space around it; raises KeyError for no such column."""
        return self.cells[column].strip()

    def get(self, column: str) -> str:
        """Give a cell, or an empty text where the table has no such column."""
        return self.cells.get(column, "").strip()

    def parts(self, column: str) -> tuple[str, ...]:
        """Give the parts of a cell that holds several values between semicolons."""
        return tuple(part.strip() for part in self[column].split(";") if part.strip())

    def place(self, column: str) -> str:
        """Name the cell as a spreadsheet does: `activities.csv!B4`."""
        return f"{self.file}!{_letters(list(self.cells).index(column))}{self.number}"

    @property
    def row_place(self) -> str:
        """Name the whole row: `activities.csv!4`."""
        return f"{self.file}!{self.number}"


def _letters(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, digit = divmod(index - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def read_table(path: Traversable | Path, *, columns: Sequence[str] = (), called: str = "") -> list[RawRow]:
    """Read a CSV table in UTF-8, with or without a byte order mark.

    `called` is what its cells' places call the file, if that is not its name.
    Raises InputError when the file is missing, unreadable, not UTF-8, lacks one of the `columns`
    it must have, names a column twice, or has a row with more or fewer cells than columns.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError("file-missing", path=path) from None
    except OSError as error:
        raise InputError("file-unreadable", path=path, reason=error.strerror or "") from None
    except UnicodeDecodeError as error:
        raise InputError("file-not-text", path=path, position=error.start) from None
    reader = csv.reader(io.StringIO(text, newline=""))
    header = [name.strip() for name in next(reader, [])]
    missing = [column for column in columns if column not in header]
    if missing:
        raise InputError("columns-missing", path=path, columns=", ".join(missing))
    twice = sorted({column for column in header if header.count(column) > 1})
    if twice:
        raise InputError("columns-twice", path=path, columns=", ".join(twice))
    return [_row(called or path.name, reader.line_num, header, cells) for cells in reader if cells]


def _row(file: str, number: int, header: Sequence[str], cells: Sequence[str]) -> RawRow:
    """Pair cells with columns. A row that does not fit is refused: a shifted cell is another's value."""
    if len(cells) != len(header):
        place = f"{file}!{number}"
        raise InputError("cells-uneven", place=place, found=len(cells), expected=len(header))
    return RawRow(file, number, dict(zip(header, cells, strict=True)))
