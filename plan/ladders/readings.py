"""Where marks stand against a target: a KPI's reading under one of its rules.

Levels are ordinal: they are compared, never averaged. A printed condition that is open is judged
both ways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal

from plan.ladders.counts import YearValue, meets_condition
from plan.ladders.kpi import Kpi, Level, Target
from plan.ladders.states import MARKS, Mark, Marks, State
from plan.ladders.targets import TargetInForce

Status = Literal[
    "confirmed-at-target", "claimed-at-target", "claimed-condition-open", "target-open",
    "claimed-below-target", "no-claim", "below-target", "no-target", "not-begun", "not-gathered",
]  # fmt: skip
Standing = Literal["above", "at", "below", "unknown"]
AT_TARGET: frozenset[Status] = frozenset({"confirmed-at-target", "claimed-at-target"})


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


def read_levels(kpi: Kpi, states: Sequence[State], rule: str, in_force: TargetInForce) -> Reading:
    """Read a ladder under a rule."""
    marks = level_marks(kpi, states, rule)
    return _read(rule, in_force, marks, lambda target, mark: _reaches(target, marks.of(mark)))


def read_value(value: YearValue, in_force: TargetInForce) -> Reading:
    """Read a count or percent under its rule."""
    return _read(value.account.kpi.rule, in_force, value.marks, partial(_value_reaches, value))


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
