"""The ladder: how far up a KPI's five levels each year's record reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.texts import Label, same
from maps import words
from maps.charts.frame import Chart, KeyLook, Sign, render_key
from maps.charts.svg import (
    ACCENT,
    PAPER,
    RULE,
    WARNING,
    WIDTH,
    render_bar,
    render_chart,
    render_hatch,
    render_line,
    render_text,
)

_LEFT, _TOP, _STEP, _STEPS_GAP = 64, 34, 34, 4


@dataclass(frozen=True)
class LadderYear:
    """One year: the highest level (0 = none yet) confirmed, claimed and possible, and the target.

    A claimed level includes the confirmed ones below it, a possible one both; None is unknown.
    `records` is the number of records held for the year, or None where it does not apply; `reach`
    says how far the record goes into the year where it does not cover all of it.
    """

    year: Label
    confirmed: int | None
    claimed: int | None
    possible: int
    target: int | None = None
    records: int | None = None
    reach: Label | None = None


@dataclass(frozen=True)
class LadderChart(Chart):
    """A KPI's ladder: the levels from the lowest to the highest, and the years in order."""

    levels: Sequence[Label]
    years: Sequence[LadderYear]


def render_ladder(chart: LadderChart) -> str:
    """Render the ladder as SVG: levels as rows, years as columns.

    Solid is confirmed, hatched claimed, outlined possible; a tick marks the target. The figures
    stand under each year as text too. Raises ValueError when there is no year or no level.
    """
    if not chart.years or not chart.levels:
        raise ValueError("a ladder needs levels and years")
    rows = len(chart.levels)
    column = (WIDTH - _LEFT) / len(chart.years)
    hatch = f"ladder-{chart.key}-claimed"
    parts = [f"<defs>{render_hatch(hatch, ground=PAPER, ink=ACCENT)}</defs>"]
    for level, label in enumerate(chart.levels, start=1):
        parts.append(render_text(label, _LEFT - 14, _row_top(level, rows) + 20, anchor="end", look="strong"))
    for index, year in enumerate(chart.years):
        parts.extend(_render_year(year, _LEFT + index * column, column - 16, rows, hatch))
    foot = _TOP + rows * _STEP + 118
    parts.extend(render_key(_signs(hatch), foot, look=KeyLook(below=11, rise=12, left=_LEFT)))
    return render_chart(chart.title, parts, height=foot + 24, chart="ladder")


def _row_top(level: int, rows: int) -> float:
    return _TOP + (rows - level) * _STEP


def _render_year(year: LadderYear, x: float, width: float, rows: int, hatch: str) -> list[str]:
    parts = [render_text(year.year, x + width / 2, 20, anchor="middle", look="strong")]
    parts.extend(_render_step(year, level, x, width, rows, hatch) for level in range(1, rows + 1))
    if year.target:
        parts.append(_render_target(x, _row_top(year.target, rows) - _STEPS_GAP / 2, width))
    y = _TOP + rows * _STEP + 16
    marks = (
        (words.CONFIRMED, year.confirmed),
        (words.CLAIMED, year.claimed),
        (words.POSSIBLE, year.possible),
    )
    lines = [_count(name, level) for name, level in marks if level is not None]
    if year.target:
        lines.append(_count(words.TARGET_SHORT, year.target))
    if year.records is not None:
        lines.append(words.RECORDS_HELD.fill(n=year.records))
    if year.reach is not None:
        lines.append(year.reach)
    for line, label in enumerate(lines):
        parts.append(render_text(label, x + width / 2, y + line * 16, anchor="middle", look="small"))
    return parts


def _render_step(year: LadderYear, level: int, x: float, width: float, rows: int, hatch: str) -> str:
    y, height = _row_top(level, rows), _STEP - _STEPS_GAP
    if level <= (year.confirmed or 0):
        return render_bar(x, y, width, height, fill=ACCENT, stroke=ACCENT)
    if level <= (year.claimed or 0):
        return render_bar(x, y, width, height, fill=f"url(#{hatch})", stroke=ACCENT)
    if level <= year.possible:
        return render_bar(x, y, width, height, fill=PAPER, stroke=ACCENT)
    return render_line(x, y + height, x + width, y + height, colour=RULE)


def _render_target(x: float, y: float, width: float) -> str:
    end = x + width
    tick = f'<path d="M{end - 1:g} {y:g}l9-6v12z" fill="{WARNING}"/>'
    return render_line(x - 5, y, end + 3, y, colour=PAPER, width=6) + (
        render_line(x - 5, y, end + 3, y, colour=WARNING, width=3) + tick
    )


def _count(label: Label, level: int) -> Label:
    return Label(f"{label.th} {_level(level).th}", f"{label.en} {_level(level).en}")


def _level(level: int) -> Label:
    return same(f"L{level}") if level else words.NONE


def list_marks(hatch: str) -> list[tuple[str, Label]]:
    """List the signs of the key, each a fragment at its own origin, with what they mean."""
    return [
        (render_bar(0, 0, 22, 12, fill=ACCENT, stroke=ACCENT), words.CONFIRMED),
        (render_bar(0, 0, 22, 12, fill=f"url(#{hatch})", stroke=ACCENT), words.CLAIMED),
        (render_bar(0, 0, 22, 12, fill=PAPER, stroke=ACCENT), words.POSSIBLE),
        (_render_target(4, 6, 14), words.TARGET),
    ]


def _signs(hatch: str) -> list[Sign]:
    return [Sign(_LEFT + place * 160, *sign) for place, sign in enumerate(list_marks(hatch))]
