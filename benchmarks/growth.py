"""How the unit's questions grow with the archive: seconds at several sizes, and the exponent between.

    python benchmarks/growth.py [TIMES...]      (default 1 10 100; part of make bench)

An exponent of 1 is linear growth. Nothing here is asserted: the figures are for people.
"""

from __future__ import annotations

import gc
import math
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.archive import enlarge
from graph.memory_store import MemoryStore
from graph.store import Store
from loaders.packaged import load_packaged
from queries.catalog import QUESTIONS, run_question

AS_OF = date(2026, 11, 24)
UNIT = tuple(question.name for question in QUESTIONS.values() if question.subject == "unit")
ROUNDS = 3


def fastest(work: Callable[[], object]) -> float:
    """Time some work: the fastest of a few rounds, in seconds."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def build(times: int) -> Store:
    """Build the archive so many times over."""
    store = MemoryStore()
    store.replace(enlarge(load_packaged().batch, times=times))
    return store


def main(sizes: Sequence[int]) -> None:
    """Time every question at every size and print a line for each."""
    gc.disable()
    found: dict[str, list[float]] = {name: [] for name in UNIT}
    for size in sizes:
        store = build(size)
        for name in UNIT:
            found[name].append(fastest(lambda name=name, store=store: run_question(store, name, as_of=AS_OF)))  # type: ignore[misc]
    print("seconds at", ", ".join(f"x{size}" for size in sizes), "and the exponent of the last step")
    for name, times in found.items():
        exponent = math.log(times[-1] / times[-2]) / math.log(sizes[-1] / sizes[-2])
        print(f"{name:16}", *(f"{seconds:8.3f}" for seconds in times), f"   {exponent:.2f}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1, 10, 100])
