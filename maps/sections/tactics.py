"""Activities by tactic."""

from __future__ import annotations

from graph.texts import text
from maps.answers import Answers
from maps.page import Section, make_section
from maps.table_block import render_table_block


def render_tactics(answers: Answers) -> Section:
    """Render how many activities bear on each tactic."""
    return make_section("tactics", text("pack", "tactics-lead"), [render_table_block(answers.by_tactic)])
