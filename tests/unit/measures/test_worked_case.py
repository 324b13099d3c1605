"""The figures of the list of 2013, to the digits given in the design's reference numbers."""

from __future__ import annotations

from collections import Counter

import pytest

from queries.measures.binomial import binomial_test
from queries.measures.concentration import (
    concentration_ratio,
    herfindahl,
    hill_number,
    shannon_entropy,
    unbiased_herfindahl,
)
from queries.measures.coverage import measure_coverage
from queries.measures.divergence import decompose_entropy, divergence, ei_index
from queries.measures.intervals import exact_interval, upper_bound_of_none
from queries.measures.monte_carlo import goodness_of_fit
from queries.measures.posterior import hill_interval
from queries.measures.shares import location_quotients, measure_share

ASEAN_2013 = {"BRN", "IDN", "KHM", "LAO", "MMR", "MYS", "PHL", "SGP", "VNM"}


def test_counts(regions_2013: Counter[str], countries_2013: dict[str, Counter[str]]) -> None:
    assert regions_2013 == {
        "eastern-asia": 10, "south-eastern-asia": 6, "europe": 4, "northern-america": 1, "oceania": 1,
        "central-asia": 1, "western-asia": 1,
    }  # fmt: skip
    assert sum(len(countries) for countries in countries_2013.values()) == 16
    assert countries_2013["eastern-asia"]["CHN"] == 6


def test_concentration_over_regions(regions_2013: Counter[str]) -> None:
    assert herfindahl(regions_2013) == pytest.approx(0.270833, abs=5e-7)
    assert unbiased_herfindahl(regions_2013) == pytest.approx(0.239130, abs=5e-7)
    assert hill_number(regions_2013, 0) == 7
    assert hill_number(regions_2013, 1) == pytest.approx(4.66298, abs=5e-6)
    assert hill_number(regions_2013, 2) == pytest.approx(3.69231, abs=5e-6)
    assert shannon_entropy(regions_2013) == pytest.approx(1.539654, abs=5e-7)
    assert concentration_ratio(regions_2013, 1) == pytest.approx(0.41667, abs=5e-6)
    assert concentration_ratio(regions_2013, 2) == pytest.approx(0.66667, abs=5e-6)


def test_concentration_over_countries(countries_2013: dict[str, Counter[str]]) -> None:
    countries = sum(countries_2013.values(), Counter())
    assert herfindahl(countries) == pytest.approx(0.104167, abs=5e-7)
    assert hill_number(countries, 1) == pytest.approx(12.8948, abs=5e-5)
    assert hill_number(countries, 2) == pytest.approx(9.6)
    assert shannon_entropy(countries) == pytest.approx(2.556827, abs=5e-7)


def test_entropy_splits_between_and_within_regions(countries_2013: dict[str, Counter[str]]) -> None:
    found = decompose_entropy(countries_2013)
    assert found is not None
    assert found.between == pytest.approx(1.539654, abs=5e-7)
    assert found.within == pytest.approx(1.017173, abs=5e-7)
    assert found.total == pytest.approx(2.556827, abs=5e-7)
    assert measure_share(countries_2013["eastern-asia"], ["CHN"]).share == pytest.approx(0.6)


def test_the_share_of_a_region_and_its_exact_interval(regions_2013: Counter[str]) -> None:
    assert [100 * end for end in exact_interval(10, 24)] == pytest.approx([22.11, 63.36], abs=0.005)
    share = measure_share(regions_2013, ["eastern-asia"])
    assert (share.units, share.n, share.share) == (10, 24, 10 / 24)


def test_distance_from_even(regions_2013: Counter[str], even: dict[str, int]) -> None:
    found = divergence(regions_2013, even)
    assert found is not None
    assert found.nats == pytest.approx(0.762931, abs=5e-7)
    assert found.g == pytest.approx(36.6207, abs=5e-5)
    assert sum((regions_2013[r] - 2.4) ** 2 / 2.4 for r in even) == pytest.approx(41.0)


def test_monte_carlo_against_even(regions_2013: Counter[str], even: dict[str, int]) -> None:
    by_g = goodness_of_fit(regions_2013, even)
    by_hhi = goodness_of_fit(regions_2013, even, statistic="herfindahl")
    assert by_g is not None
    assert by_hhi is not None
    assert by_g.observed == pytest.approx(36.6207, abs=5e-5)
    assert by_hhi.observed == pytest.approx(0.270833, abs=5e-7)
    assert by_hhi.null_mean == pytest.approx(0.1375, abs=0.001)
    assert (by_g.draws, by_hhi.draws) == (9_999, 9_999)
    assert 1e-4 <= by_g.p <= 2e-4
    assert 1e-4 <= by_hhi.p <= 2e-4


def test_monte_carlo_p_falls_with_more_draws(regions_2013: Counter[str], even: dict[str, int]) -> None:
    found = goodness_of_fit(regions_2013, even, draws=1_999_999)
    assert found is not None
    assert found.p == pytest.approx(2e-5, abs=1e-5)


def test_location_quotients(regions_2013: Counter[str], even: dict[str, int]) -> None:
    found = location_quotients(regions_2013, even)
    east, south_east = found["eastern-asia"], found["south-eastern-asia"]
    assert east.quotient == pytest.approx(4.167, abs=5e-4)
    assert east.p == pytest.approx(5e-5, abs=5e-6)
    assert east.p_holm < 0.05
    assert south_east.quotient == pytest.approx(2.5)
    assert south_east.p == pytest.approx(0.028, abs=5e-4)
    assert south_east.p_holm > 0.05
    assert found["africa"].units == 0
    assert found["africa"].quotient == 0
    assert east.interval == pytest.approx(tuple(10 * end for end in exact_interval(10, 24)))
    assert east.p == binomial_test(10, 24, expected=0.1)


def test_coverage_of_asean(countries_2013: dict[str, Counter[str]]) -> None:
    found = measure_coverage(ASEAN_2013, {c for countries in countries_2013.values() for c in countries})
    assert (len(found.reached), found.n) == (6, 9)
    assert found.missing == ("BRN", "MMR", "SGP")
    assert found.share == pytest.approx(2 / 3)


def test_asia_against_the_rest(regions_2013: Counter[str]) -> None:
    asia = sum(units for region, units in regions_2013.items() if region.endswith("-asia"))
    assert ei_index(asia, 24 - asia) == pytest.approx(-0.5)


def test_an_empty_region_is_bounded_not_absent() -> None:
    assert 100 * upper_bound_of_none(24) == pytest.approx(11.7, abs=0.05)
    assert 100 * upper_bound_of_none(35) == pytest.approx(8.2, abs=0.05)
    assert upper_bound_of_none(24) == pytest.approx(exact_interval(0, 24, confidence=0.9).high)


def test_too_few_ties_give_the_effective_number_no_interval(
    regions_2013: Counter[str], even: dict[str, int]
) -> None:
    assert hill_interval(regions_2013, 1, groups=tuple(even)) is None  # 24 ties on ten regions
    twice = {region: 3 * units for region, units in regions_2013.items()}
    found = hill_interval(twice, 1, groups=tuple(even))
    assert found is not None
    assert found.low < 4.66298 < found.high


def test_resampling_would_have_biased_hhi_upwards(regions_2013: Counter[str]) -> None:
    # Resampled lists are multinomial draws from the list's own shares: the test's null, then.
    found = goodness_of_fit(regions_2013, regions_2013, statistic="herfindahl", draws=99_999)
    assert found is not None
    assert found.null_mean - found.observed == pytest.approx(0.0304, abs=5e-4)
