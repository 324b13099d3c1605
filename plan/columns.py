"""Columns of the plan's tables, written as one line of names."""

from __future__ import annotations

from collections.abc import Sequence

from graph.texts import read_subject
from queries.table import Column, column

_PLAN = ("plan",)


def plan_columns(names: str, *, subjects: Sequence[str] = _PLAN, **units: str) -> tuple[Column, ...]:
    """Make columns by name in order; a name with a star is for files alone, one with a unit a number.

    A heading is that of the first subject that has it. Raises KeyError for one that none has.
    """
    made = []
    for written in names.split():
        name = written.rstrip("*")
        found = next((s for s in subjects if f"column-{name}" in read_subject(s)), subjects[0])
        brief = not written.endswith("*")
        made.append(column(name, subject=found, unit=units.get(name, ""), brief=brief))
    return tuple(made)
