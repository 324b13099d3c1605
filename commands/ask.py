"""Questions: named ones, in words, in Cypher."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from commands.answers import answer, write
from commands.help_pages import Action
from commands.opening import assemble
from commands.options import Wanted, shared_options
from commands.program import bilingual, help_text, say
from commands.server import Server, answering, engine_for, server_options
from commands.usage import Amount, Whole
from graph.errors import InputError, QuestionError
from graph.texts import text

if TYPE_CHECKING:
    from graph.cypher.engine import CypherEngine
    from graph.store import Store
    from queries.table import Table

Params = tuple[tuple[str, str], ...]

# So many bytes hold any query that a person writes.
_LONGEST_QUERY = 1_000_000
_STORE_HELP = bilingual("opt-store")


@click.command(
    cls=Action,
    help=help_text("ask", "bfa ask region-balance --param scheme=un-m49 --lang en"),
    add_help_option=False,
)
@click.argument("question", required=False)
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help=bilingual("opt-param"))
@server_options(seconds=120.0, store_help=_STORE_HELP, is_optional=True)
@click.option("--pick", type=Whole(1), metavar="N", help=bilingual("opt-pick"))
@click.option("--cypher", "as_cypher", is_flag=True, help=bilingual("opt-cypher"))
@click.option("--unfinished", is_flag=True, help=bilingual("opt-unfinished", subject="neo4j"))
@shared_options()
@click.option("-h", "--help", "help_wanted", is_flag=True, help=bilingual("opt-ask-help"))
def ask(
    question: str | None, params: tuple[str, ...], pick: int | None, server: Server, as_cypher: bool,
    wanted: Wanted, unfinished: bool, help_wanted: bool,
) -> None:  # fmt: skip
    """Answer a question by its name or in words, or list them."""
    if question is None or help_wanted:
        _list(question, wanted, help_wanted=help_wanted)
        return
    given = tuple(_read_param(param) for param in params)
    here = _open_here(question, server.address)
    name, given = _understand(here, question, given, server.address, wanted, pick)
    with _opened(here, server, wanted, unfinished=unfinished) as (engine, store):
        if as_cypher:
            _print_cypher(store, name, given, wanted)
        else:
            found = _answer(engine, store, name, given, wanted, timeout=server.seconds)
            answer(f"ask {name}", found, wanted)


def _list(question: str | None, wanted: Wanted, *, help_wanted: bool) -> None:
    """List the questions, or a question's parameters; without a question, help is the command's own."""
    if question is None and help_wanted:
        click.echo(click.get_current_context().get_help())
        return
    from queries.question_lists import parameters_table, questions_table

    if question is None:
        answer("ask", [questions_table(as_of=wanted.as_of)], wanted)
    else:
        answer(f"ask {question} --help", [parameters_table(question, as_of=wanted.as_of)], wanted)


def _open_here(question: str, address: str | None) -> Store | None:
    """Open the graph here where it answers, or where words may name its records; else give None.

    Names in words are of the graph here also where a server answers, which is a mirror of it.
    """
    from queries.catalog import QUESTIONS

    return assemble().store if address is None or question not in QUESTIONS else None


@contextmanager
def _opened(
    here: Store | None, server: Server, wanted: Wanted, *, unfinished: bool
) -> Iterator[tuple[CypherEngine | None, Store]]:
    """Give what answers: the graph here, which needs no engine, or a server."""
    if server.address is None and here is not None:
        yield None, here
        return
    with answering(server, wanted, unfinished=unfinished) as opened:
        yield opened


def _understand(
    here: Store | None, written: str, given: Params, address: str | None, wanted: Wanted, pick: int | None
) -> tuple[str, Params]:
    """Give the question of that name; or the one that the words mean with its parameters, and say so."""
    from queries.catalog import QUESTIONS

    if here is None or written in QUESTIONS:
        return written, given
    from queries.asking.understanding import understand
    from queries.question_lists import command_of

    try:
        meant = understand(here, written, as_of=wanted.as_of, given=given)
    except QuestionError as unclear:
        chosen = _choose(unclear, pick, wanted)
        meant = understand(here, written, as_of=wanted.as_of, given=given, chosen=QUESTIONS[chosen])
    lang = wanted.lang if wanted.lang == "en" else None
    options = (("--as-of", wanted.as_of.isoformat()), ("--lang", lang), ("--store", address))
    command = [command_of(meant.question.name, meant.params)]
    command += [f"{option} {shlex.quote(value)}" for option, value in options if value]
    said = text("asking", "question-meant", command=" ".join(command), asks=meant.question.label)
    for note in (said, *meant.notes):
        say(note, wanted.lang)
    return meant.question.name, meant.params


def _choose(unclear: QuestionError, pick: int | None, wanted: Wanted) -> str:
    """Give the question of the number picked of those offered; a person at a terminal is asked for it.

    Raises the error that offers them where none is picked, or there is no such number.
    """
    choices = unclear.params.get("choices")
    if not isinstance(choices, tuple):
        raise unclear
    if pick is None and sys.stdin.isatty() and sys.stderr.isatty():
        say(unclear.text, wanted.lang)
        asked = text("asking", "pick-number", most=len(choices)).in_language(wanted.lang)
        pick = click.prompt(asked, type=click.IntRange(1, len(choices)), err=True)
    if pick is None or pick > len(choices):
        raise unclear
    return str(choices[pick - 1])


def _answer(
    engine: CypherEngine | None, store: Store, name: str, params: Params, wanted: Wanted, *, timeout: float
) -> Sequence[Table]:
    from plan.making.readers import FILE_READERS

    asked: dict[str, Any] = {"as_of": wanted.as_of, "params": params, "readers": FILE_READERS}
    if engine is None:
        from queries.catalog import run_question

        return run_question(store, name, **asked)
    from queries.server_answers import run_on_server

    return run_on_server(engine, store, name, **asked, timeout=timeout)


def _print_cypher(store: Store, question: str, params: Params, wanted: Wanted) -> None:
    """Print a question's text and parameters as Neo4j Browser takes them."""
    from queries.cypher_texts import render_browser
    from queries.server_answers import question_in_cypher

    query, values = question_in_cypher(store, question, as_of=wanted.as_of, params=params)
    if wanted.form == "json":
        answer(f"ask {question}", [], wanted, data={"cypher": query, "parameters": values})
    else:
        write(render_browser(query, values), wanted)


@click.command(
    "cypher", cls=Action, help=help_text("cypher", "bfa cypher 'MATCH (c:City) RETURN c.name LIMIT 5'")
)
@click.argument("query")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help=bilingual("opt-cypher-param"))
@server_options(seconds=0, store_help=_STORE_HELP, is_optional=True, timeout=False)
@click.option("--limit", type=Whole(1), default=1000, help=bilingual("opt-limit"))
@click.option("--timeout", type=Amount(0.1), default=30, help=bilingual("opt-timeout"))
@shared_options()
def cypher_command(
    query: str, params: tuple[str, ...], server: Server, limit: int, timeout: float, wanted: Wanted
) -> None:
    """Run a reading query of one's own."""
    from graph.cypher.engine import check_bounds, run_query
    from graph.cypher.read_only import check_query
    from graph.server.waiting import GRACE_SECONDS
    from queries.cypher_table import cypher_data, cypher_table, read_parameters
    from queries.cypher_texts import read_browser

    check_bounds(limit=limit, timeout=timeout)
    written, given = read_browser(_read_standard_input() if query == "-" else query)
    allowed = check_query(written)
    given |= read_parameters(params)
    limited = replace(server, seconds=timeout + GRACE_SECONDS)
    with engine_for(limited, wanted) as engine:
        result = run_query(engine, allowed, given, limit=limit, timeout=timeout)
    for warning in result.warnings:
        say(warning, wanted.lang)
    null = "" if wanted.form in ("csv", "xlsx") else None
    table = cypher_table(result, as_of=wanted.as_of, on_server=server.address is not None, null=null)
    answer("cypher", [table], wanted, data=cypher_data(result))


def _read_standard_input() -> str:
    """Read a query from standard input. Raises InputError where it is closed, no UTF-8 or without end."""
    if sys.stdin is None:
        raise InputError("file-unreadable", path="-", reason="stdin")
    given = sys.stdin.buffer.read(_LONGEST_QUERY + 1)
    if len(given) > _LONGEST_QUERY:
        raise InputError("input-too-long", path="-", most=_LONGEST_QUERY)
    try:
        return given.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError("file-not-text", path="-", position=error.start) from None


def _read_param(written: str) -> tuple[str, str]:
    name, equals, value = written.partition("=")
    if not equals or not name:
        raise QuestionError("parameter-form", value=written)
    return name, value
