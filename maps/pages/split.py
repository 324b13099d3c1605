"""Partners' sheets over several files, where a single one would be slow to open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from maps.addresses import PARTNERS
from maps.page import Section

_TO_SHEET = re.compile(rf"{re.escape(PARTNERS)}#(partner-[A-Za-z0-9._-]+)")
_TO_LIST = 'href="#all-partners"'


def split_sections(sections: Sequence[Section], most: int) -> list[list[Section]]:
    """Split sections, in their order, into runs of at most so many bytes; a longer one stands alone."""
    runs: list[list[Section]] = [[]]
    held = 0
    for section in sections:
        size = sum(len(block.encode()) for block in section.blocks)
        if runs[-1] and held + size > most:
            runs.append([])
            held = 0
        runs[-1].append(section)
        held += size
    return runs


def name_partner_files(runs: Sequence[Sequence[Section]]) -> dict[str, list[Section]]:
    """Name a file for each run: `partners.html`, `partners-2.html` and on."""
    stem, _, ending = PARTNERS.partition(".")
    first, *others = runs
    files = {PARTNERS: list(first)}
    for number, run in enumerate(others, start=2):
        files[f"{stem}-{number}.{ending}"] = [_leading_back(section) for section in run]
    return files


def _leading_back(section: Section) -> Section:
    """Let a sheet's way back lead to the file with the list."""
    link = f'href="{PARTNERS}#all-partners" data-page'
    return replace(section, blocks=[block.replace(_TO_LIST, link) for block in section.blocks])


def lead_to_files(pages: Mapping[str, str], files: Mapping[str, Iterable[Section]]) -> dict[str, str]:
    """Let every address of a partner's sheet lead to the file that holds it."""
    file_of = {section.id: name for name, held in files.items() for section in held}

    def address(found: re.Match[str]) -> str:
        return f"{file_of.get(found[1], PARTNERS)}#{found[1]}"

    return {name: _TO_SHEET.sub(address, page) for name, page in pages.items()}
