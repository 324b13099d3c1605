"""Rules that take evidence to a verdict on what the plan says: data, read from `verdict_rules.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import Literal, get_args

from graph.texts import Label, text
from queries.balance.sentences import Reading, show_value

Kind = Literal["test", "threshold", "interval", "chance", "none", "context"]


class Outcome(StrEnum):
    """What evidence lets one say of a part of a challenge, or of the whole."""

    SUPPORTED = "supported"
    NOT_SUPPORTED = "not-supported"
    PARTLY = "partly"
    CANNOT_TELL = "cannot-tell"
    NOT_MEASURABLE = "not-measurable"

    @property
    def label(self) -> Label:
        """The outcome in words."""
        return text("challenges", f"outcome-{self.value}")


@dataclass(frozen=True)
class Evidence:
    """One measured thing: its reading, what tests said of it, and the records it rests on.

    `verdicts` are codes against yardsticks (above, below, in-line, cannot-tell, none), `chances`
    Monte-Carlo p-values. `said` adds to the reading's sentence what both came to.
    """

    reading: Reading
    records: Sequence[str] = ()
    verdicts: Sequence[str] = ()
    chances: Sequence[float] = ()
    said: Label | None = None

    @property
    def sentence(self) -> Label:
        """The reading's sentence, and what the tests came to."""
        if self.said is None:
            return self.reading.sentence
        sentence = self.reading.sentence
        return Label(f"{sentence.th} {self.said.th}", f"{sentence.en} {self.said.en}")


@dataclass(frozen=True)
class Rule:
    """One rule: the part of a challenge it speaks of, its kind and its thresholds (ours)."""

    id: str
    challenge: str
    kind: Kind
    wanted: str = ""
    side: str = ""
    limit: float = 0.0
    supported: float = 0.0
    refuted: float = 0.0

    @property
    def label(self) -> Label:
        """What the part says."""
        return text("challenges", f"part-{self.id}")

    @property
    def words(self) -> Label:
        """The rule with its thresholds."""
        wanted = text("balance", f"verdict-{self.wanted}") if self.wanted else ""
        share = {name: show_value(getattr(self, name), "share") for name in ("limit", "supported", "refuted")}
        side = f"-{self.side}" if self.side else ""
        return text("challenges", f"rule-{self.kind}{side}", wanted=wanted, p=f"{self.limit:g}", **share)

    def judge(self, evidence: Evidence | None) -> Outcome | None:
        """Judge the evidence; None for context, which decides nothing."""
        if self.kind == "context":
            return None
        if self.kind == "none":
            return Outcome.NOT_MEASURABLE
        if evidence is None or (evidence.reading.value is None and not evidence.verdicts):
            return Outcome.CANNOT_TELL
        return _JUDGES[self.kind](self, evidence)


def _test(rule: Rule, evidence: Evidence) -> Outcome:
    found = list(evidence.verdicts)
    hits = found.count(rule.wanted)
    if found and hits == len(found):
        return Outcome.SUPPORTED
    told = sum(verdict not in ("cannot-tell", "none") for verdict in found)
    return Outcome.NOT_SUPPORTED if not hits and found and 2 * told >= len(found) else Outcome.CANNOT_TELL


def _threshold(rule: Rule, evidence: Evidence) -> Outcome:
    value = evidence.reading.value
    sign = 1 if rule.supported < rule.refuted else -1
    if value is None:
        return Outcome.CANNOT_TELL
    if sign * value <= sign * rule.supported:
        return Outcome.SUPPORTED
    return Outcome.NOT_SUPPORTED if sign * value >= sign * rule.refuted else Outcome.CANNOT_TELL


def _interval(rule: Rule, evidence: Evidence) -> Outcome:
    interval = evidence.reading.interval
    if interval is None:
        return Outcome.CANNOT_TELL
    above, below = interval.low > rule.limit, interval.high < rule.limit
    wanted, other = (above, below) if rule.side == "above" else (below, above)
    if wanted:
        return Outcome.SUPPORTED
    return Outcome.NOT_SUPPORTED if other else Outcome.CANNOT_TELL


def _chance(rule: Rule, evidence: Evidence) -> Outcome:
    small = bool(evidence.chances) and all(p <= rule.limit for p in evidence.chances)
    return Outcome.SUPPORTED if small else Outcome.CANNOT_TELL


_JUDGES = {"test": _test, "threshold": _threshold, "interval": _interval, "chance": _chance}


def overall(outcomes: Sequence[Outcome | None]) -> Outcome:
    """Give a challenge's verdict from those of its parts.

    Supported or not supported where every part that can be told says so, partly where both
    occur, cannot tell where none can, and not measurable where no part is measured.
    """
    told = {each for each in outcomes if each in (Outcome.SUPPORTED, Outcome.NOT_SUPPORTED)}
    if len(told) == 2:
        return Outcome.PARTLY
    if told:
        return told.pop() or Outcome.CANNOT_TELL
    decided = [outcome for outcome in outcomes if outcome is not None]
    return Outcome.CANNOT_TELL if Outcome.CANNOT_TELL in decided else Outcome.NOT_MEASURABLE


def read_rules() -> list[Rule]:
    """Read the rules in their order. Raises ValueError for one that contradicts itself."""
    raw = tomllib.loads((files("queries") / "data" / "verdict_rules.toml").read_text("utf-8"))
    return [parse_rule(entry) for entry in raw["rule"]]


def parse_rule(entry: Mapping[str, str | float]) -> Rule:
    """Make a rule of its table. Raises ValueError for an unknown kind, or thresholds it cannot have."""
    rule = Rule(**entry)  # type: ignore[arg-type]
    needs = {
        "test": rule.wanted in ("above", "below", "in-line"),
        "threshold": rule.supported != rule.refuted,
        "interval": rule.side in ("above", "below"),
        "chance": 0 < rule.limit < 1,
    }
    if rule.kind not in get_args(Kind) or not needs.get(rule.kind, True):
        raise ValueError(f"no rule: {dict(entry)}")
    return rule
