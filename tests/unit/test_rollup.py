from __future__ import annotations

from dataclasses import replace

import pytest

from plan.answers.rollup import Rollup, TargetsReached, roll_up, targets_reached, weighted_score
from plan.ladders.assessment import Assessment
from plan.ladders.kpi import Target
from plan.ladders.readings import Standing, Status
from plan.ladders.states import Mark, Marks
from plan.ladders.targets import TargetInForce


def one(kpi: str, marks: Marks, status: Status, standing: Standing, target: float | None = 4) -> Assessment:
    aim = None if target is None else Target("t", target)
    return Assessment(kpi, 2566, "fiscal", aim, marks, status, standing)


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
    for span, worked in ((score.confirmed, 2.25), (score.claimed, 3.25), (score.possible, 4.5)):
        assert span == pytest.approx((20 * worked, 20 * worked))


def test_weights_change_the_score_and_an_unbounded_value_may_reach_its_target() -> None:
    count = one("n", Marks(0, 2, None), "claimed-below-target", "unknown")
    score = weighted_score([FOUND[0], count], {"a": 3, "n": 1})
    assert score is not None
    assert (score.confirmed, score.claimed, score.possible) == ((75, 75), (87.5, 87.5), (100, 100))


def test_a_number_whose_condition_is_not_shown_is_worth_from_nothing_to_its_share() -> None:
    # F19: six activities for a target of 3, none in education; confirmed 2 of 3.
    aim = Target("t", 3, each_dimension=1)
    reached: dict[Mark, bool | None] = {"confirmed": False, "claimed": None, "possible": True}
    found = replace(one("n", Marks(2, 6, None), "claimed-condition-open", "unknown"), target=aim)
    score = weighted_score([replace(found, reached=reached)])
    assert score is not None
    assert score.claimed == pytest.approx((0, 100))
    assert score.confirmed == pytest.approx((0, 200 / 3))
    assert score.possible == pytest.approx((100, 100))


def test_a_target_that_hangs_on_an_open_condition_is_scored_both_ways() -> None:
    # F19: level 2 where the target is 2, or 3 if the study is finished.
    aim = Target("t", 2)
    found = replace(
        one("s", Marks(2, 2, 5), "target-open", "unknown", 2),
        in_force=TargetInForce(aim, aim, "open", None, 3),
    )
    score = weighted_score([found])
    assert score is not None
    assert score.claimed == pytest.approx((200 / 3, 100))


def test_a_headline_counts_targets_and_never_more_confirmed_than_claimed() -> None:
    # F1: "e" has a confirmed level and not its target; "f" has not begun and "g" has no target.
    assert targets_reached(FOUND) == TargetsReached(begun=5, claimed=3, confirmed=2)


def test_nothing_begun_has_no_score() -> None:
    assert weighted_score(FOUND[5:]) is None
