from __future__ import annotations

from datetime import date

import pytest

from graph.texts import same
from queries.balance.sentences import Reading
from queries.balance.verdict_rules import Evidence, Outcome, Rule, overall, parse_rule, read_rules
from queries.measures.intervals import Interval

YES, NO, OPEN, NEVER = (
    Outcome.SUPPORTED, Outcome.NOT_SUPPORTED, Outcome.CANNOT_TELL, Outcome.NOT_MEASURABLE,
)  # fmt: skip


def evidence(value: float | None = 0.5, interval: Interval | None = None, **more: object) -> Evidence:
    name = same("x")
    reading = Reading(name, "count", value, "share", 9, name, date(2026, 1, 1), interval=interval)
    return Evidence(reading, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("verdicts", "outcome"),
    [
        (("above", "above"), YES),
        (("above", "cannot-tell"), OPEN),
        (("below", "cannot-tell"), NO),  # none is, and half of them tell
        (("below", "cannot-tell", "none"), OPEN),
        (("cannot-tell", "cannot-tell"), OPEN),
        ((), OPEN),
    ],
)
def test_verdicts_against_yardsticks(verdicts: tuple[str, ...], outcome: Outcome) -> None:
    assert Rule("r", "geo/1", "test", wanted="above").judge(evidence(verdicts=verdicts)) is outcome


@pytest.mark.parametrize(("value", "outcome"), [(0.5, YES), (0.51, OPEN), (0.75, NO), (None, OPEN)])
def test_a_threshold_on_a_complete_set(value: float | None, outcome: Outcome) -> None:
    rule = Rule("r", "geo/2", "threshold", supported=0.5, refuted=0.75)
    assert rule.judge(evidence(value)) is outcome
    upside_down = Rule("r", "geo/2", "threshold", supported=0.75, refuted=0.5)
    swapped = {YES: NO, NO: YES, OPEN: OPEN}
    assert value is None or upside_down.judge(evidence(value)) is swapped[outcome]


@pytest.mark.parametrize(
    ("interval", "outcome"),
    [(Interval(0.51, 0.9), YES), (Interval(0.4, 0.6), OPEN), (Interval(0.1, 0.49), NO), (None, OPEN)],
)
def test_an_interval_must_lie_on_one_side(interval: Interval | None, outcome: Outcome) -> None:
    assert Rule("r", "geo/3", "interval", side="above", limit=0.5).judge(evidence(0.5, interval)) is outcome


def test_a_chance_supports_or_leaves_open() -> None:
    rule = Rule("r", "geo/3", "chance", limit=0.05)
    assert rule.judge(evidence(chances=(0.0001, 0.05))) is YES
    assert rule.judge(evidence(chances=(0.0001, 0.06))) is OPEN
    assert rule.judge(evidence()) is OPEN


def test_what_has_no_measure_and_what_is_context() -> None:
    assert Rule("r", "geo/1", "none").judge(None) is NEVER
    assert Rule("r", "geo/1", "context").judge(evidence()) is None
    assert Rule("r", "geo/1", "chance", limit=0.05).judge(None) is OPEN


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ((YES, OPEN, None), YES),
        ((NO, OPEN, NEVER), NO),
        ((YES, NO), Outcome.PARTLY),
        ((OPEN, NEVER, None), OPEN),
        ((NEVER, None), NEVER),
        ((), NEVER),
    ],
)
def test_the_whole_follows_from_its_parts(parts: tuple[Outcome | None, ...], whole: Outcome) -> None:
    assert overall(parts) is whole


def test_the_packaged_rules_can_be_read_and_put_into_words() -> None:
    rules = read_rules()
    assert len({rule.id for rule in rules}) == len(rules) == 16
    assert {rule.challenge for rule in rules} == {"geo/1", "geo/2", "geo/3", "geo/4"}
    for rule in rules:
        assert rule.label.th and rule.label.en
        assert "{" not in rule.words.th + rule.words.en


@pytest.mark.parametrize(
    "entry",
    [
        {"id": "r", "challenge": "geo/1", "kind": "guess"},
        {"id": "r", "challenge": "geo/1", "kind": "test", "wanted": "much"},
        {"id": "r", "challenge": "geo/1", "kind": "threshold", "supported": 0.5, "refuted": 0.5},
        {"id": "r", "challenge": "geo/1", "kind": "interval", "limit": 0.5},
        {"id": "r", "challenge": "geo/1", "kind": "chance"},
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(entry: dict[str, str | float]) -> None:
    with pytest.raises(ValueError, match="no rule"):
        parse_rule(entry)
