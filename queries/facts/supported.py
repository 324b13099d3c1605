"""Which KPIs and levels some activities bear on, by the links that rules made (SUPPORTS)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.records import Edge, Node
from graph.store import Store, targets


@dataclass(frozen=True)
class Support:
    """One link from an activity to a rung (a level or criterion) of a KPI, or to the KPI itself."""

    activity: Node
    rung: Node
    kpi: Node
    edge: Edge

    @property
    def moves(self) -> bool:
        """Whether the link is more than context."""
        return self.edge.text("mode") != "context"


def find_supports(store: Store, activities: Iterable[Node]) -> list[Support]:
    """List the links of some activities to KPIs, in the activities' order, then by rung."""
    return [
        Support(activity, rung, kpi, edge)
        for activity in activities
        for edge in store.edges_from(activity.id, "SUPPORTS")
        if (rung := store.node(edge.target)) is not None
        for kpi in _kpis_above(store, rung)
    ]


def by_kpi(supports: Iterable[Support]) -> Mapping[str, Sequence[Support]]:
    """Group links by the KPI's id, sorted."""
    found: defaultdict[str, list[Support]] = defaultdict(list)
    for support in supports:
        found[support.kpi.id].append(support)
    return {kpi: found[kpi] for kpi in sorted(found)}


def _kpis_above(store: Store, rung: Node) -> Iterator[Node]:
    if rung.label == "Kpi":
        yield rung
        return
    for above in targets(store, rung.id, "PART_OF"):
        yield from _kpis_above(store, above)
