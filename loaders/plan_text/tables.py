"""KPI tables: rows to KPIs, tables that break over two pages, projects once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.plan_text.cells import (
    continues_levels,
    parse_agencies,
    parse_head,
    parse_levels,
    parse_projects,
    parse_targets,
)
from loaders.plan_text.digests import normalise
from loaders.plan_text.document import Document
from loaders.plan_text.model import Kpi, Printed, Project

COLUMNS = 8

_HEADING = re.compile(r"^โครงการ\s+กลยุทธ์ที่\s+(\d+\.\d+)\s*\|")


def parse_kpis(document: Document) -> tuple[Kpi, ...]:
    """Every KPI, under the tactic named by the heading above its table."""
    kpis: list[Kpi] = []
    tactic = ""
    for line in document.lines:
        heading = _HEADING.match(line.text)
        if heading:
            tactic = heading[1]
        cells = line.text.split("\t")
        if len(cells) != COLUMNS:
            continue
        if kpis and continues_levels(cells[0]) and not any(cell.strip() for cell in cells[1:]):
            kpis[-1] = _continued(kpis[-1], cells[0], line.number)
        elif parse_head(cells[0]):
            kpis.append(_kpi(tactic, cells, line.number))
    return tuple(kpis)


def _kpi(tactic: str, cells: list[str], line: int) -> Kpi:
    number, name, note_word = parse_head(cells[0]) or ("", "", "")
    key = f"{tactic}-{number}"
    projects, condition = parse_projects(cells[6], line)
    return Kpi(
        key=key,
        tactic=tactic,
        name=Printed(name, (line,)),
        note_word=note_word,
        condition=condition,
        levels=parse_levels(key, cells[0], line),
        targets=parse_targets(key, cells[1:6], line),
        projects=projects,
        agencies=parse_agencies(cells[7], line),
    )


def _continued(kpi: Kpi, cell: str, line: int) -> Kpi:
    return replace(kpi, levels=kpi.levels + parse_levels(kpi.key, cell, line))


def merge_projects(kpis: Sequence[Kpi]) -> tuple[Project, ...]:
    """One project a name, numbered `P01`.. in order of first appearance."""
    found: dict[str, Project] = {}
    for kpi in kpis:
        for line in kpi.projects:
            name = normalise(line.name.text)
            seen = found.get(name)
            if seen is None:
                key = f"P{len(found) + 1:02d}"
                found[name] = Project(key, line.name, line.is_new, line.condition, (kpi.key,))
            else:
                found[name] = replace(
                    seen,
                    is_new=seen.is_new or line.is_new,
                    condition=seen.condition or line.condition,
                    kpis=(*seen.kpis, kpi.key),
                )
    return tuple(found.values())
