from __future__ import annotations

import pytest

from plan.clock import FISCAL
from plan.ladders.assessment import assess
from plan.ladders.kpi import KpiRecords
from tools.make_golden_kpis import AS_OF, GOLDEN, YEARS, odd_cases, render_golden, shown

CASES = {name: (case, worked) for name, case, _, *worked in odd_cases()}


@pytest.mark.parametrize("name", CASES)
def test_an_odd_kpi_is_assessed_as_worked_by_hand(name: str) -> None:
    case: KpiRecords = CASES[name][0]
    begun = [*CASES[name][1], "- - - not-begun unknown"]
    assert [shown(one) for one in assess(case, years=YEARS, clock=FISCAL, as_of=AS_OF)] == begun


def test_every_odd_case_says_how_it_was_worked() -> None:
    assert len(CASES) == len(list(odd_cases())) == len({why for _, _, why, *_ in odd_cases() if why})


def test_the_golden_file_shows_the_odd_cases() -> None:
    assert render_golden() == GOLDEN.read_text("utf-8")
