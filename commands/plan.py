"""The plan: shown, assessed, traced, tried out and checked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.answers import answer, folder_for, save, say_issues
from commands.opening import assemble, assemble_with, open_copy, record_files
from commands.options import (
    Records,
    Wanted,
    clock_option,
    one_year,
    plan_text_option,
    plan_year,
    record_options,
    shared_options,
)
from commands.program import Group, bilingual, help_text
from commands.usage import Place, Whole, Year
from graph.errors import QuestionError

if TYPE_CHECKING:
    from graph.store import Store
    from plan.answers.kpi_papers import KpiPapers
    from queries.table import Table


@click.group(cls=Group, help=bilingual("help-plan"))
def plan() -> None:
    """Hold the plan's commands."""


@plan.command("show", help=help_text("plan-show", "bfa plan show 2.2-2"))
@click.argument("part", metavar="[ID|PART]", required=False)
@shared_options()
@plan_text_option
def plan_show(part: str | None, wanted: Wanted) -> None:
    """Show the plan's structure, status and contents; or a part of its text, or one element."""
    from plan.answers.plan_parts import contents_table, part_tables
    from plan.answers.status import plan_tables

    store = assemble().store
    if part is None:
        tables = [*plan_tables(store, as_of=wanted.as_of), contents_table(store, wanted.as_of)]
    else:
        tables = part_tables(store, part, as_of=wanted.as_of)
    answer("plan show", tables, wanted, store=store)


@plan.command("status", help=help_text("plan-status", "bfa plan status --year 2568 --lang en"))
@click.option("--year", type=Year(), metavar="YEAR", help=bilingual("opt-year"))
@clock_option
@click.option("--score", is_flag=True, help=bilingual("opt-score"))
@record_options
@shared_options()
@plan_text_option
def plan_status(year: str | None, clock: str, score: bool, records: Records, wanted: Wanted) -> None:
    """Show where every KPI stands: confirmed, claimed and possible, beside its target."""
    from plan.answers.status import status_tables
    from plan.clock import CLOCKS
    from plan.ladders.plan_records import read_plan_records

    held, issues = assemble_with(records, wanted, clock=clock)
    book = read_plan_records(held.store, as_of=wanted.as_of, clock=CLOCKS[clock], rules=held.rules_version)
    tables = status_tables(held.store, book, year=one_year(year, wanted), score=score)
    answer(
        "plan status",
        [*tables, *_levels(held.store, wanted, tables[0])],
        wanted,
        issues=issues,
        store=held.store,
    )


@plan.command("trace", help=help_text("plan-trace", "bfa plan trace 2.1"))
@click.argument("element", metavar="ID")
@record_options
@shared_options()
@plan_text_option
def plan_trace(element: str, records: Records, wanted: Wanted) -> None:
    """Trace an element of the plan, an activity or a partner, up and down."""
    from plan.answers.trace_tables import trace_data, trace_tables
    from plan.ladders.trace import trace
    from plan.making.rules import read_rules

    held, issues = assemble_with(records, wanted)
    shown = None
    if records != Records():
        from plan.ladders.plan_records import read_plan_records

        shown = read_plan_records(held.store, as_of=wanted.as_of).shown(held.store)
    found = trace(held.store, element, as_of=wanted.as_of, shown=shown)
    tables = trace_tables(held.store, found, as_of=wanted.as_of, unlinked=held.unlinked, rules=read_rules())
    answer("plan trace", tables, wanted, data=trace_data(found), issues=issues, store=held.store)


@plan.command("orphans", help=help_text("plan-orphans", "bfa plan orphans --lang en"))
@record_options
@shared_options()
@plan_text_option
def plan_orphans(records: Records, wanted: Wanted) -> None:
    """List activities, criteria, targets and projects that nothing joins."""
    from plan.answers.orphans import orphan_tables
    from plan.ladders.plan_records import read_plan_records
    from plan.making.rules import read_rules

    held, issues = assemble_with(records, wanted)
    book = read_plan_records(held.store, as_of=wanted.as_of, rules=held.rules_version)
    tables = orphan_tables(held.store, book, unlinked=held.unlinked, rules=read_rules())
    answer("plan orphans", tables, wanted, issues=issues, store=held.store)


@plan.command("blind-spots", help=help_text("plan-blind-spots", "bfa plan blind-spots --lang en"))
@shared_options()
@plan_text_option
def plan_blind_spots(wanted: Wanted) -> None:
    """List what the plan names and no KPI measures, with our measure beside it."""
    from plan.answers.blind_spots import blind_spot_tables

    store = assemble().store
    answer("plan blind-spots", blind_spot_tables(store, as_of=wanted.as_of), wanted, store=store)


@plan.command("checks", help=help_text("plan-checks", "bfa plan checks --lang en"))
@record_options
@shared_options()
@plan_text_option
def plan_checks(records: Records, wanted: Wanted) -> None:
    """Check the plan and what is held on it."""
    from graph.issues import errors_among
    from plan.answers.checks import checks_table, find_all
    from plan.ladders.plan_records import read_plan_records

    held, _ = assemble_with(records, wanted)
    book = read_plan_records(held.store, as_of=wanted.as_of, rules=held.rules_version)
    found = find_all(held.store, book, issues=held.issues)
    status = "errors" if errors_among(found) else "ok"
    answer("plan checks", [checks_table(held.store, book, found)], wanted, status=status, store=held.store)
    if status != "ok":
        sys.exit(1)


@plan.command("binder", help=help_text("plan-binder", "bfa plan binder 2.1-1 --year 2568 -o binder"))
@click.argument("kpi", metavar="KPI")
@click.option("--year", type=Year(), metavar="YEAR", help=bilingual("opt-year"))
@clock_option
@record_options
@shared_options(formats=())
@plan_text_option
def plan_binder(kpi: str, year: str | None, clock: str, records: Records, wanted: Wanted) -> None:
    """Write a KPI's evidence binder into a folder."""
    from maps.binder import save_binder
    from plan.answers.binder import Binder

    binder = Binder(_papers(kpi, one_year(year, wanted), clock, records, wanted))
    name = f"binder-{binder.papers.kpi.key}" + (f"-{binder.papers.year}" if binder.papers.year else "")
    index = save_binder(binder, folder_for(wanted, name), lang=wanted.lang)
    click.echo(str(index.resolve()))


@plan.command("card", help=help_text("plan-card", "bfa plan card 2.1-1 --year 2568 -o card.docx"))
@click.argument("kpi", metavar="KPI")
@click.option("--year", type=Year(), metavar="YEAR", required=True, help=bilingual("opt-card-year"))
@clock_option
@record_options
@shared_options(formats=())
@plan_text_option
def plan_card(kpi: str, year: str, clock: str, records: Records, wanted: Wanted) -> None:
    """Write the audit card of a KPI for one year, for Word or for a browser."""
    from maps.papers.saving import paper_form, render_paper
    from plan.answers.card import audit_card

    form = paper_form(wanted.output)
    papers = _papers(kpi, plan_year(year, wanted), clock, records, wanted)
    place = wanted.output or Path(f"card-{papers.kpi.key}-{papers.year}.{form}")
    save(place, render_paper(audit_card(papers), form, lang=wanted.lang))
    click.echo(str(place.resolve()))


def _papers(kpi: str, year: int | None, clock: str, records: Records, wanted: Wanted) -> KpiPapers:
    """Gather what is held on a KPI, and say what was found in the planners' files."""
    from loaders.fingerprints import read_inputs
    from plan.answers.kpi_papers import open_papers
    from plan.clock import CLOCKS

    held, issues = assemble_with(records, wanted, clock=clock)
    papers = open_papers(
        held,
        kpi,
        as_of=wanted.as_of,
        clock=CLOCKS[clock],
        year=year,
        printed=open_copy(wanted),
        inputs=read_inputs(record_files(records), wanted.plan_text),
    )
    say_issues(issues, wanted)
    return papers


@plan.command("report", help=help_text("plan-report", "bfa plan report --year 2568 --month 3 -o report.xlsx"))
@click.option("--year", type=Year(), metavar="YEAR", required=True, help=bilingual("opt-report-year"))
@click.option("--month", type=Whole(1), metavar="MONTH", help=bilingual("opt-month"))
@click.option("--final", is_flag=True, help=bilingual("opt-final"))
@clock_option
@record_options
@shared_options()
def plan_report(
    year: str, month: int | None, final: bool, clock: str, records: Records, wanted: Wanted
) -> None:
    """Report a month, cumulative within its year, or the whole of a year that is over."""
    from plan.answers.report import report_tables
    from plan.answers.report_span import find_span
    from plan.clock import CLOCKS

    if final == (month is not None):
        raise QuestionError("report-month-or-final")
    held, issues = assemble_with(records, wanted, clock=clock)
    span = find_span(
        held.store, year=plan_year(year, wanted), month=month, clock=CLOCKS[clock], as_of=wanted.as_of
    )
    tables = report_tables(held.store, span, rules=held.rules_version)
    answer("plan report", tables, wanted, issues=issues, store=held.store)


@plan.command("whatif", help=help_text("plan-whatif", "bfa plan whatif --drop A204 --drop City:yokohama"))
@click.option("--drop", "drops", multiple=True, metavar="ID", help=bilingual("opt-drop"))
@click.option("--add", "adds", multiple=True, metavar="FIELD=VALUE,...", help=bilingual("opt-add"))
@click.option("--add-file", type=Place(), help=bilingual("opt-add-file"))
@clock_option
@record_options
@shared_options()
@plan_text_option
def plan_whatif(
    drops: tuple[str, ...], adds: tuple[str, ...], add_file: Path | None, clock: str, records: Records,
    wanted: Wanted,
) -> None:  # fmt: skip
    """Show what falls or rises when records are dropped or activities added."""
    from plan.answers.whatif_tables import answer_whatif

    held, issues = assemble_with(records, wanted, clock=clock)
    tables, data = answer_whatif(
        held, drops=drops, adds=adds, add_file=add_file, clock=clock, as_of=wanted.as_of
    )
    answer(
        "plan whatif",
        [*tables, *_levels(held.store, wanted, tables[0])],
        wanted,
        data=data,
        issues=issues,
        store=held.store,
    )


@plan.command("next", help=help_text("plan-next", "bfa plan next 2.1-1 --year 2569"))
@click.argument("kpi", metavar="KPI")
@click.option("--year", type=Year(), metavar="YEAR", help=bilingual("opt-year-next"))
@clock_option
@record_options
@shared_options()
@plan_text_option
def plan_next(kpi: str, year: str | None, clock: str, records: Records, wanted: Wanted) -> None:
    """Show what a KPI lacks for its next level and its target."""
    from plan.answers.next_tables import answer_next

    held, issues = assemble_with(records, wanted, clock=clock)
    tables, data = answer_next(held, kpi, year=one_year(year, wanted), clock=clock, as_of=wanted.as_of)
    answer("plan next", tables, wanted, data=data, issues=issues, store=held.store)


@plan.command("verify", help=help_text("plan-verify", "bfa plan verify plan-2566-2570.txt"))
@click.argument("document", type=Place())
@shared_options()
def plan_verify(document: Path, wanted: Wanted) -> None:
    """Compare the plan's text with the packaged facts, field by field."""
    from loaders.plan_text.verify import verify_plan
    from plan.answers.overview import difference_table

    differences = verify_plan(document)
    status = "differences" if differences else "ok"
    answer("plan verify", [difference_table(differences, as_of=wanted.as_of)], wanted, status=status)
    if differences:
        sys.exit(1)


def _levels(store: Store, wanted: Wanted, table: Table) -> list[Table]:
    """Give the ladders of the KPIs that a table is about, where their printed words are asked for."""
    if wanted.plan_text is None or not table.rows:
        return []
    from plan.answers.plan_parts import levels_table

    kpis = dict.fromkeys(f"Kpi:{row['kpi']}" for row in table.rows)
    return [levels_table(store, kpis, as_of=wanted.as_of)]
