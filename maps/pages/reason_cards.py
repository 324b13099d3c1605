"""The reasons of gaps and sleeping ties as cards: why, what is cheap, what speaks against, how complete.

What several have in common is said once, above their cards.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from graph.texts import Label, same, text
from maps.blocks import Fact, Link, render_card, render_cards, render_paragraph
from maps.table_block import Address
from queries.table import Cell, Table, show_cell

_SHARED = ("why", "plan_elements")
_OWN = ("cheap", "against", "completeness")
Row = Mapping[str, Cell]


@dataclass(frozen=True)
class _Look:
    """What the cards of one table have: where a name leads, and facts before the reasons, by gap."""

    address: Address | None
    facts: Mapping[str, Sequence[Fact]]


def render_reason_cards(
    table: Table,
    *,
    address: Address | None = None,
    most: int = 0,
    told: Collection[str] = (),
    facts: Mapping[str, Sequence[Fact]] | None = None,
    further: Sequence[str] = (),
) -> str:
    """Render a table of reasons as cards, `most` of them at most; `address` gives where a name leads.

    Those that matter for the same reason stand together under it, in the order of their first. What
    is `told` (ids of gaps) has its card elsewhere on the page. `facts`, by the id of the gap, stand
    before the reasons. `further` cards, which have no reasons, come last.
    """
    look = _Look(address, facts or {})
    rows = select_rows(table, most=most, told=told)
    groups: dict[tuple[Cell, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row[column] for column in _SHARED), []).append(row)
    alone = [row for group in groups.values() if len(group) == 1 for row in group]
    parts = [_group(group, look) for group in groups.values() if len(group) > 1]
    return "".join([*parts, _cards(alone, (*_SHARED, *_OWN), look, further)])


def select_rows(table: Table, *, most: int = 0, told: Collection[str] = ()) -> Sequence[Row]:
    """Give the rows that have a card: those not told elsewhere, `most` of them at most."""
    rows = [row for row in table.rows if row["gap_id"] not in told]
    return rows[:most] if most else rows


def _group(rows: Sequence[Row], look: _Look) -> str:
    why, elements = (_words(rows[0][column]) for column in _SHARED)
    shared = text("unit", "shared-reason", why=why, elements=elements, n=len(rows))
    return render_paragraph(shared, look="shared") + _cards(rows, _OWN, look)


def _cards(rows: Sequence[Row], shown: Sequence[str], look: _Look, further: Sequence[str] = ()) -> str:
    return render_cards([*(_card(row, shown, look) for row in rows), *further])


def _card(row: Row, shown: Sequence[str], look: _Look) -> str:
    name, address = show_cell(row["name"]), look.address(row) if look.address is not None else ""
    reasons = [(text("unit", f"column-{column}"), _words(row[column])) for column in shown]
    known = look.facts.get(str(row["gap_id"]), ())
    return render_card(Link(name, address, in_pack=True) if address else name, [*known, *reasons])


def _words(cell: Cell) -> Label:
    return same(cell) if isinstance(cell, str) else show_cell(cell)
