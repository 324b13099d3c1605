"""The planners' files: every bad cell by its place, and all or nothing."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from graph.dates import parse_date
from graph.errors import DataError, InputError, QuestionError
from graph.issues import Issue
from graph.memory_store import MemoryStore
from graph.records import Batch, Edge, Node
from loaders.officer_links import LINK_COLUMNS
from loaders.plan_records import (
    ACTUAL_COLUMNS,
    EVIDENCE_COLUMNS,
    RecordFiles,
    load_plan_records,
)
from plan.clock import CALENDAR, FISCAL
from plan.making.assemble import Assembly
from plan.making.records import add_records

AS_OF = date(2026, 11, 24)
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def small_store() -> MemoryStore:
    base = {"name": "x", "visibility": "public"}
    ladder = {"kind": "level", "rule": "staged"}
    nodes = [
        Node("Plan", "bma-fa-2566", {**base, "period": "2566-2570"}),
        Node("Kpi", "k", {**base, **ladder}),
        Node("Kpi", "p", {**base, "kind": "percent", "rule": "threshold"}),
        Node("Kpi", "n", {**base, "kind": "count", "rule": "threshold"}),
        *(Node("Level", f"k/L{level}", {**base, "level": level}) for level in (1, 2, 3)),
        Node("Criterion", "k/L1/a", base),
        Node("Criterion", "k/L2/a", {**base, "threshold": 50.0}),
        Node("Project", "P01", base),
        Node("City", "hanoi", base),
        Node("Activity", "A1", {**base, "start_on": "2023-03-01", "status": "done"}),
        Node("Activity", "A0", {**base, "start_on": "2021", "status": "done"}),
        Node("Activity", "A2", {**base, "start_on": "2023-05", "status": "announced"}),
        Node("Activity", "A3", {**base, "status": "done"}),
        *(Node("Target", f"k/{year}", {**base, "year": year, "value": 1.0}) for year in range(2566, 2571)),
    ]
    store = MemoryStore()
    parts = [Edge(f"Level:k/L{level}", "PART_OF", "Kpi:k") for level in (1, 2, 3)]
    parts += [Edge(f"Criterion:k/L{n}/a", "PART_OF", f"Level:k/L{n}") for n in (1, 2)]
    store.replace(Batch(nodes, parts))
    return store


def write(folder: Path, name: str, columns: tuple[str, ...], **cells: str) -> Path:
    path = folder / f"{name}.csv"
    values = ",".join(f'"{cells.get(column, "")}"' for column in columns)
    path.write_text(f"{','.join(columns)}\n{values}\n", "utf-8")
    return path


LINK = {"activity": "A1", "element": "k/L1", "mode": "meets", "reason_th": "เพราะ"}
EVIDENCE = {
    "key": "e1", "activity": "A1", "verdict": "met", "grade": "A1", "dated_on": "2 มี.ค. 2566",
    "page": "1",
}  # fmt: skip
OF_YEAR = {
    "key": "e1", "element": "Kpi:p", "verdict": "not_met", "grade": "A1", "dated_on": "1/10/2567",
    "year": "2568", "page": "1",
}  # fmt: skip
ACTUAL = {"element": "Kpi:k", "year": "2566", "value": "3"}
PERCENT = {
    "element": "Kpi:p", "year": "2566", "numerator": "31", "denominator": "50", "measured_on": "30/9/2566",
    "method": "register",
}  # fmt: skip


def files(folder: Path, name: str, cells: dict[str, str]) -> RecordFiles:
    columns = {"links": LINK_COLUMNS, "evidence": EVIDENCE_COLUMNS, "actuals": ACTUAL_COLUMNS}[name]
    path = write(folder, name, columns, **cells)
    return RecordFiles(**{name: (path,)})


def issues(folder: Path, name: str, cells: dict[str, str], *, as_of: date = AS_OF) -> list[Issue]:
    return load_plan_records(files(folder, name, cells), store=small_store(), as_of=as_of).issues


def test_a_link_by_key_or_id_becomes_an_asserted_edge(tmp_path: Path) -> None:
    for cells in (LINK, {**LINK, "activity": "Activity:A1", "element": "Level:k/L1"}):
        loaded = load_plan_records(files(tmp_path, "links", cells), store=small_store(), as_of=AS_OF)
        assert loaded.issues == []
        assert loaded.batch.edges == [
            Edge(
                "Activity:A1", "SUPPORTS", "Level:k/L1",
                {"mode": "meets", "reason_th": "เพราะ", "origin": "asserted"},
            )
        ]  # fmt: skip


def test_a_link_to_a_project_carries_it_out(tmp_path: Path) -> None:
    cells = {**LINK, "element": "P01", "mode": ""}
    loaded = load_plan_records(files(tmp_path, "links", cells), store=small_store(), as_of=AS_OF)
    assert [edge.type for edge in loaded.batch.edges] == ["CARRIES_OUT"]


def test_evidence_is_internal_and_dated_in_the_common_era(tmp_path: Path) -> None:
    cells = {**EVIDENCE, "element": "k/L1/a"}
    loaded = load_plan_records(files(tmp_path, "evidence", cells), store=small_store(), as_of=AS_OF)
    (node,) = loaded.batch.nodes
    assert (node.text("dated_on"), node.text("visibility"), node.name) == ("2023-03-02", "internal", "e1")
    assert {edge.target for edge in loaded.batch.edges} == {"Activity:A1", "Criterion:k/L1/a"}


def test_a_percent_is_worked_out_of_its_parts(tmp_path: Path) -> None:
    loaded = load_plan_records(files(tmp_path, "actuals", PERCENT), store=small_store(), as_of=AS_OF)
    (node,) = loaded.batch.nodes
    assert (node.id, node.number("value")) == ("Actual:p/2566/2023-09-30", 62.0)


@pytest.mark.parametrize(
    ("name", "cells", "found"),
    [
        ("links", {**LINK, "element": "k/L9"}, ("record-unknown", "links.csv!B2")),
        ("links", {**LINK, "activity": "A9"}, ("record-unknown", "links.csv!A2")),
        ("links", {**LINK, "element": "City:hanoi"}, ("record-wrong-kind", "links.csv!B2")),
        ("links", {**LINK, "mode": ""}, ("cell-missing", "links.csv!C2")),
        ("links", {**LINK, "mode": "proves"}, ("cell-unknown-code", "links.csv!C2")),
        ("links", {**LINK, "reason_th": ""}, ("cell-missing", "links.csv!D2")),
        ("links", {**LINK, "element": "P01"}, ("cell-not-allowed", "links.csv!C2")),
        ("links", {**LINK, "activity": "A0"}, ("link-before-plan", "links.csv!A2")),
        ("links", {**LINK, "element": "Kpi:k"}, ("link-to-ladder", "links.csv!B2")),
        ("links", {**LINK, "element": "Kpi:p"}, ("link-to-figure", "links.csv!B2")),
        ("links", {**LINK, "element": "k/L2/a"}, ("link-to-figure", "links.csv!B2")),
        ("links", {**LINK, "element": "k/L2"}, ("link-to-figure", "links.csv!B2")),
        ("links", {**LINK, "activity": "A2"}, ("link-not-done", "links.csv!A2")),
        ("links", {**LINK, "activity": "A3"}, ("link-undated", "links.csv!A2")),
        ("links", {**LINK, "activity": "P01"}, ("record-wrong-kind", "links.csv!A2")),
        ("links", {**LINK, "activity": "A\u200b1"}, ("cell-control", "links.csv!A2")),
        ("links", {**LINK, "element": "k/L1\u202e"}, ("cell-control", "links.csv!B2")),
        ("links", {**LINK, "mode": "me\u00adets"}, ("cell-control", "links.csv!C2")),
        ("links", {**LINK, "note": "\u202eabc"}, ("cell-control", "links.csv!G2")),
        ("links", {**LINK, "note": "a\x07"}, ("cell-control", "links.csv!G2")),
        ("evidence", {**EVIDENCE, "dated_on": "28/2/2566"}, ("evidence-older", "evidence.csv!G2")),
        ("evidence", {**OF_YEAR, "dated_on": "2012-01-01"}, ("evidence-before-year", "evidence.csv!G2")),
        ("evidence", {**OF_YEAR, "dated_on": "30/9/2567"}, ("evidence-before-year", "evidence.csv!G2")),
        (
            "evidence",
            {**OF_YEAR, "element": "k/L1", "dated_on": "30/9/2565"},
            ("evidence-before-year", "evidence.csv!G2"),
        ),
        ("evidence", {**EVIDENCE, "dated_on": "2/3/66"}, ("cell-date", "evidence.csv!G2")),
        ("evidence", {**EVIDENCE, "year": "2567"}, ("evidence-year-unused", "evidence.csv!H2")),
        ("evidence", {**EVIDENCE, "dated_on": "5/8/2023"}, ("date-order-open", "evidence.csv!G2")),
        ("evidence", {**EVIDENCE, "file": "mi\u200bnutes.pdf"}, ("cell-control", "evidence.csv!L2")),
        ("evidence", {**EVIDENCE, "element": "P01"}, ("record-wrong-kind", "evidence.csv!D2")),
        ("evidence", {**EVIDENCE, "grade": "B7"}, ("cell-unknown-code", "evidence.csv!F2")),
        ("evidence", {**EVIDENCE, "verdict": ""}, ("cell-missing", "evidence.csv!E2")),
        ("evidence", {**EVIDENCE, "element": "Kpi:k"}, ("evidence-whole-ladder", "evidence.csv!D2")),
        ("evidence", {**EVIDENCE, "activity": ""}, ("evidence-about-missing", "evidence.csv!D2")),
        ("evidence", {**EVIDENCE, "file_hash": "9f86"}, ("cell-hash", "evidence.csv!M2")),
        ("evidence", {**EVIDENCE, "year": "2571"}, ("year-not-in-plan", "evidence.csv!H2")),
        ("actuals", {**ACTUAL, "value": "2.5"}, ("actual-off-scale", "actuals.csv!C2")),
        ("actuals", {**ACTUAL, "value": "4"}, ("actual-off-scale", "actuals.csv!C2")),
        ("actuals", {**ACTUAL, "value": "0"}, ("actual-off-scale", "actuals.csv!C2")),
        ("actuals", {**ACTUAL, "value": "-1"}, ("actual-off-scale", "actuals.csv!C2")),
        ("actuals", {**ACTUAL, "element": "Kpi:n", "value": "-1"}, ("actual-off-scale", "actuals.csv!C2")),
        ("actuals", {**ACTUAL, "budget": "-100"}, ("money-negative", "actuals.csv!I2")),
        ("actuals", {**ACTUAL, "spent": "-๕"}, ("money-negative", "actuals.csv!J2")),
        (
            "actuals",
            {**ACTUAL, "budget": "3000000", "spent": "3500000"},
            ("spent-over-budget", "actuals.csv!J2"),
        ),
        ("actuals", {**PERCENT, "measured_on": "30/9/2564"}, ("actual-outside-year", "actuals.csv!F2")),
        ("actuals", {**PERCENT, "measured_on": "1/10/2566"}, ("actual-outside-year", "actuals.csv!F2")),
        ("actuals", {**ACTUAL, "measured_on": "2022-09"}, ("actual-outside-year", "actuals.csv!F2")),
        ("actuals", {**ACTUAL, "value": "inf"}, ("cell-number", "actuals.csv!C2")),
        ("actuals", {**ACTUAL, "year": "2570"}, ("actual-in-future", "actuals.csv!B2")),
        ("actuals", {**ACTUAL, "year": "2565"}, ("year-not-in-plan", "actuals.csv!B2")),
        ("actuals", {**ACTUAL, "element": "P01"}, ("cell-not-allowed", "actuals.csv!C2")),
        ("actuals", {**PERCENT, "denominator": ""}, ("percent-incomplete", "actuals.csv!E2")),
        ("actuals", {**PERCENT, "measured_on": ""}, ("percent-incomplete", "actuals.csv!F2")),
        ("actuals", {**PERCENT, "denominator": "0"}, ("percent-off-scale", "actuals.csv!E2")),
        ("actuals", {**PERCENT, "numerator": "51"}, ("percent-off-scale", "actuals.csv!E2")),
        ("actuals", {**PERCENT, "value": "70"}, ("percent-differs", "actuals.csv!C2")),
    ],
)
def test_a_bad_cell_is_named_by_its_place(
    tmp_path: Path, name: str, cells: dict[str, str], found: tuple[str, str]
) -> None:
    as_of = date(2026, 9, 30)
    listed = [i for i in issues(tmp_path, name, cells, as_of=as_of) if i.code != "number-read"]
    assert [(issue.code, issue.place) for issue in listed] == [found]
    assert all("\n" not in words for words in (listed[0].words.th, listed[0].words.en))


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("links", {**LINK, "activity": "a๑", "element": "K/l1", "mode": "บรรลุ"}),
        ("links", {**LINK, "activity": "กิจกรรม:A1", "element": "ระดับ k/L1", "mode": "MEETS"}),
        ("links", {**LINK, "element": "k/L1/A", "mode": "produces_evidence"}),
        ("links", {**LINK, "activity": "A2", "mode": "context"}),
        ("links", {**LINK, "activity": "A3", "element": "โครงการ P๐๑", "mode": ""}),
        ("links", {**LINK, "reason_th": "คำ\u200bไทย\nสองบรรทัด"}),
        ("evidence", {**EVIDENCE, "verdict": "ไม่บรรลุ", "grade": "b๒", "activity": "Activity:a1"}),
        ("evidence", {**EVIDENCE, "year": "2566", "file_hash": "AB" * 32}),
        ("evidence", {**EVIDENCE, "dated_on": "5/8/2566"}),
        ("evidence", {**EVIDENCE, "dated_on": "8/8/2023"}),
        ("actuals", {**ACTUAL, "element": "ตัวชี้วัด:k", "value": "1"}),
        ("actuals", {**ACTUAL, "element": "n", "value": "0"}),
        ("actuals", {**ACTUAL, "budget": "0", "spent": "0"}),
        ("actuals", {**PERCENT, "measured_on": "2566"}),
        ("actuals", {"element": "P01", "year": "2566", "measured_on": "15/10/2566", "spent": "100"}),
    ],
)
def test_what_can_be_meant_in_one_way_alone_is_read_without_a_finding(
    tmp_path: Path, name: str, cells: dict[str, str]
) -> None:
    assert issues(tmp_path, name, cells) == []


def test_a_sign_that_nobody_sees_is_named_by_its_code_point(tmp_path: Path) -> None:
    (issue,) = issues(tmp_path, "links", {**LINK, "activity": "A1\u200b"})
    assert "U+200B" in issue.words.th
    assert "U+200B" in issue.words.en


def test_a_finding_is_one_line_whatever_the_cell_holds(tmp_path: Path) -> None:
    (issue,) = issues(tmp_path, "actuals", {**ACTUAL, "value": "1\n2"})
    assert "\n" not in issue.words.th


def test_a_link_of_what_was_announced_is_not_warned_of_beside_a_paper_that_it_took_place(
    tmp_path: Path,
) -> None:
    links = write(tmp_path, "links", LINK_COLUMNS, **{**LINK, "activity": "A2"})
    paper = write(
        tmp_path, "evidence", EVIDENCE_COLUMNS, **{**EVIDENCE, "activity": "A2", "dated_on": "2023-06"}
    )
    given = RecordFiles(links=(links,), evidence=(paper,))
    assert load_plan_records(given, store=small_store(), as_of=AS_OF).issues == []


def issues_of(folder: Path, name: str, *rows: dict[str, str]) -> list[Issue]:
    """Give what is found in a file of some rows."""
    columns = {"links": LINK_COLUMNS, "evidence": EVIDENCE_COLUMNS, "actuals": ACTUAL_COLUMNS}[name]
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return load_plan_records(RecordFiles(**{name: (path,)}), store=small_store(), as_of=AS_OF).issues


@pytest.mark.parametrize(
    ("name", "rows", "found"),
    [
        ("links", [LINK, LINK], [("link-again", "links.csv!B3")]),
        ("links", [LINK, {**LINK, "reason_th": "อื่น"}], [("link-again-otherwise", "links.csv!B3")]),
        ("links", [LINK, {**LINK, "mode": "เป็นไปตามเกณฑ์"}], [("link-again-otherwise", "links.csv!B3")]),
        ("links", [LINK, {**LINK, "mode": "context"}], [("link-modes-differ", "links.csv!C3")]),
        ("links", [LINK, {**LINK, "element": "k/L1/a", "mode": "context"}], []),
        ("evidence", [EVIDENCE, EVIDENCE], [("row-again", "evidence.csv!A3")]),
        ("evidence", [EVIDENCE, {**EVIDENCE, "grade": "B2"}], [("row-differs", "evidence.csv!A3")]),
        (
            "evidence",
            [{**EVIDENCE, "document_no": "กท 1/2566"}, {**EVIDENCE, "key": "e2", "document_no": "กท ๑/๒๕๖๖"}],
            [("document-twice", "evidence.csv!A3")],
        ),
        (
            "evidence",
            [{**EVIDENCE, "file": "a.pdf"}, {**EVIDENCE, "key": "e2", "file": "A.pdf", "page": "2"}],
            [("document-twice", "evidence.csv!A3")],
        ),
        (
            "evidence",
            [{**EVIDENCE, "file": "a.pdf"}, {**EVIDENCE, "key": "e2", "element": "k/L1", "file": "a.pdf"}],
            [],
        ),
        ("actuals", [ACTUAL, ACTUAL], [("row-again", "actuals.csv!A3")]),
        ("actuals", [ACTUAL, {**ACTUAL, "value": "2"}], [("row-differs", "actuals.csv!A3")]),
        ("actuals", [ACTUAL, {**ACTUAL, "measured_on": "2023-05"}], []),
    ],
)
def test_what_stands_twice_is_named_with_the_first_row(
    tmp_path: Path, name: str, rows: list[dict[str, str]], found: list[tuple[str, str]]
) -> None:
    for kept in ("a.pdf", "A.pdf"):
        (tmp_path / kept).write_bytes(b"")
    listed = issues_of(tmp_path, name, *rows)
    assert [(issue.code, issue.place) for issue in listed] == found
    assert all(f"{name}.csv!2" in words for i in listed for words in (i.words.th, i.words.en))


def test_a_row_that_differs_says_in_what(tmp_path: Path) -> None:
    (issue,) = issues_of(tmp_path, "evidence", EVIDENCE, {**EVIDENCE, "grade": "B2", "page": "4"})
    assert "grade, page" in issue.words.th
    assert "grade, page" in issue.words.en


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (["5/8/2023"], [("date-order-open", "evidence.csv!G2")]),
        (["20/8/2023", "5/8/2023"], []),
        (["5/8/2023", "6/8/2023", "7/7/2023"], [("date-order-open", "evidence.csv!G2")]),
        (["5/8/2566", "20 ก.ย. 2566", "2023-08-05"], []),
        (["20/8/2566", "5.8.2023"], [("date-order-open", "evidence.csv!G3")]),
        (
            ["5/8/2023", "8/20/2023", "5/8/2566"],
            [("date-order-mixed", "evidence.csv!G2"), ("cell-date", "evidence.csv!G3")],
        ),
    ],
)
def test_the_order_of_day_and_month_is_asked_for_only_where_nothing_shows_it(
    tmp_path: Path, days: list[str], found: list[tuple[str, str]]
) -> None:
    rows = [{**EVIDENCE, "key": f"e{n}", "dated_on": day} for n, day in enumerate(days)]
    assert [(i.code, i.place) for i in issues_of(tmp_path, "evidence", *rows)] == found


def test_each_file_shows_its_own_order_of_dates(tmp_path: Path) -> None:
    files = [
        write(tmp_path, name, EVIDENCE_COLUMNS, **{**EVIDENCE, "key": name, "dated_on": day})
        for name, day in (("a", "20/8/2023"), ("b", "5/8/2023"))
    ]
    loaded = load_plan_records(RecordFiles(evidence=tuple(files)), store=small_store(), as_of=AS_OF)
    assert [(i.code, i.place) for i in loaded.issues] == [("date-order-open", "b.csv!G2")]


def test_a_value_outside_its_year_by_the_clock_of_the_answer_is_warned_of(tmp_path: Path) -> None:
    given = files(tmp_path, "actuals", {**PERCENT, "measured_on": "30/11/2566"})
    by_clock = [
        load_plan_records(given, store=small_store(), as_of=AS_OF, period=clock.period)
        for clock in (FISCAL, CALENDAR)
    ]
    assert [[issue.code for issue in loaded.issues] for loaded in by_clock] == [["actual-outside-year"], []]
    assert all(len(loaded.batch.nodes) == 1 for loaded in by_clock)  # kept, to be shown and mended


def test_an_unknown_level_is_met_with_the_nearest(tmp_path: Path) -> None:
    for written, nearest in (("Level:k/L9", "Level:k/L3, Level:k/L2"), ("p๑", "P01"), ("k/L0", "k/L1, k/L2")):
        (issue,) = issues(tmp_path, "links", {**LINK, "element": written})
        assert nearest in issue.words.th
        assert nearest in issue.words.en


def test_a_key_given_twice_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path, "evidence", EVIDENCE_COLUMNS, **EVIDENCE)
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]), "utf-8")
    loaded = load_plan_records(RecordFiles(evidence=(path,)), store=small_store(), as_of=AS_OF)
    assert [(i.code, i.place) for i in loaded.issues] == [("row-again", "evidence.csv!A3")]
    assert "evidence.csv!2" in loaded.issues[0].words.th


def test_a_result_measured_later_is_no_error_but_a_warning_when_looking_back(tmp_path: Path) -> None:
    cells = {**ACTUAL, "year": "2568", "measured_on": "2025-09-30"}
    found = issues(tmp_path, "actuals", cells, as_of=date(2023, 1, 1))
    assert [(issue.code, issue.severity) for issue in found] == [("evidence-in-future", "warning")]


@pytest.mark.parametrize(
    ("dated", "is_found"), [("2027-01-05", True), ("2027-01", True), ("2027-01-04", False)]
)
def test_a_day_to_come_is_a_warning_at_its_cell_with_the_way_out(
    tmp_path: Path, dated: str, is_found: bool
) -> None:
    cells = {**EVIDENCE, "dated_on": dated}
    found = [
        i
        for i in issues(tmp_path, "evidence", cells, as_of=date(2027, 1, 4))
        if i.code == "evidence-in-future"
    ]
    column = "ABCDEFGHIJ"[EVIDENCE_COLUMNS.index("dated_on")]
    assert [(i.severity, i.place) for i in found] == [("warning", f"evidence.csv!{column}2")] * is_found
    assert all("--as-of" in i.words.th and "--as-of" in i.words.en for i in found)


def test_evidence_of_the_year_it_speaks_of_or_of_a_cumulative_span_is_no_finding(tmp_path: Path) -> None:
    assert issues(tmp_path, "evidence", OF_YEAR) == []
    assert issues(tmp_path, "evidence", {**OF_YEAR, "element": "k/L1", "dated_on": "1/10/2565"}) == []


def test_the_check_for_a_year_not_begun_follows_the_clock(tmp_path: Path) -> None:
    given, today = files(tmp_path, "actuals", {**ACTUAL, "year": "2570"}), date(2026, 11, 24)
    by_clock = [
        load_plan_records(given, store=small_store(), as_of=today, period=clock.period)
        for clock in (FISCAL, CALENDAR)
    ]
    assert [[issue.code for issue in loaded.issues] for loaded in by_clock] == [[], ["actual-in-future"]]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("activity,element\nA1,k/L1\n", "columns-missing"),
        ("activity,element,mode,raeson_th\nA1,k/L1,meets,x\n", "columns-unknown"),
        ("activity,element,mode,mode\nA1,k/L1,meets,meets\n", "columns-twice"),
        ("activity,element,mode\nA1,k/L1\n", "cells-uneven"),
    ],
)
def test_a_file_of_another_shape_is_refused_whole(tmp_path: Path, content: str, code: str) -> None:
    path = tmp_path / "links.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(InputError) as caught:
        load_plan_records(RecordFiles(links=(path,)), store=small_store(), as_of=AS_OF)
    assert caught.value.code == code


def test_an_error_in_one_file_leaves_the_graph_as_it_was(tmp_path: Path) -> None:
    store = small_store()
    before = list(store.nodes()), list(store.edges())
    assembly = Assembly(store, (), (), {"Activity:A1": "no-rule"}, 0, 0, "1")
    given = RecordFiles(
        (write(tmp_path, "links", LINK_COLUMNS, **LINK),),
        (write(tmp_path, "evidence", EVIDENCE_COLUMNS, **{**EVIDENCE, "element": "k/L9"}),),
    )
    with pytest.raises(DataError) as caught:
        add_records(assembly, given, as_of=AS_OF)
    assert "evidence.csv!D2" in caught.value.text.th
    assert (list(store.nodes()), list(store.edges())) == before


def test_a_warning_stops_nothing_and_a_linked_activity_is_no_longer_unlinked(tmp_path: Path) -> None:
    assembly = Assembly(small_store(), (), (), {"Activity:A1": "no-rule"}, 0, 0, "1")
    given = RecordFiles(
        (write(tmp_path, "links", LINK_COLUMNS, **LINK),),
        (write(tmp_path, "evidence", EVIDENCE_COLUMNS, **{**EVIDENCE, "dated_on": "2022-12-01"}),),
    )
    joined, found = add_records(assembly, given, as_of=AS_OF)
    assert [issue.code for issue in found] == ["evidence-older"]
    assert joined.unlinked == {}
    assert joined.store.node("Evidence:e1") is not None


def test_the_examples_of_the_documents_load_without_a_finding(store: MemoryStore) -> None:
    names = ("links", "evidence", "actuals", "decisions")
    given = RecordFiles(*((EXAMPLES / f"{name}.csv",) for name in names))
    loaded = load_plan_records(given, store=store, as_of=AS_OF)
    assert loaded.issues == []
    assert len(loaded.manifest) == 13
    assert parse_date("15 ส.ค. 2566").isoformat() in {n.text("dated_on") for n in loaded.batch.nodes}


def test_files_of_one_kind_are_all_read_and_a_finding_names_its_file(tmp_path: Path) -> None:
    first = write(tmp_path, "links_a", LINK_COLUMNS, **LINK)
    second = write(tmp_path, "links_b", LINK_COLUMNS, **{**LINK, "element": "k/L9"})
    loaded = load_plan_records(RecordFiles(links=(first, second)), store=small_store(), as_of=AS_OF)
    assert [edge.target for edge in loaded.batch.edges] == ["Level:k/L1"]
    assert [issue.place for issue in loaded.issues] == ["links_b.csv!B2"]


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    paths = []
    for department in ("a", "b"):
        (tmp_path / department).mkdir()
        (tmp_path / department / "scan.pdf").write_bytes(b"")
        cells = {**EVIDENCE, "key": f"e-{department}", "file": "scan.pdf"}
        paths.append(write(tmp_path / department, "evidence", EVIDENCE_COLUMNS, **cells))
    assembly = Assembly(small_store(), (), (), {}, 0, 0, "1")
    joined, _ = add_records(assembly, RecordFiles(evidence=tuple(paths)), as_of=AS_OF)
    assert joined.folders == {"Evidence:e-a": tmp_path / "a", "Evidence:e-b": tmp_path / "b"}
    paths[1].write_text(paths[1].read_text("utf-8").replace("e-b", "e-a"), "utf-8")
    loaded = load_plan_records(RecordFiles(evidence=tuple(paths)), store=small_store(), as_of=AS_OF)
    assert [issue.place for issue in loaded.issues] == [f"{paths[1]}!A2"]


def test_a_file_given_twice_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "links", LINK_COLUMNS, **LINK)
    again = tmp_path / "." / "links.csv"
    with pytest.raises(QuestionError) as caught:
        load_plan_records(RecordFiles(links=(path, again)), store=small_store(), as_of=AS_OF)
    assert caught.value.code == "file-given-twice"
