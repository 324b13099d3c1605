"""A command line that cannot be read: what is wrong, in one line and in the reader's language."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from graph.errors import echo, one_line
from graph.texts import Label, same, text

# The one refusal that click words alone, without saying in a property what it refused.
_EXTRA = re.compile(r"extra arguments? \((.*)\)", re.DOTALL)


class Misuse(click.UsageError):
    """A refusal of ours, worded in both languages."""

    def __init__(self, words: Label, ctx: click.Context | None = None) -> None:
        """Keep the words; click's own message is their English."""
        super().__init__(words.en, ctx)
        self.words = words


class OneOf(click.Choice[str]):
    """A word out of a short list."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401
        """Give the word; another one is refused with the nearest."""
        if value in self.choices:
            return str(value)
        allowed = ", ".join(self.choices)
        near = get_close_matches(str(value), self.choices, n=1, cutoff=0.4)
        hint = text("cli", "usage-nearest", names=near[0]) if near else same("")
        shown = echo(str(value))
        raise Misuse(
            text("cli", "usage-choice", option=_named(param), value=shown, allowed=allowed, hint=hint), ctx
        )


class Place(click.Path):
    """A file or folder, which may be there or not."""

    def __init__(self) -> None:
        """Give paths as Path objects."""
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """Give the path; a text that can name no file on any system is refused."""
        try:
            can_be_named = value and b"\0" not in os.fsencode(value)
        except UnicodeEncodeError:
            can_be_named = False
        if not can_be_named:
            raise Misuse(text("cli", "usage-path", option=_named(param), value=echo(str(value))), ctx)
        return super().convert(value, param, ctx)


class Year(click.ParamType[str]):
    """A year in B.E. or C.E., kept as it was written, so that its reading can be said."""

    name = "year"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401
        """Give the year as written; what is none is refused."""
        from graph.dates import DateError, parse_year

        try:
            parse_year(str(value))
        except DateError as error:
            shown = echo(str(value))
            words = text("cli", "usage-year", option=_named(param), value=shown, why=error.why)
            raise Misuse(words, ctx) from None
        return str(value)


class Whole(click.IntRange):
    """A whole number of at least `min`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """Give the number; what is none, or too low, is refused."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            words = text(
                "cli", "usage-whole-from", option=_named(param), value=echo(str(value)), least=self.min
            )
            raise Misuse(words, ctx) from None


class Amount(click.FloatRange):
    """A number of at least `min`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """Give the number; what is none, or too low, is refused."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            words = text(
                "cli", "usage-number-from", option=_named(param), value=echo(str(value)), least=self.min
            )
            raise Misuse(words, ctx) from None


def unknown_command(name: str, known: Sequence[str], ctx: click.Context) -> Misuse:
    """Refuse a command that does not exist, with the nearest ones, or all where none is near."""
    names = ", ".join(get_close_matches(name, known, n=3, cutoff=0.4) or known)
    return Misuse(text("cli", "command-unknown", name=echo(name), names=names), ctx)


@contextmanager
def in_context(ctx: click.Context) -> Iterator[None]:
    """Say of a refusal which command it is of: click's own parser leaves that out of some."""
    try:
        yield
    except click.UsageError as error:
        error.ctx = error.ctx or ctx
        raise


def words_of(error: click.UsageError) -> Label:
    """Put a refusal into one line in both languages, with the way to the command's help."""
    command = error.ctx.command_path if error.ctx is not None else "bfa"
    see = text("cli", "usage-see", command=command)
    said = error.words if isinstance(error, Misuse) else _said(error)
    return Label(one_line(f"{said.th} {see.th}"), one_line(f"{said.en} {see.en}"))


def _said(error: click.UsageError) -> Label:
    if isinstance(error, click.NoSuchOption):
        return _unknown_option(error)
    if isinstance(error, click.MissingParameter):
        return text("cli", "usage-missing", name=_named(error.param))
    if isinstance(error, click.BadOptionUsage):
        flags = {name for option in _options(error) if option.is_flag for name in option.opts}
        wrong = "usage-flag" if error.option_name in flags else "usage-without-value"
        return text("cli", wrong, option=error.option_name)
    extra = _EXTRA.search(error.format_message())
    if extra:
        return text("cli", "usage-extra", words=echo(extra[1]))
    return text("cli", "usage-wrong", detail=echo(error.format_message()))


def _options(error: click.UsageError) -> list[click.Option]:
    """List the options of the command that a refusal is of."""
    params = error.ctx.command.get_params(error.ctx) if error.ctx is not None else []
    return [param for param in params if isinstance(param, click.Option)]


def _unknown_option(error: click.NoSuchOption) -> Label:
    known = [name for option in _options(error) for name in option.opts]
    near = get_close_matches(error.option_name, known, n=3, cutoff=0.5)
    names = ", ".join(near or sorted(name for name in known if name.startswith("--")))
    return text("cli", "usage-option-unknown", option=echo(error.option_name), names=names)


def _named(param: click.Parameter | None) -> str:
    """Name an option as it is written, an argument as the help prints it."""
    if param is None:
        return ""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return param.metavar or str(param.name).upper()
