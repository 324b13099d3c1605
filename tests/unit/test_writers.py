from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from graph.dates import PartialDate
from graph.exports.flat import neutralise
from graph.issues import Issue
from graph.texts import Label, same
from queries.table import Cell, Column, Table, level_cell
from queries.writers.csv_writer import render_csv
from queries.writers.json_writer import render_envelope, tables_data
from queries.writers.screen_writer import render_screen
from queries.writers.xlsx_writer import render_xlsx

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "=cmd|' /C calc'!A0", "{=1+1}", "http://example.org"]


def table(*cells: Cell, unit: str = "") -> Table:
    return Table(
        "t", Label("หัวข้อ", "Heading"), [Column("a", Label("ก", "A"), unit)], [{"a": cell} for cell in cells],
        date(2026, 11, 24), Label("แถว", "rows"), len(cells), records=["City:x"],
    )  # fmt: skip


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_text_that_a_sheet_would_run_is_neutralised(text: str) -> None:
    assert neutralise(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "x=1", "A-1", "กรุงเทพฯ", "'=1"])
def test_other_text_is_left_alone(text: str) -> None:
    assert neutralise(text) == text


def test_csv_cells() -> None:
    written = render_csv(table("=1", Label("ไทย", "en"), -2, 0.25, True, None), "en")
    lines = [line[0] for line in csv.reader(io.StringIO(written))]
    assert lines[:5] == ["a", "'=1", "en", "-2", "0.25"]
    assert lines[5] not in ("True", "1")
    assert lines[6] not in ("", "None", "0")


def test_csv_headings_are_ids_in_both_languages() -> None:
    assert render_csv(table(), "th") == render_csv(table(), "en") == "a\n"


@pytest.mark.parametrize("heading", ["=1+1", "b,c", 'q"q', "x\ny", "coalesce(c.a, c.b)", "＝1", "@x"])
def test_a_csv_heading_of_somebody_s_own_query_is_quoted_and_disarmed(heading: str) -> None:
    cells = replace(table("x"), columns=[Column(heading, same(heading))], rows=[{heading: "x"}])
    (head, *rows) = csv.reader(io.StringIO(render_csv(cells, "en"), newline=""))
    assert [one.lstrip("'") for one in head] == [heading]
    assert head[0][0] not in "=+-@＝"
    assert rows == [["x"]]


def test_csv_gives_a_terminal_no_orders_and_a_spreadsheet_no_formula() -> None:
    written = render_csv(table("\x1b]0;title\x07", "\x9b31m", "＝1+1", "＠x", "－1", "＋1"), "en")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", written)
    assert all(line[1] == "'" for line in written.splitlines()[3:])


def test_xlsx_holds_text_and_no_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx([table(*HOSTILE)], "th")))
    cells = [cell for row in book["t"].iter_rows() for cell in row if cell.value is not None]
    assert {cell.value for cell in cells} >= set(HOSTILE)
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_xlsx_keeps_numbers_and_names_its_day() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx([table(0.25, None, unit="share")], "en")))
    values = [cell.value for cell in book["t"]["A"]]
    assert values[0] == "Heading"
    assert "24 Nov 2026" in values[1]
    assert values[3] == 0.25
    assert isinstance(values[4], str)


def test_xlsx_is_the_same_bytes_twice() -> None:
    assert render_xlsx([table("x", 1)], "th") == render_xlsx([table("x", 1)], "th")


def test_envelope() -> None:
    issue = Issue("cell-date", "t.csv!B2", {"value": "66", "why": "?"})
    found = json.loads(render_envelope("ask t", {"x": 1}, status="differences", issues=[issue], lang="th"))
    assert list(found) == ["version", "command", "status", "issues", "data"]
    assert (found["version"], found["command"], found["status"]) == (1, "ask t", "differences")
    assert found["issues"] == [
        {"code": "cell-date", "severity": "error", "place": "t.csv!B2", "text": issue.words.th}
    ]
    assert found["data"] == {"x": 1}


def test_one_table_stands_alone_and_more_stand_in_a_list() -> None:
    one = json.loads(
        json.dumps(tables_data([table(Label("ไทย", "en"), None, date(2026, 1, 2), False)], "th"))
    )
    assert list(one)[:11] == [
        "name", "title", "columns", "rows", "as_of", "record_end", "scheme", "unit", "n", "benchmark",
        "records",
    ]  # fmt: skip
    assert one["title"] == "หัวข้อ"
    assert one["columns"] == [{"id": "a", "label": "ก", "unit": None}]
    assert one["rows"] == [{"a": "ไทย"}, {"a": None}, {"a": "2026-01-02"}, {"a": False}]
    assert (one["as_of"], one["n"], one["benchmark"], one["records"]) == ("2026-11-24", 4, None, ["City:x"])
    two = json.loads(json.dumps(tables_data([table(), table()], "en")))
    assert [t["title"] for t in two["tables"]] == ["Heading", "Heading"]


def test_thai_stands_as_thai_in_json() -> None:
    assert "ไทย" in render_envelope("c", {"x": "ไทย"})


def test_a_benchmark_is_named_in_the_language() -> None:
    named = Table(
        "t", same("T"), [], [], date(2026, 1, 1), same("u"), 0, benchmark=Label("เกณฑ์", "yardstick")
    )
    found = json.loads(json.dumps(tables_data([named], "en")))
    assert found["benchmark"] == "yardstick"


def test_a_carriage_return_stays_in_its_cell() -> None:
    written = render_csv(table("x\r=1+1"), "en")
    assert list(csv.reader(io.StringIO(written, newline=""))) == [["a"], ["x\r=1+1"]]


def test_a_date_is_iso_for_machines_and_of_the_language_s_era_for_readers() -> None:
    dated = table(PartialDate(2024, 2, 29), PartialDate(2024, 2), PartialDate(2024), date(2024, 2, 29))
    lines = [line.strip() for line in render_screen([dated], "en", terminal=False).splitlines()]
    assert lines[-5:-1] == ["29 Feb 2024", "Feb 2024", "2024", "29 Feb 2024"]
    assert "29 ก.พ. 2567" in render_screen([dated], "th", terminal=False)
    iso = ["2024-02-29", "2024-02", "2024", "2024-02-29"]
    assert [line[0] for line in csv.reader(io.StringIO(render_csv(dated, "th")))][1:] == iso
    data = tables_data([dated], "th")
    assert isinstance(data, dict)
    assert [row["a"] for row in data["rows"]] == iso


def test_a_level_below_the_first_is_none_in_files_and_a_count_of_nothing_is_0() -> None:
    cells = table(level_cell(0.0, kind="level"), level_cell(0.0, kind="count"), level_cell(3.0, kind="level"))
    assert render_csv(cells, "en") == 'a\n"none"\n0\n3\n'
    sheet = openpyxl.load_workbook(io.BytesIO(render_xlsx([cells], "th")))["t"]
    assert [sheet.cell(row, 1).value for row in (4, 5, 6)] == ["ยังไม่มี", 0, 3]
    rows = json.loads(json.dumps(tables_data([cells], "en")))["rows"]
    assert [row["a"] for row in rows] == [0, 0, 3]


def test_a_sheet_prints_landscape_and_one_page_wide() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(render_xlsx([table("x")], "th")))["t"]
    assert sheet.page_setup.orientation == "landscape"
    # One page wide is the default of the format, which writers leave out.
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def wide() -> Table:
    """A table of sentences: two columns that a screen shows, with one for files between them."""
    columns = [
        Column("a", same("A")),
        Column("b", same("B"), brief=False),
        Column("c", same("Money"), "baht"),
    ]
    rows: list[dict[str, Cell]] = [{"a": "long words " * 30, "b": "for files", "c": 1500000}]
    title = same("A title that says the finding, and how much of it there is, at some length: " * 4)
    return Table("t", title, columns, rows, date(2026, 11, 24), same("rows"), 1, notes=[same("a note " * 60)])


def test_a_sheet_prints_the_columns_of_a_screen_and_keeps_the_others_beside_them() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(render_xlsx([wide()], "en")))["t"]
    assert [cell.value for cell in sheet[3]] == ["A", "Money", "B"]
    assert sheet.print_area == "'t'!$A$1:$B$7"


def test_the_height_of_a_row_holds_its_wrapped_text() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(render_xlsx([wide()], "en")))["t"]
    width, height = sheet.column_dimensions["A"].width, sheet.row_dimensions[4].height
    assert height >= 15 * len("long words " * 30) / width
    assert all(sheet.row_dimensions[row].height > 30 for row in (1, 7))
    assert {str(merged) for merged in sheet.merged_cells.ranges} >= {"A1:B1", "A2:B2", "A7:B7"}


def test_money_is_shown_with_thousands_signs_and_with_satang_where_there_are_any() -> None:
    cells = table(1500000, 1850000.5, 0, unit="baht")
    shown = render_screen([cells], "en", terminal=False)
    assert [line.strip() for line in shown.splitlines()[3:6]] == ["1,500,000", "1,850,000.50", "0"]
    assert render_csv(cells, "en") == "a\n1500000\n1850000.5\n0\n"
