"""What measures take: how many units each group has, and the one check on it."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum, isfinite

# Units by group (region, country, theme), by any name. Counts are whole; weights (strength, trade)
# need not be. Sums are exact (`fsum`), so the order of groups never shows.
Counts = Mapping[str, int]
Weights = Mapping[str, float]


def total_of(weights: Weights) -> float:
    """Give the units over all groups. Raises ValueError for one that is negative or not finite."""
    for group, weight in weights.items():
        if not isfinite(weight) or weight < 0:
            raise ValueError(f"no count: {group} has {weight}")
    return fsum(weights.values())


def shares_of(weights: Weights) -> dict[str, float]:
    """Give each group's share p = x / n, a fraction of 1; nothing where there are no units.

    Raises ValueError as `total_of`.
    """
    total = total_of(weights)
    return {group: weight / total for group, weight in weights.items()} if total else {}
