"""Activities by KPI: how many bear on each, how many of them may move a level, and the latest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.records import Node
from graph.store import Store
from graph.texts import text
from queries.facts.contacts import began_by
from queries.facts.rungs import rungs_of, supporting
from queries.pattern import Pattern, Row, in_order, named, records
from queries.table import ABSENT, Table, column, date_cell

_COLUMNS = (
    column("kpi", subject="neo4j"), column("name"), column("linked", subject="plan", unit="activities"),
    column("moving", subject="plan", unit="activities"), column("latest", subject="neo4j"),
)  # fmt: skip
_MOVING = frozenset({"meets", "produces evidence"})


def _rows(store: Store, *, as_of: date) -> list[Row]:
    """Count each KPI's known activities, an activity once a KPI."""
    return in_order((_row(store, kpi, as_of) for kpi in store.nodes("Kpi")), "kpi")


def _row(store: Store, kpi: Node, as_of: date) -> Row:
    links = [
        (edge, activity)
        for rung in rungs_of(store, kpi)
        for edge, activity in supporting(store, rung)
        if began_by(activity, as_of)
    ]
    moving = {a.id for edge, a in links if edge.text("mode") in _MOVING and a.text("status") == "done"}
    return {
        "kpi": kpi.key, "name": kpi.name, "name_th": kpi.get("name_th"),
        "activities": len({activity.id for _, activity in links}), "moving": len(moving),
        "latest": max((activity.text("start_on") for _, activity in links), default=None),
    }  # fmt: skip


def _table(rows: Sequence[Row], *, as_of: date) -> Table:
    """List the KPIs with their counts; KPIs without an activity are named in the title's number."""
    cells = [
        {"kpi": row["kpi"], "name": named(row), "linked": row["activities"], "moving": row["moving"],
         "latest": date_cell(row["latest"]) if row["latest"] else ABSENT}
        for row in rows
    ]  # fmt: skip
    none = sum(1 for row in rows if not row["activities"])
    ids = [{"kpi": f"Kpi:{row['kpi']}"} for row in rows]
    return Table(
        "kpi-activities", text("neo4j", "kpi-activities-title", n=len(rows), none=none), _COLUMNS, cells,
        as_of, text("neo4j", "unit-kpis"), len(rows), records=records(ids, "kpi"),
        notes=[text("neo4j", "note-links")],
    )  # fmt: skip


kpi_activities = Pattern(_rows, _table)
