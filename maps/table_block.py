"""A `Table` as a block of the page: brief columns, its caption, how it was counted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from itertools import groupby

from graph.texts import Label, same, text
from maps.addresses import PAGES
from maps.blocks import Cell, Link, RowGroup, render_counted, render_grouped_table, render_list
from queries.table import Cell as TableCell
from queries.table import Column, Table, show_cell
from queries.writers.caption import caption_label, how_counted

# A cell that is a web address is a link.
_WEB = ("https://", "http://")
# Gives the address that a row leads to.
Address = Callable[[Mapping[str, TableCell]], str]


def render_table_block(
    table: Table,
    *,
    finding: bool = True,
    rows: int = 0,
    columns: Collection[str] = (),
    notes: bool = True,
    address: Address | None = None,
    groups: str = "",
) -> str:
    """Render a table's brief columns with its caption above, what it says and how it was counted below.

    `finding` puts the table's title before its caption; leave it out where the page has said it
    just above. `rows` cuts a long table, which then says how many rows the workbook holds; without
    it the table itself may say how many of its rows a page shows.
    `columns` picks some by id where the brief ones are more than a page takes.
    `groups` names a column (by id) whose cells head the rows that follow each other with the same.
    How it was counted (`notes`) may be told elsewhere. `address` gives where the first cell of a row
    leads, a page of the pack or a web address; an empty text leads nowhere.
    """
    shown = [c for c in table.columns if (c.id in columns if columns else c.brief)]
    listed = table.rows[: rows or table.shown_rows]
    cells = [[_cell(row.get(column.id), column) for column in shown] for row in listed]
    if address is not None:
        cells = [
            [_link(first, address(row)), *rest] for row, (first, *rest) in zip(listed, cells, strict=True)
        ]
    numeric = {place for place, column in enumerate(shown) if column.is_number}
    measure = caption_label(table)
    both = Label(f"{table.title.th} · {measure.th}", f"{table.title.en} · {measure.en}")
    caption = both if finding else measure
    heads = [_label(row.get(groups)) for row in listed]
    grouped = [
        RowGroup(heading, [cells for _, cells in rows])
        for heading, rows in groupby(zip(heads, cells, strict=True), key=lambda pair: pair[0])
    ]
    names = [column.label for column in shown]
    block = render_grouped_table(names, grouped, caption=caption, numeric=numeric)
    lines = list(table.says)
    if len(listed) < len(table.rows):
        cut = "rows-cut" if rows else "rows-shown"
        lines.append(text("pack", cut, shown=len(listed), n=len(table.rows)))
    return block + render_list(lines) + (render_counted(how_counted(table)) if notes else "")


def _label(cell: TableCell) -> Label | None:
    return cell if isinstance(cell, Label) else None


def _link(cell: Cell, address: str) -> Cell:
    if not address or not isinstance(cell, Label):
        return cell
    return Link(cell, address, in_pack=address.startswith(PAGES))


def _cell(cell: TableCell, column: Column) -> Cell:
    written = cell.en if isinstance(cell, Label) else cell
    if isinstance(written, str) and written.startswith(_WEB):
        return Link(same(written), written)
    return str(cell) if column.unit == "year" else show_cell(cell, column.shown_as)
