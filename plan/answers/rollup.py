"""Roll-up over KPIs: how many stand above, at or below their target, or cannot be told. No average.

A weighted score exists only in `weighted_score`, apart from every other figure and with its range.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from plan.ladders.assessment import AT_TARGET, Assessment
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


@dataclass(frozen=True)
class Score:
    """A weighted score, 0 to 100: what is confirmed, what is claimed, and what is possible at most."""

    confirmed: float
    claimed: float
    possible: float
    weights: Mapping[str, float]


def weighted_score(found: Sequence[Assessment], weights: Mapping[str, float] | None = None) -> Score | None:
    """Score KPI-years by their share of the target, at most 1 each, weighted by KPI (equal if not given).

    Scoring takes the steps of a ladder as equal, which the plan does not say: it is for forms that
    demand one number. Unknown counts as nothing in `confirmed` and as the whole target in
    `possible`, so the two are the range. None when no KPI-year with a target has begun.
    """
    counted = [one for one in found if one.has_begun and one.target is not None and one.target.value > 0]
    used = {one.kpi: (weights or {}).get(one.kpi, 1.0) for one in counted}
    whole = sum(used[one.kpi] for one in counted)
    if not whole:
        return None
    confirmed, claimed, possible = (
        100 * sum(used[one.kpi] * _share(one, mark) for one in counted) / whole
        for mark in ("confirmed", "claimed", "possible")
    )
    return Score(confirmed, claimed, possible, used)


def _share(one: Assessment, mark: Mark) -> float:
    value = one.marks.of(mark)
    if one.target is None or (value is None and mark != "possible"):
        return 0.0
    return 1.0 if value is None else min(value / one.target.value, 1.0)
