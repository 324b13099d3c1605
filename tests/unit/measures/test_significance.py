from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest

from queries.measures.binomial import binomial_power, binomial_test, lower_tail, probabilities, upper_tail
from queries.measures.significance import fisher_power, fisher_test, holm


def exact_two_sided(successes: int, n: int, p: Fraction) -> float:
    """The binomial test in whole fractions, without any rounding."""
    chances = [comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]
    return float(sum(chance for chance in chances if chance <= chances[successes]))


@pytest.mark.parametrize("n", [1, 7, 24, 43])
@pytest.mark.parametrize("p", [Fraction(1, 10), Fraction(1, 4), Fraction(1, 2), Fraction(7, 9)])
def test_binomial_agrees_with_whole_fractions(n: int, p: Fraction) -> None:
    for successes in range(n + 1):
        found = binomial_test(successes, n, expected=float(p))
        assert found == pytest.approx(exact_two_sided(successes, n, p), rel=1e-9)


def test_binomial_at_the_edges() -> None:
    assert binomial_test(0, 0, expected=0.3) == 1
    assert binomial_test(1, 24, expected=0.0) == 0
    assert binomial_test(0, 24, expected=0.0) == 1
    assert binomial_test(24, 24, expected=1.0) == 1
    with pytest.raises(ValueError, match="5 of 4"):
        binomial_test(5, 4, expected=0.5)
    with pytest.raises(ValueError, match="p = 1.5"):
        binomial_test(1, 4, expected=1.5)


def test_tails_meet() -> None:
    assert sum(probabilities(43, 0.3)) == pytest.approx(1)
    assert upper_tail(0, 43, 0.3) == 1
    assert lower_tail(43, 43, 0.3) == 1
    assert upper_tail(11, 43, 0.3) + lower_tail(10, 43, 0.3) == pytest.approx(1)
    assert lower_tail(-1, 43, 0.3) == upper_tail(44, 43, 0.3) == 0


@pytest.mark.parametrize(
    ("n", "actual", "power"),
    [(24, 0.4, 0.35), (35, 0.4, 0.56), (50, 0.4, 0.66), (24, 0.5, 0.73), (35, 0.5, 0.91), (50, 0.5, 0.97)],
)
def test_power_reference_numbers(n: int, actual: float, power: float) -> None:
    assert binomial_power(n, expected=0.25, actual=actual) == pytest.approx(power, abs=0.005)


def test_power_looks_on_the_side_of_what_is_sought() -> None:
    # 0 of 10 has 1.4 % under 0.35, 1 of 10 has 8.6 % or less with it: only 0 is rare enough.
    assert binomial_power(10, expected=0.35, actual=0.1) == pytest.approx(0.9**10)
    assert binomial_power(5, expected=0.1, actual=0.05) == 0  # even none of 5 is no surprise
    assert binomial_power(0, expected=0.5, actual=0.9) == 0


def test_fisher_lady_tasting_tea() -> None:
    # Fisher's own table: 1 way of all right and 16 of one pair wrong, of 70, on both sides.
    assert fisher_test((3, 1), (1, 3)) == pytest.approx(34 / 70)
    assert fisher_test((4, 0), (0, 4)) == pytest.approx(2 / 70)


def test_fisher_needs_no_hits_and_no_group() -> None:
    assert fisher_test((0, 0), (3, 2)) == 1
    assert fisher_test((0, 4), (0, 5)) == 1
    assert fisher_test((0, 0), (0, 0)) == 1
    with pytest.raises(ValueError, match="no table"):
        fisher_test((-1, 2), (3, 4))


def test_holm_by_hand() -> None:
    found = holm({"a": 0.01, "b": 0.04, "c": 0.03, "d": 0.005})
    # Sorted: .005 x 4, .01 x 3, .03 x 2, .04 x 1 raised to the one before.
    assert found == pytest.approx({"a": 0.03, "b": 0.06, "c": 0.06, "d": 0.02})
    assert list(found) == ["a", "b", "c", "d"]
    assert holm({}) == {}
    assert holm({"a": 0.5, "b": 0.9}) == {"a": 1, "b": 1}
    with pytest.raises(ValueError, match="b has"):
        holm({"a": 0.1, "b": 1.1})


def test_power_of_fisher_by_hand() -> None:
    # Two groups of 4: only 4-0 and 0-4 reach 5 % (p = 2/70); with shares 3/4 and 1/4 they come
    # with (3/4)^4 (3/4)^4 + (1/4)^4 (1/4)^4 = (6561 + 1) / 65536.
    assert fisher_power((4, 4), (0.75, 0.25)) == pytest.approx(6562 / 65536)
    # Three against three never reach it: the least p is 2/20.
    assert fisher_power((3, 3), (1.0, 0.0)) == 0


def test_power_of_fisher_agrees_with_the_test_over_all_tables() -> None:
    sizes, shares = (6, 9), (0.8, 0.3)
    expected = sum(
        comb(6, a) * 0.8**a * 0.2 ** (6 - a) * comb(9, c) * 0.3**c * 0.7 ** (9 - c)
        for a in range(7)
        for c in range(10)
        if fisher_test((a, 6 - a), (c, 9 - c)) <= 0.05
    )
    assert fisher_power(sizes, shares) == pytest.approx(expected)


def exact_p(first: tuple[int, int], second: tuple[int, int]) -> Fraction:
    """Fisher's p in whole numbers, table by table."""
    (a, b), (c, d) = first, second
    hits = a + c
    ways = [comb(a + b, k) * comb(c + d, hits - k) for k in range(max(0, hits - c - d), min(a + b, hits) + 1)]
    observed = comb(a + b, a) * comb(c + d, c)
    return Fraction(sum(each for each in ways if each <= observed), comb(a + b + c + d, hits))


@pytest.mark.parametrize("sizes", [(7, 7), (7, 12), (1, 20), (30, 9)])
def test_fisher_agrees_with_whole_numbers_on_every_table_of_some_sizes(sizes: tuple[int, int]) -> None:
    for a in range(sizes[0] + 1):
        for c in range(sizes[1] + 1):
            table = (a, sizes[0] - a), (c, sizes[1] - c)
            assert fisher_test(*table) == pytest.approx(float(exact_p(*table)), rel=1e-9)


@pytest.mark.parametrize(
    ("sizes", "shares", "alpha"),
    [((12, 12), (0.5, 0.5), 0.05), ((10, 25), (0.9, 0.4), 0.01), ((20, 3), (0.2, 1.0), 0.1),
     ((8, 8), (0.3, 0.6), 34 / 70), ((5, 5), (0.3, 0.6), 1.0)],
)  # fmt: skip
def test_power_of_fisher_sums_the_tables_that_whole_numbers_call_significant(
    sizes: tuple[int, int], shares: tuple[float, float], alpha: float
) -> None:
    (n, m), (p, q) = sizes, shares
    expected = sum(
        comb(n, a) * p**a * (1 - p) ** (n - a) * comb(m, c) * q**c * (1 - q) ** (m - c)
        for a in range(n + 1)
        for c in range(m + 1)
        if exact_p((a, n - a), (c, m - c)) <= alpha
    )
    assert fisher_power(sizes, shares, alpha=alpha) == pytest.approx(expected)


def test_fisher_on_a_large_archive_answers() -> None:
    # Alternative shares far apart: seen for sure. Like shares: seen as often as the level allows.
    assert fisher_power((3000, 8000), (0.75, 0.5)) == pytest.approx(1)
    assert 0.03 < fisher_power((3000, 8000), (0.5, 0.5)) < 0.05
    assert fisher_test((4500, 4100), (9000, 11000)) == pytest.approx(5.750087322539777e-30, rel=1e-6)
