"""A user's own yardstick: a small CSV table of units by region or by country.

region,units          country,units
east-asia,120         JPN,5200
asean,80              Vietnam,800
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum
from pathlib import Path

from graph.errors import DataError, InputError, echo
from graph.names import Names
from graph.records import Node, Value, node_id
from graph.texts import Label, join_labels, same, text
from loaders.names import AliasTable
from loaders.packaged.countries import SCHEMES
from loaders.packaged.load import read_packaged
from loaders.tables import RawRow, read_table

_GROUPS = ("region", "country")
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
# Far above any count, and far below where sums and products of floats overflow.
_MOST = 1e15
_HOME = "Country:THA"


def read_benchmark(path: str, scheme: str) -> dict[str, float]:
    """Read units by region id (`Region:plan/east-asia`) from a CSV in UTF-8, in a region scheme.

    The table has a column `units` and a column `region` (key, id or name in either language) or
    `country` (ISO code or name), whose units are added up by region. Units are any numbers from
    0 up: counts, visitors, baht. Of regions the table leaves out nothing is known. Raises InputError when
    the file is missing, is a workbook or no text, or lacks a column; DataError that names the cell, and the
    nearest name, for what is unknown, Thailand itself, no number (or above 10^15), or there twice.
    Names that are not known are all listed.
    """
    if Path(path).suffix.casefold() in _WORKBOOKS:
        raise InputError("benchmark-workbook", path=path)
    rows = read_table(Path(path), columns=["units"])
    if not rows:
        raise DataError("benchmark-empty", path=path)
    column = next((name for name in _GROUPS if name in rows[0].cells), None)
    if column is None:
        found = ", ".join(rows[0].cells)
        raise InputError("columns-missing", path=path, columns=" / ".join(_GROUPS), found=found)
    groups = _find_groups(rows, column, _regions(scheme) if column == "region" else _countries())
    units: dict[str, float] = {}
    for row, group in zip(rows, groups, strict=True):
        if group.id == _HOME:
            raise DataError("benchmark-home", place=row.place(column), value=row[column])
        if group.id in units:
            raise DataError("benchmark-twice", place=row.place(column), value=row[column])
        units[group.id] = _read_units(row)
    if not any(units.values()):
        raise DataError("benchmark-empty", path=path)
    region_of = _region_of(scheme) if column == "country" else {group: group for group in units}
    ids = sorted({region_of[group] for group in units})
    return {region: fsum(n for group, n in units.items() if region_of[group] == region) for region in ids}


def _regions(scheme: str) -> list[Node]:
    """List the regions of a scheme, by key and by name."""
    rows = (row for row in read_packaged("regions") if row["scheme"] == scheme)
    return [
        Node("Region", f"{scheme}/{row['key']}", {**_names(row), "aliases": (row["key"],)}) for row in rows
    ]


def _countries() -> list[Node]:
    """List the countries with all their names and codes."""
    aliases = AliasTable.from_rows(read_packaged("aliases"))
    return [
        Node(
            "Country",
            row["iso3"],
            {
                **_names(row),
                "iso2": row["iso2"],
                "aliases": aliases.spellings_of(node_id("Country", row["iso3"])),
            },
        )
        for row in read_packaged("countries")
    ]


def _names(row: RawRow) -> dict[str, Value]:
    return {"name": row["name_en"], "name_th": row["name_th"]}


def _region_of(scheme: str) -> Mapping[str, str]:
    """Give the region of each country, and each region itself, by record id."""
    column = SCHEMES[scheme]
    rows = read_packaged("countries")
    return {node_id("Country", row["iso3"]): node_id("Region", f"{scheme}/{row[column]}") for row in rows}


def _find_groups(rows: Sequence[RawRow], column: str, nodes: Sequence[Node]) -> list[Node]:
    """Find what each row is about. Raises DataError that lists all unknown names, each with its cell."""
    names, by_id = Names(nodes), {node.id: node for node in nodes}
    found, unknown = [], []
    for row in rows:
        meant = [by_id[row[column]]] if row[column] in by_id else names.find(row[column])
        if len(meant) == 1:
            found.append(meant[0])
        else:
            unknown.append(_unknown(row, column, names, meant))
    if unknown:
        raise DataError("benchmark-groups", names=join_labels(unknown, "\n"))
    return found


def _unknown(row: RawRow, column: str, names: Names, meant: Sequence[Node]) -> Label:
    """Say of one cell that nothing is called so, with what is near; or that several are."""
    offered = [node.key for node in meant] or names.near(row[column])
    hint = text("errors", "nearest", names=", ".join(offered)) if offered else same("")
    key = "benchmark-several" if meant else "benchmark-group"
    return text("errors", key, place=row.place(column), value=echo(row[column]), hint=hint)


def _read_units(row: RawRow) -> float:
    written = row["units"]
    try:
        units = float(written)
    except ValueError:
        units = -1.0
    if not 0 <= units <= _MOST or "_" in written:
        raise DataError("benchmark-cell", place=row.place("units"), value=written)
    return units
