"""What is known of each ASEAN member, as the facts of a card: tie, strength, ways and cities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.texts import Label, join_labels, text
from maps.blocks import Fact, render_card, render_cards, render_paragraph
from queries.facts.strength_cells import component_in_words
from queries.table import ABSENT, Cell, Table, show_cell

Row = Mapping[str, Cell]
_COMPONENTS = ("recency", "volume", "breadth", "reciprocity")
# The two cities that count, and whether there is a tie with each.
_CITIES = {"capital": "capital_tie", "leading_city": "leading_city_tie"}


def read_member_facts(table: Table) -> dict[str, list[Fact]]:
    """Give the facts of each row of `asean-gaps` that its table leaves out, by the member's id."""
    return {f"Country:{row['country']}": list(_facts(table, row)) for row in table.rows}


def render_unmissed_members(table: Table, reasons: Table) -> str:
    """Render the members without a gap, each with its facts; no text at all where all have one."""
    with_gap = {str(row["gap_id"]) for row in reasons.rows}
    facts = read_member_facts(table)
    rows = [row for row in table.rows if f"Country:{row['country']}" not in with_gap]
    cards = [render_card(show_cell(row["name"]), facts[f"Country:{row['country']}"]) for row in rows]
    said = text("unit", "nothing-missing", n=len(rows))
    return render_paragraph(said, look="shared") + render_cards(cards) if cards else ""


def _facts(table: Table, row: Row) -> Iterator[Fact]:
    headings = {column.id: column.label for column in table.columns}
    if row["tie"]:
        yield text("unit", "member-kind"), show_cell(row["formality"])
        yield text("unit", "member-strength"), _strength(headings, row)
        yield headings["theme_names"], show_cell(row["theme_names"])
    yield headings["met_in"], show_cell(row["met_in"])
    yield headings["missions"], show_cell(row["missions"])
    for city, tie in _CITIES.items():
        standing = text(
            "unit", "city-with-tie" if row[tie] else "city-without-tie", city=show_cell(row[city])
        )
        yield headings[city], standing


def _strength(headings: Mapping[str, Label], row: Row) -> Label:
    """Put the components side by side, each with its name: they are never added up."""
    names = {**headings, "recency": text("unit", "since-the-last-contact")}
    parts = [
        text("unit", "named-value", name=names[name], value=show_cell(component_in_words(name, row[name])))
        for name in _COMPONENTS
        if row[name] != ABSENT
    ]
    contacts = text("unit", "named-value", name=headings["contacts"], value=show_cell(row["contacts"]))
    return join_labels([*parts, contacts], "; ")
