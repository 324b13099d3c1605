"""Tables as one workbook: a sheet a table, its heading and yardstick above, its notes below."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import xlsxwriter

from graph.texts import Language
from queries.table import Cell, Table, show_cell
from queries.writers.caption import caption

_MAX_SHEET_NAME = 31
_FIRST_ROW = 3


def render_xlsx(tables: Sequence[Table], lang: Language) -> bytes:
    """Write tables as a workbook. The same tables give the same bytes: no clock is read.

    Text is written as text, never as a formula, whatever it starts with.
    """
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(buffer, options)
    stamp = tables[0].as_of if tables else None
    if stamp:
        book.set_properties(
            {"created": datetime(stamp.year, stamp.month, stamp.day, tzinfo=UTC).replace(tzinfo=None)}
        )
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "share": book.add_format({"num_format": "0%", "valign": "top"}),
        "number": book.add_format({"num_format": "0.##", "valign": "top"}),
    }
    for table in tables:
        _write_sheet(book, formats, table, lang)
    book.close()
    return buffer.getvalue()


def _write_sheet(book: xlsxwriter.Workbook, formats: dict[str, object], table: Table, lang: Language) -> None:
    sheet = book.add_worksheet(table.name[:_MAX_SHEET_NAME])
    sheet.write_string(0, 0, table.title.in_language(lang), formats["title"])
    sheet.write_string(1, 0, caption(table, lang))
    for column_index, column in enumerate(table.columns):
        sheet.write_string(_FIRST_ROW - 1, column_index, column.label.in_language(lang), formats["head"])
        sheet.set_column(column_index, column_index, 12 if column.is_number else 28)
        for row_index, row in enumerate(table.rows, start=_FIRST_ROW):
            _write_cell(sheet, row_index, column_index, row.get(column.id), column.unit, formats, lang)
    for offset, note in enumerate(table.notes, start=_FIRST_ROW + len(table.rows) + 1):
        sheet.write_string(offset, 0, note.in_language(lang))
    sheet.freeze_panes(_FIRST_ROW, 1)


def _write_cell(
    sheet: object, row: int, column: int, cell: Cell, unit: str, formats: dict[str, object], lang: Language
) -> None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        sheet.write_number(row, column, cell, formats["share" if unit == "share" else "number"])  # type: ignore[attr-defined]
    else:
        sheet.write_string(row, column, show_cell(cell).in_language(lang), formats["text"])  # type: ignore[attr-defined]
