"""Help in both languages: click's own words are put beside the Thai ones of the registry."""

from __future__ import annotations

from collections.abc import Iterable

import click

from commands.usage import in_context
from graph.texts import text

# click's own words on a help page, and the texts that stand for them.
_WORDS = {
    "Options": "help-options",
    "Commands": "help-commands",
    "Show this message and exit.": "help-help",
    "Show the version and exit.": "help-version",
}


def _both(words: str) -> str:
    """Give one of click's own words in both languages, any other text as it is."""
    if words not in _WORDS:
        return words
    label = text("cli", _WORDS[words])
    return f"{label.th} / {label.en}"


class BilingualFormatter(click.HelpFormatter):
    """Writes usage, headings and the two options of click's in both languages."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line on how to call a command."""
        label = text("cli", "help-usage")
        super().write_usage(prog, args, f"{label.th} / {label.en}: " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        super().write_heading(_both(heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write a list of options or commands."""
        super().write_dl([(name, _both(words)) for name, words in rows], col_max, col_spacing)


class BilingualContext(click.Context):
    """A context whose help is in both languages."""

    formatter_class = BilingualFormatter


class Action(click.Command):
    """A command whose help, and line in a list of commands, is in both languages."""

    context_class = BilingualContext

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words after the command; a refusal knows whose they are."""
        with in_context(ctx):
            return super().parse_args(ctx, args)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Give what the command does, Thai first; the list wraps it, nothing is cut."""
        return " / ".join((self.help or "").split("\n\n")[:2])


class ActionGroup(click.Group):
    """A group of commands whose help is in both languages."""

    context_class = BilingualContext
    command_class = Action

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words after the group; a refusal knows whose they are."""
        with in_context(ctx):
            return super().parse_args(ctx, args)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Give what the group is for, as a command does."""
        return Action.get_short_help_str(self, limit)  # type: ignore[arg-type]
