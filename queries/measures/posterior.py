"""Intervals for measures of a whole portfolio: what other shares the counts would fit as well.

Resampling the list would bias HHI upwards by about (1 - HHI) / n; the posterior does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import TYPE_CHECKING

from queries.measures.concentration import hill_number
from queries.measures.counts import Counts, total_of
from queries.measures.intervals import Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PRIOR = 0.5
DRAWS = 9_999
SEED = 2566
# With fewer units a group than these the prior would outweigh the record.
LEAST_A_GROUP = 5


def hill_interval(
    counts: Counts,
    order: float,
    *,
    groups: Sequence[str] = (),
    confidence: float = 0.95,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Interval | None:
    """Give an interval for a Hill number: its middle `confidence` under the Dirichlet posterior.

    Shares are drawn from Dirichlet(x + 1/2), Jeffreys' prior for each group; `groups` names all
    groups of the scheme, for an empty one is possible too (the default is the groups of
    `counts`). The prior leans to evenness: there is no interval with fewer than `LEAST_A_GROUP`
    units a group, nor where the middle misses the plain figure (all units in one group, say): None.
    HHI's interval is 1 / that of order 2, ends
    exchanged. Order 0 has none: a count of groups is no function of shares that are all above
    0. Source: Jeffreys (1946). Raises ValueError for such an order or for negative counts.
    """
    import numpy as np

    if not order > 0:
        raise ValueError(f"no interval for the Hill number of order {order}")
    names = sorted(set(groups) | set(counts))
    plain = hill_number(counts, order)
    if plain is None or total_of(counts) < LEAST_A_GROUP * len(names):
        return None
    parameters = np.array([counts.get(name, 0) + PRIOR for name in names])
    shares = np.random.default_rng(seed).dirichlet(parameters, size=draws)
    tail = (1 - confidence) / 2
    low, high = map(float, np.quantile(_hill(shares, order), [tail, 1 - tail]))
    return Interval(low, high) if low <= plain <= high else None


def _hill(shares: NDArray[np.float64], order: float) -> NDArray[np.float64]:
    """Give the Hill number of each row of shares."""
    import numpy as np

    if order == inf:
        return np.asarray(1 / shares.max(axis=1))
    if order == 1:
        tiny = np.finfo(np.float64).tiny
        return np.asarray(np.exp(-(shares * np.log(shares + tiny)).sum(axis=1)))
    return np.asarray((shares**order).sum(axis=1) ** (1 / (1 - order)))
