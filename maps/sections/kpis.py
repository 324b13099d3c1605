"""All KPIs in all years of the plan: bars, roll-up by tactic and strategy, figures, details on demand."""

from __future__ import annotations

from collections.abc import Sequence

from graph.schema import codes
from graph.texts import Label, same, text
from maps.answers import Answers
from maps.blocks import render_figure, render_folded, render_heading, render_list
from maps.charts.kpi_grid import GridCell, GridRow, GridWords, render_grid_key, render_kpi_grid
from maps.page import Section, make_section
from maps.sections.kpi_details import kpi_address, render_kpi_details
from maps.table_block import render_table_block
from plan.answers.overview import name_of
from plan.answers.rollup import targets_reached
from plan.ladders.assessment import Assessment
from plan.ladders.states import Marks
from queries.facts.record_end import with_reach

_RULES = codes.labels(codes.KPI_RULE)
_PERCENT_END = 100.0


def render_kpis(answers: Answers) -> Section:
    """Render every KPI's bars by year, the roll-up, the figures, and the details of each KPI folded."""
    blocks = [
        _key(answers), _grid(answers), render_table_block(answers.rollup),
        render_folded(text("pack", "kpis-counted"), [render_list(answers.status.notes)]),
        render_heading(text("pack", "kpis-details")),
        *(render_kpi_details(answers, kpi) for kpi in answers.store.nodes("Kpi")),
    ]  # fmt: skip
    return make_section("kpis", _lead(answers), blocks)


def _lead(answers: Answers) -> Label:
    """Say how many yearly targets are claimed and confirmed."""
    found = targets_reached(answers.assessed)
    return text("pack", "kpis-lead", reached=found.claimed, n=found.begun, confirmed=found.confirmed)


def _key(answers: Answers) -> str:
    """Render the finding, how many KPIs any record moves, with the key to the bars below."""
    begun = [one for one in answers.assessed if one.has_begun]
    moved = {one.kpi for one in begun if one.marks.claimed}
    finding = text("pack", "kpis-finding", moved=len(moved), kpis=len({one.kpi for one in answers.assessed}))
    subtitle = text("pack", "kpis-subtitle", n=len(begun), as_of=answers.dated)
    return render_figure(render_grid_key(finding), finding, subtitle=subtitle, foot=text("pack", "kpis-foot"))


def _grid(answers: Answers) -> str:
    by_kpi: dict[str, list[Assessment]] = {}
    for one in answers.assessed:
        by_kpi.setdefault(one.kpi, []).append(one)
    rows = [row for kpi, found in by_kpi.items() for row in _rows(answers, kpi, found)]
    words = GridWords(
        text("pack", "kpis-grid"), text("pack", "kpis-grid-figures"), text("plan", "column-kpi"),
        text("plan", "column-records_held"),
    )  # fmt: skip
    book = answers.book
    years: dict[int, int | Label] = {
        year: with_reach(same(str(book.held.get(year, 0))), book.clock.period(year), book.record_end)
        for year in book.years
    }
    return render_kpi_grid(rows, years, words)


def _rows(answers: Answers, kpi_id: str, found: Sequence[Assessment]) -> list[GridRow]:
    """Give a KPI's row, and a second one where its wording allows a second rule."""
    kpi, ladder = answers.kpi(kpi_id), answers.book.by_kpi[kpi_id].kpi
    aims = [one.target.value for one in found if one.target is not None]
    reached = [one.marks.claimed or 0 for one in found]
    ends = {"level": float(ladder.top or 1), "percent": _PERCENT_END}
    end = ends.get(ladder.kind, max([*aims, *reached, 1.0]) * 1.25)
    is_level = ladder.kind == "level"

    def row(marks: Sequence[Marks], beside: Label | None) -> GridRow:
        cells = [_cell(one, each) for one, each in zip(found, marks, strict=True)]
        return GridRow(kpi.key, name_of(kpi), kpi_address(kpi), end, is_level, cells, beside)

    first, second = ladder.rule, ladder.rule_beside
    rows = [row([one.marks for one in found], _RULES[first] if second else None)]
    if second:
        rows.append(row([one.beside or Marks() for one in found], _RULES[second]))
    return rows


def _cell(one: Assessment, marks: Marks) -> GridCell:
    target = None if one.target is None else one.target.value
    return GridCell(target, marks.confirmed, marks.claimed, marks.possible, one.has_begun)
