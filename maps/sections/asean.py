"""ASEAN member by member."""

from __future__ import annotations

from maps.answers import Answers
from maps.page import Section, make_section
from maps.table_block import render_table_block


def render_asean(answers: Answers) -> Section:
    """Render the coverage of ASEAN."""
    return make_section("asean", answers.asean.title, [render_table_block(answers.asean, finding=False)])
