"""Variety at an equal number of units: what a larger record would show, were it as small as another."""

from __future__ import annotations

from math import exp, fsum, lgamma, log

from queries.measures.counts import Counts, total_of


def rarefied_hill(counts: Counts, units: int) -> float | None:
    """Give the Hill number of order 1 expected in `units` units picked from these without return.

    exp of the expected-count entropy: with f_k the expected number of groups met k times,
    f_k = sum_i C(x_i, k) C(n - x_i, m - k) / C(n, m), D1(m) = exp(-sum_k (k/m) ln(k/m) f_k).
    At m = n it is the plain Hill number, at m = 1 it is 1. A number of effective groups. None
    where fewer than `units` are held. Source: Chao, Gotelli, Hsieh, Sander, Ma, Colwell and
    Ellison (2014), for q = 1. Raises ValueError for negative counts or fewer than one unit.
    """
    n = int(total_of(counts))
    if units < 1:
        raise ValueError(f"no sample of {units} units")
    if units > n:
        return None
    ways = _log_comb(n, units)
    held = [int(x) for x in counts.values()]
    met = {
        k: fsum(
            exp(_log_comb(x, k) + _log_comb(n - x, units - k) - ways)
            for x in held
            if x >= k and n - x >= units - k
        )
        for k in range(1, units + 1)
    }
    return exp(fsum(-k / units * log(k / units) * expected for k, expected in met.items()))


def _log_comb(n: int, k: int) -> float:
    """Give ln C(n, k): the coefficients of a large record have thousands of digits."""
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
