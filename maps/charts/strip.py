"""The strip: lanes on one axis of days, a sign for each thing with a date, a bar where it is not exact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.texts import Label
from maps import words
from maps.charts.frame import Chart, KeyLook, Sign, render_key
from maps.charts.svg import (
    ACCENT,
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
    round_position,
)
from maps.escape import render_attribute

_TOP, _LEVEL, _LANE, _RADIUS, _HEADS = 44, 13, 22, 5, 18
# A bar is never as short as a sign, and no more signs than these stand in a row of the key.
_LEAST_BAR, _KEY_ROW, _KEY_SIGNS = 16, 18, 3
_SHADES = ("#F1EFEA", "#E2EDE8", "#FFFFFF")
# The signs, told apart by shape as well as by colour.
_LOOKS: Mapping[str, str] = {
    "dot": f'<circle r="{_RADIUS}" fill="{ACCENT}" stroke="{PAPER}"/>',
    "ring": f'<circle r="4.4" fill="{PAPER}" stroke="{ACCENT}" stroke-width="1.8"/>',
    "square": f'<path d="M-5-5h10v10h-10z" fill="{ACCENT}" stroke="{PAPER}"/>',
    "urgent": f'<path d="M0-6.5 6.5 0 0 6.5-6.5 0z" fill="{WARNING}" stroke="{PAPER}"/>',
}
# What lies beyond the left end, and beyond the right one.
_ARROWS = ("M-5 0 5-5.5V5.5z", "M5 0-5-5.5V5.5z")


@dataclass(frozen=True)
class StripMark:
    """One thing: the days it may fall on, its name for those who point at it, and its sign.

    `look` is `dot`, `ring`, `square` or `urgent`. With `lasts` it is known to go on from the first
    day to the last; without, it falls somewhere between them, and is a bar however short.
    """

    first: date
    last: date
    name: Label
    look: str = "dot"
    lasts: bool = False

    @property
    def colour(self) -> str:
        """The colour of its sign, bar or arrow."""
        return WARNING if self.look == "urgent" else ACCENT


@dataclass(frozen=True)
class StripLane:
    """One lane: its name to the left, its things, a few words to the right."""

    name: Label
    marks: Sequence[StripMark]
    note: Label | None = None


@dataclass(frozen=True)
class StripBand:
    """A stretch of days behind the lanes with its name at the top; `shade` is 0, 1 or 2."""

    first: date
    last: date
    name: Label
    shade: int = 0


@dataclass(frozen=True)
class StripChart(Chart):
    """Lanes in order on an axis from `first` to `last`, named at `ticks`.

    `meanings` gives the words of each look, in the order of the key; `left` and `right` are the
    room for the names of lanes and for their notes.
    """

    lanes: Sequence[StripLane]
    first: date
    last: date
    ticks: Sequence[tuple[date, Label]]
    meanings: Mapping[str, Label]
    bands: Sequence[StripBand] = ()
    left: int = 150
    right: int = 96

    def place(self, day: date) -> float:
        """Give the place of a day across the picture; one beyond an end stands at that end."""
        part = (min(max(day, self.first), self.last) - self.first).days / (self.last - self.first).days
        return round_position(self.left + part * (WIDTH - self.left - self.right))


@dataclass(frozen=True)
class _Placed:
    """A thing with the ends of its sign across the picture, and its level in the lane.

    `form` is `sign`, `bar` or `arrow`; `beyond` tells whether days lie beyond the left and the right end.
    """

    mark: StripMark
    form: str
    left: float
    right: float
    beyond: tuple[bool, bool]
    level: int = 0


def render_strip(chart: StripChart) -> str:
    """Render the strip as SVG: signs at their days, bars where a day is not exact, a level for each.

    What lies beyond an end of the axis is an arrow there. A lane without things stays empty: say in
    its note what that means. Raises ValueError without lanes or days between the ends, KeyError for
    a look without meaning.
    """
    if not chart.lanes or chart.first >= chart.last:
        raise ValueError("a strip needs lanes and a span of days")
    hatch = f"strip-{chart.key}-span"
    placed = [_arrange(chart, lane.marks) for lane in chart.lanes]
    heights = [_height(marks) for marks in placed]
    floor = _TOP + sum(heights)
    parts = [f"<defs>{render_hatch(hatch, ground='#DDEBE5', ink='#5E9C86')}</defs>"]
    parts.extend(_render_axis(chart, floor))
    top = _TOP
    for lane, marks, height in zip(chart.lanes, placed, heights, strict=True):
        parts.extend(_render_lane(chart, lane, marks, (top, height), hatch))
        top += height
    signs = _signs(chart, [mark for marks in placed for mark in marks], hatch)
    rows = [signs[start : start + _KEY_SIGNS] for start in range(0, max(len(signs), 1), _KEY_SIGNS)]
    for number, row in enumerate(rows):
        look = KeyLook(beside=18, line="none" if number else QUIET)
        parts.extend(render_key(row, floor + 14 + number * _KEY_ROW, look=look))
    height = floor + 40 + (len(rows) - 1) * _KEY_ROW
    return render_chart(chart.title, parts, height=height, chart="strip")


def _arrange(chart: StripChart, marks: Sequence[StripMark]) -> list[_Placed]:
    """Put the things of a lane on levels, so that no sign covers another."""
    ends: list[float] = []
    found = []
    for mark in sorted(marks, key=lambda m: (m.first, m.last, m.look, m.name.en, m.name.th)):
        placed = _place(chart, mark)
        level = next((level for level, end in enumerate(ends) if end <= placed.left), len(ends))
        ends[level : level + 1] = [placed.right + 1]
        found.append(replace(placed, level=level))
    return found


def _place(chart: StripChart, mark: StripMark) -> _Placed:
    """Choose the form of a thing by its days, never by how many the axis can show, and give its ends."""
    left, right = chart.place(mark.first), chart.place(mark.last)
    beyond = mark.first < chart.first, mark.last > chart.last
    if mark.last < chart.first or mark.first > chart.last:
        middle = left + _RADIUS if beyond[0] else right - _RADIUS
        return _Placed(mark, "arrow", *_around(middle, 2 * _RADIUS), beyond)
    middle = (left + right) / 2
    is_short = right - left <= 2 * _RADIUS
    if mark.first == mark.last or (mark.lasts and is_short and not any(beyond)):
        return _Placed(mark, "sign", *_around(middle, 2 * _RADIUS), beyond)
    if right - left < _LEAST_BAR:
        half = _LEAST_BAR / 2
        middle = min(max(middle, chart.left + half), WIDTH - chart.right - half)
        left, right = _around(middle, _LEAST_BAR)
    return _Placed(mark, "bar", left, right, beyond)


def _around(middle: float, width: float) -> tuple[float, float]:
    return round_position(middle - width / 2), round_position(middle + width / 2)


def _height(marks: Iterable[_Placed]) -> int:
    return max(_LANE, _levels(marks) * _LEVEL + 8)


def _levels(marks: Iterable[_Placed]) -> int:
    return 1 + max((mark.level for mark in marks), default=0)


def _render_axis(chart: StripChart, floor: int) -> list[str]:
    parts = []
    for band in chart.bands:
        left, right = chart.place(band.first), chart.place(band.last)
        width = round_position(right - left)
        parts.append(render_bar(left, _HEADS + 6, width, floor - _HEADS - 6, fill=_SHADES[band.shade]))
        parts.append(render_text(band.name, left + 4, 14, look="small"))
    for day, label in chart.ticks:
        x = chart.place(day)
        parts.append(render_line(x, _TOP - 6, x, floor, colour=RULE))
        parts.append(render_text(label, x, _TOP - 9, anchor="middle", look="small"))
    return parts


def _render_lane(
    chart: StripChart, lane: StripLane, marks: Sequence[_Placed], at: tuple[int, int], hatch: str
) -> list[str]:
    top, height = at
    middle = top + height / 2
    parts = [
        render_line(0, top, WIDTH, top, colour=RULE),
        render_text(lane.name, chart.left - 12, middle + 5, anchor="end"),
    ]
    lowest = middle + (_levels(marks) - 1) * _LEVEL / 2
    parts.extend(_render_mark(mark, round_position(lowest - mark.level * _LEVEL), hatch) for mark in marks)
    if lane.note is not None:
        parts.append(render_text(lane.note, WIDTH, middle + 5, anchor="end", look="small"))
    return parts


def _render_mark(placed: _Placed, y: float, hatch: str) -> str:
    title = f"<title>{render_attribute(placed.mark.name)}</title>"
    middle = round_position((placed.left + placed.right) / 2)
    if placed.form == "sign":
        return f'<g transform="translate({middle:g} {y:g})">{title}{_LOOKS[placed.mark.look]}</g>'
    ends = placed.left + _RADIUS, placed.right - _RADIUS
    arrows = "".join(
        _render_arrow(side, round_position(ends[side]), y, colour=placed.mark.colour)
        for side in (0, 1)
        if placed.beyond[side]
    )
    if placed.form == "arrow":
        return f"<g>{title}{arrows}</g>"
    width = round_position(placed.right - placed.left)
    bar = render_bar(placed.left, y - 4.5, width, 9, fill=f"url(#{hatch})", stroke=placed.mark.colour)
    return f"<g>{title}{bar}{arrows}</g>"


def _render_arrow(side: int, x: float, y: float, *, colour: str) -> str:
    path = f'<path d="{_ARROWS[side]}" fill="{colour}" stroke="{PAPER}"/>'
    return f'<g transform="translate({x:g} {y:g})">{path}</g>'


def _signs(chart: StripChart, marks: Sequence[_Placed], hatch: str) -> list[Sign]:
    """Give the key: the signs that are drawn, the bar and the arrow where there is one.

    An urgent thing is named in any form, as each has its colour.
    """
    drawn = {one.mark.look for one in marks if one.form == "sign" or one.mark.look == "urgent"}
    if unnamed := {placed.mark.look for placed in marks} - set(chart.meanings):
        raise KeyError(min(unnamed))
    shown = [
        (f'<g transform="translate(6 8)">{_LOOKS[look]}</g>', label)
        for look, label in chart.meanings.items()
        if look in drawn
    ]
    if any(placed.form == "bar" for placed in marks):
        shown.append((render_bar(-8, 3.5, 22, 9, fill=f"url(#{hatch})", stroke=ACCENT), words.NOT_EXACT))
    if sides := sorted({side for one in marks for side in (0, 1) if one.beyond[side]}):
        shown.append((_render_arrow(sides[0], 6, 8, colour=ACCENT), words.BEYOND))
    across = (WIDTH - 8) / min(max(len(shown), 1), _KEY_SIGNS)
    return [Sign(round_position(8 + place % _KEY_SIGNS * across), *sign) for place, sign in enumerate(shown)]
