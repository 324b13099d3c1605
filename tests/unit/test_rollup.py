from __future__ import annotations

import pytest

from plan.answers.rollup import Rollup, roll_up, weighted_score
from plan.ladders.assessment import Assessment, Standing, Status
from plan.ladders.kpi import Target
from plan.ladders.states import Marks


def one(kpi: str, marks: Marks, status: Status, standing: Standing, target: float | None = 4) -> Assessment:
    aim = None if target is None else Target("t", target)
    return Assessment(kpi, 2566, "fiscal", aim, marks, None, status, standing)


FOUND = [
    one("a", Marks(5, 5, 5), "confirmed-at-target", "above"),
    one("b", Marks(4, 4, 5), "confirmed-at-target", "at"),
    one("c", Marks(0, 4, 5), "claimed-at-target", "unknown"),
    one("d", Marks(0, 0, 5), "no-claim", "unknown"),
    one("e", Marks(1, 1, 2), "below-target", "below"),
    one("f", Marks(), "not-begun", "unknown"),
    one("g", Marks(3, 3, 5), "no-target", "unknown", None),
]


def test_a_roll_up_counts_and_leaves_out_what_has_no_target_or_has_not_begun() -> None:
    assert roll_up(FOUND) == Rollup(total=5, above=1, at=1, below=1, unknown=2, claimed=1)
    assert roll_up([]) == Rollup(0, 0, 0, 0, 0, 0)


def test_a_score_is_a_share_of_targets_with_its_range() -> None:
    score = weighted_score(FOUND)
    assert score is not None
    # confirmed: 1 + 1 + 0 + 0 + 1/4; claimed: 1 + 1 + 1 + 0 + 1/4; possible: 1 + 1 + 1 + 1 + 2/4
    assert score.confirmed == pytest.approx(100 * 2.25 / 5)
    assert score.claimed == pytest.approx(100 * 3.25 / 5)
    assert score.possible == pytest.approx(100 * 4.5 / 5)


def test_weights_change_the_score_and_an_unbounded_value_may_reach_its_target() -> None:
    count = one("n", Marks(0, 2, None), "claimed-below-target", "unknown")
    score = weighted_score([FOUND[0], count], {"a": 3, "n": 1})
    assert score is not None
    assert (score.confirmed, score.claimed, score.possible) == (75, 87.5, 100)


def test_nothing_begun_has_no_score() -> None:
    assert weighted_score(FOUND[5:]) is None
