"""Where two records say different things of one matter, and which of them counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from plan.ladders.account import Account
from plan.ladders.counts import YearValue
from plan.ladders.states import Marks, State

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


def conflicts_of_levels(
    account: Account, year: int, marks: Marks, states: Sequence[State]
) -> Iterator[Conflict]:
    """Find the conflicts of a ladder in a year, whose claimed mark is given."""
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


def conflicts_of_value(value: YearValue) -> Iterator[Conflict]:
    """Find the conflicts of a count or percent in its year."""
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
