"""The entry to the program: every command under one word, `bfa`."""

from __future__ import annotations

import click

from commands.ask import ask, cypher_command
from commands.data import brief, explain_command, export, schema
from commands.mirror import neo4j_group
from commands.plan import plan
from commands.program import Program, bilingual
from commands.workspace import init


@click.group(
    cls=Program, help=bilingual("help-bfa"), context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(package_name="bangkok-foreign-affairs", prog_name="bfa")
def main() -> None:
    """Start the program."""


for _command in (brief, ask, explain_command, export, plan, cypher_command, neo4j_group, schema, init):
    main.add_command(_command)

if __name__ == "__main__":
    main()
