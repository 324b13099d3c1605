"""Rules that take evidence to a verdict on what the plan says: data, read from `verdict_rules.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import Literal, get_args

from graph.texts import Label, join_labels, text
from queries.balance.sentences import Reading, show_value
from queries.measures.intervals import Interval

Kind = Literal["test", "bound", "wish", "none", "context"]


class Outcome(StrEnum):
    """What evidence lets one say of a part of a challenge, or of the whole."""

    SUPPORTED = "supported"
    NOT_SUPPORTED = "not-supported"
    PARTLY = "partly"
    CANNOT_TELL = "cannot-tell"
    NOT_MEASURABLE = "not-measurable"
    WISH = "wish"

    @property
    def label(self) -> Label:
        """The outcome in words."""
        return text("challenges", f"outcome-{self.value}")


@dataclass(frozen=True)
class Evidence:
    """One measured thing: its reading, what may be said of it, and the records it rests on.

    `verdicts` are codes against yardsticks (above, below, no-doubling, cannot-tell, none), `bound` the
    ends between which a value lies, whatever the unknown is. `said` adds to the reading's sentence;
    `how` has the tests' figures, for who asks how it was counted.
    """

    reading: Reading
    records: Sequence[str] = ()
    verdicts: Sequence[str] = ()
    bound: Interval | None = None
    said: Label | None = None
    how: Label | None = None

    @property
    def sentence(self) -> Label:
        """The reading's sentence, and what may be said of it."""
        return (
            self.reading.sentence
            if self.said is None
            else join_labels((self.reading.sentence, self.said), " ")
        )


@dataclass(frozen=True)
class Rule:
    """One rule: the part of a challenge it speaks of, its kind and its thresholds (ours)."""

    id: str
    challenge: str
    kind: Kind
    wanted: str = ""
    side: str = ""
    limit: float = 0.0

    @property
    def label(self) -> Label:
        """What the part says."""
        return text("challenges", f"part-{self.id}")

    @property
    def words(self) -> Label:
        """The rule with its thresholds."""
        wanted = text("balance", f"verdict-{self.wanted}") if self.wanted else ""
        side = f"-{self.side}" if self.side else ""
        limit = show_value(self.limit, "share")
        return text("challenges", f"rule-{self.kind}{side}", wanted=wanted, limit=limit)

    def judge(self, evidence: Evidence | None) -> Outcome | None:
        """Judge the evidence; None for context, which decides nothing."""
        if self.kind in _UNJUDGED:
            return _UNJUDGED[self.kind]
        if evidence is None:
            return Outcome.CANNOT_TELL
        return _test(self, evidence) if self.kind == "test" else _bound(self, evidence)


_UNJUDGED = {"context": None, "wish": Outcome.WISH, "none": Outcome.NOT_MEASURABLE}


def _test(rule: Rule, evidence: Evidence) -> Outcome:
    found = list(evidence.verdicts)
    hits = found.count(rule.wanted)
    if found and hits == len(found):
        return Outcome.SUPPORTED
    if hits:
        return Outcome.PARTLY if 2 * hits >= len(found) else Outcome.CANNOT_TELL
    told = sum(verdict not in ("cannot-tell", "none") for verdict in found)
    return Outcome.NOT_SUPPORTED if found and 2 * told >= len(found) else Outcome.CANNOT_TELL


def _bound(rule: Rule, evidence: Evidence) -> Outcome:
    if evidence.bound is None:
        return Outcome.CANNOT_TELL
    above, below = evidence.bound.low > rule.limit, evidence.bound.high < rule.limit
    wanted, other = (above, below) if rule.side == "above" else (below, above)
    if wanted:
        return Outcome.SUPPORTED
    return Outcome.NOT_SUPPORTED if other else Outcome.CANNOT_TELL


_TOLD = (Outcome.SUPPORTED, Outcome.NOT_SUPPORTED, Outcome.PARTLY)


def overall(outcomes: Sequence[Outcome | None]) -> Outcome:
    """Give a challenge's verdict from those of its parts; wishes and context do not count among them.

    Supported or not supported where at least half of the parts can be told and all these say so;
    partly where at least half can be told and they differ; cannot tell where fewer can. Without
    any part to judge: a wish, or not measurable.
    """
    parts = [each for each in outcomes if each is not None and each is not Outcome.WISH]
    told = [each for each in parts if each in _TOLD]
    if told and 2 * len(told) >= len(parts):
        return told[0] if len(set(told)) == 1 else Outcome.PARTLY
    if told or Outcome.CANNOT_TELL in parts:
        return Outcome.CANNOT_TELL
    return Outcome.WISH if Outcome.WISH in outcomes else Outcome.NOT_MEASURABLE


def read_rules() -> list[Rule]:
    """Read the rules in their order. Raises ValueError for one that contradicts itself."""
    raw = tomllib.loads((files("queries") / "data" / "verdict_rules.toml").read_text("utf-8"))
    return [parse_rule(entry) for entry in raw["rule"]]


def parse_rule(entry: Mapping[str, str | float]) -> Rule:
    """Make a rule of its table. Raises ValueError for an unknown kind, or thresholds it cannot have."""
    rule = Rule(**entry)  # type: ignore[arg-type]
    needs = {
        "test": rule.wanted in ("above", "below"),
        "bound": rule.side in ("above", "below") and 0 < rule.limit < 1,
    }
    if rule.kind not in get_args(Kind) or not needs.get(rule.kind, True):
        raise ValueError(f"no rule: {dict(entry)}")
    return rule
