"""A page for each partner: the list of all, then a sheet each that stands and prints alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph.records import Node
from graph.store import Store
from graph.texts import text
from maps.addresses import partner_section
from maps.answers import Answers
from maps.blocks import Link, render_counted, render_heading, render_link, render_paragraph
from maps.page import Section
from maps.pages.reason_cards import render_reason_cards
from maps.pages.strength import render_strength
from maps.pages.strips import render_contact_strip
from maps.partner_list import render_partner_list, sort_by_place
from maps.table_block import render_table_block
from queries.facts.lookup import label_of
from queries.gaps.profile_open import WARNED
from queries.table import Cell, Table
from queries.writers.caption import how_counted

# The order of a sheet: what to know first, what comes, what stands, whether to wake it, what was done,
# what it carries, where sources disagree.
_ORDER = (
    "warnings",
    "",
    "coming",
    "relations",
    "reasons",
    "agreements",
    "contacts",
    "uncounted",
    "plan",
    "projects",
    "networks",
    "disagreements",
)


def render_partner_sections(answers: Answers) -> list[Section]:
    """Render the list of partners, and a sheet for each in the order of the list in Thai."""
    index = answers.profile_index
    lead = [
        render_paragraph(text("unit", "partners-how"), look="note"),
        render_partner_list(index),
    ]
    first = Section("all-partners", text("unit", "section-all-partners"), index.title, lead)
    profiles = {place.id: (place, tables) for place, tables in answers.profiles}
    order = [str(row["partner"]) for row in sort_by_place(index, "th")]
    return [first, *(_sheet(answers, *profiles[partner]) for partner in order if partner in profiles)]


def _sheet(answers: Answers, place: Node, tables: Sequence[Table]) -> Section:
    parts = {table.name.removeprefix("partner-profile").removeprefix("-"): table for table in tables}
    # The sheet opens with the warnings in full.
    own = [row for row in parts[""].rows if row["fact"] != WARNED]
    parts[""] = replace(parts[""], rows=own, n=len(own))
    back = render_link(Link(text("unit", "back-to-all"), "#all-partners"), look="back")
    shown = {name: _part(answers.store, name, parts[name]) for name in _ORDER if name in parts}
    shown[""] = "".join([
        render_contact_strip(answers, place, parts), shown[""], render_strength(answers, place.id),
    ])  # fmt: skip
    counted = render_counted([line for table in tables for line in how_counted(table)])
    blocks = [back, *shown.values(), counted]
    return Section(partner_section(place.id), label_of(place), parts[""].title, blocks, "sheet")


def _part(store: Store, name: str, table: Table) -> str:
    if name == "reasons":
        return render_heading(text("unit", "whether-to-wake")) + render_reason_cards(table)
    if not table.rows:
        return render_paragraph(table.title, look="note")

    def source(row: Mapping[str, Cell]) -> str:
        return _source_address(store, str(row.get("record", "")))

    block = render_table_block(table, finding=bool(name), notes=False, address=source)
    return block + (render_paragraph(text("unit", "note-modes"), look="note") if name == "plan" else "")


def _source_address(store: Store, record: str) -> str:
    """Give the web address of a record's first source that has one."""
    node = store.node(record)
    found = (store.node(source) for source in node.texts("sources")) if node is not None else ()
    return next((source.text("url") for source in found if source is not None and source.text("url")), "")
