"""What if: which marks fall or rise when records fall away or an activity is added.

Every answer is the assessment itself, made once as things stand and once as they would. What a
dropped record is to a mark comes from its minimal sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from graph.errors import QuestionError
from graph.records import Node
from graph.store import Store
from plan.clock import Clock
from plan.ladders.assessment import Assessment, assess
from plan.ladders.counts import hold_counts
from plan.ladders.described import Described, Link
from plan.ladders.descriptions import Addition
from plan.ladders.kpi import MOVING, Kpi, KpiRecords, Target
from plan.ladders.minimal import Role
from plan.ladders.plan_records import PlanRecords
from plan.ladders.planned_figure import PlannedFigure
from plan.ladders.provenance import Provenance
from plan.ladders.readings import AT_TARGET, Status
from plan.ladders.states import MARKS, Mark
from plan.ladders.trace import find_record
from plan.ladders.unmoved import Reason, Unmoved
from plan.making.rules import RuleSet

# What a record other than an activity, document or value takes with it: the activities that lead to it so.
_TAKEN_BY: Mapping[str, str] = {
    **dict.fromkeys(("City", "Organization", "Embassy", "Country"), "INVOLVES"),
    "Project": "CARRIES_OUT",
    "Agreement": "UNDER",
}
TOGETHER = "together"
Effect = Literal["falls", "rises", "stays"]
# Whether a mark stops or starts to reach the year's target: by its number, or by the condition alone.
OnTarget = Literal["", "lost-by-number", "lost-by-condition", "met-by-number", "met-by-condition"]


@dataclass(frozen=True)
class Drop:
    """A record to be dropped, and the ids of the activities, documents or values that go with it."""

    record: Node
    taken: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One mark of a KPI in a year, before and after, under one rule, with the status under that rule.

    `is_first` says that the rule is the KPI's own, not the one it is read by beside it.
    """

    kpi: str
    year: int
    rule: str
    mark: Mark
    before: float | None
    after: float | None
    target: Target | None
    status_before: Status
    status_after: Status
    effect: Effect
    on_target: OnTarget = ""
    is_first: bool = True


@dataclass(frozen=True)
class Outcome:
    """One thing dropped or added by itself, or all of them together, with what changes."""

    name: str
    changes: tuple[Change, ...]

    def targets(self, mark: Mark, on_target: str) -> int:
        """Count the yearly targets that a mark loses or meets under each KPI's own rule.

        `on_target` is how, such as `lost-by-number`, or how it begins, such as `lost-by-`.
        """
        own = (one for one in self.changes if one.is_first and one.mark == mark)
        return sum(1 for one in own if one.on_target.startswith(on_target))


@dataclass(frozen=True)
class RecordRole:
    """What a dropped record is to a mark: critical, supporting, redundant, or denying.

    `least` is the level or number that the mark stands at, which the sets carry; `minimal_sets` are
    all of them, or examples where they are more than the bound.
    """

    record: str
    kpi: str
    year: int
    rule: str
    mark: Mark
    least: float | None
    role: Role | Literal["denies"]
    minimal_sets: tuple[tuple[str, ...], ...] = ()
    is_complete: bool = True

    @property
    def within(self) -> int:
        """How many of the sets the record is in."""
        return sum(1 for names in self.minimal_sets if self.record in names)


@dataclass(frozen=True)
class WhatIf:
    """What would be: each drop and addition alone, all together, roles, and the links of additions.

    `unmoved` says of each addition that bears on a KPI and moves no mark why that is so.
    `judged_on` is the day assessed; later than the as-of date where an addition lies in the future,
    and then with the records of the as-of date alone.
    """

    drops: tuple[Drop, ...]
    adds: tuple[Addition, ...]
    links: Mapping[str, tuple[Link, ...]]
    unmoved: Mapping[str, tuple[Reason, ...]]
    outcomes: tuple[Outcome, ...]
    roles: tuple[RecordRole, ...]
    judged_on: date


def find_drops(store: Store, written: Iterable[str]) -> list[Drop]:
    """Find what is to be dropped, each once.

    Raises QuestionError for an unknown record, with the nearest, or one of a kind that carries nothing.
    """
    return [_drop(store, record) for record in {node.id: node for node in _named(store, written)}.values()]


def _named(store: Store, written: Iterable[str]) -> Iterator[Node]:
    for name in written:
        actual = store.node(name if name.startswith("Actual:") else f"Actual:{name}")
        yield actual or find_record(store, name)


def _drop(store: Store, record: Node) -> Drop:
    if record.label in ("Activity", "Evidence", "Actual"):
        return Drop(record, (record.id,))
    verb = _TAKEN_BY.get(record.label)
    if verb is None:
        raise QuestionError("drop-kind", id=record.id)
    return Drop(record, tuple(sorted({edge.source for edge in store.edges_to(record.id, verb)})))


def what_if(
    book: PlanRecords, *, drops: Sequence[Drop] = (), adds: Sequence[Addition] = (), rules: RuleSet
) -> WhatIf:
    """Assess what would fall or rise, each drop and addition alone and all together.

    Raises QuestionError when there is neither.
    """
    if not drops and not adds:
        raise QuestionError("whatif-empty")
    links = {add.id: tuple(add.links(rules)) for add in adds if isinstance(add, Described)}
    judged_on = max([book.as_of, *(add.start.latest for add in adds)])
    bench = _Bench(book, links, judged_on)
    outcomes = [
        *(Outcome(drop.record.id, bench.changes(drop.taken, ())) for drop in drops),
        *(Outcome(add.id, bench.changes((), (add,))) for add in adds),
    ]
    moved = {one.name for one in outcomes if one.changes}
    unmoved = {add.id: tuple(bench.why_unmoved(add)) for add in adds if add.id not in moved}
    gone = tuple(sorted({key for drop in drops for key in drop.taken}))
    if len(outcomes) > 1:
        outcomes.append(Outcome(TOGETHER, bench.changes(gone, adds)))
    return WhatIf(
        tuple(drops), tuple(adds), links, unmoved, tuple(outcomes), tuple(bench.roles(gone)), judged_on
    )


class _Bench:
    """The cases as known by the as-of date, assessed on a day; what stands now is assessed once."""

    def __init__(self, book: PlanRecords, links: Mapping[str, tuple[Link, ...]], judged_on: date) -> None:
        self._book, self._links, self._day = book, links, judged_on
        later = judged_on > book.as_of
        known = {key: c.known_by(book.as_of) if later else c for key, c in book.by_kpi.items()}
        self._cases = {
            key: hold_counts(one, years=book.years, clock=book.clock, as_of=judged_on)
            for key, one in known.items()
        }
        self._standing: dict[str, list[Assessment]] = {}

    def changes(self, dropped: Sequence[str], adds: Sequence[Addition]) -> tuple[Change, ...]:
        found: list[Change] = []
        for key, case in self._cases.items():
            bearing = [add for add in adds if self._bears_on(add, case.kpi)]
            if not bearing and not _touches(case, dropped):
                continue
            changed = case.without(dropped)
            for add in bearing:
                changed = self._with(changed, add)
            for before, after in zip(self._now(key), self._assess(changed), strict=True):
                found.extend(_compare(before, after))
        return tuple(found)

    def _bears_on(self, add: Addition, kpi: Kpi) -> bool:
        if isinstance(add, PlannedFigure):
            return add.is_of(kpi)
        return any(_is_to(link, kpi) for link in self._links[add.id])

    def _with(self, case: KpiRecords, add: Addition) -> KpiRecords:
        if isinstance(add, PlannedFigure):
            return case.adding(actuals=[add.actual])
        supports = [link.support(add.id) for link in self._links[add.id] if _is_to(link, case.kpi)]
        return case.adding(activities=[add.as_done], supports=supports)

    def why_unmoved(self, add: Addition) -> Iterator[Reason]:
        """Say why an addition moves none of the marks that it bears on."""
        year = self._book.clock.year_of(add.start.latest)
        for case in self._cases.values():
            if self._bears_on(add, case.kpi):
                held = Unmoved(self._with(case, add), year, self._book.clock, self._day)
                if isinstance(add, PlannedFigure):
                    yield from held.of_figure(add)
                else:
                    moving = [one for one in self._links[add.id] if one.mode in MOVING]
                    yield from held.of_links(moving)

    def _now(self, key: str) -> list[Assessment]:
        if key not in self._standing:
            self._standing[key] = self._assess(self._cases[key])
        return self._standing[key]

    def _assess(self, case: KpiRecords) -> list[Assessment]:
        return assess(case, years=self._book.years, clock=self._book.clock, as_of=self._day)

    def roles(self, dropped: Sequence[str]) -> Iterator[RecordRole]:
        for key, case in self._cases.items():
            if _touches(case, dropped):
                for one in self._now(key):
                    yield from record_roles(case, one, dropped, clock=self._book.clock, as_of=self._day)


def _is_to(link: Link, kpi: Kpi) -> bool:
    return link.element == kpi.id or link.element in kpi.reach


def _touches(case: KpiRecords, dropped: Iterable[str]) -> bool:
    known = {*case.activities, *(p.id for p in case.evidence), *(r.id for r in case.actuals)}
    in_series = {key for days in case.series.values() for key in days} if case.kpi.kind == "count" else set()
    return not (known | in_series).isdisjoint(dropped)


def _compare(before: Assessment, after: Assessment) -> Iterator[Change]:
    """List the marks that move, or stop or start to reach the target, each under its own rule."""
    for place, (old, new) in enumerate(zip(before.readings, after.readings, strict=True)):
        for mark in MARKS:
            low, high = old.marks.of(mark), new.marks.of(mark)
            on_target = _on_target(old.reached.get(mark), new.reached.get(mark))
            if low != high or on_target:
                yield Change(
                    before.kpi,
                    before.year,
                    old.rule,
                    mark,
                    low,
                    high,
                    before.target,
                    old.status,
                    new.status,
                    _effect(mark, low, high),
                    on_target,
                    is_first=place == 0,
                )


def _on_target(before: bool | None, after: bool | None) -> OnTarget:
    """Say how a target is lost or met; None is a number that is enough, with its condition not shown."""
    if before and not after:
        return "lost-by-condition" if after is None else "lost-by-number"
    if after and not before:
        return "met-by-condition" if before is None else "met-by-number"
    return ""


def _effect(mark: Mark, before: float | None, after: float | None) -> Effect:
    """Say which way a mark goes: an unknown possible has no upper bound, any other is nothing known."""
    unknown = float("inf") if mark == "possible" else -1.0
    low, high = (unknown if value is None else value for value in (before, after))
    return "stays" if high == low else "falls" if high < low else "rises"


def record_roles(
    case: KpiRecords, one: Assessment, records: Sequence[str], *, clock: Clock, as_of: date
) -> Iterator[RecordRole]:
    """Say what each of some records is to the marks of one assessment.

    A record that bears on none of the KPI's criteria in the year has no role there.
    """
    for record in sorted(set(one.denied_by).intersection(records)):
        yield RecordRole(record, one.kpi, one.year, case.kpi.rule, "possible", None, "denies")
    provenance = Provenance(case, clock, as_of)
    for reading in one.readings:
        rule = reading.rule
        for mark in ("confirmed", "claimed"):
            value = reading.marks.of(mark)
            bearing = provenance.bearing(mark, year=one.year).intersection(records) if value else set()
            if not value or not bearing:
                continue
            goal, aim = _goal(case, one, mark, value)
            carrying = provenance.carrying(mark, goal, year=one.year, rule=rule, target=aim)
            found = carrying.minimal_sets
            for record in sorted(bearing):
                yield RecordRole(
                    record, one.kpi, one.year, rule, mark, goal, carrying.role(record), found.sets,
                    found.is_complete,
                )  # fmt: skip


def _goal(case: KpiRecords, one: Assessment, mark: Mark, value: float) -> tuple[float, Target | None]:
    """Give what the records carry: a ladder's level; of a number its target where reached, else itself."""
    reached = {"confirmed": ("confirmed-at-target",), "claimed": AT_TARGET}[mark]
    if case.kpi.kind == "level" or one.target is None or one.status not in reached:
        return value, None
    return one.target.value, one.target
