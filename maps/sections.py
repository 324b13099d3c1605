"""The pack's sections after the thread page: balance, ASEAN, partners, KPIs, tactics, quality, sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.dates import format_date
from graph.texts import Label, text
from loaders.packaged.load import read_packaged
from loaders.packaged.plan import known_gaps
from loaders.tables import RawRow
from maps.answers import Answers, closed_and_current, ties_in_asean
from maps.blocks import render_figure, render_folded, render_heading, render_list
from maps.charts import ShareChart, ShareRow, render_share_bars
from maps.ladders import render_kpi_ladder
from maps.page import Section
from maps.table_block import render_table_block
from maps.thread import render_thread
from plan.assemble import Assembly
from plan.assessment import assess
from plan.overview import name_of
from queries.contacts import plan_years
from queries.table import Table

_SOURCES_SHOWN = 60


def render_sections(assembly: Assembly, answers: Answers, maps: Mapping[str, str]) -> list[Section]:
    """Render every section of the pack, the thread page first; `maps` are fragments by name."""
    return [
        render_thread(assembly, answers, maps["asean"]),
        _section(
            "balance",
            answers.balance.title,
            [_balance_figure(answers), render_table_block(answers.balance, finding=False)],
        ),
        _section("asean", answers.asean.title, [render_table_block(answers.asean, finding=False)]),
        _section("partners", answers.partners.title, [
            _partner_map(answers, maps["partners"]), render_table_block(answers.partners, finding=False)]),
        _section(
            "kpis", text("pack", "kpis-lead"),
            [render_table_block(answers.status), _ladders(assembly, answers)],
        ),
        _section("tactics", text("pack", "tactics-lead"), [render_table_block(answers.by_tactic)]),
        _section("quality", text("pack", "quality-lead"), list(_quality(answers))),
        _section("sources", text("pack", "sources-lead"), [
            render_table_block(_quality_table(answers, "sources"), rows=_SOURCES_SHOWN)]),
    ]  # fmt: skip


def _section(section_id: str, lead: Label, blocks: list[str]) -> Section:
    return Section(section_id, text("pack", f"section-{section_id}"), lead, blocks)


def _partner_map(answers: Answers, map_body: str) -> str:
    ties, asean = answers.balance.n, ties_in_asean(answers)
    finding = text("pack", "map-finding", ties=ties, asean=asean)
    subtitle = text("pack", "partners-subtitle", ties=ties, as_of=format_date(answers.as_of))
    return render_figure(map_body, finding, subtitle=subtitle, foot=text("pack", "map-foot"), wide=True)


def _balance_figure(answers: Answers) -> str:
    table = answers.balance
    rows = [
        ShareRow(
            _label(row["name"]), int(str(row["ties"])), _share(row["share"]), _share(row["low"]),
            _share(row["high"]), _share(row["benchmark_share"]),
        )
        for row in table.rows
    ]  # fmt: skip
    benchmark = table.benchmark or text("questions", "no-benchmark")
    chart = ShareChart(table.title, "balance", rows, table.n, benchmark)
    subtitle = text(
        "pack", "balance-subtitle", n=table.n, as_of=format_date(answers.as_of), benchmark=benchmark
    )
    return render_figure(
        render_share_bars(chart), table.title, subtitle=subtitle, foot=text("pack", "balance-foot")
    )


def _label(cell: object) -> Label:
    return cell if isinstance(cell, Label) else text("questions", "unknown")


def _share(cell: object) -> float:
    return cell if isinstance(cell, float) else 0.0


def _ladders(assembly: Assembly, answers: Answers) -> str:
    store = assembly.store
    years = closed_and_current(plan_years(store), answers.as_of)
    figures = []
    for kpi in store.nodes("Kpi"):
        if kpi.text("kind") != "level" or not years:
            continue
        found = [assess(store, kpi, year=year, as_of=answers.as_of) for year in years]
        finding = text("pack", "ladder-title", kpi=kpi.key, name=name_of(kpi))
        figures.append(render_kpi_ladder(store, found, as_of=answers.as_of, finding=finding, section="kpis"))
    return render_folded(text("pack", "ladders"), figures)


def _quality(answers: Answers) -> Iterator[str]:
    for table in answers.quality:
        if table.name != "sources":
            yield render_folded(table.title, [render_table_block(table)])
    yield render_heading(text("pack", "known-limits"))
    yield render_list([_note(row) for row in read_packaged("coverage_notes")])
    yield render_heading(text("pack", "known-gaps"))
    yield render_list([_note(row) for row in known_gaps()])


def _note(row: RawRow) -> Label:
    return Label(row["text_th"], row["text_en"])


def _quality_table(answers: Answers, name: str) -> Table:
    return next(table for table in answers.quality if table.name == name)
