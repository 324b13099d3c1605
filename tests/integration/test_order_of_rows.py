from __future__ import annotations

import random
from datetime import date

import pytest

from graph.memory_store import MemoryStore
from graph.records import Batch
from graph.store import Store
from loaders.packaged import load_packaged
from queries.catalog import run_question
from queries.writers.json_writer import tables_data
from tools.make_golden import golden_questions

AS_OF = date(2026, 11, 24)


@pytest.fixture(scope="module")
def batch() -> Batch:
    return load_packaged().batch


def build(batch: Batch, *, seed: int | None = None) -> Store:
    nodes, edges = list(batch.nodes), list(batch.edges)
    if seed is not None:
        chance = random.Random(seed)
        chance.shuffle(nodes)
        chance.shuffle(edges)
    store = MemoryStore()
    store.replace(Batch(nodes, edges))
    return store


@pytest.fixture(scope="module")
def stores(batch: Batch) -> tuple[Store, Store]:
    return build(batch), build(batch, seed=7)


@pytest.mark.parametrize("name", [question.name for question in golden_questions()])
def test_the_order_of_rows_never_matters(name: str, stores: tuple[Store, Store]) -> None:
    plain, shuffled = (tables_data(run_question(store, name, as_of=AS_OF), "th") for store in stores)
    assert plain == shuffled
