"""A row and a node type to properties, by the schema's kinds: a value, or an issue at its cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.dates import parse_date
from graph.issues import Issue
from graph.records import Value
from graph.schema import SCHEMA, Kind, Property
from loaders.tables import RawRow

_INTEGER = re.compile(r"[+-]?[0-9]{1,15}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]+)?")
_YES_NO = {"yes": True, "no": False, "true": True, "false": False}


def map_row(row: RawRow, label: str, columns: Mapping[str, str]) -> tuple[dict[str, Value], list[Issue]]:
    """Read the properties of a node from a row.

    `columns` maps property names to column names. An empty cell gives no property; a cell
    that its kind cannot read gives an issue and no property.
    """
    return _map(row, SCHEMA.node_properties(label), columns)


def map_edge(row: RawRow, verb: str, columns: Mapping[str, str]) -> tuple[dict[str, Value], list[Issue]]:
    """Read the properties of a relationship from a row; as `map_row`."""
    return _map(row, SCHEMA.relationship_properties(verb), columns)


def own_columns(row: RawRow, label: str) -> dict[str, str]:
    """Map every column of a table that is named after a property of the label."""
    return {name: name for name in SCHEMA.node_properties(label) if name in row.cells}


def _map(
    row: RawRow, declared: Mapping[str, Property], columns: Mapping[str, str]
) -> tuple[dict[str, Value], list[Issue]]:
    values: dict[str, Value] = {}
    issues: list[Issue] = []
    for name, column in columns.items():
        cell = row[column]
        if not cell:
            continue
        read = _read(cell, declared[name])
        if isinstance(read, _Refusal):
            issues.append(Issue(read.code, row.place(column), {"value": cell, **read.params}))
        elif read != ():
            values[name] = read
    return values, issues


@dataclass(frozen=True)
class _Refusal:
    """Why a cell could not be read; the caller knows its place."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


def _read(cell: str, prop: Property) -> Value | _Refusal:
    if prop.kind in (Kind.INTEGER, Kind.NUMBER):
        return _read_number(cell, prop.kind)
    if prop.kind is Kind.DATE:
        return _read_date(cell)
    if prop.kind is Kind.LIST:
        return tuple(part.strip() for part in cell.split(";") if part.strip())
    if prop.kind is Kind.YES_NO:
        return _YES_NO[cell.lower()] if cell.lower() in _YES_NO else _not_a_code(_YES_NO)
    return _read_codes(cell, prop) if prop.codes else cell


def _read_codes(cell: str, prop: Property) -> Value | _Refusal:
    """Read a code, or several between upright bars; what is not on the list is named alone."""
    parts = tuple(part.strip() for part in cell.split("|")) if prop.kind is Kind.CODES else (cell,)
    if wrong := [part for part in parts if part not in prop.code_values]:
        return _not_a_code((code.value for code in prop.codes), value="|".join(wrong))
    return parts if prop.kind is Kind.CODES else cell


def _read_number(cell: str, kind: Kind) -> Value | _Refusal:
    """Read plain decimal digits; `nan`, `inf`, `1e3`, `1_000` and other scripts' digits are refused."""
    if not (_INTEGER if kind is Kind.INTEGER else _NUMBER).fullmatch(cell):
        return _Refusal("cell-number")
    return int(cell) if kind is Kind.INTEGER else float(cell)


def _read_date(cell: str) -> Value | _Refusal:
    try:
        return parse_date(cell).isoformat()
    except ValueError:
        return _Refusal("cell-date")


def _not_a_code(allowed: Iterable[str], **params: object) -> _Refusal:
    return _Refusal("cell-unknown-code", {"allowed": ", ".join(allowed), **params})
