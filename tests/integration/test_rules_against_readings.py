"""The rules against readings made without sight of them: two draws by chance, each read twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from plan.making.assemble import assemble_graph
from plan.making.rules import read_rules
from tools.rule_agreement import (
    Ladders,
    Score,
    agreed,
    link_by_rules,
    moves_or_not,
    read_activities,
    read_reading,
    score,
)

READINGS = Path(__file__).parents[1] / "data" / "readings"
DRAWS = {"draw-1": ("a", "b"), "draw-2": ("c", "d")}


@pytest.fixture(scope="module")
def scores() -> list[Score]:
    """The score of each draw, on the pairs on which its two readings agree."""
    store = assemble_graph().store
    ladders = Ladders.of(store)
    found = []
    for draw, readers in DRAWS.items():
        activities = read_activities(READINGS / f"{draw}.csv")
        first, second = (
            read_reading(READINGS / f"{draw}-reader-{reader}.csv", activities, ladders) for reader in readers
        )
        pairs = agreed(
            first, second, [(one, level) for one in activities for level in ladders.compared], moves_or_not
        )
        rules = link_by_rules(store, read_rules(), activities, ladders)
        found.append(score(rules, first, pairs, moves_or_not))
    return found


def test_nine_in_ten_links_of_the_rules_that_move_a_level_are_read_so(scores: list[Score]) -> None:
    assert sum(one.both for one in scores) >= 0.85 * sum(one.rules for one in scores)


def test_most_links_that_readers_see_are_found_by_the_rules(scores: list[Score]) -> None:
    # 33 of 39: one link fewer and the rules fall under what was set out to reach.
    assert sum(one.both for one in scores) / sum(one.reading for one in scores) >= 33 / 39


def test_the_document_gives_the_figures_of_the_draws(scores: list[Score]) -> None:
    text = (READINGS.parents[2] / "docs" / "plan-data.md").read_text(encoding="utf-8")
    for number, one in enumerate(scores, 1):
        row = next(line for line in text.splitlines() if line.startswith(f"| {number} | "))
        assert [int(cell) for cell in row.split("|")[4:7]] == [one.both, one.rules, one.reading]
