"""The mirror on a Neo4j server: push, verify and pull."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from commands.answers import answer, progress, save_and_say
from commands.opening import assemble
from commands.options import Wanted, shared_options
from commands.program import Group, bilingual, help_text, say
from commands.server import Server, connected, connected_to_write, server_options
from commands.usage import Place
from graph.errors import QuestionError
from graph.texts import text
from graph.version import program_version

# How many records a list of differences shows on a screen; files hold all.
SCREEN_ROWS = 50
# A push of the packaged graph takes seconds, of one a hundred times as large some minutes.
_SECONDS = 600.0
_STORE_HELP = bilingual("opt-store", subject="neo4j")
_pushing_options = server_options(seconds=_SECONDS, store_help=_STORE_HELP, driver=False)
_reading_options = server_options(seconds=_SECONDS, store_help=_STORE_HELP)


@click.group("neo4j", cls=Group, help=bilingual("help-neo4j", subject="neo4j"))
def neo4j_group() -> None:
    """Hold the mirror's commands."""


@neo4j_group.command("push", help=help_text("neo4j-push", "bfa neo4j push --dry-run", subject="neo4j"))
@_pushing_options
@click.option("--dry-run", is_flag=True, help=bilingual("opt-dry-run", subject="neo4j"))
@click.option("--every-record", is_flag=True, help=bilingual("opt-every-record", subject="neo4j"))
@shared_options()
def neo4j_push(server: Server, dry_run: bool, every_record: bool, wanted: Wanted) -> None:
    """Make a server hold the graph, or list what that would change."""
    from graph import mirror
    from queries.mirror_tables import plan_tables, push_tables

    day = wanted.as_of
    how = {"every_record": every_record}
    with connected_to_write(server, wanted) as (connection, place):
        graph = assemble().store
        if dry_run:
            tables = plan_tables(mirror.plan_push(graph, connection, **how), **_shown(place, wanted))
        else:
            with progress(wanted.lang, text("neo4j", "pushing")) as report:
                run = program_version()
                result = mirror.push(graph, connection, loaded_on=day, version=run, report=report, **how)
            tables = push_tables(result, every_record=every_record, **_shown(place, wanted))
    answer("neo4j push", tables, wanted)


@neo4j_group.command("verify", help=help_text("neo4j-verify", "bfa neo4j verify", subject="neo4j"))
@_reading_options
@shared_options()
def neo4j_verify(server: Server, wanted: Wanted) -> None:
    """Compare a server with the graph, record by record."""
    from graph import mirror
    from queries.mirror_tables import verify_tables

    with connected(server, wanted) as (connection, place):
        differences = mirror.find_differences(assemble().store, connection)
        state = mirror.read_state(connection)
    if state.damaged:
        say(text("neo4j", "push-edited"), wanted.lang)
    elif not state.is_complete:
        say(text("neo4j", "push-incomplete", number=state.number), wanted.lang)
    status = "differences" if differences else "ok"
    answer("neo4j verify", verify_tables(differences, **_shown(place, wanted)), wanted, status=status)
    if differences:
        sys.exit(1)


@neo4j_group.command("pull", help=help_text("neo4j-pull", "bfa neo4j pull graph.json", subject="neo4j"))
@click.argument("path", metavar="FILE", type=Place())
@_reading_options
@shared_options(formats=(), output=False)
def neo4j_pull(path: Path, server: Server, wanted: Wanted) -> None:
    """Write the graph of a server to a file."""
    from graph import mirror
    from graph.exports.node_link import render_node_link

    if path.suffix.lower() != ".json":
        raise QuestionError("format-unknown", path=path, allowed=".json")
    with connected(server, wanted) as (connection, _):
        pulled = mirror.pull(connection)
        state = mirror.read_state(connection)
    if edited := mirror.edited_parts(pulled, state):
        say(text("neo4j", "pulled-edited", number=state.number, parts=", ".join(edited)), wanted.lang)
    save_and_say(path, render_node_link(pulled).encode(), wanted)


def _shown(place: str, wanted: Wanted) -> dict[str, Any]:
    """Give what a table on a server needs to say, and how many rows of it are shown."""
    return {
        "place": place, "as_of": wanted.as_of, "limit": SCREEN_ROWS if wanted.form == "table" else None
    }  # fmt: skip
