"""The texts in Cypher answer as Python does on any day: those on which something changes, and around them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from graph.cypher.kglite_engine import KgliteEngine
from graph.memory_store import MemoryStore
from graph.records import Batch
from graph.store import Store
from queries.catalog import QUESTIONS
from queries.cypher_texts import cypher_names, read_cypher
from queries.facts.ties import counts, read_renewals
from tests.depth import DEPTH, seeds
from tests.graphs import random_store
from tests.parity import compare, days_of_change

DATED = [name for name in cypher_names() if "$until" in read_cypher(name)]
ON_TIES = [name for name in DATED if ":`WITH`]-(a:Agreement)" in read_cypher(name)]
ON_THE_MAP = frozenset({"Agreement", "Country", "Embassy", "Region"})


def without_work(store: Store) -> Store:
    """Give the partners, agreements, missions and one network: small enough for every day."""
    partners = {edge.target for edge in store.edges("WITH")} | {"Organization:c40"}
    nodes = [node for node in store.nodes() if node.label in ON_THE_MAP or node.id in partners]
    kept = {node.id for node in nodes}
    cut = MemoryStore()
    edges = [edge for edge in store.edges() if {edge.source, edge.target} <= kept]
    cut.replace(Batch(nodes, edges))
    return cut


def by_default(name: str) -> Sequence[Mapping[str, object]]:
    """The call without parameters; of the members of all networks one is enough, on many days."""
    given = {parameter.name: parameter.default for parameter in QUESTIONS[name].parameters}
    return [given | {"network": "Organization:c40"} if "network" in given else given]


def days_of_renewals(store: Store) -> list[date]:
    """The days around every date of the agreements that renew another."""
    renewing = {edge.source for edge in store.edges("RENEWS")}
    cut = MemoryStore()
    cut.replace(Batch([node for node in store.nodes("Agreement") if node.id in renewing]))
    return days_of_change(cut, "Agreement")


def renewal_decides(store: Store, day: date) -> bool:
    """Whether an agreement counts on a day only because another renews it."""
    renewals = read_renewals(store)
    return any(
        counts(agreement, as_of=day, renewals=renewals) and not counts(agreement, as_of=day, renewals={})
        for agreement in store.nodes("Agreement")
    )


def test_the_questions_on_ties_share_one_condition() -> None:
    assert len(ON_TIES) == 6
    conditions = {
        re.findall(r"a\.ends_on \+ .*?\$renewed", read_cypher(name), re.DOTALL)[0] for name in ON_TIES
    }
    assert len({" ".join(condition.split()) for condition in conditions}) == 1


def test_the_packaged_ties_are_the_same_on_every_day_on_which_one_changes(store: Store) -> None:
    cut = without_work(store)
    engine = KgliteEngine(cut)
    days = days_of_change(cut, "Agreement", "Country")
    assert sum(renewal_decides(cut, day) for day in days) > 20
    for day in days:
        for name in ON_TIES:
            compare(engine, cut, name, as_of=day, chosen=by_default(name))


def test_the_packaged_answers_are_the_same_on_days_on_which_one_changes(store: Store) -> None:
    engine = KgliteEngine(store)
    days = days_of_change(store, "Activity", "Agreement", "Claim", "Country")
    for day in days[:: max(1, len(days) // (10 * DEPTH))]:
        for name in DATED:
            compare(engine, store, name, as_of=day, chosen=by_default(name))


@pytest.mark.parametrize("seed", seeds(12))
def test_random_graphs_answer_alike_around_every_renewal(seed: int) -> None:
    store = random_store(seed)
    engine = KgliteEngine(store)
    for day in days_of_renewals(store):
        for name in ON_TIES:
            compare(engine, store, name, as_of=day)


def test_random_graphs_reach_renewals_that_decide() -> None:
    reached = [
        seed
        for seed in range(12)
        for store in [random_store(seed)]
        if any(renewal_decides(store, day) for day in days_of_renewals(store))
    ]
    assert len(reached) >= 3, reached
