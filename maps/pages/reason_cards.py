"""The reasons of gaps and sleeping ties as cards: why, what is cheap, what speaks against, how complete.

What several have in common is said once, above their cards.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from graph.texts import Label, same, text
from maps.blocks import Link, render_card, render_cards, render_paragraph
from maps.table_block import Address
from queries.table import Cell, Table, show_cell

_SHARED = ("why", "plan_elements")
_OWN = ("cheap", "against", "completeness")
Row = Mapping[str, Cell]


def render_reason_cards(
    table: Table, *, address: Address | None = None, most: int = 0, told: Collection[str] = ()
) -> str:
    """Render a table of reasons as cards, `most` of them at most; `address` gives where a name leads.

    Those that matter for the same reason stand together under it, in the order of their first. What
    is `told` (ids of gaps) has its card elsewhere on the page.
    """
    rows = select_rows(table, most=most, told=told)
    groups: dict[tuple[Cell, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row[column] for column in _SHARED), []).append(row)
    alone = [row for group in groups.values() if len(group) == 1 for row in group]
    parts = [_group(group, address) for group in groups.values() if len(group) > 1]
    return "".join([*parts, _cards(alone, (*_SHARED, *_OWN), address)])


def select_rows(table: Table, *, most: int = 0, told: Collection[str] = ()) -> Sequence[Row]:
    """Give the rows that have a card: those not told elsewhere, `most` of them at most."""
    rows = [row for row in table.rows if row["gap_id"] not in told]
    return rows[:most] if most else rows


def _group(rows: Sequence[Row], address: Address | None) -> str:
    why, elements = (_words(rows[0][column]) for column in _SHARED)
    shared = text("unit", "shared-reason", why=why, elements=elements, n=len(rows))
    return render_paragraph(shared, look="shared") + _cards(rows, _OWN, address)


def _cards(rows: Sequence[Row], shown: Sequence[str], address: Address | None) -> str:
    return render_cards([_card(row, shown, address(row) if address is not None else "") for row in rows])


def _card(row: Row, shown: Sequence[str], address: str) -> str:
    name = show_cell(row["name"])
    facts = [(text("unit", f"column-{column}"), _words(row[column])) for column in shown]
    return render_card(Link(name, address, in_pack=True) if address else name, facts)


def _words(cell: Cell) -> Label:
    return same(cell) if isinstance(cell, str) else show_cell(cell)
