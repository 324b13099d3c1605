"""What is known of each ASEAN member, as the facts of a card: tie, strength, ways and cities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.texts import Label, join_labels, text
from maps.blocks import Fact, render_card
from queries.facts.strength_cells import component_in_words
from queries.table import ABSENT, Cell, Table, show_cell

Row = Mapping[str, Cell]
_COMPONENTS = ("recency", "volume", "breadth", "reciprocity")
# The two cities that count, and whether there is a tie with each.
_CITIES = {"capital": "capital_tie", "leading_city": "leading_city_tie"}


def read_member_facts(table: Table) -> dict[str, list[Fact]]:
    """Give the facts of each row of `asean-gaps` that its table leaves out, by the member's id."""
    return {f"Country:{row['country']}": list(_facts(table, row)) for row in table.rows}


def render_unmissed_members(table: Table, reasons: Table) -> list[str]:
    """Render a card for each member without a gap, which has no reasons: its facts alone."""
    with_gap = {str(row["gap_id"]) for row in reasons.rows}
    facts = read_member_facts(table)
    named = {f"Country:{row['country']}": show_cell(row["name"]) for row in table.rows}
    unmissed = (text("unit", "column-missing"), text("unit", "nothing-missing"))
    return [
        render_card(name, [unmissed, *facts[member]])
        for member, name in named.items()
        if member not in with_gap
    ]


def _facts(table: Table, row: Row) -> Iterator[Fact]:
    headings = {column.id: column.label for column in table.columns}
    if row["tie"]:
        yield text("unit", "member-kind"), show_cell(row["formality"])
        yield text("unit", "member-strength"), _strength(headings, row)
        yield headings["theme_names"], show_cell(row["theme_names"])
    yield headings["networks_shared"], show_cell(row["networks_shared"])
    yield headings["missions"], show_cell(row["missions"])
    if row["state_relations"] != ABSENT:
        yield headings["state_relations"], show_cell(row["state_relations"])
    if row["capital"] == row["leading_city"]:
        yield text("unit", "capital-and-largest"), _city(row, "capital")
    else:
        yield from ((headings[city], _city(row, city)) for city in _CITIES)


def _city(row: Row, city: str) -> Label:
    standing = "city-with-tie" if row[_CITIES[city]] else "city-without-tie"
    return text("unit", standing, city=show_cell(row[city]))


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
