"""The office's own data: the workspace is made here."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from commands.answers import say_written
from commands.help_pages import Action
from commands.options import Wanted, shared_options
from commands.program import bilingual, help_text, say
from graph.texts import text


@click.command(cls=Action, help=help_text("init", "bfa init -o office.bfa"))
@click.option("--empty", is_flag=True, help=bilingual("opt-empty"))
@click.option("--by", metavar="NAME", default="", help=bilingual("opt-by"))
@shared_options(formats=())
def init(empty: bool, by: str, wanted: Wanted) -> None:
    """Make a workspace."""
    from graph.version import program_version
    from graph.workspace import Load, create_workspace
    from plan.making.rules import read_rules

    place = wanted.output or Path("office.bfa")
    made = Load(datetime.now().astimezone(), "init", program_version(), read_rules().version, by)
    create_workspace(place, made, packaged=not empty)
    say_written(place, wanted)
    say(text("cli", "workspace-made"), wanted.lang)
