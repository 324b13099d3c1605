from __future__ import annotations

import pytest

from queries.measures.coverage import measure_coverage
from queries.measures.intervals import Interval, exact_interval
from queries.measures.shares import (
    Share,
    location_quotient,
    location_quotients,
    measure_share,
    spread_of,
)


@pytest.mark.parametrize(
    ("units", "n", "share"),
    [(475, 1183, 40.15), (172, 1183, 14.54), (130, 1183, 10.99), (643, 1659, 38.76)],
)
def test_korean_shares(units: int, n: int, share: float) -> None:
    found = measure_share({"of": units, "rest": n - units}, ["of"])
    assert found.share is not None
    assert 100 * found.share == pytest.approx(share, abs=0.005)


def test_a_share_of_several_groups_counts_each_once() -> None:
    counts = {"CHN": 6, "JPN": 2, "MNG": 1, "FRA": 1}
    with_mongolia = measure_share(counts, ["CHN", "JPN", "MNG", "MNG"])
    without = measure_share(counts, ["CHN", "JPN", "PRK"])
    assert with_mongolia == Share(9, 10, 0.9)
    assert without == Share(8, 10, 0.8)


def test_no_partners_have_no_share() -> None:
    assert measure_share({}, ["a"]) == Share(0, 0, None)
    assert measure_share({"a": 0}, ["a"]) == Share(0, 0, None)
    with pytest.raises(ValueError, match="a has -1"):
        measure_share({"a": -1}, ["a"])


def test_the_spread_of_a_headline() -> None:
    variants = {
        "ties": measure_share({"ea": 23, "rest": 20}, ["ea"]),
        "friendly": measure_share({"ea": 16, "rest": 18}, ["ea"]),
        "unknown": measure_share({}, ["ea"]),
        "alike": measure_share({"ea": 46, "rest": 40}, ["ea"]),
    }
    found = spread_of(variants)
    assert (found.lowest, found.highest) == ("friendly", "alike")
    assert found.variants == variants
    assert spread_of({"none": measure_share({}, [])}).highest is None


def test_location_quotient_is_unknown_without_a_yardstick() -> None:
    assert location_quotient(0.5, 0.0) is None
    assert location_quotient(10 / 24, 0.1) == pytest.approx(4.1667, abs=5e-5)


def test_quotients_of_a_yardstick_that_lacks_a_region() -> None:
    found = location_quotients({"a": 3, "b": 1, "c": 0}, {"a": 1, "d": 1, "e": 0})
    assert list(found) == ["a", "b", "d", "e"]
    assert found["a"].quotient == pytest.approx(1.5)
    low, high = exact_interval(3, 4)
    assert found["a"].interval == Interval(low / 0.5, high / 0.5)
    assert (found["b"].quotient, found["b"].interval, found["b"].p) == (None, None, 0)
    assert (found["d"].units, found["d"].quotient) == (0, 0)
    assert (found["e"].quotient, found["e"].p) == (None, 1)


def test_quotients_of_one_region_alone() -> None:
    found = location_quotients({"a": 5}, {"a": 7})
    assert (found["a"].quotient, found["a"].p, found["a"].p_holm) == (1, 1, 1)


def test_nothing_to_compare() -> None:
    assert location_quotients({}, {"a": 1}) == {}
    assert location_quotients({"a": 1}, {}) == {}


def test_coverage_counts_what_is_in_the_set() -> None:
    found = measure_coverage(["IDN", "LAO", "SGP"], ["LAO", "JPN", "IDN", "IDN"])
    assert (found.reached, found.missing, found.n) == (("IDN", "LAO"), ("SGP",), 3)
    assert found.share == pytest.approx(2 / 3)
    assert measure_coverage([], ["JPN"]).share is None
