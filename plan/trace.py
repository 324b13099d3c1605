"""Tracing both ways: from any element of the plan, an activity or a partner, to KPIs and back.

Every trace comes down to a selection of KPIs, of levels within them, and of activities under
those; the screen, the page and the JSON are written from the same `Trace`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.errors import QuestionError
from graph.records import Edge, Node
from graph.store import Store, sources, targets
from plan.assessment import levels_of, supports, targets_of
from plan.linking import kpis_above
from queries.lookup import nearest

# Keys are unique over these labels, so a planner may leave the label out.
SHORT_LABELS = (
    "Strategy", "Tactic", "Kpi", "Level", "Project", "Agency", "Challenge", "Goal", "Activity", "Agreement",
    "City", "Organization", "Embassy", "Country",
)  # fmt: skip


@dataclass(frozen=True)
class TracedActivity:
    """One link from an activity to a level (or the KPI itself, level 0)."""

    activity: Node
    edge: Edge


@dataclass(frozen=True)
class TracedLevel:
    """One rung with the links that reach it; the KPI itself stands as level 0 when linked."""

    node: Node
    number: int
    links: Sequence[TracedActivity]


@dataclass(frozen=True)
class TracedKpi:
    """One KPI with its tactic, levels, targets and projects."""

    kpi: Node
    tactics: Sequence[Node]
    challenges: Sequence[Node]
    levels: Sequence[TracedLevel]
    targets: Sequence[Node]
    projects: Sequence[Node]
    agencies: Sequence[tuple[str, Node]]

    @property
    def activity_ids(self) -> list[str]:
        """The ids of all linked activities."""
        return sorted({link.activity.id for level in self.levels for link in level.links})


@dataclass(frozen=True)
class Trace:
    """Everything a trace from one record reaches."""

    start: Node
    kpis: Sequence[TracedKpi]

    @property
    def records(self) -> list[str]:
        """The ids of every record on the way."""
        found = {self.start.id}
        for traced in self.kpis:
            found.add(traced.kpi.id)
            found.update(node.id for node in (*traced.tactics, *traced.challenges, *traced.targets))
            found.update(level.node.id for level in traced.levels)
            found.update(traced.activity_ids)
        return sorted(found)


def find_record(store: Store, written: str) -> Node:
    """Find a record by its id, or by its key alone where the label may be left out.

    Raises QuestionError, with the nearest ids, when there is none.
    """
    exact = store.node(written)
    if exact is not None:
        return exact
    for label in SHORT_LABELS:
        node = store.node(f"{label}:{written}")
        if node is not None:
            return node
    known = [node.key for label in SHORT_LABELS[:9] for node in store.nodes(label)]
    known += [node.id for label in SHORT_LABELS for node in store.nodes(label)]
    raise QuestionError("id-unknown", id=written, hint=nearest(written, known, "bfa plan show"))


def trace(store: Store, written: str) -> Trace:
    """Trace a record to KPIs, levels and activities, up and down.

    Raises QuestionError for an unknown record or one that cannot be traced.
    """
    start = find_record(store, written)
    if start.label not in _STARTS:
        raise QuestionError("trace-not-plan", id=start.id)
    kpis, activities = _STARTS[start.label](store, start)
    only_level = start.id if start.label == "Level" else None
    traced = [_trace_kpi(store, kpi, activities, only_level) for kpi in _by_id(kpis)]
    return Trace(start, tuple(traced))


Selection = tuple[Iterable[Node], set[str] | None]


def _trace_kpi(store: Store, kpi: Node, activities: set[str] | None, only_level: str | None) -> TracedKpi:
    nodes = {0: kpi, **levels_of(store, kpi)}
    by_level: dict[int, list[TracedActivity]] = {number: [] for number in nodes}
    for number, edge in supports(store, kpi):
        activity = store.node(edge.source)
        if activity is not None and (activities is None or activity.id in activities):
            by_level[number].append(TracedActivity(activity, edge))
    levels = [
        TracedLevel(node, number, tuple(sorted(by_level[number], key=_newest)))
        for number, node in sorted(nodes.items())
        if (number or by_level[0]) and (only_level is None or node.id == only_level)
    ]
    tactics = targets(store, kpi.id, "PART_OF")
    addressed = (node for tactic in tactics for node in targets(store, tactic.id, "ADDRESSES"))
    challenges = _by_id(node for node in addressed if node.label == "Challenge")
    agencies = [(edge.type, _sure(store, edge.source)) for edge in store.edges_to(kpi.id, "LEADS", "ASSISTS")]
    return TracedKpi(
        kpi, tactics, challenges, levels, targets_of(store, kpi), sources(store, kpi.id, "ADVANCES"), agencies
    )


def _newest(link: TracedActivity) -> tuple[int, str]:
    digits = link.activity.text("start_on").replace("-", "").ljust(8, "0")
    return (-int(digits), link.activity.id)


def _sure(store: Store, node_id: str) -> Node:
    node = store.node(node_id)
    if node is None:
        raise KeyError(node_id)
    return node


def _by_id(nodes: Iterable[Node]) -> list[Node]:
    by_id = {node.id: node for node in nodes}
    return [by_id[key] for key in sorted(by_id)]


def _below(store: Store, node: Node) -> list[Node]:
    """Give the KPIs under a strategy or tactic."""
    parts = sources(store, node.id, "PART_OF")
    own = [part for part in parts if part.label == "Kpi"]
    return own + [kpi for part in parts if part.label == "Tactic" for kpi in _below(store, part)]


def _from_part(store: Store, node: Node) -> Selection:
    return _below(store, node), None


def _from_kpi(store: Store, node: Node) -> Selection:
    return kpis_above(store, node), None


def _from_goal(store: Store, node: Node) -> Selection:
    return sources(store, node.id, "MEASURES"), None


def _from_project(store: Store, node: Node) -> Selection:
    done = {edge.source for edge in store.edges_to(node.id, "CARRIES_OUT")}
    return targets(store, node.id, "ADVANCES"), done


def _from_agency(store: Store, node: Node) -> Selection:
    return targets(store, node.id, "LEADS", "ASSISTS"), None


def _from_challenge(store: Store, node: Node) -> Selection:
    answering = sources(store, node.id, "ADDRESSES")
    kpis = [n for n in answering if n.label == "Kpi"]
    return kpis + [k for n in answering if n.label in ("Tactic", "Strategy") for k in _below(store, n)], None


def _from_activity(store: Store, node: Node) -> Selection:
    return _kpis_of(store, {node.id}), {node.id}


def _from_partner(store: Store, node: Node) -> Selection:
    found = {edge.source for edge in store.edges_to(node.id, "INVOLVES")}
    return _kpis_of(store, found), found


def _kpis_of(store: Store, activities: set[str]) -> list[Node]:
    supported = [n for activity in sorted(activities) for n in targets(store, activity, "SUPPORTS")]
    return [kpi for node in supported for kpi in kpis_above(store, node)]


_STARTS: Mapping[str, Callable[[Store, Node], Selection]] = {
    "Strategy": _from_part, "Tactic": _from_part, "Kpi": _from_kpi, "Level": _from_kpi, "Goal": _from_goal,
    "Project": _from_project, "Agency": _from_agency, "Challenge": _from_challenge,
    "Activity": _from_activity, "City": _from_partner, "Organization": _from_partner,
    "Embassy": _from_partner, "Country": _from_partner,
}  # fmt: skip


def trace_data(found: Trace) -> dict[str, object]:
    """Give a trace in the shape that scripts rely on."""
    return {"id": found.start.id, "kpis": [_kpi_data(traced) for traced in found.kpis]}


def _kpi_data(traced: TracedKpi) -> dict[str, object]:
    return {
        "id": traced.kpi.id,
        "tactics": [node.id for node in traced.tactics],
        "challenges": [node.id for node in traced.challenges],
        "projects": [node.id for node in traced.projects],
        "agencies": [{"id": node.id, "role": role.lower()} for role, node in traced.agencies],
        "levels": [
            {"id": level.node.id, "activities": [_link_data(link) for link in level.links]}
            for level in traced.levels
        ],
        "targets": [
            {"year": t.number("year"), "value": t.number("value"), "condition": t.get("condition")}
            for t in traced.targets
        ],
    }


def _link_data(link: TracedActivity) -> dict[str, object]:
    edge, activity = link.edge, link.activity
    return {
        "id": activity.id,
        "mode": edge.text("mode"),
        "origin": edge.text("origin"),
        "rule": edge.text("rule"),
        "reason": edge.text("reason_en"),
        "reason_th": edge.text("reason_th"),
        "date": activity.get("start_on"),
        "role": activity.get("role_of_bangkok"),
        "sources": list(activity.texts("sources")),
    }
