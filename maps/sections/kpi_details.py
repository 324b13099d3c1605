"""One KPI's details, folded: its ladder, its criteria by year, the activities and documents behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.records import Edge, Node
from graph.schema import codes
from graph.store import sources
from graph.texts import Label, text
from maps.answers import Answers
from maps.blocks import Cell, render_folded, render_paragraph, render_table
from maps.charts.kpi_ladder import render_kpi_ladder
from maps.source_link import source_link
from maps.table_block import render_table_block
from plan.answers.binder import documents_table, place_label
from plan.answers.kpi_papers import KpiPapers
from plan.answers.overview import joined, name_of
from plan.ladders.assessment import Assessment
from plan.ladders.counts import continues
from plan.ladders.kpi import MOVING
from plan.ladders.plan_records import supports_of
from queries.facts.contacts import began_by, may_happen_in, plan_period
from queries.table import ABSENT, date_cell, show_cell

_ROLES, _MODES, _DIMENSIONS = (
    codes.labels(listed) for listed in (codes.ROLE, codes.SUPPORT_MODE, codes.DIMENSION)
)


# Of the tables of status and readings, what a page has room for; the page names the KPI.
READINGS_COLUMNS = ("year", "target", "rule", "confirmed", "claimed", "possible", "status")
STATUS_COLUMNS = ("year", "target", "confirmed", "claimed", "possible", "status", "condition_shown")


def kpi_address(kpi: Node) -> str:
    """Name the place on the page where a KPI's details stand."""
    return f"kpi-{kpi.key}"


def render_kpi_details(answers: Answers, kpi: Node) -> str:
    """Render a KPI's details as one folded part; its title says what is held."""
    years = [one for one in answers.assessed if one.kpi == kpi.id]
    papers = KpiPapers(answers.store, answers.book, kpi)
    rows = _activity_rows(answers, kpi)
    documents = documents_table(papers)
    title = text(
        "pack", "kpi-details", kpi=kpi.key, name=name_of(kpi), activities=len({row.activity for row in rows}),
        moving=len({row.activity for row in rows if row.moves}), documents=documents.n,
    )  # fmt: skip
    blocks = [
        render_paragraph(_who(answers, kpi), look="note"), *_ladder(answers, kpi, years),
        _status(answers, kpi), _criteria(papers, years),
        _activities(rows, first="dimension" if _is_conditional(answers, kpi) else "level"),
        render_table_block(documents) if documents.n else _none("kpi-no-documents", kpi),
    ]  # fmt: skip
    return render_folded(title, blocks, name=kpi_address(kpi))


def _none(key: str, kpi: Node) -> str:
    return render_paragraph(text("pack", key, kpi=kpi.key), look="note")


def _who(answers: Answers, kpi: Node) -> Label:
    store = answers.store
    projects = sorted(sources(store, kpi.id, "ADVANCES"), key=lambda project: project.key)
    named = [Label(f"{p.key} {name_of(p).th}", f"{p.key} {name_of(p).en}") for p in projects]
    leads = joined(name_of(agency) for agency in sources(store, kpi.id, "LEADS"))
    return text("pack", "kpi-who", leads=leads, projects=joined(named))


def _ladder(answers: Answers, kpi: Node, years: Sequence[Assessment]) -> list[str]:
    begun = [one for one in years if one.has_begun]
    if not answers.book.by_kpi[kpi.id].kpi.levels or not begun:
        return []
    finding = text("pack", "ladder-title", kpi=kpi.key, name=name_of(kpi))
    return [render_kpi_ladder(answers.store, begun, as_of=answers.as_of, finding=finding, section="kpis")]


def _status(answers: Answers, kpi: Node) -> str:
    """Render where the KPI stands in each year, in words and figures."""
    rows = [row for row in answers.status.rows if row["kpi"] == kpi.key]
    title = text("pack", "kpi-status", n=len(rows))
    table = replace(answers.status, rows=rows, title=title, n=len(rows), notes=())
    return render_table_block(table, columns=STATUS_COLUMNS)


def _criteria(papers: KpiPapers, years: Sequence[Assessment]) -> str:
    """Render what is held on each criterion in each year: how many records, and of what weight."""
    rows: list[list[Cell]] = [
        [place_label(papers, place), *(_state(one, place.id) for one in years)] for place in papers.places
    ]
    heads = [text("plan_papers", "column-place"), *(Label(str(one.year), str(one.year)) for one in years)]
    return render_table(heads, rows, caption=text("pack", "kpi-criteria", n=len(rows)))


def _state(one: Assessment, place: str) -> Cell:
    state = next((state for state in one.states if state.criterion == place), None)
    if state is None:
        return None  # the year has not begun
    parts = [text("pack", f"held-{name}", n=n) for name, n in state.counts_held.items() if n]
    return joined(parts) if parts else None


class _Row:
    """One link from an activity, as a row of the page."""

    def __init__(self, answers: Answers, first: Cell, level: int, activity: Node, edge: Edge) -> None:
        mode = edge.text("mode")
        self.activity = activity.id
        self.moves = mode in MOVING and activity.text("status") == "done"
        self.order = (level, not self.moves, activity.text("start_on") or "0", activity.id)
        self.cells: list[Cell] = [
            first,
            show_cell(date_cell(activity.text("start_on"))),
            name_of(activity), _ROLES[activity.text("role_of_bangkok")], _MODES[mode],
            edge.text("rule") or text("pack", "by-officer"), source_link(answers.store, activity),
        ]  # fmt: skip


def _activity_rows(answers: Answers, kpi: Node) -> list[_Row]:
    """List the links of activities that may lie in the plan's years, by level, those that move it first."""
    period = plan_period(answers.store)
    counts_parts = _is_conditional(answers, kpi)
    rows = []
    for level, edge in supports_of(answers.store, kpi):
        activity = answers.store.node(edge.source)
        if activity is None or not began_by(activity, answers.as_of):
            continue
        if period is None or may_happen_in(activity, period):
            first = _counted_as(answers, kpi, activity) if counts_parts else _level_cell(level)
            rows.append(_Row(answers, first, level, activity, edge))
    return sorted(rows, key=lambda row: row.order)


def _level_cell(level: int) -> Cell:
    return text("plan", "level-whole") if level == 0 else f"L{level}"


def _is_conditional(answers: Answers, kpi: Node) -> bool:
    """Whether a target of the KPI counts dimensions or continuing activities."""
    return any(target.is_counted for target in answers.book.by_kpi[kpi.id].kpi.targets.values())


def _counted_as(answers: Answers, kpi: Node, activity: Node) -> Label:
    """Say what a target's condition counts of an activity: its dimension, and whether it continues."""
    case, clock = answers.book.by_kpi[kpi.id], answers.book.clock
    doing = case.activities[activity.id]
    years = clock.years_of(doing.start).sure if doing.start is not None else ()
    parts = [_DIMENSIONS[doing.dimension]] if doing.dimension else []
    if years and continues(case, doing, year=years[0], clock=clock):
        parts.append(text("plan", "continues"))
    return Label(" · ".join(p.th for p in parts) or ABSENT, " · ".join(p.en for p in parts) or ABSENT)


def _activities(rows: Sequence[_Row], *, first: str) -> str:
    if not rows:
        return render_paragraph(text("pack", "kpi-no-activities"), look="note")
    heads = [text("plan", f"column-{name}") for name in (first, "date", "name", "role", "mode", "rule_id")]
    heads.append(text("plan", "column-source"))
    caption = text("pack", "kpi-activities", n=len(rows), moving=sum(1 for row in rows if row.moves))
    return render_table(heads, [row.cells for row in rows], caption=caption)
