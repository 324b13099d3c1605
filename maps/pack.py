"""The briefing pack: offline pages and one workbook, written from the same tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from graph.files import write_folder
from graph.issues import Issue
from graph.texts import Label, Language, text
from graph.version import program_version
from maps.addresses import INDEX, PARTNERS, TABLES, UNIT, links_to_others
from maps.answers import Answers
from maps.geo.map_parts import MapParts
from maps.geo.partner_map import draw_partner_map, render_map_parts
from maps.geo.places import home_point, partner_points
from maps.page import Page, Section, product_mark, render_page
from maps.pages.partners import render_partner_sections
from maps.pages.split import lead_to_files, name_partner_files, split_sections
from maps.pages.unit import render_unit_sections
from maps.sections import render_sections
from plan.making.assemble import Assembly
from queries.writers.xlsx_writer import render_xlsx

STEPS = 5
# A page over this is no longer quick to open on an office laptop.
PAGE_BUDGET = 4_000_000

Report = Callable[[int, int], None]


def save_pack(
    assembly: Assembly,
    folder: Path,
    *,
    as_of: date,
    lang: Language = "th",
    report: Report = lambda step, of: None,
) -> Path:
    """Write the pack into a folder, its workbook in one language, and give the path of its first page.

    The same graph and as-of date give the same bytes. An older pack is replaced in one step; files
    put beside it are kept. Raises OutputError when the folder cannot be written or holds something
    else than a pack.
    """
    report(1, STEPS)
    answers = Answers(assembly, as_of)
    report(2, STEPS)
    pages = render_pages(answers)
    report(3, STEPS)
    workbook = render_xlsx(answers.tables, lang)
    report(4, STEPS)
    files = {**{name: page.encode() for name, page in pages.items()}, TABLES: workbook}
    write_folder(folder, files, mark=product_mark("brief"))
    report(STEPS, STEPS)
    return folder / INDEX


def render_pack_page(answers: Answers) -> str:
    """Render `index.html` as text."""
    maps = draw_maps(answers)
    sections = render_sections(answers, {name: parts.body for name, parts in maps.items()})
    page = _page(answers, INDEX, text("pack", "pack-title"), sections)
    return render_page(
        replace(
            page,
            heads=tuple(parts.head for parts in maps.values()),
            scripts=tuple(parts.script for parts in maps.values()),
        )
    )


def render_pages(answers: Answers, *, budget: int = PAGE_BUDGET) -> dict[str, str]:
    """Render every page of the pack as text, by file name; partners' sheets over files within the budget."""
    title = text("unit", "title-partners")
    frame = len(render_page(_page(answers, PARTNERS, title, [])).encode())
    # A tenth is left for headings and for the index of the sections.
    runs = split_sections(render_partner_sections(answers), (budget - frame) * 9 // 10)
    partners = name_partner_files(runs)
    unit = _page(answers, UNIT, text("unit", "title-unit"), render_unit_sections(answers))
    pages = {INDEX: render_pack_page(answers), UNIT: render_page(unit)} | {
        name: render_page(_page(answers, name, title, sections)) for name, sections in partners.items()
    }
    return lead_to_files(pages, partners) if len(partners) > 1 else pages


def _page(answers: Answers, name: str, title: Label, sections: Sequence[Section]) -> Page:
    """Put sections into the frame that all pages of the pack share."""
    source = "-office" if answers.has_office_files else ""
    dated = text("pack", f"as-of-line{source}", date=answers.dated)
    foot = text("pack", f"pack-foot{source}", version=program_version(), rules=answers.assembly.rules_version)
    return Page(title, dated, sections, foot, siblings=links_to_others(name))


def draw_maps(answers: Answers) -> dict[str, MapParts]:
    """Draw the thread's map of ASEAN, and the map of all partners, as page fragments by name."""
    home, points = home_point(answers.store), partner_points(answers)
    shown = {"asean": [point for point in points if point.kind != "tie"], "partners": points}
    return {
        name: render_map_parts(draw_partner_map(some, home=home), name=name) for name, some in shown.items()
    }


def check_sizes(folder: Path) -> list[Issue]:
    """Warn of each page of a pack that is over the budget: it is written, but slow to open."""
    sizes = {page.name: page.stat().st_size for page in sorted(folder.glob("*.html"))}
    return [
        Issue("page-large", name, {"size": f"{size / 1e6:.1f}", "budget": f"{PAGE_BUDGET / 1e6:.0f}"})
        for name, size in sizes.items()
        if size > PAGE_BUDGET
    ]
