"""What the plan's text holds, as frozen dataclasses. Texts stand as printed, slips included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass


@dataclass(frozen=True, slots=True)
class Printed:
    """A piece of printed text and the numbers of the lines it was read from."""

    text: str
    lines: tuple[int, ...]

    @property
    def line(self) -> int:
        """The first line of the piece."""
        return self.lines[0]


@dataclass(frozen=True, slots=True)
class Title:
    """The plan's title in both languages."""

    name_th: Printed
    name_en: Printed | None


@dataclass(frozen=True, slots=True)
class Vision:
    """The vision in both languages."""

    name_th: Printed
    name_en: Printed | None


@dataclass(frozen=True, slots=True)
class Chapter:
    """One entry of the table of contents: its place there, its name and its first page."""

    ordinal: int
    name_th: Printed
    page: str


@dataclass(frozen=True, slots=True)
class Mission:
    """A mission: a one-word heading and a sentence, each in both languages."""

    key: str
    name_th: Printed
    name_en: Printed
    text_th: Printed
    text_en: Printed | None


@dataclass(frozen=True, slots=True)
class Challenge:
    """A challenge of the office's role (`role/1`) or of geopolitics (`geo/3`), two witnesses."""

    key: str
    text_th: Printed | None
    text_en: Printed | None


@dataclass(frozen=True, slots=True)
class SwotItem:
    """A strength, weakness, opportunity or threat."""

    key: str
    text_th: Printed


@dataclass(frozen=True, slots=True)
class Strategy:
    """A strategy with its name and description in both languages."""

    key: str
    name_th: Printed
    name_en: Printed
    text_th: Printed
    text_en: Printed


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal, under the tactic it is printed under."""

    key: str
    tactic: str
    text_th: Printed


@dataclass(frozen=True, slots=True)
class Tactic:
    """A tactic, its description (Thai only) and its goals."""

    key: str
    name_th: Printed
    name_en: Printed | None
    text_th: Printed | None
    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """One rung of a KPI's ladder."""

    key: str
    number: int
    text_th: Printed


@dataclass(frozen=True, slots=True)
class Target:
    """What a KPI is to reach in a year; unit and condition as printed, empty where there is none."""

    key: str
    year: int
    value: str
    unit: str
    condition: str
    cell: Printed


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project as printed under one KPI; `number` is empty where none is printed."""

    ordinal: int
    number: str
    name: Printed
    is_new: bool
    condition: str


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency bullet; `role` is lead, assist, or unknown under a heading we do not know."""

    role: str
    ordinal: int
    name: Printed


@dataclass(frozen=True, slots=True)
class Kpi:
    """A KPI with everything its table says, over as many tables as it is broken into."""

    key: str
    tactic: str
    name: Printed
    note_word: str
    condition: Printed | None
    levels: tuple[Level, ...]
    targets: tuple[Target, ...]
    projects: tuple[ProjectLine, ...]
    agencies: tuple[AgencyLine, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """A project once, however many KPIs name it; `kpis` in order of appearance."""

    key: str
    name: Printed
    is_new: bool
    condition: str
    kpis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedPlan:
    """Another plan or agenda that the text names, and the first place where it does."""

    key: str
    name: Printed


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that belongs to no element."""

    section: str
    ordinal: int
    text: Printed


@dataclass(frozen=True, slots=True)
class PlanText:
    """The whole document."""

    title: Title
    chapters: tuple[Chapter, ...]
    vision: Vision
    missions: tuple[Mission, ...]
    challenges: tuple[Challenge, ...]
    swot: tuple[SwotItem, ...]
    strategies: tuple[Strategy, ...]
    tactics: tuple[Tactic, ...]
    kpis: tuple[Kpi, ...]
    projects: tuple[Project, ...]
    named_plans: tuple[NamedPlan, ...]
    passages: tuple[Passage, ...]

    @property
    def goals(self) -> tuple[Goal, ...]:
        """Every goal, in printed order."""
        return tuple(goal for tactic in self.tactics for goal in tactic.goals)


def printed_parts(value: object) -> Iterator[Printed]:
    """Every `Printed` inside a dataclass or a sequence of them."""
    if isinstance(value, Printed):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from printed_parts(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from printed_parts(getattr(value, field.name))
