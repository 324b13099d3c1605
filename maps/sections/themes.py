"""Activity by theme: what contacts with the ties are about, and how varied that is."""

from __future__ import annotations

from graph.collation import join_in_order
from graph.texts import Label, same, text
from maps.answers import Answers
from maps.blocks import render_figure
from maps.charts import ShareChart, ShareRow, render_share_bars
from maps.page import Section, make_section
from maps.table_block import render_table_block
from queries.table import ABSENT, Cell, Table

_NONE = "none"
# Themes have longer names than regions.
_NAMES = 314
_SHOWN = ("name", "ties", "contacts", "themes", "theme_diversity", "top_theme", "top_share")


def render_themes(answers: Answers) -> Section:
    """Render contacts by theme, and the variety of themes by region."""
    by_region, _, by_theme = answers.themes
    figure = [_figure(answers, by_theme)] if by_theme.n else []
    table = render_table_block(by_region, finding=False, columns=_SHOWN)
    return make_section("themes", by_region.title, [*figure, table])


def _figure(answers: Answers, by_theme: Table) -> str:
    met = [row for row in by_theme.rows if row["contacts"] and row["theme"] != _NONE]
    rows = [
        ShareRow(
            row["name"] if isinstance(row["name"], Label) else text("questions", "unknown"),
            int(str(row["contacts"])), _number(row["share"]),
        )
        for row in met
    ]  # fmt: skip
    missing = [row["name"] for row in by_theme.rows if not row["contacts"] and row["theme"] != _NONE]
    names = [name for name in missing if isinstance(name, Label)]
    listed = join_in_order(names) if names else same(ABSENT)
    subtitle = text("pack", "themes-subtitle", n=by_theme.n, as_of=answers.dated)
    chart = ShareChart(by_theme.title, "themes", rows, by_theme.n, alike=True, names=_NAMES)
    foot = text("pack", "themes-foot", missing=listed)
    return render_figure(render_share_bars(chart), by_theme.title, subtitle=subtitle, foot=foot)


def _number(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None
