"""Rows of texts in columns or blocks, by the cells that each text fills on a screen.

A Thai vowel or tone mark above or below a letter fills no cell, a Chinese letter two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells

GAP = "  "
# A column cut narrower than this breaks words; a row higher than this is read better as a block.
NARROWEST, HIGHEST = 10, 3
# Lines of running text are not read with ease when longer.
_LINE = 120
# What would move the cursor, change a terminal's colours, break its line or turn its direction.
_ORDERS = (*range(32), *range(127, 160), 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROLS = dict.fromkeys(_ORDERS, " ")


@dataclass(frozen=True)
class Grid:
    """Headings and rows of texts; `right` tells which columns hold numbers.

    `named` says that the first column names its row, so that in a block it needs no heading.
    """

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: Sequence[bool]
    named: bool = True


def clean(text: str) -> str:
    """Take from a text what a terminal would obey instead of showing it."""
    return text.translate(_CONTROLS)


def width_of(text: str) -> int:
    """Count the cells that a text takes: a Thai vowel above or below its letter takes none."""
    return cell_len(text)


def wrap(text: str, width: int) -> list[str]:
    """Break a text at its spaces into lines of so many cells; a longer word is cut where it must be."""
    if cell_len(text) <= width:
        return [text]
    lines, filled = [""], 0
    for word in text.split():
        size = cell_len(word)
        if filled and filled + 1 + size <= width:
            lines[-1] += f" {word}"
            filled += 1 + size
            continue
        parts = [word] if size <= width else _chop(word, width)
        lines.extend(parts)
        filled = cell_len(parts[-1])
    return lines[1:] or [""]


def _chop(word: str, width: int) -> list[str]:
    """Cut a word into lines; a letter wider than a line stands on one alone."""
    return [part for part in chop_cells(word, width) if part]


def share_width(wanted: Sequence[int], room: int) -> list[int]:
    """Cut the widest columns to one width, so that all fit; narrower ones keep what they want."""
    left, given = room, dict.fromkeys(range(len(wanted)), 0)
    for place, column in enumerate(sorted(given, key=lambda column: wanted[column])):
        given[column] = min(wanted[column], max(1, left // (len(wanted) - place)))
        left -= given[column]
    return list(given.values())


def lay_out(grid: Grid, width: int) -> Iterator[tuple[str, bool]]:
    """Give the lines of a grid, and whether each is a heading: columns, or blocks where they do not fit."""
    if not grid.headings:
        return
    sizes = [[cell_len(cell) for cell in row] for row in grid.rows]
    headings = [cell_len(heading) for heading in grid.headings]
    wanted = [max(column) for column in zip(headings, *sizes, strict=True)]
    widths = share_width(wanted, width - len(GAP) * (len(wanted) - 1))
    if _fits(sizes, widths):
        yield from _columns(grid, widths)
    else:
        yield from _blocks(grid, min(width, _LINE))


def _fits(sizes: Sequence[Sequence[int]], widths: Sequence[int]) -> bool:
    """Whether no column is cut too narrow for its cells, and rows are low enough to compare."""
    heights = []
    for row in sizes:
        if any(given < min(size, NARROWEST) for size, given in zip(row, widths, strict=True)):
            return False
        # A column of texts that fill no cell has no width.
        heights.append(max(-(-size // max(1, given)) for size, given in zip(row, widths, strict=True)))
    return sum(heights) <= HIGHEST * len(heights)


def _columns(grid: Grid, widths: Sequence[int]) -> Iterator[tuple[str, bool]]:
    for number, row in enumerate((grid.headings, *grid.rows)):
        cells = [wrap(cell, given) for cell, given in zip(row, widths, strict=True)]
        for line in range(max(map(len, cells))):
            parts = (
                _pad(cell[line] if line < len(cell) else "", given, right)
                for cell, given, right in zip(cells, widths, grid.right, strict=True)
            )
            yield GAP.join(parts).rstrip(), number == 0


def _blocks(grid: Grid, width: int) -> Iterator[tuple[str, bool]]:
    """Give each row as a block: its name alone, then every other cell under its heading's name."""
    first = 1 if grid.named else 0
    indent = max(map(cell_len, grid.headings[first:]), default=0) + 2 * len(GAP)
    room = max(NARROWEST, width - indent)
    for row in grid.rows:
        if grid.named:
            yield from ((line, True) for line in wrap(row[0], width))
        for place in range(first, len(row)):
            label = _pad(f"{GAP if place else ''}{grid.headings[place]}", indent, right=False)
            for line in wrap(row[place], room):
                yield f"{label}{line}".rstrip(), place == 0
                label = " " * indent


def _pad(text: str, width: int, right: bool) -> str:
    space = " " * (width - cell_len(text))
    return f"{space}{text}" if right else f"{text}{space}"
