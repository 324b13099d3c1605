"""The trend: one region's share year by year, of ties and of active ties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.texts import Label, same
from maps import words
from maps.charts.frame import Chart, KeyLook, Sign, render_key
from maps.charts.svg import (
    ACCENT,
    INK,
    PAPER,
    QUIET,
    RULE,
    WARNING,
    WIDTH,
    render_bar,
    render_chart,
    render_line,
    render_text,
    round_position,
)

_LEFT, _RIGHT, _TOP, _HEIGHT = 46, 12, 24, 200
_BARS, _GAP = 54, 20
# Every so many years a year is named, so that names do not touch.
_MOST_NAMES = 12


@dataclass(frozen=True)
class TrendPoint:
    """One year: its share of ties, that of active ties (fractions of 1), contacts held.

    A share is None where there are no units. `reach` says how far the record reaches into the year,
    where it does not cover all of it.
    """

    year: Label
    share: float | None
    active: float | None
    contacts: int
    reach: Label | None = None


@dataclass(frozen=True)
class TrendChart(Chart):
    """Years in order. `since` is the place among the points at which the plan begins, or None."""

    points: Sequence[TrendPoint]
    since: int | None = None


def render_trend(chart: TrendChart) -> str:
    """Render the shares as SVG lines over bars of the contacts on record.

    Ties are a solid line with dots, active ties a dashed line with squares, so
    that both can be told apart in grey. Raises ValueError when there is no year.
    """
    if not chart.points:
        raise ValueError("a trend needs years")
    parts: list[str] = []
    for mark in range(0, 101, 20):
        y = _height(mark / 100)
        parts.append(render_line(_LEFT, y, WIDTH - _RIGHT, y, colour=RULE))
        parts.append(render_text(same(f"{mark} %"), _LEFT - 8, y + 4, anchor="end", look="small"))
    parts.extend(_render_since(chart))
    parts.extend(_render_line_of(chart, [p.active for p in chart.points], dashed=True))
    parts.extend(_render_line_of(chart, [p.share for p in chart.points], dashed=False))
    parts.extend(_render_contacts(chart))
    floor = _TOP + _HEIGHT + _GAP + _BARS + 54
    parts.extend(render_key(_signs(), floor, look=KeyLook(beside=33, below=12)))
    return render_chart(chart.title, parts, height=floor + 26, chart="trend")


def _x(chart: TrendChart, place: int) -> float:
    width = (WIDTH - _LEFT - _RIGHT) / len(chart.points)
    return round_position(_LEFT + (place + 0.5) * width)


def _height(share: float) -> float:
    return round_position(_TOP + _HEIGHT * (1 - share))


def _render_line_of(chart: TrendChart, values: Sequence[float | None], *, dashed: bool) -> list[str]:
    """Draw one line; it breaks where a year has no value."""
    colour, dash = (WARNING, ' stroke-dasharray="6 4"') if dashed else (ACCENT, "")
    parts, run = [], list[str]()
    for place, value in enumerate([*values, None]):
        if value is not None:
            run.append(f"{_x(chart, place):g},{_height(value):g}")
            continue
        if len(run) > 1:
            line = f'fill="none" stroke="{colour}" stroke-width="2.5"{dash}'
            parts.append(f'<polyline points="{" ".join(run)}" {line}/>')
        run = []
    for place, value in enumerate(values):
        if value is not None:
            parts.append(_render_mark(_x(chart, place), _height(value), dashed))
    return parts


def _render_mark(x: float, y: float, dashed: bool) -> str:
    if dashed:
        return render_bar(x - 3.5, y - 3.5, 7, 7, fill=PAPER, stroke=WARNING)
    return f'<circle cx="{x:g}" cy="{y:g}" r="4" fill="{ACCENT}" stroke="{PAPER}"/>'


def _render_since(chart: TrendChart) -> list[str]:
    if chart.since is None:
        return []
    width = (WIDTH - _LEFT - _RIGHT) / len(chart.points)
    x = round_position(_x(chart, chart.since) + width / 4)
    line = render_line(x, _TOP - 8, x, _TOP + _HEIGHT, colour=QUIET, width=1.5)
    return [line, render_text(words.PLAN_BEGINS, x - 6, _TOP - 8, anchor="end", look="small")]


def _render_contacts(chart: TrendChart) -> list[str]:
    """Draw how many contacts the record holds each year, with the years below."""
    top = _TOP + _HEIGHT + _GAP
    most = max(1, *(point.contacts for point in chart.points))
    width = min(18.0, (WIDTH - _LEFT - _RIGHT) / len(chart.points) - 6)
    every = -(-len(chart.points) // _MOST_NAMES)
    parts = []
    for place, point in enumerate(chart.points):
        x = _x(chart, place)
        tall = round_position((_BARS - 16) * point.contacts / most)
        parts.append(render_bar(x - width / 2, top + _BARS - tall, width, tall, fill="#B9B5AC", stroke=QUIET))
        number = same(str(point.contacts))
        parts.append(render_text(number, x, top + _BARS - tall - 4, anchor="middle", look="small"))
        if (len(chart.points) - 1 - place) % every == 0:
            parts.append(render_text(point.year, x, top + _BARS + 18, anchor="middle", look="small"))
        if point.reach is not None:
            # Longer than a year's room: it ends with the axis, on a line of its own.
            end = WIDTH - _RIGHT
            parts.append(render_text(point.reach, end, top + _BARS + 33, anchor="end", look="small"))
    parts.append(render_line(_LEFT, top + _BARS, WIDTH - _RIGHT, top + _BARS, colour=INK, width=1.5))
    return parts


def _signs() -> list[Sign]:
    solid = render_line(0, 8, 26, 8, colour=ACCENT, width=2.5) + _render_mark(13, 8, False)
    dashed = f'<path d="M0 8H26" stroke="{WARNING}" stroke-width="2.5" stroke-dasharray="6 4"/>'
    return [
        Sign(0, solid, words.TREND_TIES),
        Sign(150, dashed + _render_mark(13, 8, True), words.TREND_ACTIVE),
        Sign(310, render_bar(0, 2, 26, 12, fill="#B9B5AC", stroke=QUIET), words.TREND_CONTACTS),
    ]
