from __future__ import annotations

import pytest

from graph.store import Store
from queries.catalog import QUESTIONS
from tools.make_golden import GOLDEN, golden_questions, render_golden

NAMES = [question.name for question in golden_questions()]


@pytest.mark.parametrize("name", NAMES)
def test_a_question_answers_as_it_did_when_its_answer_was_read(name: str, store: Store) -> None:
    """`make golden` writes the answers anew; read the difference before keeping it."""
    kept = (GOLDEN / f"{name}.json").read_text("utf-8")
    assert render_golden(store, QUESTIONS[name]) == kept


def test_no_golden_answer_is_of_no_question() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(NAMES)
