"""A paper as one self-contained page, for screen and print."""

from __future__ import annotations

from graph.texts import Label, Language, same, text
from maps.blocks import render_facts, render_paragraph, render_signatures
from maps.page import Page, Section, render_page
from maps.papers.signing import BLANK, SIGN_LINES
from maps.table_block import render_table_block
from plan.answers.paper import Block, Facts, Lines, Paper, Signatures


def render_html(paper: Paper, *, lang: Language) -> str:
    """Render a paper as a page that opens in a language; its first part begins with what it finds."""
    sections = [
        Section(part.id, part.title, same("") if place else paper.lead, [_render(b) for b in part.blocks])
        for place, part in enumerate(paper.parts)
    ]
    return render_page(Page(paper.title, paper.dated, sections, paper.foot, lang=lang))


def _render(block: Block) -> str:
    if isinstance(block, Facts):
        return render_facts([(fact.name, fact.lines or [same(BLANK)]) for fact in block.facts])
    if isinstance(block, Lines):
        return "".join(map(render_paragraph, block.lines))
    if isinstance(block, Signatures):
        lines = [_to_sign(name) for name in SIGN_LINES]
        return render_signatures([(signer, lines) for signer in block.signers])
    return render_table_block(block)


def _to_sign(name: str) -> Label:
    return text("card", "to-sign", what=text("card", f"sign-{name}"))
