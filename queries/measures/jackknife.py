"""An interval for the variety of things that come in bunches: a contact brings all its themes at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist, fmean

from queries.measures.concentration import hill_number
from queries.measures.counts import Counts
from queries.measures.intervals import Interval


def jackknife_interval(
    bunches: Sequence[Counts], order: float, *, most: float, confidence: float = 0.95
) -> Interval | None:
    """Give an interval for the Hill number of bunches' counts together, leaving out one bunch at a time.

    plain +- z s, s^2 = (m - 1) / m x sum (without one - their mean)^2 over the m bunches that hold
    anything; between 1 and `most`, the number of groups there are. Mentions of one bunch are not
    independent, so an interval by mentions would be too narrow. The plain figure always lies
    inside. Source: Efron and Tibshirani (1993), ch. 11. None for fewer than three such bunches.
    """
    held = [Counter(bunch) for bunch in bunches if sum(bunch.values())]
    whole = sum(held, Counter[str]())
    plain = hill_number(whole, order)
    if plain is None or len(held) < 3:
        return None
    without = [hill_number(whole - bunch, order) or 1.0 for bunch in held]
    mean, m = fmean(without), len(held)
    error = sqrt((m - 1) / m * sum((each - mean) ** 2 for each in without))
    half = NormalDist().inv_cdf(0.5 + confidence / 2) * error
    return Interval(max(1.0, plain - half), min(float(most), plain + half))
