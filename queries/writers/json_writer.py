"""Tables as JSON, in the envelope that scripts rely on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from graph.dates import PartialDate
from graph.issues import Issue
from graph.texts import Label, Language
from queries.table import Cell, Table

VERSION = 1


def render_envelope(
    command: str, data: object, *, status: str = "ok", issues: Sequence[Issue] = (), lang: Language = "en"
) -> str:
    """Write the envelope `{version, command, status, issues, data}`."""
    found = [
        {"code": i.code, "severity": i.severity, "place": i.place, "text": i.words.in_language(lang)}
        for i in issues
    ]
    envelope = {"version": VERSION, "command": command, "status": status, "issues": found, "data": data}
    return json.dumps(envelope, ensure_ascii=False, indent=1) + "\n"


def tables_data(tables: Sequence[Table], lang: Language) -> object:
    """Give the `data` of an answer: one table, or `{tables: [...]}`."""
    if len(tables) == 1:
        return table_data(tables[0], lang)
    return {"tables": [table_data(table, lang) for table in tables]}


def table_data(table: Table, lang: Language) -> dict[str, object]:
    """Give a table as plain data; column ids are English in both languages."""
    return {
        "name": table.name,
        "title": table.title.in_language(lang),
        "columns": [
            {"id": column.id, "label": column.label.in_language(lang), "unit": column.unit or None}
            for column in table.columns
        ],
        "rows": [
            {column.id: plain_cell(row.get(column.id), lang) for column in table.columns}
            for row in table.rows
        ],
        "as_of": table.as_of.isoformat(),
        "record_end": table.record_end.isoformat() if table.record_end else None,
        "scheme": table.scheme,
        "unit": table.unit.in_language(lang),
        "n": table.n,
        "benchmark": table.benchmark.in_language(lang) if table.benchmark else None,
        "records": list(table.records),
        "says": [said.in_language(lang) for said in table.says],
        "notes": [note.in_language(lang) for note in table.notes],
    }


def plain_cell(cell: Cell, lang: Language) -> object:
    """Give a cell as a JSON value; unknown is null."""
    if isinstance(cell, Label):
        return cell.in_language(lang)
    if isinstance(cell, date | PartialDate):
        return cell.isoformat()
    return cell
