from __future__ import annotations

from datetime import date

import pytest

from graph.texts import same
from queries.balance.sentences import Reading
from queries.balance.verdict_rules import Evidence, Outcome, Rule, overall, parse_rule, read_rules
from queries.measures.intervals import Interval

YES, NO, PARTLY, OPEN, NEVER, WISH = (
    Outcome.SUPPORTED, Outcome.NOT_SUPPORTED, Outcome.PARTLY, Outcome.CANNOT_TELL, Outcome.NOT_MEASURABLE,
    Outcome.WISH,
)  # fmt: skip


def evidence(**more: object) -> Evidence:
    name = same("x")
    reading = Reading(name, "count", 0.5, "share", 9, name, date(2026, 1, 1))
    return Evidence(reading, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("verdicts", "outcome"),
    [
        (("above", "above"), YES),
        (("above", "cannot-tell"), PARTLY),  # half of them are
        (("above", "no-doubling", "no-doubling"), OPEN),
        (("below", "cannot-tell"), NO),  # none is, and half of them tell
        (("below", "cannot-tell", "none"), OPEN),
        (("cannot-tell", "cannot-tell"), OPEN),
        ((), OPEN),
    ],
)
def test_verdicts_against_yardsticks(verdicts: tuple[str, ...], outcome: Outcome) -> None:
    assert Rule("r", "geo/1", "test", wanted="above").judge(evidence(verdicts=verdicts)) is outcome


@pytest.mark.parametrize(
    ("bound", "outcome"),
    [(Interval(0.51, 0.9), YES), (Interval(0.4, 0.6), OPEN), (Interval(0.1, 0.49), NO), (None, OPEN)],
)
def test_a_bound_must_lie_on_one_side(bound: Interval | None, outcome: Outcome) -> None:
    assert Rule("r", "geo/3", "bound", side="above", limit=0.5).judge(evidence(bound=bound)) is outcome
    swapped = {YES: NO, NO: YES, OPEN: OPEN}[outcome]
    assert Rule("r", "geo/3", "bound", side="below", limit=0.5).judge(evidence(bound=bound)) is swapped


def test_a_wish_what_has_no_measure_and_context_get_no_verdict() -> None:
    assert Rule("r", "geo/1", "none").judge(None) is NEVER
    assert Rule("r", "geo/1", "context").judge(evidence()) is None
    assert Rule("r", "geo/4", "wish").judge(evidence(bound=Interval(0.9, 1.0))) is WISH
    assert Rule("r", "geo/2", "bound", side="below", limit=0.5).judge(None) is OPEN


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ((YES, OPEN, None), YES),  # half can be told; context is no part
        ((YES, OPEN, OPEN, OPEN), OPEN),  # one of four is too few
        ((NO, OPEN, NEVER), OPEN),
        ((NO, NO, OPEN, NEVER), NO),
        ((YES, NO), PARTLY),
        ((PARTLY,), PARTLY),
        ((YES, PARTLY, OPEN), PARTLY),
        ((WISH, WISH, NEVER), WISH),  # a wish is no part
        ((WISH, YES), YES),
        ((OPEN, NEVER, None), OPEN),
        ((NEVER, None), NEVER),
        ((), NEVER),
    ],
)
def test_the_whole_follows_from_its_parts(parts: tuple[Outcome | None, ...], whole: Outcome) -> None:
    assert overall(parts) is whole


def test_the_packaged_rules_can_be_read_and_put_into_words() -> None:
    rules = read_rules()
    assert len({rule.id for rule in rules}) == len(rules) == 14
    assert {rule.challenge for rule in rules} == {"geo/1", "geo/2", "geo/3", "geo/4"}
    for rule in rules:
        assert rule.label.th and rule.label.en
        assert "{" not in rule.words.th + rule.words.en


@pytest.mark.parametrize(
    "entry",
    [
        {"id": "r", "challenge": "geo/1", "kind": "guess"},
        {"id": "r", "challenge": "geo/1", "kind": "test", "wanted": "much"},
        {"id": "r", "challenge": "geo/1", "kind": "test", "wanted": "no-doubling"},
        {"id": "r", "challenge": "geo/1", "kind": "bound", "limit": 0.5},
        {"id": "r", "challenge": "geo/1", "kind": "bound", "side": "above"},
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(entry: dict[str, str | float]) -> None:
    with pytest.raises(ValueError, match="no rule"):
        parse_rule(entry)
