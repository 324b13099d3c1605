"""Strategies, tactics and goals."""

from __future__ import annotations

import re

from loaders.plan_text.document import Block, Document, is_latin, is_thai, join_lines
from loaders.plan_text.model import Goal, Printed, Strategy, Tactic
from loaders.plan_text.prose import numbered_items, split_number, split_witnesses, unbracket

_STRATEGY = re.compile(r"^ยุทธศาสตร์ที่\s*(\d+)$")
_TACTIC = re.compile(r"^(\d+\.\d+)([^\d\s].*)$")
_ITEM = re.compile(r"^\d+\.\s")
GOALS_HEADING = "เป้าประสงค์เชิงกลยุทธ์"


def parse_strategies(document: Document) -> tuple[Strategy, ...]:
    """Sections with name and description in both languages; the overview page has none of these."""
    found = []
    for index, line in enumerate(document.lines):
        match = _STRATEGY.match(line.text)
        blocks = document.blocks(index + 1, index + 20)[:4] if match else []
        if match and [_script(block) for block in blocks] == ["th", "en", "th", "en"]:
            found.append(_strategy(match[1], blocks))
    return tuple(found)


def _script(block: Block) -> str:
    if all(is_latin(line.text) for line in block):
        return "en"
    return "th" if is_thai(block[0].text) else ""


def _strategy(key: str, blocks: list[Block]) -> Strategy:
    name_th, name_en, text_th, text_en = (join_lines(block) for block in blocks)
    return Strategy(key, name_th, Printed(unbracket(name_en.text), name_en.lines), text_th, text_en)


def parse_tactics(document: Document) -> tuple[Tactic, ...]:
    """Tactics open with a line such as `1.1name`; the number of the tactic touches its name."""
    starts = [i for i, line in enumerate(document.lines) if _TACTIC.match(line.text)]
    ends = starts[1:] + [len(document.lines)] * bool(starts)
    return tuple(_tactic(document, start, end) for start, end in zip(starts, ends, strict=True))


def _tactic(document: Document, start: int, end: int) -> Tactic:
    blocks = document.blocks(start, end)
    match = _TACTIC.match(document.lines[start].text)
    key = match[1] if match else ""
    name_th, name_en = split_witnesses(blocks[0])
    name_th = Printed(name_th.text.removeprefix(key), name_th.lines)
    body = blocks[1:4]
    text = join_lines(body[0]) if body and body[0][0].text != GOALS_HEADING else None
    goals = [block for block in body[1:] if _ITEM.match(block[0].text)][:1]
    return Tactic(key, name_th, name_en, text, _goals(key, goals[0]) if goals else ())


def _goals(tactic: str, block: Block) -> tuple[Goal, ...]:
    goals = []
    for lines in numbered_items(block):
        number, text = split_number(lines)
        goals.append(Goal(f"{tactic}/G{number}", tactic, text))
    return tuple(goals)
