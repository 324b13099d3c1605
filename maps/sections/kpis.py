"""Every KPI: what the records support, and its ladder."""

from __future__ import annotations

from graph.texts import text
from maps.answers import Answers, closed_and_current
from maps.blocks import render_folded
from maps.charts.kpi_ladder import render_kpi_ladder
from maps.page import Section, make_section
from maps.table_block import render_table_block
from plan.overview import name_of


def render_kpis(answers: Answers) -> Section:
    """Render the status of every KPI, with the ladders folded below."""
    return make_section(
        "kpis", text("pack", "kpis-lead"), [render_table_block(answers.status), _ladders(answers)]
    )


def _ladders(answers: Answers) -> str:
    store = answers.store
    years = closed_and_current(answers.book.years, answers.as_of)
    figures = []
    for kpi in store.nodes("Kpi"):
        if kpi.text("kind") != "level" or not years:
            continue
        found = answers.book.assess(kpi.id, years=years)
        finding = text("pack", "ladder-title", kpi=kpi.key, name=name_of(kpi))
        figures.append(render_kpi_ladder(store, found, as_of=answers.as_of, finding=finding, section="kpis"))
    return render_folded(text("pack", "ladders"), figures)
