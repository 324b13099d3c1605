"""The plan's four geopolitical challenges: what it says, what the records say, who answers it."""

from __future__ import annotations

from graph.records import Node
from graph.texts import Label, text
from maps.answers import Answers
from maps.blocks import (
    Cell,
    render_counted,
    render_folded,
    render_heading,
    render_list,
    render_paragraph,
    render_table,
)
from maps.page import Section, make_section
from maps.table_block import render_table_block
from queries.questions.challenges import Card, Part, answered_by, slip_label


def render_challenges(answers: Answers) -> Section:
    """Render a card for each challenge, with all parts and rules folded below."""
    table, evidence = answers.challenges
    blocks = [block for card in answers.cards for block in _render_card(card, answers)]
    rules = [[part.rule.label, part.rule.words] for card in answers.cards for part in card.parts]
    columns = [text("challenges", "column-part"), text("challenges", "column-rule_words")]
    listed = render_table(columns, rules, caption=text("pack", "rules-caption", n=len(rules)))
    notes = render_list(list(dict.fromkeys([*table.notes, *evidence.notes])))
    folded = render_folded(text("pack", "challenge-rules"), [listed, notes])
    return make_section("challenges", table.title, [*blocks, folded])


def _render_card(card: Card, answers: Answers) -> list[str]:
    title = text("pack", "card-title", number=card.number, verdict=card.heading)
    says = [text("pack", "card-says", summary=card.summary)]
    says += [text("pack", "card-slip", slip=slip_label(slip), reason=_reason(slip)) for slip in card.slips]
    heads = [text("pack", f"card-{name}") for name in ("part", "outcome", "figures")]
    caption = text("pack", "card-caption", number=card.number, n=len(card.parts))
    table = render_table(heads, [_row(part) for part in card.parts], caption=caption)
    counted = render_counted([line for part in card.parts for line in _how(part)])
    blocks = [render_heading(title), *(render_paragraph(line) for line in says), table, counted]
    if card.number == "3":
        ways = next(table for table in answers.balances if table.name == "region-balance-ways")
        blocks.append(render_table_block(ways))
    return [*blocks, render_paragraph(text("pack", "card-answers", answers=answered_by(card)))]


def _row(part: Part) -> list[Cell]:
    """Say a part, what it comes to, and on which figures."""
    outcome = part.outcome.label if part.outcome is not None else text("challenges", "outcome-context")
    key = "not-measured" if part.rule.kind == "none" else "no-evidence"
    figures = part.evidence.sentence if part.evidence is not None else text("challenges", key)
    name = part.rule.label
    return [Label(name.th, name.en[:1].upper() + name.en[1:]), outcome, figures]


def _how(part: Part) -> list[Label]:
    """Say how a part was tested, where it was."""
    if part.evidence is None or part.evidence.how is None:
        return []
    return [text("challenges", "how-of-part", part=part.rule.label, how=part.evidence.how)]


def _reason(slip: Node) -> Label:
    return Label(slip.text("reason_th"), slip.text("reason_en"))
