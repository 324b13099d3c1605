from __future__ import annotations

import pytest

from queries.measures.intervals import exact_interval, upper_bound_of_none, wilson_interval


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (475, 1183, 37.39, 42.97),  # Korea 2012, China's share
        (643, 1659, 36.44, 41.13),  # Korea 2018, China's share
        (10, 24, 24.47, 61.17),  # Bangkok's list of 2013, Eastern Asia
        (6, 24, 12.00, 44.90),  # the same, South-eastern Asia
        (47, 90, 42.0, 62.2),  # Thai provinces, agreements that go on
    ],
)
def test_wilson_reference_numbers(successes: int, n: int, low: float, high: float) -> None:
    found = wilson_interval(successes, n)
    tolerance = 0.05 if n == 90 else 0.005
    assert [100 * end for end in found] == pytest.approx([low, high], abs=tolerance)


def test_wilson_stays_within_zero_and_one() -> None:
    low, high = wilson_interval(0, 5)
    assert low == 0.0
    assert 0 < high < 1
    low, high = wilson_interval(5, 5)
    assert 0 < low < 1
    assert high == pytest.approx(1.0)


@pytest.mark.parametrize("n", range(1, 300))
def test_wilson_holds_its_share_at_both_ends(n: int) -> None:
    low, high = wilson_interval(0, n)
    assert 0.0 == low < high < 1.0
    low, high = wilson_interval(n, n)
    assert 0.0 < low < high == 1.0


def test_more_confidence_gives_a_wider_interval() -> None:
    low, high = wilson_interval(10, 24)
    lower, higher = wilson_interval(10, 24, confidence=0.99)
    assert lower < low < high < higher


@pytest.mark.parametrize(("successes", "n"), [(0, 0), (-1, 4), (5, 4)])
def test_wilson_refuses_what_is_no_share(successes: int, n: int) -> None:
    with pytest.raises(ValueError):
        wilson_interval(successes, n)


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


def test_the_exact_interval_is_wider_than_wilsons() -> None:
    for successes in range(25):
        low, high = exact_interval(successes, 24)
        score = wilson_interval(successes, 24)
        assert high - low > score.high - score.low or successes in (0, 24)


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
        wilson_interval(1, 2, confidence=1)
