"""The marks of every KPI-year against a plain oracle, on records of chance and on the packaged plan."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.store import Store
from plan.clock import CLOCKS, FISCAL
from plan.ladders.assessment import assess
from plan.ladders.kpi import KpiRecords
from plan.ladders.plan_records import read_plan_records
from plan.ladders.states import Marks
from tests.depth import examples, seeds
from tests.made_kpis import AS_OF, YEARS, make_records
from tests.marks_oracle import Day


def as_told(marks: Marks) -> tuple[float | None, float | None, float | None]:
    return (marks.confirmed, marks.claimed, marks.possible)


def check(records: KpiRecords, clock: str, as_of: date) -> None:
    oracle = Day(records, CLOCKS[clock], as_of)
    for one in assess(records, years=YEARS, clock=CLOCKS[clock], as_of=as_of):
        assert (as_told(one.marks), one.status) == oracle.tell(one.year), one.year
        assert (as_told(one.beside) if one.beside else None) == oracle.beside(one.year), one.year


@pytest.mark.parametrize("hundred", seeds(30))
def test_the_marks_are_those_of_the_plain_oracle(hundred: int) -> None:
    for seed in range(100 * hundred, 100 * hundred + 100):
        random = Random(seed)
        check(make_records(random), random.choice(sorted(CLOCKS)), random.choice(AS_OF))


@examples(60)
@given(st.randoms(use_true_random=False), st.sampled_from(sorted(CLOCKS)), st.sampled_from(AS_OF))
def test_what_differs_from_the_oracle_is_found_and_made_small(
    random: Random, clock: str, as_of: date
) -> None:
    check(make_records(random), clock, as_of)


def test_the_marks_of_the_packaged_plan_are_those_of_the_oracle(store: Store) -> None:
    as_of = date(2026, 11, 24)
    found = (book := read_plan_records(store, as_of=as_of)).assess_all()
    assert len(found) == 55
    for one in found:
        marks, status = Day(book.by_kpi[one.kpi], FISCAL, as_of).tell(one.year)
        if status == "no-claim" and not book.is_gathered(one.year):
            marks, status = (None, None, marks[2]), "not-gathered"
        assert (as_told(one.marks), one.status) == (marks, status), (one.kpi, one.year)
