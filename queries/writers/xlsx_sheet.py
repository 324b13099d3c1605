"""One table as a sheet: its heading above, how it was counted below, a filter over its rows.

A sheet prints on A4, one page wide: the columns that a screen shows come first and are printed,
those for files alone stand right of them. Heights are set here, for not every program fits a row to
its wrapped text. A day is a true date; where a column also holds months or years, which no sheet
can order among days, the same in ISO 8601 stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from graph.dates import PartialDate
from graph.texts import Label, Language, text
from queries.table import Cell, Column, Table, is_figure, show_cell
from queries.writers.caption import HOW_COUNTED, caption, how_counted
from queries.writers.text_layout import share_width, width_of, wrap
from queries.writers.xlsx_formats import number_format

# A sheet knows no earlier day; its first two months of 1900 are off by one.
_FIRST_DAY = date(1900, 3, 1)
# What a cell may hold, in the units of UTF-16 that the format counts.
LONGEST_CELL = 32_767
_FIRST_ROW, _A4 = 3, 9
# Widths in characters: so many stand across a landscape A4 in a size that is read with ease.
_PAGE, _NARROWEST, _WIDEST = 150, 6, 60
# The height of a line in points (Thai needs more than Latin), how much of a width text fills, and
# the highest row that the format has.
_LINE, _TITLE_LINE, _FILLED, _HIGHEST = 16.5, 22.0, 0.9, 409.0
# The button of a filter covers so much of a heading.
_BUTTON = 3
_MARGIN = 0.5

Formats = Mapping[str, Any]


def write_sheet(sheet: Any, formats: Formats, table: Table, lang: Language) -> None:  # noqa: ANN401
    """Write a table into an empty sheet."""
    columns, rows = _with_iso(_in_order(table), table.rows)
    printed = sum(column.brief for column in columns) or len(columns)
    headings = [column.label.in_language(lang) for column in columns]
    shown = [[_shown(row.get(c.id), c, lang) for c in columns] for row in rows]
    widths = _widths(headings, shown, printed)
    for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
        sheet.set_column(place, place, width)
        form = formats["head-of-number" if column.is_number else "head"]
        sheet.write_string(_FIRST_ROW - 1, place, headings[place], form)
    _set_height(sheet, _FIRST_ROW - 1, headings, [max(1, width - _BUTTON) for width in widths])
    for line, (row, texts) in enumerate(zip(rows, shown, strict=True), start=_FIRST_ROW):
        _set_height(sheet, line, texts, widths)
        for place, column in enumerate(columns):
            _write_cell(sheet, (line, place), row.get(column.id), texts[place], column, formats)
    across = (printed, sum(widths[:printed]))
    write_heading(sheet, formats, (table.title.in_language(lang), caption(table, lang)), across)
    _set_filter(sheet, len(rows), len(columns))
    counted = [*cells_cut(table, lang), *how_counted(table)]
    below = [*table.says, *([HOW_COUNTED] if counted else []), *counted]
    after = _FIRST_ROW + len(rows) + 1
    for line, said in enumerate(below, start=after):
        _write_line(sheet, line, said.in_language(lang), formats["text"], across)
    set_page(sheet, after + len(below) - 1, printed - 1)


def write_heading(
    sheet: Any,  # noqa: ANN401
    formats: Formats,
    lines: tuple[str, str],
    across: tuple[int, int],
) -> None:
    """Write the title of a sheet and the line below it across its printed columns."""
    title, below = lines
    _write_line(sheet, 0, title, formats["title"], across)
    _write_line(sheet, 1, below, formats["text"], across)


def write_rows(
    sheet: Any,  # noqa: ANN401
    formats: Formats,
    texts: tuple[Sequence[str], Sequence[Sequence[str]]],
    widths: Sequence[int],
    *,
    links: Sequence[str],
) -> int:
    """Write headings and rows of texts; the first of each row leads to the sheet named. Give the last row."""
    headings, rows = texts
    for place, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(_FIRST_ROW - 1, place, heading, formats["head"])
    for line, (row, name) in enumerate(zip(rows, links, strict=True), start=_FIRST_ROW):
        _set_height(sheet, line, row, widths)
        quoted = name.replace("'", "''")
        sheet.write_url(line, 0, f"internal:'{quoted}'!A1", formats["link"], row[0])
        for place, cell in enumerate(row[1:], start=1):
            sheet.write_string(line, place, cell, formats["text"])
    _set_filter(sheet, len(rows), len(headings))
    return _FIRST_ROW + len(rows) - 1


def set_page(sheet: Any, last_row: int, last_column: int) -> None:  # noqa: ANN401
    """Let a sheet print on A4, its headings on each page, and stand still under them on the screen."""
    sheet.freeze_panes(_FIRST_ROW, 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=_MARGIN, right=_MARGIN, top=_MARGIN, bottom=_MARGIN + 0.25)
    sheet.set_footer("&R&P / &N")
    sheet.fit_to_pages(1, 0)  # one page wide, as many long as it takes
    sheet.repeat_rows(_FIRST_ROW - 1)
    sheet.print_area(0, 0, last_row, max(last_column, 0))


def cells_cut(table: Table, lang: Language) -> list[Label]:
    """Say of each text that is longer than a cell how much of it a sheet holds."""
    found = []
    for number, row in enumerate(table.rows, start=1):
        for column in table.columns:
            length = _length(_shown(row.get(column.id), column, lang))
            if length > LONGEST_CELL:
                said = {"row": number, "column": column.label, "length": length, "most": LONGEST_CELL}
                found.append(text("questions", "note-cell-cut", **said))
    return found


def _in_order(table: Table) -> list[Column]:
    """Put what a screen shows first, and there the name before the codes that stand for it."""
    columns = sorted(table.columns, key=lambda column: not column.brief)
    name = next((column for column in columns if column.id == "name" and column.brief), None)
    codes = [column for column in columns if column.brief and _is_code(column, table.rows)]
    if name is not None and codes and columns.index(codes[0]) < columns.index(name):
        columns.remove(name)
        columns.insert(columns.index(codes[0]), name)
    return columns


def _is_code(column: Column, rows: Sequence[Mapping[str, Cell]]) -> bool:
    """Whether a column holds codes: one text for both languages in every row."""
    return not column.unit and bool(rows) and all(isinstance(row.get(column.id), str) for row in rows)


def _with_iso(
    columns: Sequence[Column], rows: Sequence[Mapping[str, Cell]]
) -> tuple[list[Column], list[Mapping[str, Cell]]]:
    """Put beside a column of dates that a sheet cannot order the same in ISO 8601."""
    unordered = [
        column
        for column in columns
        if any(_is_date(cell) and _day(cell) is None for cell in (row.get(column.id) for row in rows))
    ]
    if not unordered:
        return list(columns), list(rows)
    beside = [
        Column(f"{column.id}_iso", text("questions", "column-iso", column=column.label), brief=False)
        for column in unordered
    ]
    wider: list[Mapping[str, Cell]] = [
        {**row, **{f"{column.id}_iso": _iso(row.get(column.id)) for column in unordered}} for row in rows
    ]
    return [*columns, *beside], wider


def _is_date(cell: Cell) -> bool:
    return isinstance(cell, date | PartialDate)


def _iso(cell: Cell) -> Cell:
    return cell.isoformat() if isinstance(cell, date | PartialDate) else cell


def _day(cell: Cell) -> datetime | None:
    """Give a day that a sheet can hold as a date; else None."""
    day = cell.earliest if isinstance(cell, PartialDate) and cell.is_full else cell
    return datetime.combine(day, time()) if isinstance(day, date) and day >= _FIRST_DAY else None


def _set_filter(sheet: Any, rows: int, columns: int) -> None:  # noqa: ANN401
    if rows and columns:
        sheet.autofilter(_FIRST_ROW - 1, 0, _FIRST_ROW + rows - 1, columns - 1)


def _shown(cell: Cell, column: Column, lang: Language) -> str:
    return show_cell(cell, column.shown_as).in_language(lang)


def _write_cell(
    sheet: Any,  # noqa: ANN401
    at: tuple[int, int],
    cell: Cell,
    shown: str,
    column: Column,
    formats: Formats,
) -> None:
    if is_figure(cell):
        sheet.write_number(*at, cell, formats[number_format(cell, column.unit)])
    elif (day := _day(cell)) is not None:
        sheet.write_datetime(*at, day, formats["date"])
    else:
        kept = _cut(shown)
        sheet.write_string(*at, kept, formats["text-of-number" if column.is_number else "text"])


def _length(text: str) -> int:
    """Count a text as the format does, in units of UTF-16."""
    return len(text) + sum(sign > "\uffff" for sign in text) if len(text) > LONGEST_CELL // 2 else len(text)


def _cut(text: str) -> str:
    """Keep what a cell can hold; `cells_cut` says of what is left out."""
    if _length(text) <= LONGEST_CELL:
        return text
    return text.encode("utf-16-le")[: 2 * LONGEST_CELL].decode("utf-16-le", "ignore")


def _widths(headings: Sequence[str], rows: Sequence[Sequence[str]], printed: int) -> list[int]:
    """Give each column the width of its texts, to a bound; those that are printed share a page."""
    wanted = [
        min(max(_NARROWEST, *(round(width_of(text) / _FILLED) + 1 for text in texts)), _WIDEST)
        for texts in zip([f"{heading}{' ' * _BUTTON}" for heading in headings], *rows, strict=True)
    ]
    return [*share_width(wanted[:printed], _PAGE), *wanted[printed:]]


def _lines(text: str, width: int) -> int:
    return sum(len(wrap(part, max(1, int(width * _FILLED)))) for part in text.split("\n"))


def _set_height(sheet: Any, row: int, texts: Sequence[str], widths: Sequence[int]) -> None:  # noqa: ANN401
    lines = max((_lines(text, width) for text, width in zip(texts, widths, strict=True)), default=1)
    sheet.set_row(row, min(_LINE * lines, _HIGHEST))


def _write_line(sheet: Any, row: int, text: str, form: Any, across: tuple[int, int]) -> None:  # noqa: ANN401
    """Write a sentence across the printed columns, as high as it needs."""
    columns, width = across
    if columns > 1:
        sheet.merge_range(row, 0, row, columns - 1, "", form)
    sheet.write_string(row, 0, text, form)
    is_title = row == 0
    room = int(width / (1.3 if is_title else 1))
    height = (_TITLE_LINE if is_title else _LINE) * _lines(text, max(room, _WIDEST))
    sheet.set_row(row, min(height, _HIGHEST))
