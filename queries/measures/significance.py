"""Tests on small tables and on many at once: Fisher's exact test and Holm's correction."""

from __future__ import annotations

from collections.abc import Mapping
from math import comb, fsum

from queries.measures.binomial import probabilities


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
    hits = a + c
    ways = [comb(a + b, k) * comb(c + d, hits - k) for k in range(max(0, hits - c - d), min(a + b, hits) + 1)]
    observed = comb(a + b, a) * comb(c + d, c)
    return sum(each for each in ways if each <= observed) / comb(a + b + c + d, hits)


def fisher_power(sizes: tuple[int, int], shares: tuple[float, float], *, alpha: float = 0.05) -> float:
    """Give how often Fisher's two-sided test at level `alpha` would see that two groups differ.

    `sizes` are the groups' units, `shares` their true shares of hits. Power = sum over all tables
    of P(a | sizes[0], shares[0]) P(c | sizes[1], shares[1]) where `fisher_test` gives at most
    `alpha`: the unconditional power of the exact test, to rounding. A fraction of 1. Source:
    Bennett and Hsu (1960). Raises ValueError as `probabilities`.
    """
    first, second = (probabilities(n, share) for n, share in zip(sizes, shares, strict=True))
    return fsum(
        first[a] * second[hits - a]
        for hits in range(sizes[0] + sizes[1] + 1)
        for a in _seen(sizes, hits, alpha)
    )


def _seen(sizes: tuple[int, int], hits: int, alpha: float) -> list[int]:
    """List the hits of the first group, of `hits` in all, at which the test is significant."""
    n, m = sizes
    ways = {a: comb(n, a) * comb(m, hits - a) for a in range(max(0, hits - m), min(n, hits) + 1)}
    limit, total = alpha * comb(n + m, hits), 0
    found: list[int] = []
    likeliest_last = sorted(ways, key=lambda a: ways[a])
    for place, a in enumerate(likeliest_last):
        total += ways[a]
        # Tables as likely as this one belong to the same p-value.
        if place + 1 < len(likeliest_last) and ways[likeliest_last[place + 1]] == ways[a]:
            continue
        if total > limit:
            break
        found = likeliest_last[: place + 1]
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
