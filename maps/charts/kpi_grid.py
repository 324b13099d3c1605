"""All KPIs at a glance: a row a KPI, a column a year, in each cell a bar on the KPI's own scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.texts import Label, same
from maps import words
from maps.charts.ladder import list_marks
from maps.charts.svg import ACCENT, PAPER, RULE, WARNING, render_bar, render_hatch, render_line
from maps.escape import check_name, render_attribute, render_label

_HATCH = "kpi-grid-claimed"
_WIDE, _HIGH, _TOP, _GAP = 120.0, 16.0, 6.0, 2.0
# Signs in the line of figures; the key explains them.
NONE_SIGN, UNKNOWN_SIGN = "—", "?"


@dataclass(frozen=True)
class GridCell:
    """One KPI in one year, in the KPI's unit. None is unknown; a possible value of None has no bound.

    A year that has not begun has a target and no marks.
    """

    target: float | None
    confirmed: float | None = None
    claimed: float | None = None
    possible: float | None = None
    has_begun: bool = True


@dataclass(frozen=True)
class GridRow:
    """One KPI under one rule: its key and name, where its details are, the end of its scale.

    `steps` draws whole levels apart; without it the bar is continuous (a count or percent).
    """

    key: str
    name: Label
    address: str
    end: float
    steps: bool
    cells: Sequence[GridCell]
    beside: Label | None = None


def render_grid_key(title: Label) -> str:
    """Render the key of the bars, which wraps; it holds the pattern that they are filled with."""
    defs = f"<defs>{render_hatch(_HATCH, ground=PAPER, ink=ACCENT)}</defs>"
    signs = [
        f'<span><svg aria-hidden="true" width="28" height="20" viewBox="-2 -4 28 20">'
        f"{defs if place == 0 else ''}{sign}</svg> {render_label(label)}</span>"
        for place, (sign, label) in enumerate(list_marks(_HATCH))
    ]
    return f'<div class="key" role="group" aria-label="{render_attribute(title)}">{"".join(signs)}</div>'


@dataclass(frozen=True)
class GridWords:
    """The words of the table: its caption, what the figures below a bar are, the heads of its rows."""

    caption: Label
    figures: Label
    kpi: Label
    records: Label


def render_kpi_grid(rows: Sequence[GridRow], years: Mapping[int, int | Label], shown: GridWords) -> str:
    """Render the table of bars; `years` gives each year the records held, told in the last row.

    Raises ValueError when a row has not a cell for each year.
    """
    if any(len(row.cells) != len(years) for row in rows):
        raise ValueError("a row needs one cell a year")
    head = "".join(f'<th scope="col">{year}</th>' for year in years)
    body = "".join(_render_row(row) for row in rows)
    held = "".join(f"<td>{_held(count)}</td>" for count in years.values())
    return (
        f'<div class="table" tabindex="0" role="group"><table class="kpi-grid"><caption>'
        f'{render_label(shown.caption)} <span class="measure">{render_label(shown.figures)}</span></caption>'
        f'<thead><tr><th scope="col">{render_label(shown.kpi)}</th>{head}</tr></thead><tbody>{body}'
        f'<tr><th scope="row">{render_label(shown.records)}</th>{held}</tr></tbody></table></div>'
    )


def _held(count: int | Label) -> str:
    return render_label(count) if isinstance(count, Label) else str(count)


def _render_row(row: GridRow) -> str:
    beside = "" if row.beside is None else f' <span class="measure">({render_label(row.beside)})</span>'
    key = f'<a href="#{check_name(row.address)}">{check_name(f"k{row.key}")[1:]}</a>'
    cells = "".join(f"<td>{_render_cell(row, cell)}</td>" for cell in row.cells)
    return f'<tr><th scope="row">{key} {render_label(row.name)}{beside}</th>{cells}</tr>'


def _render_cell(row: GridRow, cell: GridCell) -> str:
    bar = "".join(_render_steps(row, cell) if row.steps else _render_line_bar(row, cell))
    tick = "" if not cell.target else _render_tick(_WIDE * min(cell.target / row.end, 1.0))
    target = Label(
        f"{words.TARGET_SHORT.th} {_figure(cell.target)}", f"{words.TARGET_SHORT.en} {_figure(cell.target)}"
    )
    marks = " · ".join(_figure(mark) for mark in (cell.confirmed, cell.claimed, cell.possible))
    line = render_label(words.NOT_BEGUN) if not cell.has_begun else f"<b>{marks}</b>"
    return (
        f'<svg role="img" viewBox="-4 0 {_WIDE + 8:g} {_HIGH + 2 * _TOP:g}" '
        f'aria-label="{render_attribute(_spoken(cell))}">{bar}{tick}</svg>'
        f'<span class="figures">{line}<br>{render_label(target)}</span>'
    )


def _spoken(cell: GridCell) -> Label:
    """Say a cell's figures in words, for those who hear the page."""
    if not cell.has_begun:
        return words.NOT_BEGUN
    named = [
        (words.CONFIRMED, cell.confirmed), (words.CLAIMED, cell.claimed), (words.POSSIBLE, cell.possible),
        (words.TARGET_SHORT, cell.target),
    ]  # fmt: skip
    parts = [(label, _worded(value)) for label, value in named]
    return Label(
        ", ".join(f"{label.th} {value.th}" for label, value in parts),
        ", ".join(f"{label.en} {value.en}" for label, value in parts),
    )


def _worded(value: float | None) -> Label:
    if value is None:
        return words.UNKNOWN
    return same(f"{value:g}") if value else words.NONE


def _figure(value: float | None) -> str:
    if value is None:
        return UNKNOWN_SIGN
    return f"{value:g}" if value else NONE_SIGN


def _render_steps(row: GridRow, cell: GridCell) -> Iterator[str]:
    step = _WIDE / row.end
    for level in range(1, int(row.end) + 1):
        x = (level - 1) * step
        look = _look(cell, level) if cell.has_begun else None
        if look is None:
            yield render_line(x, _TOP + _HIGH, x + step - _GAP, _TOP + _HIGH, colour=RULE)
        else:
            yield render_bar(x, _TOP, round(step - _GAP, 1), _HIGH, fill=look, stroke=ACCENT)


def _look(cell: GridCell, level: int) -> str | None:
    if level <= (cell.confirmed or 0):
        return ACCENT
    if level <= (cell.claimed or 0):
        return f"url(#{_HATCH})"
    return PAPER if cell.possible is None or level <= cell.possible else None


def _render_line_bar(row: GridRow, cell: GridCell) -> Iterator[str]:
    """Draw a count or percent: the outline stays open to the right where more has no bound."""
    if not cell.has_begun:
        yield render_line(0, _TOP + _HIGH, _WIDE, _TOP + _HIGH, colour=RULE)
        return
    end = _WIDE if cell.possible is None else _place(row, cell.possible)
    if cell.possible is None:
        yield (
            f'<path d="M{end:g} {_TOP:g}H0V{_TOP + _HIGH:g}H{end:g}" fill="none" stroke="{ACCENT}" '
            f'stroke-width="1.6"/>'
        )
    else:
        yield render_bar(0, _TOP, end, _HIGH, fill=PAPER, stroke=ACCENT)
    for mark, fill in ((cell.claimed, f"url(#{_HATCH})"), (cell.confirmed, ACCENT)):
        if mark:
            yield render_bar(0, _TOP, _place(row, mark), _HIGH, fill=fill, stroke=ACCENT)


def _place(row: GridRow, value: float) -> float:
    return round(_WIDE * min(value / row.end, 1.0), 1)


def _render_tick(x: float) -> str:
    low, high = _TOP - 4, _TOP + _HIGH + 4
    return (
        render_line(x, low, x, high, colour=PAPER, width=5)
        + render_line(x, low, x, high, colour=WARNING, width=2.5)
        + f'<path d="M{x - 4:g} {low - 2:g}h8l-4 5z" fill="{WARNING}"/>'
    )
