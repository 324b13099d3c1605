"""The graph and its model: explained, exported, and as a briefing pack."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.answers import answer, folder_for, progress, save_and_say, say_issues, say_written
from commands.help_pages import Action
from commands.opening import assemble, assemble_with
from commands.options import Records, Wanted, plan_text_option, record_options, shared_options
from commands.program import Group, bilingual, help_text
from commands.usage import Place
from graph.errors import QuestionError
from graph.texts import text

if TYPE_CHECKING:
    from datetime import date


# Without an ending: a folder.
EXPORTS = (".json", ".geojson", ".graphml", ".gexf", ".sqlite")


@click.command(cls=Action, help=help_text("brief", "bfa brief -o briefing-pack"))
@record_options
@shared_options(formats=())
def brief(records: Records, wanted: Wanted) -> None:
    """Write the briefing pack."""
    from maps.pack import check_sizes, save_pack

    folder = folder_for(wanted, "briefing-pack")
    held, issues = assemble_with(records, wanted)
    say_issues(issues, wanted)
    with progress(wanted.lang, text("cli", "making-pack")) as report:
        page = save_pack(held, folder, as_of=wanted.as_of, lang=wanted.lang, report=report)
    say_issues(check_sizes(page.parent), wanted)
    click.echo(str(page.resolve()))


@click.command("explain", cls=Action, help=help_text("explain", "bfa explain Agreement:hanoi-2004"))
@click.argument("record_id", metavar="ID")
@record_options
@shared_options()
@plan_text_option
def explain_command(record_id: str, records: Records, wanted: Wanted) -> None:
    """Show a record's facts, links and claims."""
    from graph.schema import SCHEMA
    from graph.store import require_node
    from plan.answers.printed_words import words_table
    from plan.ladders.trace import find_record
    from queries.balance.benchmarks import refuse_computed
    from queries.facts.explain import explain

    refuse_computed(record_id)
    held, issues = assemble_with(records, wanted)
    store = held.store
    is_id = record_id.partition(":")[0] in SCHEMA.node_types
    key = record_id if is_id else find_record(store, record_id).id
    tables = explain(store, key, as_of=wanted.as_of)
    record = require_node(store, tables[0].records[0])
    if wanted.plan_text is not None and record.text("page_is"):
        tables.append(words_table(record, as_of=wanted.as_of))
    answer("explain", tables, wanted, store=store, issues=issues)


@click.command(cls=Action, help=help_text("export", "bfa export graph.json"))
@click.argument("path", metavar="FILE|FOLDER", type=Place())
@shared_options(formats=(), output=False)
def export(path: Path, wanted: Wanted) -> None:
    """Write the whole graph, or the map's points, in the form of the file's ending; CSV into a folder."""
    ending = path.suffix.lower()
    if ending in EXPORTS:
        save_and_say(path, _render_export(ending, wanted.as_of), wanted)
        return
    if ending and not path.is_dir():
        raise QuestionError("format-unknown", path=path, allowed=", ".join(EXPORTS))
    from graph.exports.tables import MARK, render_tables
    from graph.files import write_folder

    write_folder(path, render_tables(assemble().store), mark=MARK)
    say_written(path, wanted)


def _render_export(ending: str, as_of: date) -> bytes:
    if ending == ".geojson":
        from maps.geo.geojson import render_geojson

        return render_geojson(assemble(), as_of=as_of).encode()
    store = assemble().store
    if ending == ".sqlite":
        from graph.exports.database import render_database

        return render_database(store)
    if ending == ".json":
        from graph.exports.node_link import render_node_link

        return render_node_link(store).encode()
    from graph.exports.network import render_gexf, render_graphml

    return render_gexf(store) if ending == ".gexf" else render_graphml(store)


@click.group(cls=Group, help=bilingual("help-schema"))
def schema() -> None:
    """Hold the schema's commands."""


@schema.command("show", help=help_text("schema-show", "bfa schema show Agreement"))
@click.argument("label", required=False)
@shared_options()
def schema_show(label: str | None, wanted: Wanted) -> None:
    """Show every type, or one type with its properties."""
    from queries.schema_tables import schema_tables

    answer("schema show", schema_tables(label, as_of=wanted.as_of), wanted)
