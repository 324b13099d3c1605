"""What a report covers: the days of a year up to a month's end, or the whole of a year that is over."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from graph.dates import PartialDate, Period, format_date
from graph.errors import QuestionError
from graph.store import Store
from graph.texts import Label, text
from plan.clock import Clock
from queries.facts.contacts import plan_years

_MONTHS = 12


@dataclass(frozen=True)
class Span:
    """The part of a year that a report covers, and the day by which papers and results count.

    `month` is the calendar month of a monthly report, which is cut off at its last day. A final
    report has none: it covers the year, and counts what came by the as-of date.
    """

    year: int
    clock: Clock
    period: Period
    cut_off: date
    month: int | None = None

    @property
    def is_last(self) -> bool:
        """Whether the year is covered to its end: what has no day of measuring belongs to no earlier part."""
        return self.month is None or self.month == self.clock.period(self.year).last.month

    @property
    def named(self) -> Label:
        """The year, with the month in words for a monthly report, and the days covered."""
        last = self.period.last
        return text(
            "plan_papers",
            "span" if self.month else "span-final",
            year=self.year,
            month=format_date(PartialDate(last.year, last.month)),
            first=format_date(self.period.first),
            last=format_date(last),
            clock=text("plan_papers", f"span-{self.clock.name}"),
        )

    @property
    def counts_until(self) -> Label:
        """Say up to which day papers and results count."""
        key = "cut-off" if self.month else "cut-off-final"
        return text("plan_papers", key, day=format_date(self.cut_off), year=self.year)


def find_span(store: Store, *, year: int, month: int | None, clock: Clock, as_of: date) -> Span:
    """Find what a month's report covers, or the final report of a year where no month is given.

    Raises QuestionError for a year the plan has not, a month no calendar has or that has not begun,
    or a final report of a year that is not over.
    """
    years = plan_years(store)
    if year not in years:
        raise QuestionError("year-not-in-plan", year=year, allowed=", ".join(map(str, years)))
    whole = clock.period(year)
    if month is None:
        if as_of <= whole.last:
            days = {"last": format_date(whole.last), "as_of": format_date(as_of)}
            raise QuestionError("year-not-over", year=year, **days)
        return Span(year, clock, whole, as_of)
    if not 1 <= month <= _MONTHS:
        raise QuestionError("month-unknown", month=month)
    opened = date(whole.first.year if month >= whole.first.month else whole.last.year, month, 1)
    if opened > as_of:
        raise QuestionError("month-not-begun", month=month, year=year, as_of=format_date(as_of))
    closed = opened.replace(day=calendar.monthrange(opened.year, month)[1])
    last = min(closed, as_of)
    return Span(year, clock, Period(whole.first, last), last, month)
