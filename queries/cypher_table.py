"""The answer of an ad-hoc query as a table: its own columns, its rows in its own order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from math import isfinite
from typing import Any

from graph.cypher.engine import CypherResult
from graph.cypher.read_only import can_be_sent
from graph.errors import QuestionError
from graph.texts import same, text
from queries.table import Cell, Column, Table

# As Neo4j writes them.
_NOT_FINITE = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}


def cypher_table(result: CypherResult, *, as_of: date, on_server: bool = False, null: Cell = None) -> Table:
    """Put a query's rows into a table; a node is shown by its id, other maps as JSON text.

    Numbers keep the query's own unit, which nothing here can know. `null` stands where a query
    gives none: unknown to a reader, nothing in a file.
    """
    numeric = {name for name in result.columns if _is_numeric(row[name] for row in result.rows)}
    columns = [Column(name, same(name), "value" if name in numeric else "") for name in result.columns]
    rows = [{name: _cell(row[name], null) for name in result.columns} for row in result.rows]
    engine = text("neo4j", "cypher-engine-server" if on_server else "cypher-engine-embedded")
    notes = [text("neo4j", "cypher-note-query", engine=engine)]
    return Table(
        "cypher", text("neo4j", "cypher-title", n=len(rows)), columns, rows, as_of,
        text("questions", "unit-rows"), len(rows), notes=notes,
    )  # fmt: skip


def cypher_data(result: CypherResult) -> dict[str, object]:
    """Give a query's rows as scripts want them: lists and maps as they are."""
    return {
        "columns": list(result.columns), "rows": [_in_json(row) for row in result.rows],
        "warnings": [warning.en for warning in result.warnings],
    }  # fmt: skip


def read_parameters(written: Iterable[str]) -> dict[str, object]:
    """Read `name=text` and `name:=JSON` as values for a query. Raises QuestionError for another form."""
    found: dict[str, object] = {}
    for word in written:
        name, equals, value = word.partition("=")
        is_json = name.endswith(":")
        name = name.removesuffix(":")
        if not equals or not name.isidentifier():
            raise QuestionError("cypher-parameter-form", value=word)
        if name in found:
            raise QuestionError("cypher-parameter-twice", name=name)
        found[name] = _read_json(word, value) if is_json else value
        if not _is_text(found[name]):
            raise QuestionError("cypher-not-text")
    return found


def _read_json(word: str, value: str) -> object:
    try:
        found: object = json.loads(value)
    except (ValueError, RecursionError):
        raise QuestionError("cypher-parameter-form", value=word) from None
    if not _is_held(found):
        raise QuestionError("cypher-parameter-number", value=word)
    return found


def _is_held(value: object) -> bool:
    """Whether an engine can hold a value's numbers: 64 bits, and neither NaN nor without end."""
    if isinstance(value, dict):
        return all(map(_is_held, value.values()))
    if isinstance(value, list):
        return all(map(_is_held, value))
    if isinstance(value, float):
        return isfinite(value)
    return not isinstance(value, int) or -(2**63) <= value < 2**63


def _is_text(value: object) -> bool:
    """Whether every text in a value can be sent."""
    if isinstance(value, dict):
        return all(can_be_sent(name) and _is_text(item) for name, item in value.items())
    if isinstance(value, list):
        return all(map(_is_text, value))
    return not isinstance(value, str) or can_be_sent(value)


def _is_numeric(values: Iterable[object]) -> bool:
    known = [_in_json(value) for value in values if value is not None]
    return bool(known) and all(isinstance(v, int | float) and not isinstance(v, bool) for v in known)


def _in_json(value: object) -> Any:  # noqa: ANN401 - what JSON holds
    """Give a value as JSON can hold it: a number without end, or none, as the word for it."""
    if isinstance(value, Mapping):
        return {name: _in_json(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_in_json(item) for item in value]
    return value if not isinstance(value, float) or isfinite(value) else _NOT_FINITE[str(value)]


def _cell(value: object, null: Cell) -> Cell:
    value = _in_json(value)
    if value is None:
        return null
    if isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Mapping) and "label" in value and "id" in value:
        return str(value["id"])
    if isinstance(value, list) and not any(isinstance(item, Mapping | list) for item in value):
        return "; ".join(item if isinstance(item, str) else json.dumps(item) for item in value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
