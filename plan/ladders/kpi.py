"""What an assessment works on: a KPI, and the records that bear on it. Plain values, no graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from graph.acceptance import LEAST_GRADE
from graph.dates import PartialDate
from graph.schema import codes

# Only these modes move a level.
MOVING = codes.MOVING
# By this mode an officer withdraws a rule's link.
WITHDRAWN = codes.WITHDRAWN


@dataclass(frozen=True, slots=True)
class Criterion:
    """One checkable part of a level.

    With a `threshold` a figure of its `measure` decides it, by no other `method` than the one given.
    `nature` says how long it holds: an achievement stays, a state holds until it is denied, a
    measure is read anew each year.
    """

    id: str
    threshold: float | None = None
    measure: str = ""
    nature: str = "achievement"
    method: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """One level with its criteria; `rule` is empty unless it differs from the KPI's."""

    id: str
    number: int
    criteria: tuple[Criterion, ...]
    rule: str = ""

    def attained_by(self, rule: str) -> str:
        """Name the rule the level is attained by, where the KPI's is read as `rule`.

        A level's own staged or best-single rule goes before; how its criteria are judged does not.
        """
        return self.rule if self.rule in ("staged", "best-single") else rule


@dataclass(frozen=True, slots=True)
class Target:
    """A KPI's target for a year: its value, its condition as printed, and how we read that.

    `each_dimension` activities are asked for in every dimension, `continuing` ones of earlier years.
    `value_if_met` is what the target becomes when the printed condition is met: somebody must decide.
    """

    id: str
    value: float
    condition: str = ""
    each_dimension: int = 0
    continuing: int = 0
    value_if_met: float | None = None

    @property
    def is_counted(self) -> bool:
        """Whether the target has a condition that records themselves can show."""
        return bool(self.each_dimension or self.continuing)


@dataclass(frozen=True)
class Kpi:
    """A KPI: what is counted, when a level is attained, on which evidence.

    `kind` is level, count or percent; `rule` staged, best-single, threshold or panel. A count or
    percent has no levels, and is a measure of its year.
    """

    id: str
    kind: str
    rule: str
    levels: tuple[Level, ...] = ()
    targets: Mapping[int, Target] = field(default_factory=dict)
    rule_beside: str = ""
    least_grade: str = LEAST_GRADE

    @property
    def top(self) -> int:
        """The highest level; 0 where there is none."""
        return max((level.number for level in self.levels), default=0)

    @cached_property
    def criteria(self) -> Mapping[str, Criterion]:
        """Every criterion by its id; a count or percent is its own."""
        found = {c.id: c for level in self.levels for c in level.criteria}
        return found if self.kind == "level" else {self.id: Criterion(self.id, nature="measure")}

    @cached_property
    def reach(self) -> Mapping[str, tuple[str, ...]]:
        """The criteria that each element stands for: a level for all of its own.

        A count or percent stands for itself; a ladder as a whole stands for no criterion.
        """
        found = {level.id: tuple(c.id for c in level.criteria) for level in self.levels}
        return {**found, **{key: (key,) for key in self.criteria}}

    @cached_property
    def measures(self) -> Mapping[str, str]:
        """What a figure for an element measures, where criteria share it; else the element itself."""
        names = {c.id: c.measure or c.id for c in self.measured}
        levels = {level.id: names[c.id] for level in self.levels for c in level.criteria if c.id in names}
        return {**levels, **names}

    @cached_property
    def measured(self) -> tuple[Criterion, ...]:
        """The criteria that a figure decides."""
        return tuple(c for level in self.levels for c in level.criteria if c.threshold is not None)

    def measure_of(self, element: str) -> str:
        """Name what a figure for an element measures."""
        return self.measures.get(element, element)

    @property
    def is_yearly(self) -> bool:
        """Whether all of the KPI is read anew each year."""
        return all(criterion.nature == "measure" for criterion in self.criteria.values())

    def is_of_year(self, element: str) -> bool:
        """Whether an element is read anew each year, in all of its criteria."""
        reached = self.reach.get(element, ())
        return bool(reached) and all(self.criteria[key].nature == "measure" for key in reached)


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity as an assessment sees it. `start` is None where it is undated.

    `shown_by` are the documents that show or date it, each by itself, where its record does not.
    """

    id: str
    start: PartialDate | None
    end: PartialDate | None = None
    is_done: bool = True
    dimension: str = ""
    series: str = ""
    round_no: int | None = None
    shown_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Support:
    """A link from an activity to a criterion, a level or a KPI; `asserted` by an officer, or by a rule."""

    activity: str
    element: str
    mode: str = "meets"
    asserted: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document that shows a matter as met, or as not met, or that states a figure.

    With an activity alone it speaks of whether that took place; with an element alone, of whether
    that is met; with both, of whether the activity meets the element. `year` is the year it
    speaks of, where that is not the year of its date. `value` is the figure it states, and
    `is_rounded` says that it gives no numerator and denominator. While `pending` names a question,
    the document confirms and denies nothing.
    """

    id: str
    is_met: bool
    grade: str
    dated: PartialDate | None
    activity: str = ""
    element: str = ""
    year: int | None = None
    value: float | None = None
    is_rounded: bool = False
    pending: str = ""


@dataclass(frozen=True, slots=True)
class Actual:
    """A result reported for an element and a year: a level, a count or a percent.

    A count may be given in one row for each `dimension`; `continuing` says how many of it continue
    activities of earlier years.
    """

    id: str
    element: str
    year: int
    value: float
    measured: PartialDate | None = None
    method: str = ""
    dimension: str = ""
    continuing: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on a year's target: its condition is met or not, or its value is changed."""

    id: str
    year: int
    kind: str
    decided: PartialDate
    value: float | None = None


@dataclass(frozen=True, slots=True)
class CountedActivity:
    """An activity that a count counts: the last day on which it may have begun, and what it counts for."""

    id: str
    begun: date
    dimension: str = ""
    is_continuing: bool = False


@dataclass(frozen=True)
class Counted:
    """How many activities are counted: in all, in each dimension, and how many continue earlier ones."""

    total: float = 0
    by_dimension: Mapping[str, float] = field(default_factory=dict)
    continuing: float = 0


@dataclass(frozen=True)
class KpiRecords:
    """A KPI with all that is held on it.

    `first_year` is the plan's first year and `first_day` its first day: what ended before is
    context only. `series` gives, for each series, the last possible day of every done activity of
    it by id: a series began when the first of them had surely begun. `counted_before` gives by year
    the activities counted before any was dropped or added: a reported count is about these.
    """

    kpi: Kpi
    activities: Mapping[str, Activity] = field(default_factory=dict)
    supports: tuple[Support, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    actuals: tuple[Actual, ...] = ()
    first_year: int = 2566
    first_day: date = date(2022, 10, 1)
    series: Mapping[str, Mapping[str, date]] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    counted_before: Mapping[int, tuple[CountedActivity, ...]] = field(default_factory=dict)

    def without(self, dropped: Iterable[str]) -> KpiRecords:
        """Give the records as if these activities, documents, results and decisions did not exist."""
        gone = frozenset(dropped)
        return replace(
            self,
            activities={key: activity for key, activity in self.activities.items() if key not in gone},
            supports=tuple(s for s in self.supports if s.activity not in gone),
            evidence=tuple(e for e in self.evidence if e.id not in gone and e.activity not in gone),
            actuals=tuple(a for a in self.actuals if a.id not in gone),
            decisions=tuple(d for d in self.decisions if d.id not in gone),
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
        """Give the records with more of them."""
        new = {activity.id: activity for activity in activities}
        return replace(
            self,
            activities={**self.activities, **new},
            series=series_days(new.values(), known=self.series),
            supports=(*self.supports, *supports),
            evidence=(*self.evidence, *evidence),
            actuals=(*self.actuals, *actuals),
        )

    def known_by(self, day: date) -> KpiRecords:
        """Give the records without what had not come by a day."""
        dates = [(a.id, a.start) for a in self.activities.values()]
        dates += [(e.id, e.dated) for e in self.evidence] + [(a.id, a.measured) for a in self.actuals]
        dates += [(d.id, d.decided) for d in self.decisions]
        later = [key for key, when in dates if when is not None and when.earliest > day]
        return self.without(later) if later else self

    @cached_property
    def claims(self) -> tuple[tuple[Support, tuple[str, ...]], ...]:
        """Every link with the criteria that it speaks of, a rule's without those that an officer linked.

        An officer's word on an activity and a criterion, whatever its mode, stands in the place of a rule's.
        """
        reach = self.kpi.reach
        asserted = {(s.activity, c) for s in self.supports if s.asserted for c in reach.get(s.element, ())}
        found = []
        for support in self.supports:
            reached = reach.get(support.element, ())
            kept = tuple(c for c in reached if support.asserted or (support.activity, c) not in asserted)
            if kept or not reached:
                found.append((support, kept))
        return tuple(found)

    def moving(self) -> Iterator[tuple[Support, Activity, tuple[str, ...]]]:
        """List the links that may move a level, with their activity (done, in the plan) and criteria."""
        for support, criteria in self.claims:
            activity = self.activities.get(support.activity)
            if activity is not None and support.mode in MOVING and self.counts(activity):
                yield support, activity, criteria

    def counts(self, activity: Activity) -> bool:
        """Whether an activity is done and did not surely end before the plan's first day."""
        last = activity.end or activity.start
        return activity.is_done and (last is None or last.latest >= self.first_day)


def series_days(
    activities: Iterable[Activity], *, known: Mapping[str, Mapping[str, date]] | None = None
) -> dict[str, dict[str, date]]:
    """Give the last possible day on which each done activity of a series began, by series and id.

    An undated activity does not show that its series had begun.
    """
    days = {name: dict(held) for name, held in (known or {}).items()}
    for activity in activities:
        if activity.series and activity.is_done and activity.start is not None:
            days.setdefault(activity.series, {})[activity.id] = activity.start.latest
    return days
