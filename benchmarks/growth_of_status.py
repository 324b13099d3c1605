"""How `plan status` grows with the number of linked activities: the exponent over three sizes.

    python benchmarks/growth_of_status.py

An exponent of 1 is linear. The graph is made outside the clock; reading its cases, assessing
every KPI in every year and making the tables are inside.
"""

from __future__ import annotations

import gc
import math
import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import cycle, islice, pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from graph.memory_store import MemoryStore
from graph.records import Batch, Edge, Node
from plan.answers.status import status_tables
from plan.ladders.plan_records import read_plan_records
from plan.making.assemble import assemble_graph

# The smallest is already too large for the processor's caches, which would flatter it.
SIZES = (50_000, 100_000, 200_000)
AIM = 1.1
AS_OF = date(2026, 11, 24)
FIRST = date(2022, 10, 1)
DIMENSIONS = ("education", "arts_culture_creativity", "global_knowledge")


def store_with(activities: int) -> MemoryStore:
    """Make the packaged plan with so many more activities, each linked to one level or KPI."""
    plain = assemble_graph().store
    ends = sorted(node.id for label in ("Level", "Kpi") for node in plain.nodes(label))
    elements = list(islice(cycle(ends), activities))
    nodes, edges = [], []
    for number, element in enumerate(elements):
        day = FIRST + timedelta(days=number % 1500)
        own = {"status": "done", "start_on": day.isoformat(), "dimension": DIMENSIONS[number % 3]}
        nodes.append(Node("Activity", f"S{number:06d}", own))
        edges.append(
            Edge(f"Activity:S{number:06d}", "SUPPORTS", element, {"mode": "meets", "origin": "rule"})
        )
    store = MemoryStore()
    store.replace(Batch([*plain.nodes(), *nodes], [*plain.edges(), *edges]))
    return store


def seconds_of_status(activities: int, rounds: int = 7) -> float:
    """Time the status tables of all years in processor seconds, the best of some rounds.

    One graph lives at a time: the collector's walks over others would count as growth.
    """
    store = store_with(activities)
    gc.collect()
    times = []
    for _ in range(rounds):
        began = time.process_time()
        status_tables(store, read_plan_records(store, as_of=AS_OF))
        times.append(time.process_time() - began)
    return min(times)


def exponents(sizes: Sequence[int], times: Sequence[float]) -> list[float]:
    """Give the growth between neighbouring sizes: log of times over log of sizes."""
    steps = zip(pairwise(sizes), pairwise(times), strict=True)
    return [math.log(slow / fast) / math.log(large / small) for (small, large), (fast, slow) in steps]


def growth_of_status() -> str:
    """Measure the three sizes and say what was found."""
    times = [seconds_of_status(size) for size in SIZES]
    whole = math.log(times[-1] / times[0]) / math.log(SIZES[-1] / SIZES[0])
    shown = ", ".join(f"{size:,}: {spent:.2f} s" for size, spent in zip(SIZES, times, strict=True))
    steps = " and ".join(f"{step:.2f}" for step in exponents(SIZES, times))
    verdict = "within" if whole <= AIM else "OVER"
    return f"plan status by linked activities: {shown}; exponent {whole:.2f} ({steps}; {verdict} {AIM:g})"


if __name__ == "__main__":
    print(growth_of_status())
