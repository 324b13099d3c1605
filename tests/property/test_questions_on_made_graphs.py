"""Every question answers any graph that the schema allows, however odd its texts, or refuses it in words."""

from __future__ import annotations

from datetime import date

import pytest

from graph.errors import BfaError
from plan.making.readers import FILE_READERS
from queries.catalog import QUESTIONS, run_question
from tests.depth import seeds
from tests.graphs import random_store


@pytest.mark.parametrize("seed", seeds(6))
def test_every_question_answers_or_refuses_a_made_graph(seed: int) -> None:
    store = random_store(seed)
    answered = 0
    for name in QUESTIONS:
        try:
            tables = run_question(store, name, as_of=date(2026, 11, 24), readers=FILE_READERS)
        except BfaError as error:
            assert len(error.text.th.splitlines()) == 1, name
        else:
            answered += bool(tables)
    assert answered > len(QUESTIONS) / 2
