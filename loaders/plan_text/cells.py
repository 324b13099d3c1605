"""The cells of a KPI row. Three kinds of mark-up (`<p>`, `<ul><li>`, one plain line) read alike."""

from __future__ import annotations

import re

from loaders.plan_text.digests import tidy
from loaders.plan_text.model import AgencyLine, Level, Printed, ProjectLine, Target

FIRST_YEAR = 2566
NOTE = "หมายเหตุ"

_LEVEL = re.compile(r"ระดับที่\s+(\d+)")
_KPI_HEAD = re.compile(rf"^(\d+)\.\s+(.*?)\s*({NOTE})?$")
_TARGET = re.compile(r"^(\d+(?:\.\d+)?)\s*([^(*]*?)\s*([(*].*)?$")
_NUMBER = re.compile(r"(?:^|(?<=\s))(\d{1,2})\.\s+(?=[\u0e01-\u0e5b])")
_NEW = re.compile(r"\(\*\*\s*โครงการใหม่\s*\)")
_CONDITION = re.compile(rf"\({NOTE}\s+([^()]*)\)")
_KPI_NOTE = re.compile(rf"(?<!\(){NOTE}\s+(.*)$")
_ROLE = re.compile(r"(หน่วยงานหลัก|หน่วยงานสนับสนุน)")
_BULLET = re.compile(r"(?:^|\s)-\s+")
_ROLES = {"หน่วยงานหลัก": "lead", "หน่วยงานสนับสนุน": "assist"}


def parse_head(cell: str) -> tuple[str, str, str] | None:
    """Read number, name and note word of a KPI cell; None where the cell opens no KPI."""
    flat = tidy(cell)
    first = _LEVEL.search(flat)
    match = _KPI_HEAD.match(flat[: first.start()].strip() if first else flat)
    return (match[1], match[2], match[3] or "") if match else None


def continues_levels(cell: str) -> bool:
    """Whether the cell goes on with the levels of the KPI in the table before."""
    return bool(_LEVEL.match(tidy(cell)))


def parse_levels(kpi: str, cell: str, line: int) -> tuple[Level, ...]:
    """Every `ระดับที่ n` with the text up to the next one."""
    flat = tidy(cell)
    found = list(_LEVEL.finditer(flat))
    ends = [match.start() for match in found[1:]] + [len(flat)] * bool(found)
    return tuple(
        Level(f"{kpi}/L{match[1]}", int(match[1]), Printed(flat[match.end() : end].strip(), (line,)))
        for match, end in zip(found, ends, strict=True)
    )


def parse_targets(kpi: str, cells: list[str], line: int) -> tuple[Target, ...]:
    """One target a year; a cell without a leading number is kept whole as a condition."""
    targets = []
    for offset, cell in enumerate(cells):
        flat = tidy(cell)
        if not flat:
            continue
        match = _TARGET.match(flat)
        value, unit, condition = (match[1], match[2], match[3] or "") if match else ("", "", flat)
        year = FIRST_YEAR + offset
        targets.append(Target(f"{kpi}/{year}", year, value, unit, condition, Printed(flat, (line,))))
    return tuple(targets)


def parse_projects(cell: str, line: int) -> tuple[tuple[ProjectLine, ...], Printed | None]:
    """Read the projects of a KPI, and the condition on the whole KPI that may stand under them."""
    flat = tidy(cell)
    note = _KPI_NOTE.search(flat)
    if note:
        flat = flat[: note.start()].strip()
    parts = _NUMBER.split(flat)
    pairs = [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    kept = [(number, text.strip()) for number, text in pairs if text.strip()]
    projects = tuple(_project(i, number, text, line) for i, (number, text) in enumerate(kept, start=1))
    return projects, Printed(note[1], (line,)) if note else None


def _project(ordinal: int, number: str, text: str, line: int) -> ProjectLine:
    condition = _CONDITION.search(text)
    name = tidy(_CONDITION.sub(" ", _NEW.sub(" ", text)))
    return ProjectLine(
        ordinal=ordinal,
        number=number,
        name=Printed(name, (line,)),
        is_new=bool(_NEW.search(text)),
        condition=condition[1].strip() if condition else "",
    )


def parse_agencies(cell: str, line: int) -> tuple[AgencyLine, ...]:
    """Bullets under the two headings; a hyphen without a space before it is a broken word."""
    parts = _ROLE.split(tidy(cell))
    found = [] if not parts[0].strip() else [("unknown", parts[0])]
    found += [(_ROLES[head], text) for head, text in zip(parts[1::2], parts[2::2], strict=True)]
    agencies: list[AgencyLine] = []
    counts: dict[str, int] = {}
    for role, text in found:
        for bullet in _BULLET.split(text):
            if bullet.strip():
                counts[role] = counts.get(role, 0) + 1
                agencies.append(AgencyLine(role, counts[role], Printed(bullet.strip(), (line,))))
    return tuple(agencies)
