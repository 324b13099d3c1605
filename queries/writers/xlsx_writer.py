"""Tables as one workbook: a sheet a table, its heading above, how it was counted below."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

import xlsxwriter

from graph.texts import Language
from queries.table import Table, is_figure, show_cell
from queries.writers.caption import HOW_COUNTED, caption, how_counted

_MAX_SHEET_NAME = 31
_FIRST_ROW = 3
_A4 = 9


def render_xlsx(tables: Sequence[Table], lang: Language) -> bytes:
    """Write tables as a workbook. The same tables give the same bytes: no clock is read.

    Text is written as text, never as a formula, whatever it starts with.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    if tables:
        book.set_properties({"created": datetime.combine(tables[0].as_of, time())})
    formats = _make_formats(book)
    for table in tables:
        _write_sheet(book.add_worksheet(table.name[:_MAX_SHEET_NAME]), formats, table, lang)
    book.close()
    return buffer.getvalue()


def _make_formats(book: Any) -> dict[str, Any]:  # noqa: ANN401 - xlsxwriter has no types
    return {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "share": book.add_format({"num_format": "0%", "valign": "top"}),
        "whole": book.add_format({"num_format": "0", "valign": "top"}),
        "decimal": book.add_format({"num_format": "0.0", "valign": "top"}),
    }


def _write_sheet(sheet: Any, formats: dict[str, Any], table: Table, lang: Language) -> None:  # noqa: ANN401
    sheet.write_string(0, 0, table.title.in_language(lang), formats["title"])
    sheet.write_string(1, 0, caption(table, lang))
    for place, column in enumerate(table.columns):
        sheet.write_string(_FIRST_ROW - 1, place, column.label.in_language(lang), formats["head"])
        sheet.set_column(place, place, 12 if column.is_number else 28)
        for line, row in enumerate(table.rows, start=_FIRST_ROW):
            cell = row.get(column.id)
            if is_figure(cell):
                plain = "whole" if isinstance(cell, int) else "decimal"
                form = "share" if column.unit == "share" else plain
                sheet.write_number(line, place, cell, formats[form])
            else:
                shown = show_cell(cell, column.shown_as).in_language(lang)
                sheet.write_string(line, place, shown, formats["text"])
    counted = how_counted(table)
    below = [*table.says, *([HOW_COUNTED] if counted else []), *counted]
    for offset, said in enumerate(below, start=_FIRST_ROW + len(table.rows) + 1):
        sheet.write_string(offset, 0, said.in_language(lang))
    sheet.freeze_panes(_FIRST_ROW, 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)  # one page wide, as many long as it takes
    sheet.repeat_rows(_FIRST_ROW - 1)
