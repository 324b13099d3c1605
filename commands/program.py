"""The program itself: help in both languages, the nearest command, and no traceback for a user."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import click

from graph.errors import BfaError
from graph.texts import Label, Language, text

BUG_EXIT = 70


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


class Program(click.Group):
    """The program: turns our errors into one line and an exit code, and nothing into a traceback."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command; an error of ours becomes one line and its exit code."""
        try:
            return super().invoke(ctx)
        except BfaError as error:
            say(error.text, _language(ctx))
            ctx.exit(error.exit_code)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            _close_quietly()
            ctx.exit(0)
        except Exception as error:
            if os.environ.get("BFA_DEBUG"):
                raise
            say(text("errors", "bug", kind=type(error).__name__, detail=error), _language(ctx))
            ctx.exit(BUG_EXIT)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Add the nearest command to click's own message."""
        return _suggesting(self, ctx, args, super().resolve_command)


class Group(click.Group):
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
