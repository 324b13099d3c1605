from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations
from math import comb, exp, fsum, log

import pytest

from queries.measures.concentration import hill_number
from queries.measures.rarefaction import rarefied_hill


def by_enumeration(counts: dict[str, int], units: int) -> float:
    """exp of the mean entropy over every sample of that many units."""
    held = [group for group, x in counts.items() for _ in range(x)]
    entropies = [
        -sum(x / units * log(x / units) for x in Counter(sample).values())
        for sample in combinations(held, units)
    ]
    return exp(sum(entropies) / len(entropies))


@pytest.mark.parametrize("units", [1, 2, 3, 4, 5, 6])
def test_it_is_the_mean_over_every_sample(units: int) -> None:
    counts = {"a": 3, "b": 2, "c": 1}
    assert rarefied_hill(counts, units) == pytest.approx(by_enumeration(counts, units))


def test_one_unit_is_one_group_and_all_units_are_the_plain_number() -> None:
    counts = {"a": 7, "b": 2, "c": 4, "d": 0}
    assert rarefied_hill(counts, 1) == pytest.approx(1)
    assert rarefied_hill(counts, 13) == pytest.approx(hill_number(counts, 1))


def test_more_units_than_held_cannot_be_told() -> None:
    assert rarefied_hill({"a": 2}, 3) is None
    assert rarefied_hill({}, 1) is None
    with pytest.raises(ValueError, match="0 units"):
        rarefied_hill({"a": 2}, 0)


def by_whole_numbers(counts: dict[str, int], units: int) -> float:
    """The formula with binomial coefficients in whole numbers."""
    n = sum(counts.values())
    met = {
        k: sum(Fraction(comb(x, k) * comb(n - x, units - k), comb(n, units)) for x in counts.values())
        for k in range(1, units + 1)
    }
    return exp(fsum(-k / units * log(k / units) * float(expected) for k, expected in met.items()))


@pytest.mark.parametrize("units", [2, 60, 199, 300])
def test_a_large_record_has_the_exact_value(units: int) -> None:
    counts = {"a": 150, "b": 100, "c": 49, "d": 1, "e": 0}
    assert rarefied_hill(counts, units) == pytest.approx(by_whole_numbers(counts, units), rel=1e-9)
