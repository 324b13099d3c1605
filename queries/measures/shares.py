"""A share with its yardstick: of one group, in its variants, and region by region."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from queries.measures.binomial import binomial_test
from queries.measures.counts import Counts, Weights, shares_of, total_of
from queries.measures.intervals import Interval, exact_interval
from queries.measures.significance import holm


@dataclass(frozen=True)
class Share:
    """`units` of `n`, as a fraction of 1; None where n is 0."""

    units: int
    n: int
    share: float | None


def measure_share(counts: Counts, groups: Collection[str]) -> Share:
    """Give the share that some groups have together; a group without units may be named.

    Raises ValueError for negative counts.
    """
    n = int(total_of(counts))
    units = sum(counts.get(group, 0) for group in set(groups))
    if not n:
        return Share(0, 0, None)
    return Share(units, n, units / n)


@dataclass(frozen=True)
class Spread:
    """One headline share by every way of counting it, and the ways that give least and most."""

    variants: Mapping[str, Share]
    lowest: str | None
    highest: str | None


def spread_of(variants: Mapping[str, Share]) -> Spread:
    """Put variants of one share side by side; among equals the first name stands for least and most.

    A variant with no units is shown, and is neither least nor most.
    """
    known = sorted((share.share, name) for name, share in variants.items() if share.share is not None)
    if not known:
        return Spread(variants, None, None)
    most = min(name for share, name in known if share == known[-1][0])
    return Spread(variants, known[0][1], most)


def location_quotient(share: float, benchmark_share: float) -> float | None:
    """Give share / benchmark share; None where the benchmark has nothing to compare with."""
    return share / benchmark_share if benchmark_share else None


@dataclass(frozen=True)
class Quotient:
    """One group against the yardstick: units, expected share, quotient with interval, p-values.

    `quotient` and `interval` are None where the yardstick lacks the group. `p` is the exact
    two-sided binomial p-value, `p_holm` the same corrected for the number of groups tested.
    """

    units: int
    expected: float
    quotient: float | None
    interval: Interval | None
    p: float
    p_holm: float


class GroupTest(NamedTuple):
    """One group tested against the yardstick: units, expected share, exact p-value plain and by Holm."""

    units: int
    expected: float
    p: float
    p_holm: float


def exact_tests(counts: Counts, benchmark: Weights) -> dict[str, GroupTest]:
    """Test each group's share against the yardstick's by the exact binomial test, by group.

    The groups are those with units and those of the yardstick; Holm corrects for their number.
    Empty where there are no units, or the yardstick has none. Raises ValueError for negative
    counts.
    """
    n, expected = int(total_of(counts)), shares_of(benchmark)
    if not n or not expected:
        return {}
    groups = sorted({group for group, units in counts.items() if units} | set(expected))
    p = {g: binomial_test(counts.get(g, 0), n, expected=expected.get(g, 0.0)) for g in groups}
    p_holm = holm(p)
    return {g: GroupTest(counts.get(g, 0), expected.get(g, 0.0), p[g], p_holm[g]) for g in groups}


def location_quotients(
    counts: Counts, benchmark: Weights, *, confidence: float = 0.95
) -> dict[str, Quotient]:
    """Give each group's location quotient LQ = p / q with exact interval and p-value, by group.

    The groups and p-values are those of `exact_tests`. A yardstick is a full list (all UN
    members, all missions), so its share q carries no error and the interval is the
    Clopper-Pearson interval of p, divided by q. Were q itself a sample, see Beyene and
    Moineddin (2005) on intervals of a ratio. Empty where there are no units, or the yardstick
    has none. Raises ValueError for negative counts.
    """
    n = int(total_of(counts))
    found = {}
    for group, (units, q, p, p_holm) in exact_tests(counts, benchmark).items():
        interval = exact_interval(units, n, confidence=confidence) if q else None
        found[group] = Quotient(
            units, q, location_quotient(units / n, q),
            Interval(interval.low / q, interval.high / q) if interval else None, p, p_holm,
        )  # fmt: skip
    return found
