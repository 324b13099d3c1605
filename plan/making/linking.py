"""From rules to links: SUPPORTS and CARRIES_OUT edges, each with its rule and reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.errors import InputError
from graph.issues import Issue
from graph.records import Edge, Node
from graph.store import Store, targets
from plan.making.rules import Rule, RuleSet
from plan.making.situation import FIELDS, Situation
from queries.facts.contacts import activity_dates, plan_period
from queries.facts.rungs import kpis_above


@dataclass(frozen=True)
class Linking:
    """The links the rules made, and the activities they made none for, with the reason's key."""

    edges: list[Edge]
    unlinked: dict[str, str]


def link_activities(store: Store, rules: RuleSet) -> Linking:
    """Apply every rule to every dated activity of a graph that holds the plan.

    An activity wholly before the plan's first day is context only, whatever the rule's mode;
    it carries out no project of this plan. Raises InputError for a rule that names a record
    which the graph does not have.
    """
    for rule in rules.rules:
        _check_records(store, rule)
    if missing := [key for key in rules.unwritten if store.node(key) is None]:
        raise InputError("rule-invalid", rule="no_rule", detail=missing[0])
    edges: list[Edge] = []
    unlinked: dict[str, str] = {}
    for activity in store.nodes("Activity"):
        if activity_dates(activity) is None:
            unlinked[activity.id] = "undated"
            continue
        made = links_of(store, activity, rules)
        edges.extend(made)
        if not made:
            unlinked[activity.id] = why_unlinked(activity)
    return Linking(edges, unlinked)


def links_of(store: Store, activity: Node, rules: RuleSet) -> list[Edge]:
    """Give the links that rules make of one dated activity, as the node tells of it."""
    early = is_before_plan(store, activity)
    return list(_links(Situation.of(store, activity), rules, early=early))


def _check_records(store: Store, rule: Rule) -> None:
    """Refuse a rule that names a record which the graph does not have."""
    asked = [(name, value) for part in (rule.when, rule.unless) for name in part for value in part[name]]
    named = [
        f"{FIELDS[name].label}:{value}" if FIELDS[name].label else value
        for name, value in asked
        if FIELDS[name].is_record
    ]
    if missing := [key for key in (rule.target, *named) if store.node(key) is None]:
        raise InputError("rule-invalid", rule=rule.id, detail=missing[0])


def _links(situation: Situation, rules: RuleSet, *, early: bool) -> Iterator[Edge]:
    for rule in rules.accepting(situation):
        if not (early and rule.links_to_project):
            yield _edge(situation.activity, rule, early=early)


def lacking_links(store: Store, rules: RuleSet) -> dict[str, list[Node]]:
    """Give the activities that a project's rule would link, were they dated and done, by the project's id.

    Called-off activities and those before the plan are left out.
    """
    found: dict[str, list[Node]] = {}
    for activity in store.nodes("Activity"):
        is_open = not activity.text("start_on") or activity.text("status") not in ("done", "cancelled")
        if not is_open or is_before_plan(store, activity):
            continue
        situation = Situation.of(store, activity)
        for rule in rules.rules:
            if rule.links_to_project and set(rule.misses(situation)) <= {"status"}:
                found.setdefault(rule.target, []).append(activity)
    return found


def _edge(activity: Node, rule: Rule, *, early: bool) -> Edge:
    reasons = {"origin": "rule", "rule": rule.id, "reason_th": rule.reason_th, "reason_en": rule.reason_en}
    if rule.links_to_project:
        return Edge(activity.id, "CARRIES_OUT", rule.target, reasons)
    return Edge(activity.id, "SUPPORTS", rule.target, {**reasons, "mode": "context" if early else rule.mode})


def is_before_plan(store: Store, activity: Node) -> bool:
    """Whether an activity surely ended before the plan's first day."""
    period, dates = plan_period(store), activity_dates(activity)
    return period is not None and dates is not None and dates[1].latest < period.first


def why_unlinked(activity: Node) -> str:
    """Name why no rule linked an activity; the words stand in the registry under `unlinked-<key>`."""
    if activity.get("by_council") is True:
        return "council"
    if activity.text("status") != "done":
        return "not-done"
    if activity.text("confidence") == "low" or activity.text("role_of_bangkok") == "unknown":
        return "role-unsure"
    return "no-rule"


def compare_with_guesses(store: Store) -> tuple[int, int, list[Issue]]:
    """Compare rule links with the gatherer's guessed tactics, among activities that have both.

    Gives how many agree on some tactic, how many were compared, and an issue for each that
    does not agree. Guesses are claims: no rule reads them.
    """
    issues: list[Issue] = []
    compared = 0
    for activity in store.nodes("Activity"):
        guessed = set(activity.texts("suggested_tactics"))
        linked = {tactic.key for tactic in tactics_of(store, activity.id)}
        if not guessed or not linked:
            continue
        compared += 1
        if not guessed & linked:
            params = {"rule": ", ".join(sorted(linked)), "guess": ", ".join(sorted(guessed))}
            issues.append(Issue("link-tactic-differs", activity.id, params))
    return compared - len(issues), compared, issues


def tactics_of(store: Store, activity_id: str) -> list[Node]:
    """List the tactics an activity's SUPPORTS links lead up to."""
    found: dict[str, Node] = {}
    for supported in targets(store, activity_id, "SUPPORTS"):
        for kpi in kpis_above(store, supported):
            found.update({tactic.id: tactic for tactic in targets(store, kpi.id, "PART_OF")})
    return [found[key] for key in sorted(found)]
