"""The evidence binder as a folder: an index for print and screen, its tables, and the files found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from graph.files import write_folder
from graph.records import Node
from graph.store import require_node
from graph.texts import Label, Language, join_labels, same, text
from maps.blocks import render_heading, render_paragraph
from maps.page import Page, Section, product_mark, render_page
from maps.sections.kpi_details import READINGS_COLUMNS, STATUS_COLUMNS
from maps.table_block import render_table_block
from plan.answers.binder import Binder, place_label
from plan.answers.kpi_papers import KpiPapers
from plan.answers.overview import name_of, page_words
from plan.answers.printed_words import printed_cell
from plan.answers.record_years import years_label
from queries.facts.record_end import find_record_end
from queries.table import Table, show_as_of
from queries.writers.xlsx_writer import render_xlsx

INDEX, TABLES, FILES = "index.html", "index.xlsx", "files"
_PRODUCT = "binder"


def save_binder(binder: Binder, folder: Path, *, lang: Language) -> Path:
    """Write a binder into a folder, whole or not at all, and give the path of its index.

    An older binder is replaced in one step; files put beside it are kept. Raises OutputError when
    the folder cannot be written, or holds something else than a binder.
    """
    files = {
        INDEX: render_binder(binder).encode(),
        TABLES: render_xlsx(binder.tables, lang),
        **_kept_files(binder.papers),
    }
    write_folder(folder, files, mark=product_mark(_PRODUCT))
    return folder / INDEX


def _kept_files(papers: KpiPapers) -> dict[str, bytes]:
    """Copy the documents found, each under its evidence's key, so that no two names meet."""
    kept = {}
    for document_id, found in sorted(papers.files.items()):
        if found.path is not None and found.state in ("matches", "unchecked-hash"):
            key = "".join(
                sign if sign.isalnum() or sign in "-_" else "-" for sign in document_id.partition(":")[2]
            )
            kept[f"{FILES}/{key}-{found.path.name}"] = found.path.read_bytes()
    return kept


def render_binder(binder: Binder) -> str:
    """Render the index: status, the documents and claims of each level and criterion, what is missing."""
    papers = binder.papers
    title = _title(papers)
    status, *others = [table for table in binder.tables if not table.name.startswith("binder-")]
    missing = _table(binder, "binder-missing")
    sections = [
        Section("binder-status", text("plan_papers", "section-status"), status.title,
                [render_table_block(status, finding=False, columns=STATUS_COLUMNS),
                 *(render_table_block(table, finding=False, columns=READINGS_COLUMNS)
                   for table in others if table.name == "plan-readings"),
                 *([_part(binder, "binder-results", papers.kpi)] if papers.case.kpi.levels else [])]),
        *(_level_section(binder, number, places) for number, places in _by_level(papers)),
        Section("binder-missing", text("plan_papers", "section-missing"), missing.title,
                [render_table_block(missing, finding=False)]),
        *(Section("binder-inputs", text("plan_papers", "section-inputs"), table.title,
                  [render_table_block(table, finding=False)]) for table in others if table.name == "inputs"),
    ]  # fmt: skip
    dated = show_as_of(papers.book.as_of, find_record_end(papers.store))
    foot = text("plan_papers", "binder-foot", rules=papers.book.rules_version or "—")
    return render_page(Page(title, dated, sections, foot, product=_PRODUCT))


def _title(papers: KpiPapers) -> Label:
    """Name the KPI, and the year where the binder is of one."""
    title = text("plan_papers", "binder-title", kpi=papers.kpi.key, name=name_of(papers.kpi))
    if papers.year is None:
        return title
    return join_labels([title, years_label([papers.year], papers.book.clock)])


def _by_level(papers: KpiPapers) -> Iterator[tuple[int, list[Node]]]:
    known = {place.id: place for place in papers.places}
    if not papers.case.kpi.levels:
        yield 0, papers.places
    for rung in papers.case.kpi.levels:
        yield rung.number, [known[criterion.id] for criterion in rung.criteria]


def _level_section(binder: Binder, number: int, places: list[Node]) -> Section:
    title = text("plan", "level-whole") if number == 0 else text("plan_papers", "section-level", level=number)
    blocks = [render_paragraph(line) for line in _words(binder.papers, number)]
    for place in places:
        blocks.append(render_heading(place_label(binder.papers, place)))
        blocks.extend(
            _part(binder, name, place) for name in ("binder-documents", "binder-claims", "binder-results")
        )
        blocks.extend(render_paragraph(note, look="note") for note in binder.papers.withdrawn_on(place.id))
        if earlier := binder.papers.earlier_on(place.id):
            names = join_labels([same(document.name) for document in earlier])
            blocks.append(render_paragraph(text("plan_papers", "earlier-papers", names=names)))
    held = sum(len(_rows(binder, "binder-documents", place).rows) for place in places)
    lead = text("plan_papers", "level-lead", documents=held, n=len(places))
    return Section(f"level-{number}", title, lead, blocks)


def _words(papers: KpiPapers, number: int) -> Iterator[Label]:
    """Give a level in our summary with its page, and in the plan's words where a copy is at hand."""
    kpi = papers.kpi
    level = kpi if number == 0 else require_node(papers.store, f"Level:{kpi.key}/L{number}")
    yield text("plan_papers", "level-summary", summary=name_of(level), page=page_words(level))
    if papers.printed is not None:
        yield text("plan_papers", "level-printed", words=printed_cell(papers.printed.words_of(level.id)))


def _part(binder: Binder, name: str, place: Node) -> str:
    table = _rows(binder, name, place)
    if not table.rows:
        if name == "binder-results":
            return ""  # only a measurement has results; what is missing is listed
        return render_paragraph(text("plan_papers", f"none-{name}"), look="note")
    return render_table_block(replace(table, notes=()), finding=False, groups="of_years")


def _rows(binder: Binder, name: str, place: Node) -> Table:
    """Give the rows of one place, without the column that names it."""
    table = _table(binder, name)
    rows = [row for row in table.rows if row["element"] == place.id]
    columns = [column for column in table.columns if column.id != "place"]
    title = text("plan_papers", f"part-{name}", n=len(rows))
    return replace(table, rows=rows, columns=columns, title=title, n=len(rows))


def _table(binder: Binder, name: str) -> Table:
    return next(table for table in binder.tables if table.name == name)
