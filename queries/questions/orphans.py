"""Orphans: records that the plan's side or the work's side does not reach."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from graph.records import Node
from graph.schema import SCHEMA
from graph.store import Store, sources
from graph.texts import text
from queries.facts.contacts import began_by
from queries.facts.rungs import rungs_of, supporting
from queries.pattern import Pattern, Row, in_order, named, records
from queries.table import Table, column

_COLUMNS = (
    column("record_type", subject="neo4j"), column("lacks", subject="neo4j"), column("record"),
    column("name"),
)  # fmt: skip


Reached = Callable[[Store, Node, date], bool]


def _is_linked(store: Store, activity: Node, as_of: date) -> bool:
    """Whether an activity needs no notice: it bears on the plan, or begins only later."""
    begins_later = bool(activity.text("start_on")) and not began_by(activity, as_of)
    return begins_later or bool(store.edges_from(activity.id, "SUPPORTS", "CARRIES_OUT"))


def _is_supported(store: Store, kpi: Node, as_of: date) -> bool:
    found = (activity for rung in rungs_of(store, kpi) for _, activity in supporting(store, rung))
    return any(began_by(activity, as_of) for activity in found)


def _is_carried_out(store: Store, project: Node, as_of: date) -> bool:
    return any(began_by(activity, as_of) for activity in sources(store, project.id, "CARRIES_OUT"))


_REACHED: dict[str, Reached] = {
    "Activity": _is_linked, "Kpi": _is_supported, "Project": _is_carried_out,
}  # fmt: skip


def _rows(store: Store, *, as_of: date) -> list[Row]:
    """List the activities, KPIs and projects that nothing on the other side reaches by a day."""
    found = (
        {"kind": label.lower(), "record": node.id, "name": node.name, "name_th": node.get("name_th")}
        for label, is_reached in _REACHED.items()
        for node in store.nodes(label)
        if not is_reached(store, node, as_of)
    )
    return in_order(found, "kind", "record")


def _table(rows: Sequence[Row], *, as_of: date) -> Table:
    """List the records with what each lacks."""
    counts = {kind.lower(): sum(1 for row in rows if row["kind"] == kind.lower()) for kind in _REACHED}
    cells = [
        {
            "record_type": SCHEMA.node_types[row["kind"].capitalize()].label,
            "lacks": text("neo4j", f"orphan-{row['kind']}"), "record": row["record"], "name": named(row),
        }
        for row in rows
    ]  # fmt: skip
    return Table(
        "orphans", text("neo4j", "orphans-title", **counts), _COLUMNS, cells, as_of,
        text("questions", "unit-rows"), len(rows), records=records(rows, "record"),
        notes=[text("neo4j", "note-orphans")],
    )  # fmt: skip


orphans = Pattern(_rows, _table)
