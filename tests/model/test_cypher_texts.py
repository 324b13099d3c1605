"""Every text in Cypher answers as its question does: on networkx, on kglite and on a live server."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import pytest

from graph import mirror
from graph.cypher.engine import run_query
from graph.cypher.kglite_engine import KgliteEngine
from graph.cypher.tokens import read_tokens, significant
from graph.errors import QuestionError
from graph.memory_store import MemoryStore
from graph.store import Store
from queries.catalog import QUESTIONS
from queries.cypher_texts import (
    closing_day,
    cypher_names,
    cypher_parameters,
    parameter_names,
    read_browser,
    read_cypher,
    render_browser,
)
from queries.pattern import Pattern
from tests.depth import seeds
from tests.graphs import random_store, server_connection, server_engine
from tests.neo4j_plugin import LiveServer
from tests.parity import LIMIT, calls, compare, pattern

NAMES = cypher_names()
# The last day of a month, of a leap February, and a day within.
DAYS = (date(2026, 11, 24), date(2024, 2, 29), date(2022, 9, 30))
PACKAGED_AS_OF = DAYS[0]
EARLIER = date(2018, 1, 1)
# What `bfa` fills in beside the question's own parameters.
_ADDED = {"as_of", "until", "undated", "renewed", "plan_first", "plan_last"}
# Yokohama's agreement of 2013 counts until it is renewed on 4 July 2023.
DAYS_OF_A_RENEWAL = (date(2013, 12, 31), date(2023, 7, 3), date(2023, 7, 4))


@pytest.fixture(scope="module")
def packaged(store: Store) -> KgliteEngine:
    return KgliteEngine(store)


@pytest.mark.parametrize("as_of", [*DAYS, EARLIER], ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_kglite_answers_the_packaged_data_as_python_does(
    name: str, as_of: date, store: Store, packaged: KgliteEngine
) -> None:
    """On earlier days a renewed agreement still runs, and undated ones are not known to stand."""
    assert compare(packaged, store, name, as_of=as_of) > 0


@pytest.mark.parametrize("seed", seeds(24))
def test_kglite_answers_random_graphs_as_python_does(seed: int) -> None:
    store = random_store(seed)
    engine = KgliteEngine(store)
    for name in NAMES:
        compare(engine, store, name, as_of=DAYS[seed % len(DAYS)])


def test_a_server_answers_the_packaged_data_as_python_does(neo4j: LiveServer, store: Store) -> None:
    with server_engine(neo4j, store) as engine:
        assert all(compare(engine, store, name, as_of=PACKAGED_AS_OF) for name in NAMES)
        for name in ("partners", "region-counts", "ties-by-country", "mission-ties", "asean-coverage"):
            for day in DAYS_OF_A_RENEWAL:
                compare(engine, store, name, as_of=day)


@pytest.mark.parametrize("seed", range(3))
def test_a_server_answers_random_graphs_as_python_does(seed: int, neo4j: LiveServer) -> None:
    store = random_store(seed)
    with server_engine(neo4j, store) as engine:
        for name in NAMES:
            compare(engine, store, name, as_of=DAYS[seed % len(DAYS)])


def test_what_a_server_has_retired_is_in_no_answer(neo4j: LiveServer) -> None:
    earlier, store = random_store(5), random_store(6)
    with server_engine(neo4j, MemoryStore()) as engine, server_connection(neo4j) as connection:
        for pushed in (earlier, store):
            mirror.push(pushed, connection, loaded_on=PACKAGED_AS_OF, version="test")
        assert neo4j.run("MATCH (n:BfaRetired) RETURN count(n) AS n")[0]["n"] > 0
        for name in NAMES:
            compare(engine, store, name, as_of=PACKAGED_AS_OF)


def test_random_graphs_reach_every_question() -> None:
    """The graphs and days compared above hold a row for each: none is compared on nothing alone."""
    stores = [(random_store(seed), DAYS[seed % len(DAYS)]) for seed in range(24)]
    empty = [
        name
        for name in NAMES
        if not any(pattern(name).rows(store, as_of=day, **next(calls(name, store))) for store, day in stores)
    ]
    assert empty == []


def test_a_random_graph_is_the_same_for_the_same_seed() -> None:
    one, again = random_store(7), random_store(7)
    assert [list(one.nodes()), list(one.edges())] == [list(again.nodes()), list(again.edges())]


@pytest.mark.parametrize("name", NAMES)
def test_a_text_passes_as_a_query_of_a_user_does(name: str, store: Store, packaged: KgliteEngine) -> None:
    params = cypher_parameters(store, name, as_of=PACKAGED_AS_OF, values=next(calls(name, store)))
    assert run_query(packaged, read_cypher(name), params, limit=LIMIT).rows


@pytest.mark.parametrize("name", NAMES)
def test_the_table_made_of_rows_is_the_answer(name: str, store: Store) -> None:
    given = next(calls(name, store))
    question = pattern(name)
    rows = question.rows(store, as_of=PACKAGED_AS_OF, **given)
    assert question.table(rows, as_of=PACKAGED_AS_OF, **given) == question(
        store, as_of=PACKAGED_AS_OF, **given
    )


@pytest.mark.parametrize("name", NAMES)
def test_rows_hold_scalars_and_lists_in_the_order_the_text_gives(name: str, store: Store) -> None:
    for row in pattern(name).rows(store, as_of=PACKAGED_AS_OF, **next(calls(name, store))):
        for value in row.values():
            held = value if isinstance(value, list) else [value]
            assert all(item is None or isinstance(item, str | int | float) for item in held)


@pytest.mark.parametrize("name", NAMES)
def test_a_text_opens_with_one_line_of_comment_and_ends_in_an_order(name: str) -> None:
    first, _, rest = read_cypher(name).partition("\n")
    assert re.fullmatch(r"// [A-Z].*\.", first)
    assert "//" not in rest
    words = [token.text for token in significant(read_tokens(rest))]
    assert words[0] in ("MATCH", "CALL")
    assert "ORDER" in words
    assert ";" not in words


@pytest.mark.parametrize("name", NAMES)
def test_a_text_is_a_question_with_the_same_parameters(name: str) -> None:
    declared = {parameter.name for parameter in QUESTIONS[name].parameters}
    assert parameter_names(read_cypher(name)) - _ADDED == declared
    assert isinstance(QUESTIONS[name].run, Pattern)


def test_there_are_texts_enough() -> None:
    assert len(NAMES) >= 12
    assert {"partners", "region-counts", "asean-coverage", "tactic-trace", "activity-trace",
            "kpi-activities", "orphans", "record-sources"} <= set(NAMES)  # fmt: skip


def test_a_question_without_a_text_names_those_that_have_one() -> None:
    with pytest.raises(QuestionError) as caught:
        read_cypher("region-balance")
    assert "region-counts" in caught.value.text.en


def test_a_day_that_closes_its_month_is_day_31() -> None:
    written = [closing_day(day) for day in (date(2024, 2, 28), date(2024, 2, 29), date(2026, 11, 30))]
    assert written == ["2024-02-28", "2024-02-31", "2026-11-31"]


def test_the_plans_years_come_from_the_plan(store: Store) -> None:
    params = cypher_parameters(store, "partners", as_of=date(2026, 11, 24), values={"scheme": "plan"})
    assert params == {
        "as_of": "2026-11-24", "plan_first": "2022-10-01", "plan_last": "2027-09-31", "scheme": "plan",
        "renewed": [], "undated": "2026-02-23", "until": "2026-11-24",
    }  # fmt: skip


PARAMS: Mapping[str, object] = {
    "a": "it's \\ \"so\"\n", "b": None, "c": 2568, "d": ["กรุงฮานอย", 1.5, True],
}  # fmt: skip


def test_parameters_are_written_as_neo4j_browser_takes_them(neo4j_server: LiveServer) -> None:
    lines = render_browser("RETURN 1 AS x", PARAMS).splitlines()
    assert lines[-1] == "RETURN 1 AS x;"
    assert read_browser(render_browser("RETURN 1 AS x", PARAMS)) == ("RETURN 1 AS x;\n", PARAMS)
    for line, (name, value) in zip(lines[:-1], PARAMS.items(), strict=True):
        literal = line.removeprefix(f":param {name} => ").removesuffix(";")
        assert neo4j_server.run(f"RETURN {literal} AS x") == [{"x": value}]
