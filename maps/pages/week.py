"""What the unit should do this week: the entries of the weeks ahead, grouped by what each asks for."""

from __future__ import annotations

from collections.abc import Mapping

from graph.dates import format_date
from graph.store import targets
from graph.texts import Label, text
from maps.addresses import partner_address
from maps.answers import WEEKS_AHEAD, Answers
from maps.blocks import Link, render_card, render_cards, render_folded, render_paragraph
from maps.page import Section
from maps.pages.strips import render_year_strip
from maps.table_block import render_table_block
from queries.gaps.coming import weeks_after
from queries.questions.upcoming import KINDS
from queries.table import Cell, show_cell

# The verbs by which a record leads to the partner it is about.
_TO_PARTNER = ("WITH", "INVOLVES")


def render_week(answers: Answers) -> Section:
    """Render what is overdue and what comes: what to do, the year as a picture, the tables behind it."""
    table, ahead = answers.upcoming, answers.year_ahead
    cards = [_card(answers, kind) for kind in KINDS if _rows(answers, kind)]
    blocks = [
        render_cards(cards),
        render_paragraph(text("unit", "week-note"), look="note") if cards else "",
        render_year_strip(answers),
        render_folded(text("unit", "week-table"), [render_table_block(table)]),
        render_folded(ahead.title, [render_table_block(ahead, finding=False, notes=False)]),
    ]
    return Section("week", text("unit", "section-week"), _lead(answers), blocks)


def _rows(answers: Answers, kind: str) -> list[Mapping[str, Cell]]:
    return [row for row in answers.upcoming.rows if row["kind_code"] == kind]


def _lead(answers: Answers) -> Label:
    rows, overdue = answers.upcoming.rows, len(_rows(answers, "overdue"))
    until = format_date(weeks_after(answers.as_of, WEEKS_AHEAD))
    sure = sum(1 for row in rows if row["sure"])
    return text(
        "unit", "week-lead" if rows else "week-nothing", overdue=overdue, n=len(rows) - overdue, sure=sure,
        weeks=WEEKS_AHEAD, until=until,
    )  # fmt: skip


def _card(answers: Answers, kind: str) -> str:
    entries = [(_who(answers, row), show_cell(row["what"])) for row in _rows(answers, kind)]
    return render_card(text("unit", f"week-{kind}"), entries, level=3)


def _who(answers: Answers, row: Mapping[str, Cell]) -> Label | Link:
    """Say when and with whom; a partner's name leads to its page."""
    day, name = show_cell(row["comes_on"]), show_cell(row["name"])
    shown = Label(f"{day.th} · {name.th}", f"{day.en} · {name.en}")
    partner = _partner_of(answers, str(row["record"]))
    return Link(shown, partner_address(partner), in_pack=True) if partner else shown


def _partner_of(answers: Answers, record: str) -> str:
    """Give the tie's partner that a record is, or is about; an empty text for none."""
    met = (place.id for verb in _TO_PARTNER for place in targets(answers.store, record, verb))
    return next((one for one in (record, *met) if one in answers.land.standing_of), "")
