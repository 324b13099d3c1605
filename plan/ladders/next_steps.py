"""What would bring a KPI to its next level, or to the year's target: the smallest sets of steps.

To find the paper for what was done is another step than to do something: the first costs a
search, the second an event. A set is smallest when no step of it can be left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from plan.ladders.account import Account, gather
from plan.ladders.asks import Ask, asks_of
from plan.ladders.assessment import Assessment, assess
from plan.ladders.counts import (
    CONTINUING_PART,
    DIMENSION_PARTS,
    TOTAL_PART,
    Part,
    YearValue,
    count,
    meets_condition,
)
from plan.ladders.kpi import MOVING, Criterion, KpiRecords, Target
from plan.ladders.plan_records import PlanRecords
from plan.ladders.states import State

# paper: done by the records, not confirmed; do: nothing claims it; measure and decide: a figure or a
# recorded decision, which no event stands for; closed: nothing claims it and its year is over, so that
# only a paper of what was done or measured in it would show it.
StepKind = Literal["paper", "do", "measure", "decide", "closed"]


@dataclass(frozen=True)
class Step:
    """One thing missing: on which criterion, level or KPI, of what kind, and what is held on it.

    `claimed_by` are records that claim it and `unsure` activities whose date may count: papers are to
    be sought on these. `denied_by` are accepted documents that say `not met`, and attested values
    below the threshold. `least` is how many documents, activities or decisions are asked for, or which
    measured percent; a count may ask for them in a `dimension` or as continuing ones. `asks` says
    what a paper on each record that claims it must say.
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
    asks: Mapping[str, Ask] = field(default_factory=dict)

    @property
    def unit(self) -> Literal["documents", "activities", "percent", "decisions"]:
        """What `least` counts."""
        if self.kind == "paper":
            return "documents"
        if self.kind == "decide":
            return "decisions"
        return "percent" if self.is_measured else "activities"


Steps = tuple[Step, ...]


@dataclass(frozen=True)
class NextGoal:
    """A level (or number) to be reached, with the smallest sets of steps that would confirm it.

    The steps that are no papers are what claiming it takes. An empty list of sets: no record can
    bring it about by this ladder's rule, or accepted papers on a closed year leave no room for it.
    """

    value: float
    is_target: bool
    rule: str
    sets: tuple[Steps, ...]


@dataclass(frozen=True)
class NextSteps:
    """What a KPI lacks in a year: the assessment as it stands, and the goals above it.

    `nearby` are activities of the span that are linked to the KPI and move nothing: a paper for what
    no record claims is sought there first. `is_closed` says that the year is over.
    """

    case: KpiRecords
    now: Assessment
    goals: tuple[NextGoal, ...]
    nearby: tuple[str, ...]
    judged_on: date
    is_closed: bool = False


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
    account = gather(case, clock=book.clock, as_of=judged_on)
    found = _level_goals(account, now) if case.kpi.kind == "level" else _value_goals(account, now)
    is_closed = account.is_closed(year)
    goals = tuple(_closed(goal, now) for goal in found) if is_closed else tuple(found)
    return NextSteps(case, now, goals, tuple(_nearby(case, book, year)), judged_on, is_closed)


def _closed(goal: NextGoal, now: Assessment) -> NextGoal:
    """Give a goal of a year that is over: by papers alone, and by none where accepted ones deny it."""
    (most,) = {reading.marks.possible for reading in now.readings if reading.rule == goal.rule}
    if most is not None and most < goal.value:
        return replace(goal, sets=())
    sets = tuple(
        tuple(replace(step, kind="closed") if step.kind in ("do", "measure") else step for step in steps)
        for steps in goal.sets
    )
    return replace(goal, sets=sets)


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


def _level_goals(account: Account, now: Assessment) -> Iterator[NextGoal]:
    ladder = account.kpi
    for reading in now.readings:
        rule, marks = reading.rule, reading.marks
        above = {int(value or 0) + 1 for value in (marks.confirmed, marks.claimed)}
        aimed = _aimed_at(now)
        above |= {int(value) for value in aimed if (marks.confirmed or 0) < value}
        for value in sorted(level for level in above if level <= ladder.top):
            yield NextGoal(value, value in aimed, rule, _smallest_sets(account, now, value, rule))


def _aimed_at(now: Assessment) -> set[float]:
    """Give the target's value, and the one that a condition not yet decided may make of it."""
    otherwise = now.in_force.otherwise if now.in_force is not None else None
    values = (now.target.value if now.target is not None else None, otherwise)
    return {value for value in values if value is not None}


def _smallest_sets(account: Account, now: Assessment, value: float, rule: str) -> tuple[Steps, ...]:
    """Give the smallest sets of steps to a level, fewest first: for each level that would do, what lacks."""
    states = {state.criterion: state for state in now.states}
    ordered = sorted(account.kpi.levels, key=lambda rung: rung.number)
    ways: list[Steps] = []
    for place, rung in enumerate(ordered):
        if rung.number < value:
            continue
        own = rung.attained_by(rule)
        needed = ordered[: place + 1] if own == "staged" else [rung]
        ways.append(tuple(
            _step(account, now.year, criterion, states[criterion.id], one.rule or rule)
            for one in needed
            for criterion in one.criteria
            if not states[criterion.id].confirmed
        ))  # fmt: skip
    return tuple(sorted(_minimal(ways), key=_effort))


def _minimal(ways: Sequence[Steps]) -> list[Steps]:
    names = [frozenset(step.element for step in way) for way in ways]
    return [
        way
        for n, way in enumerate(ways)
        if not any(
            other < names[n] or (other == names[n] and m < n) for m, other in enumerate(names) if m != n
        )
    ]


def _effort(way: Steps) -> tuple[int, int, tuple[str, ...]]:
    """Order sets: fewest things to do first, then fewest papers."""
    doing = sum(1 for step in way if step.kind != "paper")
    return doing, len(way), tuple(step.element for step in way)


def _step(account: Account, year: int, criterion: Criterion, state: State, rule: str) -> Step:
    step = Step(criterion.id, "do", (), _ids(state.unsure - state.claimed), tuple(state.denials))
    if state.claimed:
        return _on_papers(step, account, _ids(state.claimed))
    if criterion.threshold is not None:
        measure = account.kpi.measure_of(criterion.id)
        figure = account.figures.figure(measure, year, method=criterion.method)
        kind: StepKind = "do" if figure is not None else "measure"
        return replace(step, kind=kind, least=criterion.threshold, is_measured=True)
    return replace(step, kind="decide" if rule == "panel" else "do")


def _on_papers(step: Step, account: Account, records: Iterable[str], least: float = 1) -> Step:
    """Make a step one of finding papers on some records, with what these must say."""
    listed = tuple(sorted(set(records)))
    asks = asks_of(account, step.element, listed)
    return replace(step, kind="paper", claimed_by=listed, least=least, asks=asks)


def _ids(carriers: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({key for carrier in carriers for key in carrier}))


def _value_goals(account: Account, now: Assessment) -> Iterator[NextGoal]:
    aim = now.target
    if aim is None or now.status == "confirmed-at-target":
        return
    value = YearValue(account, now.year)
    sets: list[Steps] = [(_percent_step(value, now, aim),)]
    if account.kpi.kind == "count":
        sets = [*_count_by_report(value, aim), tuple(_count_steps(value, now, aim))]
    yield NextGoal(aim.value, True, account.kpi.rule, tuple(sorted(sets, key=_effort)))


def _percent_step(value: YearValue, now: Assessment, aim: Target) -> Step:
    """Give the one step of a percent: a paper on the figure that counts, or a figure that is high enough."""
    figure = value.figure
    step = Step(value.account.kpi.id, "measure", (), (), now.denied_by, aim.value, is_measured=True)
    if figure is None:
        return step
    if figure.value < aim.value:
        return replace(step, kind="do")
    return _on_papers(step, value.account, _ids(figure.claims))


def _count_by_report(value: YearValue, target: Target) -> Iterator[Steps]:
    """Give the step of one paper that states the reported number, where that alone meets the target."""
    figure = value.figure
    if figure is None or figure.result is None or figure.is_confirmed:
        return
    reported = figure.result.counted()
    is_enough = reported.total >= target.value and meets_condition(target, reported)
    if is_enough and figure.value >= target.value:
        rows = (row.id for row in figure.result.rows)
        yield (_on_papers(Step(value.account.kpi.id, "paper"), value.account, rows),)


def _count_steps(value: YearValue, now: Assessment, target: Target) -> Iterator[Step]:
    """List what a count lacks: activities in a dimension, continuing ones, any others, and papers.

    Each need is counted by itself: one activity may meet several of them.
    """
    needs = [_Need(target.each_dimension, part, dimension=name) for name, part in DIMENSION_PARTS.items()]
    needs.append(_Need(target.continuing, CONTINUING_PART, is_continuing=True))
    claimed, confirmed = value.counted(confirmed=False), value.counted(confirmed=True)
    (state,) = now.states
    base = Step(value.account.kpi.id, "do", (), _ids(state.unsure - state.claimed), now.denied_by)
    lacking = [(need, need.least - need.part(claimed)) for need in needs]
    yield from (need.of(base, value, least) for need, least in lacking if least > 0)
    in_dimensions = sum(max(0, least) for need, least in lacking if need.dimension)
    more = target.value - (now.marks.claimed or 0) - in_dimensions
    if more > 0:
        yield replace(base, least=more)
    unproven = [(need, min(need.least, need.part(claimed)) - need.part(confirmed)) for need in needs]
    for need, least in unproven:
        if least > 0:
            step = need.of(replace(base, unsure=()), value, least)
            yield _on_papers(step, value.account, need.records(value, least), least)
    in_dimensions += sum(max(0, least) for need, least in unproven if need.dimension)
    papers = target.value - (now.marks.confirmed or 0) - max(more, 0) - in_dimensions
    if papers > 0:
        rest = _Need(0, TOTAL_PART)
        yield _on_papers(replace(base, unsure=()), value.account, rest.records(value, papers), papers)


@dataclass(frozen=True)
class _Need:
    """What a count's target asks of a part of the activities: in a dimension, or as continuing ones."""

    least: float
    part: Part
    dimension: str = ""
    is_continuing: bool = False

    def of(self, base: Step, value: YearValue, least: float) -> Step:
        """Give a step on this part; dates are sought of the activities that may belong to it."""
        known = value.account.records.activities
        unsure = tuple(
            key
            for key in base.unsure
            if not self.dimension or key not in known or known[key].dimension == self.dimension
        )
        return replace(
            base, least=least, dimension=self.dimension, is_continuing=self.is_continuing, unsure=unsure
        )

    def records(self, value: YearValue, least: float) -> list[str]:
        """List the activities of this part that no paper confirms, and the report where they are too few."""
        proven = {one.id for one in value.confirmed}
        named = [one.id for one in value.claimed if one.id not in proven and self.part(count([one]))]
        figure = value.figure
        if len(named) >= least or figure is None or figure.result is None or figure.is_attested:
            return named
        return [*named, *(row.id for row in figure.result.rows)]
