"""The reasons of gaps and sleeping ties as cards: why, what is cheap, what speaks against, how complete."""

from __future__ import annotations

from collections.abc import Mapping

from graph.texts import Label, same, text
from maps.blocks import Link, render_card, render_cards
from maps.table_block import Address
from queries.table import Cell, Table, show_cell

_SHOWN = ("why", "cheap", "against", "completeness", "plan_elements")


def render_reason_cards(table: Table, *, address: Address | None = None, most: int = 0) -> str:
    """Render a table of reasons as cards, `most` of them at most; `address` gives where a name leads."""
    rows = table.rows[:most] if most else table.rows
    return render_cards([_card(row, address(row) if address is not None else "") for row in rows])


def _card(row: Mapping[str, Cell], address: str) -> str:
    name = show_cell(row["name"])
    facts = [(text("unit", f"column-{column}"), _words(row[column])) for column in _SHOWN]
    return render_card(Link(name, address, in_pack=True) if address else name, facts)


def _words(cell: Cell) -> Label:
    return same(cell) if isinstance(cell, str) else show_cell(cell)
