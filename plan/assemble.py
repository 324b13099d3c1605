"""The one graph: the packaged data, the plan, and the rules' links, checked and built."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.build import build_graph
from graph.issues import Issue
from graph.memory_store import MemoryStore
from loaders.packaged import load_packaged
from plan.linking import compare_with_guesses, link_activities
from plan.rules import read_rules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.store import Store
    from loaders.result import RowOutcome


@dataclass(frozen=True)
class Assembly:
    """A built graph with how it came to be: findings, the account of rows, links not made."""

    store: Store
    issues: Sequence[Issue]
    manifest: Sequence[RowOutcome]
    unlinked: Mapping[str, str]
    guesses_agree: int
    guesses_compared: int
    rules_version: str


def assemble_graph() -> Assembly:
    """Load, check, link and build the packaged graph. Raises DataError when the data is wrong."""
    loaded = load_packaged()
    facts = MemoryStore()
    facts.replace(loaded.batch)
    rules = read_rules()
    linking = link_activities(facts, rules)
    loaded.batch.add(edges=linking.edges)
    store = MemoryStore()
    issues = [*loaded.issues, *build_graph(loaded.batch, into=store)]
    agree, compared, differing = compare_with_guesses(store)
    return Assembly(
        store, [*issues, *differing], loaded.manifest, linking.unlinked, agree, compared, rules.version
    )
