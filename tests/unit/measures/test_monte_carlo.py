from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import factorial, inf, log, prod, sqrt

import numpy as np
import pytest

from queries.measures.draws import BITS, FIELD, MAX_PICKS, drawn_counts, packed_draws
from queries.measures.monte_carlo import Statistic, goodness_of_fit


def compositions(n: int, groups: int) -> Iterator[tuple[int, ...]]:
    if groups == 1:
        yield (n,)
        return
    for first in range(n + 1):
        yield from ((first, *rest) for rest in compositions(n - first, groups - 1))


def exact_p(counts: Sequence[int], q: Sequence[float], statistic: Statistic) -> float:
    """Add up the chances of every outcome at least as extreme: all of them are listed."""
    n = sum(counts)

    def measure(units: Sequence[int]) -> float:
        if statistic == "herfindahl":
            return sum(x * x for x in units) / n**2
        return 2 * sum(x * log(x / (n * p)) for x, p in zip(units, q, strict=True) if x)

    observed = measure(counts) - 1e-9
    total = sum(
        factorial(n) * prod(p**x / factorial(x) for x, p in zip(units, q, strict=True))
        for units in compositions(n, len(counts))
        if measure(units) >= observed
    )
    return min(1.0, total)


@pytest.mark.parametrize("statistic", ["g", "herfindahl"])
@pytest.mark.parametrize(
    ("counts", "q"),
    [
        ((6, 2, 1), (1, 1, 1)),
        ((5, 5, 0, 1), (4, 3, 2, 1)),
        ((7, 1), (1, 1)),
        ((2, 2, 2, 2, 3), (9, 1, 1, 5, 4)),
    ],
)
def test_agrees_with_the_exact_test(counts: Sequence[int], q: Sequence[int], statistic: Statistic) -> None:
    found = goodness_of_fit(
        {f"r{i}": x for i, x in enumerate(counts)}, {f"r{i}": x for i, x in enumerate(q)},
        statistic=statistic, draws=99_999,
    )  # fmt: skip
    exact = exact_p(counts, [share / sum(q) for share in q], statistic)
    assert found is not None
    assert found.p == pytest.approx(exact, abs=5 * sqrt(exact * (1 - exact) / 99_999) + 1e-5)


@pytest.mark.parametrize("n", [MAX_PICKS, MAX_PICKS + 1])
def test_both_ways_of_drawing_agree_where_they_meet(n: int) -> None:
    benchmark = {f"r{i}": i + 1 for i in range(9)}
    counts = {"r0": 4, "r8": n - 4}
    found = goodness_of_fit(counts, benchmark, statistic="herfindahl", draws=20_000)
    squares = sum((share / 45) ** 2 for share in benchmark.values())
    assert found is not None
    assert found.null_mean == pytest.approx(squares + (1 - squares) / n, abs=0.001)


@pytest.mark.parametrize(("groups", "n"), [(12, 43), (10, 293), (3, 1)])
def test_counts_are_drawn_for_any_size(groups: int, n: int) -> None:
    shares = [(group + 1) / (groups * (groups + 1) / 2) for group in range(groups)]
    counts = drawn_counts(shares, n=n, draws=20_000, rng=np.random.default_rng(5))
    assert counts.shape == (groups, 20_000)
    assert set(counts.sum(axis=0).tolist()) == {n}
    for units, p in zip(counts, shares, strict=True):
        assert units.mean() == pytest.approx(n * p, abs=5 * sqrt(n * p * (1 - p) / 20_000))
        assert units.var() == pytest.approx(n * p * (1 - p), rel=0.06)


def test_packed_draws_have_the_moments_of_a_multinomial() -> None:
    shares = (0.41, 0.33, 0.2, 0.05, 0.009, 0.001)
    words = packed_draws(shares, n=43, draws=200_000, rng=np.random.default_rng(7))
    counts = np.array([(words >> np.uint64(BITS * g)) & np.uint64(FIELD) for g in range(6)], dtype=np.int64)
    assert set(counts.sum(axis=0).tolist()) == {43}
    for group, p in enumerate(shares):
        spread = sqrt(43 * p * (1 - p))
        assert counts[group].mean() == pytest.approx(43 * p, abs=5 * spread / sqrt(200_000))
        assert counts[group].std() == pytest.approx(spread, rel=0.02)
    assert np.cov(counts[0], counts[1])[0, 1] == pytest.approx(-43 * 0.41 * 0.33, rel=0.02)


def test_every_single_outcome_of_a_draw_is_as_likely_as_it_should_be() -> None:
    shares = (0.7, 0.2, 0.1)
    words = packed_draws(shares, n=6, draws=400_000, rng=np.random.default_rng(3))
    found = dict(zip(*(part.tolist() for part in np.unique(words, return_counts=True)), strict=True))
    for units in compositions(6, 3):
        word = sum(x << (BITS * g) for g, x in enumerate(units))
        chance = factorial(6) * prod(p**x / factorial(x) for x, p in zip(units, shares, strict=True))
        spread = sqrt(chance * (1 - chance) / 400_000)
        assert found.get(word, 0) / 400_000 == pytest.approx(chance, abs=5 * spread)


def test_what_cannot_be_packed_is_refused() -> None:
    rng = np.random.default_rng(1)
    with pytest.raises(ValueError, match="too large"):
        packed_draws([0.5, 0.5], n=MAX_PICKS + 1, draws=1, rng=rng)
    with pytest.raises(ValueError, match="too large"):
        packed_draws([1 / 11] * 11, n=4, draws=1, rng=rng)


def test_the_same_seed_gives_the_same_p_and_order_never_matters() -> None:
    counts, benchmark = {"a": 9, "b": 3, "c": 1}, {"a": 1, "b": 2, "c": 3}
    first = goodness_of_fit(counts, benchmark)
    assert first == goodness_of_fit(counts, benchmark)
    turned = goodness_of_fit(dict(reversed(counts.items())), dict(reversed(benchmark.items())))
    assert first == turned
    assert first != goodness_of_fit(counts, benchmark, seed=1)


def test_p_is_never_zero() -> None:
    found = goodness_of_fit({"a": 50}, {"a": 1, "b": 999}, draws=99)
    assert found is not None
    assert found.p == 0.01


def test_all_as_expected_is_no_surprise() -> None:
    found = goodness_of_fit({"a": 8, "b": 8}, {"a": 1, "b": 1})
    assert found is not None
    assert (found.observed, found.p) == (0, 1)


def test_one_region_alone_can_surprise_nobody() -> None:
    found = goodness_of_fit({"a": 5}, {"a": 3, "b": 0})
    assert found is not None
    assert (found.observed, found.p) == (0, 1)


def test_a_region_the_yardstick_lacks() -> None:
    by_g = goodness_of_fit({"a": 5, "x": 1}, {"a": 1, "b": 1}, draws=99)
    by_hhi = goodness_of_fit({"a": 5, "x": 1}, {"a": 1, "b": 1}, statistic="herfindahl", draws=99)
    assert by_g is not None
    assert by_hhi is not None
    assert (by_g.observed, by_g.p, by_g.outside) == (inf, 0.01, ("x",))
    assert by_hhi.observed == pytest.approx(26 / 36)


def test_nothing_to_test() -> None:
    assert goodness_of_fit({}, {"a": 1}) is None
    assert goodness_of_fit({"a": 1}, {}) is None
    with pytest.raises(ValueError, match="0 draws"):
        goodness_of_fit({"a": 1}, {"a": 1}, draws=0)
