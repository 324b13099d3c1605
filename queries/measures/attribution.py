"""What moved a measure: its change shared out between causes, without a say of their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import permutations
from math import factorial, fsum


def attribute_change(
    value_of: Callable[[frozenset[str]], float | None], causes: Sequence[str]
) -> dict[str, float] | None:
    """Share the change of a measure out between causes, in the measure's own unit, by cause.

    `value_of` gives the measure when some of the causes have taken effect: none of them is
    before, all of them after. Each cause gets the mean of what it adds over every order in
    which they can come (its Shapley value), so the parts add up to the change and no order
    is preferred. None where the measure is not defined with some of them. Source: Shapley
    (1953); for shares of change Shorrocks (2013). Costs 2^k values and k! orders.
    """
    parts: dict[str, list[float]] = {cause: [] for cause in causes}
    values: dict[frozenset[str], float | None] = {}
    for order in permutations(causes):
        done: frozenset[str] = frozenset()
        for cause in order:
            after = done | {cause}
            for taken in (done, after):
                if taken not in values:
                    values[taken] = value_of(taken)
            earlier, later = values[done], values[after]
            if earlier is None or later is None:
                return None
            parts[cause].append(later - earlier)
            done = after
    return {cause: fsum(added) / factorial(len(causes)) for cause, added in parts.items()}
