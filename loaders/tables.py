"""Tables on disk to raw rows, every cell with its place (`activities.csv!B4`).

Only reading happens here: no value is changed, not even trimmed of meaning. What a spreadsheet leaves
in a file beside its table is known for what it is: another separator, a title above the names of the
columns, rows and columns without a cell. Rows are counted as a spreadsheet counts them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from graph.bounded import read_bounded
from graph.errors import InputError
from graph.spelling import unseen_sign

# What may stand between cells, the usual one first; and how far down the names of the columns are sought.
_SEPARATORS = (",", ";", "\t")
_HEAD, _TOP = 20, 20_000
# The line by which Excel is told what separates cells; it shows it to nobody and does not count it.
_TOLD = re.compile(r"sep=.\r?\n")


@dataclass(frozen=True)
class RawRow:
    """One row of a table: its file, its number as a spreadsheet counts, its cells by column.

    `header` names every column of the file from the first on; one without a name and a cell is empty.
    """

    file: str
    number: int
    cells: dict[str, str]
    header: tuple[str, ...] = ()

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
        columns = self.header or tuple(self.cells)
        return f"{self.file}!{_letters(columns.index(column))}{self.number}"

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


def read_table(
    path: Traversable | Path, *, columns: Sequence[str] = (), known: Sequence[str] = (), called: str = ""
) -> list[RawRow]:
    """Read a CSV table in UTF-8, with or without a byte order mark, separated by , or ; or tabs.

    `columns` are those that it must have, `known` all that it may have (any, where none is given);
    `called` is what its cells' places call the file, if that is not its name. Column names count in
    any case. Left out are rows without a cell, columns without a name and a cell, and rows above the
    names of the columns that fill one cell: a title.
    Raises InputError when the file is missing, unreadable or not UTF-8, lacks a column it must have,
    has one it may not have, one twice or one without a name, opens a quotation mark that is never
    closed, or has a row with more or fewer cells than columns: a shifted cell is another's value.
    """
    file = called or path.name
    text = _TOLD.sub("", _read_text(path), count=1)
    names = {*columns, *known}
    rows = list(_parse(text, _separator_of(text, names), file))
    number, header = _find_header(rows, names, path)
    _check_header(header, columns, known, path)
    body = enumerate(rows[number:], number + 1)
    return [_row(file, at, header, cells) for at, cells in body if _filled(cells)]


def _read_text(path: Traversable | Path) -> str:
    try:
        return read_bounded(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("file-not-text", path=path, position=error.start) from None


def _separator_of(text: str, names: set[str]) -> str:
    """Tell what separates cells: that by which some line near the top holds most names of columns."""
    lines = text[:_TOP].splitlines()[:_HEAD]

    def named(separator: str) -> int:
        found = (_names(cell.strip(' "\r') for cell in line.split(separator)) for line in lines)
        return max((len(names.intersection(cells)) for cells in found), default=0)

    return max(_SEPARATORS, key=named)


def _parse(text: str, separator: str, file: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    row = 0
    try:
        for row, cells in enumerate(reader, 1):  # noqa: B007 - the row reached, should the next fail
            yield cells
    except csv.Error as error:
        raise InputError("quotes-wrong", place=f"{file}!{row + 1}") from error


def _names(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(cell.strip().casefold() for cell in cells)


def _filled(cells: Sequence[str]) -> int:
    """Count the cells that hold something."""
    return sum(1 for cell in cells if cell.strip())


def _find_header(
    rows: Sequence[Sequence[str]], names: set[str], path: Traversable | Path
) -> tuple[int, tuple[str, ...]]:
    """Give the number of the row near the top that names most columns, the first of equals, and the names."""
    filled = [(number, cells) for number, cells in enumerate(rows, 1) if _filled(cells)]
    if not filled:
        return 0, ()
    number, header = max(filled[:_HEAD], key=lambda row: len(names.intersection(_names(row[1]))))
    above = [at for at, cells in filled if at < number and _filled(cells) > 1]
    if above:
        raise InputError("header-below", path=path, row=number, above=above[0])
    return number, _names(header)


def _check_header(
    header: Sequence[str], columns: Sequence[str], known: Sequence[str], path: Traversable | Path
) -> None:
    named = [name for name in header if name]
    for name in named:
        if sign := unseen_sign(name):
            raise InputError("column-unseen", path=path, columns=name, sign=sign)
    missing = [column for column in columns if column not in named]
    if missing:
        raise InputError(
            "columns-missing", path=path, columns=", ".join(missing), found=", ".join(named) or "—"
        )
    twice = sorted({name for name in named if named.count(name) > 1})
    if twice:
        raise InputError("columns-twice", path=path, columns=", ".join(twice))
    unknown = [name for name in named if known and name not in known]
    if unknown:
        raise InputError("columns-unknown", path=path, columns=", ".join(unknown), allowed=", ".join(known))


def _row(file: str, number: int, header: tuple[str, ...], cells: Sequence[str]) -> RawRow:
    """Pair cells with columns. A cell without a column's name is refused, and a row without its cells."""
    width = max((at for at, name in enumerate(header, 1) if name), default=0)
    if len(cells) < width or _filled(cells[len(header) :]):
        place = f"{file}!{number}"
        raise InputError("cells-uneven", place=place, found=len(cells), expected=width)
    for at, (name, cell) in enumerate(zip(header, cells, strict=False)):
        if not name and cell.strip():
            raise InputError("column-nameless", place=f"{file}!{_letters(at)}{number}", value=cell)
    return RawRow(file, number, {n: cell for n, cell in zip(header, cells, strict=False) if n}, header)
