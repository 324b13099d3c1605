"""The one graph: the packaged data, the plan, and the rules' links, checked and built."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from graph.issues import Issue
    from graph.store import Store
    from loaders.result import RowOutcome


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the cyclic collector from walking a growing graph again and again (a tenth of the time)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True)
class Assembly:
    """A built graph with how it came to be: findings, the account of rows, links not made.

    `folders` gives the folder in which the file of each document of evidence lies, by the document's id.
    """

    store: Store
    issues: Sequence[Issue]
    manifest: Sequence[RowOutcome]
    unlinked: Mapping[str, str]
    guesses_agree: int
    guesses_compared: int
    rules_version: str
    folders: Mapping[str, Path] = field(default_factory=dict)


def assemble_graph() -> Assembly:
    """Load, check, link and build the packaged graph.

    Raises DataError, with every place, when a row has an error: an answer without it would be wrong unseen.
    """
    with collector_paused():
        return _assemble()


def _stop_on_errors(issues: Sequence[Issue]) -> None:
    from graph.errors import DataError
    from graph.issues import errors_among, listed

    if wrong := errors_among(issues):
        raise DataError("packaged-errors", count=len(wrong), findings=listed(wrong))


def _assemble() -> Assembly:
    # Imported here: a graph that is at hand in compiled form needs none of these.
    from graph.build import build_graph, link_graph
    from graph.memory_store import MemoryStore
    from loaders.packaged import load_packaged
    from plan.making.linking import compare_with_guesses, link_activities
    from plan.making.rules import read_rules

    loaded = load_packaged()
    # What is wrong with a cell goes before what follows from it, such as a link to a row that was refused.
    _stop_on_errors(loaded.issues)
    store = MemoryStore()
    issues = [*loaded.issues, *build_graph(loaded.batch, into=store)]
    rules = read_rules()
    linking = link_activities(store, rules)
    issues.extend(link_graph(linking.edges, into=store))
    _stop_on_errors(issues)
    agree, compared, differing = compare_with_guesses(store)
    return Assembly(
        store, [*issues, *differing], loaded.manifest, linking.unlinked, agree, compared, rules.version
    )
