from __future__ import annotations

import pytest

from queries.statistics import location_quotient, wilson_interval


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


def test_location_quotient_of_the_2013_list() -> None:
    assert location_quotient(10 / 24, 0.1) == pytest.approx(4.167, abs=0.001)
    assert location_quotient(6 / 24, 0.1) == pytest.approx(2.5)


def test_location_quotient_is_unknown_without_a_yardstick() -> None:
    assert location_quotient(0.5, 0.0) is None
