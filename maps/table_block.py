"""A `Table` as a block of the page: brief columns, its caption, its notes."""

from __future__ import annotations

from collections.abc import Collection

from graph.texts import Label, text
from maps.blocks import Cell, render_list, render_table
from queries.table import Cell as TableCell
from queries.table import Column, Table, show_cell
from queries.writers.caption import caption_label


def render_table_block(
    table: Table, *, finding: bool = True, rows: int = 0, columns: Collection[str] = ()
) -> str:
    """Render a table's brief columns with its caption above and its notes below.

    `finding` puts the table's title before its caption; leave it out where the page has said it
    just above. `rows` cuts a long table, which then says how many rows the workbook holds.
    `columns` picks some by id where the brief ones are more than a page takes.
    """
    shown = [c for c in table.columns if (c.id in columns if columns else c.brief)]
    listed = table.rows[:rows] if rows else table.rows
    cells = [[_cell(row.get(column.id), column) for column in shown] for row in listed]
    numeric = {place for place, column in enumerate(shown) if column.is_number}
    measure = caption_label(table)
    both = Label(f"{table.title.th} · {measure.th}", f"{table.title.en} · {measure.en}")
    caption = both if finding else measure
    block = render_table([column.label for column in shown], cells, caption=caption, numeric=numeric)
    lines = list(table.notes)
    if len(listed) < len(table.rows):
        lines.append(text("pack", "rows-cut", shown=len(listed), n=len(table.rows)))
    return block + render_list(lines)


def _cell(cell: TableCell, column: Column) -> Cell:
    return str(cell) if column.unit == "year" else show_cell(cell, column.shown_as)
