from __future__ import annotations

import re

import pytest

from graph.records import Value
from loaders.mapping import map_edge, map_row, own_columns
from loaders.tables import RawRow


def row_of(**cells: str) -> RawRow:
    return RawRow("t.csv", 7, cells)


@pytest.mark.parametrize(
    ("label", "name", "cell", "value"),
    [
        ("City", "latitude", "13.75", 13.75),
        ("Level", "level", "3", 3),
        ("Activity", "start_on", "2567-02-29", "2024-02-29"),
        ("Activity", "start_on", "29/2/2567", "2024-02-29"),
        ("Activity", "start_on", "2024", "2024"),
        ("Activity", "suggested_tactics", "1.2; 2.1;", ("1.2", "2.1")),
        ("City", "doubtful", "Yes", True),
        ("City", "doubtful", "no", False),
        ("Activity", "role_of_bangkok", "main_host", "main_host"),
        ("Activity", "audience", "officials | youth", ("officials", "youth")),
        ("Activity", "audience", "unknown", ("unknown",)),
        ("City", "name_th", " กรุงฮานอย ", "กรุงฮานอย"),
    ],
)
def test_reads_a_cell_by_its_kind(label: str, name: str, cell: str, value: Value) -> None:
    values, issues = map_row(row_of(c=cell), label, {name: "c"})
    assert issues == []
    assert values == {name: value}
    assert type(values[name]) is type(value)


@pytest.mark.parametrize(
    ("label", "name", "cell", "code"),
    [
        ("City", "latitude", "13,75", "cell-number"),
        ("City", "latitude", "nan", "cell-number"),
        ("City", "latitude", "-inf", "cell-number"),
        ("City", "latitude", "1e400", "cell-number"),
        ("Level", "level", "1_0", "cell-number"),
        ("Level", "level", "3.5", "cell-number"),
        ("Target", "year", "66", "cell-year"),
        ("Target", "year", "2566.0", "cell-year"),
        ("Activity", "start_on", "1/10/66", "cell-date"),
        ("Activity", "start_on", "31/2/2566", "cell-date"),
        ("City", "doubtful", "maybe", "cell-unknown-code"),
        ("Activity", "role_of_bangkok", "hosted", "cell-unknown-code"),
    ],
)
def test_an_unreadable_cell_is_an_issue_at_its_place(label: str, name: str, cell: str, code: str) -> None:
    values, issues = map_row(row_of(a="", c=cell), label, {name: "c"})
    assert values == {}
    assert [(issue.code, issue.place) for issue in issues] == [(code, "t.csv!B7")]
    assert cell in issues[0].words.th
    assert cell in issues[0].words.en


def test_of_several_codes_the_one_off_the_list_is_named_alone() -> None:
    values, issues = map_row(row_of(c="officials|yuoth"), "Activity", {"audience": "c"})
    assert values == {}
    assert [issue.params["value"] for issue in issues] == ["yuoth"]


@pytest.mark.parametrize(
    ("label", "name", "cell", "value"),
    [
        ("Level", "level", "๓", 3),
        ("Actual", "budget", "๑,๕๐๐,๐๐๐.๕๐", 1500000.5),
        ("Actual", "year", "๒๕๖๖", 2566),
        ("Actual", "year", "พ.ศ. 2566", 2566),
        ("Evidence", "year", "2023", 2566),
    ],
)
def test_figures_written_otherwise_are_read_and_the_reading_is_said(
    label: str, name: str, cell: str, value: Value
) -> None:
    values, issues = map_row(row_of(c=cell), label, {name: "c"})
    assert values == {name: value}
    assert [(issue.code, issue.place) for issue in issues] == [("number-read", "t.csv!A7")]
    assert f"{value:g}" if isinstance(value, float) else str(value) in issues[0].words.th


@pytest.mark.parametrize(
    ("label", "name", "cell", "value"),
    [
        ("Evidence", "verdict", "เป็นไปตามเกณฑ์", "met"),
        ("Evidence", "verdict", "บรรลุ", "met"),
        ("Evidence", "verdict", "Not Met", "not_met"),
        ("Evidence", "verdict", "NOT_MET", "not_met"),
        ("Evidence", "grade", "a2", "A2"),
        ("Evidence", "grade", "A๒", "A2"),
        ("Evidence", "grade", "เอกสารลงนาม · น่าจะจริง", "A2"),
        ("Activity", "role_of_bangkok", "เจ้าภาพหลัก", "main_host"),
        ("Activity", "role_of_bangkok", "Main  host", "main_host"),
        ("City", "doubtful", "ใช่", True),
        ("City", "doubtful", "ไม่ใช่", False),
    ],
)
def test_a_code_is_read_by_its_words_in_either_language_and_any_case(
    label: str, name: str, cell: str, value: Value
) -> None:
    assert map_row(row_of(c=cell), label, {name: "c"}) == ({name: value}, [])


def test_a_code_is_read_by_its_words_on_an_edge_too() -> None:
    for cell in ("บรรลุ", "เป็นไปตามเกณฑ์", "MEETS"):
        assert map_edge(row_of(m=cell), "SUPPORTS", {"mode": "m"}) == ({"mode": "meets"}, [])
    assert map_edge(row_of(m="Produces_Evidence"), "SUPPORTS", {"mode": "m"})[0] == {
        "mode": "produces evidence"
    }


@pytest.mark.parametrize(
    ("name", "cell", "thai", "english"),
    [
        ("verdict", "ดี", "เป็นไปตามเกณฑ์ (met), ไม่เป็นไปตามเกณฑ์ (not_met)", "met, not_met"),
        ("grade", "A7", "เอกสารลงนาม · ข้อมูลยังไม่แน่ชัด (A4)", "and others, 36 in all"),
        ("grade", "เอกสารลงนาม", "เอกสารลงนาม · น่าจะจริง (A2)", "A2"),
        ("grade", "???", "และอื่น ๆ รวม 36 ค่า", "and others, 36 in all"),
    ],
)
def test_a_word_that_is_no_code_is_refused_with_thai_words_in_thai(
    name: str, cell: str, thai: str, english: str
) -> None:
    _, (issue,) = map_row(row_of(c=cell), "Evidence", {name: "c"})
    assert thai in issue.words.th
    assert english in issue.words.en
    assert issue.words.th.count("(") <= 3
    assert not re.search("[\u0e00-\u0e7f]", issue.words.en.replace(cell, ""))


def test_an_empty_cell_gives_no_property() -> None:
    empty = row_of(a="", b="  ", c=" ; ")
    columns = {"name": "a", "start_on": "b", "suggested_tactics": "c"}
    assert map_row(empty, "Activity", columns) == ({}, [])


def test_a_bad_cell_does_not_take_its_neighbours_with_it() -> None:
    values, issues = map_row(row_of(n="Hanoi", x="east"), "City", {"name": "n", "latitude": "x"})
    assert values == {"name": "Hanoi"}
    assert len(issues) == 1


def test_edges_are_read_by_their_verb() -> None:
    values, issues = map_edge(row_of(y="2558-01"), "MEMBER_OF", {"since": "y"})
    assert (values, issues) == ({"since": "2015-01"}, [])


def test_own_columns_are_those_named_after_a_property() -> None:
    assert own_columns(row_of(key="1", level="2", other="x"), "Level") == {"level": "level"}
