"""Where every KPI stands, year by year, as tables: status, second readings, roll-up, score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from graph.records import Node
from graph.schema import codes
from graph.store import Store, require_node, sources, targets
from graph.texts import Label, same, text
from plan.answers.conditions import condition_cell
from plan.answers.overview import criteria_table, joined, name_of, structure_table
from plan.answers.rollup import roll_up, targets_reached, weighted_score
from plan.answers.status_notes import status_notes
from plan.ladders.assessment import Assessment
from plan.ladders.plan_records import PlanRecords, read_plan_records
from plan.ladders.readings import Reading
from plan.ladders.states import MARKS, Marks
from plan.making.assemble import collector_paused
from queries.facts.headlines import at_record_end
from queries.facts.record_end import reach_into
from queries.table import ABSENT, Cell, Table, columns, ids_cell, level_cell, number_cell

_RULES = codes.labels(codes.KPI_RULE)


_LEVELS: dict[str, str] = {
    "year": "year", "target": "level", "target_printed": "level", **dict.fromkeys(MARKS, "level"),
}  # fmt: skip
_STATUS = columns(
    "kpi name* unit* year target confirmed claimed possible status condition_shown records_held gathered "
    "linked* unsure* evidence_held* short_confirmed* short_claimed* weak_claims* conflicts* denied_by* rule* "
    "owner* target_printed* condition*",
    subjects=("plan", "planning"), weak_claims="records", conflicts="conflicts",
    **_LEVELS, records_held="activities", linked="activities", unsure="activities", evidence_held="documents",
    short_confirmed="level", short_claimed="level",
)  # fmt: skip
_READINGS = columns("kpi year target rule confirmed claimed possible status", subjects=("plan",), **_LEVELS)
_ROLLUP = columns(
    "element* name total above at below unknown of_unknown_claimed",
    subjects=("plan",),
    **dict.fromkeys(("total", "above", "at", "below", "unknown", "of_unknown_claimed"), "KPI-years"),
)
_SCORE = columns(
    "mark score_least score_most kpis_scored", subjects=("plan", "planning"), score_least="score",
    score_most="score", kpis_scored="KPI-years",
)  # fmt: skip


def plan_tables(store: Store, *, as_of: date) -> list[Table]:
    """Give the plan's structure and the status of every KPI in every year of the plan."""
    book = read_plan_records(store, as_of=as_of)
    return [
        structure_table(store, as_of=as_of),
        criteria_table(store, as_of=as_of),
        status_table(store, book),
    ]


def status_tables(
    store: Store, book: PlanRecords, *, year: int | None = None, score: bool = False
) -> list[Table]:
    """Give every table on status for one year of the plan, or for all of them.

    Raises QuestionError for a year that the plan does not have.
    """
    with collector_paused():
        found = book.assess_all(years=None if year is None else [book.check_year(year)])
        tables = [
            _status_table(store, book, found),
            readings_table(store, book, found),
            rollup_table(store, book, found),
        ]
    return [*tables, score_table(book, found)] if score else tables


def status_table(store: Store, book: PlanRecords, *, years: Iterable[int] | None = None) -> Table:
    """Give target, confirmed, claimed and possible for every KPI and year, with records held."""
    return _status_table(store, book, book.assess_all(years=years))


def _status_table(store: Store, book: PlanRecords, found: Sequence[Assessment]) -> Table:
    reached = targets_reached(found)
    records = {one.kpi for one in found} | {key for one in found for key in (*one.activities, *one.evidence)}
    counts = {"claimed": reached.claimed, "n": reached.begun, "confirmed": reached.confirmed}
    title = at_record_end(text("plan", "title-status", **counts), store, as_of=book.as_of)
    return Table(
        "plan-status", title, _STATUS, [_status_row(store, book, one) for one in found], book.as_of,
        text("plan", "unit-kpi-years"), len(found), benchmark=text("plan", "benchmark-target"),
        records=sorted(records), notes=[*_notes(book), *status_notes(store, book, found)],
    )  # fmt: skip


def _notes(book: PlanRecords) -> list[Label]:
    version = [text("plan", "note-rules", version=book.rules_version)] if book.rules_version else []
    plain = [text("plan", key) for key in ("note-levels", "note-assumed", "note-records")]
    return [text("plan", f"clock-{book.clock.name}"), *plain, *version]


def _status_row(store: Store, book: PlanRecords, one: Assessment) -> dict[str, Cell]:
    kpi = require_node(store, one.kpi)
    printed = one.in_force.printed if one.in_force is not None else None
    return {
        "kpi": kpi.key, "name": name_of(kpi), "unit": text("plan", f"unit-of-{kpi.text('kind')}"),
        "year": one.year, "target": ABSENT if one.target is None else number_cell(one.target.value),
        "target_printed": ABSENT if printed is None else number_cell(printed.value),
        **_mark_cells(one, one.marks, kpi.text("kind")),
        "condition_shown": condition_cell(one),
        "status": text("plan", f"status-{one.status}"),
        "records_held": one.records_held, "gathered": _gathered_cell(book, one),
        "linked": len(one.activities), "unsure": len(one.unsure),
        "evidence_held": len(one.evidence), "weak_claims": len(one.weak_claims),
        "conflicts": len(one.conflicts),
        "denied_by": ids_cell(one.denied_by), "short_confirmed": number_cell(one.distance("confirmed")),
        "short_claimed": number_cell(one.distance("claimed")), "rule": _RULES[kpi.text("rule")],
        "owner": joined(name_of(agency) for agency in sources(store, kpi.id, "LEADS")),
        "condition": ABSENT if printed is None else printed.condition or ABSENT,
    }  # fmt: skip


def _gathered_cell(book: PlanRecords, one: Assessment) -> Cell:
    """Say how far the record reaches into a year that has begun."""
    if not one.has_begun:
        return ABSENT
    return reach_into(book.clock.period(one.year), book.record_end) or text("plan", "gathered-whole")


def _mark_cells(one: Assessment, marks: Marks, kind: str) -> dict[str, Cell]:
    # A year that has not begun has no actual: absent, which is not unknown.
    if not one.has_begun:
        return dict.fromkeys(MARKS, ABSENT)
    return {name: level_cell(getattr(marks, name), kind=kind) for name in MARKS}


def readings_table(store: Store, book: PlanRecords, found: Sequence[Assessment]) -> Table:
    """Show KPIs whose wording allows two rules under both, side by side, until the office chooses."""
    rows: list[dict[str, Cell]] = []
    for one in found:
        kpi = require_node(store, one.kpi)
        if not kpi.text("rule_beside"):
            continue
        target = ABSENT if one.target is None else number_cell(one.target.value)
        rows.extend(
            {
                "kpi": kpi.key,
                "year": one.year,
                "target": target,
                "rule": _RULES[reading.rule],
                **_mark_cells(one, reading.marks, kpi.text("kind")),
                "status": text("plan", f"status-{reading.status}"),
            }
            for reading in _both(one, kpi)
        )
    return Table(
        "plan-readings", text("plan", "title-readings", n=len({str(row["kpi"]) for row in rows})), _READINGS,
        rows, book.as_of, text("plan", "unit-readings"), len(rows),
        benchmark=text("plan", "benchmark-target"), notes=[text("plan", "note-readings")],
    )  # fmt: skip


def _both(one: Assessment, kpi: Node) -> Sequence[Reading]:
    """Give a reading under both rules; of a year that has not begun they are alike."""
    if one.second is not None:
        return one.readings
    return [replace(one.readings[0], rule=rule) for rule in (kpi.text("rule"), kpi.text("rule_beside"))]


def rollup_table(store: Store, book: PlanRecords, found: Sequence[Assessment]) -> Table:
    """Count KPI-years above, at, below or unknown for every tactic, every strategy and the plan."""
    tactic_of = {one.kpi: targets(store, one.kpi, "PART_OF")[0] for one in found}
    rows = []
    for strategy in store.nodes("Strategy"):
        tactics = [node for node in sources(store, strategy.id, "PART_OF") if node.label == "Tactic"]
        inside = {tactic.id for tactic in tactics}
        rows.append(_rollup_row(strategy, [one for one in found if tactic_of[one.kpi].id in inside]))
        rows.extend(
            _rollup_row(tactic, [f for f in found if tactic_of[f.kpi] == tactic]) for tactic in tactics
        )
    whole = roll_up(found)
    title = text(
        "plan", "title-rollup", reached=whole.above + whole.at, n=whole.total, unknown=whole.unknown,
        below=whole.below,
    )  # fmt: skip
    return Table(
        "plan-rollup", title, _ROLLUP, rows, book.as_of, text("plan", "unit-kpi-years"), whole.total,
        benchmark=text("plan", "benchmark-target"), notes=[text("plan", "note-rollup")],
    )  # fmt: skip


def _rollup_row(node: Node, found: Sequence[Assessment]) -> dict[str, Cell]:
    counts, name = roll_up(found), name_of(node)
    return {
        "element": node.key, "name": Label(f"{node.key} {name.th}", f"{node.key} {name.en}"),
        "total": counts.total, "above": counts.above, "at": counts.at,
        "below": counts.below, "unknown": counts.unknown, "of_unknown_claimed": counts.claimed,
    }  # fmt: skip


def score_table(book: PlanRecords, found: Sequence[Assessment]) -> Table:
    """Give the weighted score by itself, with its range over what is unknown and how it was made."""
    score = weighted_score(found)
    counted = roll_up(found).total
    spans = {} if score is None else {mark: getattr(score, mark) for mark in MARKS}
    rows: list[dict[str, Cell]] = [
        {
            "mark": text("plan", f"column-{mark}"),
            "score_least": round(span[0], 1),
            "score_most": round(span[1], 1),
            "kpis_scored": counted,
        }
        for mark, span in spans.items()
    ]
    shown = {mark: _range(*span) for mark, span in spans.items()} or dict.fromkeys(
        MARKS, text("questions", "unknown")
    )
    return Table(
        "plan-score", text("plan", "title-score", **shown), _SCORE, rows, book.as_of,
        text("plan", "unit-score"), counted, benchmark=text("plan", "benchmark-target"),
        notes=[text("plan", "note-score")],
    )  # fmt: skip


def _range(least: float, most: float) -> Label:
    ends = dict.fromkeys((f"{least:.1f}", f"{most:.1f}"))
    return same("\u2013".join(ends))
