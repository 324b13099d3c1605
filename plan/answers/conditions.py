"""A target's condition as read off the records: whether it is shown, and what is missing if not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.schema import codes
from graph.texts import Label, text
from plan.answers.overview import joined
from plan.clock import Clock
from plan.ladders.assessment import DIMENSIONS, Assessment, meets_condition
from plan.ladders.kpi import Activity, KpiRecords, Target
from queries.table import ABSENT, Cell, number_cell

_DIMENSIONS = codes.labels(codes.DIMENSION)


def is_counted(aim: Target | None) -> bool:
    """Whether a target has a condition that the records themselves can show."""
    return aim is not None and bool(aim.each_dimension or aim.continuing)


def condition_cell(case: KpiRecords, one: Assessment, *, clock: Clock) -> Cell:
    """Say whether the claimed activities show a target's condition; absent where none is counted."""
    if one.target is None or not is_counted(one.target) or not one.has_begun:
        return ABSENT
    doings = [case.activities[key] for key in one.activities]
    lacking = list(_lacking(case, one.target, doings, year=one.year, clock=clock))
    n = number_cell(one.marks.claimed)
    if not lacking:
        return text("plan", "condition-shown", n=n)
    return text("plan", "condition-open", n=n, lacking=joined(lacking))


def _lacking(
    case: KpiRecords, aim: Target, doings: Sequence[Activity], *, year: int, clock: Clock
) -> Iterator[Label]:
    for name in DIMENSIONS:
        if sum(doing.dimension == name for doing in doings) < aim.each_dimension:
            yield _DIMENSIONS[name]
    if not meets_condition(case, replace(aim, each_dimension=0), doings, year=year, clock=clock):
        yield text("plan", "condition-continuing")
