"""The next steps of a KPI as a table and as the JSON that scripts rely on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.records import Node
from graph.schema import SCHEMA, codes
from graph.store import Store, require_node, sources, targets
from graph.texts import Label, join_labels, same, text
from plan.answers.overview import joined, keyed, name_of
from plan.clock import CLOCKS
from plan.ladders.asks import Ask
from plan.ladders.next_steps import NextGoal, NextSteps, Step, next_steps
from plan.ladders.plan_records import read_plan_records
from plan.making.assemble import Assembly
from plan.making.rules import Conditions, Rule, RuleSet, read_rules
from plan.making.situation import FIELDS
from queries.facts.lookup import find_record
from queries.table import ABSENT, Cell, Table, columns, date_cell, list_cell, number_cell

_RULES, _PENDING = codes.labels(codes.KPI_RULE), codes.labels(codes.EVIDENCE_PENDING)
# Conditions that every rule shares say nothing on which activity to hold.
_SHARED = ("status", "by_council", "confidence")


_NEXT = columns(
    "level is_target rule choice element summary step least least_unit asks papers_on* unsure* denied_by*",
    subjects=("planning",), level="level", choice="choice", least="number",
)  # fmt: skip
_NAMED = columns("record name date bearing", subjects=("planning", "plan"))
_HELP = columns("element summary accepts projects owner", subjects=("planning",))


@dataclass(frozen=True)
class Advice:
    """What helps with a step: who owns the KPI, which projects advance it, which rules would accept what."""

    owners: Sequence[Node]
    projects: Sequence[Node]
    rules: Sequence[Rule]


def answer_next(
    held: Assembly, kpi: str, *, year: int | None, clock: str, as_of: date
) -> tuple[list[Table], dict[str, object]]:
    """Answer what a KPI lacks in a year (the running one if none is named), as tables and as data.

    Raises QuestionError for an unknown KPI, with the nearest, or a year that the plan does not have.
    """
    node = find_record(held.store, kpi, labels=("Kpi",), command="bfa plan show")
    book = read_plan_records(
        held.store, as_of=as_of, clock=CLOCKS[clock], kpis=[node.id], rules=held.rules_version
    )
    rules = read_rules()
    wanted = book.running_year if year is None else book.check_year(year)
    found = next_steps(book, node.id, year=wanted)
    return next_tables(held.store, found, as_of=as_of, rules=rules), next_data(held.store, found, rules=rules)


def advise(store: Store, kpi: str, step: Step, *, rules: RuleSet) -> Advice:
    """Find what helps with a step of a KPI (by id)."""
    element = store.node(step.element)
    above = targets(store, step.element, "PART_OF") if element is not None and element.label != "Kpi" else []
    named = {step.element, *(node.id for node in above if node.label == "Level")}
    accepting = [rule for rule in rules.rules if rule.target in named and rule.moves]
    closed = step.is_measured or step.kind == "decide"
    return Advice(sources(store, kpi, "LEADS"), sources(store, kpi, "ADVANCES"), () if closed else accepting)


def next_tables(store: Store, found: NextSteps, *, as_of: date, rules: RuleSet) -> list[Table]:
    """Give the next steps as tables: set by set, the records that they name, and what helps."""
    kpi = store.node(found.now.kpi)
    key = found.now.kpi if kpi is None else kpi.key
    rows = [row for goal in found.goals for row in _goal_rows(store, goal)]
    advised = _help_rows(store, found, rules)
    return [
        Table(
            "plan-next", _title(key, found), _NEXT, rows, as_of, text("planning", "unit-steps"), len(rows),
            benchmark=text("plan", "benchmark-target"), records=_records(found),
            notes=_notes(found, as_of, rules),
        ),
        _named_table(store, found, as_of=as_of),
        Table(
            "plan-next-help", text("planning", "title-help", n=len(advised)), _HELP, advised, as_of,
            text("planning", "unit-elements"), len(advised), records=[found.now.kpi],
            notes=[text("plan", "note-rules", version=rules.version)],
        ),
    ]  # fmt: skip


def _title(kpi: str, found: NextSteps) -> Label:
    shown = {"kpi": kpi, "year": found.now.year}
    if not found.goals:
        return text("planning", "title-next-none", **shown)
    goal = next((goal for goal in found.goals if goal.is_target), found.goals[0])
    level = f"{goal.value:g}"
    if not goal.sets:
        key = "title-next-out" if found.is_closed else "title-next-none"
        return text("planning", key, level=level, **shown)
    papers = sum(1 for step in goal.sets[0] if step.kind == "paper")
    return text(
        "planning",
        "title-next-closed" if found.is_closed else "title-next",
        level=level,
        rule=_RULES[goal.rule],
        papers=papers,
        do=len(goal.sets[0]) - papers,
        **shown,
    )


def _notes(found: NextSteps, as_of: date, rules: RuleSet) -> list[Label]:
    now = found.now
    notes = [text("plan", f"clock-{now.clock}"), text("plan", "note-assumed"), text("planning", "note-steps")]
    if found.is_closed:
        notes.append(text("planning", "note-closed", year=now.year))
    if found.case.kpi.kind == "count":
        notes.append(text("planning", "note-count-steps"))
    if found.judged_on > as_of:
        days = {"day": found.judged_on.isoformat(), "as_of": as_of.isoformat()}
        notes.append(text("planning", "note-judged", **days))
    if found.nearby:
        notes.append(text("planning", "note-nearby", n=len(found.nearby)))
    held = text("planning", "note-held", n=now.records_held, year=now.year)
    return [*notes, held, text("plan", "note-records"), text("plan", "note-rules", version=rules.version)]


def _steps(found: NextSteps) -> Iterator[Step]:
    return (step for goal in found.goals for chosen in goal.sets for step in chosen)


def _records(found: NextSteps) -> list[str]:
    return sorted({found.now.kpi, *(key for keys in _bearing(found).values() for key in keys)})


def _bearing(found: NextSteps) -> dict[str, Iterable[str]]:
    """Sort the records that the steps name (by id) by how they bear on them."""
    steps = list(_steps(found))
    return {
        "claims": dict.fromkeys(key for step in steps for key in step.claimed_by),
        "unsure": dict.fromkeys(key for step in steps for key in step.unsure),
        "denies": dict.fromkeys(key for step in steps for key in step.denied_by),
        "nearby": found.nearby,
    }


def _named_table(store: Store, found: NextSteps, *, as_of: date) -> Table:
    """Name every record that the steps give by its key, with its day and how it bears on them."""
    rows: list[dict[str, Cell]] = [
        {
            "record": node.key,
            "name": name_of(node),
            "date": date_cell(node.text("start_on") or node.text("dated_on") or node.text("measured_on")),
            "bearing": text("planning", f"bearing-{how}"),
        }
        for how, keys in _bearing(found).items()
        for node in (require_node(store, key) for key in sorted(keys))
    ]
    return Table(
        "plan-next-records", text("planning", "title-next-records", n=len(rows)), _NAMED, rows, as_of,
        text("planning", "unit-records"), len(rows), records=_records(found),
    )  # fmt: skip


def _goal_rows(store: Store, goal: NextGoal) -> Iterator[dict[str, Cell]]:
    for number, steps in enumerate(goal.sets, 1):
        for step in steps:
            yield {
                "level": number_cell(goal.value), "is_target": goal.is_target, "rule": _RULES[goal.rule],
                "choice": number, "element": step.element.partition(":")[2],
                "summary": _summary(store, step), "step": text("planning", f"step-{step.kind}"),
                "least": number_cell(step.least), "least_unit": text("planning", f"in-{step.unit}"),
                "asks": _asks(store, step), "papers_on": ", ".join(step.claimed_by) or ABSENT,
                "unsure": ", ".join(step.unsure) or ABSENT, "denied_by": ", ".join(step.denied_by) or ABSENT,
            }  # fmt: skip


def _asks(store: Store, step: Step) -> Cell:
    """Say what a paper on each record must say; records that ask for the same are named together."""
    alike: dict[tuple[Ask, str], list[str]] = {}
    for key, ask in step.asks.items():
        alike.setdefault((ask, _open_question(store, key, ask)), []).append(key)
    return list_cell(
        text(
            "planning",
            f"ask-{ask}",
            records=", ".join(key.partition(":")[2] for key in keys),
            element=step.element.partition(":")[2],
            why=_PENDING[why] if why else same(""),
        )
        for (ask, why), keys in alike.items()
    )


def _open_question(store: Store, key: str, ask: Ask) -> str:
    node = store.node(key) if ask == "settle" else None
    return "" if node is None else node.text("pending")


def _help_rows(store: Store, found: NextSteps, rules: RuleSet) -> list[dict[str, Cell]]:
    """Say once for each element what its rules accept, which projects advance it, and who owns it."""
    steps = {
        step.element: replace(step, dimension="", is_continuing=False)
        for step in _steps(found)
        if step.kind != "paper"
    }
    rows: list[dict[str, Cell]] = []
    for step in (steps[key] for key in sorted(steps)):
        advice = advise(store, found.now.kpi, step, rules=rules)
        rows.append({
            "element": step.element.partition(":")[2], "summary": _summary(store, step),
            "accepts": _accepted(step, advice), "projects": joined(map(keyed, advice.projects)),
            "owner": joined(map(name_of, advice.owners)),
        })  # fmt: skip
    return rows


def _summary(store: Store, step: Step) -> Label:
    """Say in words what is missing."""
    if step.dimension:
        return text("planning", "step-dimension", dimension=_value("dimension", step.dimension))
    if step.is_continuing:
        return text("planning", "step-continuing")
    element = store.node(step.element)
    return same(step.element) if element is None else name_of(element)


def _accepted(step: Step, advice: Advice) -> Label:
    if step.kind == "decide":
        return text("planning", "accepts-decide")
    if step.is_measured:
        return text("planning", "accepts-measure")
    if not advice.rules:
        return text("planning", "accepts-no-rule")
    words = [rule_words(rule) for rule in advice.rules]
    return Label(" / ".join(label.th for label in words), " / ".join(label.en for label in words))


def rule_words(rule: Rule) -> Label:
    """Put a rule's own conditions into words: field by field, the values that it accepts or does not."""
    parts = [*_condition_words("rule-condition", rule.when), *_condition_words("rule-exception", rule.unless)]
    return join_labels(parts, "; ")


def _condition_words(key: str, asked: Conditions) -> Iterator[Label]:
    for name, values in asked.items():
        if name not in _SHARED:
            yield text("planning", key, field=text("planning", f"field-{name}"), values=_either(name, values))


def _either(field: str, values: Sequence[str]) -> Label:
    return join_labels((_value(field, value) for value in values), " | ")


def _value(field: str, value: str) -> Label:
    """Name a value of a rule's field in words; a record's id or a list's entry stays as it is."""
    if field == "asean":
        return text("planning", f"asean-{value}")
    if field == "partner_label":
        return SCHEMA.node_types[value].label
    return codes.labels(FIELDS[field].codes).get(value, same(value))


def next_data(store: Store, found: NextSteps, *, rules: RuleSet) -> dict[str, object]:
    """Give the next steps in the shape that scripts rely on."""
    now = found.now
    return {
        "kpi": now.kpi, "year": now.year, "clock": now.clock, "judged_on": found.judged_on.isoformat(),
        "rules": rules.version, "target": None if now.target is None else number_cell(now.target.value),
        "status": now.status, "confirmed": now.marks.confirmed, "claimed": now.marks.claimed,
        "possible": now.marks.possible, "nearby": list(found.nearby),
        "goals": [
            {
                "level": number_cell(goal.value), "is_target": goal.is_target, "rule": goal.rule,
                "sets": [[_step_data(store, now.kpi, step, rules) for step in steps] for steps in goal.sets],
            }
            for goal in found.goals
        ],
    }  # fmt: skip


def _step_data(store: Store, kpi: str, step: Step, rules: RuleSet) -> dict[str, object]:
    advice = advise(store, kpi, step, rules=rules)
    return {
        "element": step.element, "step": step.kind, "least": number_cell(step.least),
        "unit": step.unit, "dimension": step.dimension,
        "continuing": step.is_continuing, "claimed_by": list(step.claimed_by), "unsure": list(step.unsure),
        "asks": dict(step.asks), "denied_by": list(step.denied_by),
        "owners": [node.id for node in advice.owners],
        "projects": [node.id for node in advice.projects],
        "rules": [
            {
                "id": rule.id, "when": {name: list(values) for name, values in rule.when.items()},
                "unless": {name: list(values) for name, values in rule.unless.items()},
            }
            for rule in advice.rules
        ],
    }  # fmt: skip
