"""The binomial distribution, exact to rounding: its tails, its two-sided test, its power."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import exp, fsum, lgamma, log, log1p

# Outcomes as likely as the observed one count as such although rounding differs; as in R's binom.test.
SAME = 1 + 1e-7


def probabilities(n: int, p: float) -> list[float]:
    """Give P(X = k) for k = 0..n, X the successes in n independent picks of probability p.

    Raises ValueError unless n >= 0 and 0 <= p <= 1.
    """
    if n < 0 or not 0 <= p <= 1:
        raise ValueError(f"no binomial: n = {n}, p = {p}")
    if p in (0, 1):
        return [float(k == n * p) for k in range(n + 1)]
    hit, miss = log(p), log1p(-p)
    return [exp(ways + k * hit + (n - k) * miss) for k, ways in enumerate(log_ways(n))]


@lru_cache(maxsize=64)
def log_ways(n: int) -> Sequence[float]:
    """Give the logarithm of the ways to pick k of n, for k = 0..n."""
    return tuple(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) for k in range(n + 1))


def upper_tail(k: int, n: int, p: float) -> float:
    """Give P(X >= k)."""
    return min(1.0, fsum(probabilities(n, p)[max(k, 0) :]))


def lower_tail(k: int, n: int, p: float) -> float:
    """Give P(X <= k)."""
    return min(1.0, fsum(probabilities(n, p)[: max(k + 1, 0)]))


def binomial_test(successes: int, n: int, *, expected: float) -> float:
    """Give the exact two-sided p-value of `successes` of n where the share should be `expected`.

    p = sum of P(X = k) over all k no likelier than the observed one (the rule of minimum
    likelihood, as R's binom.test and scipy's binomtest). 1 where n = 0: nothing speaks against
    any share. Raises ValueError unless 0 <= successes <= n and 0 <= expected <= 1.
    """
    if not 0 <= successes <= n:
        raise ValueError(f"no share: {successes} of {n}")
    likelihoods = probabilities(n, expected)
    observed = likelihoods[successes] * SAME
    return min(1.0, fsum(each for each in likelihoods if each <= observed))


def binomial_power(n: int, *, expected: float, actual: float, alpha: float = 0.05) -> float:
    """Give how often a one-sided exact test at level `alpha` would see that the share is `actual`.

    The test looks on the side of `actual`: above `expected` it rejects from the smallest k with
    P(X >= k | expected) <= alpha on, below it up to the largest k with P(X <= k | expected) <=
    alpha. Power = probability of rejecting when the share is `actual`; 0 where no outcome is
    rare enough. A fraction of 1. Raises ValueError as `probabilities`.
    """
    if actual < expected:
        return binomial_power(n, expected=1 - expected, actual=1 - actual, alpha=alpha)
    likelihoods = probabilities(n, expected)
    critical, tail = n + 1, 0.0
    while critical and (tail := tail + likelihoods[critical - 1]) <= alpha:
        critical -= 1
    return upper_tail(critical, n, actual)


def chance_ahead(first: int, second: int) -> float:
    """Give the probability that the first of two outcomes is the likelier one, after so many of each.

    With every share held alike beforehand, the first one's share of the two is Beta(first + 1,
    second + 1), and it lies above one half with P(X <= first), X binomial of first + second + 1
    picks and 1/2: exact. One half where both are equal, none included. A fraction of 1. Source:
    Bayes (1763). Raises ValueError for negative counts.
    """
    if min(first, second) < 0:
        raise ValueError(f"no counts: {first} and {second}")
    return lower_tail(first, first + second + 1, 0.5)
