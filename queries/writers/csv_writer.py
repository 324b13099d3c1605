"""Tables as CSV. A text cell that a spreadsheet would run as a formula is made text."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

from graph.dates import PartialDate
from graph.exports.flat import neutralise
from graph.texts import Language
from queries.table import Cell, Column, Table, is_figure, show_cell

_PLAIN = re.compile(r"\w+")


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
