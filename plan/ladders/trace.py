"""Tracing both ways: from any element of the plan, an activity or a partner, to KPIs and back.

Every trace comes down to a selection of KPIs, of levels within them, and of activities under
those; the screen, the page and the JSON are written from the same `Trace` (plan/answers/trace_tables.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.errors import QuestionError
from graph.records import Edge, Node
from graph.store import Store, require_node, sources, targets
from plan.ladders.kpi import MOVING
from plan.ladders.plan_records import criteria_of, levels_of, supports_of, targets_of
from queries.facts import lookup
from queries.facts.contacts import began_by
from queries.facts.rungs import kpis_above

# Keys are unique over these labels, so a planner may leave the label out.
SHORT_LABELS = (
    "Strategy", "Tactic", "Kpi", "Level", "Criterion", "Project", "Agency", "Challenge", "Mission",
    "SwotItem", "Goal", "Concept", "Statement", "Chapter", "Activity", "Evidence", "Agreement",
    "City", "Organization", "Embassy", "Country",
)  # fmt: skip
# What a tactic, KPI or project may answer.
ADDRESSED = ("Challenge", "Mission", "SwotItem")
OPEN_GROUP = "open_group"
# These reach KPIs by their activities alone.
_BY_ACTIVITY = frozenset(("Activity", "City", "Organization", "Embassy", "Country"))


@dataclass(frozen=True)
class TracedActivity:
    """One link from an activity to a level, a criterion of it, the KPI itself (level 0) or a project.

    `projects` are those it carries out, `evidence` the documents that speak of it.
    """

    activity: Node
    edge: Edge
    projects: Sequence[Node] = ()
    evidence: Sequence[Node] = ()


@dataclass(frozen=True)
class TracedLevel:
    """One rung with the links that reach it; the KPI itself stands as level 0 when linked."""

    node: Node
    number: int
    links: Sequence[TracedActivity]
    criteria: Sequence[Node] = ()


@dataclass(frozen=True)
class TracedAgency:
    """An agency with its part in a KPI. An open group names no agency and is never counted as one.

    `correction` is the slip through which the printed name is read as this agency.
    """

    node: Node
    role: str
    correction: Node | None = None

    @property
    def is_named(self) -> bool:
        """Whether this is one agency, and no open group of unnamed ones."""
        return self.node.text("kind") != OPEN_GROUP


@dataclass(frozen=True)
class TracedKpi:
    """One KPI: what stands above it, its levels with their links, its targets, projects, agencies.

    `carried` are the links from activities to the projects printed under the KPI; `concepts`,
    `statements` and `corrections` are what the plan's text says on the KPI and on what stands
    above and below it.
    """

    kpi: Node
    strategies: Sequence[Node]
    tactics: Sequence[Node]
    goals: Sequence[Node]
    addressed: Sequence[Node]
    levels: Sequence[TracedLevel]
    targets: Sequence[Node]
    projects: Sequence[Node]
    agencies: Sequence[TracedAgency]
    carried: Sequence[TracedActivity] = ()
    concepts: Sequence[Node] = ()
    statements: Sequence[Node] = ()
    corrections: Sequence[Node] = ()

    @property
    def activity_ids(self) -> list[str]:
        """The ids of all activities linked to a level or to the KPI itself."""
        return sorted({link.activity.id for level in self.levels for link in level.links})

    @property
    def is_moved(self) -> bool:
        """Whether a done activity meets a level or gives evidence for one, and does not only stand beside."""
        links = (link for level in self.levels for link in level.links)
        return any(e.edge.text("mode") in MOVING and e.activity.text("status") == "done" for e in links)


@dataclass(frozen=True)
class Trace:
    """Everything a trace from one record reaches.

    `narrowed` says that it starts from activities, so that only what these reach is its own.
    """

    start: Node
    kpis: Sequence[TracedKpi]
    narrowed: bool = False

    @property
    def records(self) -> list[str]:
        """The ids of every record on the way."""
        found = {self.start.id}
        for traced in self.kpis:
            above = (*traced.strategies, *traced.tactics, *traced.goals, *traced.addressed)
            found.update(node.id for node in (traced.kpi, *above, *traced.targets, *traced.projects))
            found.update(level.node.id for level in traced.levels)
            found.update(node.id for node in (*traced.concepts, *traced.statements, *traced.corrections))
            found.update(traced.activity_ids)
            found.update(link.activity.id for link in traced.carried)
        return sorted(found)

    @property
    def agencies(self) -> list[Node]:
        """Every agency on the way once, by id, open groups among them."""
        return _by_id(agency.node for traced in self.kpis for agency in traced.agencies)


def find_record(store: Store, written: str) -> Node:
    """Find a record of any label by its id, else by its key or name where the label may be left out.

    Raises QuestionError, with the nearest ids, when there is none.
    """
    exact = store.node(written)
    return exact or lookup.find_record(store, written, labels=SHORT_LABELS, command="bfa plan show")


def trace(
    store: Store, written: str, *, as_of: date | None = None, shown: Mapping[str, Node] | None = None
) -> Trace:
    """Trace a record to KPIs, levels and activities, up and down; with a day, by what had begun by then.

    `shown` are activities as accepted papers show them (by id), in the place of what their records tell.
    Raises QuestionError for an unknown record or one that cannot be traced.
    """
    start = find_record(store, written)
    if start.label not in _STARTS:
        raise QuestionError("trace-not-plan", id=start.id)
    kpis, chosen = _STARTS[start.label](store, start)
    told = shown or {}
    activities = chosen if as_of is None else _begun(store, chosen, as_of, told)
    if start.label in _BY_ACTIVITY and activities is not None:
        kpis = _kpis_of(store, activities)
    traced = [
        _as_shown(_trace_kpi(store, kpi, activities, _level_of(store, start)), told) for kpi in _by_id(kpis)
    ]
    return Trace(start, tuple(traced), narrowed=start.label in _BY_ACTIVITY)


def _as_shown(traced: TracedKpi, shown: Mapping[str, Node]) -> TracedKpi:
    """Give a traced KPI with the activities that papers show as they show them."""
    if not shown:
        return traced

    def told(links: Iterable[TracedActivity]) -> tuple[TracedActivity, ...]:
        return tuple(replace(one, activity=shown.get(one.activity.id, one.activity)) for one in links)

    levels = [replace(level, links=tuple(sorted(told(level.links), key=_newest))) for level in traced.levels]
    return replace(traced, levels=levels, carried=told(traced.carried))


def _begun(store: Store, chosen: set[str] | None, as_of: date, shown: Mapping[str, Node]) -> set[str]:
    """Give those of the chosen activities (or of all) that may have begun by a day."""
    nodes = store.nodes("Activity") if chosen is None else (require_node(store, key) for key in chosen)
    return {node.id for node in nodes if began_by(shown.get(node.id, node), as_of)}


def _level_of(store: Store, start: Node) -> str | None:
    """Give the one level that a trace from a level or criterion is narrowed to."""
    if start.label == "Criterion":
        return targets(store, start.id, "PART_OF")[0].id
    return start.id if start.label == "Level" else None


Selection = tuple[Iterable[Node], set[str] | None]


def _trace_kpi(store: Store, kpi: Node, activities: set[str] | None, only_level: str | None) -> TracedKpi:
    tactics = targets(store, kpi.id, "PART_OF")
    projects = sources(store, kpi.id, "ADVANCES")
    goals = targets(store, kpi.id, "MEASURES")
    addressing = [kpi, *tactics, *projects]
    addressed = _by_id(
        n for one in addressing for n in targets(store, one.id, "ADDRESSES") if n.label in ADDRESSED
    )
    strategies = _by_id(s for tactic in tactics for s in targets(store, tactic.id, "PART_OF"))
    levels = _trace_levels(store, kpi, activities, only_level)
    aims = targets_of(store, kpi)
    # Of these the plan's text says more: what their words mean, what it states on them, where it slips.
    told = [*addressing, *goals, *strategies, *aims, *(level.node for level in levels)]
    corrections = _told(store, told, "Correction")
    return TracedKpi(
        kpi,
        strategies,
        tactics,
        goals,
        addressed,
        levels,
        aims,
        projects,
        [_trace_agency(store, edge, corrections) for edge in store.edges_to(kpi.id, "LEADS", "ASSISTS")],
        _trace_carried(store, projects, activities),
        concepts=_by_id(concept for one in told for concept in targets(store, one.id, "USES")),
        statements=_told(store, [*told, *addressed], "Statement"),
        corrections=corrections,
    )


def _told(store: Store, nodes: Iterable[Node], label: str) -> list[Node]:
    """Give the records of a label that speak of some elements, each once."""
    return _by_id(n for one in nodes for n in sources(store, one.id, "CONCERNS") if n.label == label)


def _trace_agency(store: Store, edge: Edge, corrections: Iterable[Node]) -> TracedAgency:
    slip = next((c for c in corrections if c.text("as_printed") == edge.text("as_named")), None)
    return TracedAgency(require_node(store, edge.source), edge.type.lower(), slip)


def _trace_carried(
    store: Store, projects: Sequence[Node], activities: set[str] | None
) -> list[TracedActivity]:
    edges = [edge for project in projects for edge in store.edges_to(project.id, "CARRIES_OUT")]
    return [_trace_link(store, edge) for edge in edges if activities is None or edge.source in activities]


def _trace_levels(
    store: Store, kpi: Node, activities: set[str] | None, only_level: str | None
) -> list[TracedLevel]:
    nodes = {0: kpi, **levels_of(store, kpi)}
    by_level: dict[int, list[TracedActivity]] = {number: [] for number in nodes}
    for number, edge in supports_of(store, kpi):
        if activities is None or edge.source in activities:
            by_level[number].append(_trace_link(store, edge))
    return [
        TracedLevel(
            node, number, tuple(sorted(by_level[number], key=_newest)),
            criteria_of(store, node) if number else (),
        )
        for number, node in sorted(nodes.items())
        if (number or by_level[0]) and (only_level is None or node.id == only_level)
    ]  # fmt: skip


def _trace_link(store: Store, edge: Edge) -> TracedActivity:
    projects, evidence = (
        targets(store, edge.source, "CARRIES_OUT"),
        sources(store, edge.source, "ATTESTS"),
    )
    return TracedActivity(require_node(store, edge.source), edge, projects, evidence)


def _newest(link: TracedActivity) -> tuple[int, str]:
    digits = link.activity.text("start_on").replace("-", "").ljust(8, "0")
    return (-int(digits), link.activity.id)


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


def _from_addressed(store: Store, node: Node) -> Selection:
    answering = sources(store, node.id, "ADDRESSES")
    kpis = [n for n in answering if n.label == "Kpi"]
    kpis += [k for n in answering if n.label in ("Tactic", "Strategy") for k in _below(store, n)]
    projects = [n for n in answering if n.label == "Project"]
    return kpis + [kpi for project in projects for kpi in targets(store, project.id, "ADVANCES")], None


def _from_concept(store: Store, node: Node) -> Selection:
    return _from_each(store, sources(store, node.id, "USES"))


def _from_telling(store: Store, node: Node) -> Selection:
    """Select what a statement or a correction speaks of."""
    return _from_each(store, targets(store, node.id, "CONCERNS"))


def _from_chapter(store: Store, node: Node) -> Selection:
    return [part for part in sources(store, node.id, "PRINTED_IN") if part.label == "Kpi"], None


def _from_each(store: Store, elements: Iterable[Node]) -> Selection:
    """Select the KPIs that some elements of the plan lead to; a target leads to its own."""
    kpis: list[Node] = []
    for element in elements:
        if element.label == "Target":
            kpis += targets(store, element.id, "TARGET_OF")
        elif element.label in _STARTS:
            kpis += _STARTS[element.label](store, element)[0]
    return kpis, None


def _from_activity(store: Store, node: Node) -> Selection:
    return _kpis_of(store, {node.id}), {node.id}


def _from_evidence(store: Store, node: Node) -> Selection:
    attested = targets(store, node.id, "ATTESTS")
    found = {n.id for n in attested if n.label == "Activity"}
    direct = [k for n in attested if n.label != "Activity" for k in kpis_above(store, n)]
    return [*_kpis_of(store, found), *direct], found or None


def _from_partner(store: Store, node: Node) -> Selection:
    found = {edge.source for edge in store.edges_to(node.id, "INVOLVES")}
    return _kpis_of(store, found), found


def _kpis_of(store: Store, activities: set[str]) -> list[Node]:
    """Give the KPIs that activities support, or whose projects they carry out."""
    supported = [n for activity in sorted(activities) for n in targets(store, activity, "SUPPORTS")]
    projects = [n for activity in sorted(activities) for n in targets(store, activity, "CARRIES_OUT")]
    carried = [kpi for project in projects for kpi in targets(store, project.id, "ADVANCES")]
    return [*(kpi for node in supported for kpi in kpis_above(store, node)), *carried]


_STARTS: Mapping[str, Callable[[Store, Node], Selection]] = {
    "Strategy": _from_part, "Tactic": _from_part, "Kpi": _from_kpi, "Level": _from_kpi,
    "Criterion": _from_kpi, "Goal": _from_goal, "Project": _from_project, "Agency": _from_agency,
    "Concept": _from_concept, "Statement": _from_telling, "Correction": _from_telling,
    "Chapter": _from_chapter,
    "Challenge": _from_addressed, "Mission": _from_addressed, "SwotItem": _from_addressed,
    "Activity": _from_activity, "Evidence": _from_evidence, "City": _from_partner,
    "Organization": _from_partner, "Embassy": _from_partner, "Country": _from_partner,
}  # fmt: skip
