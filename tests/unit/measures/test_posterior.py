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
    # Order inf of two groups is 1 / max(p, 1 - p). With 900 to 100 p is Beta(900.5, 100.5): mean 0.8996,
    # standard deviation 0.0095.
    found = hill_interval({"a": 900, "b": 100}, inf)
    assert found is not None
    assert (1 / found.high, 1 / found.low) == pytest.approx((0.8996 - 0.019, 0.8996 + 0.018), abs=0.002)


@pytest.mark.parametrize(
    ("counts", "groups"),
    [({"a": 8, "b": 3, "c": 1}, "abcdefghi"), ({"a": 44}, "abcdefghi"), ({"a": 24}, "abcde")],
    ids=["12 active ties on nine regions", "one short of five a region", "all in one region"],
)
def test_an_interval_that_would_miss_its_estimate_is_not_given(counts: dict[str, int], groups: str) -> None:
    assert hill_interval(counts, 1, groups=groups) is None


def test_the_prior_never_speaks_for_the_record() -> None:
    assert hill_interval({"a": 1}, 1, groups="abcde") is None
    assert hill_interval({}, 1) is None
    assert hill_interval({"a": 0}, 1) is None
    with pytest.raises(ValueError, match="order 0"):
        hill_interval(PORTFOLIO, 0)


def test_same_input_same_interval_in_any_order() -> None:
    assert hill_interval(dict(reversed(PORTFOLIO.items())), 1) == hill_interval(PORTFOLIO, 1)
