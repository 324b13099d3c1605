"""What stands beside the marks: conflicts, documents to be settled, targets that were decided or are open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from graph.dates import format_date
from graph.schema import codes
from graph.store import Store, require_node
from graph.texts import Label, same, text
from plan.answers.overview import joined, record_words
from plan.ladders.assessment import Assessment
from plan.ladders.conflicts import Conflict
from plan.ladders.plan_records import PlanRecords
from plan.ladders.targets import TargetInForce
from queries.table import number_cell

_PENDING, _DECISIONS = codes.labels(codes.EVIDENCE_PENDING), codes.labels(codes.TARGET_DECISION)


def status_notes(store: Store, book: PlanRecords, found: Sequence[Assessment]) -> list[Label]:
    """Give every note of some assessments, by matter."""
    return [
        *_conflicts(store, found),
        *_pending(store, book, found),
        *_targets(store, found),
        *_weak(found),
        *_conditions(store, found),
    ]


def _about(one: Assessment) -> str:
    return f"{one.kpi.partition(':')[2]} / {one.year}"


def _conflicts(store: Store, found: Sequence[Assessment]) -> Iterator[Label]:
    """Say where two records of one matter differ, and which of them counts."""
    for one in found:
        for conflict in one.conflicts:
            yield conflict_words(store, one, conflict)


def conflict_words(store: Store, one: Assessment, conflict: Conflict) -> Label:
    """Put a conflict into words, with both values and the records they stand in."""
    kpi = require_node(store, one.kpi)
    is_level = kpi.text("kind") == "level" and conflict.kind == "report"
    values = {
        name: text("plan", "level-none") if is_level and not value else same(str(number_cell(value)))
        for name, value in (("counts", conflict.counts), ("other", conflict.other))
    }
    about = f"{conflict.element.partition(':')[2]} / {one.year}"
    records = joined(record_words(store, record) for record in conflict.records)
    return text("plan", f"conflict-{conflict.kind}", about=about, records=records, **values)


def _pending(store: Store, book: PlanRecords, found: Sequence[Assessment]) -> list[Label]:
    """Name the documents on these KPIs that count for nothing until they are settled, with why."""
    listed: defaultdict[str, set[str]] = defaultdict(set)
    for kpi in {one.kpi for one in found}:
        for evidence in book.by_kpi[kpi].evidence:
            if evidence.pending:
                listed[evidence.pending].add(evidence.id.partition(":")[2])
    return [
        text("plan", "note-pending", n=len(keys), why=_PENDING[why], documents=", ".join(sorted(keys)))
        for why, keys in sorted(listed.items())
    ]


def _targets(store: Store, found: Sequence[Assessment]) -> Iterator[Label]:
    """Say how a target came about where it is not simply as printed, and which conditions are open."""
    for one in found:
        if one.in_force is not None and one.in_force.condition:
            yield target_words(store, _about(one), one.in_force)


def target_words(store: Store, about: str, in_force: TargetInForce) -> Label:
    """Say what a target's condition or decision makes of it; the printed value stands beside."""
    printed = number_cell(in_force.printed.value) if in_force.printed is not None else None
    if in_force.decision is None:
        code = "target-open" if in_force.otherwise is None else "target-open-otherwise"
        return text("plan", code, about=about, printed=printed, otherwise=number_cell(in_force.otherwise))
    node = require_node(store, in_force.decision.id)
    number = node.text("document_no")
    how = {
        "about": about,
        "printed": printed,
        "day": format_date(in_force.decision.decided),
        "decision": _DECISIONS[in_force.decision.kind],
        "by": node.text("decided_by"),
        "number": text("plan", "decision-number", no=number) if number else same(""),
    }
    if in_force.target is None:
        return text("plan", "target-fallen", **how)
    return text("plan", "target-decided", value=number_cell(in_force.target.value), **how)


def _weak(found: Sequence[Assessment]) -> list[Label]:
    """Say how many claims rest on hearsay or on a bare number, and where; nothing when there is none."""
    places = [_about(one) for one in found if one.weak_claims]
    return [text("plan", "note-weak", n=len(places), places=", ".join(places))] if places else []


def _conditions(store: Store, found: Sequence[Assessment]) -> list[Label]:
    """Give every condition as printed: of the targets shown, and of their KPIs as a whole."""
    lines: dict[str, Label] = {}
    for one in found:
        kpi = require_node(store, one.kpi)
        if kpi.text("condition"):
            lines[kpi.key] = text("plan", "note-condition", about=kpi.key, words=kpi.text("condition"))
        printed = one.in_force.printed if one.in_force is not None else None
        if printed is not None and printed.condition:
            lines[_about(one)] = text("plan", "note-condition", about=_about(one), words=printed.condition)
    return [lines[about] for about in sorted(lines)]
