"""How good the data is, and the sources it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from graph.texts import Label, text
from loaders.packaged.load import read_packaged
from loaders.packaged.plan import known_gaps
from loaders.tables import RawRow
from maps.answers import Answers
from maps.blocks import render_folded, render_heading, render_list
from maps.page import Section, make_section
from maps.table_block import render_table_block
from queries.table import Table

_SOURCES_SHOWN = 60


def render_quality(answers: Answers) -> Section:
    """Render counts, findings, disagreements and known limits, each folded."""
    return make_section("quality", text("pack", "quality-lead"), list(_quality(answers)))


def render_sources(answers: Answers) -> Section:
    """Render the sources that most records rest on."""
    table = _quality_table(answers, "sources")
    shown = render_table_block(table, finding=False, rows=_SOURCES_SHOWN)
    folded = render_folded(table.title, [shown], name="data-sources")
    return make_section("sources", text("pack", "sources-lead"), [folded])


def _quality(answers: Answers) -> Iterator[str]:
    yield _folded(answers.checks)
    for table in answers.quality:
        if table.name != "sources":
            yield _folded(table)
    yield render_heading(text("pack", "known-limits"))
    yield render_list([_note(row) for row in read_packaged("coverage_notes")])
    yield render_heading(text("pack", "known-gaps"))
    yield render_list([_note(row) for row in known_gaps()])


def _folded(table: Table) -> str:
    """Fold a long table under an address of its own, so that paper holds it only when it is opened."""
    return render_folded(table.title, [render_table_block(table)], name=f"data-{table.name}")


def _note(row: RawRow) -> Label:
    return Label(row["text_th"], row["text_en"])


def _quality_table(answers: Answers, name: str) -> Table:
    return next(table for table in answers.quality if table.name == name)
