"""The rules that link activities to the plan: read from `plan/data/rules.toml`, checked, applied.

A rule is data that a planner can read and change. It makes a claim, and never confirms.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib.resources import files

from graph.dates import PartialDate, parse_date
from graph.errors import InputError
from graph.records import Node
from graph.store import Store, targets
from queries.facts.contacts import activity_dates
from queries.facts.places import countries_of_activity, region_of

SUPPORT_MODES = ("meets", "produces evidence", "enables", "context")


@dataclass(frozen=True)
class Situation:
    """An activity seen by the rules: itself, its partners, and the regions of its countries."""

    activity: Node
    partners: Sequence[Node]
    themes: frozenset[str]
    regions: frozenset[str]
    places: Sequence[Node] = ()

    @classmethod
    def of(cls, store: Store, activity: Node) -> Situation:
        """Gather what rules may ask of an activity. Regions are those of the plan scheme."""
        countries = countries_of_activity(store, activity.id)
        found = (region_of(store, country, scheme="plan") for country in countries)
        return cls(
            activity,
            tuple(targets(store, activity.id, "INVOLVES")),
            frozenset(theme.key for theme in targets(store, activity.id, "ABOUT")),
            frozenset(region.key.partition("/")[2] for region in found if region is not None),
            tuple(targets(store, activity.id, "HELD_IN")),
        )

    @property
    def networks(self) -> list[Node]:
        """The city networks among the partners, so that two conditions on them ask of the same kind."""
        return [partner for partner in self.partners if partner.text("kind") == "city_network"]

    @cached_property
    def values(self) -> Mapping[str, frozenset[str]]:
        """Every field's values, worked out once for all rules."""
        return {name: frozenset(read(self)) for name, read in FIELDS.items()}

    @property
    def asean_reach(self) -> str:
        """Whether the regions are ASEAN `only`, `partly`, or `none` of them."""
        if "asean" not in self.regions:
            return "none"
        return "only" if self.regions == {"asean"} else "partly"


def _property(name: str) -> Callable[[Situation], Iterable[str]]:
    return lambda situation: (situation.activity.text(name),)


def _partner(name: str) -> Callable[[Situation], Iterable[str]]:
    return lambda situation: (partner.text(name) for partner in situation.partners)


# What a condition may look at: a field gives the values an activity has, and the condition
# holds when one of them is listed.
FIELDS: Mapping[str, Callable[[Situation], Iterable[str]]] = {
    "kind": _property("kind"),
    "role": _property("role_of_bangkok"),
    "direction": _property("direction"),
    "dimension": _property("dimension"),
    "status": _property("status"),
    "confidence": _property("confidence"),
    "theme": lambda situation: situation.themes,
    "region": lambda situation: situation.regions,
    "asean": lambda situation: (situation.asean_reach,),
    "partner": lambda situation: (partner.id for partner in situation.partners),
    "partner_label": lambda situation: (partner.label for partner in situation.partners),
    "partner_kind": _partner("kind"),
    "partner_relation": _partner("relation"),
    "network": lambda situation: (network.id for network in situation.networks),
    "network_relation": lambda situation: (network.text("relation") for network in situation.networks),
    "series": _property("series"),
    "held_in": lambda situation: (place.id for place in situation.places),
    "by_council": lambda situation: ("yes" if situation.activity.get("by_council") is True else "no",),
}
# A condition on dates holds when the activity surely begins on or after `since`, or surely ends
# by `until`; a month or year stands for its first or last day.
DATES = ("since", "until")


@dataclass(frozen=True)
class Rule:
    """One rule: where it links to, in which mode, under which conditions, and why."""

    id: str
    target: str
    mode: str
    reason_th: str
    reason_en: str
    when: Mapping[str, tuple[str, ...]]
    since: date | None = None
    until: date | None = None

    @property
    def links_to_project(self) -> bool:
        """Whether the rule says that an activity carries out a project."""
        return self.target.startswith("Project:")

    def holds(self, situation: Situation) -> bool:
        """Whether every condition of the rule holds for an activity."""
        if not all(not situation.values[name].isdisjoint(allowed) for name, allowed in self.when.items()):
            return False
        return self._fits_dates(situation.activity)

    def _fits_dates(self, activity: Node) -> bool:
        dates = activity_dates(activity)
        if self.since is None and self.until is None:
            return True
        if dates is None:
            return False
        begins_in_time = self.since is None or dates[0].earliest >= self.since
        return begins_in_time and (self.until is None or dates[1].latest <= self.until)


@dataclass(frozen=True)
class RuleSet:
    """All rules, with the version printed beside every result that rests on them."""

    version: str
    rules: Sequence[Rule]


def read_rules(source: str | None = None) -> RuleSet:
    """Read and check the rules; the packaged ones unless a text is given.

    Raises InputError that names the rule and the unknown field, mode or target.
    """
    written = source if source is not None else (files("plan") / "data" / "rules.toml").read_text("utf-8")
    try:
        document = tomllib.loads(written)
    except tomllib.TOMLDecodeError as error:
        raise InputError("rules-unreadable", reason=error) from None
    defaults = document.get("defaults", {})
    rules = [_make_rule(entry, defaults) for entry in document.get("rule", [])]
    return RuleSet(str(document.get("version", "")), tuple(rules))


def _make_rule(entry: Mapping[str, object], defaults: Mapping[str, object]) -> Rule:
    name = str(entry.get("id", "?"))
    missing = [key for key in ("id", "target", "mode", "reason_th", "reason_en", "when") if key not in entry]
    if missing:
        raise InputError("rule-invalid", rule=name, detail=f"{', '.join(missing)}?")
    conditions = entry["when"]
    if not isinstance(conditions, dict):
        raise InputError("rule-invalid", rule=name, detail="when")
    given = {**defaults, **conditions}
    when = {key: _listed(value) for key, value in given.items() if key not in DATES}
    unknown = [key for key in when if key not in FIELDS]
    if unknown:
        known = ", ".join((*FIELDS, *DATES))
        raise InputError("rule-invalid", rule=name, detail=f"when.{unknown[0]} ({known})")
    dates = {key: _read_date(name, key, given[key]) for key in DATES if key in given}
    if entry["mode"] not in SUPPORT_MODES:
        raise InputError(
            "rule-invalid", rule=name, detail=f"mode {entry['mode']} ({', '.join(SUPPORT_MODES)})"
        )
    target, mode = str(entry["target"]), str(entry["mode"])
    return Rule(
        name, target, mode, str(entry["reason_th"]), str(entry["reason_en"]), when,
        dates["since"].earliest if "since" in dates else None,
        dates["until"].latest if "until" in dates else None,
    )  # fmt: skip


def _read_date(rule: str, key: str, written: object) -> PartialDate:
    try:
        return parse_date(str(written))
    except ValueError:
        raise InputError("rule-invalid", rule=rule, detail=f"when.{key} = {written}") from None


def _listed(value: object) -> tuple[str, ...]:
    return tuple(str(part) for part in value) if isinstance(value, list) else (str(value),)
