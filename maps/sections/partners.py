"""All partners: the map and the list."""

from __future__ import annotations

from collections.abc import Mapping

from graph.texts import text
from maps.answers import Answers, ties_in_asean
from maps.blocks import render_figure
from maps.page import Section, make_section
from maps.partner_list import render_partner_list


def render_partners(answers: Answers, maps: Mapping[str, str]) -> Section:
    """Render the partner map and the list of ties; `maps` are fragments by name."""
    blocks = [
        _partner_map(answers, maps["partners"]),
        render_partner_list(answers.partners),
    ]
    return make_section("partners", answers.partners.title, blocks)


def _partner_map(answers: Answers, map_body: str) -> str:
    ties, asean = answers.balance.n, ties_in_asean(answers)
    finding = text("pack", "map-finding", ties=ties, asean=asean)
    subtitle = text("pack", "partners-subtitle", ties=ties, as_of=answers.dated)
    return render_figure(map_body, finding, subtitle=subtitle, foot=text("pack", "map-foot"), wide=True)
