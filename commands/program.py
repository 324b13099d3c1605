"""The program itself: help in both languages, the nearest command, and no traceback for a user."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import click

from commands.help_pages import ActionGroup
from commands.usage import unknown_command, words_of
from graph.errors import BfaError, one_line
from graph.texts import Label, Language, text

USAGE_EXIT, BUG_EXIT = 2, 70
# Where the line as written is kept while a command runs.
_WRITTEN = "bfa.written"


def bilingual(key: str, *, subject: str = "cli") -> str:
    """Give a help text in both languages, Thai first."""
    label = text(subject, key)
    return f"{label.th}\n\n{label.en}"


def help_text(name: str, example: str, *, subject: str = "cli") -> str:
    """Give a command's help in both languages, with an example that works."""
    return f"{bilingual(f'help-{name}', subject=subject)}\n\n\b\nตัวอย่าง / Example:\n  {example}"


def say(message: Label, lang: Language) -> None:
    """Say something beside the answer, on standard error."""
    click.echo(message.in_language(lang), err=True)


class Group(ActionGroup):
    """A group of commands that suggests the nearest one."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Refuse an unknown command with the nearest ones."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchOption:
            raise
        except click.UsageError:
            raise unknown_command(args[0], sorted(self.commands), ctx) from None


class Program(Group):
    """The program: turns our errors into one line and an exit code, and nothing into a traceback."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any  # noqa: ANN401
    ) -> click.Context:  # fmt: skip
        """Read the program's own options, and keep the line as it was written."""
        written = tuple(args)
        try:
            ctx = super().make_context(info_name, args, parent, **extra)
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            say(words_of(error), _language(written))
            raise click.exceptions.Exit(USAGE_EXIT) from None
        ctx.meta[_WRITTEN] = written
        return ctx

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command; an error of ours becomes one line and its exit code."""
        lang = _language(ctx.meta[_WRITTEN])
        try:
            return super().invoke(ctx)
        except BfaError as error:
            say(error.text, lang)
            ctx.exit(error.exit_code)
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            say(words_of(error), lang)
            ctx.exit(USAGE_EXIT)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            _close_quietly()
            ctx.exit(0)
        except Exception as error:
            if os.environ.get("BFA_DEBUG"):
                raise
            say(text("errors", "bug", kind=type(error).__name__, detail=one_line(str(error))), lang)
            ctx.exit(BUG_EXIT)


def _language(written: Sequence[str]) -> Language:
    """Find the language asked for anywhere on the line; Thai by default, never from the locale."""
    given = [_after(word, following) for word, following in pairwise([*written, ""])]
    return "en" if "en" in given else "th"


def _after(word: str, following: str) -> str:
    if word == "--lang":
        return following
    return word.removeprefix("--lang=") if word.startswith("--lang=") else ""


def _close_quietly() -> None:
    """Let a pipe that was closed early (`| head`) end without a complaint at exit."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - lives until exit
