"""What a question says of one record: one thing has its singular."""

from __future__ import annotations

import re
from datetime import date

import pytest

from queries.catalog import QUESTIONS, run_question
from tests.unit.conftest import Sketch

# "1 ties", but not "0 of 1 ties": a share is of a whole, which has its plural.
ONE_OF_MANY = re.compile(r"(?<!of )(?<![\d.,])\b1 (?!of\b)[a-z]+s\b")


def one_partner(sketch: Sketch) -> None:
    sketch.plan()
    sketch.country("VNM")
    sketch.region("asean", "VNM")
    sketch.city("hanoi", "VNM")
    sketch.agreement("h", "City:hanoi", "2010-05-01")
    sketch.activity("A1", "2024-05-01", "City:hanoi")
    sketch.claim("c", "conflict", "City:hanoi")
    sketch.network("n", "City:hanoi")


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_one_is_not_said_as_many(name: str, sketch: Sketch) -> None:
    one_partner(sketch)
    params = [("to", "hanoi")] if name == "introducers" else []
    tables = run_question(sketch.store(), name, as_of=date(2026, 11, 24), params=params)
    said = [label.en for table in tables for label in (table.title, *table.notes)]
    assert [words for words in said if ONE_OF_MANY.search(words)] == []
