"""Tables for a terminal or a pipe."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.texts import Label, Language, text
from queries.table import Table, show_cell
from queries.writers.caption import HOW_COUNTED, caption, how_counted
from queries.writers.text_layout import Grid, clean, lay_out, wrap

# A pipe has no width; this one keeps most rows on one line.
PIPE_WIDTH = 200
# A first column that says what its row is about; any other one (a date, a code, a note) needs its heading.
_NAMING = frozenset({"name", "matter", "subject"})
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def render_screen(tables: Sequence[Table], lang: Language, *, terminal: bool, whole: bool = False) -> str:
    """Draw tables for reading: a terminal's width and looks, or long lines without looks for a pipe.

    A table whose rows hold sentences is drawn as blocks, a row each. `whole` shows all rows of a
    table that a screen cuts.
    """
    width = shutil.get_terminal_size().columns if terminal else PIPE_WIDTH
    looks = terminal and os.environ.get("TERM") != "dumb"
    drawn = [replace(table, shown_rows=None) for table in tables] if whole else tables
    lines = (line for table in drawn for line in _lines(table, lang, width))
    return "".join(f"{style}{line}{_PLAIN}\n" if looks and style else f"{line}\n" for line, style in lines)


def _lines(table: Table, lang: Language, width: int) -> Iterator[tuple[str, str]]:
    """Give the lines of one table, each with its look."""
    for line in wrap(clean(table.title.in_language(lang)), width):
        yield line, _BOLD
    for line in wrap(clean(caption(table, lang)), width):
        yield line, _DIM
    for line, is_heading in lay_out(_grid(table, lang), width):
        yield line, _BOLD if is_heading else ""
    if (shown := table.shown_rows) is not None and shown < len(table.rows):
        yield from _listed([text("cli", "rows-shown", shown=shown, n=len(table.rows))], lang, width, "")
    yield from _listed(table.says, lang, width, "")
    if counted := how_counted(table):
        yield f"{HOW_COUNTED.in_language(lang)}:", _DIM
        yield from _listed(counted, lang, width, _DIM)
    yield "", ""


def _listed(lines: Sequence[Label], lang: Language, width: int, look: str) -> Iterator[tuple[str, str]]:
    for said in lines:
        for line in wrap(clean(f"* {said.in_language(lang)}"), width):
            yield line, look


def _grid(table: Table, lang: Language) -> Grid:
    shown = [column for column in table.columns if column.brief]
    asked = [(column.id, column.shown_as) for column in shown]
    rows = [
        [clean(show_cell(row.get(name), shown_as).in_language(lang)) for name, shown_as in asked]
        for row in table.rows[: table.shown_rows]
    ]
    headings = [clean(column.label.in_language(lang)) for column in shown]
    named = bool(shown) and shown[0].id in _NAMING
    return Grid(headings, rows, [column.is_number for column in shown], named)
