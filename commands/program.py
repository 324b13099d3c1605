"""The program itself: help in both languages, the nearest command, and no traceback for a user."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import signal
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NoReturn

import click

from commands.help_pages import ActionGroup
from commands.usage import unknown_command, words_of
from graph.errors import BfaError, OutputError, one_line
from graph.texts import Label, Language, text

USAGE_EXIT, BUG_EXIT, INTERRUPTED_EXIT = 2, 70, 130
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
    """Say something beside the answer, on standard error, where that can be written to."""
    with contextlib.suppress(OSError):
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

    def main(self, args: Sequence[str] | None = None, *given: Any, **extra: Any) -> NoReturn:  # noqa: ANN401
        """Run the program and end with its exit code, whatever becomes of its output."""
        lang = _language(sys.argv[1:] if args is None else args)
        prepare_streams()
        at_once = signal.getsignal(signal.SIGINT)
        try:
            # From here on what was begun is undone before the program ends.
            _on_interrupt(signal.default_int_handler)
            code = super().main(args, *given, **{**extra, "standalone_mode": False})
            sys.stdout.flush()
        except click.ClickException as error:
            error.show()
            code = error.exit_code
        except (click.Abort, KeyboardInterrupt):
            code = _end(text("cli", "interrupted"), lang, INTERRUPTED_EXIT)
        except OSError as error:
            place = text("cli", "standard-output").in_language(lang)
            refused = OutputError("cannot-write", path=place, reason=error)
            code = _end(refused.text, lang, refused.exit_code)
        finally:
            # What is left is to end, in which Python would print a traceback.
            _on_interrupt(at_once)
        sys.exit(code if isinstance(code, int) else 0)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any  # noqa: ANN401
    ) -> click.Context:  # fmt: skip
        """Read the program's own options, and keep the line as it was written."""
        args = [*args, *_language_of_question(args)]
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
            _close_quietly()  # `| head` has all it wanted
            ctx.exit(0)
        except Exception as error:
            if isinstance(error, OSError) and error.filename is None:
                raise  # the output itself: a file is told by its name
            if os.environ.get("BFA_DEBUG"):
                raise
            say(text("errors", "bug", kind=type(error).__name__, detail=one_line(str(error))), lang)
            ctx.exit(BUG_EXIT)


def _language_of_question(written: Sequence[str]) -> Sequence[str]:
    """Ask for English where a question is asked in English words, and no language is asked for."""
    command, question = (*written, "", "")[:2]
    in_english = command == "ask" and " " in question.strip() and question.isascii()
    is_asked = any(word.partition("=")[0] == "--lang" for word in written)
    return ["--lang", "en"] if in_english and not question.startswith("-") and not is_asked else []


def _language(written: Sequence[str]) -> Language:
    """Find the language asked for anywhere on the line; Thai by default, never from the locale."""
    given = [_after(word, following) for word, following in pairwise([*written, ""])]
    return "en" if "en" in given else "th"


def _after(word: str, following: str) -> str:
    if word == "--lang":
        return following
    return word.removeprefix("--lang=") if word.startswith("--lang=") else ""


def prepare_streams() -> None:
    """Let every output be UTF-8 in a file or pipe, and show on a terminal what it can show.

    Windows would write a file or pipe in the code page of its language, which lacks signs of ours.
    A stream that is closed fails when it is written to, as a full one does.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, io.TextIOWrapper(_Closed(), "utf-8", write_through=True))
        elif isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8")


def _on_interrupt(handler: Any) -> None:  # noqa: ANN401 - as signal.signal
    """Say what Ctrl-C does from here on, where this is the program's main thread."""
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, handler)


class _Closed(io.RawIOBase):
    """A stream that was closed before the program began."""

    def writable(self) -> bool:
        """Say that it may be written to: the writing is what fails."""
        return True

    def write(self, content: object) -> NoReturn:
        """Refuse, as the system does."""
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def _end(message: Label, lang: Language, code: int) -> int:
    """Say why the program ends, where that can still be said."""
    _close_quietly()
    say(message, lang)
    return code


def _close_quietly() -> None:
    """Let what was not written be forgotten, without a complaint at exit."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - lives until exit
