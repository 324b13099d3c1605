"""What a figure for an element of the plan may be: a level of its KPI, a count, a percent, or none."""

from __future__ import annotations

from graph.issues import Issue
from graph.records import Node, Value
from graph.store import Store, sources
from graph.texts import same, text
from loaders.cells import cell_issue
from loaders.tables import RawRow

# What a measured percent cannot do without.
_PERCENT = ("numerator", "denominator", "measured_on", "method")
_SHARE = ("numerator", "denominator")
# A typed percent is rounded by at most so much (percentage points).
_ROUNDING = 0.5


def scale_of(element: Node, store: Store) -> str:
    """Say what a figure for an element is: a level, a count, a percent, or nothing at all."""
    if element.label == "Kpi":
        return element.text("kind")
    parts = [element, *(sources(store, element.id, "PART_OF") if element.label == "Level" else ())]
    return "percent" if any(part.number("threshold") is not None for part in parts) else "none"


def check_value(row: RawRow, values: dict[str, Value], element: Node, store: Store) -> list[Issue]:
    """Check the figures of a row against the scale of the element that it is about."""
    scale, measured = scale_of(element, store), [name for name in ("value", *_SHARE) if row.get(name)]
    if scale == "percent":
        return _check_percent(row, values) if measured else []
    taken = () if scale == "none" else ("value",)
    issues = [
        cell_issue(row, name, code="cell-not-allowed", column=name, about=row["element"])
        for name in measured
        if name not in taken
    ]
    value = values.get("value")
    if not isinstance(value, float) or scale == "none":
        return issues
    top = _top_level(element, store) if scale == "level" else None
    least, most = (0, float("inf")) if top is None else (1, top)
    if least <= value <= most and value == int(value):
        return issues
    allowed = same("0, 1, 2, ...") if top is None else text("errors", "levels-allowed", top=top)
    shown = f"{value:g}"
    return [
        *issues,
        cell_issue(row, "value", code="actual-off-scale", value=shown, about=row["element"], allowed=allowed),
    ]


def _top_level(kpi: Node, store: Store) -> int:
    levels = (node for node in sources(store, kpi.id, "PART_OF") if node.label == "Level")
    return max((int(level.number("level") or 0) for level in levels), default=0)


def _check_percent(row: RawRow, values: dict[str, Value]) -> list[Issue]:
    lacking = [name for name in _PERCENT if not row.get(name)]
    if lacking:
        return [cell_issue(row, name, code="percent-incomplete", column=name) for name in lacking]
    return _check_computed(row, values)


def check_stated(row: RawRow, values: dict[str, Value], element: Node, store: Store) -> list[Issue]:
    """Check a figure that a document states: of a percent, alone or with its numerator and denominator."""
    if scale_of(element, store) != "percent":
        return check_value(row, values, element, store)
    parts = [name for name in _SHARE if row.get(name)]
    value = values.get("value")
    if len(parts) == 1:
        lacking = next(name for name in _SHARE if name not in parts)
        return [cell_issue(row, lacking, code="percent-incomplete", column=lacking)]
    if isinstance(value, float) and not 0 <= value <= 100:
        shown = {"value": f"{value:g}", "about": element.key, "allowed": "0-100"}
        return [cell_issue(row, "value", code="actual-off-scale", **shown)]
    return _check_computed(row, values) if parts else []


def _check_computed(row: RawRow, values: dict[str, Value]) -> list[Issue]:
    if any(name not in values for name in _SHARE):
        return []  # found where the cell is read
    computed = share_of(values)
    if computed is None:
        share = {name: row[name] for name in _SHARE}
        return [cell_issue(row, "denominator", code="percent-off-scale", **share)]
    value = values.get("value")
    if isinstance(value, float) and abs(value - computed) > _ROUNDING:
        shown = {"value": f"{value:g}", "computed": f"{computed:.1f}"}
        return [cell_issue(row, "value", code="percent-differs", **shown)]
    return []


def share_of(values: dict[str, Value]) -> float | None:
    """Give numerator over denominator in percent; None where it is no share of a whole."""
    top, bottom = (values.get(name) for name in _SHARE)
    if not isinstance(top, float) or not isinstance(bottom, float) or not 0 <= top <= bottom or bottom == 0:
        return None
    return 100 * top / bottom
