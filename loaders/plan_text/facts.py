"""Both sides of a verification in one shape: element id -> field -> value.

Columns that stand for printed text are compared; summaries, English names of ours, and the
reading of a slip (`name_th` where `printed_th` stands beside it) are not in the document.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from loaders.plan_text.digests import digest, excerpt, normalise, tidy
from loaders.plan_text.model import Kpi, PlanText, Printed, Target
from loaders.plan_text.packaged import Row, packaged_rows

PLAN_KEY = "bma-fa-2566"
LABELS = {
    "plan": "Plan",
    "chapters": "Chapter",
    "visions": "Vision",
    "missions": "Mission",
    "challenges": "Challenge",
    "swot": "SwotItem",
    "strategies": "Strategy",
    "tactics": "Tactic",
    "goals": "Goal",
    "kpis": "Kpi",
    "levels": "Level",
    "targets": "Target",
}
COMPARED = (
    "name_th", "name_en", "digest_th", "digest_en", "note_word", "value", "unit_printed", "condition", "page",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expected:
    """What the package carries for a field: the text itself, or its digest."""

    value: str
    is_digest: bool = False

    def agrees(self, found: Found | None) -> bool:
        """Whether the document says the same, white space and mark-up apart."""
        text = found.text if found else ""
        if self.is_digest and self.value:
            return bool(text) and digest(text) == self.value
        return normalise(text) == normalise(self.value)


@dataclass(frozen=True, slots=True)
class Found:
    """What the document says for a field, and on which line."""

    text: str
    line: int | None

    def shown(self, expected: Expected) -> str:
        """Return the text for a message: whole, or an excerpt where the package has only a digest."""
        return excerpt(self.text) if expected.is_digest else tidy(self.text)


PackagedFacts = dict[str, dict[str, Expected]]
FoundFacts = dict[str, dict[str, Found]]


def packaged_facts() -> PackagedFacts:
    """Every compared field of every packaged element."""
    facts: PackagedFacts = {}
    for table, label in LABELS.items():
        for row in packaged_rows(table):
            facts[f"{label}:{row['key']}"] = _packaged_fields(row)
    projects = {row["key"]: row for row in packaged_rows("projects")}
    for link in packaged_rows("project_kpis"):
        fields = facts[f"Kpi:{link['kpi']}"]
        project = projects[link["project"]]
        place = f"project/{link['ordinal']}"
        fields[f"{place}/name"] = Expected(project["printed_th"] or project["name_th"])
        fields[f"{place}/number"] = Expected(link["printed_number"])
        fields[f"{place}/is_new"] = Expected(project["is_new"])
        fields[f"{place}/condition"] = Expected(project["condition"])
    for link in packaged_rows("agency_links"):
        fields = facts[f"Kpi:{link['kpi']}"]
        fields[f"{link['role']}/{link['ordinal']}"] = Expected(link["printed"])
    return facts


def _packaged_fields(row: Row) -> dict[str, Expected]:
    fields = {}
    for column in COMPARED:
        if column not in row or row.get(f"{column}_origin") == "ours":
            continue
        value = row[column]
        if column == "name_th":
            value = row.get("printed_th") or value
        fields[column] = Expected(value, is_digest=column.startswith("digest"))
    return fields


def found_facts(plan: PlanText) -> FoundFacts:
    """Every compared field of every element of a document."""
    facts: FoundFacts = {
        f"Plan:{PLAN_KEY}": _texts(plan.title),
        "Vision:V": _texts(plan.vision),
    }
    groups: dict[str, Iterable[object]] = {
        "Mission": plan.missions,
        "Challenge": plan.challenges,
        "SwotItem": plan.swot,
        "Strategy": plan.strategies,
        "Tactic": plan.tactics,
        "Goal": plan.goals,
        "Level": (level for kpi in plan.kpis for level in kpi.levels),
    }
    for label, elements in groups.items():
        for element in elements:
            facts[f"{label}:{getattr(element, 'key', '')}"] = _texts(element)
    keys = [row["key"] for row in packaged_rows("chapters")]
    for chapter in plan.chapters:
        known = chapter.ordinal <= len(keys)
        key = keys[chapter.ordinal - 1] if known else f"chapter-{chapter.ordinal}"
        page = Found(chapter.page, chapter.name_th.line)
        facts[f"Chapter:{key}"] = {**_texts(chapter), "page": page}
    for kpi in plan.kpis:
        facts[f"Kpi:{kpi.key}"] = _kpi_fields(kpi)
        for target in kpi.targets:
            facts[f"Target:{target.key}"] = _target_fields(target)
    return facts


def _texts(element: object) -> dict[str, Found]:
    names = {"name_th": "name_th", "name_en": "name_en", "text_th": "digest_th", "text_en": "digest_en"}
    fields = {}
    for attribute, field in names.items():
        printed = getattr(element, attribute, None)
        if isinstance(printed, Printed):
            fields[field] = Found(printed.text, printed.line)
    return fields


def _kpi_fields(kpi: Kpi) -> dict[str, Found]:
    line = kpi.name.line
    fields = {
        "name_th": Found(kpi.name.text, line),
        "note_word": Found(kpi.note_word, line),
        "condition": Found(kpi.condition.text if kpi.condition else "", line),
    }
    for project in kpi.projects:
        place = f"project/{project.ordinal}"
        fields[f"{place}/name"] = Found(project.name.text, line)
        fields[f"{place}/number"] = Found(project.number, line)
        fields[f"{place}/is_new"] = Found("yes" if project.is_new else "no", line)
        fields[f"{place}/condition"] = Found(project.condition, line)
    for agency in kpi.agencies:
        fields[f"{agency.role}/{agency.ordinal}"] = Found(agency.name.text, line)
    return fields


def _target_fields(target: Target) -> dict[str, Found]:
    line = target.cell.line
    return {
        "value": Found(target.value, line),
        "unit_printed": Found(target.unit, line),
        "condition": Found(target.condition, line),
    }
