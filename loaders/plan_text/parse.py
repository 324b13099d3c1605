"""From a document to a `PlanText`, or a clear error when it is another document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from graph.errors import InputError
from graph.texts import join_labels, text
from loaders.plan_text.digests import normalise
from loaders.plan_text.document import Document, read_document, split_blocks
from loaders.plan_text.model import NamedPlan, Passage, PlanText, Printed, printed_parts
from loaders.plan_text.packaged import named_plan_spellings
from loaders.plan_text.prose import (
    parse_challenges,
    parse_contents,
    parse_missions,
    parse_swot,
    parse_title,
    parse_vision,
)
from loaders.plan_text.strategy import parse_strategies, parse_tactics
from loaders.plan_text.tables import merge_projects, parse_kpis

# First lines of the document's parts, in order; they only name the section of a passage.
SECTIONS = (
    ("preface", "คำนำ"),
    ("contents", "ความเป็นมา\t9"),
    ("background", "ความเป็นมา"),
    ("challenges", "ความท้าทายในการดำเนินงาน ด้านการต่างประเทศในระดับเมือง ของกรุงเทพมหานคร"),
    ("role", "บทบาททางยุทธศาสตร์"),
    ("alignment", "ความสอดคล้อง"),
    ("development", "การพัฒนา แผนยุทธศาสตร์"),
    ("swot", "ผลการวิเคราะห์ สภาพแวดล้อม (SWOT ANALYSIS)"),
    ("direction", "วิสัยทัศน์ (VISION) ของแผนยุทธศาสตร์"),
    ("strategies", "3 ยุทธศาสตร์ 9 กลยุทธ์"),
    # The Thai headings of the strategies stand in the overview before them too; these do not.
    ("strategy-1", "Connecting Global Agenda to City Action"),
    ("strategy-2", "(Strengthening ICOP (International Community of Practices))"),
    ("strategy-3", "(Transforming International Affairs Office (BMA))"),
    ("map", "การขับเคลื่อนแผนไปสู่การปฏิบัติ: แผนที่ยุทธศาสตร์"),
    ("appendix", "ภาคผนวก"),
)


def read_plan(path: Path) -> PlanText:
    """Read and parse a plan document; an `InputError` says why it cannot be."""
    return parse_plan(read_document(path), origin=str(path))


def parse_plan(document: Document, *, origin: str) -> PlanText:
    """Parse a document; `origin` names it in an error."""
    title = parse_title(document)
    vision = parse_vision(document)
    tactics = parse_tactics(document)
    kpis = parse_kpis(document)
    parts = {"title": title, "vision": vision, "tactics": tactics, "kpis": kpis}
    missing = [text("errors", f"plan-part-{name}") for name, part in parts.items() if not part]
    if title is None or vision is None or missing:
        raise InputError("plan-not-recognised", path=origin, missing=join_labels(missing, ", "))
    plan = PlanText(
        title=title,
        chapters=parse_contents(document),
        vision=vision,
        missions=parse_missions(document),
        challenges=parse_challenges(document),
        swot=parse_swot(document),
        strategies=parse_strategies(document),
        tactics=tactics,
        kpis=kpis,
        projects=merge_projects(kpis),
        named_plans=(),
        passages=(),
    )
    passages = parse_passages(document, covered=printed_parts(plan))
    named = find_named_plans(document, named_plan_spellings())
    return replace(plan, named_plans=named, passages=passages)


def parse_passages(document: Document, *, covered: Iterable[Printed]) -> tuple[Passage, ...]:
    """Every paragraph, or rest of a paragraph, that no element covers."""
    taken = {number for piece in covered for number in piece.lines}
    sections = _sections(document)
    lines = [replace(line, text="") if line.number in taken else line for line in document.lines]
    passages = []
    for ordinal, block in enumerate(split_blocks(lines), start=1):
        text = Printed(" ".join(line.text for line in block), tuple(line.number for line in block))
        passages.append(Passage(sections[block[0].number], ordinal, text))
    return tuple(passages)


def _sections(document: Document) -> dict[int, str]:
    named: dict[int, str] = {}
    current, rest = "cover", list(SECTIONS)
    for line in document.lines:
        for place, (section, heading) in enumerate(rest):
            if normalise(line.text) == normalise(heading):
                current, rest = section, rest[place + 1 :]
                break
        named[line.number] = current
    return named


def find_named_plans(document: Document, spellings: Mapping[str, tuple[str, ...]]) -> tuple[NamedPlan, ...]:
    """Find the first mention of each known plan or agenda; a name may be broken over lines."""
    found = []
    blocks = split_blocks(document.lines)
    texts = [normalise("".join(line.text for line in block)) for block in blocks]
    for key, names in spellings.items():
        for name in names:
            place = next((i for i, text in enumerate(texts) if normalise(name) in text), None)
            if place is not None:
                lines = tuple(line.number for line in blocks[place])
                found.append(NamedPlan(key, Printed(name, lines)))
                break
    return tuple(found)
