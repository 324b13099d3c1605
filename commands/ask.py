"""Questions: named ones, in words, in Cypher."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from commands.answers import answer, write
from commands.help_pages import Action
from commands.opening import assemble, engine_for
from commands.options import Wanted, shared_options
from commands.program import bilingual, help_text, say
from commands.usage import Amount, Whole
from graph.errors import QuestionError
from graph.texts import Language, text

if TYPE_CHECKING:
    from queries.table import Table


_store_option = click.option("--store", "address", metavar="URL", help=bilingual("opt-store"))


@click.command(cls=Action, help=help_text("ask", "bfa ask region-balance --param scheme=un-m49 --lang en"))
@click.argument("question", required=False)
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help=bilingual("opt-param"))
@_store_option
@click.option("--cypher", "as_cypher", is_flag=True, help=bilingual("opt-cypher"))
@shared_options()
def ask(
    question: str | None, params: tuple[str, ...], address: str | None, as_cypher: bool, wanted: Wanted
) -> None:
    """Answer a question by its name or in words, or list them."""
    from queries.catalog import questions_table

    if question is None:
        answer("ask", [questions_table(as_of=wanted.as_of)], wanted)
        return
    given = [_read_param(param) for param in params]
    name = _name_question(question, wanted.lang)  # an unknown one is refused before the graph is built
    if as_cypher:
        _print_cypher(name, given, wanted)
    else:
        answer(f"ask {name}", _ask(name, given, address, wanted), wanted)


def _ask(
    question: str, params: Sequence[tuple[str, str]], address: str | None, wanted: Wanted
) -> Sequence[Table]:
    from plan.making.readers import FILE_READERS

    asked: dict[str, Any] = {"as_of": wanted.as_of, "params": params, "readers": FILE_READERS}
    if address is None:
        from queries.catalog import run_question

        return run_question(assemble().store, question, **asked)
    from queries.server_answers import run_on_server

    with engine_for(address, wanted) as (engine, store):
        return run_on_server(engine, store, question, **asked)


def _print_cypher(question: str, params: Sequence[tuple[str, str]], wanted: Wanted) -> None:
    """Print a question's text and parameters as Neo4j Browser takes them."""
    from queries.cypher_texts import read_cypher, render_browser
    from queries.server_answers import question_in_cypher

    read_cypher(question)  # a question without a text is refused before the graph is built
    query, values = question_in_cypher(assemble().store, question, as_of=wanted.as_of, params=params)
    if wanted.form == "json":
        answer(f"ask {question}", [], wanted, data={"cypher": query, "parameters": values})
    else:
        write(render_browser(query, values), wanted)


@click.command(
    "cypher", cls=Action, help=help_text("cypher", "bfa cypher 'MATCH (c:City) RETURN c.name LIMIT 5'")
)
@click.argument("query")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help=bilingual("opt-cypher-param"))
@_store_option
@click.option("--limit", type=Whole(1), default=1000, help=bilingual("opt-limit"))
@click.option("--timeout", type=Amount(0.1), default=30, help=bilingual("opt-timeout"))
@shared_options()
def cypher_command(
    query: str, params: tuple[str, ...], address: str | None, limit: int, timeout: float, wanted: Wanted
) -> None:
    """Run a reading query of one's own."""
    from graph.cypher.engine import run_query
    from graph.cypher.read_only import check_query
    from queries.cypher_table import cypher_data, cypher_table, read_parameters

    allowed = check_query(sys.stdin.read() if query == "-" else query)
    given = read_parameters(params)
    with engine_for(address, wanted) as (engine, _):
        result = run_query(engine, allowed, given, limit=limit, timeout=timeout)
    for warning in result.warnings:
        say(warning, wanted.lang)
    table = cypher_table(result, as_of=wanted.as_of, on_server=address is not None)
    answer("cypher", [table], wanted, data=cypher_data(result))


def _name_question(written: str, lang: Language) -> str:
    """Give the question of that name, or the one that the words clearly mean, and say which."""
    from queries.catalog import QUESTIONS

    if written in QUESTIONS:
        return written
    from queries.asking import choose_question

    meant = choose_question(written)
    say(text("cli", "question-meant", name=meant.name, asks=meant.label), lang)
    return meant.name


def _read_param(written: str) -> tuple[str, str]:
    name, equals, value = written.partition("=")
    if not equals or not name:
        raise QuestionError("parameter-form", value=written)
    return name, value
