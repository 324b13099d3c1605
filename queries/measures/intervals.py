"""Intervals for a share of a few dozen. Standard library only, so that a question starts quickly."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from queries.measures.binomial import lower_tail, upper_tail


class Interval(NamedTuple):
    """Both ends of an interval, in the unit of the measure."""

    low: float
    high: float


def exact_interval(successes: int, n: int, *, confidence: float = 0.95) -> Interval:
    """Give the Clopper-Pearson interval for a share, as fractions of 1: at least `confidence` always.

    The low end p has P(X >= successes | n, p) = (1 - confidence) / 2, the high end
    P(X <= successes | n, p) the same; 0 and 1 where there is no such p. Source: Clopper and
    Pearson (1934). Raises ValueError unless 0 <= successes <= n and n > 0.
    """
    _check_share(successes, n, confidence)
    tail = (1 - confidence) / 2
    low = _solve(lambda p: upper_tail(successes, n, p) < tail) if successes else 0.0
    high = _solve(lambda p: lower_tail(successes, n, p) > tail) if successes < n else 1.0
    return Interval(low, high)


def upper_bound_of_none(n: int, *, confidence: float = 0.95) -> float:
    """Give the largest share, a fraction of 1, that 0 of n still allows: 1 - (1 - confidence)^(1/n).

    One-sided and exact: a region of that share stays empty in n picks with probability
    1 - confidence. Source: Clopper and Pearson (1934), at 0 successes. Raises ValueError
    unless n > 0.
    """
    _check_share(0, n, confidence)
    return float(1 - (1 - confidence) ** (1 / n))


def bound_of_unknown(units: int, unknown: int, n: int) -> Interval:
    """Give the share of n that lies between none and all of the unknown ones: units/n to (units+unknown)/n.

    No chance is in it: the truth lies inside, wherever the unknown ones lie. Fractions of 1.
    Source: worst-case bounds, Manski (1989). Raises ValueError unless the parts fit into n > 0.
    """
    if min(units, unknown) < 0 or units + unknown > n or n < 1:
        raise ValueError(f"no bound: {units} and {unknown} of {n}")
    return Interval(units / n, (units + unknown) / n)


def _solve(is_below: Callable[[float], bool]) -> float:
    """Give the p at which a monotone condition, true at 0, turns false; by halving, to double precision."""
    low, high = 0.0, 1.0
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return middle
        low, high = (middle, high) if is_below(middle) else (low, middle)


def _check_share(successes: int, n: int, confidence: float) -> None:
    if not 0 <= successes <= n or n == 0:
        raise ValueError(f"no share: {successes} of {n}")
    if not 0 < confidence < 1:
        raise ValueError(f"no confidence: {confidence}")
