"""Roll-up over KPIs: how many stand above, at or below their target, or cannot be told. No average.

A weighted score exists only in `weighted_score`, apart from every other figure and with its range.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from plan.ladders.assessment import Assessment
from plan.ladders.readings import AT_TARGET
from plan.ladders.states import Mark


@dataclass(frozen=True)
class Rollup:
    """KPI-years counted by standing; `claimed` of the unknown ones are claimed at target or above.

    `total` leaves out years that have not begun or have no target.
    """

    total: int
    above: int
    at: int
    below: int
    unknown: int
    claimed: int


def roll_up(found: Iterable[Assessment]) -> Rollup:
    """Count assessments by standing."""
    counted = [one for one in found if one.has_begun and one.target is not None]
    standing = Counter(one.standing for one in counted)
    claimed = sum(1 for one in counted if one.status == "claimed-at-target")
    return Rollup(
        len(counted), standing["above"], standing["at"], standing["below"], standing["unknown"], claimed
    )


@dataclass(frozen=True)
class TargetsReached:
    """Yearly targets of years that have begun: how many, reached as claimed, and of these as confirmed."""

    begun: int
    claimed: int
    confirmed: int


def targets_reached(found: Iterable[Assessment]) -> TargetsReached:
    """Count the yearly targets that are reached: every headline of marks is this count."""
    statuses = [one.status for one in found if one.has_begun and one.target is not None]
    return TargetsReached(
        len(statuses),
        sum(1 for status in statuses if status in AT_TARGET),
        sum(1 for status in statuses if status == "confirmed-at-target"),
    )


# The least and the most that a score may be, 0 to 100.
Range = tuple[float, float]


@dataclass(frozen=True)
class Score:
    """A weighted score: confirmed, claimed and possible, each from the least to the most it may be."""

    confirmed: Range
    claimed: Range
    possible: Range
    weights: Mapping[str, float]


def weighted_score(found: Sequence[Assessment], weights: Mapping[str, float] | None = None) -> Score | None:
    """Score KPI-years by their share of the target, at most 1 each, weighted by KPI (equal if not given).

    Scoring takes the steps of a ladder as equal, which the plan does not say: it is for forms that
    demand one number. Unknown counts as nothing in `confirmed` and as the whole target in
    `possible`. A number whose condition is not shown is worth anything from nothing to its share; a
    target that hangs on an open condition is taken both ways. None when no KPI-year with a target has
    begun.
    """
    counted = [one for one in found if one.has_begun and one.target is not None and one.target.value > 0]
    used = {one.kpi: (weights or {}).get(one.kpi, 1.0) for one in counted}
    whole = sum(used[one.kpi] for one in counted)
    if not whole:
        return None

    def score(mark: Mark) -> Range:
        shares = [(used[one.kpi], _share(one, mark)) for one in counted]
        least, most = (100 * sum(weight * share[end] for weight, share in shares) / whole for end in (0, 1))
        return least, most

    return Score(score("confirmed"), score("claimed"), score("possible"), used)


def _share(one: Assessment, mark: Mark) -> Range:
    """Give the least and most of the target that a mark is worth."""
    value = one.marks.of(mark)
    if one.target is None or (value is None and mark != "possible"):
        return 0.0, 0.0
    if value is None:
        return 1.0, 1.0
    otherwise = one.in_force.otherwise if one.in_force is not None else None
    aims = {one.target.value, one.target.value if otherwise is None else otherwise}
    shares = [min(value / aim, 1.0) for aim in aims]
    is_open = one.target.is_counted and not one.reached.get(mark)
    return 0.0 if is_open and mark != "possible" else min(shares), max(shares)
