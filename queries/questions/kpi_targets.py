"""The plan's targets: each KPI year by year, with its printed condition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.schema.codes import KPI_KIND, labels
from graph.store import Store, targets
from graph.texts import text
from queries.pattern import Pattern, Row, in_order, named, records
from queries.table import ABSENT, Table, column

_COLUMNS = (
    column("kpi", subject="neo4j"), column("name"), column("year", subject="neo4j", unit="year"),
    column("target_value", subject="neo4j", unit="target"), column("kpi_kind", subject="neo4j"),
    column("condition", subject="neo4j"),
)  # fmt: skip
_KINDS = labels(KPI_KIND)


def _rows(store: Store, *, as_of: date, year: int | None = None) -> list[Row]:
    """List the targets of every year (B.E.), or of one."""
    found = [
        {
            "kpi": kpi.key, "name": kpi.name, "name_th": kpi.get("name_th"), "kind": kpi.get("kind"),
            "target": target.id, "year": target.get("year"), "value": target.get("value"),
            "condition": target.get("condition"),
        }
        for target in store.nodes("Target")
        if year is None or target.get("year") == year
        for kpi in targets(store, target.id, "TARGET_OF")
    ]  # fmt: skip
    return in_order(found, "kpi", "year", "target")


def _table(rows: Sequence[Row], *, as_of: date, year: int | None = None) -> Table:
    """List the targets; the unit of a value is its KPI's kind."""
    cells = [
        {"kpi": row["kpi"], "name": named(row), "year": row["year"], "target_value": row["value"],
         "kpi_kind": _KINDS.get(row["kind"]), "condition": row["condition"] or ABSENT}
        for row in rows
    ]  # fmt: skip
    kpis = {row["kpi"] for row in rows}
    return Table(
        "kpi-targets", text("neo4j", "kpi-targets-title", n=len(rows), kpis=len(kpis)), _COLUMNS, cells,
        as_of, text("neo4j", "unit-targets"), len(rows), records=records(rows, "target"),
    )  # fmt: skip


kpi_targets = Pattern(_rows, _table)
