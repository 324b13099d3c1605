"""The pack's sections, one module each, in the order of the page: answers in, blocks out."""

from __future__ import annotations

from collections.abc import Mapping

from maps.answers import Answers
from maps.page import Section
from maps.sections.asean import render_asean
from maps.sections.balance import render_balance
from maps.sections.blind_spots import render_blind_spots
from maps.sections.challenges import render_challenges
from maps.sections.kpis import render_kpis
from maps.sections.partners import render_partners
from maps.sections.quality import render_quality, render_sources
from maps.sections.tactics import render_tactics
from maps.sections.themes import render_themes
from maps.sections.thread import render_thread
from maps.sections.trend import render_trend


def render_sections(answers: Answers, maps: Mapping[str, str]) -> list[Section]:
    """Render every section of the pack, the thread page first; `maps` are fragments by name."""
    return [
        render_thread(answers, maps), render_challenges(answers), render_balance(answers),
        render_trend(answers), render_asean(answers), render_themes(answers),
        render_partners(answers, maps), render_kpis(answers), render_blind_spots(answers),
        render_tactics(answers),
        render_quality(answers), render_sources(answers),
    ]  # fmt: skip
