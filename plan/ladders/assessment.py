"""What level the records support, for one KPI and year: confirmed, claimed, possible. No graph here.

Only accepted evidence confirms; a rule's link or a report claims; what no evidence denies stays
possible. Levels are ordinal: they are compared, never averaged. A year that has not begun has
no actual. None is unknown, and 0 a level below the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Literal

from plan.clock import Clock
from plan.ladders.account import Account, gather
from plan.ladders.counts import YearValue, meets_condition
from plan.ladders.kpi import Counted, Kpi, KpiRecords, Level, Target
from plan.ladders.states import MARKS, Mark, Marks, State, judge
from plan.ladders.targets import TargetInForce, target_in_force

Status = Literal[
    "confirmed-at-target", "claimed-at-target", "claimed-condition-open", "target-open",
    "claimed-below-target", "no-claim", "below-target", "no-target", "not-begun", "not-gathered",
]  # fmt: skip
Standing = Literal["above", "at", "below", "unknown"]
AT_TARGET: frozenset[Status] = frozenset({"confirmed-at-target", "claimed-at-target"})
# figure: a result is another than its document states; papers: documents of one day state different
# figures; count: documents state fewer activities than are on record; report: the reported value is
# not the one claimed; denied: accepted documents for and against.
ConflictKind = Literal["figure", "papers", "count", "report", "denied"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two records that say different things of one matter, with the value that counts and the other."""

    kind: ConflictKind
    element: str
    counts: float | None = None
    other: float | None = None
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A KPI in a year under one rule: its marks, and where they stand against the target.

    `reached` says which marks reach the target; None where the number does and its condition is
    not shown, or a printed condition that may change it is not decided.
    """

    rule: str
    marks: Marks
    status: Status
    standing: Standing
    reached: Mapping[Mark, bool | None] = field(default_factory=dict)

    @property
    def without_record(self) -> Reading:
        """The same of a year after the end of the record: what nothing claims is unknown."""
        if self.status != "no-claim":
            return self
        reached: dict[Mark, bool | None] = dict.fromkeys(MARKS)
        reached["possible"] = self.reached.get("possible")
        return replace(
            self, marks=Marks(possible=self.marks.possible), status="not-gathered", reached=reached
        )


@dataclass(frozen=True)
class Assessment:
    """One KPI in one year, with what it rests on.

    `second` is the reading under the KPI's second rule, where it has one. `activities` claim or
    confirm; `unsure` ones may lie in the span; `evidence` are the documents that bear on it.
    `denied_by` are accepted documents that say `not met` or state a figure that is too low.
    `weak_claims` are documents that are not accepted, and reported results that none attests, where
    a claim rests on them alone. `counted` is, of a count, what is claimed by dimension and as
    continuing. `in_force` says how the target came about.
    """

    kpi: str
    year: int
    clock: str
    target: Target | None
    marks: Marks
    status: Status
    standing: Standing
    activities: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    states: tuple[State, ...] = ()
    records_held: int = 0
    rules_version: str = ""
    conflicts: tuple[Conflict, ...] = ()
    weak_claims: tuple[str, ...] = ()
    counted: Counted | None = None
    in_force: TargetInForce | None = None
    rule: str = ""
    reached: Mapping[Mark, bool | None] = field(default_factory=dict)
    second: Reading | None = None

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The KPI's reading under its first rule, and under its second where it has one."""
        first = Reading(self.rule, self.marks, self.status, self.standing, self.reached)
        return (first,) if self.second is None else (first, self.second)

    @property
    def beside(self) -> Marks | None:
        """The marks under the KPI's second rule; None where it has none."""
        return None if self.second is None else self.second.marks

    @property
    def has_begun(self) -> bool:
        """Whether the year had begun by the as-of date, so that an actual can exist."""
        return self.status != "not-begun"

    @property
    def without_record(self) -> Assessment:
        """The same of a year after the end of the record: without a claim its marks are unknown, not none."""
        if self.status != "no-claim":
            return self
        first, *second = (reading.without_record for reading in self.readings)
        return replace(
            self,
            marks=first.marks,
            status=first.status,
            reached=first.reached,
            second=second[0] if second else None,
            counted=None,
        )

    def distance(self, mark: Mark) -> float | None:
        """How far a mark is short of the target (negative: above it); None where either is unknown."""
        value = self.marks.of(mark)
        return None if self.target is None or value is None else self.target.value - value


def assess(
    records: KpiRecords,
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
    account = gather(records, clock=clock, as_of=as_of)
    found = []
    for year in years:
        made = _assess(account, year)
        found.append(replace(made, records_held=(held or {}).get(year, 0), rules_version=rules_version))
    return found


def _assess(account: Account, year: int) -> Assessment:
    kpi, clock = account.kpi, account.clock
    in_force = target_in_force(account.records, year, as_of=account.as_of)
    if account.as_of < clock.period(year).first:
        return Assessment(
            kpi.id,
            year,
            clock.name,
            in_force.target,
            Marks(),
            "not-begun",
            "unknown",
            in_force=in_force,
            rule=kpi.rule,
        )
    return _of_levels(account, year, in_force) if kpi.kind == "level" else _of_value(account, year, in_force)


def _of_levels(account: Account, year: int, in_force: TargetInForce) -> Assessment:
    kpi = account.kpi
    states = tuple(
        judge(criterion, account.held(key), year=year, first_year=account.records.first_year)
        for key, criterion in kpi.criteria.items()
    )
    first = _reading_of_levels(kpi, states, kpi.rule, in_force)
    second = _reading_of_levels(kpi, states, kpi.rule_beside, in_force) if kpi.rule_beside else None
    one = _made(account, year, in_force, first, states)
    denied_by = tuple(sorted({key for state in states for key in state.denials}))
    conflicts = tuple(_conflicts_of_levels(account, year, first.marks, states))
    return replace(one, second=second, denied_by=denied_by, conflicts=conflicts)


def _reading_of_levels(kpi: Kpi, states: Sequence[State], rule: str, in_force: TargetInForce) -> Reading:
    marks = level_marks(kpi, states, rule)
    return _read(rule, in_force, marks, lambda target, mark: _reaches(target, marks.of(mark)))


def _of_value(account: Account, year: int, in_force: TargetInForce) -> Assessment:
    value = YearValue(account, year)
    states = (_with_figure(value),)
    reading = _read(account.kpi.rule, in_force, value.marks, partial(_value_reaches, value))
    one = _made(account, year, in_force, reading, states)
    counted = value.counted(confirmed=False) if account.kpi.kind == "count" else None
    conflicts = tuple(_conflicts_of_value(value))
    return replace(one, denied_by=_denied_by(value, in_force), conflicts=conflicts, counted=counted)


def _made(
    account: Account, year: int, in_force: TargetInForce, reading: Reading, states: tuple[State, ...]
) -> Assessment:
    activities = account.records.activities
    return Assessment(
        account.kpi.id, year, account.clock.name, in_force.target, reading.marks, reading.status,
        reading.standing,
        activities=_ids(activities, (basis for state in states for basis in state.claimed)),
        unsure=_ids(activities, (basis for state in states for basis in state.unsure - state.claimed)),
        evidence=_evidence(account.records, states), states=states, in_force=in_force,
        weak_claims=_weak_claims(account, states), rule=reading.rule, reached=reading.reached,
    )  # fmt: skip


def _read(
    rule: str, in_force: TargetInForce, marks: Marks, reach: Callable[[Target | None, Mark], bool | None]
) -> Reading:
    """Say where marks stand against the target; with a condition still open, against both that it may be.

    What reaches the printed target alone is undecided: the condition says whether it is enough.
    """
    target = in_force.target
    reached = {mark: reach(target, mark) for mark in MARKS}
    status, standing = _against(target, marks, reached)
    if in_force.otherwise is None or target is None:
        return Reading(rule, marks, status, standing, reached)
    other = replace(target, value=in_force.otherwise)
    also = {mark: reach(other, mark) for mark in MARKS}
    otherwise = _against(other, marks, also)
    both = {mark: reached[mark] if reached[mark] == also[mark] else None for mark in MARKS}
    standing = standing if standing == otherwise[1] else "unknown"
    if status == otherwise[0] or otherwise[0] in AT_TARGET:
        return Reading(rule, marks, otherwise[0], standing, both)
    return Reading(rule, marks, "target-open" if status in AT_TARGET else status, standing, both)


def _against(
    target: Target | None, marks: Marks, reached: Mapping[Mark, bool | None]
) -> tuple[Status, Standing]:
    return _status(target, marks, reached), _standing(target, marks, reached)


def level_marks(kpi: Kpi, states: Sequence[State], rule: str) -> Marks:
    """Give the marks of a ladder under a rule."""
    by_id = {state.criterion: state for state in states}
    reached = {
        mark: {one.number for one in kpi.levels if all(by_id[c.id].counts(mark) for c in one.criteria)}
        for mark in MARKS
    }
    return Marks(*(float(level_reached(kpi.levels, rule, reached[mark])) for mark in MARKS))


def level_reached(levels: Iterable[Level], rule: str, holding: set[int]) -> int:
    """Give the level reached when the criteria of these levels hold; 0 for none.

    A staged level needs every lower one; under the other rules a level stands alone.
    """
    reached, unbroken = 0, True
    for level in sorted(levels, key=lambda level: level.number):
        unbroken = unbroken and level.number in holding
        own = level.attained_by(rule)
        if unbroken if own == "staged" else level.number in holding:
            reached = level.number
    return reached


def _reaches(target: Target | None, value: float | None) -> bool:
    """Whether a mark reaches a target; a mark of None has no upper bound."""
    return target is not None and (value is None or value >= target.value)


def _value_reaches(value: YearValue, target: Target | None, mark: Mark) -> bool | None:
    """Whether a count's or percent's mark does; None where only its condition is not shown."""
    number = value.marks.of(mark)
    if target is None or value.is_denied or (number is None and mark != "possible"):
        return False
    if mark == "possible":
        return _reaches(target, number)
    if not _reaches(target, number) or (mark == "confirmed" and value.is_disputed):
        return False
    if not target.is_counted or meets_condition(target, value.counted(confirmed=mark == "confirmed")):
        return True
    return None


def _with_figure(value: YearValue) -> State:
    """Give the state of a count or percent with the records of its figure among those that carry it."""
    state, figure = value.state, value.figure
    if figure is None:
        return state
    stated = frozenset((document,) for document in figure.stated_by)
    claims = frozenset(() if figure.is_confirmed else figure.claims)
    return replace(
        state, confirmed=state.confirmed | stated, claimed=state.claimed | stated | claims, denials=()
    )


def _denied_by(value: YearValue, in_force: TargetInForce) -> tuple[str, ...]:
    """List what denies the target: documents, and those that state a figure of the year below it."""
    figure, target = value.figure, in_force.target
    is_low = figure is not None and target is not None and figure.value < target.value
    stated = figure.stated_by if figure is not None and is_low and value.is_of_whole_year else ()
    return tuple(sorted({*value.denied_by, *stated}))


def _status(target: Target | None, marks: Marks, reached: Mapping[Mark, bool | None]) -> Status:
    if target is None:
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


def _standing(target: Target | None, marks: Marks, reached: Mapping[Mark, bool | None]) -> Standing:
    """Say where a KPI stands by evidence: it is below only when no more is possible."""
    if target is None:
        return "unknown"
    if reached["confirmed"]:
        return "above" if (marks.confirmed or 0) > target.value else "at"
    return "unknown" if reached["possible"] else "below"


def _ids(known: Mapping[str, object], found: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({part for basis in found for part in basis if part in known}))


def _evidence(records: KpiRecords, states: Sequence[State]) -> tuple[str, ...]:
    known = {one.id: one for one in records.evidence}
    named = _ids(known, (basis for state in states for basis in state.claimed | state.unsure))
    denying = _ids(known, (basis for state in states for basis in (state.denials, state.disputed)))
    return tuple(sorted({*named, *denying}))


def _weak_claims(account: Account, states: Sequence[State]) -> tuple[str, ...]:
    """List the documents and results that claim with nothing better beside them."""
    confirming = {key for state in states for basis in state.confirmed for key in basis}
    bases = {basis for state in states for basis in state.claimed - state.confirmed}
    sure = {*account.records.activities, *account.accepted}
    better = confirming | {basis[0] for basis in bases if sure.issuperset(basis)}
    weak = (basis for basis in bases if basis[0] not in better)
    return tuple(sorted({key for basis in weak for key in basis if key not in sure}))


def _conflicts_of_levels(
    account: Account, year: int, marks: Marks, states: Sequence[State]
) -> Iterator[Conflict]:
    kpi = account.kpi
    for measure, element in {kpi.measure_of(c.id): c.id for c in reversed(kpi.measured)}.items():
        yield from _conflicts_of_figure(account, measure, year, element)
    for state in states:
        if state.disputed:
            yield Conflict("denied", state.criterion, records=state.disputed)
    years = [one for one in account.figures.years(kpi.id) if one <= year]
    figure = account.figures.figure(kpi.id, max(years)) if years else None
    if figure is not None and max(years) == year and marks.claimed != figure.value:
        records = tuple(key for basis in figure.claims for key in basis)
        yield Conflict("report", kpi.id, marks.claimed, figure.value, records)


def _conflicts_of_value(value: YearValue) -> Iterator[Conflict]:
    account, figure, kpi = value.account, value.figure, value.account.kpi
    yield from _conflicts_of_figure(account, kpi.id, value.year, kpi.id)
    if value.denied_by and value.is_disputed:
        yield Conflict("denied", kpi.id, records=value.denied_by)
    if kpi.kind != "count" or figure is None:
        return
    covered = sum(1 for one in value.claimed if value.is_covered(one))
    if figure.is_confirmed and covered > figure.value:
        yield Conflict("count", kpi.id, figure.value, float(covered), figure.stated_by)
    elif not figure.is_confirmed and figure.value < len(value.claimed):
        records = tuple(key for basis in figure.claims for key in basis)
        yield Conflict("report", kpi.id, value.marks.claimed, figure.value, records)


def _conflicts_of_figure(account: Account, measure: str, year: int, element: str) -> Iterator[Conflict]:
    figure = account.figures.figure(measure, year)
    if figure is None:
        return
    if figure.is_contested:
        yield Conflict(
            "papers", element, figure.value, None, tuple(k for basis in figure.claims for k in basis)
        )
    elif figure.differs is not None and figure.result is not None:
        yield Conflict(
            "figure", element, figure.value, figure.differs, (*figure.result.basis, *figure.stated_by)
        )
