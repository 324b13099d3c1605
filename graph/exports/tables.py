"""The graph as a folder of CSV files: one a label, one a type of link, and a list of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from graph.exports.flat import Scalar, flat_tables, neutralise
from graph.store import Store

# The list of the files, which also tells whose folder it is.
LIST, MARK = "index.csv", b'"bfa export"'


def render_tables(store: Store) -> dict[str, bytes]:
    """Write a store as CSV files by name, the list first.

    A yes is `true`, a list JSON text, a gap an empty cell. Text that a spreadsheet would run has an
    apostrophe before it.
    """
    tables = {f"{table.name}.csv": table for table in flat_tables(store)}
    listed = [
        (name, "link" if table.is_of_links else "record", len(table.rows)) for name, table in tables.items()
    ]
    files = {LIST: _csv(("bfa export", "holds", "rows"), listed)}
    return files | {name: _csv(table.columns, table.rows) for name, table in tables.items()}


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Scalar | None]]) -> bytes:
    out = io.StringIO(newline="")
    # Every text is quoted; no property is an empty text, so an empty cell is a gap.
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    # A spreadsheet knows Thai CSV for UTF-8 only by its byte order mark.
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Scalar | None) -> Scalar | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return neutralise(value) if isinstance(value, str) else value
