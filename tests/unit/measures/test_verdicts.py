from __future__ import annotations

import pytest

from queries.measures.binomial import binomial_power, binomial_test
from queries.measures.verdicts import Judgement, Verdict, judge_changes, judge_share, share_that_matters


def judged(units: int, n: int, expected: float, *, tests: int = 1) -> Verdict | None:
    p = min(1.0, tests * binomial_test(units, n, expected=expected))
    found = judge_share(units, n, expected=expected, p_value=p, tests=tests)
    assert found is not None
    return found.verdict


def test_a_clear_difference_is_said() -> None:
    assert judged(23, 43, 0.05) is Verdict.ABOVE
    assert judged(1, 43, 0.5) is Verdict.BELOW


def test_silence_of_a_weak_test_is_not_agreement() -> None:
    # 9 of 24 against 25 %: not significant, but doubling would be seen only about half the time.
    assert judged(9, 24, 0.25) is Verdict.CANNOT_TELL


def test_silence_of_a_strong_test_is() -> None:
    assert judged(80, 293, 0.25) is Verdict.NO_DOUBLING


def test_more_regions_ask_for_more() -> None:
    # 11 of 43 against 25 %: one test would have seen a doubling (power 0.92), ten would not.
    one = judge_share(11, 43, expected=0.25, p_value=1.0)
    ten = judge_share(11, 43, expected=0.25, p_value=1.0, tests=10)
    assert one is not None
    assert ten is not None
    assert one.power > 0.8 > ten.power
    assert (one.verdict, ten.verdict) == (Verdict.NO_DOUBLING, Verdict.CANNOT_TELL)
    assert one.power == binomial_power(43, expected=0.25, actual=0.5, alpha=0.025)


def test_an_empty_region_gets_a_bound_and_no_verdict() -> None:
    found = judge_share(0, 24, expected=0.28, p_value=0.0004)
    assert found is not None
    assert found.verdict is None
    assert found.upper == pytest.approx(0.117, abs=5e-4)


def test_nothing_is_judged_without_partners() -> None:
    assert judge_share(0, 0, expected=0.1, p_value=1.0) is None


def test_one_partner_tells_nothing() -> None:
    assert judged(1, 1, 0.25) is Verdict.CANNOT_TELL


def test_the_share_that_matters() -> None:
    assert share_that_matters(0.25, above=True) == 0.5
    assert share_that_matters(0.6, above=True) == pytest.approx(0.8)
    assert share_that_matters(0.6, above=False) == 0.3
    assert share_that_matters(1.0, above=True) == 1


def changed(inside: tuple[int, int], before: tuple[int, int]) -> Judgement | None:
    return judge_changes({"it": (inside, before)}).get("it")


def test_a_change_is_judged_with_both_sides_uncertain() -> None:
    # Against 27 of 49 taken as known, 9 of 10 has p = 0.028; Fisher gives 0.072, and that decides.
    found = changed((9, 10), (27, 49))
    assert found is not None
    assert found.verdict is Verdict.CANNOT_TELL
    assert found.p_value == pytest.approx(0.0718, abs=1e-4)
    assert found.power == pytest.approx(0.194, abs=1e-3)


def test_a_change_that_fisher_sees_is_said_and_silence_needs_power() -> None:
    fewer, same = changed((45, 86), (79, 117)), changed((55, 100), (110, 200))
    assert fewer is not None and fewer.verdict is Verdict.BELOW
    assert same is not None and same.verdict is Verdict.NO_DOUBLING


def test_changes_judged_together_are_corrected_for_their_number() -> None:
    alone = changed((45, 86), (79, 117))
    others = dict.fromkeys(("a", "b", "c"), ((50, 100), (50, 100)))
    found = judge_changes({"it": ((45, 86), (79, 117)), **others})["it"]
    assert alone is not None and alone.p_value is not None
    assert found.p_value == pytest.approx(4 * alone.p_value)
    assert (alone.verdict, found.verdict) == (Verdict.BELOW, Verdict.NO_DOUBLING)


def test_none_inside_gets_a_bound_and_no_units_no_judgement() -> None:
    none = changed((0, 10), (9, 49))
    assert none is not None and none.verdict is None and none.upper == pytest.approx(1 - 0.05**0.1)
    assert changed((0, 0), (9, 49)) is changed((3, 4), (0, 0)) is None


@pytest.mark.parametrize(("inside", "before"), [((1, 10), (0, 3)), ((9, 10), (1, 1)), ((1, 1), (0, 1))])
def test_a_stock_of_one_or_three_is_no_certainty(inside: tuple[int, int], before: tuple[int, int]) -> None:
    found = changed(inside, before)
    assert found is not None and found.verdict is Verdict.CANNOT_TELL and found.p_value == pytest.approx(1)
