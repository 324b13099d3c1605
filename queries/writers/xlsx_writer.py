"""Tables as one workbook: a sheet a table, after a list of the sheets where there are several.

A sheet bears a name in the language asked for (`graph/texts/sheets.toml`). The same tables give the
same bytes: no clock is read.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

import xlsxwriter

from graph.errors import OutputError
from graph.texts import Label, Language, read_subject, text
from queries.table import Table
from queries.writers.caption import caption
from queries.writers.xlsx_formats import make_formats
from queries.writers.xlsx_sheet import set_page, write_heading, write_rows, write_sheet

# By this a workbook is known for one of ours.
CREATOR = "bfa"
# What a sheet may hold, and the signs that its name may not (the format's own bounds).
_MOST_ROWS, _MOST_COLUMNS, _LONGEST_NAME = 1_048_576 - 1_000, 16_384, 31
_NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
_CONTENTS_WIDTHS = (34, 66, 60)


def render_xlsx(tables: Sequence[Table], lang: Language) -> bytes:
    """Write tables as a workbook. Text is written as text, never as a formula, whatever it starts with.

    Raises OutputError for a table that is larger than a sheet.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    made = {"created": datetime.combine(tables[0].as_of, time())} if tables else {}
    book.set_properties({"author": CREATOR, **made})
    formats = make_formats(book, lang)
    names = sheet_names(tables, lang)
    if len(tables) > 1:
        _write_contents(book.add_worksheet(names[0]), formats, (tables, names[1:]), lang)
    for table, name in zip(tables, names[-len(tables) :], strict=True):
        _check_size(table)
        write_sheet(book.add_worksheet(name), formats, table, lang)
    book.close()
    return buffer.getvalue()


def sheet_names(tables: Sequence[Table], lang: Language) -> list[str]:
    """Name the sheets: the list of them first where there are several, then each table; each name once."""
    known = read_subject("sheets")
    labels = [text("sheets", "contents-of-book")] if len(tables) > 1 else []
    labels += [known.get(table.name, Label(table.name, table.name)) for table in tables]
    names: list[str] = []
    for label in labels:
        plain = label.in_language(lang).translate(_NOT_IN_A_NAME).strip("' ")[:_LONGEST_NAME] or "-"
        name, number = plain, 1
        while name.casefold() in {other.casefold() for other in names}:
            number += 1
            name = f"{plain[: _LONGEST_NAME - len(str(number)) - 3]} ({number})"
        names.append(name)
    return names


def _check_size(table: Table) -> None:
    if len(table.rows) > _MOST_ROWS or len(table.columns) > _MOST_COLUMNS:
        raise OutputError("sheet-too-small", rows=len(table.rows), columns=len(table.columns))


def _write_contents(
    sheet: Any,  # noqa: ANN401 - xlsxwriter has no types
    formats: dict[str, Any],
    listed: tuple[Sequence[Table], Sequence[str]],
    lang: Language,
) -> None:
    """List the sheets, each with a link to it, its finding and what it counts."""
    tables, names = listed
    title = text("questions", "book-title", n=len(tables))
    write_heading(
        sheet, formats, (title.in_language(lang), ""), (len(_CONTENTS_WIDTHS), sum(_CONTENTS_WIDTHS))
    )
    headings = [
        text("questions", f"book-{part}").in_language(lang) for part in ("sheet", "finding", "counted")
    ]
    rows = [
        [name, table.title.in_language(lang), caption(table, lang)]
        for table, name in zip(tables, names, strict=True)
    ]
    last = write_rows(sheet, formats, (headings, rows), _CONTENTS_WIDTHS, links=names)
    set_page(sheet, last, len(headings) - 1)
