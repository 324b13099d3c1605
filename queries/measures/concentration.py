"""Concentration and variety of a portfolio: top shares, HHI, entropy, Hill numbers.

Two traps. HHI falls when any small group grows, so it rewards scattering. HHI on ties can fall
while activity concentrates, so the pair is always shown.
"""

from __future__ import annotations

from math import exp, fsum, inf, log

from queries.measures.counts import Counts, Weights, shares_of, total_of


def concentration_ratio(weights: Weights, k: int) -> float | None:
    """Give CR_k, the sum of the k largest shares, a fraction of 1; None where there are no units.

    Raises ValueError unless k > 0.
    """
    if k < 1:
        raise ValueError(f"no top {k}")
    shares = sorted(shares_of(weights).values(), reverse=True)
    return min(1.0, fsum(shares[:k])) if shares else None


def herfindahl(weights: Weights) -> float | None:
    """Give the Herfindahl-Hirschman index H = sum p^2, from 1 / groups to 1; None where there are no units.

    The authorities' scale is 10,000 H. Their cuts are for markets, and are no verdict here.
    Source: Herfindahl (1950); the same is Simpson's (1949) index.
    """
    shares = shares_of(weights)
    return fsum(p * p for p in shares.values()) if shares else None


def unbiased_herfindahl(counts: Counts) -> float | None:
    """Give sum x(x-1) / (n(n-1)): the chance that two units picked without return share a group.

    It does not grow as n shrinks, as `herfindahl` does. None for fewer than two units.
    Source: Simpson (1949).
    """
    n = int(total_of(counts))
    return sum(x * (x - 1) for x in counts.values()) / (n * (n - 1)) if n > 1 else None


def shannon_entropy(weights: Weights) -> float | None:
    """Give H = -sum p ln p, in nats, from 0 to ln(groups); None where there are no units.

    Source: Shannon (1948).
    """
    shares = shares_of(weights)
    return fsum(-p * log(p) for p in shares.values() if p) if shares else None


def hill_number(weights: Weights, order: float) -> float | None:
    """Give the Hill number of an order: "as varied as this many equal groups".

    D_q = (sum p^q)^(1/(1-q)); D0 counts the groups with units, D1 = exp(Shannon entropy) is the
    effective number of groups, D2 = 1 / HHI, the order inf gives 1 / largest share. None where
    there are no units. Source: Hill (1973); iNEXT (Hsieh, Ma and Chao 2016). Raises ValueError
    unless order >= 0.
    """
    if not order >= 0:
        raise ValueError(f"no Hill number of order {order}")
    shares = [p for p in shares_of(weights).values() if p]
    if not shares:
        return None
    if order == 1:
        return exp(fsum(-p * log(p) for p in shares))
    if order == inf:
        return 1 / max(shares)
    return float(fsum(p**order for p in shares) ** (1 / (1 - order)))
