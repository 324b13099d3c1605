"""The options that commands share: how an answer is wanted, the clock, the planners' own files."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from commands.program import bilingual
from commands.usage import OneOf, Place
from graph.errors import QuestionError
from graph.texts import Language

if TYPE_CHECKING:
    from datetime import date


Command = TypeVar("Command", bound=Callable[..., Any])


FORMATS = ("table", "csv", "json", "xlsx")
# The form that the ending of a file's name stands for.
FORM_OF_ENDING = {
    "": "table",
    ".txt": "table",
    ".cypher": "table",
    ".csv": "csv",
    ".json": "json",
    ".xlsx": "xlsx",
}


@dataclass(frozen=True)
class Wanted:
    """How an answer is wanted: its language, as-of date, place and form; one of its tables alone."""

    lang: Language
    as_of: date
    output: Path | None = None
    form: str = "table"
    plan_text: Path | None = None
    table: str | None = None


def shared_options(*, formats: Sequence[str] = FORMATS, output: bool = True) -> Callable[[Command], Command]:
    """Give a command the options that all share; they arrive as one `wanted`, the date parsed."""

    def decorate(command: Command) -> Command:
        @functools.wraps(command)
        def with_wanted(
            *args: Any,  # noqa: ANN401 - click passes any
            lang: Language,
            as_of: str | None,
            output: Path | None = None,
            form: str | None = None,
            table: str | None = None,
            **kwargs: Any,  # noqa: ANN401
        ) -> Any:  # noqa: ANN401
            form = _form_of(output, form) if formats else "table"
            wanted = Wanted(lang, _read_as_of(as_of), output, form, table=table)
            return command(*args, wanted=wanted, **kwargs)

        languages = OneOf(["th", "en"])
        options = [
            click.option("--lang", type=languages, default="th", help=bilingual("opt-lang")),
            click.option("--as-of", metavar="DATE", help=bilingual("opt-as-of")),
        ]
        if output:
            place = Place()
            options.append(click.option("-o", "--output", type=place, help=bilingual("opt-output")))
        if formats:
            form, help_text = OneOf(list(formats)), bilingual("opt-format")
            options.append(click.option("--format", "form", type=form, help=help_text))
            options.append(click.option("--table", metavar="NAME", help=bilingual("opt-table")))
        wrapped: Any = with_wanted
        for option in reversed(options):
            wrapped = option(wrapped)
        return wrapped  # type: ignore[no-any-return]

    return decorate


def plan_year(written: str, wanted: Wanted) -> int:
    """Give a written year in B.E.; where it was written in C.E. the reading is said."""
    from commands.program import say
    from graph.dates import parse_year
    from graph.texts import text

    read, figures = parse_year(written), "".join(sign for sign in written if sign.isdecimal())
    if int(figures) != read:
        say(text("cli", "year-read", written=figures, read=read), wanted.lang)
    return read


def one_year(written: str | None, wanted: Wanted) -> int | None:
    """Give a written year in B.E. as `plan_year`, or None where none was asked for."""
    return None if written is None else plan_year(written, wanted)


def _form_of(output: Path | None, asked: str | None) -> str:
    """Give the form of an answer: as asked for, else by the name of its file; the two may not differ."""
    if output is None:
        return asked or FORMATS[0]
    form = FORM_OF_ENDING.get(output.suffix.lower())
    if form is None:
        allowed = ", ".join(ending for ending in sorted(FORM_OF_ENDING) if ending not in ("", ".cypher"))
        raise QuestionError("output-extension", path=output, allowed=allowed)
    if asked is not None and asked != form:
        raise QuestionError("output-contradicts", path=output, form=form, asked=asked)
    return form


def clock_option(command: Command) -> Command:
    """Give a command the option for the clock that its years run on."""
    clocks = OneOf(["fiscal", "calendar"])
    return click.option("--clock", type=clocks, default="fiscal", help=bilingual("opt-clock"))(command)


def plan_text_option(command: Command) -> Command:
    """Give a command the option for a copy of the plan's text; it arrives in `wanted`."""

    @functools.wraps(command)
    def with_plan_text(*args: Any, wanted: Wanted, plan_text: Path | None, **kwargs: Any) -> Any:  # noqa: ANN401 - click passes any
        return command(*args, wanted=replace(wanted, plan_text=plan_text), **kwargs)

    wrapped: Any = with_plan_text
    option = click.option("--plan-text", type=Place(), metavar="FILE", help=bilingual("opt-plan-text"))
    return option(wrapped)  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Records:
    """The planners' own files, where given: any number of each kind."""

    links: tuple[Path, ...] = ()
    evidence: tuple[Path, ...] = ()
    actuals: tuple[Path, ...] = ()
    decisions: tuple[Path, ...] = ()


def record_options(command: Command) -> Command:
    """Give a command the options for the planners' own files; they arrive as one `records`."""

    @functools.wraps(command)
    def with_records(
        *args: Any,  # noqa: ANN401 - click passes any
        links: tuple[Path, ...], evidence: tuple[Path, ...], actuals: tuple[Path, ...],
        decisions: tuple[Path, ...], **kwargs: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401  # fmt: skip
        return command(*args, records=Records(links, evidence, actuals, decisions), **kwargs)

    wrapped: Any = with_records
    for name in ("decisions", "actuals", "evidence", "links"):
        option = click.option(f"--{name}", type=Place(), multiple=True, help=bilingual(f"opt-{name}"))
        wrapped = option(wrapped)
    return wrapped  # type: ignore[no-any-return]


def _read_as_of(written: str | None) -> date:
    """Read --as-of; without it, today: the one place where the clock is read."""
    from datetime import date

    from graph.dates import parse_as_of

    return parse_as_of(written) if written is not None else date.today()
