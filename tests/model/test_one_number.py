"""One number, one name: over every answer, every plan table and the pack, and each check can fail."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import pytest

from graph.store import Store
from graph.texts import LANGUAGES, Language, read_subject, same, text
from maps.answers import Answers
from maps.sections.trend import CONTINUITY_SHOWN, STATUS_SHOWN, with_every_part
from plan.making.assemble import Assembly
from queries.catalog import QUESTIONS, run_question
from queries.facts.office_count import read_office_count
from queries.table import Cell, Table
from tests.every_answer import (
    Told,
    every_table,
    shared_headings,
    twice_in_one_table,
    unequal_headlines,
    unequal_totals,
    unlike_values,
)

AS_OF = date(2026, 11, 24)


@pytest.fixture(scope="module")
def told(assembly: Assembly) -> list[Told]:
    return every_table(assembly, as_of=AS_OF)


def test_a_measure_has_one_value_for_one_thing_in_every_answer(told: list[Told]) -> None:
    assert unlike_values(told) == []


def test_a_heading_means_one_thing_and_a_thing_has_one_heading(told: list[Told]) -> None:
    assert shared_headings(told) == []


def test_no_table_has_two_columns_under_one_heading(told: list[Told]) -> None:
    assert twice_in_one_table(told) == []


def test_every_table_has_a_name_for_its_sheet(told: list[Told]) -> None:
    assert {one.table.name for one in told} - set(read_subject("sheets")) == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_names_of_sheets_fit_and_differ(lang: Language) -> None:
    names = [label.in_language(lang) for label in read_subject("sheets").values()]
    assert len({name.casefold() for name in names}) == len(names)
    assert [name for name in names if len(name) > 31 or set(name) & set("[]:*?/\\'")] == []


def test_a_total_is_its_parts(told: list[Told]) -> None:
    assert unequal_totals(told) == []


def test_the_counts_of_a_headline_are_its_total(told: list[Told]) -> None:
    assert unequal_headlines(told) == []


def test_most_rows_are_about_something_that_other_tables_tell_of(told: list[Told]) -> None:
    """So that the comparison of values compares: every table of these has a subject."""
    compared = {one.table.name for one in told if one.subject is not None}
    assert compared >= {
        "partners",
        "ties",
        "dormant-ties",
        "tie-continuity",
        "plan-partners",
        "network-reach",
        "asean-coverage",
        "asean-depth",
        "asean-gaps",
        "communities",
        "country-balance",
        "white-space",
        "region-balance",
        "ties-by-region",
        "continuity-by-region",
        "theme-diversity",
        "theme-gaps",
        "balance-trend",
        "activities-by-region",
        "plan-status",
        "report-kpis",
        "kpi-activities",
    }


def test_the_office_s_own_count_stands_beside_every_count_of_ties(told: list[Told], store: Store) -> None:
    office = read_office_count(store, as_of=AS_OF)
    assert office is not None
    for name in QUESTIONS:
        tables = run_question(store, name, as_of=AS_OF)
        counting = [table for table in tables if table.unit == text("questions", "unit-ties")]
        lines = [line for table in tables for line in (*table.says, *table.notes)]
        assert not counting or office.counted in lines, name


def test_the_parts_that_a_page_shows_make_the_whole(assembly: Assembly) -> None:
    answers = Answers(assembly, AS_OF)
    for table, columns in ((answers.standings[1], STATUS_SHOWN), (answers.continuity[1], CONTINUITY_SHOWN)):
        shown = with_every_part(table, columns)
        for row in table.rows:
            assert sum(int(str(row[part])) for part in shown[2:]) == row["ties"], row["region"]


Planted = Callable[[Table], Table]


def _in_row(number: int, **cells: Cell) -> Planted:
    def plant(table: Table) -> Table:
        rows = [{**row, **cells} if place == number else row for place, row in enumerate(table.rows)]
        return replace(table, rows=rows)

    return plant


def _headed(column_id: str, heading: str) -> Planted:
    def plant(table: Table) -> Table:
        columns = [replace(c, label=same(heading)) if c.id == column_id else c for c in table.columns]
        return replace(table, columns=columns)

    return plant


@pytest.mark.parametrize(
    ("check", "name", "plant", "found"),
    [
        (unlike_values, "partners", _in_row(3, activities=99), "activities"),
        (unlike_values, "asean-coverage", _in_row(0, last_with_anyone=same("1999")), "last_with_anyone"),
        (shared_headings, "asean-coverage", _headed("last_with_anyone", "Last contact"), "Last contact"),
        (twice_in_one_table, "partners", _headed("since", "Last contact"), "partners: Last contact"),
        (unequal_totals, "ties-by-region", _in_row(0, status_active=99), "ties-by-region"),
        (unequal_totals, "plan-rollup", _in_row(0, at=99), "plan-rollup"),
        (
            unequal_headlines, "ties",
            lambda table: replace(table, title=same("45 ties: 19 active, 8 quiet, 10 dormant")), "45 ties",
        ),
    ],
)  # fmt: skip
def test_a_planted_contradiction_is_found(
    check: Callable[[Iterable[Told]], list[str]], name: str, plant: Planted, found: str, told: list[Told]
) -> None:
    planted = [replace(one, table=plant(one.table)) if one.table.name == name else one for one in told]
    # Only one of the answers that hold the table is wrong: the others still tell the truth.
    (first, *_) = (place for place, one in enumerate(told) if one.table.name == name)
    assert any(found in line for line in check([*told[:first], planted[first], *told[first + 1 :]]))
