"""The balance over time: the picture by year, what came since the plan began, what moved it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.dates import PartialDate, Period, format_date
from graph.texts import text
from maps import charts
from maps.answers import Answers
from maps.blocks import render_figure, render_folded
from maps.page import Section, make_section
from maps.table_block import render_table_block
from queries.facts.contacts import plan_period
from queries.facts.record_end import reach_into
from queries.table import Cell, Table

_APART = ("undated", "all")
# Seven columns are what a page takes; the workbook has the rest.
STATUS_SHOWN = (
    "name", "ties", "status_active", "status_quiet", "status_dormant", "status_never_active", "status_open",
)  # fmt: skip
CONTINUITY_SHOWN = (
    "name", "ties", "pattern_steady", "pattern_uneven", "pattern_sporadic", "pattern_too_few", "pattern_none",
)  # fmt: skip
# Ours: a share of fewer active ties jumps with each of them.
LEAST_ACTIVE = 5


def render_trend(answers: Answers) -> Section:
    """Render the trend by calendar year; the tables behind it are folded."""
    by_year, changes, *since = answers.trend
    named = {table.name: table for table in since}
    blocks = [_figure(answers, by_year)] if _years(by_year) else []
    lead = by_year.title
    if (began := named.get("since-plan-began")) is not None:
        lead = began.title
        blocks.append(render_table_block(began))
    for table, shown in ((answers.standings[1], STATUS_SHOWN), (answers.continuity[1], CONTINUITY_SHOWN)):
        blocks.append(render_table_block(table, columns=with_every_part(table, shown)))
    blocks.extend(
        render_folded(table.title, [render_table_block(table, finding=False)])
        for table in (named["next-signing"], by_year, changes)
    )
    return make_section("trend", lead, blocks)


def _years(by_year: Table) -> list[dict[str, Cell]]:
    """Give the rows of the years of which something is gathered."""
    gathered = [row for row in by_year.rows if isinstance(row["ties"], int)]
    return [dict(row) for row in gathered if row["period"] not in _APART]


def with_every_part(table: Table, shown: Sequence[str]) -> list[str]:
    """Add the columns that are parts of the whole as those shown are, where they hold any."""
    kind = shown[-1].partition("_")[0] + "_"
    further = (c.id for c in table.columns if c.unit and c.id.startswith(kind) and c.id not in shown)
    return [*shown, *(part for part in further if any(table.column(part)))]


def _figure(answers: Answers, by_year: Table) -> str:
    rows = _years(by_year)
    finding = by_year.title
    chart = charts.TrendChart(
        finding, "region", [_point(row, by_year.record_end) for row in rows], _since(answers, rows)
    )
    undated = next(row["ties"] for row in by_year.rows if row["period"] == "undated")
    subtitle = text("pack", "trend-subtitle", n=rows[-1]["ties"], undated=undated, as_of=answers.dated)
    return render_figure(
        charts.render_trend(chart),
        finding,
        subtitle=subtitle,
        foot=text("pack", "trend-foot", least=LEAST_ACTIVE, active=rows[-1]["active"]),
    )


def _point(row: dict[str, Cell], end: PartialDate | None) -> charts.TrendPoint:
    contacts, year = row["contacts_with_anyone"], int(str(row["period"]))
    return charts.TrendPoint(
        format_date(PartialDate(year)),
        _number(row["focus_share"]),
        _active_share(row),
        contacts if isinstance(contacts, int) else 0,
        reach_into(Period(date(year, 1, 1), date(year, 12, 31)), end),
    )


def _active_share(row: dict[str, Cell]) -> float | None:
    """Give the share of active ties where there are enough of them to draw a line by."""
    active = _number(row["active"])
    return _number(row["focus_share_active"]) if active is not None and active >= LEAST_ACTIVE else None


def _number(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None


def _since(answers: Answers, rows: list[dict[str, Cell]]) -> int | None:
    """Give the place of the calendar year in which the plan begins."""
    period = plan_period(answers.store)
    years = [str(row["period"]) for row in rows]
    return years.index(str(period.first.year)) if period and str(period.first.year) in years else None
