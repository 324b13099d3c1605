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
# Bytes that would move the cursor or change the colours of a terminal stand in no text of ours.
_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)), " ")


@dataclass(frozen=True)
class Grid:
    """Headings and rows of texts; `right` tells which columns hold numbers."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: Sequence[bool]


def clean(text: str) -> str:
    """Take from a text what a terminal would obey instead of showing it."""
    return text.translate(_CONTROLS)


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
        parts = [word] if size <= width else chop_cells(word, width)
        lines.extend(parts)
        filled = cell_len(parts[-1])
    return lines[1:] or [""]


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
        heights.append(max(-(-size // given) for size, given in zip(row, widths, strict=True)))
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
    """Give each row as a block: its first cell, then every other under its heading's name."""
    indent = max(map(cell_len, grid.headings[1:]), default=0) + 2 * len(GAP)
    for row in grid.rows:
        for line in wrap(row[0], width):
            yield line, True
        for heading, cell in zip(grid.headings[1:], row[1:], strict=True):
            label = _pad(f"{GAP}{heading}", indent, right=False)
            for line in wrap(cell, max(NARROWEST, width - indent)):
                yield f"{label}{line}".rstrip(), False
                label = " " * indent


def _pad(text: str, width: int, right: bool) -> str:
    space = " " * (width - cell_len(text))
    return f"{space}{text}" if right else f"{text}{space}"
