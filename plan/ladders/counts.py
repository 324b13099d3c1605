"""A count or percent in a year: its three marks, and whether its target is denied.

A figure that accepted documents state stands for all that was done by their day, whatever rules
count; at the end of the year it bounds what is possible. A document that only says `not met` denies
the target, and lets a reported number bound what rules count. An activity is counted once: a
reported count is about activities too, so it is not added to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from graph.schema import codes
from plan.clock import Clock
from plan.ladders.account import Account, Entry, Held, gather
from plan.ladders.figures import Figure
from plan.ladders.kpi import Activity, Counted, CountedActivity, KpiRecords, Target
from plan.ladders.states import Denials, Marks, State, judge

DIMENSIONS = tuple(code.value for code in codes.DIMENSION)
# Reads one number off what is counted: in all, in a dimension, or of continuing ones.
Part = Callable[[Counted], float]


@dataclass(frozen=True)
class YearValue:
    """A count or percent in one year."""

    account: Account
    year: int

    @cached_property
    def figure(self) -> Figure | None:
        """The figure stated or reported for the year."""
        return self.account.figures.figure(self.account.kpi.id, self.year)

    @cached_property
    def state(self) -> State:
        """The activities that are counted; a denial of the number denies none of them."""
        held = self.account.held(self.account.kpi.id)
        (criterion,) = self.account.kpi.criteria.values()
        first = self.account.records.first_year
        return judge(criterion, Held(held.proofs, held.claims), year=self.year, first_year=first)

    @cached_property
    def _denials(self) -> Denials:
        held = self.account.held(self.account.kpi.id)
        return Denials(entry for entry in held.denials if entry.is_in(self.year, self.year))

    @cached_property
    def _stated(self) -> Entry | None:
        figure = self.figure
        return self.account.stated(figure, self.year) if figure and figure.is_confirmed else None

    @property
    def is_denied(self) -> bool:
        """Whether an accepted document denies the target, and none that states the figure is newer."""
        if self._stated is None:
            return bool(self._denials.entries)
        return self._denials.any_after(self._stated)

    @property
    def is_disputed(self) -> bool:
        """Whether documents of one day state the figure and deny the target."""
        return self._stated is not None and not self.is_denied and self._denials.any_beside(self._stated)

    @property
    def denied_by(self) -> tuple[str, ...]:
        """The accepted documents that say the target was not reached, and have not been overtaken."""
        return self._denials.documents(since=self._stated)

    @property
    def is_of_whole_year(self) -> bool:
        """Whether documents state the figure for all of a year that is over: no more is possible."""
        figure = self.figure
        if figure is None or figure.dated is None or not figure.is_confirmed:
            return False
        last = self.account.clock.period(self.year).last
        is_count = self.account.kpi.kind == "count"
        return figure.dated.latest >= last if is_count else self.account.is_closed(self.year)

    @cached_property
    def claimed(self) -> list[CountedActivity]:
        """The activities that are counted as claimed, by id."""
        return self._activities(self.state.claimed)

    @cached_property
    def confirmed(self) -> list[CountedActivity]:
        """The activities that are counted as confirmed, by id."""
        return self._activities(self.state.confirmed)

    def _activities(self, found: Iterable[tuple[str, ...]]) -> list[CountedActivity]:
        known = self.account.records.activities
        keys = sorted({key for basis in found for key in basis if key in known})
        return [_counted_activity(self.account, known[key], self.year) for key in keys]

    def is_covered(self, activity: CountedActivity) -> bool:
        """Whether the figure is about an activity: it had begun when the documents were written."""
        figure = self.figure
        if figure is None or figure.dated is None or not figure.is_confirmed:
            return True
        return activity.begun <= figure.dated.latest

    @cached_property
    def marks(self) -> Marks:
        """The confirmed, claimed and possible value."""
        figure = self.figure
        value = None if figure is None else self._tied(figure.value, _total)
        is_confirmed = figure is not None and figure.is_confirmed
        if self.account.kpi.kind == "percent":
            most = value if self.is_of_whole_year or self.is_denied else None
            return Marks(value if is_confirmed else None, value, 100.0 if most is None else most)
        confirmed, claimed = (float(len(found)) for found in (self.confirmed, self.claimed))
        if value is not None and is_confirmed:
            confirmed, claimed = (
                value + sum(1 for one in found if not self.is_covered(one))
                for found in (self.confirmed, self.claimed)
            )
        elif value is not None:
            claimed = max(claimed, value)
        if self.is_of_whole_year:
            return Marks(value, value, value)
        if not self.is_denied:
            return Marks(confirmed, claimed, None)
        most = claimed if value is None or is_confirmed else value
        return Marks(min(confirmed, most), min(claimed, most), most)

    def _tied(self, value: float, part: Part) -> float:
        """Give a reported number as it would be with the activities that are counted now.

        What it holds above those that were counted before are activities that nobody names.
        """
        before = self.account.records.counted_before.get(self.year)
        if before is None or self.account.kpi.kind != "count":
            return value
        then, now = (
            part(count(one for one in found if self.is_covered(one))) for found in (before, self.claimed)
        )
        return min(value, now) + max(0.0, value - then)

    def counted(self, *, confirmed: bool) -> Counted:
        """Give what is counted by dimension, and how many continue: on record, or as reported.

        In each the larger number counts, for a report is about the same activities. A report counts
        as confirmed where accepted documents state its number.
        """
        named = count(self.confirmed if confirmed else self.claimed)
        figure = self.figure
        if figure is None or figure.result is None or (confirmed and not figure.is_attested):
            return named
        reported = figure.result.counted()

        def larger(part: Part) -> float:
            return max(part(named), self._tied(part(reported), part))

        by_dimension = {name: larger(part) for name, part in DIMENSION_PARTS.items()}
        return Counted(named.total, by_dimension, larger(CONTINUING_PART))


def _total(counted: Counted) -> float:
    return counted.total


def _in_dimension(name: str) -> Part:
    return lambda counted: counted.by_dimension.get(name, 0)


def _continuing(counted: Counted) -> float:
    return counted.continuing


DIMENSION_PARTS: Mapping[str, Part] = {name: _in_dimension(name) for name in DIMENSIONS}
CONTINUING_PART: Part = _continuing
TOTAL_PART: Part = _total


def _counted_activity(account: Account, activity: Activity, year: int) -> CountedActivity:
    begun = activity.start.latest if activity.start is not None else date.max
    is_continuing = continues(account.records, activity, year=year, clock=account.clock)
    return CountedActivity(activity.id, begun, activity.dimension, is_continuing)


def count(found: Iterable[CountedActivity]) -> Counted:
    """Count activities: in all, in each dimension, and those that continue earlier ones."""
    listed = list(found)
    by_dimension = {name: sum(1 for one in listed if one.dimension == name) for name in DIMENSIONS}
    return Counted(len(listed), by_dimension, sum(1 for one in listed if one.is_continuing))


def hold_counts(records: KpiRecords, *, years: Sequence[int], clock: Clock, as_of: date) -> KpiRecords:
    """Give a count's records with the activities that are counted, so that reports stay tied to them.

    What is dropped or added afterwards changes a reported number as it changes the activities.
    """
    if records.kpi.kind != "count":
        return records
    account = gather(records, clock=clock, as_of=as_of)
    return replace(records, counted_before={year: tuple(YearValue(account, year).claimed) for year in years})


def meets_condition(target: Target, counted: Counted) -> bool:
    """Whether what is counted meets a target's condition on dimensions and on continuing activities."""
    least = min(counted.by_dimension.get(name, 0) for name in DIMENSIONS)
    return least >= target.each_dimension and counted.continuing >= target.continuing


def continues(records: KpiRecords, activity: Activity, *, year: int, clock: Clock) -> bool:
    """Whether an activity is a continuing one in a year, as a target's condition counts it.

    It continues when its row gives it a round after the first, or when its series began in an
    earlier year.
    """
    return (activity.round_no or 0) > 1 or bool(earlier_editions(records, activity, year=year, clock=clock))


def earlier_editions(records: KpiRecords, activity: Activity, *, year: int, clock: Clock) -> list[str]:
    """List the other activities of an activity's series that began in a year before (by id)."""
    days = records.series.get(activity.series, {})
    return sorted(key for key, day in days.items() if key != activity.id and clock.year_of(day) < year)
