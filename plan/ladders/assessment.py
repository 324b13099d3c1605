"""What level the records support, for one KPI and year: confirmed, claimed, possible. No graph here.

Only accepted evidence confirms; a rule's link or a report claims; what no evidence denies stays
possible. Levels are ordinal: they are compared, never averaged. A year that has not begun has
no actual. None is unknown, and 0 a level below the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from plan.clock import Clock
from plan.ladders.holdings import Holding, Holdings, gather, latest_readings
from plan.ladders.kpi import Activity, Kpi, KpiRecords, Level, Target
from plan.ladders.states import MARKS, Mark, State, judge

Status = Literal[
    "confirmed-at-target", "claimed-at-target", "claimed-condition-open", "claimed-below-target",
    "no-claim", "below-target", "no-target", "not-begun",
]  # fmt: skip
Standing = Literal["above", "at", "below", "unknown"]
DIMENSIONS = ("education", "arts_culture_creativity", "global_knowledge")
_NOTHING: Mapping[int, Holding] = {}


@dataclass(frozen=True, slots=True)
class Marks:
    """Three marks on one bar, in the KPI's unit; a possible value of None has no upper bound."""

    confirmed: float | None = None
    claimed: float | None = None
    possible: float | None = None

    def of(self, mark: Mark) -> float | None:
        """Give one mark."""
        return {"confirmed": self.confirmed, "claimed": self.claimed, "possible": self.possible}[mark]


@dataclass(frozen=True, slots=True)
class _Moment:
    """Which year (B.E.) is assessed, by which clock, and what day it is."""

    year: int
    clock: Clock
    as_of: date


@dataclass(frozen=True)
class Assessment:
    """One KPI in one year, with what it rests on.

    `beside` is the same under the KPI's second rule, where it has one. `activities` claim or
    confirm; `unsure` ones may lie in the span; `evidence` are the documents that bear on it.
    `denied_by` are accepted documents that say `not met`, and attested values that are too low.
    """

    kpi: str
    year: int
    clock: str
    target: Target | None
    marks: Marks
    beside: Marks | None
    status: Status
    standing: Standing
    activities: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    states: tuple[State, ...] = ()
    records_held: int = 0
    rules_version: str = ""

    @property
    def has_begun(self) -> bool:
        """Whether the year had begun by the as-of date, so that an actual can exist."""
        return self.status != "not-begun"

    def distance(self, mark: Mark) -> float | None:
        """How far a mark is short of the target (negative: above it); None where either is unknown."""
        value = self.marks.of(mark)
        return None if self.target is None or value is None else self.target.value - value


def assess(
    case: KpiRecords,
    *,
    years: Iterable[int],
    clock: Clock,
    as_of: date,
    held: Mapping[int, int] | None = None,
    rules_version: str = "",
) -> list[Assessment]:
    """Assess a KPI for each year (B.E.), as the records stood on a day.

    `held` gives the number of records held on any matter in each year, to be shown beside.
    """
    holdings = gather(case, clock=clock, as_of=as_of)
    found = []
    for year in years:
        made = _assess(case, holdings, _Moment(year, clock, as_of))
        found.append(replace(made, records_held=(held or {}).get(year, 0), rules_version=rules_version))
    return found


def _assess(case: KpiRecords, holdings: Holdings, moment: _Moment) -> Assessment:
    ladder, year = case.kpi, moment.year
    aim = ladder.targets.get(year)
    if moment.as_of < moment.clock.period(year).first:
        return Assessment(ladder.id, year, moment.clock.name, aim, Marks(), None, "not-begun", "unknown")
    states = _states(case, holdings, year)
    beside = None
    if ladder.kind == "level":
        marks = _level_marks(ladder, states, ladder.rule)
        beside = _level_marks(ladder, states, ladder.rule_beside) if ladder.rule_beside else None
    else:
        marks = _value_marks(case, holdings, moment)
    reached = {mark: _reaches(case, marks, states, mark=mark, moment=moment) for mark in MARKS}
    return Assessment(
        ladder.id, year, moment.clock.name, aim, marks, beside, _status(aim, marks, reached),
        _standing(aim, marks, reached),
        activities=_ids(case.activities, (c for s in states for c in s.claimed)),
        unsure=_ids(case.activities, (c for s in states for c in s.unsure - s.claimed)),
        evidence=_evidence(case, states), denied_by=_denied_by(case, holdings, states, moment),
        states=states,
    )  # fmt: skip


def _states(case: KpiRecords, holdings: Holdings, year: int) -> tuple[State, ...]:
    ladder = case.kpi
    if ladder.kind != "level":
        return (_state_of_value(case, holdings, year),)
    return tuple(
        judge(
            criterion.id, holdings.get(criterion.id, _NOTHING), year=year, first_year=case.first_year,
            is_cumulative=(rung.period or ladder.period) == "cumulative",
        )
        for rung in ladder.levels
        for criterion in rung.criteria
    )  # fmt: skip


def _state_of_value(case: KpiRecords, holdings: Holdings, year: int) -> State:
    """Judge a count or percent as a whole.

    A document that a number was not reached closes the number (`_value_marks`); it denies no activity.
    """
    held = holdings.get(case.kpi.id, _NOTHING)
    undenied = {then: replace(holding, denials=set()) for then, holding in held.items()}
    return judge(
        case.kpi.id, undenied, year=year, first_year=case.first_year,
        is_cumulative=case.kpi.period == "cumulative",
    )  # fmt: skip


def _level_marks(ladder: Kpi, states: Sequence[State], rule: str) -> Marks:
    by_id = {state.criterion: state for state in states}
    holding = {
        mark: {rung.number for rung in ladder.levels if all(by_id[c.id].counts(mark) for c in rung.criteria)}
        for mark in MARKS
    }
    return Marks(*(float(level_reached(ladder.levels, rule, holding[mark])) for mark in MARKS))


def level_reached(rungs: Iterable[Level], rule: str, holding: set[int]) -> int:
    """Give the level reached when the criteria of these levels hold; 0 for none.

    A staged level needs every lower one; under the other rules a level stands alone.
    """
    level, unbroken = 0, True
    for rung in sorted(rungs, key=lambda rung: rung.number):
        unbroken = unbroken and rung.number in holding
        own = rung.attained_by(rule)
        if unbroken if own == "staged" else rung.number in holding:
            level = rung.number
    return level


def _value_marks(case: KpiRecords, holdings: Holdings, moment: _Moment) -> Marks:
    """Give a count's or percent's marks: activities counted once each, or the value reported.

    Accepted evidence that more was not reached bounds the value by what is claimed for its year;
    over a cumulative span it bounds all earlier years too. So does an attested percent below its
    target.
    """
    ladder, year = case.kpi, moment.year
    is_cumulative = ladder.period == "cumulative"
    closing = [
        then for then in _denials(case, holdings, moment) if then == year or (is_cumulative and then > year)
    ]
    bounds = [_values(case, holdings, replace(moment, year=then))[1] for then in closing]
    known = [bound for bound in bounds if bound is not None]
    confirmed, claimed = _values(case, holdings, moment)
    return Marks(confirmed, claimed, min(known, default=100.0 if ladder.kind == "percent" else None))


def _denials(case: KpiRecords, holdings: Holdings, moment: _Moment) -> dict[int, set[str]]:
    """Give by year what denies a value as a whole: documents, and an attested percent below its target."""
    held = holdings.get(case.kpi.id, _NOTHING).items()
    found = {year: set(holding.denials) for year, holding in held if holding.denials}
    readings = latest_readings(case, clock=moment.clock, as_of=moment.as_of).items()
    aims = case.kpi.targets if case.kpi.kind == "percent" else {}
    for (measure, year), (reading, proofs) in readings:
        if measure == case.kpi.id and proofs and year in aims and reading.value < aims[year].value:
            found.setdefault(year, set()).add(reading.id)
    return found


def _denied_by(
    case: KpiRecords, holdings: Holdings, states: Sequence[State], moment: _Moment
) -> tuple[str, ...]:
    """List what denies the KPI in its year: on a criterion, or as a whole."""
    on_criteria = {key for state in states for key in state.denials}
    if case.kpi.kind == "level":
        return tuple(sorted(on_criteria))
    return tuple(sorted(on_criteria | _denials(case, holdings, moment).get(moment.year, set())))


def _values(case: KpiRecords, holdings: Holdings, moment: _Moment) -> tuple[float | None, float | None]:
    """Give the confirmed and the claimed value; reported values are taken, never summed."""
    ladder, year = case.kpi, moment.year
    first = case.first_year if ladder.period == "cumulative" else year
    readings = [
        (reading.value, bool(proofs))
        for (measure, then), (reading, proofs) in latest_readings(
            case, clock=moment.clock, as_of=moment.as_of
        ).items()
        if measure == ladder.id and first <= then <= year
    ]
    reported = [value for value, _ in readings]
    attested = [value for value, is_attested in readings if is_attested]
    if ladder.kind == "count":
        state = _state_of_value(case, holdings, year)
        reported.append(float(len(_ids(case.activities, state.claimed))))
        attested.append(float(len(_ids(case.activities, state.confirmed))))
    return max(attested, default=None), max(reported, default=None)


def _reaches(
    case: KpiRecords, marks: Marks, states: Sequence[State], *, mark: Mark, moment: _Moment
) -> bool | None:
    """Whether a mark reaches the target; None where the number does, and its condition is not shown."""
    aim, value = case.kpi.targets.get(moment.year), marks.of(mark)
    if aim is None or (value is None and mark != "possible"):
        return False
    if value is not None and value < aim.value:
        return False
    if mark == "possible" or not (aim.each_dimension or aim.continuing):
        return True
    carriers = [c for state in states for c in (state.confirmed if mark == "confirmed" else state.claimed)]
    counted = _ids(case.activities, carriers)
    doings = [case.activities[key] for key in counted]
    return True if meets_condition(case, aim, doings, year=moment.year, clock=moment.clock) else None


def meets_condition(
    case: KpiRecords, aim: Target, counted: Sequence[Activity], *, year: int, clock: Clock
) -> bool:
    """Whether counted activities meet a target's condition on dimensions and on continuing ones.

    An activity continues when its row gives it a round after the first, or when its series began
    in an earlier year.
    """
    each = {name: sum(1 for doing in counted if doing.dimension == name) for name in DIMENSIONS}
    continuing = sum(1 for doing in counted if continues(case, doing, year=year, clock=clock))
    return min(each.values()) >= aim.each_dimension and continuing >= aim.continuing


def continues(case: KpiRecords, doing: Activity, *, year: int, clock: Clock) -> bool:
    """Whether an activity is a continuing one in a year, as a target's condition counts it."""
    return (doing.round_no or 0) > 1 or bool(earlier_editions(case, doing, year=year, clock=clock))


def earlier_editions(case: KpiRecords, doing: Activity, *, year: int, clock: Clock) -> list[str]:
    """List the other activities of an activity's series that began in a year before (by id)."""
    days = case.series.get(doing.series, {})
    return sorted(key for key, day in days.items() if key != doing.id and clock.year_of(day) < year)


def _status(aim: Target | None, marks: Marks, reached: Mapping[Mark, bool | None]) -> Status:
    if aim is None:
        return "no-target"
    if reached["confirmed"]:
        return "confirmed-at-target"
    if reached["claimed"]:
        return "claimed-at-target"
    if not reached["possible"]:
        return "below-target"
    if not marks.claimed:
        return "no-claim"
    return "claimed-condition-open" if reached["claimed"] is None else "claimed-below-target"


def _standing(aim: Target | None, marks: Marks, reached: Mapping[Mark, bool | None]) -> Standing:
    """Say where a KPI stands by evidence: it is below only when no more is possible."""
    if aim is None:
        return "unknown"
    if reached["confirmed"]:
        return "above" if (marks.confirmed or 0) > aim.value else "at"
    return "unknown" if reached["possible"] else "below"


def _ids(known: Mapping[str, object], carriers: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({part for carrier in carriers for part in carrier if part in known}))


def _evidence(case: KpiRecords, states: Sequence[State]) -> tuple[str, ...]:
    known = {proof.id: proof for proof in case.evidence}
    named = _ids(known, (c for state in states for c in state.claimed | state.unsure))
    denying = _ids(known, (state.denials for state in states))
    return tuple(sorted({*named, *denying}))
