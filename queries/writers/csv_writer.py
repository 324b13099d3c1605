"""Tables as CSV. A text cell that a spreadsheet would run as a formula is made text."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date

from graph.dates import PartialDate
from graph.texts import Language
from queries.table import Cell, Column, Table, is_figure, show_cell

# What makes a spreadsheet read a cell as a formula or a command.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def render_csv(tables: Sequence[Table], lang: Language) -> str:
    """Write tables as CSV: a header of column ids, one line a row; tables are parted by an empty line.

    Shares stay fractions of 1, numbers stay numbers and dates ISO 8601, so that a sheet can reckon
    with them.
    """
    out = io.StringIO(newline="")
    # Every text is quoted: a stray carriage return must not end a row.
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    for index, table in enumerate(tables):
        if index:
            out.write("\n")
        out.write(",".join(column.id for column in table.columns) + "\n")
        for row in table.rows:
            writer.writerow([_cell(row.get(column.id), column, lang) for column in table.columns])
    return out.getvalue()


def _cell(cell: Cell, column: Column, lang: Language) -> str | int | float:
    if is_figure(cell):
        return cell
    if isinstance(cell, date | PartialDate):
        return cell.isoformat()
    return neutralise(show_cell(cell, column.shown_as).in_language(lang))


def neutralise(value: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run."""
    return f"'{value}" if value.startswith(_DANGEROUS) else value
