"""Where no rule is written: the words that it is so, with the reason the rules file gives."""

from __future__ import annotations

from graph.texts import Label, text
from plan.ladders.trace import Trace
from plan.making.rules import RuleSet


def no_rule(element: str, rules: RuleSet) -> Label:
    """Say that no rule is written for a KPI or project (by id), and why where a reason is given."""
    reason = rules.unwritten.get(element)
    return text("plan", "no-rule") if reason is None else text("plan", "no-rule-because", reason=reason)


def no_rule_notes(found: Trace, rules: RuleSet) -> list[Label]:
    """Name the KPIs and projects of a trace for which no rule is written, once for each reason.

    A trace from activities has none: what links are its own.
    """
    if found.narrowed:
        return []
    projects = (project for traced in found.kpis for project in traced.projects)
    nodes = [found.start] if found.start.label == "Project" else [*(t.kpi for t in found.kpis), *projects]
    by_reason: dict[Label, list[str]] = {}
    for node in nodes:
        if node.id in rules.unwritten:
            by_reason.setdefault(rules.unwritten[node.id], []).append(node.key)
    return [
        text("plan", "note-no-rule", ids=", ".join(dict.fromkeys(keys)), reason=reason)
        for reason, keys in by_reason.items()
    ]
