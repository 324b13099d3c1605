"""How an answer leaves: to the screen, a pipe or a file, in the form wanted."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.opening import beside_printed
from commands.options import Wanted
from commands.program import say
from graph.errors import QuestionError, one_line
from graph.texts import Label, Language, text

if TYPE_CHECKING:
    from graph.issues import Issue
    from graph.store import Store
    from queries.table import Table


def say_issues(issues: Sequence[Issue], wanted: Wanted) -> None:
    """Say what was found in the planners' files beside the answer: a line for each kind, with all places."""
    if not issues:
        return
    from graph.issues import told_together

    for places, words in told_together(issues):
        click.echo(f"{places}: {words.in_language(wanted.lang)}", err=True)


def answer(
    command: str,
    tables: Sequence[Table],
    wanted: Wanted,
    *,
    data: object = None,
    status: str = "ok",
    issues: Sequence[Issue] = (),
    store: Store | None = None,
) -> None:
    """Write an answer in the form wanted, to a file or to standard output.

    `data` is what JSON holds where that is not simply the tables. Issues go into JSON, or are said.
    `store` is the graph that the tables are read off: the end of its record stands beside the as-of
    date, and the printed words of the plan's elements where a copy is given. A question's tables
    have their end already. Raises QuestionError for a table that the answer has not.
    """
    if store is not None:
        from queries.facts.record_end import with_record_end

        tables, data = beside_printed(store, tables, wanted, data=data)
        tables = with_record_end(store, tables)
    if wanted.form != "json":
        say_issues(issues, wanted)
    if wanted.table is not None:
        tables, data = [_chosen(tables, wanted.table)], None
    if wanted.form == "csv":
        _write_csv(tables, wanted)
    elif wanted.form == "xlsx":
        from queries.writers.xlsx_sheet import cells_cut
        from queries.writers.xlsx_writer import render_xlsx

        if wanted.output is None:
            raise QuestionError("format-needs-file", format=wanted.form)
        save_and_say(wanted.output, render_xlsx(tables, wanted.lang), wanted)
        for cut in (said for table in tables for said in cells_cut(table, wanted.lang)):
            say(cut, wanted.lang)
    else:
        write(_render(command, tables, wanted, data=data, status=status, issues=issues), wanted)


def _chosen(tables: Sequence[Table], name: str) -> Table:
    """Give the one table that was asked for. Raises QuestionError for a name that none has."""
    found = next((table for table in tables if table.name == name), None)
    if found is None:
        raise QuestionError("table-unknown", name=name, known=", ".join(table.name for table in tables))
    return found


def _write_csv(tables: Sequence[Table], wanted: Wanted) -> None:
    """Write one table a file: the first under the name given, each further one beside it.

    A pipe takes the first, and the names of the others are said.
    """
    from queries.writers.csv_writer import render_csv

    first, *others = tables
    if wanted.output is None:
        click.echo(render_csv(first, wanted.lang), nl=False)
        if others:
            say(text("cli", "further-tables", names=", ".join(table.name for table in others)), wanted.lang)
        return
    for table in tables:
        place = wanted.output
        if table is not first:
            place = place.with_name(f"{place.stem}-{table.name}{place.suffix}")
        # A spreadsheet knows Thai CSV for UTF-8 only by its byte order mark.
        save_and_say(place, render_csv(table, wanted.lang).encode("utf-8-sig"), wanted)


# Endings of files that somebody may hope for where a folder of pages is written.
_FILES = frozenset((".pdf", ".html", ".htm", ".xlsx", ".docx", ".pptx", ".zip", ".csv", ".json", ".png"))


def folder_for(wanted: Wanted, usual: str) -> Path:
    """Give the folder to write; a name that ends as a file's is refused, for a file was meant."""
    place = wanted.output or Path(usual)
    if place.suffix.lower() in _FILES and not place.is_dir():
        raise QuestionError("output-is-folder", path=place)
    return place


def write(rendered: str, wanted: Wanted) -> None:
    """Write a rendered answer to its file, or to standard output."""
    if wanted.output is None:
        click.echo(rendered, nl=False)
    else:
        save_and_say(wanted.output, rendered.encode(), wanted)


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
    from queries.writers.screen_writer import render_screen

    return render_screen(tables, wanted.lang, terminal=sys.stdout.isatty(), whole=wanted.output is not None)


def save(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises OutputError over a file that is no product of ours."""
    from commands.products import refuse_others
    from graph.files import write_whole

    refuse_others(path, content)
    write_whole(path, content)


def save_and_say(place: Path, content: bytes, wanted: Wanted) -> None:
    """Write a file, and say that it was written."""
    save(place, content)
    say_written(place, wanted)


def say_written(place: Path, wanted: Wanted) -> None:
    """Say where a file or folder was written."""
    say(text("cli", "written", path=one_line(str(place))), wanted.lang)


@contextmanager
def progress(lang: Language, doing: Label) -> Iterator[Callable[[int, int], None]]:
    """Give a progress bar on a terminal, and silence in a pipe."""
    if not sys.stderr.isatty():
        yield lambda step, of: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(doing.in_language(lang), total=None)
        yield lambda step, of: progress.update(task, completed=step, total=of)
