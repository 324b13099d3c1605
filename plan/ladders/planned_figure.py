"""A figure that does not exist yet: a level, count or percent that a planner would report for a year.

It is hypothetical: a claim as a reported result is, and never confirmed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from graph.dates import PartialDate, parse_date
from graph.issues import Issue, errors_among
from graph.records import Node, Value
from graph.store import Store, sources
from loaders.cells import cell_issue, given
from loaders.mapping import map_row
from loaders.result_parts import check_parts, read_method
from loaders.scales import check_stated, scale_of, share_of
from loaders.tables import RawRow
from plan.ladders.kpi import Actual, Kpi

# One of these makes a description that of a figure; an activity has none.
FIGURE = ("value", "numerator", "denominator")
_CELLS = (*FIGURE, "method", "dimension", "continuing")
FIGURE_FIELDS = ("name", "year", "date", "element", *_CELLS)


@dataclass(frozen=True)
class Share:
    """A numerator and a denominator, as a result of a year gives them."""

    numerator: float
    denominator: float
    year: int


@dataclass(frozen=True)
class PlannedFigure:
    """A hypothetical result; `share` is what it divides, `base` the result that it adds to."""

    actual: Actual
    name: str
    start: PartialDate
    share: Share | None = None
    base: Share | None = None

    @property
    def id(self) -> str:
        """The id of the result, were it reported."""
        return self.actual.id

    def is_of(self, kpi: Kpi) -> bool:
        """Whether it is a figure of a KPI or an element of it."""
        return self.actual.element == kpi.id or self.actual.element in kpi.reach


def read_figure(
    row: RawRow, key: str, element: Node, *, year: int, measured: PartialDate, store: Store
) -> tuple[PlannedFigure | None, list[Issue]]:
    """Read a figure of an element: whole, as a share, or by how much the latest share's numerator grows.

    `key` names it; `measured` is its day. What is wrong is an issue at its cell, and no figure then.
    """
    row, _, _ = read_method(row)
    values, found = map_row(row, "Actual", given(row, _CELLS))
    issues = errors_among(found)
    base = None
    if scale_of(element, store) == "percent" and row.get("numerator") and not row.get("denominator"):
        base = latest_share(store, element, year)
        issues += _add_to(row, values, base)
    else:
        issues += check_stated(row, values, element, store)
    issues += check_parts(row, values, scale_of(element, store))
    computed = share_of(values)
    value = values.get("value") if computed is None else computed
    if issues or not isinstance(value, float):
        return None, issues or [cell_issue(row, "value", code="cell-missing", column="value")]
    actual = Actual(
        f"Actual:{key}",
        element.id,
        year,
        value,
        measured,
        str(values.get("method", "")),
        str(values.get("dimension", "")),
        _whole(values.get("continuing")),
    )
    name = row.get("name") or f"{element.key} / {year}"
    return PlannedFigure(actual, name, measured, _share(values, year), base), []


def _add_to(row: RawRow, values: dict[str, Value], base: Share | None) -> list[Issue]:
    """Add a numerator to that of a share; a part of nothing, or more than the whole, is refused."""
    more = values.get("numerator")
    if not isinstance(more, float):
        return []  # found where the cell is read
    if base is None:
        return [cell_issue(row, "numerator", code="add-no-base", about=row["element"])]
    values.update(numerator=base.numerator + more, denominator=base.denominator)
    if share_of(values) is not None:
        return []
    shown = {
        "numerator": f"{base.numerator:g}",
        "denominator": f"{base.denominator:g}",
        "year": base.year,
        "sum": f"{base.numerator + more:g}",
    }
    return [cell_issue(row, "numerator", code="add-off-base", **shown)]


def latest_share(store: Store, element: Node, year: int) -> Share | None:
    """Give the latest result of an element up to a year that gives numerator and denominator."""
    found: list[tuple[int, date, str, Share]] = []
    for node in sources(store, element.id, "ACTUAL_OF"):
        share = _share(node.properties, int(node.number("year") or 0))
        if share is not None and share.year <= year:
            measured = node.text("measured_on")
            day = parse_date(measured).latest if measured else date.min
            found.append((share.year, day, node.id, share))
    return max(found)[-1] if found else None


def _share(values: Mapping[str, object], year: int) -> Share | None:
    top, bottom = values.get("numerator"), values.get("denominator")
    if not isinstance(top, int | float) or not isinstance(bottom, int | float):
        return None
    return Share(float(top), float(bottom), year)


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0
