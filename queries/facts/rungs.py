"""Facts read off the plan's ladder: a KPI's rungs, the KPI above a rung, and what rules linked to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.records import Edge, Node
from graph.store import Store, sources, targets


def rungs_of(store: Store, kpi: Node) -> Iterator[Node]:
    """Give a KPI, its levels and their criteria."""
    yield kpi
    for level in sources(store, kpi.id, "PART_OF"):
        yield level
        yield from sources(store, level.id, "PART_OF")


def kpis_above(store: Store, rung: Node) -> list[Node]:
    """Give the KPI that a level, criterion or KPI belongs to."""
    if rung.label == "Kpi":
        return [rung]
    return [kpi for above in targets(store, rung.id, "PART_OF") for kpi in kpis_above(store, above)]


def supporting(store: Store, rung: Node) -> Iterator[tuple[Edge, Node]]:
    """Give the links to a rung, each with its activity."""
    for edge in store.edges_to(rung.id, "SUPPORTS"):
        activity = store.node(edge.source)
        if activity is not None:
            yield edge, activity


@dataclass(frozen=True)
class Support:
    """One link from an activity to a rung (a level or criterion) of a KPI, or to the KPI itself."""

    activity: Node
    rung: Node
    kpi: Node
    edge: Edge

    @property
    def moves(self) -> bool:
        """Whether the link is more than context, and not withdrawn."""
        return self.edge.text("mode") not in ("context", "none")


def find_supports(store: Store, activities: Iterable[Node]) -> list[Support]:
    """List the links of some activities to KPIs, in the activities' order, then by rung."""
    return [
        Support(activity, rung, kpi, edge)
        for activity in activities
        for edge in store.edges_from(activity.id, "SUPPORTS")
        if (rung := store.node(edge.target)) is not None
        for kpi in kpis_above(store, rung)
    ]


def by_kpi(supports: Iterable[Support]) -> Mapping[str, Sequence[Support]]:
    """Group links by the KPI's id, sorted."""
    found: defaultdict[str, list[Support]] = defaultdict(list)
    for support in supports:
        found[support.kpi.id].append(support)
    return {kpi: found[kpi] for kpi in sorted(found)}
