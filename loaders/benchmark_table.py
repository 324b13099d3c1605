"""A user's own yardstick: a small CSV table of units by region or by country.

region,units          country,units
east-asia,120         JPN,5200
asean,80              Vietnam,800
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from math import fsum
from pathlib import Path
from typing import NamedTuple

from graph.errors import DataError, InputError
from graph.records import node_id
from graph.texts import text
from loaders.names import AliasTable
from loaders.packaged.countries import SCHEMES
from loaders.packaged.load import read_packaged
from loaders.tables import RawRow, read_table

_GROUPS = ("region", "country")
# Names shown where none is near.
_SHOWN = 10
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
# Far above any count, and far below where sums and products of floats overflow.
_MOST = 1e15
_HOME = "THA"


def read_benchmark(path: str, scheme: str) -> dict[str, float]:
    """Read units by region id (`Region:plan/east-asia`) from a CSV in UTF-8, in a region scheme.

    The table has a column `units` and a column `region` (key, id or name in either language) or
    `country` (ISO code or name), whose units are added up by region. Units are any numbers from
    0 up: counts, visitors, baht. Of regions the table leaves out nothing is known. Raises InputError when
    the file is missing, is a workbook or no text, or lacks a column; DataError that names the cell, and the
    nearest name, for what is unknown, Thailand itself, no number (or above 10^15), or there twice.
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
    known = _regions(scheme) if column == "region" else _countries(scheme)
    units: dict[_Group, float] = {}
    for row in rows:
        group = _find_group(row, column, known)
        if group in units:
            raise DataError("benchmark-twice", place=row.place(column), value=row[column])
        units[group] = _read_units(row)
    if not any(units.values()):
        raise DataError("benchmark-empty", path=path)
    ids = sorted({group.region for group in units})
    return {region: fsum(n for group, n in units.items() if group.region == region) for region in ids}


class _Group(NamedTuple):
    """A region, or a country with its region."""

    key: str
    region: str


def _regions(scheme: str) -> Mapping[str, _Group]:
    """Give the regions of a scheme by everything they may be called."""
    found = {}
    for row in read_packaged("regions"):
        region = node_id("Region", f"{row['scheme']}/{row['key']}")
        if row["scheme"] == scheme:
            names = (row["key"], region, row["name_en"], row["name_th"])
            found.update({name.casefold(): _Group(region, region) for name in names})
    return found


def _countries(scheme: str) -> Mapping[str, _Group]:
    """Give the countries by everything they may be called."""
    found = {}
    aliases = AliasTable.from_rows(read_packaged("aliases"))
    for row in read_packaged("countries"):
        region = node_id("Region", f"{scheme}/{row[SCHEMES[scheme]]}")
        others = aliases.spellings_of(node_id("Country", row["iso3"]))
        names = (row["iso3"], row["name_en"], row["name_th"], *others)
        found.update({name.casefold(): _Group(row["iso3"], region) for name in names})
    return found


def _find_group(row: RawRow, column: str, known: Mapping[str, _Group]) -> _Group:
    group = known.get(row[column].casefold())
    if group is None:
        close = get_close_matches(row[column].casefold(), list(known), n=3, cutoff=0.5)
        names = ", ".join(close or sorted({found.key for found in known.values()})[:_SHOWN])
        hint = text("errors", "nearest", names=names)
        raise DataError("benchmark-group", place=row.place(column), value=row[column], hint=hint)
    if group.key == _HOME:
        raise DataError("benchmark-home", place=row.place(column), value=row[column])
    return group


def _read_units(row: RawRow) -> float:
    written = row["units"]
    try:
        units = float(written)
    except ValueError:
        units = -1.0
    if not 0 <= units <= _MOST or "_" in written:
        raise DataError("benchmark-cell", place=row.place("units"), value=written)
    return units
