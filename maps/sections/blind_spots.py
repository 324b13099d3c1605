"""What the plan names and no KPI measures, with our measure beside it."""

from __future__ import annotations

from graph.texts import text
from maps.answers import Answers
from maps.blocks import render_folded
from maps.page import Section, make_section
from maps.table_block import render_table_block


def render_blind_spots(answers: Answers) -> Section:
    """Render the blind spots, our measures, and folded every reading of a KPI with its reason."""
    spots, beside, readings = answers.blind_spots
    blocks = [
        render_table_block(beside), render_table_block(spots, finding=False),
        render_folded(text("pack", "readings-folded"), [render_table_block(readings)]),
    ]  # fmt: skip
    return make_section("blind-spots", spots.title, blocks)
