from __future__ import annotations

from math import inf

import pytest

from queries.measures.concentration import hill_number
from queries.measures.posterior import hill_interval

PORTFOLIO = {"a": 23, "b": 7, "c": 6, "d": 4, "e": 3}


@pytest.mark.parametrize("order", [0.5, 1, 2, inf])
def test_the_interval_holds_the_plain_figure(order: float) -> None:
    found, plain = hill_interval(PORTFOLIO, order), hill_number(PORTFOLIO, order)
    assert found is not None
    assert plain is not None
    assert 1 <= found.low <= plain <= found.high <= 5


def test_more_partners_give_a_narrower_interval() -> None:
    small = hill_interval(PORTFOLIO, 1)
    large = hill_interval({group: 20 * units for group, units in PORTFOLIO.items()}, 1)
    assert small is not None
    assert large is not None
    assert large.high - large.low < (small.high - small.low) / 3


def test_two_groups_against_the_beta_distribution() -> None:
    # Order inf of two groups is 1 / max(p, 1 - p); with 1000 to 0 that is nearly 1 for sure.
    found = hill_interval({"a": 1000, "b": 0}, inf)
    assert found is not None
    assert found.low == 1
    assert found.high < 1.004


def test_all_in_one_region_is_still_inside() -> None:
    found = hill_interval({"a": 24}, 1, groups="abcde")
    assert found is not None
    assert found.low == 1
    assert found.high > 1.5


def test_the_prior_never_speaks_for_the_record() -> None:
    assert hill_interval({"a": 1}, 1, groups="abcde") is None
    assert hill_interval({}, 1) is None
    assert hill_interval({"a": 0}, 1) is None
    with pytest.raises(ValueError, match="order 0"):
        hill_interval(PORTFOLIO, 0)


def test_same_input_same_interval_in_any_order() -> None:
    assert hill_interval(dict(reversed(PORTFOLIO.items())), 1) == hill_interval(PORTFOLIO, 1)
