"""A target's condition as read off the records: whether it is shown, and what is missing if not."""

from __future__ import annotations

from collections.abc import Iterator

from graph.schema import codes
from graph.texts import Label, text
from plan.answers.overview import joined
from plan.ladders.assessment import Assessment
from plan.ladders.counts import DIMENSION_PARTS
from plan.ladders.kpi import Counted, Target
from queries.table import ABSENT, Cell, number_cell

_DIMENSIONS = codes.labels(codes.DIMENSION)


def condition_cell(one: Assessment) -> Cell:
    """Say whether what is claimed shows a target's condition; absent where none is counted."""
    if one.target is None or not one.target.is_counted or one.counted is None:
        return ABSENT
    lacking = list(_lacking(one.target, one.counted))
    n = number_cell(one.marks.claimed)
    if not lacking:
        return text("plan", "condition-shown", n=n)
    return text("plan", "condition-open", n=n, lacking=joined(lacking))


def _lacking(target: Target, counted: Counted) -> Iterator[Label]:
    for name, part in DIMENSION_PARTS.items():
        if part(counted) < target.each_dimension:
            yield _DIMENSIONS[name]
    if counted.continuing < target.continuing:
        yield text("plan", "condition-continuing")
