"""Tables as CSV. A text cell that a spreadsheet would run as a formula is made text."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

from graph.dates import PartialDate
from graph.texts import Language
from queries.table import Cell, Column, Table, is_figure, show_cell

# What makes a spreadsheet read a cell as a formula or a command.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_PLAIN = re.compile(r"\w+")
# What orders a terminal about: escape and the other control signs, but for tab and line ends.
_ORDERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def render_csv(table: Table, lang: Language) -> str:
    """Write a table as CSV: a header of column ids, one line a row.

    Shares stay fractions of 1, numbers stay numbers and dates ISO 8601, so that a sheet can reckon
    with them.
    """
    out = io.StringIO(newline="")
    # Every text is quoted: a stray carriage return must not end a row.
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    ids = [column.id for column in table.columns]
    if all(map(_PLAIN.fullmatch, ids)):
        out.write(",".join(ids) + "\n")
    else:  # a column of somebody's own query is named as they wrote it
        writer.writerow([neutralise(id_) for id_ in ids])
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
    """Put an apostrophe before text that a spreadsheet would run; show what orders a terminal as a sign."""
    shown = _ORDERS.sub("\N{REPLACEMENT CHARACTER}", value)
    return f"'{shown}" if shown.startswith(_DANGEROUS) else shown
