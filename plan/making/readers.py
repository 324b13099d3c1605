"""Readers of the files that a parameter of a question may name.

Questions and loaders do not know each other: a question declares the kind, a loader reads it. Each
loader is imported when it is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from graph.world import World
from queries.parameters import Readers


def _read_own_table(path: str, scheme: str) -> Mapping[str, float]:
    from loaders.benchmark_table import read_benchmark

    return read_benchmark(path, scheme)


def _read_world(folder: str) -> World:
    from loaders.world import read_world

    return read_world(Path(folder))


FILE_READERS = Readers(_read_own_table, _read_world)
