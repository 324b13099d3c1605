"""How far a portfolio is from a yardstick, and how variety splits between and within regions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum, inf, log

from queries.measures.concentration import shannon_entropy
from queries.measures.counts import Weights, shares_of, total_of


@dataclass(frozen=True)
class Divergence:
    """Distance from a yardstick: in nats, as the statistic G, and the groups the yardstick lacks.

    Both figures are infinite where `outside` is not empty: by that yardstick there should be
    no such unit at all, and one cannot say how many times too many there are.
    """

    nats: float
    g: float
    outside: tuple[str, ...] = ()


def divergence(weights: Weights, benchmark: Weights) -> Divergence | None:
    """Give the Kullback-Leibler (Theil) divergence D = sum p ln(p / q), and G = 2 n D.

    `benchmark` holds the yardstick's units by the same groups, at any scale. D is 0 just when
    all shares agree. Groups without units add nothing; groups that only the yardstick has are
    allowed. None where there are no units, or the yardstick is empty. Source: Theil (1967).
    Raises ValueError for negative units.
    """
    p, q = shares_of(weights), shares_of(benchmark)
    if not p or not q:
        return None
    outside = tuple(sorted(group for group, share in p.items() if share and not q.get(group)))
    if outside:
        return Divergence(inf, inf, outside)
    nats = max(0.0, fsum(share * log(share / q[group]) for group, share in p.items() if share))
    return Divergence(nats, 2 * total_of(weights) * nats)


@dataclass(frozen=True)
class Decomposition:
    """Entropy over countries, in nats: `total` = `between` regions + `within` them.

    `parts` gives each region's addition to `within`, p_r x entropy over its countries.
    """

    total: float
    between: float
    within: float
    parts: Mapping[str, float]


def decompose_entropy(weights: Mapping[str, Weights]) -> Decomposition | None:
    """Split the entropy over countries into that between regions and that within regions.

    `weights` holds, for each region, the units of its countries; no country stands in two
    regions. H(country) = H(region) + sum_r p_r H(country within r). So too much of one region
    and too much of one country in it are told apart. None where there are no units.
    Source: Theil (1967), (1972).
    """
    by_region = {region: total_of(countries) for region, countries in weights.items()}
    between = shannon_entropy(by_region)
    if between is None:
        return None
    shares = shares_of(by_region)
    parts = {
        region: shares[region] * (shannon_entropy(countries) or 0.0) for region, countries in weights.items()
    }
    within = fsum(parts.values())
    return Decomposition(between + within, between, within, parts)


def ei_index(internal: float, external: float) -> float | None:
    """Give the E-I index (E - I) / (E + I): -1 all ties inside one's own group, 1 all outside.

    None where there are no ties. Source: Krackhardt and Stern (1988). Raises ValueError for
    negative numbers of ties.
    """
    ties = total_of({"internal": internal, "external": external})
    return (external - internal) / ties if ties else None
