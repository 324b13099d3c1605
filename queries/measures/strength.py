"""Strength of ties: volume that fades with time, its ranks under other weights, give and take.

Five components stay apart: formality, recency, volume, breadth (`concentration.hill_number` of
order 1 over themes) and reciprocity. No composite is computed here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, inf

HALF_LIFE = 2.0
HALF_LIVES = (1.0, 2.0, 3.0)
VARIATION = 0.5
_SAME = 1e-12
# How far the partners to compare kind by kind reach past their bound, for rounding.
_MARGIN = 1e-6


# A partner's sum, its weighted volumes by kind, its name.
Ranked = tuple[float, Sequence[float], str]


@dataclass(frozen=True)
class Contact:
    """One dated contact: its age in years at the as-of date, its kind, and what makes it count less.

    `evidence` is 1 for a confirmed record and less for a reported one; a meeting of a network
    is shared by its `members`, so each gets a part. Raises ValueError for a contact in the
    future, evidence outside 0..1 or no members.
    """

    age: float
    kind: str
    evidence: float = 1.0
    members: int = 1

    def __post_init__(self) -> None:
        """Refuse what cannot be a contact."""
        if not (self.age >= 0 and 0 <= self.evidence <= 1 and self.members >= 1):
            raise ValueError(f"no contact: {self}")


def decayed_volume(
    contacts: Sequence[Contact], weights: Mapping[str, float], *, half_life: float = HALF_LIFE
) -> float | None:
    """Give S = sum w(kind) q 2^(-age / h) / members, in weighted contacts of today.

    q is the evidence, h the half-life in years: a contact of h years ago counts half. None
    without contacts: no record is not no work. Source: exponential decay; the sum over
    time factor x event score as in the index of doi 10.1155/2022/4144073. Raises KeyError for
    a kind without a weight, ValueError for a half-life that is not above 0.
    """
    by_kind = _volumes(contacts, half_life)
    return fsum(weights[kind] * by_kind[kind] for kind in sorted(by_kind)) if contacts else None


def _volumes(contacts: Sequence[Contact], half_life: float) -> dict[str, float]:
    """Sum the contacts of each kind, faded and unweighted."""
    if not half_life > 0:
        raise ValueError(f"no half-life: {half_life}")
    parts: defaultdict[str, list[float]] = defaultdict(list)
    for contact in contacts:
        parts[contact.kind].append(contact.evidence * 2 ** (-contact.age / half_life) / contact.members)
    return {kind: fsum(values) for kind, values in parts.items()}


@dataclass(frozen=True)
class Rank:
    """A partner's rank by volume (1 is the strongest; equals share a rank), and how far it could move."""

    rank: int
    best: int
    worst: int


def rank_ranges(
    contacts: Mapping[str, Sequence[Contact]],
    weights: Mapping[str, float],
    *,
    half_life: float = HALF_LIFE,
    half_lives: Sequence[float] = HALF_LIVES,
    variation: float = VARIATION,
    at_least: int = 1,
) -> dict[str, Rank | None]:
    """Rank partners by `decayed_volume`, with bounds over half-lives and weights, by partner.

    Each kind's weight may move by `variation` (0.5: +-50 %) on its own. With d the difference of
    two partners' faded contacts by kind, one is ahead by sum d w; that lies between
    sum d w - variation sum |d| w and sum d w + variation sum |d| w. `best` counts the partners
    ahead under every choice of weights, `worst` those ahead under some, each at the half-life
    where it is smallest or largest. No choice of weights gives a rank outside. None ("not
    enough record") for a partner with fewer than `at_least` contacts; it takes no rank.
    Raises KeyError and ValueError as `decayed_volume`.
    """
    ranked = sorted(name for name, found in contacts.items() if len(found) >= max(at_least, 1))
    kinds = sorted({contact.kind for name in ranked for contact in contacts[name]})
    bounds = {}
    for h in {half_life, *half_lives}:
        volumes = {name: _volumes(contacts[name], h) for name in ranked}
        weighted = {name: [weights[kind] * volumes[name].get(kind, 0.0) for kind in kinds] for name in ranked}
        field = sorted((fsum(values), values, name) for name, values in weighted.items())
        bounds[h] = _ahead(field, variation)
        if h == half_life:
            plain = _ahead(field, 0.0)
    ranks: dict[str, Rank | None] = dict.fromkeys(sorted(contacts))
    for name in ranked:
        always, sometimes = zip(*(ahead[name] for ahead in bounds.values()), strict=True)
        ranks[name] = Rank(1 + plain[name][0], 1 + min(always), 1 + max(sometimes))
    return ranks


def _ahead(field: Sequence[Ranked], variation: float) -> dict[str, tuple[int, int]]:
    """Count the partners ahead of each: under every choice of weights, and under some, by its name.

    `field` has every partner, sorted by its sum. With 0 <= |d| <= both sums, one out of reach is
    ahead under every choice; each other pair is compared kind by kind, once: sum |d| is both sums
    less twice what they have in common, the sum of the smaller of each kind.
    """
    always, sometimes = [0] * len(field), [0] * len(field)
    for place, (total, own, _) in enumerate(field):
        last = bisect_right(field, _reach(total, variation), lo=place + 1, key=_sum_of)
        always[place] += len(field) - last
        sometimes[place] += len(field) - last
        for above, (other, values, _) in enumerate(field[place + 1 : last], start=place + 1):
            lead = other - total
            room = variation * (other + total - 2 * sum(map(min, values, own)))
            tolerance = _SAME * (other + total)
            always[place] += lead - room > tolerance
            sometimes[place] += lead + room > tolerance
            sometimes[above] += room - lead > tolerance
    return {name: (always[place], sometimes[place]) for place, (_, _, name) in enumerate(field)}


def _reach(total: float, variation: float) -> float:
    """Give the sum up to which weights that move by `variation` may turn the order with `total`."""
    return total * (1 + variation) / (1 - variation) * (1 + _MARGIN) if variation < 0.99 else inf


def _sum_of(ranked: Ranked) -> float:
    return ranked[0]


def reciprocity(inbound: float, outbound: float) -> float | None:
    """Give min(in, out) / max(in, out): 1 where both sides give alike, 0 where one side only gives.

    None where there is no contact of either direction. Raises ValueError for negative numbers.
    """
    if min(inbound, outbound) < 0:
        raise ValueError(f"no contacts: {inbound} in, {outbound} out")
    most = max(inbound, outbound)
    return min(inbound, outbound) / most if most else None
