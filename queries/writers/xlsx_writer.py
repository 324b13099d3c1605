"""Tables as one workbook: a sheet a table, its heading above, how it was counted below.

A sheet prints on A4, one page wide: the columns that a screen shows come first and are printed,
those for files alone stand right of them. Heights are set here, for not every program fits a row to
its wrapped text.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

import xlsxwriter

from graph.texts import Language
from queries.table import MONEY, Cell, Column, Table, is_figure, show_cell
from queries.writers.caption import HOW_COUNTED, caption, how_counted
from queries.writers.text_layout import share_width, width_of, wrap

_MAX_SHEET_NAME = 31
_FIRST_ROW = 3
_A4 = 9
# Widths in characters: so many stand across a landscape A4 in a size that is read with ease.
_PAGE, _NARROWEST, _WIDEST = 150, 6, 60
# The height of a line in points (Thai needs more than Latin), and how much of a width text fills.
_LINE, _TITLE_LINE, _FILLED = 16.5, 22.0, 0.9
_MARGIN = 0.5
_NUMBERS = {"share": "0%", "money": "#,##0", "money-parts": "#,##0.00", "whole": "0", "decimal": "0.0"}


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
    top: dict[str, object] = {"valign": "top"}
    wrapped, right = {**top, "text_wrap": True}, {**top, "align": "right", "indent": 1}
    head = {**wrapped, "bold": True, "bottom": 1}
    made = {
        "title": {**wrapped, "bold": True, "font_size": 14},
        "text": wrapped,
        "text-of-number": {**wrapped, **right},
        "head": head,
        "head-of-number": {**head, **right},
        **{name: {**right, "num_format": form} for name, form in _NUMBERS.items()},
    }
    return {name: book.add_format(properties) for name, properties in made.items()}


def _write_sheet(sheet: Any, formats: Mapping[str, Any], table: Table, lang: Language) -> None:  # noqa: ANN401
    columns = sorted(table.columns, key=lambda column: not column.brief)
    printed = sum(column.brief for column in columns) or len(columns)
    headings = [column.label.in_language(lang) for column in columns]
    shown = [[_shown(row.get(c.id), c, lang) for c in columns] for row in table.rows]
    widths = _widths([headings, *shown], printed)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
        form = formats["head-of-number" if columns[place].is_number else "head"]
        sheet.write_string(_FIRST_ROW - 1, place, headings[place], form)
    _set_height(sheet, _FIRST_ROW - 1, headings, widths)
    for line, (row, texts) in enumerate(zip(table.rows, shown, strict=True), start=_FIRST_ROW):
        _set_height(sheet, line, texts, widths)
        for place, column in enumerate(columns):
            _write_cell(sheet, (line, place), row.get(column.id), texts[place], column, formats)
    page = sum(widths[:printed])
    _write_line(sheet, 0, table.title.in_language(lang), formats["title"], (printed, page))
    _write_line(sheet, 1, caption(table, lang), formats["text"], (printed, page))
    counted = how_counted(table)
    below = [*table.says, *([HOW_COUNTED] if counted else []), *counted]
    after = _FIRST_ROW + len(table.rows) + 1
    for line, said in enumerate(below, start=after):
        _write_line(sheet, line, said.in_language(lang), formats["text"], (printed, page))
    _set_page(sheet, after + len(below) - 1, printed - 1)


def _set_page(sheet: Any, last_row: int, last_column: int) -> None:  # noqa: ANN401
    sheet.freeze_panes(_FIRST_ROW, 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=_MARGIN, right=_MARGIN, top=_MARGIN, bottom=_MARGIN + 0.25)
    sheet.set_footer("&R&P / &N")
    sheet.fit_to_pages(1, 0)  # one page wide, as many long as it takes
    sheet.repeat_rows(_FIRST_ROW - 1)
    sheet.print_area(0, 0, last_row, max(last_column, 0))


def _shown(cell: Cell, column: Column, lang: Language) -> str:
    return show_cell(cell, column.shown_as).in_language(lang)


def _write_cell(
    sheet: Any,  # noqa: ANN401
    at: tuple[int, int],
    cell: Cell,
    shown: str,
    column: Column,
    formats: Mapping[str, Any],
) -> None:
    if is_figure(cell):
        sheet.write_number(*at, cell, formats[_number_format(cell, column.unit)])
    else:
        sheet.write_string(*at, shown, formats["text-of-number" if column.is_number else "text"])


def _number_format(figure: float, unit: str) -> str:
    if unit == "share":
        return unit
    if unit == MONEY:
        return "money" if figure == int(figure) else "money-parts"
    return "whole" if isinstance(figure, int) else "decimal"


def _widths(rows: Sequence[Sequence[str]], printed: int) -> list[int]:
    """Give each column the width of its texts, to a bound; those that are printed share a page."""
    wanted = [
        min(max(_NARROWEST, *(round(width_of(text) / _FILLED) + 1 for text in texts)), _WIDEST)
        for texts in zip(*rows, strict=True)
    ]
    return [*share_width(wanted[:printed], _PAGE), *wanted[printed:]]


def _lines(text: str, width: int) -> int:
    return sum(len(wrap(part, max(1, int(width * _FILLED)))) for part in text.split("\n"))


def _set_height(sheet: Any, row: int, texts: Sequence[str], widths: Sequence[int]) -> None:  # noqa: ANN401
    lines = max((_lines(text, width) for text, width in zip(texts, widths, strict=True)), default=1)
    sheet.set_row(row, _LINE * lines)


def _write_line(sheet: Any, row: int, text: str, form: Any, across: tuple[int, int]) -> None:  # noqa: ANN401
    """Write a sentence across the printed columns, as high as it needs."""
    columns, width = across
    if columns > 1:
        sheet.merge_range(row, 0, row, columns - 1, "", form)
    sheet.write_string(row, 0, text, form)
    is_title = row == 0
    room = int(width / (1.3 if is_title else 1))
    sheet.set_row(row, (_TITLE_LINE if is_title else _LINE) * _lines(text, max(room, _WIDEST)))
