"""What would bring a KPI to its next level, or to the year's target: the smallest sets of steps.

To find the paper for what was done is another step than to do something: the first costs a
search, the second an event. A set is smallest when no step of it can be left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from plan.ladders.assessment import Assessment, assess
from plan.ladders.counts import DIMENSION_PARTS, YearValue
from plan.ladders.kpi import MOVING, Criterion, KpiRecords, Target
from plan.ladders.plan_records import PlanRecords
from plan.ladders.provenance import Provenance
from plan.ladders.states import State

# paper: done by the records, not confirmed; do: nothing claims it; measure and decide: a figure or a
# recorded decision, which no event stands for.
StepKind = Literal["paper", "do", "measure", "decide"]


@dataclass(frozen=True)
class Step:
    """One thing missing: on which criterion, level or KPI, of what kind, and what is held on it.

    `claimed_by` are records that claim it and `unsure` activities whose date may count: papers are to
    be sought on these. `denied_by` are accepted documents that say `not met`, and attested values
    below the threshold. `least` is how many documents, activities or decisions are asked for, or which
    measured percent; a count may ask for them in a `dimension` or as continuing ones.
    """

    element: str
    kind: StepKind
    claimed_by: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    least: float = 1
    dimension: str = ""
    is_continuing: bool = False
    is_measured: bool = False

    @property
    def unit(self) -> Literal["documents", "activities", "percent", "decisions"]:
        """What `least` counts."""
        if self.kind == "paper":
            return "documents"
        if self.kind == "decide":
            return "decisions"
        return "percent" if self.is_measured else "activities"


@dataclass(frozen=True)
class NextGoal:
    """A level (or number) to be reached, with the smallest sets of steps that would confirm it.

    The steps that are no papers are what claiming it takes. An empty list of sets: no record can
    bring it about by this ladder's rule.
    """

    value: float
    is_target: bool
    rule: str
    sets: tuple[tuple[Step, ...], ...]


@dataclass(frozen=True)
class NextSteps:
    """What a KPI lacks in a year: the assessment as it stands, and the goals above it.

    `nearby` are activities of the span that are linked to the KPI and move nothing: a paper for what
    no record claims is sought there first.
    """

    case: KpiRecords
    now: Assessment
    goals: tuple[NextGoal, ...]
    nearby: tuple[str, ...]
    judged_on: date


def next_steps(book: PlanRecords, kpi: str, *, year: int) -> NextSteps:
    """Find the steps to the next level and to the target of a KPI (by id) in a year (B.E.).

    A year that has not begun is judged on its first day, with the records of the as-of date.
    """
    first = book.clock.period(year).first
    judged_on = max(first, book.as_of)
    case = book.by_kpi[kpi] if judged_on == book.as_of else book.by_kpi[kpi].known_by(book.as_of)
    (now,) = assess(
        case,
        years=[year],
        clock=book.clock,
        as_of=judged_on,
        held=book.held,
        rules_version=book.rules_version,
    )
    provenance = Provenance(case, book.clock, judged_on)
    goals = _level_goals(case, now) if case.kpi.kind == "level" else _value_goals(case, now, provenance)
    return NextSteps(case, now, tuple(goals), tuple(_nearby(case, book, year)), judged_on)


def _nearby(case: KpiRecords, book: PlanRecords, year: int) -> list[str]:
    first = year if case.kpi.is_yearly else case.first_year
    linked = {s.activity for s in case.supports if s.mode not in MOVING}
    moving = {activity.id for _, activity, _ in case.moving()}
    dated = ((key, case.activities[key]) for key in sorted((linked - moving) & set(case.activities)))
    return [
        key
        for key, doing in dated
        if doing.start is not None
        and doing.start.earliest <= book.as_of
        and case.counts(doing)
        and any(first <= then <= year for then in book.clock.years_of(doing.start, doing.end).sure)
    ]


def _level_goals(case: KpiRecords, now: Assessment) -> Iterator[NextGoal]:
    ladder = case.kpi
    for reading in now.readings:
        rule, marks = reading.rule, reading.marks
        above = {int(value or 0) + 1 for value in (marks.confirmed, marks.claimed)}
        aimed = _aimed_at(now)
        above |= {int(value) for value in aimed if (marks.confirmed or 0) < value}
        for value in sorted(level for level in above if level <= ladder.top):
            yield NextGoal(value, value in aimed, rule, smallest_sets(case, now, value, rule))


def _aimed_at(now: Assessment) -> set[float]:
    """Give the target's value, and the one that a condition not yet decided may make of it."""
    otherwise = now.in_force.otherwise if now.in_force is not None else None
    values = (now.target.value if now.target is not None else None, otherwise)
    return {value for value in values if value is not None}


def smallest_sets(case: KpiRecords, now: Assessment, value: float, rule: str) -> tuple[tuple[Step, ...], ...]:
    """Give the smallest sets of steps to a level, fewest first: for each level that would do, what lacks."""
    states = {state.criterion: state for state in now.states}
    ordered = sorted(case.kpi.levels, key=lambda rung: rung.number)
    ways: list[tuple[Step, ...]] = []
    for place, rung in enumerate(ordered):
        if rung.number < value:
            continue
        own = rung.attained_by(rule)
        needed = ordered[: place + 1] if own == "staged" else [rung]
        ways.append(tuple(
            _step(case, criterion, states[criterion.id], one.rule or rule)
            for one in needed
            for criterion in one.criteria
            if not states[criterion.id].confirmed
        ))  # fmt: skip
    return tuple(sorted(_minimal(ways), key=_effort))


def _minimal(ways: Sequence[tuple[Step, ...]]) -> list[tuple[Step, ...]]:
    names = [frozenset(step.element for step in way) for way in ways]
    return [
        way
        for n, way in enumerate(ways)
        if not any(
            other < names[n] or (other == names[n] and m < n) for m, other in enumerate(names) if m != n
        )
    ]


def _effort(way: tuple[Step, ...]) -> tuple[int, int, tuple[str, ...]]:
    """Order sets: fewest things to do first, then fewest papers."""
    doing = sum(1 for step in way if step.kind != "paper")
    return doing, len(way), tuple(step.element for step in way)


def _step(case: KpiRecords, criterion: Criterion, state: State, rule: str) -> Step:
    kind: StepKind = "do"
    measure = case.kpi.measure_of(criterion.id)
    if state.claimed:
        kind = "paper"
    elif criterion.threshold is not None and not any(
        case.kpi.measure_of(reading.element) == measure for reading in case.actuals
    ):
        kind = "measure"
    elif rule == "panel":
        kind = "decide"
    step = Step(
        criterion.id, kind, _ids(state.claimed), _ids(state.unsure - state.claimed), tuple(state.denials)
    )
    if criterion.threshold is None or kind == "paper":
        return step
    return replace(step, least=criterion.threshold, is_measured=True)


def _ids(carriers: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({key for carrier in carriers for key in carrier}))


def _value_goals(case: KpiRecords, now: Assessment, provenance: Provenance) -> Iterator[NextGoal]:
    aim = now.target
    if aim is None or now.status == "confirmed-at-target":
        return
    find = _percent_steps if case.kpi.kind == "percent" else _count_steps
    steps = find(case, now, aim, provenance)
    yield NextGoal(aim.value, True, case.kpi.rule, (tuple(steps),))


def _percent_steps(case: KpiRecords, now: Assessment, aim: Target, provenance: Provenance) -> Iterator[Step]:
    readings = tuple(sorted(r.id for r in case.actuals if r.year == now.year))
    reaches = (now.marks.claimed or 0) >= aim.value
    kind: StepKind = "paper" if reaches else "do" if readings else "measure"
    least = 1.0 if reaches else aim.value
    yield Step(case.kpi.id, kind, readings, (), now.denied_by, least, is_measured=True)


def _count_steps(case: KpiRecords, now: Assessment, target: Target, provenance: Provenance) -> Iterator[Step]:
    """List what a count lacks: activities in a dimension, continuing ones, any others, and papers.

    Each need is counted by itself: one activity may meet several of them.
    """
    (state,) = now.states
    value = YearValue(provenance.account, now.year)
    unsure = _ids(state.unsure - state.claimed)
    base = Step(case.kpi.id, "do", (), unsure, now.denied_by)
    claimed, confirmed = value.counted(confirmed=False), value.counted(confirmed=True)
    dims = {name: target.each_dimension - part(claimed) for name, part in DIMENSION_PARTS.items()}
    lacking = {name: number for name, number in dims.items() if number > 0}
    yield from (replace(base, least=number, dimension=name) for name, number in lacking.items())
    continuing = target.continuing - claimed.continuing
    if continuing > 0:
        yield replace(base, least=continuing, is_continuing=True)
    more = target.value - (now.marks.claimed or 0) - sum(lacking.values())
    if more > 0:
        yield replace(base, least=more)
    papers = max(
        target.value - (now.marks.confirmed or 0) - sum(lacking.values()) - max(more, 0),
        sum(
            max(0, min(target.each_dimension, part(claimed)) - part(confirmed))
            for part in DIMENSION_PARTS.values()
        ),
        min(target.continuing, claimed.continuing) - confirmed.continuing,
    )
    if papers > 0:
        unproven = {one.id for one in value.claimed} - {one.id for one in value.confirmed}
        yield replace(base, kind="paper", claimed_by=tuple(sorted(unproven)), least=papers, unsure=())
