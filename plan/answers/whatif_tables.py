"""What-if as tables and as the JSON that scripts rely on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from graph.schema import codes
from graph.store import Store, require_node
from graph.texts import Label, join_labels, same, text
from plan.answers.overview import joined, name_of
from plan.clock import CLOCKS
from plan.ladders.described import Described, Link
from plan.ladders.descriptions import Addition, read_descriptions
from plan.ladders.kpi import MOVING
from plan.ladders.minimal import MOST_SETS
from plan.ladders.plan_records import PlanRecords, read_plan_records
from plan.ladders.planned_figure import PlannedFigure, Share
from plan.ladders.states import MARKS
from plan.ladders.unmoved import Reason
from plan.ladders.whatif import TOGETHER, Change, Outcome, RecordRole, WhatIf, find_drops, what_if
from plan.making.assemble import Assembly
from plan.making.rules import Rule, RuleSet, read_rules
from queries.table import ABSENT, Cell, Table, columns, level_cell, number_cell, show_cell

_RULES = codes.labels(codes.KPI_RULE)
_METHODS = codes.labels(codes.MEASURING_METHOD)


_CHANGES = columns(
    "change kpi year rule target mark before after effect on_target status_before status_after",
    subjects=("planning",),
    year="year", target="level", before="level", after="level",
)  # fmt: skip
_ROLES = columns(
    "record name kpi year rule mark level role within sets sets_complete*", subjects=("planning",),
    year="year", level="level", within="sets",
)  # fmt: skip
_NAMED = columns("change name takes moves why", subjects=("planning",), takes="records")


def answer_whatif(
    held: Assembly, *, drops: Sequence[str], adds: Sequence[str], add_file: Path | None, clock: str,
    as_of: date,
) -> tuple[list[Table], dict[str, object]]:  # fmt: skip
    """Answer a what-if as written by a planner, as tables and as data.

    Raises QuestionError for an unknown record or a description that cannot be meant, DataError and
    InputError for a file of descriptions.
    """
    by_clock, rules = CLOCKS[clock], read_rules()
    dropped = find_drops(held.store, drops)
    book = read_plan_records(held.store, as_of=as_of, clock=by_clock, rules=held.rules_version)
    added = read_descriptions(adds, add_file, store=held.store, clock=by_clock, year=book.running_year)
    found = what_if(book, drops=dropped, adds=added, rules=rules)
    return whatif_tables(held.store, book, found, rules=rules), whatif_data(book, found)


def whatif_tables(store: Store, book: PlanRecords, found: WhatIf, *, rules: RuleSet) -> list[Table]:
    """Give a what-if as tables: what changes, what each dropped record was, what was dropped and added."""
    roles = [_roles_table(store, book, found)] if found.drops else []
    return [_changes_table(store, book, found), *roles, _named_table(book, found, rules)]


def _changes_table(store: Store, book: PlanRecords, found: WhatIf) -> Table:
    listed = [(outcome.name, change) for outcome in found.outcomes for change in outcome.changes]
    rows = [_change_row(store, name, change) for name, change in listed]
    records = sorted(
        {*(change.kpi for _, change in listed), *(key for drop in found.drops for key in drop.taken)}
    )
    return Table(
        "plan-whatif", _headline(found.outcomes[-1]), _CHANGES, rows, book.as_of,
        text("planning", "unit-changes"), len(rows),
        benchmark=text("plan", "benchmark-target"), records=records, notes=_notes(book, found),
    )  # fmt: skip


def _headline(last: Outcome) -> Label:
    """Count the yearly targets that all changes together lose and meet, and the marks that move."""
    counts = {
        f"{mark}_{turn}_by_{by}": last.targets(mark, f"{turn}-by-{by}")
        for mark in MARKS
        for turn in ("lost", "met")
        for by in ("", "number", "condition")
    }
    moved = {effect: sum(1 for one in last.changes if one.effect == effect) for effect in ("falls", "rises")}
    return text("planning", "title-whatif", **counts, **moved)


def _notes(book: PlanRecords, found: WhatIf) -> list[Label]:
    notes = [text("plan", f"clock-{book.clock.name}"), text("plan", "note-assumed")]
    if found.adds:
        notes.append(text("planning", "note-adds"))
    if found.judged_on > book.as_of:
        days = {"day": found.judged_on.isoformat(), "as_of": book.as_of.isoformat()}
        notes.append(text("planning", "note-judged", **days))
    return [*notes, text("plan", "note-records"), text("plan", "note-rules", version=book.rules_version)]


def _change_row(store: Store, name: str, change: Change) -> dict[str, Cell]:
    kind = require_node(store, change.kpi).text("kind")
    return {
        "change": _change_name(name), "kpi": _key(store, change.kpi), "year": change.year,
        "rule": _RULES[change.rule],
        "target": ABSENT if change.target is None else number_cell(change.target.value),
        "mark": text("plan", f"column-{change.mark}"), "before": level_cell(change.before, kind=kind),
        "after": level_cell(change.after, kind=kind), "effect": text("planning", f"effect-{change.effect}"),
        "on_target": text("planning", f"target-{change.on_target}") if change.on_target else ABSENT,
        "status_before": text("plan", f"status-{change.status_before}"),
        "status_after": text("plan", f"status-{change.status_after}"),
    }  # fmt: skip


def _change_name(name: str) -> Label:
    return text("planning", "together") if name == TOGETHER else same(name)


def _key(store: Store, kpi: str) -> str:
    node = store.node(kpi)
    return kpi if node is None else node.key


def _roles_table(store: Store, book: PlanRecords, found: WhatIf) -> Table:
    rows = [_role_row(store, one) for one in found.roles]
    counts = {role: sum(1 for one in found.roles if one.role == role)
              for role in ("critical", "supporting", "redundant", "denies", "undecided")}  # fmt: skip
    notes = [text("planning", "note-roles")]
    if any(not one.is_complete for one in found.roles):
        notes.append(text("planning", "note-bound", most=MOST_SETS))
    return Table(
        "plan-whatif-roles", text("planning", "title-roles", **counts), _ROLES, rows, book.as_of,
        text("planning", "unit-roles"), len(rows), records=sorted({one.record for one in found.roles}),
        notes=notes,
    )  # fmt: skip


def _role_row(store: Store, one: RecordRole) -> dict[str, Cell]:
    record = store.node(one.record)
    # Sets beyond the bound are not all known, so how many hold the record is not known either.
    number = len(one.minimal_sets)
    sets = same(str(number)) if one.is_complete else text("planning", "sets-more", most=MOST_SETS)
    return {
        "record": one.record, "name": ABSENT if record is None else name_of(record),
        "kpi": _key(store, one.kpi), "year": one.year, "rule": _RULES[one.rule],
        "mark": text("plan", f"column-{one.mark}"),
        "level": ABSENT if one.least is None else number_cell(one.least),
        "role": text("planning", f"role-{one.role}"), "within": one.within if one.is_complete else None,
        "sets": ABSENT if one.role == "denies" else sets, "sets_complete": one.is_complete,
    }  # fmt: skip


def _named_table(book: PlanRecords, found: WhatIf, rules: RuleSet) -> Table:
    rows: list[dict[str, Cell]] = []
    for drop in found.drops:
        kpis = dict.fromkeys(one.kpi.partition(":")[2] for one in found.roles if one.record in drop.taken)
        rows.append(
            {
                "change": drop.record.id,
                "name": name_of(drop.record),
                "takes": len(drop.taken),
                "moves": ", ".join(kpis) or ABSENT,
                "why": ABSENT if kpis else text("planning", "why-nothing"),
            }
        )
    rows += [_add_row(add, found, rules) for add in found.adds]
    title = text("planning", "title-named", drops=len(found.drops), adds=len(found.adds))
    records = sorted(drop.record.id for drop in found.drops)
    return Table(
        "plan-whatif-named", title, _NAMED, rows, book.as_of, text("planning", "unit-named"), len(rows),
        records=records, notes=[text("planning", "note-taken")] if found.drops else (),
    )  # fmt: skip


def _add_row(add: Addition, found: WhatIf, rules: RuleSet) -> dict[str, Cell]:
    bears, why = _of_figure(add) if isinstance(add, PlannedFigure) else _of_activity(add, found, rules)
    reasons = [reason_words(reason) for reason in found.unmoved.get(add.id, ())]
    return {
        "change": add.id,
        "name": add.name,
        "takes": ABSENT,
        "moves": bears,
        "why": join_labels([*why, *dict.fromkeys(reasons)], " ") if why or reasons else ABSENT,
    }


def _of_figure(add: PlannedFigure) -> tuple[Label, list[Label]]:
    """Say what a figure is of, and what it adds to."""
    kind = "share" if add.share is not None else "figure"
    figure = _share_words(add.share) | {"value": show_cell(number_cell(add.actual.value))}
    element = add.actual.element.partition(":")[2]
    bears = text("planning", f"planned-{kind}", element=element, year=add.actual.year, **figure)
    if add.base is None:
        return bears, []
    more = same(f"{(add.share or add.base).numerator - add.base.numerator:g}")
    base = _share_words(add.base)
    return bears, [text("planning", "planned-more", more=more, year=add.base.year, **base)]


def _share_words(share: Share | None) -> dict[str, Label]:
    if share is None:
        return {}
    return {"numerator": same(f"{share.numerator:g}"), "denominator": same(f"{share.denominator:g}")}


def _of_activity(add: Described, found: WhatIf, rules: RuleSet) -> tuple[Label, list[Label]]:
    """Say what an activity is linked to, and why; or which rules are nearest where nothing links it."""
    moving = [link for link in found.links[add.id] if link.mode in MOVING]
    shown = [same(f"{link.element} ({link.rule})") if link.rule else same(link.element) for link in moving]
    reasons = [Label(link.reason_th, link.reason_en) for link in moving if link.rule]
    return joined(shown), reasons if moving else [_why_not(add, rules)]


def reason_words(reason: Reason) -> Label:
    """Put into words why an addition moves nothing."""
    others = ", ".join(key.partition(":")[2] for key in reason.others)
    return text(
        "planning",
        f"unmoved-{reason.kind}",
        element=reason.element.partition(":")[2],
        others=others,
        value=ABSENT if reason.value is None else show_cell(number_cell(reason.value)),
        method=_METHODS[reason.method] if reason.method else same(""),
    )


def _why_not(add: Described, rules: RuleSet) -> Label:
    """Say which rules are nearest, and which fields they ask otherwise."""
    near = [
        f"{rule.id} ({'; '.join(_asked(rule, name) for name in names)})"
        for rule, names in add.nearest_rules(rules)
    ]
    return text("planning", "why-no-rule", rules=", ".join(near[:3]) or ABSENT)


def _asked(rule: Rule, field: str) -> str:
    if field in rule.when:
        return f"{field} = {' | '.join(rule.when[field])}"
    if field in rule.unless:
        return f"{field} \u2260 {' | '.join(rule.unless[field])}"
    return field


def whatif_data(book: PlanRecords, found: WhatIf) -> dict[str, object]:
    """Give a what-if in the shape that scripts rely on."""
    return {
        "as_of": book.as_of.isoformat(), "judged_on": found.judged_on.isoformat(), "clock": book.clock.name,
        "rules": book.rules_version, "most_sets": MOST_SETS,
        "dropped": [{"id": drop.record.id, "taken": list(drop.taken)} for drop in found.drops],
        "added": [_add_data(add, found) for add in found.adds],
        "outcomes": [
            {"change": outcome.name, "changes": [_change_data(change) for change in outcome.changes]}
            for outcome in found.outcomes
        ],
        "roles": [_role_data(one) for one in found.roles],
    }  # fmt: skip


def _add_data(add: Addition, found: WhatIf) -> dict[str, object]:
    unmoved = [
        {"kind": one.kind, "element": one.element, "others": list(one.others), "value": one.value}
        for one in found.unmoved.get(add.id, ())
    ]
    data = {"id": add.id, "name": add.name, "unmoved": unmoved}
    if isinstance(add, PlannedFigure):
        figure = {"element": add.actual.element, "year": add.actual.year, "value": add.actual.value}
        return {**data, "links": [], "figure": figure}
    return {**data, "links": [_link_data(link) for link in found.links[add.id]], "figure": None}


def _link_data(link: Link) -> dict[str, object]:
    return {
        "element": link.element, "mode": link.mode, "origin": "asserted" if link.asserted else "rule",
        "rule": link.rule, "reason": link.reason_en, "reason_th": link.reason_th,
    }  # fmt: skip


def _change_data(change: Change) -> dict[str, object]:
    return {
        "kpi": change.kpi, "year": change.year, "rule": change.rule, "mark": change.mark,
        "target": None if change.target is None else number_cell(change.target.value),
        "before": number_cell(change.before),
        "after": number_cell(change.after), "effect": change.effect, "on_target": change.on_target or None,
        "status_before": change.status_before, "status_after": change.status_after,
    }  # fmt: skip


def _role_data(one: RecordRole) -> dict[str, object]:
    return {
        "record": one.record, "kpi": one.kpi, "year": one.year, "rule": one.rule, "mark": one.mark,
        "level": number_cell(one.least), "role": one.role,
        "sets": [list(names) for names in one.minimal_sets], "sets_complete": one.is_complete,
    }  # fmt: skip
