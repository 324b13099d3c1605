"""Tests on small tables and on many at once: Fisher's exact test and Holm's correction."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile
from math import comb, exp, fsum, lgamma

from queries.measures.binomial import SAME, log_ways, probabilities

# What is less likely moves no power that is shown; without this bound its cost would grow by the square.
_NEGLIGIBLE = 1e-15


def fisher_test(first: tuple[int, int], second: tuple[int, int]) -> float:
    """Give the exact two-sided p-value that two groups differ in the share of hits.

    Each group is (hits, misses). p = sum over all tables with the same margins that are no
    likelier than the observed one, in whole numbers, so without rounding. 1 where a margin is
    empty. Source: Fisher (1934); the two-sided rule is that of R's fisher.test. Raises
    ValueError for negative counts.
    """
    (a, b), (c, d) = first, second
    if min(a, b, c, d) < 0:
        raise ValueError(f"no table of counts: {first}, {second}")
    ways = _ways((a + b, c + d), a + c)
    observed = ways[a - max(0, a - d)]
    return sum(each for each in ways if each <= observed) / sum(ways)


def _ways(sizes: tuple[int, int], hits: int) -> list[int]:
    """List the ways to draw the hits, by how many fall into the first group, from the fewest."""
    n, m = sizes
    fewest, most = max(0, hits - m), min(n, hits)
    ways = [comb(n, fewest) * comb(m, hits - fewest)]
    for k in range(fewest, most):
        # Each from the one before: to reckon every one anew took a minute for ten thousand units.
        ways.append(ways[-1] * (n - k) * (hits - k) // ((k + 1) * (m - hits + k + 1)))
    return ways


def fisher_power(sizes: tuple[int, int], shares: tuple[float, float], *, alpha: float = 0.05) -> float:
    """Give how often Fisher's two-sided test at level `alpha` would see that two groups differ.

    `sizes` are the groups' units, `shares` their true shares of hits. Power = sum over all tables
    of P(a | sizes[0], shares[0]) P(c | sizes[1], shares[1]) where `fisher_test` gives at most
    `alpha`: the unconditional power of the exact test, to rounding. A fraction of 1. Source:
    Bennett and Hsu (1960). Raises ValueError as `probabilities`.
    """
    first, second = (_likely(n, share) for n, share in zip(sizes, shares, strict=True))
    unseen = {hits: _unseen(sizes, hits, alpha) for hits in {a + c for a in first for c in second}}
    return fsum(
        likely * first[a]
        for c, likely in second.items()
        for a in first
        if a not in unseen[a + c]
    )  # fmt: skip


def _likely(n: int, share: float) -> dict[int, float]:
    return {k: chance for k, chance in enumerate(probabilities(n, share)) if chance > _NEGLIGIBLE}


def _unseen(sizes: tuple[int, int], hits: int, alpha: float) -> range:
    """Give the hits of the first group, of `hits` in all, at which the test is not significant."""
    chances = _chances(sizes, hits)
    total, seen, likeliest_last = 0.0, 0, sorted(chances, key=lambda a: chances[a])
    for place, a in enumerate(likeliest_last):
        total += chances[a]
        if total > alpha * SAME:
            break
        # Tables as likely as this one belong to the same p-value.
        after = likeliest_last[place + 1 : place + 2]
        if not after or chances[after[0]] > chances[a] * SAME:
            seen = place + 1
    kept = likeliest_last[seen:]
    return range(min(kept), max(kept) + 1) if kept else range(0)


def _chances(sizes: tuple[int, int], hits: int) -> dict[int, float]:
    """Give the chance of each number of hits in the first group when all are drawn alike.

    Those that are not negligible, outwards from the likeliest.
    """
    n, m = sizes
    first, second = log_ways(n), log_ways(m)
    ways = lgamma(n + m + 1) - lgamma(hits + 1) - lgamma(n + m - hits + 1)
    lowest, highest = max(0, hits - m), min(n, hits)
    likeliest = min(max((n + 1) * (hits + 1) // (n + m + 2), lowest), highest)
    found: dict[int, float] = {}
    for side in (range(likeliest, highest + 1), range(likeliest - 1, lowest - 1, -1)):
        each = ((a, exp(first[a] + second[hits - a] - ways)) for a in side)
        found.update(takewhile(lambda pair: pair[1] > _NEGLIGIBLE, each))
    return found


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """Give the p-values corrected for their number by Holm's step-down method.

    The i-th smallest of m becomes max over j <= i of min(1, (m - j + 1) p_j): the chance of
    even one false alarm among all stays under the level. Source: Holm (1979). Raises
    ValueError for what is no p-value.
    """
    for name, p in p_values.items():
        if not 0 <= p <= 1:
            raise ValueError(f"no p-value: {name} has {p}")
    corrected: dict[str, float] = {}
    largest = 0.0
    for rank, name in enumerate(sorted(p_values, key=lambda name: (p_values[name], name))):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[name]))
        corrected[name] = largest
    return {name: corrected[name] for name in p_values}
