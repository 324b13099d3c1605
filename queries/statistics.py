"""Statistics of small counts. Standard library only, so that a question starts quickly."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist


def wilson_interval(successes: int, n: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Give Wilson's score interval for a share, as fractions of 1.

    Formula: Wilson (1927), without continuity correction. Raises ValueError unless
    0 <= successes <= n and n > 0.
    """
    if not 0 <= successes <= n or n == 0:
        raise ValueError(f"no share: {successes} of {n}")
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share = successes / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # At the ends the formula gives 0 and 1 but for rounding.
    return (centre - half if successes else 0.0), (centre + half if successes < n else 1.0)


def location_quotient(share: float, benchmark_share: float) -> float | None:
    """Give share / benchmark share; None where the benchmark has nothing to compare with."""
    return share / benchmark_share if benchmark_share else None
