from __future__ import annotations

import pytest

from queries.measures.intervals import (
    bound_of_unknown,
    exact_interval,
    upper_bound_of_none,
)


def test_more_confidence_gives_a_wider_interval() -> None:
    low, high = exact_interval(10, 24)
    lower, higher = exact_interval(10, 24, confidence=0.99)
    assert lower < low < high < higher


@pytest.mark.parametrize(("successes", "n"), [(0, 0), (-1, 4), (5, 4)])
def test_what_is_no_share_is_refused(successes: int, n: int) -> None:
    with pytest.raises(ValueError):
        exact_interval(successes, n)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        # Closed forms: at the ends (a/2)^(1/n), for 1 of 2 the root of p^2 - 2p + a/2.
        (0, 10, 0.0, 1 - 0.025**0.1),
        (10, 10, 0.025**0.1, 1.0),
        (1, 2, 1 - 0.975**0.5, 0.975**0.5),
        (1, 1, 0.025, 1.0),
    ],
)
def test_exact_interval_by_hand(successes: int, n: int, low: float, high: float) -> None:
    assert exact_interval(successes, n) == pytest.approx((low, high), abs=1e-12)


@pytest.mark.parametrize("n", [24, 1659])
def test_the_exact_interval_holds_for_few_and_for_many(n: int) -> None:
    low, high = exact_interval(n // 3, n)
    assert 0 < low < (n // 3) / n < high < 1


def test_the_bound_of_none_leaves_one_in_twenty() -> None:
    assert (1 - upper_bound_of_none(43)) ** 43 == pytest.approx(0.05)
    assert upper_bound_of_none(1) == pytest.approx(0.95)


def test_nothing_bounds_a_share_of_nothing() -> None:
    with pytest.raises(ValueError, match="0 of 0"):
        upper_bound_of_none(0)
    with pytest.raises(ValueError, match="confidence"):
        exact_interval(1, 2, confidence=1)


def test_what_is_unknown_leaves_a_bound_and_no_chance() -> None:
    # The office counts 36 cities: 16 of 33 known lie in East Asia, 3 are not known.
    assert bound_of_unknown(16, 3, 36) == (16 / 36, 19 / 36)
    assert bound_of_unknown(7, 0, 7) == (1, 1)
    for wrong in ((1, 9, 9), (-1, 1, 9), (0, 0, 0)):
        with pytest.raises(ValueError, match="no bound"):
            bound_of_unknown(*wrong)
