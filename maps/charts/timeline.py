"""The timeline: what was done in each fiscal year, a mark an activity, its shape the role."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.texts import Label
from maps import words
from maps.charts.frame import Chart
from maps.charts.svg import (
    ACCENT,
    PAPER,
    QUIET,
    RULE,
    WIDTH,
    render_bar,
    render_chart,
    render_hatch,
    render_line,
    render_text,
)
from maps.escape import render_attribute

_CELL, _TOP, _BASE_ROWS = 22, 16, 3
# Shapes around 0,0, six pixels to each side; roles beyond these eight share the last.
_SHAPES = (
    '<circle r="6"/>',
    '<path d="M-5.5-5.5h11v11h-11z"/>',
    '<path d="M0-7 6.5 5h-13z"/>',
    '<path d="M0-7.5 7.5 0 0 7.5-7.5 0z"/>',
    '<path d="M0 7 6.5-5h-13z"/>',
    '<path d="M-2.2-6.5h4.4v4.3h4.3v4.4h-4.3v4.3h-4.4v-4.3h-4.3v-4.4h4.3z"/>',
    '<path d="M0-8 2.1-2.8 7.6-2.5 3.4 1.1 4.7 6.5 0 3.5-4.7 6.5-3.4 1.1-7.6-2.5-2.1-2.8z"/>',
    '<circle r="5" class="hollow"/>',
)


@dataclass(frozen=True)
class TimelineDot:
    """One activity: its role's code (a key of the chart's roles) and its name."""

    role: str
    name: Label


@dataclass(frozen=True)
class TimelineYear:
    """One fiscal year with its activities, and the number of records held for it.

    `reach` says how far the record goes into the year where it does not cover all of it.
    """

    year: Label
    activities: Sequence[TimelineDot]
    records: int
    reach: Label | None = None


@dataclass(frozen=True)
class TimelineChart(Chart):
    """Years in order; `roles` gives each role code its words, in the order of the key.

    The last of eight roles is drawn hollow: use it for "unknown".
    """

    roles: Mapping[str, Label]
    years: Sequence[TimelineYear]


def render_timeline(chart: TimelineChart) -> str:
    """Render the timeline as SVG; a year without records is hatched grey and says so.

    Raises ValueError when there is no year, KeyError for a role the chart does not name.
    """
    if not chart.years:
        raise ValueError("a timeline needs years")
    order = {role: index for index, role in enumerate(chart.roles)}
    column = WIDTH / len(chart.years)
    across = max(1, int((column - 20) // _CELL))
    rows = max(_BASE_ROWS, *(math.ceil(len(year.activities) / across) for year in chart.years))
    floor = _TOP + rows * _CELL
    hatch = f"timeline-{chart.key}-none"
    parts = [f"<defs>{render_hatch(hatch, ground='#EFEDE8', ink='#8A8A8A')}</defs>"]
    for index, year in enumerate(chart.years):
        parts.extend(_render_year(year, index * column, column, floor, across, hatch, order))
    parts.append(render_line(0, floor + 4, WIDTH, floor + 4, colour=QUIET, width=1.5))
    used = {dot.role for year in chart.years for dot in year.activities}
    shown = [(order[role], label) for role, label in chart.roles.items() if role in used]
    key, height = _render_key(shown, floor + 81)
    return render_chart(chart.title, [*parts, *key], height=height, chart="timeline")


def _render_year(
    year: TimelineYear,
    x: float,
    column: float,
    floor: float,
    across: int,
    hatch: str,
    order: Mapping[str, int],
) -> list[str]:
    middle = x + column / 2
    parts = []
    if not year.records and not year.activities:
        parts.append(render_bar(x + 6, floor - 2 * _CELL, column - 12, 2 * _CELL, fill=f"url(#{hatch})"))
    dots = sorted(year.activities, key=lambda dot: (order[dot.role], dot.name.en, dot.name.th))
    width = min(len(dots), across) * _CELL
    for index, dot in enumerate(dots):
        left = middle - width / 2 + (index % across + 0.5) * _CELL
        top = floor - (index // across + 0.5) * _CELL
        parts.append(
            f'<g transform="translate({left:g} {top:g})" {_look(order[dot.role])}>'
            f"<title>{render_attribute(dot.name)}</title>{_shape(order[dot.role])}</g>"
        )
    held = words.RECORDS_HELD.fill(n=year.records) if year.records else words.NO_RECORDS
    parts.append(render_text(year.year, middle, floor + 24, anchor="middle", look="strong"))
    for line, label in enumerate([held, *([year.reach] if year.reach is not None else [])]):
        parts.append(render_text(label, middle, floor + 41 + 15 * line, anchor="middle", look="small"))
    return parts


def _shape(index: int) -> str:
    return _SHAPES[min(index, len(_SHAPES) - 1)]


def _look(index: int) -> str:
    hollow = index >= len(_SHAPES) - 1
    return f'fill="{PAPER if hollow else ACCENT}" stroke="{ACCENT}" stroke-width="{2 if hollow else 0.5}"'


def _render_key(roles: Sequence[tuple[int, Label]], y: float) -> tuple[list[str], int]:
    parts = [render_line(0, y - 12, WIDTH, y - 12, colour=RULE)] if roles else []
    for place, (index, label) in enumerate(roles):
        left, top = 12 + place % 3 * (WIDTH / 3), y + place // 3 * 22
        parts.append(f'<g transform="translate({left:g} {top + 4:g})" {_look(index)}>{_shape(index)}</g>')
        parts.append(render_text(label, left + 14, top + 9, look="small"))
    return parts, int(y + math.ceil(len(roles) / 3) * 22)
