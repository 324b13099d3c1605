"""Tactic trace, downwards: a tactic's KPIs, and the activities that bear on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.schema.codes import ROLE, SUPPORT_MODE, labels
from graph.store import Store, sources
from graph.texts import text
from queries.facts.contacts import began_by
from queries.facts.rungs import rungs_of, supporting
from queries.pattern import Pattern, Row, in_order, named, records
from queries.table import Table, column, date_cell

_COLUMNS = (
    column("tactic", subject="neo4j", brief=False), column("kpi", subject="neo4j"),
    column("element", subject="neo4j"), column("date", subject="neo4j"),
    column("activity", subject="neo4j"), column("name"), column("role", subject="neo4j"),
    column("mode", subject="neo4j"), column("rule", subject="neo4j", brief=False),
)  # fmt: skip
_ROLES = labels(ROLE)
_MODES = labels(SUPPORT_MODE)


def _rows(store: Store, *, as_of: date, tactic: str | None = None) -> list[Row]:
    """List a row for each link from a known activity to a rung of a KPI of the tactics, or of one."""
    found = [
        {
            "tactic": node.key, "kpi": kpi.key, "element": rung.id, "activity": activity.id,
            "name": activity.name, "name_th": activity.get("name_th"), "date": activity.text("start_on"),
            "role": activity.get("role_of_bangkok"), "mode": edge.properties.get("mode"),
            "rule": edge.properties.get("rule"),
        }
        for node in store.nodes("Tactic")
        if tactic is None or node.id == tactic
        for kpi in sources(store, node.id, "PART_OF")
        if kpi.label == "Kpi"
        for rung in rungs_of(store, kpi)
        for edge, activity in supporting(store, rung)
        if began_by(activity, as_of)
    ]  # fmt: skip
    return in_order(found, "tactic", "kpi", "element", "activity", "rule", "mode")


def _table(rows: Sequence[Row], *, as_of: date, tactic: str | None = None) -> Table:
    """List the links with KPI, rung, day, role and mode; the title counts activities and links."""
    cells = [
        {**{name: row[name] for name in ("tactic", "kpi", "element", "activity", "rule")},
         "name": named(row), "date": date_cell(row["date"]), "role": _ROLES.get(row["role"]),
         "mode": _MODES.get(row["mode"])}
        for row in rows
    ]  # fmt: skip
    counts = {"n": len({row["activity"] for row in rows}), "kpis": len({row["kpi"] for row in rows})}
    return Table(
        "tactic-trace", text("neo4j", "tactic-trace-title", links=len(rows), **counts), _COLUMNS, cells,
        as_of, text("questions", "unit-links"), len(rows), records=records(rows, "element", "activity"),
        notes=[text("neo4j", "note-links")],
    )  # fmt: skip


tactic_trace = Pattern(_rows, _table)
