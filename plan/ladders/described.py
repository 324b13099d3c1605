"""An activity that does not exist yet, as the rules and an assessment see it: as if done, never confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from graph.dates import PartialDate
from graph.records import Node
from plan.ladders.kpi import Activity, Support
from plan.making.rules import Rule, RuleSet
from plan.making.situation import FIELDS, Situation


@dataclass(frozen=True)
class Described(Situation):
    """A hypothetical activity as the rules see it; `given` values stand before those of its partners."""

    given: Mapping[str, frozenset[str]] = field(default_factory=dict)
    start: PartialDate = PartialDate(1)
    end: PartialDate | None = None
    elements: tuple[Node, ...] = ()

    @cached_property
    def values(self) -> Mapping[str, frozenset[str]]:
        """Every field's values: as given, else as its partners and themes have them."""
        return {**{name: frozenset(field.read(self)) for name, field in FIELDS.items()}, **self.given}

    @property
    def id(self) -> str:
        """The id of the activity, were it on record."""
        return self.activity.id

    @property
    def name(self) -> str:
        """What the activity is called."""
        return self.activity.name

    @property
    def as_done(self) -> Activity:
        """The activity as an assessment sees it, were it done."""
        number = self.activity.number("round_no")
        return Activity(
            self.activity.id, self.start, self.end, is_done=True, dimension=self.activity.text("dimension"),
            series=self.activity.text("series"), round_no=None if number is None else int(number),
        )  # fmt: skip

    def links(self, rules: RuleSet) -> list[Link]:
        """Give the links that the rules would make, and those described directly."""
        direct = [Link(element.id, "meets", asserted=True) for element in self.elements]
        ruled = [
            Link(rule.target, rule.mode, rule.id, rule.reason_th, rule.reason_en)
            for rule in rules.accepting(self)
            if not rule.links_to_project
        ]
        return [*ruled, *direct]

    def nearest_rules(self, rules: RuleSet) -> list[tuple[Rule, list[str]]]:
        """List the rules that would move a level if the fewest other fields were so, with those fields."""
        missed = [
            (rule, list(rule.misses(self)))
            for rule in rules.rules
            if rule.moves and not rule.links_to_project
        ]
        least = min((len(names) for _, names in missed if names), default=0)
        return [(rule, names) for rule, names in missed if names and len(names) == least]


@dataclass(frozen=True)
class Link:
    """A link that a hypothetical activity would have, with the rule that makes it or an officer's word."""

    element: str
    mode: str
    rule: str = ""
    reason_th: str = ""
    reason_en: str = ""
    asserted: bool = False

    def support(self, activity: str) -> Support:
        """Give the link as an assessment sees it."""
        return Support(activity, self.element, self.mode, self.asserted)
