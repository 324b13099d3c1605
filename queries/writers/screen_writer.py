"""Tables for a terminal. The only home of rich beside the progress bar of the command line."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table as Grid

from graph.texts import Language
from queries.table import Table, show_cell
from queries.writers.caption import caption

# A pipe has no width; this one keeps most rows on one line.
PIPE_WIDTH = 200


def render_screen(tables: Sequence[Table], lang: Language, *, terminal: bool) -> str:
    """Draw tables for reading: a terminal's width and looks, or full lines without colour for a pipe."""
    console = Console(width=None if terminal else PIPE_WIDTH, no_color=not terminal, highlight=False)
    with console.capture() as capture:
        for table in tables:
            console.print(f"[bold]{escape(table.title.in_language(lang))}[/bold]")
            console.print(escape(caption(table, lang)), style="dim")
            console.print(_grid(table, lang))
            for note in table.notes:
                console.print(escape(f"* {note.in_language(lang)}"), style="dim")
            console.print()
    return capture.get()


def _grid(table: Table, lang: Language) -> Grid:
    shown = [column for column in table.columns if column.brief]
    grid = Grid(box=None, pad_edge=False, header_style="bold")
    for column in shown:
        grid.add_column(column.label.in_language(lang), justify="right" if column.is_number else "left")
    for row in table.rows:
        cells = (show_cell(row.get(c.id), c.shown_as).in_language(lang) for c in shown)
        grid.add_row(*(escape(cell) for cell in cells))
    return grid
