"""Activities by tactic: how many move a level, how many only bear on it, how many came before."""

from __future__ import annotations

from datetime import date

from graph.records import Node
from graph.store import Store, sources
from graph.texts import Label, text
from plan.assessment import MOVING, is_known_by, supports
from plan.linking import is_before_plan
from plan.overview import name_of
from queries.contacts import newest_first
from queries.table import ABSENT, Cell, Column, Table, date_cell


def by_tactic_table(store: Store, *, as_of: date) -> Table:
    """Count the activities linked to each tactic's KPIs, each once a tactic, by what they do."""
    columns = (
        Column("tactic", text("pack", "column-tactic")),
        *(
            Column(name, text("pack", f"column-{name}"), "activities")
            for name in ("moving", "other", "before")
        ),
        Column("latest", text("pack", "column-latest")),
    )
    found = [(tactic, _linked(store, tactic, as_of)) for tactic in store.nodes("Tactic")]
    rows: list[dict[str, Cell]] = []
    for tactic, (moving, other, before) in found:
        latest = newest_first([*moving.values(), *other.values()])
        name = name_of(tactic)
        rows.append({
            "tactic": Label(f"{tactic.key} {name.th}", f"{tactic.key} {name.en}"),
            "moving": len(moving), "other": len(other), "before": len(before),
            "latest": date_cell(latest[0].text("start_on")) if latest else ABSENT,
        })  # fmt: skip
    records = sorted({key for _, groups in found for group in groups[:2] for key in group})
    return Table(
        "by-tactic", text("pack", "title-by-tactic"), columns, rows, as_of, text("pack", "unit-by-tactic"),
        len(records), records=records, notes=[text("plan", "note-records")],
    )  # fmt: skip


Group = dict[str, Node]


def _linked(store: Store, tactic: Node, as_of: date) -> tuple[Group, Group, Group]:
    """Part a tactic's activities: those that move a level, other ones, those before the plan."""
    moving: Group = {}
    other: Group = {}
    before: Group = {}
    kpis = [node for node in sources(store, tactic.id, "PART_OF") if node.label == "Kpi"]
    for _, edge in (pair for kpi in kpis for pair in supports(store, kpi)):
        activity = store.node(edge.source)
        if activity is None or not is_known_by(activity, as_of):
            continue
        if is_before_plan(store, activity):
            before[activity.id] = activity
        elif edge.text("mode") in MOVING:
            moving[activity.id] = activity
        else:
            other[activity.id] = activity
    return moving, {key: node for key, node in other.items() if key not in moving}, before
