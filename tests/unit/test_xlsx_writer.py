"""Workbooks: true dates, filters, names before codes, a list of sheets, and nothing cut unsaid."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime

import openpyxl
import pandas
import pytest

from graph.dates import PartialDate
from graph.errors import OutputError
from graph.texts import Label, Language, same
from queries.table import Cell, Column, Table
from queries.writers import xlsx_writer
from queries.writers.xlsx_sheet import LONGEST_CELL, cells_cut
from queries.writers.xlsx_writer import render_xlsx, sheet_names

AS_OF = date(2026, 11, 24)


def table(columns: Sequence[Column], *rows: Sequence[Cell], name: str = "ties", title: str = "T") -> Table:
    ids = [column.id for column in columns]
    cells = [dict(zip(ids, row, strict=True)) for row in rows]
    return Table(name, same(title), columns, cells, AS_OF, same("rows"), len(rows))


def dated(*cells: Cell) -> Table:
    return table([Column("since", Label("ตั้งแต่", "Since"))], *([cell] for cell in cells))


def book_of(*tables: Table, lang: Language = "th") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(tables, lang)))


@pytest.mark.parametrize(
    ("lang", "era"), [("th", "[$-107041E]d mmm yyyy"), ("en", "[$-409]d mmm yyyy")]
)  # fmt: skip
def test_a_day_is_a_true_date_in_the_era_of_the_language(lang: Language, era: str) -> None:
    sheet = book_of(dated(date(2023, 12, 1), PartialDate(2004, 6, 11)), lang=lang).active
    cells = [sheet.cell(row, 1) for row in (4, 5)]
    assert [cell.value for cell in cells] == [datetime(2023, 12, 1), datetime(2004, 6, 11)]
    assert {cell.number_format for cell in cells} == {era}


def test_pandas_reads_days_as_days_and_sorts_them_by_time() -> None:
    days = [date(2023, 12, 1), date(2004, 6, 11), date(2013, 1, 4)]
    content = render_xlsx([dated(*days)], "th")
    read = pandas.read_excel(io.BytesIO(content), header=2, nrows=3)
    assert [day.date() for day in read["ตั้งแต่"].sort_values()] == sorted(days)
    assert list(read.columns) == ["ตั้งแต่"]


@pytest.mark.parametrize("odd", [PartialDate(2024, 6), PartialDate(1999), date(1872, 1, 2)])
def test_a_date_that_no_sheet_can_hold_is_beside_the_others_in_iso(odd: Cell) -> None:
    sheet = book_of(dated(date(2023, 12, 1), odd, None), lang="en").active
    assert [cell.value for cell in sheet[3]] == ["Since", "Since (ISO 8601, to sort by)"]
    isos = [sheet.cell(row, 2).value for row in (4, 5, 6)]
    assert isinstance(odd, date | PartialDate)
    assert isos == ["2023-12-01", odd.isoformat(), "unknown"]
    assert isinstance(sheet.cell(4, 1).value, datetime)
    assert isinstance(sheet.cell(5, 1).value, str)


def test_a_filter_covers_the_rows_and_not_what_stands_below() -> None:
    columns = [Column("a", same("A")), Column("b", same("B"))]
    sheet = book_of(table(columns, ["x", "y"], ["z", "w"])).active
    assert sheet.auto_filter.ref == "A3:B5"
    assert book_of(table(columns)).active.auto_filter.ref is None


def test_names_stand_before_the_codes_of_their_rows() -> None:
    columns = [
        Column("date", same("Day")),
        Column("activity", same("Code")),
        Column("kpi", same("KPI")),
        Column("name", same("Name")),
        Column("n", same("N"), "contacts"),
    ]
    sheet = book_of(table(columns, [date(2024, 1, 2), "A1", "1.1-1", Label("ก", "A"), 3])).active
    assert [cell.value for cell in sheet[3]] == ["Day", "Name", "Code", "KPI", "N"]


def test_several_tables_stand_after_a_list_of_them_with_links() -> None:
    columns = [Column("a", same("A"))]
    tables = [table(columns, ["x"], name=name, title=name) for name in ("ties", "it's", "partners")]
    book = book_of(*tables, lang="en")
    assert book.sheetnames == ["Contents", "Ties", "it's", "Partners"]
    first = book["Contents"]
    assert [first.cell(row, 1).value for row in (4, 5, 6)] == ["Ties", "it's", "Partners"]
    assert [first.cell(row, 2).value for row in (4, 5, 6)] == ["ties", "it's", "partners"]
    links = [first.cell(row, 1).hyperlink.location for row in (4, 5, 6)]
    assert links == ["'Ties'!A1", "'it''s'!A1", "'Partners'!A1"]
    assert book_of(tables[0], lang="en").sheetnames == ["Ties"]


def test_sheets_are_named_in_the_language_and_never_alike() -> None:
    tables = [table([], name=name) for name in ("ties", "ties", "a/b*c" + "x" * 40, "A-B-C" + "x" * 40)]
    names = sheet_names(tables, "en")
    assert names[:3] == ["Contents", "Ties", "Ties (2)"]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert sheet_names(tables[:1], "th") == ["สถานะคู่ความร่วมมือ"]


@pytest.mark.parametrize("sign", ["ก", "x", "\N{GRINNING FACE}"])
def test_a_text_longer_than_a_cell_is_cut_and_that_is_said(sign: str) -> None:
    long = table([Column("notes", Label("หมายเหตุ", "Notes"))], ["short"], [sign * 40_000])
    content = render_xlsx([long], "en")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    kept = str(sheet.cell(5, 1).value)
    assert LONGEST_CELL - 1 <= len(kept.encode("utf-16-le")) // 2 <= LONGEST_CELL
    said = [cell.value for cell in sheet["A"][5:] if cell.value]
    assert any("row 2" in line and "Notes" in line and "32767" in line for line in said)
    assert all(row.height is None or row.height <= 409 for row in sheet.row_dimensions.values())
    assert [note.en in said for note in cells_cut(long, "en")] == [True]


def test_a_text_that_just_fits_is_whole() -> None:
    full = table([Column("notes", same("Notes"))], ["x" * LONGEST_CELL])
    assert book_of(full).active.cell(4, 1).value == "x" * LONGEST_CELL
    assert cells_cut(full, "th") == []


def test_a_table_larger_than_a_sheet_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_writer, "_MOST_ROWS", 2)
    with pytest.raises(OutputError) as caught:
        render_xlsx([dated(date(2024, 1, 1), None, None)], "th")
    assert ".csv" in caught.value.text.en


def test_the_same_tables_give_the_same_bytes() -> None:
    tables = [dated(date(2023, 12, 1), PartialDate(2004)), table([Column("a", same("A"))], ["x"], name="b")]
    assert render_xlsx(tables, "th") == render_xlsx(tables, "th")
