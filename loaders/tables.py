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


def read_table(path: Traversable | Path, *, columns: Sequence[str] = ()) -> list[RawRow]:
    """Read a CSV table in UTF-8, with or without a byte order mark.

    Raises InputError when the file is missing, unreadable, not UTF-8, or lacks one of the
    `columns` it must have.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError("file-missing", path=path) from None
    except OSError as error:
        raise InputError("file-unreadable", path=path, reason=error.strerror or "") from None
    except UnicodeDecodeError as error:
        raise InputError("file-not-text", path=path, position=error.start) from None
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="", restkey="")
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise InputError("columns-missing", path=path, columns=", ".join(missing))
    return [RawRow(path.name, reader.line_num, dict(cells)) for cells in reader]
