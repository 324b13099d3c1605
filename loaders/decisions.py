"""Decisions on targets: a printed condition came true or not, or the executives changed a target."""

from __future__ import annotations

from graph.issues import Issue
from graph.records import Edge, Node
from graph.store import sources
from loaders.cells import Rows, cell_issue, given, missing
from loaders.elements import Elements
from loaders.mapping import map_row
from loaders.result import LoadResult
from loaders.scales import check_stated
from loaders.tables import RawRow

_OWN = ("decision", "value", "decided_on", "decided_by", "document_no", "note")
DECISION_COLUMNS = ("element", "year", *_OWN)
MUST_DECISION = ("element", "year", "decision", "decided_on", "decided_by")


def load_decision(row: RawRow, elements: Elements, seen: Rows, result: LoadResult) -> None:
    """Load one decision on a KPI's target for a year; `seen` holds the rows read before."""
    values, issues = map_row(row, "Decision", given(row, _OWN))
    year, misread = map_row(row, "Target", given(row, ("year",)))
    kpi, unknown = elements.find(row, "element", ("Kpi",))
    issues += [*misread, *missing(row, MUST_DECISION), *elements.check_year(row, year), *unknown]
    targets = sources(elements.store, kpi.id, "TARGET_OF") if kpi is not None else []
    target = next((one for one in targets if one.number("year") == year.get("year")), None)
    if kpi is None or target is None or issues:
        result.take(row, issues=issues)
        return
    decision = str(values["decision"])
    issues += [*check_stated(row, values, kpi, elements.store), *_check(row, decision, target)]
    key = f"{target.key}/{values['decided_on']}"
    issues += seen.check_once(f"Decision:{key}", row, "decided_on")
    named = {"name": f"{target.key}: {decision}", "visibility": "internal"}
    node = Node("Decision", key, {**values, **named})
    result.take(row, [node], [Edge(node.id, "DECIDES", target.id)], issues)


def _check(row: RawRow, decision: str, target: Node) -> list[Issue]:
    """Ask for the new value of a changed target; refuse to decide a condition that is not printed."""
    is_change, has_value = decision == "target_changed", bool(row.get("value"))
    if is_change and not has_value:
        return missing(row, ("value",))
    issues = []
    if has_value and not is_change:
        issues.append(
            cell_issue(row, "value", code="cell-not-allowed", column="value", about=row["decision"])
        )
    if not is_change and target.number("value_if_met") is None:
        issues.append(cell_issue(row, "decision", code="decision-no-condition", target=target.key))
    return issues
