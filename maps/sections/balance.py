"""The balance over regions: shares against a yardstick, and the table."""

from __future__ import annotations

from graph.texts import Label, text
from maps.answers import Answers
from maps.blocks import render_figure, render_folded
from maps.charts import ShareChart, ShareRow, render_share_bars
from maps.page import Section, make_section
from maps.table_block import render_table_block
from queries.balance.benchmarks import BENCHMARKS
from queries.writers.caption import how_counted

_MORE = ("region-balance-all", "region-balance-tests")
# Seven columns are what a page takes; ties and shares stand in the table above.
_YARDSTICKS = ("name", *(f"share_{name.replace('-', '_')}" for name in BENCHMARKS))


def render_balance(answers: Answers) -> Section:
    """Render the balance of ties over regions."""
    blocks = [
        _balance_figure(answers),
        render_table_block(answers.balance, finding=False),
        _render_more(answers),
    ]
    return make_section("balance", answers.balance.title, blocks)


def _render_more(answers: Answers) -> str:
    """Render each yardstick, every measure and every test, for who asks how it was counted."""
    more = [render_table_block(table) for table in answers.balances if table.name in _MORE]
    each = render_table_block(answers.yardsticks[0], columns=_YARDSTICKS)
    return render_folded(text("pack", "balance-more"), [each, *more])


def _balance_figure(answers: Answers) -> str:
    table = answers.balance
    rows = [
        ShareRow(
            _label(row["name"]), int(str(row["ties"])), _share(row["share"]), _share(row["benchmark_share"]),
        )
        for row in table.rows
    ]  # fmt: skip
    chart = ShareChart(table.title, "balance", rows, table.n, text("pack", "balance-reference"))
    subtitle = text("pack", "balance-subtitle", n=table.n, as_of=answers.dated)
    counted = how_counted(table)[:1]
    foot = text("pack", "balance-foot")
    return render_figure(render_share_bars(chart), table.title, subtitle=subtitle, foot=foot, counted=counted)


def _label(cell: object) -> Label:
    return cell if isinstance(cell, Label) else text("questions", "unknown")


def _share(cell: object) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None
