from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import date

import pytest
from _pytest.mark import ParameterSet

from graph.errors import QuestionError
from graph.memory_store import MemoryStore
from graph.store import Store
from maps.answers import Answers
from plan.making.assemble import Assembly
from queries.catalog import QUESTIONS, run_question
from queries.parameters import FILE_KINDS, Parameter
from queries.question_lists import parameters_table
from queries.table import Table, show_cell

THAI = re.compile(r"[\u0e01-\u0e5b]")
DAYS = [date(2026, 11, 24), date(1961, 1, 1), date(2022, 10, 1)]


Params = tuple[tuple[str, str], ...]


def written(parameter: Parameter) -> tuple[str, ...]:
    """Every value of a choice; the example of any other kind, which must work on the packaged data."""
    return parameter.allowed if parameter.kind == "choice" else (parameter.example,)


def calls(*, without_examples: bool = False) -> Iterator[tuple[str, Params]]:
    for question in QUESTIONS.values():
        # A file needs a reader, and an empty graph has no record or place to name.
        left_out = (*FILE_KINDS, *(("record", "place") if without_examples else ()))
        given = [parameter for parameter in question.parameters if parameter.kind not in left_out]
        for values in itertools.product(*(written(parameter) for parameter in given)):
            pairs = zip((parameter.name for parameter in given), values, strict=True)
            yield question.name, tuple((name, value) for name, value in pairs if value)


def named(found: Iterator[tuple[str, Params]]) -> list[ParameterSet]:
    return [
        pytest.param(name, params, id="-".join((name, *(value for _, value in params))))
        for name, params in dict.fromkeys(found)
    ]


CALLS = named(calls())
EMPTY_CALLS = named(calls(without_examples=True))


def check_table(table: Table, store: Store, as_of: date) -> None:
    for label in (table.title, table.unit):
        assert THAI.search(label.th)
        assert label.en
        assert not THAI.search(label.en), label.en
        assert "{" not in label.th + label.en
    for label in (*table.says, *table.notes):
        assert "{" not in label.th + label.en
    assert table.as_of == as_of
    assert table.n >= 0
    ids = [column.id for column in table.columns]
    assert len(set(ids)) == len(ids)
    for row in table.rows:
        assert set(row) >= set(ids)
        for column in table.columns:
            shown = show_cell(row[column.id], column.unit)
            assert shown.th and shown.en
    missing = [record for record in table.records if store.node(record) is None]
    assert missing == []
    assert list(table.records) == sorted(set(table.records))


@pytest.mark.parametrize("as_of", DAYS, ids=str)
@pytest.mark.parametrize(("name", "params"), CALLS)
def test_a_question_answers_on_the_packaged_data(
    name: str, params: Params, as_of: date, store: Store
) -> None:
    try:
        tables = run_question(store, name, as_of=as_of, params=params)
    except QuestionError as error:  # the partner of an example may have had no tie yet
        assert (error.code, as_of == DAYS[0]) == ("whatif-no-tie", False)
        return
    for table in tables:
        check_table(table, store, as_of)
    names = [table.name for table in tables]
    assert names[0] == name
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("name", "params"), EMPTY_CALLS)
def test_a_question_answers_on_an_empty_graph(name: str, params: Params) -> None:
    store = MemoryStore()
    for table in run_question(store, name, as_of=DAYS[0], params=params):
        check_table(table, store, DAYS[0])
        assert list(table.records) == []


@pytest.mark.parametrize("name", ["region-balance", "asean-coverage"])
def test_a_balance_names_its_yardstick(name: str, store: Store) -> None:
    for as_of in DAYS:
        benchmark = run_question(store, name, as_of=as_of)[0].benchmark
        assert benchmark is not None
        assert THAI.search(benchmark.th)
        assert benchmark.en


def test_before_the_first_signing_there_is_no_share(store: Store) -> None:
    table = run_question(store, "region-balance", as_of=date(1961, 1, 1))[0]
    assert table.n == sum(int(str(row["ties"])) for row in table.rows) == 0
    assert {row["share"] for row in table.rows} == {None}
    assert "6 more without a date of signing" in table.title.en


def test_every_table_of_the_pack_is_whole(assembly: Assembly) -> None:
    answers = Answers(assembly, DAYS[0])
    for table in answers.tables:
        check_table(table, assembly.store, DAYS[0])
    names = [table.name for table in answers.tables]
    assert len(set(names)) == len(names)


def test_parameters_have_a_default_among_their_values() -> None:
    for question in QUESTIONS.values():
        for parameter in question.parameters:
            if parameter.kind == "choice" and parameter.default is not None:
                assert parameter.default in parameter.allowed
            assert parameter.kind == "choice" or parameter.example, parameter.name


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_the_parameters_of_a_question_are_listed(name: str, store: Store) -> None:
    table = parameters_table(name, as_of=DAYS[0])
    check_table(table, store, DAYS[0])
    for parameter, row in zip(QUESTIONS[name].parameters, table.rows, strict=True):
        assert row["parameter"] == parameter.name
        assert str(row["example"]).startswith(f"bfa ask {name} --param {parameter.name}=")
        limits = show_cell(row["values"])
        for limit in (parameter.least, parameter.most):
            assert limit is None or f"{limit:g}" in limits.th


def test_values_outside_the_limits_are_refused(store: Store) -> None:
    assert code_of(store, "upcoming", ("weeks", "-1")) == "parameter-below"
    assert run_question(store, "upcoming", as_of=DAYS[0], params=(("weeks", "0"),))
    assert run_question(store, "upcoming", as_of=DAYS[0], params=(("weeks", "5200"),))
    assert code_of(store, "upcoming", ("weeks", "5201")) == "parameter-above"
    assert code_of(store, "upcoming", ("weeks", " ")) == "parameter-empty"


def code_of(store: Store, name: str, *params: tuple[str, str]) -> str:
    with pytest.raises(QuestionError) as caught:
        run_question(store, name, as_of=DAYS[0], params=params)
    return caught.value.code


def test_what_does_not_exist_is_refused(store: Store) -> None:
    assert code_of(store, "region-balanse") == "question-unknown"
    assert code_of(store, "region-balance", ("shceme", "plan")) == "parameter-unknown"
    assert code_of(store, "region-balance", ("scheme", "plans")) == "parameter-value"
    twice = (("scheme", "plan"), ("scheme", "un-m49"))
    assert code_of(store, "region-balance", *twice) == "parameter-twice"


def test_the_shares_of_all_regions_are_fractions_of_one(store: Store) -> None:
    shares = [
        float(str(row["share"])) for row in run_question(store, "region-balance", as_of=DAYS[0])[0].rows
    ]
    assert all(0 <= share <= 1 for share in shares)
    assert sum(shares) == pytest.approx(1)
