"""Pattern questions: rows first, then the table made of them.

The rows are scalars and lists, in a full order, and a text in `queries/cypher/` gives the same
ones from a server. Title, unit, n and notes are made from the rows alone, so an answer reads
alike wherever its rows came from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.store import Store
from graph.texts import Label
from queries.facts.headlines import with_undated
from queries.table import Cell, Table, list_cell

Row = dict[str, Any]


@dataclass(frozen=True)
class Pattern:
    """A question in two halves: `rows(store, *, as_of, ...)` and `table(rows, *, as_of, ...)`."""

    rows: Callable[..., list[Row]]
    table: Callable[..., Table]

    def __call__(self, store: Store, *, as_of: date, **params: object) -> Table:
        """Answer from a store."""
        table = self.table(self.rows(store, as_of=as_of, **params), as_of=as_of, **params)
        return with_undated(store, [table], as_of=as_of)[0]


def in_order(rows: Iterable[Row], *columns: str) -> list[Row]:
    """Sort rows by columns as Cypher does: rising, the unknown last. A leading `-` falls."""

    def key(row: Row) -> list[tuple[bool, Any]]:
        return [_rank(row[column.removeprefix("-")], falls=column.startswith("-")) for column in columns]

    return sorted(rows, key=key)


def _rank(value: Any, *, falls: bool) -> tuple[bool, Any]:  # noqa: ANN401 - a value of a row
    if value is None:
        return True, ""
    return False, -value if falls else value


def named(row: Row, prefix: str = "") -> Label | None:
    """Name what a row speaks of in both languages; None where the row names none.

    Raises TypeError for a name that is no text: a server's record may have been edited by hand.
    """
    name = row[f"{prefix}name"]
    if name is None:
        return None
    thai = row[f"{prefix}name_th"] or name
    if not (isinstance(name, str) and isinstance(thai, str)):
        raise TypeError(f"{prefix}name is no text")
    return Label(thai, name)


def joined(thai: Sequence[str], english: Sequence[str]) -> Cell:
    """Make one cell of names in both languages, as `list_cell`."""
    return list_cell(Label(*pair) for pair in zip(thai, english, strict=True))


def records(rows: Iterable[Row], *columns: str) -> list[str]:
    """List the record ids that columns hold, one or many a row, each once."""
    found: set[str] = set()
    for row in rows:
        for column in columns:
            held = row[column]
            found.update(held if isinstance(held, list) else [held] if held else [])
    return sorted(found)
