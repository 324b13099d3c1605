"""The page of the Intelligent Unit: what to do, what is due, which ties sleep, where the gaps are."""

from __future__ import annotations

from collections.abc import Mapping

from graph.texts import Label, text
from maps.addresses import partner_address
from maps.answers import Answers
from maps.blocks import render_folded, render_heading, render_paragraph
from maps.page import Section
from maps.pages.member_facts import read_member_facts, render_unmissed_members
from maps.pages.reason_cards import render_reason_cards, select_rows
from maps.pages.strips import render_silence_strip
from maps.pages.week import render_week
from maps.table_block import render_table_block
from queries.table import Cell

# Of the countries without a tie so many stand on the page; all stand in the workbook.
_COUNTRIES, _CARDS = 20, 12
# What compares the members of ASEAN; the rest of what is known of each stands on its card.
_MEMBER_COLUMNS = (
    "name", "partners", "status", "last_with_ties", "last_with_anyone", "places_met", "missing",
)  # fmt: skip


def render_unit_sections(answers: Answers) -> list[Section]:
    """Render the unit's page in the order of its week."""
    return [
        render_week(answers), _due(answers), _dormant(answers), _asean(answers), _white_space(answers),
    ]  # fmt: skip


def _section(name: str, lead: Label, blocks: list[str]) -> Section:
    return Section(name, text("unit", f"section-{name}"), lead, blocks)


def _due(answers: Answers) -> Section:
    terms, renewals, followed = answers.obligations
    return _section("due", terms.title, [
        render_table_block(terms, finding=False),
        render_folded(renewals.title, [render_table_block(renewals, finding=False)]),
        render_folded(followed.title, [render_table_block(followed, finding=False)]),
    ])  # fmt: skip


def _dormant(answers: Answers) -> Section:
    table, reasons = answers.dormant_ties
    return _section("dormant-ties", table.title, [
        render_silence_strip(answers),
        render_table_block(table, finding=False, address=_to_partner),
        render_heading(reasons.title),
        render_reason_cards(reasons, address=lambda row: partner_address(str(row["gap_id"]))),
    ])  # fmt: skip


def _to_partner(row: Mapping[str, Cell]) -> str:
    return partner_address(str(row["partner"]))


def _asean(answers: Answers) -> Section:
    table, reasons = answers.asean_gaps
    return _section("asean-gaps", table.title, [
        render_table_block(table, finding=False, columns=_MEMBER_COLUMNS),
        render_heading(reasons.title),
        render_reason_cards(
            reasons, facts=read_member_facts(table), further=render_unmissed_members(table, reasons)
        ),
    ])  # fmt: skip


def _white_space(answers: Answers) -> Section:
    """Render what has no tie; an ASEAN member has its reasons in the section before."""
    by_region, by_country, reasons = answers.white_space
    told = {str(row["gap_id"]) for row in answers.asean_gaps[1].rows}
    shown = len(select_rows(reasons, most=_CARDS, told=told))
    repeated = sum(1 for row in reasons.rows if row["gap_id"] in told)
    return _section("white-space", by_region.title, [
        render_table_block(by_region, finding=False),
        render_folded(by_country.title, [render_table_block(by_country, finding=False, rows=_COUNTRIES)]),
        render_folded(text("unit", "reasons-shown", shown=shown, n=len(reasons.rows)), [
            render_paragraph(text("unit", "told-above", n=repeated), look="note") if repeated else "",
            render_reason_cards(reasons, most=_CARDS, told=told),
        ]),
    ])  # fmt: skip
