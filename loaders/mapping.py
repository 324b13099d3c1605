"""A row and a node type to properties, by the schema's kinds: a value, or an issue at its cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache

from graph.dates import BUDDHIST_OFFSET, DateError, parse_date, parse_year
from graph.issues import Issue
from graph.records import Value
from graph.schema import SCHEMA, Code, Kind, Property
from graph.spelling import fold_word
from graph.texts import Label, join_labels, text
from loaders.tables import RawRow
from loaders.written_numbers import plain_number

_INTEGER = re.compile(r"[+-]?[0-9]{1,15}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]+)?")
_FIGURES = frozenset((Kind.INTEGER, Kind.NUMBER, Kind.YEAR))
_YES_NO = (Code("yes", Label("ใช่", "yes"), ("true",)), Code("no", Label("ไม่ใช่", "no"), ("false",)))
# Nothing that is told here is older: bodies of cities, treaties and embassies are of later times. A year
# before it is one from which the Buddhist era was taken off twice.
_FIRST_YEAR = 1782
# So many codes are listed in a refusal; of a longer list the nearest.
_MOST_LISTED, _NEAREST = 10, 3


def map_row(row: RawRow, label: str, columns: Mapping[str, str]) -> tuple[dict[str, Value], list[Issue]]:
    """Read the properties of a node from a row.

    `columns` maps property names to column names. An empty cell gives no property; a cell
    that its kind cannot read gives an issue and no property. A figure that is written otherwise
    than in plain digits is read, and the reading is said.
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
        prop = declared[name]
        read = _READERS[prop.kind](cell, prop)
        if isinstance(read, _Refusal):
            issues.append(Issue(read.code, row.place(column), {"value": cell, **read.params}))
            continue
        if prop.kind in _FIGURES and (plain := _plain(cell, read)) != cell:
            issues.append(Issue("number-read", row.place(column), {"value": cell, "read": plain}))
        if read != ():
            values[name] = read
    return values, issues


@dataclass(frozen=True)
class _Refusal:
    """Why a cell could not be read; the caller knows its place."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


_Read = Value | _Refusal


def _read_number(cell: str, prop: Property) -> _Read:
    """Read a number as offices write it; `nan`, `inf`, `1e3` and `1_000` are refused."""
    plain, is_whole = plain_number(cell), prop.kind is Kind.INTEGER
    if not (_INTEGER if is_whole else _NUMBER).fullmatch(plain):
        return _Refusal("cell-number")
    number = int(plain) if is_whole else float(plain)
    if not prop.holds(number):
        return _Refusal("cell-out-of-bounds", {"least": prop.least, "most": prop.most})
    return number


def _read_year(cell: str, _: Property) -> _Read:
    try:
        return parse_year(cell)
    except DateError as error:
        return _Refusal("cell-year", {"why": error.why})


def _plain(cell: str, read: Value) -> str:
    """Write what was read of a cell in plain digits, to tell whether it was written otherwise."""
    return str(read) if isinstance(read, int) else plain_number(cell)


def _read_date(cell: str, _: Property) -> _Read:
    try:
        read = parse_date(cell)
    except DateError as error:
        return _Refusal("cell-date", {"why": error.why})
    if read.year < _FIRST_YEAR:
        return _Refusal("cell-date-early", {"year": read.year, "meant": read.year + BUDDHIST_OFFSET})
    return read.isoformat()


def _read_list(cell: str, _: Property) -> _Read:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _read_yes_no(cell: str, _: Property) -> _Read:
    found = _read_code(cell, _YES_NO)
    return found if isinstance(found, _Refusal) else found == "yes"


def _read_code(cell: str, listed: tuple[Code, ...]) -> str | _Refusal:
    """Read a code, or what it is called in either language, in any case."""
    spellings = code_spellings(listed)
    return spellings.get(fold_word(cell)) or _Refusal("cell-unknown-code", _allowed(cell, listed))


def _read_codes(cell: str, prop: Property) -> _Read:
    """Read several codes between upright bars; what is not on the list is named alone."""
    parts = [part.strip() for part in cell.split("|")]
    read = [_read_code(part, prop.codes) for part in parts]
    for part, found in zip(parts, read, strict=True):
        if isinstance(found, _Refusal):
            return _Refusal(found.code, {**found.params, "value": part})
    return tuple(str(found) for found in read)


@lru_cache(maxsize=128)
def code_spellings(listed: tuple[Code, ...]) -> Mapping[str, str]:
    """Give every spelling of some codes, folded, with the code."""
    return {fold_word(word): code.value for code in listed for word in code.words}


def _allowed(cell: str, listed: tuple[Code, ...]) -> dict[str, object]:
    """List what a cell may hold: in English the codes, in Thai what they are called with the codes."""
    shown = listed if len(listed) <= _MOST_LISTED else _nearest(cell, listed)
    allowed = join_labels(Label(f"{code.label.th} ({code.value})", code.value) for code in shown)
    if len(shown) < len(listed):
        allowed = text("errors", "codes-near", near=allowed, count=len(listed))
    return {"allowed": allowed}


def _nearest(cell: str, listed: tuple[Code, ...]) -> list[Code]:
    spelt = code_spellings(listed)
    near = get_close_matches(fold_word(cell), spelt, n=_MOST_LISTED, cutoff=0.0)
    close = list(dict.fromkeys(spelt[word] for word in near))[:_NEAREST]
    return [code for code in listed if code.value in close]


_READERS: Mapping[Kind, Callable[[str, Property], _Read]] = {
    Kind.TEXT: lambda cell, _: cell,
    Kind.ADDRESS: lambda cell, _: cell,
    Kind.PERIOD: lambda cell, _: cell,
    Kind.INTEGER: _read_number,
    Kind.YEAR: _read_year,
    Kind.NUMBER: _read_number,
    Kind.YES_NO: _read_yes_no,
    Kind.DATE: _read_date,
    Kind.LIST: _read_list,
    Kind.CODE: lambda cell, prop: cell if cell in prop.code_values else _read_code(cell, prop.codes),
    Kind.CODES: _read_codes,
}
