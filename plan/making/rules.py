"""The rules that link activities to the plan: read from `plan/data/rules.toml`, checked, applied.

A rule is data that a planner can read and change. It makes a claim, and never confirms.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from importlib.resources import files

from graph.dates import PartialDate, Period, parse_date
from graph.errors import InputError
from graph.texts import Label
from plan.making.situation import FIELDS, Situation
from queries.facts.contacts import activity_dates

# From the strongest. Those of a rule move a level; what stands beside a KPI enables it.
MODES = ("meets", "produces evidence", "enables")
# A condition on dates holds when the activity surely has a day from `since` to `until`; a month or
# year stands for its first or last day. So a rule reads dates as the years of a KPI do.
DATES = ("since", "until")
# Names the least role, and stands for it and for every role above it.
LEAST_ROLE = "role_at_least"

Conditions = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Rule:
    """One rule: where it links to, in which mode, under which conditions, and why.

    `owner` is the id of the KPI or project under which the file has it; `unless` names values that
    keep it from holding.
    """

    id: str
    owner: str
    target: str
    mode: str
    reason_th: str
    reason_en: str
    when: Conditions
    unless: Conditions = field(default_factory=dict)
    window: Period | None = None

    @property
    def links_to_project(self) -> bool:
        """Whether the rule says that an activity carries out a project."""
        return self.target.startswith("Project:")

    @property
    def moves(self) -> bool:
        """Whether the rule is more than a word beside a KPI."""
        return self.mode in MODES[:2]

    def holds(self, situation: Situation) -> bool:
        """Whether every condition of the rule holds for an activity."""
        return next(self.misses(situation), None) is None

    def misses(self, situation: Situation) -> Iterator[str]:
        """Name the fields for which the rule does not hold, in its own order."""
        values = situation.values
        yield from (name for name, listed in self.when.items() if values[name].isdisjoint(listed))
        yield from (name for name, listed in self.unless.items() if not values[name].isdisjoint(listed))
        if self.window is not None:
            dates = activity_dates(situation.activity)
            if dates is None or not self.window.surely_overlaps(*dates):
                yield "date"


@dataclass(frozen=True)
class RuleSet:
    """All rules, with the version printed beside every result that rests on them.

    `unwritten` gives the reason, by the id of a KPI or project, for which no rule that moves it
    is written.
    """

    version: str
    rules: Sequence[Rule]
    unwritten: Mapping[str, Label] = field(default_factory=dict)

    @cached_property
    def targets(self) -> frozenset[str]:
        """The ids of all that a rule moves: levels, criteria, KPIs, projects."""
        return frozenset(rule.target for rule in self.rules if rule.moves)

    def accepting(self, situation: Situation) -> list[Rule]:
        """List the rules that link an activity, in the file's order: one for each thing it is linked to.

        Of several that lead to one thing the strongest is taken, among equals the first. A rule
        beside a KPI gives way to one that moves it.
        """
        holding = [rule for rule in self.rules if rule.holds(situation)]
        best: dict[str, Rule] = {}
        for rule in sorted(holding, key=lambda rule: MODES.index(rule.mode)):
            best.setdefault(rule.target, rule)
        moved = {rule.owner for rule in best.values() if rule.moves}
        chosen = {rule.id for rule in best.values() if rule.moves or rule.owner not in moved}
        return [rule for rule in holding if rule.id in chosen]


def read_rules(source: str | None = None) -> RuleSet:
    """Read and check the rules; the packaged ones unless a text is given.

    Raises InputError that names the rule and the unknown field, value, mode or target.
    """
    written = source if source is not None else (files("plan") / "data" / "rules.toml").read_text("utf-8")
    try:
        document = tomllib.loads(written)
    except tomllib.TOMLDecodeError as error:
        raise InputError("rules-unreadable", reason=error) from None
    return _Reader(document).read()


Table = Mapping[str, object]
_REASONS = ("reason_th", "reason_en")
_SHARED = ("is", "when", "unless")
_GROUP = ("key", "rule", "beside", *_SHARED)
_ENTRY = ("id", "on", "mode", *_REASONS, *_SHARED)


class _Reader:
    """Reads one rules file. A class, because every rule is read with the file's defaults and definitions."""

    def __init__(self, document: Table) -> None:
        self._document = document
        self._ladders = [_listed(line) for line in _as_list(document.get("role_ladders"))]
        self._defaults = self._conditions("defaults", _as_table(document.get("defaults")))
        self._definitions = _as_table(document.get("definition"))

    def read(self) -> RuleSet:
        known = ("version", "role_ladders", "defaults", "definition", "kpi", "project", "no_rule")
        _check_names("rules.toml", self._document, known)
        rules = [rule for label in ("Kpi", "Project") for rule in self._labelled(label)]
        _check_ids(rules)
        unwritten = {str(key): reason for keys, reason in self._unwritten() for key in keys}
        if ruled := [rule.id for rule in rules if rule.moves and rule.owner in unwritten]:
            raise _invalid(ruled[0], "no_rule")
        return RuleSet(str(self._document.get("version", "")), tuple(rules), unwritten)

    def _unwritten(self) -> Iterator[tuple[tuple[str, ...], Label]]:
        for entry in map(_as_table, _as_list(self._document.get("no_rule"))):
            keys = _listed(entry.get("of", []))
            name = ", ".join(keys) or "no_rule"
            _check_names(name, entry, ("of", *_REASONS))
            _check_given(name, entry, ("of", *_REASONS))
            yield keys, Label(str(entry["reason_th"]), str(entry["reason_en"]))

    def _labelled(self, label: str) -> Iterator[Rule]:
        for group in map(_as_table, _as_list(self._document.get(label.lower()))):
            owner = f"{label}:{group.get('key', '?')}"
            _check_names(owner, group, _GROUP)
            _check_given(owner, group, ("key",))
            yield from self._group(owner, group)

    def _group(self, owner: str, group: Table) -> Iterator[Rule]:
        """Read the rules of a KPI or project; what the group asks is asked of each that moves it."""
        for entry in map(_as_table, _as_list(group.get("rule"))):
            yield self._rule(owner, entry, shared=group)
        for entry in map(_as_table, _as_list(group.get("beside"))):
            yield self._rule(owner, {**entry, "mode": MODES[2]}, shared={})

    def _rule(self, owner: str, entry: Table, *, shared: Table) -> Rule:
        name = str(entry.get("id", f"{owner}: ?"))
        _check_names(name, entry, _ENTRY)
        given = entry if owner.startswith("Kpi:") else {"mode": MODES[0], **entry}
        _check_given(name, given, ("id", "mode", *_REASONS))
        if given["mode"] not in MODES:
            raise _invalid(name, f"mode {given['mode']} ({', '.join(MODES[:2])})")
        when, unless, window = self._asked(name, shared, given)
        return Rule(
            name,
            owner,
            _target(owner, str(entry.get("on", ""))),
            str(given["mode"]),
            str(given["reason_th"]),
            str(given["reason_en"]),
            {**self._defaults, **when},
            unless,
            window,
        )

    def _asked(self, rule: str, *parts: Table) -> tuple[Conditions, Conditions, Period | None]:
        """Join what the definitions, the group and the rule ask: each field once."""
        when: dict[str, object] = {}
        unless: dict[str, object] = {}
        for part in self._with_definitions(rule, parts):
            for name, into in (("when", when), ("unless", unless)):
                asked = part.get(name, {})
                if not isinstance(asked, dict):
                    raise _invalid(rule, name)
                if twice := [key for key in asked if key in into]:
                    raise _invalid(rule, f"{name}.{twice[0]} x 2")
                into.update(asked)
        dates = {key: _read_date(rule, key, when.pop(key)) for key in DATES if key in when}
        return self._conditions(rule, when), self._conditions(rule, unless), _window(dates)

    def _with_definitions(self, rule: str, parts: Iterable[Table]) -> Iterator[Table]:
        for part in parts:
            for name in _listed(part.get("is", [])):
                if name not in self._definitions:
                    raise _invalid(rule, f"is {name} ({', '.join(self._definitions)})")
                definition = _as_table(self._definitions[name])
                _check_names(f"definition.{name}", definition, ("when", "unless"))
                yield definition
            yield part

    def _conditions(self, rule: str, asked: Table) -> Conditions:
        return dict(self._condition(rule, name, _listed(value)) for name, value in asked.items())

    def _condition(self, rule: str, name: str, listed: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        if name == LEAST_ROLE:
            return "role", self._roles_from(rule, listed)
        if name not in FIELDS:
            raise _invalid(rule, f"when.{name} ({', '.join((*FIELDS, LEAST_ROLE, *DATES))})")
        allowed = FIELDS[name].allowed
        if allowed and (wrong := [value for value in listed if value not in allowed]):
            near = get_close_matches(wrong[0], allowed, n=3) or allowed
            raise _invalid(rule, f"when.{name} = {wrong[0]} ({', '.join(near)})")
        return name, listed

    def _roles_from(self, rule: str, listed: tuple[str, ...]) -> tuple[str, ...]:
        """Give a role with every role above it on a ladder, lowest first."""
        known = tuple(dict.fromkeys(role for ladder in self._ladders for role in ladder))
        if len(listed) != 1 or listed[0] not in known:
            raise _invalid(rule, f"when.{LEAST_ROLE} = {', '.join(listed)} ({', '.join(known)})")
        found = set(listed)
        while more := {role for ladder in self._ladders for role in _above(ladder, found)} - found:
            found |= more
        return tuple(role for role in known if role in found)


def _above(ladder: Sequence[str], roles: Iterable[str]) -> set[str]:
    return {above for role in roles if role in ladder for above in ladder[ladder.index(role) :]}


def _target(owner: str, on: str) -> str:
    """Give the id that a rule leads to: the KPI or project itself, or a level or criterion of the KPI."""
    label = ("", "Level", "Criterion")[min(on.count("/") + 1, 2) if on else 0]
    return f"{label}:{owner.partition(':')[2]}/{on}" if on else owner


def _check_ids(rules: Sequence[Rule]) -> None:
    ids = [rule.id for rule in rules]
    if twice := [name for name in ids if ids.count(name) > 1]:
        raise _invalid(twice[0], "id x 2")


def _check_names(place: str, entry: Table, known: Sequence[str]) -> None:
    if unknown := [name for name in entry if name not in known]:
        raise _invalid(place, f"{unknown[0]} ({', '.join(known)})")


def _check_given(place: str, entry: Table, needed: Sequence[str]) -> None:
    if missing := [name for name in needed if not entry.get(name)]:
        raise _invalid(place, f"{', '.join(missing)}?")


def _read_date(rule: str, key: str, written: object) -> PartialDate:
    try:
        return parse_date(str(written))
    except ValueError:
        raise _invalid(rule, f"when.{key} = {written}") from None


def _window(dates: Mapping[str, PartialDate]) -> Period | None:
    if not dates:
        return None
    since, until = dates.get("since"), dates.get("until")
    return Period(date.min if since is None else since.earliest, date.max if until is None else until.latest)


def _invalid(rule: str, detail: str) -> InputError:
    return InputError("rule-invalid", rule=rule, detail=detail)


def _as_table(value: object) -> Table:
    return value if isinstance(value, dict) else {}


def _as_list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


def _listed(value: object) -> tuple[str, ...]:
    return tuple(str(part) for part in value) if isinstance(value, list) else (str(value),)
