"""Ticks for an axis of days: years or months, no more than there is room for."""

from __future__ import annotations

from datetime import date

from graph.dates import PartialDate, format_date, months_after
from graph.texts import Label

Ticks = list[tuple[date, Label]]
# Steps in years that a reader counts easily.
_STEPS = (1, 2, 5, 10, 20, 50, 100)


def list_year_ticks(first: date, last: date, *, most: int = 8) -> Ticks:
    """Give the first days of some years between two days, evenly apart, at most so many."""
    step = next((step for step in _STEPS if (last.year - first.year) / step < most), _STEPS[-1])
    years = range(-(-first.year // step) * step, last.year + 1, step)
    return [
        (day, format_date(PartialDate(year))) for year in years if first <= (day := date(year, 1, 1)) <= last
    ]


def list_month_ticks(first: date, last: date, *, every: int = 2) -> Ticks:
    """Give the first day of every n-th month (`every`) between two days, from the first whole month on."""
    ticks = []
    day = first if first.day == 1 else months_after(first.replace(day=1), 1)
    while day <= last:
        ticks.append((day, format_date(PartialDate(day.year, day.month))))
        day = months_after(day, every)
    return ticks
