"""Words in, words out: the command line. The only module that knows click and exit codes.

Every heavy import stands inside the command that needs it, so that `bfa --help` starts at once.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graph.errors import BfaError, QuestionError
from graph.texts import Label, Language, text

if TYPE_CHECKING:
    from datetime import date

    from graph.issues import Issue
    from plan.assemble import Assembly
    from queries.table import Table

Command = TypeVar("Command", bound=Callable[..., Any])
FORMATS = ("table", "csv", "json", "xlsx")
EXPORTS = (".json", ".geojson")
BUG_EXIT = 70


def _bilingual(key: str) -> str:
    """Give a help text in both languages, Thai first."""
    label = text("cli", key)
    return f"{label.th}\n\n{label.en}"


def _help(name: str, example: str) -> str:
    return f"{_bilingual(f'help-{name}')}\n\n\b\nตัวอย่าง / Example:\n  {example}"


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
@shared_options(formats=())
def brief(wanted: Wanted) -> None:
    """Write the briefing pack."""
    from maps.pack import save_pack

    folder = wanted.output or Path("briefing-pack")
    with _progress(wanted.lang) as report:
        page = save_pack(_assemble(), folder, as_of=wanted.as_of, report=report)
    click.echo(str(page.resolve()))


@main.command(help=_help("ask", "bfa ask region-balance --param scheme=un-m49 --lang en"))
@click.argument("question", required=False)
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help=_bilingual("opt-param"))
@shared_options()
def ask(question: str | None, params: tuple[str, ...], wanted: Wanted) -> None:
    """Answer a question by its name or in words, or list them."""
    from plan.readers import FILE_READERS
    from queries.catalog import questions_table, run_question

    if question is None:
        _answer("ask", [questions_table(as_of=wanted.as_of)], wanted)
        return
    given = [_read_param(param) for param in params]
    name = _name_question(question, wanted.lang)  # an unknown one is refused before the graph is built
    tables = run_question(_assemble().store, name, as_of=wanted.as_of, params=given, readers=FILE_READERS)
    _answer(f"ask {name}", tables, wanted)


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
@_clock_option
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


@plan.command("whatif", help=_help("plan-whatif", "bfa plan whatif --drop A204 --drop City:yokohama"))
@click.option("--drop", "drops", multiple=True, metavar="ID", help=_bilingual("opt-drop"))
@click.option("--add", "adds", multiple=True, metavar="FIELD=VALUE,...", help=_bilingual("opt-add"))
@click.option("--add-file", type=click.Path(path_type=Path), help=_bilingual("opt-add-file"))
@_clock_option
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
@_clock_option
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
    for issue in issues if wanted.form != "json" else ():
        click.echo(f"{issue.place}: {issue.words.in_language(wanted.lang)}", err=True)
    if wanted.form == "xlsx":
        from queries.writers.xlsx_writer import render_xlsx

        if wanted.output is None:
            raise QuestionError("format-needs-file", format=wanted.form)
        _save(wanted.output, render_xlsx(tables, wanted.lang))
        return
    rendered = _render(command, tables, wanted, data=data, status=status, issues=issues)
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


def _progress(lang: Language) -> Any:  # noqa: ANN401 - a context manager of a reporting function
    """Give a progress bar on a terminal, and silence in a pipe."""
    from contextlib import contextmanager

    @contextmanager
    def bar() -> Any:  # noqa: ANN401
        if not sys.stderr.isatty():
            yield lambda step, of: None
            return
        from rich.console import Console
        from rich.progress import Progress

        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task(text("cli", "making-pack").in_language(lang), total=None)
            yield lambda step, of: progress.update(task, completed=step, total=of)

    return bar()


if __name__ == "__main__":
    main()
