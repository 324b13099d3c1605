"""Words in, words out: the command line. The only module that knows click and exit codes.

Every heavy import stands inside the command that needs it, so that `bfa --help` starts at once.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graph.errors import BfaError, QuestionError
from graph.texts import Label, Language, text

if TYPE_CHECKING:
    from datetime import date

    from graph.cypher.engine import CypherEngine
    from graph.issues import Issue
    from graph.neo4j_store import Neo4jConnection
    from graph.store import Store
    from plan.assemble import Assembly
    from queries.table import Table

Command = TypeVar("Command", bound=Callable[..., Any])
FORMATS = ("table", "csv", "json", "xlsx")
EXPORTS = (".json", ".geojson")
BUG_EXIT = 70
# How many records a list of differences shows on a screen; files hold all.
SCREEN_ROWS = 50


def _bilingual(key: str, *, subject: str = "cli") -> str:
    """Give a help text in both languages, Thai first."""
    label = text(subject, key)
    return f"{label.th}\n\n{label.en}"


def _help(name: str, example: str, *, subject: str = "cli") -> str:
    return f"{_bilingual(f'help-{name}', subject=subject)}\n\n\b\nตัวอย่าง / Example:\n  {example}"


def _say(message: Label, lang: Language) -> None:
    click.echo(message.in_language(lang), err=True)


class _Program(click.Group):
    """The program: turns our errors into one line and an exit code, and nothing into a traceback."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        try:
            return super().invoke(ctx)
        except BfaError as error:
            _say(error.text, _language(ctx))
            ctx.exit(error.exit_code)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            _close_quietly()
            ctx.exit(0)
        except Exception as error:
            if os.environ.get("BFA_DEBUG"):
                raise
            _say(text("errors", "bug", kind=type(error).__name__, detail=error), _language(ctx))
            ctx.exit(BUG_EXIT)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Add the nearest command to click's own message."""
        return _suggesting(self, ctx, args, super().resolve_command)


class _Group(click.Group):
    """A group of commands that suggests the nearest one."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Add the nearest command to click's own message."""
        return _suggesting(self, ctx, args, super().resolve_command)


def _suggesting(
    group: click.Group, ctx: click.Context, args: list[str], resolve: Callable[..., Any]
) -> tuple[str | None, click.Command | None, list[str]]:
    try:
        return resolve(ctx, args)  # type: ignore[no-any-return]
    except click.UsageError:
        from difflib import get_close_matches

        known = sorted(group.commands)
        names = ", ".join(get_close_matches(args[0], known, n=3, cutoff=0.4) or known)
        message = text("cli", "command-unknown", name=args[0], names=names)
        raise click.UsageError(f"{message.th}\n{message.en}", ctx) from None


def _language(ctx: click.Context) -> Language:
    """Find the language asked for anywhere on the line; Thai by default, never from the locale."""
    found = (_after(word, following) for word, following in zip(sys.argv, [*sys.argv[1:], ""], strict=True))
    given = next((value for value in found if value), ctx.params.get("lang"))
    return "en" if given == "en" else "th"


def _after(word: str, following: str) -> str:
    if word == "--lang":
        return following
    return word.removeprefix("--lang=") if word.startswith("--lang=") else ""


def _close_quietly() -> None:
    """Let a pipe that was closed early (`| head`) end without a complaint at exit."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - lives until exit


@dataclass(frozen=True)
class Wanted:
    """How an answer is wanted: its language, as-of date, place and form."""

    lang: Language
    as_of: date
    output: Path | None = None
    form: str = "table"


def shared_options(*, formats: Sequence[str] = FORMATS, output: bool = True) -> Callable[[Command], Command]:
    """Give a command the options that all share; they arrive as one `wanted`, the date parsed."""

    def decorate(command: Command) -> Command:
        @functools.wraps(command)
        def with_wanted(
            *args: Any,  # noqa: ANN401 - click passes any
            lang: Language, as_of: str | None, output: Path | None = None, form: str = "table", **kwargs: Any,  # noqa: ANN401
        ) -> Any:  # noqa: ANN401  # fmt: skip
            return command(*args, wanted=Wanted(lang, _read_as_of(as_of), output, form), **kwargs)

        languages = click.Choice(["th", "en"])
        options = [
            click.option("--lang", type=languages, default="th", help=_bilingual("opt-lang")),
            click.option("--as-of", metavar="DATE", help=_bilingual("opt-as-of")),
        ]
        if output:
            place = click.Path(path_type=Path)
            options.append(click.option("-o", "--output", type=place, help=_bilingual("opt-output")))
        if formats:
            form, help_text = click.Choice(list(formats)), _bilingual("opt-format")
            options.append(click.option("--format", "form", type=form, default=formats[0], help=help_text))
        wrapped: Any = with_wanted
        for option in reversed(options):
            wrapped = option(wrapped)
        return wrapped  # type: ignore[no-any-return]

    return decorate


def _form_by_name(wanted: Wanted) -> Wanted:
    """Take the form of an answer from the name of its file, where no form was asked for."""
    form = wanted.output.suffix.lower().removeprefix(".") if wanted.output is not None else ""
    return replace(wanted, form=form) if wanted.form == "table" and form in FORMATS else wanted


def clock_option(command: Command) -> Command:
    """Give a command the option for the clock that its years run on."""
    clocks = click.Choice(["fiscal", "calendar"])
    return click.option("--clock", type=clocks, default="fiscal", help=_bilingual("opt-clock"))(command)


@dataclass(frozen=True)
class Records:
    """The planners' own files, where given."""

    links: Path | None = None
    evidence: Path | None = None
    actuals: Path | None = None


def record_options(command: Command) -> Command:
    """Give a command the options for the planners' own files; they arrive as one `records`."""

    @functools.wraps(command)
    def with_records(
        *args: Any,  # noqa: ANN401 - click passes any
        links: Path | None, evidence: Path | None, actuals: Path | None, **kwargs: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401  # fmt: skip
        return command(*args, records=Records(links, evidence, actuals), **kwargs)

    wrapped: Any = with_records
    for name in ("actuals", "evidence", "links"):
        option = click.option(f"--{name}", type=click.Path(path_type=Path), help=_bilingual(f"opt-{name}"))
        wrapped = option(wrapped)
    return wrapped  # type: ignore[no-any-return]


_clock_option = click.option(
    "--clock", type=click.Choice(["fiscal", "calendar"]), default="fiscal", help=_bilingual("opt-clock")
)


def _read_as_of(written: str | None) -> date:
    """Read --as-of; without it, today: the one place where the clock is read."""
    from datetime import date

    from graph.dates import parse_as_of

    return parse_as_of(written) if written is not None else date.today()


def _assemble() -> Assembly:
    import gc

    from plan.packaged_graph import open_graph

    assembly = open_graph()
    gc.freeze()  # the graph lives until the end: the collector need not walk it
    return assembly


def _assemble_with(records: Records, wanted: Wanted) -> tuple[Assembly, Sequence[Issue]]:
    """Build the graph with the planners' files in it; give what was found in them."""
    if records == Records():
        return _assemble(), ()
    from loaders.plan_records import RecordFiles
    from plan.records import add_records

    files = RecordFiles(records.links, records.evidence, records.actuals)
    return add_records(_assemble(), files, as_of=wanted.as_of)


@click.group(
    cls=_Program, help=_bilingual("help-bfa"), context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(package_name="bangkok-foreign-affairs", prog_name="bfa")
def main() -> None:
    """Start the program."""


@main.command(help=_help("brief", "bfa brief -o briefing-pack"))
@record_options
@shared_options(formats=())
def brief(records: Records, wanted: Wanted) -> None:
    """Write the briefing pack."""
    from maps.pack import save_pack

    held, issues = _assemble_with(records, wanted)
    _say_issues(issues, wanted)
    folder = wanted.output or Path("briefing-pack")
    with _progress(wanted.lang, text("cli", "making-pack")) as report:
        page = save_pack(held, folder, as_of=wanted.as_of, report=report)
    click.echo(str(page.resolve()))


@main.command(help=_help("ask", "bfa ask region-balance --param scheme=un-m49 --lang en"))
@click.argument("question", required=False)
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help=_bilingual("opt-param"))
@click.option("--store", "address", metavar="URL", help=_bilingual("opt-store"))
@click.option("--cypher", "as_cypher", is_flag=True, help=_bilingual("opt-cypher"))
@shared_options()
def ask(
    question: str | None, params: tuple[str, ...], address: str | None, as_cypher: bool, wanted: Wanted
) -> None:
    """Answer a question by its name or in words, or list them."""
    from queries.catalog import questions_table

    if question is None:
        _answer("ask", [questions_table(as_of=wanted.as_of)], wanted)
        return
    given = [_read_param(param) for param in params]
    name = _name_question(question, wanted.lang)  # an unknown one is refused before the graph is built
    if as_cypher:
        _print_cypher(name, given, wanted)
    else:
        _answer(f"ask {name}", _ask(name, given, address, wanted), wanted)


def _ask(
    question: str, params: Sequence[tuple[str, str]], address: str | None, wanted: Wanted
) -> Sequence[Table]:
    from plan.readers import FILE_READERS
    from queries.catalog import run_question
    from queries.server_answers import run_on_server

    asked: dict[str, Any] = {"as_of": wanted.as_of, "params": params, "readers": FILE_READERS}
    if address is None:
        return run_question(_assemble().store, question, **asked)
    with _engine(address, wanted) as (engine, store):
        return run_on_server(engine, store, question, **asked)


def _print_cypher(question: str, params: Sequence[tuple[str, str]], wanted: Wanted) -> None:
    """Print a question's text and parameters as Neo4j Browser takes them."""
    from queries.cypher_texts import read_cypher, render_browser
    from queries.server_answers import question_in_cypher

    read_cypher(question)  # a question without a text is refused before the graph is built
    query, values = question_in_cypher(_assemble().store, question, as_of=wanted.as_of, params=params)
    if wanted.form == "json":
        _answer(f"ask {question}", [], wanted, data={"cypher": query, "parameters": values})
    else:
        _write(render_browser(query, values), wanted)


@contextmanager
def _engine(address: str | None, wanted: Wanted) -> Iterator[tuple[CypherEngine, Store]]:
    """Give what answers Cypher, with its records: the graph here, or a server."""
    if address is None:
        from graph.cypher.kglite_engine import KgliteEngine, check_installed

        check_installed()  # said before the graph is built
        store = _assemble().store
        yield KgliteEngine(store), store
        return
    from graph.cypher.server_engine import ServerEngine
    from graph.cypher_store import CypherStore
    from graph.mirror import read_state
    from graph.neo4j_store import connect
    from graph.server_settings import read_settings

    settings = read_settings(address, os.environ, file=Path("bfa.toml"))
    if settings.is_open_to_others:
        _say(text("neo4j", "ask-plain-transport", place=settings.place), wanted.lang)
    with connect(settings) as connection:
        state = read_state(connection)
        if not state.is_complete:
            _say(text("neo4j", "ask-incomplete" if state.number else "ask-never-pushed"), wanted.lang)
        yield ServerEngine(connection), CypherStore(connection)


@main.command("cypher", help=_help("cypher", "bfa cypher 'MATCH (c:City) RETURN c.name LIMIT 5'"))
@click.argument("query")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help=_bilingual("opt-cypher-param"))
@click.option("--store", "address", metavar="URL", help=_bilingual("opt-store"))
@click.option("--limit", type=click.IntRange(1), default=1000, help=_bilingual("opt-limit"))
@click.option("--timeout", type=click.FloatRange(0.1), default=30, help=_bilingual("opt-timeout"))
@shared_options()
def cypher_command(
    query: str, params: tuple[str, ...], address: str | None, limit: int, timeout: float, wanted: Wanted
) -> None:
    """Run a reading query of one's own."""
    from graph.cypher.engine import run_query
    from graph.cypher.read_only import check_query
    from queries.cypher_table import cypher_data, cypher_table, read_parameters

    allowed = check_query(sys.stdin.read() if query == "-" else query)
    given = read_parameters(params)
    with _engine(address, wanted) as (engine, _):
        result = run_query(engine, allowed, given, limit=limit, timeout=timeout)
    for warning in result.warnings:
        _say(warning, wanted.lang)
    table = cypher_table(result, as_of=wanted.as_of, on_server=address is not None)
    _answer("cypher", [table], wanted, data=cypher_data(result))


def _name_question(written: str, lang: Language) -> str:
    """Give the question of that name, or the one that the words clearly mean, and say which."""
    from queries.catalog import QUESTIONS

    if written in QUESTIONS:
        return written
    from queries.asking import choose_question

    meant = choose_question(written)
    _say(text("cli", "question-meant", name=meant.name, asks=meant.label), lang)
    return meant.name


def _read_param(written: str) -> tuple[str, str]:
    name, equals, value = written.partition("=")
    if not equals or not name:
        raise QuestionError("parameter-form", value=written)
    return name, value


@main.command("explain", help=_help("explain", "bfa explain Agreement:hanoi-2004"))
@click.argument("record_id", metavar="ID")
@shared_options()
def explain_command(record_id: str, wanted: Wanted) -> None:
    """Show a record's facts, links and claims."""
    from plan.trace import find_record
    from queries.explain import explain

    store = _assemble().store
    record = find_record(store, record_id)
    _answer("explain", explain(store, record.id, as_of=wanted.as_of), wanted)


@main.command(help=_help("export", "bfa export graph.json"))
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@shared_options(formats=(), output=False)
def export(path: Path, wanted: Wanted) -> None:
    """Write the whole graph, or the map's points, to a file, by its extension."""
    extension = path.suffix.lower()
    if extension not in EXPORTS:
        raise QuestionError("format-unknown", path=path, allowed=", ".join(EXPORTS))
    _save(path, _render_export(extension, wanted.as_of).encode())
    _say(text("cli", "written", path=path), wanted.lang)


def _render_export(extension: str, as_of: date) -> str:
    if extension == ".geojson":
        from maps.geo.geojson import render_geojson

        return render_geojson(_assemble(), as_of=as_of)
    from graph.node_link import render_node_link

    return render_node_link(_assemble().store)


@main.group(cls=_Group, help=_bilingual("help-plan"))
def plan() -> None:
    """Hold the plan's commands."""


@plan.command("show", help=_help("plan-show", "bfa plan show --lang en"))
@shared_options()
def plan_show(wanted: Wanted) -> None:
    """Show the plan's tactics, KPIs, targets and what the records support."""
    from plan.status import plan_tables

    _answer("plan show", plan_tables(_assemble().store, as_of=wanted.as_of), wanted)


@plan.command("status", help=_help("plan-status", "bfa plan status --year 2568 --lang en"))
@click.option("--year", type=int, metavar="YEAR", help=_bilingual("opt-year"))
@clock_option
@click.option("--score", is_flag=True, help=_bilingual("opt-score"))
@record_options
@shared_options()
def plan_status(year: int | None, clock: str, score: bool, records: Records, wanted: Wanted) -> None:
    """Show where every KPI stands: confirmed, claimed and possible, beside its target."""
    from plan.casebook import open_casebook
    from plan.clock import CLOCKS
    from plan.status import status_tables

    held, issues = _assemble_with(records, wanted)
    book = open_casebook(held.store, as_of=wanted.as_of, clock=CLOCKS[clock], rules=held.rules_version)
    tables = status_tables(held.store, book, year=year, score=score)
    _answer("plan status", tables, wanted, issues=issues)


@plan.command("trace", help=_help("plan-trace", "bfa plan trace 2.1"))
@click.argument("element", metavar="ID")
@record_options
@shared_options()
def plan_trace(element: str, records: Records, wanted: Wanted) -> None:
    """Trace an element of the plan, an activity or a partner, up and down."""
    from plan.trace import trace
    from plan.trace_tables import trace_data, trace_tables

    held, issues = _assemble_with(records, wanted)
    found = trace(held.store, element)
    tables = trace_tables(held.store, found, as_of=wanted.as_of)
    _answer("plan trace", tables, wanted, data=trace_data(found), issues=issues)


@plan.command("orphans", help=_help("plan-orphans", "bfa plan orphans --lang en"))
@record_options
@shared_options()
def plan_orphans(records: Records, wanted: Wanted) -> None:
    """List activities, criteria, targets and projects that nothing joins."""
    from plan.casebook import open_casebook
    from plan.orphans import orphan_tables

    held, issues = _assemble_with(records, wanted)
    book = open_casebook(held.store, as_of=wanted.as_of, rules=held.rules_version)
    tables = orphan_tables(held.store, book, unlinked=held.unlinked)
    _answer("plan orphans", tables, wanted, issues=issues)


@plan.command("blind-spots", help=_help("plan-blind-spots", "bfa plan blind-spots --lang en"))
@shared_options()
def plan_blind_spots(wanted: Wanted) -> None:
    """List what the plan names and no KPI measures, with our measure beside it."""
    from plan.blind_spots import blind_spot_tables

    _answer("plan blind-spots", blind_spot_tables(_assemble().store, as_of=wanted.as_of), wanted)


@plan.command("checks", help=_help("plan-checks", "bfa plan checks --lang en"))
@record_options
@shared_options()
def plan_checks(records: Records, wanted: Wanted) -> None:
    """Check the plan and what is held on it."""
    from graph.issues import errors_among
    from plan.casebook import open_casebook
    from plan.checks import checks_table, find_all

    held, _ = _assemble_with(records, wanted)
    book = open_casebook(held.store, as_of=wanted.as_of, rules=held.rules_version)
    found = find_all(held.store, book, issues=held.issues)
    status = "errors" if errors_among(found) else "ok"
    _answer("plan checks", [checks_table(held.store, book, found)], wanted, status=status)
    if status != "ok":
        sys.exit(1)


@plan.command("binder", help=_help("plan-binder", "bfa plan binder 2.1-1 -o binder"))
@click.argument("kpi", metavar="KPI")
@record_options
@shared_options(formats=())
def plan_binder(kpi: str, records: Records, wanted: Wanted) -> None:
    """Write a KPI's evidence binder into a folder."""
    from maps.binder import open_binder, save_binder

    held, issues = _assemble_with(records, wanted)
    beside = records.evidence.parent if records.evidence is not None else None
    binder = open_binder(held, kpi, as_of=wanted.as_of, folder=beside)
    _say_issues(issues, wanted)
    index = save_binder(binder, wanted.output or Path(f"binder-{binder.kpi.key}"), lang=wanted.lang)
    click.echo(str(index.resolve()))


@plan.command("report", help=_help("plan-report", "bfa plan report --year 2568 --month 3 -o report.xlsx"))
@click.option("--year", type=int, metavar="YEAR", required=True, help=_bilingual("opt-report-year"))
@click.option("--month", type=int, metavar="MONTH", required=True, help=_bilingual("opt-month"))
@clock_option
@record_options
@shared_options()
def plan_report(year: int, month: int, clock: str, records: Records, wanted: Wanted) -> None:
    """Report a month, cumulative within its year, by project and KPI."""
    from plan.clock import CLOCKS
    from plan.report import find_span, report_tables

    held, issues = _assemble_with(records, wanted)
    span = find_span(held.store, year=year, month=month, clock=CLOCKS[clock], as_of=wanted.as_of)
    tables = report_tables(held.store, span, as_of=wanted.as_of, rules=held.rules_version)
    _answer("plan report", tables, _form_by_name(wanted), issues=issues)


@plan.command("whatif", help=_help("plan-whatif", "bfa plan whatif --drop A204 --drop City:yokohama"))
@click.option("--drop", "drops", multiple=True, metavar="ID", help=_bilingual("opt-drop"))
@click.option("--add", "adds", multiple=True, metavar="FIELD=VALUE,...", help=_bilingual("opt-add"))
@click.option("--add-file", type=click.Path(path_type=Path), help=_bilingual("opt-add-file"))
@clock_option
@record_options
@shared_options()
def plan_whatif(
    drops: tuple[str, ...], adds: tuple[str, ...], add_file: Path | None, clock: str, records: Records,
    wanted: Wanted,
) -> None:  # fmt: skip
    """Show what falls or rises when records are dropped or activities added."""
    from plan.whatif_tables import answer_whatif

    held, issues = _assemble_with(records, wanted)
    tables, data = answer_whatif(
        held, drops=drops, adds=adds, add_file=add_file, clock=clock, as_of=wanted.as_of
    )
    _answer("plan whatif", tables, wanted, data=data, issues=issues)


@plan.command("next", help=_help("plan-next", "bfa plan next 2.1-1 --year 2569"))
@click.argument("kpi", metavar="KPI")
@click.option("--year", type=int, metavar="YEAR", help=_bilingual("opt-year-next"))
@clock_option
@record_options
@shared_options()
def plan_next(kpi: str, year: int | None, clock: str, records: Records, wanted: Wanted) -> None:
    """Show what a KPI lacks for its next level and its target."""
    from plan.next_tables import answer_next

    held, issues = _assemble_with(records, wanted)
    tables, data = answer_next(held, kpi, year=year, clock=clock, as_of=wanted.as_of)
    _answer("plan next", tables, wanted, data=data, issues=issues)


@plan.command("verify", help=_help("plan-verify", "bfa plan verify plan-2566-2570.txt"))
@click.argument("document", type=click.Path(path_type=Path))
@shared_options()
def plan_verify(document: Path, wanted: Wanted) -> None:
    """Compare the plan's text with the packaged facts, field by field."""
    from loaders.plan_text.verify import verify_plan
    from plan.overview import difference_table

    differences = verify_plan(document)
    status = "differences" if differences else "ok"
    _answer("plan verify", [difference_table(differences, as_of=wanted.as_of)], wanted, status=status)
    if differences:
        sys.exit(1)


@main.group("neo4j", cls=_Group, help=_bilingual("help-neo4j", subject="neo4j"))
def neo4j_group() -> None:
    """Hold the mirror's commands."""


store_option = click.option("--store", metavar="URL", help=_bilingual("opt-store", subject="neo4j"))


@neo4j_group.command("push", help=_help("neo4j-push", "bfa neo4j push --dry-run", subject="neo4j"))
@store_option
@click.option("--dry-run", is_flag=True, help=_bilingual("opt-dry-run", subject="neo4j"))
@click.option("--every-record", is_flag=True, help=_bilingual("opt-every-record", subject="neo4j"))
@shared_options()
def neo4j_push(store: str | None, dry_run: bool, every_record: bool, wanted: Wanted) -> None:
    """Make a server hold the graph, or list what that would change."""
    from importlib.metadata import version

    from graph import mirror
    from queries.mirror_tables import plan_tables, push_tables

    day = wanted.as_of
    how = {"every_record": every_record}
    with _connected(store, wanted) as (connection, shown):
        graph = _assemble().store
        if dry_run:
            tables = plan_tables(mirror.plan_push(graph, connection, **how), **shown)
        else:
            with _progress(wanted.lang, text("neo4j", "pushing")) as report:
                run = version("bangkok-foreign-affairs")
                result = mirror.push(graph, connection, loaded_on=day, version=run, report=report, **how)
            tables = push_tables(result, **shown)
    _answer("neo4j push", tables, wanted)


@neo4j_group.command("verify", help=_help("neo4j-verify", "bfa neo4j verify", subject="neo4j"))
@store_option
@shared_options()
def neo4j_verify(store: str | None, wanted: Wanted) -> None:
    """Compare a server with the graph, record by record."""
    from graph import mirror
    from queries.mirror_tables import verify_tables

    with _connected(store, wanted) as (connection, shown):
        differences = mirror.find_differences(_assemble().store, connection)
        state = mirror.read_state(connection)
    if not state.is_complete:
        _say(text("neo4j", "push-incomplete", number=state.number), wanted.lang)
    status = "differences" if differences else "ok"
    _answer("neo4j verify", verify_tables(differences, **shown), wanted, status=status)
    if differences:
        sys.exit(1)


@neo4j_group.command("pull", help=_help("neo4j-pull", "bfa neo4j pull graph.json", subject="neo4j"))
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@store_option
@shared_options(formats=(), output=False)
def neo4j_pull(path: Path, store: str | None, wanted: Wanted) -> None:
    """Write the graph of a server to a file."""
    from graph import mirror
    from graph.node_link import render_node_link

    if path.suffix.lower() != ".json":
        raise QuestionError("format-unknown", path=path, allowed=".json")
    with _connected(store, wanted) as (connection, _):
        pulled = mirror.pull(connection)
    _save(path, render_node_link(pulled).encode())
    _say(text("cli", "written", path=path), wanted.lang)


@contextmanager
def _connected(address: str | None, wanted: Wanted) -> Iterator[tuple[Neo4jConnection, dict[str, Any]]]:
    """Connect to the server that is meant; give with it what tables on it need to say."""
    from graph.neo4j_store import connect
    from graph.server_settings import read_settings

    settings = read_settings(address, os.environ, file=Path("bfa.toml"))
    if settings.is_open_to_others:
        _say(text("neo4j", "open-transport", place=settings.place), wanted.lang)
    limit = SCREEN_ROWS if wanted.form == "table" else None
    with connect(settings) as connection:
        yield connection, {"place": settings.place, "as_of": wanted.as_of, "limit": limit}


@main.group(cls=_Group, help=_bilingual("help-schema"))
def schema() -> None:
    """Hold the schema's commands."""


@schema.command("show", help=_help("schema-show", "bfa schema show Agreement"))
@click.argument("label", required=False)
@shared_options()
def schema_show(label: str | None, wanted: Wanted) -> None:
    """Show every type, or one type with its properties."""
    from queries.schema_tables import schema_tables

    _answer("schema show", schema_tables(label, as_of=wanted.as_of), wanted)


def _say_issues(issues: Sequence[Issue], wanted: Wanted) -> None:
    for issue in issues:
        click.echo(f"{issue.place}: {issue.words.in_language(wanted.lang)}", err=True)


def _answer(
    command: str,
    tables: Sequence[Table],
    wanted: Wanted,
    *,
    data: object = None,
    status: str = "ok",
    issues: Sequence[Issue] = (),
) -> None:
    """Write an answer in the form wanted, to a file or to standard output.

    `data` is what JSON holds where that is not simply the tables. Issues go into JSON, or are said.
    """
    if wanted.form != "json":
        _say_issues(issues, wanted)
    if wanted.form == "xlsx":
        from queries.writers.xlsx_writer import render_xlsx

        if wanted.output is None:
            raise QuestionError("format-needs-file", format=wanted.form)
        _save(wanted.output, render_xlsx(tables, wanted.lang))
        return
    _write(_render(command, tables, wanted, data=data, status=status, issues=issues), wanted)


def _write(rendered: str, wanted: Wanted) -> None:
    if wanted.output is None:
        click.echo(rendered, nl=False)
    else:
        # A spreadsheet knows Thai CSV for UTF-8 only by its byte order mark.
        _save(wanted.output, rendered.encode("utf-8-sig" if wanted.form == "csv" else "utf-8"))


def _render(
    command: str,
    tables: Sequence[Table],
    wanted: Wanted,
    *,
    data: object,
    status: str,
    issues: Sequence[Issue],
) -> str:
    if wanted.form == "json":
        from queries.writers.json_writer import render_envelope, tables_data

        answer = tables_data(tables, wanted.lang) if data is None else data
        return render_envelope(command, answer, status=status, issues=issues, lang=wanted.lang)
    if wanted.form == "csv":
        from queries.writers.csv_writer import render_csv

        return render_csv(tables, wanted.lang)
    from queries.writers.screen_writer import render_screen

    return render_screen(tables, wanted.lang, terminal=sys.stdout.isatty())


def _save(path: Path, content: bytes) -> None:
    from graph.files import write_whole

    write_whole(path, content)


@contextmanager
def _progress(lang: Language, doing: Label) -> Iterator[Callable[[int, int], None]]:
    """Give a progress bar on a terminal, and silence in a pipe."""
    if not sys.stderr.isatty():
        yield lambda step, of: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(doing.in_language(lang), total=None)
        yield lambda step, of: progress.update(task, completed=step, total=of)


if __name__ == "__main__":
    main()
