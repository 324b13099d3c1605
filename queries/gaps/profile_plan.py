"""What a partner carries of the plan: KPI levels its contacts bear on, and projects that name or use it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from graph.records import Node
from graph.schema.codes import SUPPORT_MODE, labels
from graph.store import targets
from graph.texts import Label, text
from queries.facts.landscape import Landscape
from queries.facts.lookup import label_of
from queries.facts.rungs import Support, by_kpi
from queries.gaps.tie_gaps import projects_naming, supports_of
from queries.table import ABSENT, Cell, Table, column, list_cell

_KPIS = (
    column("kpi", subject="unit"), column("name"), column("rungs", subject="unit"),
    column("modes", subject="unit"), column("moving", subject="plan", unit="activities"),
    column("as_context", subject="unit", unit="activities"), column("latest", subject="neo4j"),
    column("why_linked", subject="unit", brief=False), column("rules", subject="unit", brief=False),
)  # fmt: skip
_PROJECTS = (
    column("project", subject="unit"), column("name"), column("named", subject="unit"),
    column("carried_out", subject="plan", unit="activities"), column("latest", subject="neo4j"),
    column("project_kpis", subject="unit"),
)  # fmt: skip
_MODES = labels(SUPPORT_MODE)


def plan_table(land: Landscape, place: Node) -> Table:
    """Tabulate the KPIs that a place's contacts bear on, with the rungs and how."""
    supports = supports_of(land, place.id)
    groups = by_kpi(supports)
    rows = [_kpi_row(land, kpi, found) for kpi, found in groups.items()]
    moving = sum(1 for row in rows if row["moving"])
    records = {s.kpi.id for s in supports} | {s.rung.id for s in supports} | {s.activity.id for s in supports}
    return Table(
        "partner-profile-plan", text("unit", "partner-profile-plan-title", n=len(rows), moving=moving), _KPIS,
        rows, land.as_of, text("unit", "unit-kpis"), len(rows), records=sorted(records),
        notes=[text("unit", "note-supports")],
    )  # fmt: skip


def _kpi_row(land: Landscape, kpi: str, supports: Sequence[Support]) -> dict[str, Cell]:
    moving = {s.activity.id for s in supports if s.moves}
    context = {s.activity.id for s in supports} - moving
    rungs = {s.rung.id: s.rung for s in supports if s.moves or not moving}
    newest = supports[0]
    reasons = {s.edge.text("rule"): s.edge for s in supports}
    return {
        "kpi": kpi.partition(":")[2],
        "name": label_of(newest.kpi),
        "rungs": ", ".join(_rung(rungs[rung]) for rung in sorted(rungs)) or ABSENT,
        "modes": list_cell(_MODES[mode] for mode in sorted({s.edge.text("mode") for s in supports})),
        "moving": len(moving),
        "as_context": len(context),
        "latest": land.index.last([newest.activity]),
        "why_linked": list_cell(
            Label(edge.text("reason_th"), edge.text("reason_en")) for _, edge in sorted(reasons.items())
        ),
        "rules": "; ".join(sorted(reasons)) or ABSENT,
    }


def _rung(rung: Node) -> str:
    """Name a rung shortly: `L3` of its ladder, or the KPI itself."""
    return rung.key.partition("/")[2] or rung.key


def projects_table(land: Landscape, place: Node) -> Table:
    """Tabulate the plan's projects whose name holds the place, or that its contacts carry out."""
    store = land.store
    named = {project.id for project in projects_naming(store, place.id)}
    carried: defaultdict[str, list[Node]] = defaultdict(list)
    for activity in land.index.of(place.id):
        for project in targets(store, activity.id, "CARRIES_OUT"):
            carried[project.id].append(activity)
    nodes = [node for one in sorted(named | carried.keys()) if (node := store.node(one)) is not None]
    rows: list[dict[str, Cell]] = [
        {
            "project": node.key, "name": label_of(node), "named": node.id in named,
            "carried_out": len(carried[node.id]), "latest": land.index.last(carried[node.id]) or ABSENT,
            "project_kpis": ", ".join(kpi.key for kpi in targets(store, node.id, "ADVANCES")) or ABSENT,
        }
        for node in nodes
    ]  # fmt: skip
    title = text("unit", "partner-profile-projects-title", n=len(rows), named=len(named))
    activities = {activity.id for node in nodes for activity in carried[node.id]}
    return Table(
        "partner-profile-projects", title, _PROJECTS, rows, land.as_of, text("unit", "unit-projects"),
        len(rows), records=sorted({*(node.id for node in nodes), *activities}),
        notes=[text("unit", "note-carried")],
    )  # fmt: skip
