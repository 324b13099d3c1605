"""Title, contents, vision, missions, challenges and SWOT items: everything before the strategies."""

from __future__ import annotations

import re

from loaders.plan_text.digests import normalise
from loaders.plan_text.document import Block, Document, Line, is_latin, is_thai, join_lines
from loaders.plan_text.model import Challenge, Chapter, Mission, Printed, SwotItem, Title, Vision

TITLE_START = "แผนยุทธศาสตร์ด้านการต่างประเทศของกรุงเทพมหานคร"
SWOT_HEADINGS = {"จุดแข็ง": "S", "จุดอ่อน": "W", "โอกาส": "O", "ภัยคุกคาม": "T"}

_NUMBERED = re.compile(r"^(\d+)\.\s+(.*)$")
_ENTRY = re.compile(r"^(\S[^\t]*)\t(\d+)$")
_MISSION = re.compile(r"^(\d)\s+(.*?[\u0e01-\u0e5b])\s+([A-Z][A-Z ]*)$")


def parse_title(document: Document) -> Title | None:
    """Find the first block that opens with the plan's Thai title."""
    start = document.find(lambda text: normalise(text).startswith(TITLE_START))
    if start is None:
        return None
    block = document.blocks(start)[0]
    return Title(join_lines([x for x in block if is_thai(x.text)]), _latin(block))


def parse_contents(document: Document) -> tuple[Chapter, ...]:
    """Read the table of contents: the first run of lines that end in a tab and a page number."""
    start = document.find(lambda text: bool(_ENTRY.match(text)))
    block = () if start is None else document.blocks(start)[0]
    found = [(line, match) for line in block if (match := _ENTRY.match(line.text))]
    return tuple(
        Chapter(ordinal, Printed(match[1], (line.number,)), match[2])
        for ordinal, (line, match) in enumerate(found, start=1)
    )


def parse_vision(document: Document) -> Vision | None:
    """Read the two blocks after the heading that says VISION."""
    start = document.find(lambda text: "VISION)" in text)
    if start is None:
        return None
    blocks = document.blocks(start + 1)[:2]
    if not blocks or not is_thai(blocks[0][0].text):
        return None
    english = _latin(blocks[1]) if len(blocks) > 1 else None
    if english:
        english = Printed(english.text.strip('"“” '), english.lines)
    return Vision(join_lines(blocks[0]), english)


def parse_missions(document: Document) -> tuple[Mission, ...]:
    """Heading lines such as `1 นโยบาย POLICY`, each with the block after it."""
    start = document.find(lambda text: "(MISSION)" in text)
    if start is None:
        return ()
    blocks = document.blocks(start + 1)
    missions = []
    for head, body in zip(blocks, blocks[1:], strict=False):
        match = _MISSION.match(head[0].text)
        if match and len(head) == 1:
            missions.append(_mission(match, head[0].number, body))
    return tuple(missions)


def _mission(match: re.Match[str], number: int, body: Block) -> Mission:
    text_th, text_en = split_witnesses(body)
    return Mission(
        key=f"M{match[1]}",
        name_th=Printed(match[2], (number,)),
        name_en=Printed(match[3], (number,)),
        text_th=text_th,
        text_en=text_en,
    )


def split_witnesses(block: Block) -> tuple[Printed, Printed | None]:
    """Thai lines, then English in brackets from the first line that opens with one."""
    cut = next((i for i, line in enumerate(block) if i and line.text.startswith("(")), len(block))
    english = join_lines(block[cut:]) if block[cut:] else None
    if english:
        english = Printed(unbracket(english.text), english.lines)
    return join_lines(block[:cut]), english


def unbracket(text: str) -> str:
    """Remove one pair of brackets round the whole text."""
    return text[1:-1].strip() if text.startswith("(") and text.endswith(")") else text


def parse_challenges(document: Document) -> tuple[Challenge, ...]:
    """Numbered lists before the SWOT part: role in Thai, role in English, then the geopolitical ones."""
    end = document.find(lambda text: "SWOT" in text)
    lists: dict[bool, list[dict[str, Printed]]] = {True: [], False: []}
    last = (0, True)
    for line in document.lines[:end]:
        match = _NUMBERED.match(line.text)
        if not match:
            continue
        thai, number = is_thai(match[2]), int(match[1])
        if not lists[thai] or thai != last[1] or number <= last[0]:
            lists[thai].append({})
        lists[thai][-1][match[1]] = Printed(match[2], (line.number,))
        last = (number, thai)
    return _pair_challenges(lists[True], lists[False])


def _pair_challenges(
    thai: list[dict[str, Printed]], english: list[dict[str, Printed]]
) -> tuple[Challenge, ...]:
    challenges = []
    for place in range(max(len(thai), len(english))):
        kind = ("role", "geo")[place] if place < 2 else f"list{place + 1}"
        first = thai[place] if place < len(thai) else {}
        second = english[place] if place < len(english) else {}
        numbers = sorted({*first, *second}, key=int)
        challenges += [Challenge(f"{kind}/{n}", first.get(n), second.get(n)) for n in numbers]
    return tuple(challenges)


def parse_swot(document: Document) -> tuple[SwotItem, ...]:
    """Numbered items, wrapped lines joined, under the four headings."""
    start = document.find(lambda text: "SWOT" in text)
    end = document.find(lambda text: "VISION)" in text)
    items: list[SwotItem] = []
    letter = ""
    for block in document.blocks(start or 0, end):
        if len(block) == 1 and normalise(block[0].text) in SWOT_HEADINGS:
            letter = SWOT_HEADINGS[normalise(block[0].text)]
        elif letter and _NUMBERED.match(block[0].text):
            items += [_swot_item(letter, lines) for lines in numbered_items(block)]
    return tuple(items)


def _swot_item(letter: str, lines: list[Line]) -> SwotItem:
    number, text = split_number(lines)
    return SwotItem(f"{letter}{number}", text)


def numbered_items(block: Block) -> list[list[Line]]:
    """Cut a block before each numbered line."""
    items: list[list[Line]] = []
    for line in block:
        if _NUMBERED.match(line.text) or not items:
            items.append([])
        items[-1].append(line)
    return items


def split_number(lines: list[Line]) -> tuple[str, Printed]:
    """Read the number of an item and its text without the number."""
    joined = join_lines(lines)
    match = _NUMBERED.match(joined.text)
    return (match[1], Printed(match[2], joined.lines)) if match else ("", joined)


def _latin(block: Block) -> Printed | None:
    lines = [line for line in block if is_latin(line.text)]
    return join_lines(lines) if lines else None
