"""The page of the Intelligent Unit: what comes, what is due, which ties sleep, where the gaps are."""

from __future__ import annotations

from collections.abc import Mapping

from graph.texts import Label, text
from maps.addresses import partner_address
from maps.answers import Answers
from maps.blocks import render_folded, render_heading
from maps.page import Section
from maps.pages.reason_cards import render_reason_cards
from maps.table_block import render_table_block
from queries.table import Cell

# Of the countries without a tie so many stand on the page; all stand in the workbook.
_COUNTRIES, _CARDS = 20, 12


def render_unit_sections(answers: Answers) -> list[Section]:
    """Render the unit's page in the order of its week."""
    return [
        _upcoming(answers), _due(answers), _dormant(answers), _asean(answers), _white_space(answers),
    ]  # fmt: skip


def _section(name: str, lead: Label, blocks: list[str]) -> Section:
    return Section(name, text("unit", f"section-{name}"), lead, blocks)


def _upcoming(answers: Answers) -> Section:
    ahead = answers.year_ahead
    return _section("upcoming", answers.upcoming.title, [
        render_table_block(answers.upcoming, finding=False),
        render_folded(ahead.title, [render_table_block(ahead, finding=False, notes=False)]),
    ])  # fmt: skip


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
        render_table_block(table, finding=False, address=_to_partner),
        render_heading(reasons.title),
        render_reason_cards(reasons, address=lambda row: partner_address(str(row["gap_id"]))),
    ])  # fmt: skip


def _to_partner(row: Mapping[str, Cell]) -> str:
    return partner_address(str(row["partner"]))


def _asean(answers: Answers) -> Section:
    table, reasons = answers.asean_gaps
    return _section("asean-gaps", table.title, [
        render_table_block(table, finding=False), render_heading(reasons.title), render_reason_cards(reasons),
    ])  # fmt: skip


def _white_space(answers: Answers) -> Section:
    by_region, by_country, reasons = answers.white_space
    shown = min(_CARDS, len(reasons.rows))
    return _section("white-space", by_region.title, [
        render_table_block(by_region, finding=False),
        render_table_block(by_country, rows=_COUNTRIES),
        render_heading(text("unit", "reasons-shown", shown=shown, n=len(reasons.rows))),
        render_reason_cards(reasons, most=_CARDS),
    ])  # fmt: skip
