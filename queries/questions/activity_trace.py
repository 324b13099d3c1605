"""Activity trace, upwards: the levels and KPIs an activity bears on, their tactics and strategies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from graph.records import Node
from graph.schema.codes import ORIGIN, SUPPORT_MODE, labels
from graph.store import Store, targets
from graph.texts import text
from queries.facts.contacts import began_by
from queries.facts.rungs import kpis_above
from queries.pattern import Pattern, Row, in_order, named, records
from queries.table import Table, column

_COLUMNS = (
    column("activity", subject="neo4j"), column("name"), column("element", subject="neo4j"),
    column("kpi", subject="neo4j", brief=False),
    column("kpi_name", subject="neo4j", brief=False), column("tactic", subject="neo4j"),
    column("tactic_name", subject="neo4j", brief=False), column("strategy", subject="neo4j"),
    column("mode", subject="neo4j"), column("origin", subject="neo4j", brief=False),
    column("rule", subject="neo4j", brief=False),
)  # fmt: skip
_ORIGINS = labels(ORIGIN)
_MODES = labels(SUPPORT_MODE)


def _rows(store: Store, *, as_of: date, activity: str | None = None) -> list[Row]:
    """List a row for each way up from the activities, or from one, to a strategy."""
    found = [
        {
            "activity": node.id, "name": node.name, "name_th": node.get("name_th"), "element": edge.target,
            "kpi": kpi.id, "kpi_name": kpi.name, "kpi_name_th": kpi.get("name_th"),
            "tactic": tactic.id if tactic else None, "tactic_name": tactic.name if tactic else None,
            "tactic_name_th": tactic.get("name_th") if tactic else None,
            "strategy": strategy.id if strategy else None, "mode": edge.properties.get("mode"),
            "rule": edge.properties.get("rule"), "origin": edge.properties.get("origin"),
        }
        for node in store.nodes("Activity")
        if activity in (None, node.id) and began_by(node, as_of)
        for edge in store.edges_from(node.id, "SUPPORTS")
        for rung in [store.node(edge.target)]
        if rung is not None
        for kpi in kpis_above(store, rung)
        for tactic in _above(store, kpi, "Tactic")
        for strategy in _above(store, tactic, "Strategy")
    ]  # fmt: skip
    return in_order(found, "activity", "element", "kpi", "tactic", "strategy", "rule", "mode", "origin")


def _above(store: Store, node: Node | None, label: str) -> Iterator[Node | None]:
    """Give what a node is part of, by label; None once where there is nothing, as OPTIONAL MATCH does."""
    wholes = targets(store, node.id, "PART_OF") if node else []
    found: list[Node | None] = [whole for whole in wholes if whole.label == label]
    yield from found or [None]


def _table(rows: Sequence[Row], *, as_of: date, activity: str | None = None) -> Table:
    """List the ways up; the title counts activities and KPIs."""
    cells = [
        {
            "activity": row["activity"], "name": named(row), "element": row["element"], "kpi": row["kpi"],
            "kpi_name": named(row, "kpi_"),
            "tactic": row["tactic"], "tactic_name": named(row, "tactic_"), "strategy": row["strategy"],
            "mode": _MODES.get(row["mode"]), "origin": _ORIGINS.get(row["origin"]), "rule": row["rule"],
        }
        for row in rows
    ]  # fmt: skip
    counts = {"n": len({row["activity"] for row in rows}), "kpis": len({row["kpi"] for row in rows})}
    return Table(
        "activity-trace", text("neo4j", "activity-trace-title", **counts), _COLUMNS, cells,
        as_of, text("questions", "unit-links"), len(rows),
        records=records(rows, "activity", "element", "kpi", "tactic", "strategy"),
        notes=[text("neo4j", "note-links")],
    )  # fmt: skip


activity_trace = Pattern(_rows, _table)
