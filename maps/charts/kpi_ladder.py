"""A KPI's assessments as a ladder picture with its measure and its assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.dates import PartialDate
from graph.schema import codes
from graph.store import Store
from graph.texts import Label, join_labels, same, text
from maps.blocks import render_figure
from maps.charts import LadderChart, LadderYear, render_ladder
from plan.clock import CLOCKS
from plan.ladders.assessment import Assessment
from plan.ladders.plan_records import levels_of
from queries.facts.record_end import find_record_end, reach_into
from queries.table import show_as_of

_RULES = codes.labels(codes.KPI_RULE)


def render_kpi_ladder(
    store: Store, years: Sequence[Assessment], *, as_of: date, finding: Label, section: str
) -> str:
    """Render one KPI's ladder for some years; `section` sets it apart from its like on the page.

    Raises ValueError without years or levels.
    """
    kpi = store.node(years[0].kpi)
    if kpi is None:
        raise ValueError(f"no KPI {years[0].kpi}")
    key = f"{section}-{kpi.key.replace('.', '-')}"
    levels = [same(f"L{number}") for number in sorted(levels_of(store, kpi))]
    end = find_record_end(store)
    chart = LadderChart(finding, key, levels, [_ladder_year(found, end) for found in years])
    linked = {activity for found in years for activity in found.activities}
    subtitle = text(
        "pack", "ladder-subtitle", kpi=kpi.key, years=", ".join(str(found.year) for found in years),
        n=len(linked), as_of=show_as_of(as_of, end), rule=_RULES[kpi.text("rule")],
    )  # fmt: skip
    by_year = [
        text("pack", "staged-year", year=found.year, level=_level(found.beside.claimed))
        for found in years
        if found.beside is not None and found.status != "not-gathered"
    ]
    shown = join_labels(by_year)
    foot = text("pack", "ladder-foot" if by_year else "ladder-foot-other", staged=shown)
    return render_figure(render_ladder(chart), finding, subtitle=subtitle, foot=foot)


def _ladder_year(found: Assessment, end: PartialDate | None) -> LadderYear:
    marks, period = found.marks, CLOCKS[found.clock].period(found.year)
    confirmed, claimed = (None if mark is None else int(mark) for mark in (marks.confirmed, marks.claimed))
    return LadderYear(
        same(str(found.year)), confirmed, claimed, int(marks.possible or 0),
        None if found.target is None else int(found.target.value), found.records_held,
        reach_into(period, end),
    )  # fmt: skip


def _level(value: float | None) -> Label:
    return same(f"{value:g}") if value else text("questions", "level-none")
