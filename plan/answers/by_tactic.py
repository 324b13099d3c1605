"""Activities by tactic: how many move a level, how many only bear on it, how many came before."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from graph.records import Node
from graph.store import Store, sources
from graph.texts import Label, text
from plan.answers.overview import name_of
from plan.ladders.kpi import MOVING, WITHDRAWN
from plan.ladders.plan_records import supports_of
from plan.making.linking import is_before_plan
from queries.facts.contacts import began_by, happens_in, newest_first, plan_period
from queries.table import ABSENT, Cell, Column, Table, column, date_cell

# The groups of a tactic's activities, each a column, and where its heading stands.
_GROUPS = {"moving": "plan", "other": "pack", "perhaps_before": "pack", "before_plan": "pack"}


def by_tactic_table(store: Store, *, as_of: date) -> Table:
    """Count the activities linked to each tactic's KPIs, each once a tactic, by what they do."""
    columns = (
        Column("tactic", text("pack", "column-tactic")),
        *(column(name, subject=subject, unit="activities") for name, subject in _GROUPS.items()),
        Column("latest", text("pack", "column-latest")),
    )
    found = [(tactic, _linked(store, tactic, as_of)) for tactic in store.nodes("Tactic")]
    rows: list[dict[str, Cell]] = []
    for tactic, groups in found:
        latest = newest_first([*groups.moving.values(), *groups.other.values()])
        name = name_of(tactic)
        rows.append({
            "tactic": Label(f"{tactic.key} {name.th}", f"{tactic.key} {name.en}"),
            "moving": len(groups.moving), "other": len(groups.other), "perhaps_before": len(groups.unsure),
            "before_plan": len(groups.before),
            "latest": date_cell(latest[0].text("start_on")) if latest else ABSENT,
        })  # fmt: skip
    records = sorted({key for _, groups in found for key in (*groups.moving, *groups.other, *groups.unsure)})
    return Table(
        "by-tactic", text("pack", "title-by-tactic"), columns, rows, as_of, text("pack", "unit-by-tactic"),
        len(records), records=records, notes=[text("plan", "note-records")],
    )  # fmt: skip


@dataclass
class _Groups:
    """A tactic's activities by id. `unsure` ones may have ended before the plan: no year counts them."""

    moving: dict[str, Node] = field(default_factory=dict)
    other: dict[str, Node] = field(default_factory=dict)
    unsure: dict[str, Node] = field(default_factory=dict)
    before: dict[str, Node] = field(default_factory=dict)

    def group_of(self, store: Store, activity: Node, mode: str) -> dict[str, Node]:
        """Give the group that a linked activity belongs to."""
        if is_before_plan(store, activity):
            return self.before
        period = plan_period(store)
        if period is not None and not happens_in(activity, period):
            return self.unsure
        return self.moving if mode in MOVING else self.other


def _linked(store: Store, tactic: Node, as_of: date) -> _Groups:
    """Part a tactic's activities, each once: what moves a level goes before what only bears on it."""
    groups = _Groups()
    kpis = [node for node in sources(store, tactic.id, "PART_OF") if node.label == "Kpi"]
    for _, edge in (pair for kpi in kpis for pair in supports_of(store, kpi)):
        activity = store.node(edge.source)
        if activity is not None and began_by(activity, as_of) and edge.text("mode") != WITHDRAWN:
            groups.group_of(store, activity, edge.text("mode"))[activity.id] = activity
    groups.other = {key: node for key, node in groups.other.items() if key not in groups.moving}
    return groups
