"""A `Table` as a block of the page: brief columns, its caption, its notes."""

from __future__ import annotations

from collections.abc import Sequence

from graph.dates import format_date, parse_date
from graph.texts import Label, text
from maps.blocks import Cell, render_list, render_table
from queries.table import Table, show_cell
from queries.writers.caption import caption_label

# Columns whose ISO dates are shown in each language's own form.
_DATES = frozenset({"date", "last_contact", "since", "latest"})


def render_table_block(
    table: Table, *, columns: Sequence[str] = (), notes: bool = True, rows: int = 0
) -> str:
    """Render a table with its finding and yardstick as caption; `columns` narrows, `rows` cuts.

    A table cut short says how many rows the workbook holds.
    """
    shown = [c for c in table.columns if (c.id in columns if columns else c.brief)]
    listed = table.rows[:rows] if rows else table.rows
    cells = [[_cell(row.get(c.id), c.id, c.unit) for c in shown] for row in listed]
    numeric = {place for place, c in enumerate(shown) if c.is_number}
    heading = Label(
        f"{table.title.th} · {caption_label(table).th}", f"{table.title.en} · {caption_label(table).en}"
    )
    block = render_table([c.label for c in shown], cells, caption=heading, numeric=numeric)
    lines = list(table.notes) if notes else []
    if len(listed) < len(table.rows):
        lines.append(text("pack", "rows-cut", shown=len(listed), n=len(table.rows)))
    return block + render_list(lines)


def _cell(cell: object, column: str, unit: str) -> Cell:
    if column in _DATES and isinstance(cell, str):
        try:
            return format_date(parse_date(cell))
        except ValueError:
            return cell
    if unit == "year":
        return str(cell)
    return show_cell(cell, unit)  # type: ignore[arg-type]
