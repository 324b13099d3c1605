"""Cells that name a row of another table: the name is known there, and one row alone speaks of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import get_close_matches

from graph.issues import Issue
from loaders.cells import missing
from loaders.result import LoadResult
from loaders.tables import RawRow


def check_names(row: RawRow, column: str, known: Collection[str]) -> list[Issue]:
    """Check every name in a cell; one that is not known is an issue at the cell with the nearest."""
    return [_unknown(row, column, name, known) for name in row.parts(column) if name not in known]


def _unknown(row: RawRow, column: str, name: str, known: Collection[str]) -> Issue:
    return Issue("record-unknown", row.place(column), {"value": name, "nearest": _nearest(name, known)})


def _nearest(name: str, known: Collection[str]) -> str:
    return ", ".join(get_close_matches(name, sorted(known), n=2, cutoff=0.4)) or "—"


def check_filled(row: RawRow, columns: Iterable[str]) -> list[Issue]:
    """Report the cells that must be filled in and are not; a source by its title or its address."""
    sourceless = not (row["source_title"] or row["source_url"])
    return missing(row, [*columns, *(["source_title"] if sourceless else [])])


def check_repeats(rows: Sequence[RawRow], *columns: str) -> dict[int, Issue]:
    """Find the rows that speak of what an earlier row speaks of: row number -> issue at its first column."""
    first: dict[tuple[str, ...], str] = {}
    found = {}
    for row in rows:
        key = tuple(row[column] for column in columns)
        if key in first:
            params = {"value": " ".join(filter(None, key)), "first": first[key]}
            found[row.number] = Issue("row-twice", row.place(columns[0]), params)
        first.setdefault(key, row.row_place)
    return found


def rows_about(
    rows: Sequence[RawRow], column: str, *, known: Collection[str], result: LoadResult
) -> Iterator[RawRow]:
    """Give the rows of a table that adds to another's rows, one for each of them.

    A row about nothing known, or about what an earlier row is about, is refused into `result`.
    """
    repeats = check_repeats(rows, column)
    for row in rows:
        unknown = [] if row[column] in known else [_unknown(row, column, row[column], known)]
        wrong = [*unknown, *([repeats[row.number]] if row.number in repeats else [])]
        if wrong:
            result.take(row, issues=wrong)
        else:
            yield row


def check_aliases(rows: Sequence[RawRow], known: Collection[str]) -> list[Issue]:
    """Check that what each name stands for is a record."""
    return [
        Issue("alias-target-missing", row.place("target"),
              {"name": row["name"], "target": row["target"], "nearest": _nearest(row["target"], known)})
        for row in rows
        if row["target"] and row["target"] not in known
    ]  # fmt: skip
