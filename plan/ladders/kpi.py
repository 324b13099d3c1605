"""What an assessment works on: a KPI's ladder, and the records that bear on it. Plain values, no graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from graph.dates import PartialDate
from graph.schema import codes

# Only these modes move a level.
MOVING = codes.MOVING


@dataclass(frozen=True, slots=True)
class Criterion:
    """One checkable part of a level; with a threshold, a measured value decides it."""

    id: str
    threshold: float | None = None
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """One level with its criteria; `rule` and `period` are empty unless they differ from the KPI's."""

    id: str
    number: int
    criteria: tuple[Criterion, ...]
    rule: str = ""
    period: str = ""

    def attained_by(self, rule: str) -> str:
        """Name the rule the level is attained by, where the KPI's is read as `rule`.

        A level's own staged or best-single rule goes before; how its criteria are judged does not.
        """
        return self.rule if self.rule in ("staged", "best-single") else rule


@dataclass(frozen=True, slots=True)
class Target:
    """A KPI's target for a year: its value, its condition as printed, and how we read that.

    `each_dimension` activities are asked for in every dimension, `continuing` ones of earlier years.
    """

    id: str
    value: float
    condition: str = ""
    each_dimension: int = 0
    continuing: int = 0


@dataclass(frozen=True)
class Kpi:
    """A KPI: what is counted, when a level is attained, over which span, on which evidence.

    `kind` is level, count or percent; `rule` staged, best-single, threshold or panel; `period`
    in-period, snapshot or cumulative. A count or percent has no rungs.
    """

    id: str
    kind: str
    rule: str
    period: str
    levels: tuple[Level, ...] = ()
    targets: Mapping[int, Target] = field(default_factory=dict)
    rule_beside: str = ""
    least_grade: str = "B2"

    @property
    def top(self) -> int:
        """The highest level; 0 where there is none."""
        return max((rung.number for rung in self.levels), default=0)

    @cached_property
    def reach(self) -> Mapping[str, tuple[str, ...]]:
        """The criteria that each element stands for: a level for all of its own.

        A count or percent stands for itself; a ladder as a whole stands for no criterion.
        """
        found = {rung.id: tuple(c.id for c in rung.criteria) for rung in self.levels}
        found.update({c.id: (c.id,) for rung in self.levels for c in rung.criteria})
        return found if self.levels else {self.id: (self.id,)}

    @cached_property
    def _periods(self) -> Mapping[str, str]:
        own = [(rung, rung.period) for rung in self.levels if rung.period]
        return {key: period for rung, period in own for key in (rung.id, *(c.id for c in rung.criteria))}

    def period_of(self, element: str) -> str:
        """Give the span over which an element is counted: its level's own, or the KPI's."""
        return self._periods.get(element, self.period)

    @cached_property
    def measured(self) -> tuple[Criterion, ...]:
        """The criteria that a measured value decides."""
        return tuple(c for rung in self.levels for c in rung.criteria if c.threshold is not None)

    @cached_property
    def measures(self) -> Mapping[str, str]:
        """What a value for an element measures, where criteria share it; else the element itself."""
        names = {c.id: c.measure or c.id for c in self.measured}
        levels = {rung.id: names[c.id] for rung in self.levels for c in rung.criteria if c.id in names}
        return {**levels, **names}

    def measure_of(self, element: str) -> str:
        """Name what a value for an element measures."""
        return self.measures.get(element, element)


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity as an assessment sees it. `start` is None where it is undated."""

    id: str
    start: PartialDate | None
    end: PartialDate | None = None
    is_done: bool = True
    dimension: str = ""
    series: str = ""
    round_no: int | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """A link from an activity to a criterion, a level or a KPI; `asserted` by an officer, or by a rule."""

    activity: str
    element: str
    mode: str = "meets"
    asserted: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document that shows a matter as met, or as not met.

    With an activity alone it speaks of whether that took place; with an element alone, of whether
    that is met; with both, of whether the activity meets the element. `year` is the year it
    speaks of, where that is not the year of its date.
    """

    id: str
    is_met: bool
    grade: str
    dated: PartialDate | None
    activity: str = ""
    element: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Actual:
    """A value measured or reported for an element and a year: a level, a count or a percent."""

    id: str
    element: str
    year: int
    value: float
    measured: PartialDate | None = None


@dataclass(frozen=True)
class KpiRecords:
    """A KPI with all that is held on it.

    `first_year` is the plan's first year and `first_day` its first day: what ended before is
    context only. `series` gives, for each series, the last possible day of every done activity of
    it by id: a series began when the first of them had surely begun.
    """

    kpi: Kpi
    activities: Mapping[str, Activity] = field(default_factory=dict)
    supports: tuple[Support, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    actuals: tuple[Actual, ...] = ()
    first_year: int = 2566
    first_day: date = date(2022, 10, 1)
    series: Mapping[str, Mapping[str, date]] = field(default_factory=dict)

    def without(self, dropped: Iterable[str]) -> KpiRecords:
        """Give the case as if these activities, documents and values did not exist."""
        gone = frozenset(dropped)
        return replace(
            self,
            activities={key: doing for key, doing in self.activities.items() if key not in gone},
            supports=tuple(s for s in self.supports if s.activity not in gone),
            evidence=tuple(p for p in self.evidence if p.id not in gone and p.activity not in gone),
            actuals=tuple(r for r in self.actuals if r.id not in gone),
            series={
                name: {key: day for key, day in days.items() if key not in gone}
                for name, days in self.series.items()
            },
        )

    def adding(
        self,
        *,
        activities: Iterable[Activity] = (),
        supports: Iterable[Support] = (),
        evidence: Iterable[Evidence] = (),
        actuals: Iterable[Actual] = (),
    ) -> KpiRecords:
        """Give the case with more records in it."""
        new = {doing.id: doing for doing in activities}
        return replace(
            self,
            activities={**self.activities, **new},
            series=series_days(new.values(), known=self.series),
            supports=(*self.supports, *supports),
            evidence=(*self.evidence, *evidence),
            actuals=(*self.actuals, *actuals),
        )

    def known_by(self, day: date) -> KpiRecords:
        """Give the case without what had not come by a day: later activities, documents and values."""
        dates = [(d.id, d.start) for d in self.activities.values()]
        dates += [(p.id, p.dated) for p in self.evidence] + [(r.id, r.measured) for r in self.actuals]
        later = [key for key, when in dates if when is not None and when.earliest > day]
        return self.without(later) if later else self

    def moving(self) -> Iterator[tuple[Support, Activity]]:
        """List the links that may move a level, with their activity: done, and not before the plan."""
        for support in self.supports:
            doing = self.activities.get(support.activity)
            if doing is not None and support.mode in MOVING and self.counts(doing):
                yield support, doing

    def counts(self, doing: Activity) -> bool:
        """Whether an activity is done and did not surely end before the plan's first day."""
        last = doing.end or doing.start
        return doing.is_done and (last is None or last.latest >= self.first_day)


def series_days(
    doings: Iterable[Activity], *, known: Mapping[str, Mapping[str, date]] | None = None
) -> dict[str, dict[str, date]]:
    """Give the last possible day on which each done activity of a series began, by series and id.

    An undated activity does not show that its series had begun.
    """
    days = {name: dict(held) for name, held in (known or {}).items()}
    for doing in doings:
        if doing.series and doing.is_done and doing.start is not None:
            days.setdefault(doing.series, {})[doing.id] = doing.start.latest
    return days
