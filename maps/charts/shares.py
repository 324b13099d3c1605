"""Shares by region, each with its benchmark."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from graph.texts import Label, same
from maps import words
from maps.charts.frame import Chart, KeyLook, Sign, render_key
from maps.charts.svg import (
    INK,
    OKABE_ITO,
    PAPER,
    QUIET,
    RULE,
    WARNING,
    WIDTH,
    render_bar,
    render_chart,
    render_hatch,
    render_line,
    render_text,
)

# Where no colour tells rows apart.
_PLAIN = "#8FB9A9"
_LEFT, _RIGHT, _TOP, _ROW, _BAR = 206, 96, 30, 34, 18


@dataclass(frozen=True)
class ShareRow:
    """One region: `count` of the total, its share (a fraction of 1), its benchmark.

    `benchmark` is None where the yardstick says nothing of the region, the share where there is
    nothing to share: such a row has its name and the word for unknown, no bar.
    """

    region: Label
    count: int
    share: float | None
    benchmark: float | None = None


@dataclass(frozen=True)
class ShareChart(Chart):
    """Rows in the order the title claims; `benchmark` names the yardstick if any, `total` is n.

    `alike` gives all rows one look, where a colour would mean nothing; `names` is the room for
    their names.
    """

    rows: Sequence[ShareRow]
    total: int
    benchmark: Label | None = None
    alike: bool = False
    names: int = _LEFT


def render_share_bars(chart: ShareChart) -> str:
    """Render the shares as SVG bars on one scale, with benchmark ticks.

    Colour and pattern go by place in the list (or are all alike), and the figures stand at the end
    of each row. Raises ValueError when there is no row or a share lies outside 0..1.
    """
    _check(chart)
    top = max(max(row.share or 0.0, row.benchmark or 0.0) for row in chart.rows)
    step = 0.1 if 0 < top <= 0.6 else 0.2
    end = min(1.0, math.ceil(round((top or 1.0) / step, 6)) * step)
    scale = (WIDTH - chart.names - _RIGHT) / end
    floor = _TOP + len(chart.rows) * _ROW
    looks = 1 if chart.alike else len(chart.rows)
    parts = ["<defs>", *(_hatch(chart, index) for index in range(looks)), "</defs>"]
    for mark in range(round(end / step) + 1):
        x = chart.names + mark * step * scale
        parts.append(render_line(x, _TOP - 6, x, floor, colour=RULE))
        parts.append(render_text(same(f"{mark * step:.0%}"), x, _TOP - 12, anchor="middle", look="small"))
    for index, row in enumerate(chart.rows):
        look = f"share-{chart.key}-{index % looks}"
        parts.extend(_render_row(row, (chart.names, _TOP + index * _ROW), scale, look))
    parts.extend(render_key(_signs(chart), floor + 14, look=KeyLook(line=QUIET)))
    return render_chart(chart.title, parts, height=floor + 40, chart="shares")


def _check(chart: ShareChart) -> None:
    if not chart.rows:
        raise ValueError("a share chart needs rows")
    for row in chart.rows:
        if row.share is not None and not 0 <= row.share <= 1:
            raise ValueError(f"{row.region.en}: no share")


def _hatch(chart: ShareChart, index: int) -> str:
    colour = _PLAIN if chart.alike else OKABE_ITO[index % len(OKABE_ITO)]
    return render_hatch(f"share-{chart.key}-{index}", ground=colour, ink=INK, style=index)


def _render_row(row: ShareRow, at: tuple[float, float], scale: float, hatch: str) -> list[str]:
    left, middle = at[0], at[1] + _ROW / 2
    parts = [
        render_text(row.region, left - 10, middle + 5, anchor="end"),
        *_render_share(row, at, scale, hatch),
    ]
    if row.benchmark is not None:
        parts.append(_render_benchmark(round(left + row.benchmark * scale, 1), middle))
    figure = same(f"{row.share:.0%} (n {row.count})") if row.share is not None else words.UNKNOWN
    parts.append(render_text(figure, WIDTH, middle + 5, anchor="end", look="figure"))
    return parts


def _render_share(row: ShareRow, at: tuple[float, float], scale: float, hatch: str) -> list[str]:
    """Draw the bar; nothing for an unknown share, which is not 0."""
    if row.share is None or not row.count:
        return []
    width = round(row.share * scale, 1)
    return [render_bar(at[0], at[1] + (_ROW - _BAR) / 2, width, _BAR, fill=f"url(#{hatch})", stroke=INK)]


def _render_benchmark(x: float, middle: float) -> str:
    halo = render_line(x, middle - 15, x, middle + 15, colour=PAPER, width=6)
    return halo + (
        render_line(x, middle - 14, x, middle + 14, colour=WARNING, width=3)
        + f'<path d="M{x:g} {middle - 8:g}l-6-9h12z" fill="{WARNING}" stroke="{PAPER}"/>'
    )


def _signs(chart: ShareChart) -> list[Sign]:
    total = Label(f"{words.SHARE.th} (n = {chart.total})", f"{words.SHARE.en} (n = {chart.total})")
    signs = [Sign(0, render_bar(0, 2, 24, 12, fill=RULE, stroke=INK), total)]
    if chart.benchmark is not None:
        signs.append(Sign(170, _render_benchmark(12, 8), chart.benchmark))
    return signs
