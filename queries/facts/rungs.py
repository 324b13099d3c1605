"""Facts read off the plan's ladder: a KPI's rungs, and the KPI above a rung."""

from __future__ import annotations

from collections.abc import Iterator

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
