"""How the questions grow with the archive: processor seconds at several sizes, and the exponent between.

    python benchmarks/growth.py [TIMES...]      (default 10 30 100; part of make bench)

An exponent of 1 is linear growth. The smallest size is past the processor's caches, which would
flatter it. Nothing here is asserted: the figures are for people.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.archive import enlarge
from benchmarks.growth_of_status import AIM, exponents
from graph.memory_store import MemoryStore
from graph.store import Store
from loaders.packaged import load_packaged
from queries.catalog import QUESTIONS, run_question

AS_OF = date(2026, 11, 24)
UNIT = tuple((question.name, ()) for question in QUESTIONS.values() if question.subject == "unit")
# The questions on ties and balance that read most.
OTHERS = (
    ("ties", ()),
    ("region-balance", (("all", "yes"),)),
    ("balance-trend", ()),
    ("challenges", ()),
)
ASKED: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (*UNIT, *OTHERS)
ROUNDS = 3


def fastest(work: Callable[[], object]) -> float:
    """Time some work in processor seconds: the fastest of a few rounds, which other work delays least."""
    times = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def build(times: int) -> Store:
    """Build the archive so many times over."""
    store = MemoryStore()
    store.replace(enlarge(load_packaged().batch, times=times))
    return store


def seconds_at(size: int) -> list[float]:
    """Time every question on one size of archive, which is gone before the next is made."""
    store = build(size)
    gc.collect()
    return [
        fastest(lambda name=name, params=params: run_question(store, name, as_of=AS_OF, params=params))  # type: ignore[misc]
        for name, params in ASKED
    ]


def main(sizes: Sequence[int]) -> None:
    """Time every question at every size and print a line for each."""
    gc.disable()
    columns = [seconds_at(size) for size in sizes]
    print("processor seconds at", ", ".join(f"x{size}" for size in sizes), "and the exponent of each step")
    for (name, params), times in zip(ASKED, zip(*columns, strict=True), strict=True):
        words = " ".join((name, *(f"{key}={value}" for key, value in params)))
        steps = exponents(sizes, times)
        shown = " ".join(f"{seconds:8.3f}" for seconds in times), " ".join(f"{step:.2f}" for step in steps)
        print(f"{words:24}", *shown, "within" if steps[-1] <= AIM else "OVER", f"{AIM:g}", flush=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10, 30, 100])
