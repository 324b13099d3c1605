"""What level the records support, for one KPI and year: confirmed, claimed, possible. No graph here.

Only accepted evidence confirms; a rule's link or a report claims; what no evidence denies stays
possible. Levels are ordinal: they are compared, never averaged. A year that has not begun has
no actual. None is unknown, and 0 a level below the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from plan.clock import Clock
from plan.ladders.account import Account, gather
from plan.ladders.conflicts import Conflict, conflicts_of_levels, conflicts_of_value
from plan.ladders.counts import YearValue
from plan.ladders.kpi import Counted, KpiRecords, Target
from plan.ladders.readings import Reading, Standing, Status, read_levels, read_value
from plan.ladders.states import Mark, Marks, State, judge
from plan.ladders.targets import TargetInForce, target_in_force


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
    first = read_levels(kpi, states, kpi.rule, in_force)
    second = read_levels(kpi, states, kpi.rule_beside, in_force) if kpi.rule_beside else None
    one = _made(account, year, in_force, first, states)
    denied_by = tuple(sorted({key for state in states for key in state.denials}))
    conflicts = tuple(conflicts_of_levels(account, year, first.marks, states))
    return replace(one, second=second, denied_by=denied_by, conflicts=conflicts)


def _of_value(account: Account, year: int, in_force: TargetInForce) -> Assessment:
    value = YearValue(account, year)
    states = (_with_figure(value),)
    reading = read_value(value, in_force)
    one = _made(account, year, in_force, reading, states)
    counted = value.counted(confirmed=False) if account.kpi.kind == "count" else None
    conflicts = tuple(conflicts_of_value(value))
    return replace(one, denied_by=_denied_by(value, in_force), conflicts=conflicts, counted=counted)


def _made(
    account: Account, year: int, in_force: TargetInForce, reading: Reading, states: tuple[State, ...]
) -> Assessment:
    activities = account.records.activities
    return Assessment(
        account.kpi.id,
        year,
        account.clock.name,
        in_force.target,
        reading.marks,
        reading.status,
        reading.standing,
        activities=_ids(activities, (basis for state in states for basis in state.claimed)),
        unsure=_ids(activities, (basis for state in states for basis in state.unsure - state.claimed)),
        evidence=_evidence(account.records, states),
        states=states,
        in_force=in_force,
        weak_claims=_weak_claims(account, states),
        rule=reading.rule,
        reached=reading.reached,
    )


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
