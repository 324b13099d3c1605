"""The plan's two clocks: the Thai fiscal year (assumed) and the calendar year, both in B.E."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from graph.dates import BUDDHIST_OFFSET, PartialDate, Period, fiscal_year, fiscal_year_of


@dataclass(frozen=True)
class Clock:
    """A way to cut time into years (B.E.); its words stand in the registry under `clock-<name>`."""

    name: str
    period: Callable[[int], Period]
    year_of: Callable[[date], int]

    def years_of(self, start: PartialDate, end: PartialDate | None = None) -> Years:
        """Give the years in which an event so dated surely has a day, and those in which it may."""
        if end is None and start.is_full:
            return Years((self.year_of(start.earliest),), ())
        end = end or start
        first, last = self.year_of(start.earliest), self.year_of(end.latest)
        if first == last:
            return Years((first,), ())
        every = range(first, last + 1)
        sure = tuple(year for year in every if self.period(year).surely_overlaps(start, end))
        return Years(sure, tuple(year for year in every if year not in sure))

    def may_hold(self, year: int, measured: PartialDate | None) -> bool:
        """Whether a value measured then may be of a year; one without a day may."""
        return measured is None or self.period(year).may_overlap(measured)


@dataclass(frozen=True, slots=True)
class Years:
    """The years (B.E.) that a date surely falls in, and those that it may fall in."""

    sure: tuple[int, ...]
    unsure: tuple[int, ...]


def _calendar_year(year: int) -> Period:
    opens = year - BUDDHIST_OFFSET
    return Period(date(opens, 1, 1), date(opens, 12, 31))


def _calendar_year_of(day: date) -> int:
    return day.year + BUDDHIST_OFFSET


FISCAL = Clock("fiscal", fiscal_year, fiscal_year_of)
CALENDAR = Clock("calendar", _calendar_year, _calendar_year_of)
# The plan does not say which clock its years run on; the first is the default, and assumed.
CLOCKS: Mapping[str, Clock] = {clock.name: clock for clock in (FISCAL, CALENDAR)}
