from __future__ import annotations

from collections import Counter
from itertools import combinations
from math import exp, log

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
