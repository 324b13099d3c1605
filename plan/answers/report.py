"""The monthly report for the office's tracker: per project and KPI what was aimed at, reached and spent.

A month is one of the calendar's, within a year of the clock: on the fiscal clock month 11 of 2568 is
November 2567. All is cumulative from the year's first day to that month's last (or to the as-of
date). What was not given says so, and is never 0; nothing is summed.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.dates import PartialDate, Period, format_date, parse_date
from graph.errors import QuestionError
from graph.records import Node
from graph.schema import codes
from graph.store import Store, sources, targets
from graph.texts import Label, same, text
from plan.answers.overview import joined, name_of
from plan.clock import Clock
from plan.ladders.assessment import Assessment
from plan.ladders.kpi import MOVING
from plan.ladders.plan_records import PlanRecords, read_plan_records, supports_of
from queries.facts.contacts import activity_dates, happens_in, plan_years
from queries.facts.explain import source_names
from queries.table import ABSENT, Cell, Column, Table, columns, date_cell, level_cell, number_cell

_ROLES = codes.labels(codes.ROLE)
_SUBJECTS = ("plan_papers", "plan", "plan_gaps")
_LEVELS = dict.fromkeys(("target", "result", "confirmed", "claimed", "possible"), "level")
_PROJECTS = columns(
    "kpi project target result narrative budget spent kpi_name* project_name* claimed* confirmed* "
    "carried_out* unit* owner* condition* note*",
    subjects=_SUBJECTS, **_LEVELS, budget="baht", spent="baht", carried_out="activities",
)  # fmt: skip
_KPIS = columns(
    "kpi name target result confirmed claimed possible unit* numerator* denominator* measured_on* "
    "method* narrative* note*",
    subjects=_SUBJECTS, **_LEVELS, numerator="units", denominator="units",
)  # fmt: skip
_MONTHS = 12
_MEASURED = ("numerator", "denominator", "method", "narrative")
_ACTIVITIES = columns("date activity name role kpis projects source", subjects=_SUBJECTS)


@dataclass(frozen=True)
class Span:
    """The part of a year that a report covers: from its first day to the month's last, or to today."""

    year: int
    month: int
    clock: Clock
    period: Period

    @property
    def is_last(self) -> bool:
        """Whether the month is the year's last: what has no day of measuring belongs to no earlier one."""
        return self.month == self.clock.period(self.year).last.month

    @property
    def named(self) -> Label:
        """The month in words with its B.E. or C.E. year, and the days covered."""
        last = self.period.last
        return text(
            "plan_papers", "span", month=format_date(PartialDate(last.year, last.month)), year=self.year,
            first=format_date(self.period.first), last=format_date(last),
            clock=text("plan_papers", f"span-{self.clock.name}"),
        )  # fmt: skip


def find_span(store: Store, *, year: int, month: int, clock: Clock, as_of: date) -> Span:
    """Find the days that a month's report covers.

    Raises QuestionError for a year the plan has not, a month no calendar has, or one not begun.
    """
    years = plan_years(store)
    if year not in years:
        raise QuestionError("year-not-in-plan", year=year, allowed=", ".join(map(str, years)))
    if not 1 <= month <= _MONTHS:
        raise QuestionError("month-unknown", month=month)
    whole = clock.period(year)
    opened = date(whole.first.year if month >= whole.first.month else whole.last.year, month, 1)
    if opened > as_of:
        raise QuestionError("month-not-begun", month=month, year=year, as_of=format_date(as_of))
    closed = opened.replace(day=calendar.monthrange(opened.year, month)[1])
    return Span(year, month, clock, Period(whole.first, min(closed, as_of)))


def report_tables(store: Store, span: Span, *, as_of: date, rules: str = "") -> list[Table]:
    """Give the report of a month: by project and KPI, by KPI, and the activities it rests on.

    Levels are assessed on what was known by the last day covered; a result of the year without a
    day of measuring is known by the year's last month only.
    """
    book = read_plan_records(store, as_of=span.period.last, clock=span.clock, rules=rules)
    if not span.is_last:
        book = _without_undated(book, span.year)
    report = _Report(store, span, {one.kpi: one for one in book.assess_all(years=[span.year])})
    tables = [report.by_project(), report.by_kpi(), report.activities()]
    return [replace(table, as_of=as_of) for table in tables]


def _without_undated(book: PlanRecords, year: int) -> PlanRecords:
    """Leave out a year's results whose day of measuring nobody gives."""
    cases = {
        kpi: replace(case, actuals=tuple(r for r in case.actuals if r.measured or r.year != year))
        for kpi, case in book.by_kpi.items()
    }
    return replace(book, by_kpi=cases)


@dataclass(frozen=True)
class _Report:
    """One month's report. A class, because every table reads the same span and assessments."""

    store: Store
    span: Span
    found: dict[str, Assessment]

    def by_project(self) -> Table:
        """List every project under every KPI it is printed under; its money stands on its first row alone."""
        rows: list[dict[str, Cell]] = []
        first_under: dict[str, str] = {}
        for kpi in self.store.nodes("Kpi"):
            for project in self._projects(kpi):
                earlier = first_under.setdefault(project.id, kpi.key)
                rows.append(self._project_row(kpi, project, "" if earlier == kpi.key else earlier))
        given = sum(1 for project in first_under if self._actual(project) is not None)
        title = text("plan_papers", "title-report", span=self.span.named, given=given, n=len(first_under))
        return self._table("report", title, _PROJECTS, rows, "unit-project-kpis")

    def _projects(self, kpi: Node) -> list[Node]:
        return sorted(sources(self.store, kpi.id, "ADVANCES"), key=lambda project: project.key)

    def _project_row(self, kpi: Node, project: Node, earlier: str) -> dict[str, Cell]:
        own, one = self._actual(project.id), self.found[kpi.id]
        elsewhere = text("plan_papers", "given-under", kpi=earlier) if earlier else None
        done = [e.source for e in self.store.edges_to(project.id, "CARRIES_OUT")]
        return {
            "kpi": kpi.key, "project": project.key, **self._aim_cells(one), "result": self._result(kpi.id),
            "narrative": _given(own, "narrative"),
            "budget": elsewhere or _given(own, "budget"), "spent": elsewhere or _given(own, "spent"),
            "kpi_name": name_of(kpi), "project_name": name_of(project), **self._mark_cells(one, kpi),
            "carried_out": len(self._inside(done)), "unit": text("plan", f"unit-of-{kpi.text('kind')}"),
            "owner": joined(name_of(a) for a in sources(self.store, kpi.id, "LEADS")),
            "note": self._note(project.id),
        }  # fmt: skip

    def by_kpi(self) -> Table:
        """List every KPI with its target, the result reported and what the records support."""
        rows: list[dict[str, Cell]] = []
        given = 0
        for kpi in self.store.nodes("Kpi"):
            one, actual = self.found[kpi.id], self._actual(kpi.id)
            given += actual is not None
            aim = self._aim_cells(one)
            rows.append({
                "kpi": kpi.key, "name": name_of(kpi), "target": aim["target"],
                "result": self._result(kpi.id), **self._mark_cells(one, kpi),
                "possible": level_cell(one.marks.possible, kind=kpi.text("kind")),
                "unit": text("plan", f"unit-of-{kpi.text('kind')}"),
                **{name: _given(actual, name) for name in _MEASURED},
                "measured_on": _given_date(actual), "note": self._note(kpi.id),
            })  # fmt: skip
        title = text("plan_papers", "title-report-kpis", span=self.span.named, given=given, n=len(rows))
        return self._table("report-kpis", title, _KPIS, rows, "unit-kpis")

    def activities(self) -> Table:
        """List the activities of the days covered that are linked to a KPI or carry out a project."""
        linked: dict[str, set[str]] = {}
        for kpi in self.store.nodes("Kpi"):
            for _, edge in supports_of(self.store, kpi):
                if edge.text("mode") in MOVING:
                    linked.setdefault(edge.source, set()).add(kpi.key)
        for edge in self.store.edges("CARRIES_OUT"):
            linked.setdefault(edge.source, set())
        nodes = sorted(self._inside(list(linked)), key=lambda node: (node.text("start_on"), node.id))
        rows: list[dict[str, Cell]] = [
            {
                "date": date_cell(node.text("start_on")), "activity": node.id, "name": name_of(node),
                "role": _ROLES[node.text("role_of_bangkok")],
                "kpis": ", ".join(sorted(linked[node.id])) or ABSENT,
                "projects": ", ".join(p.key for p in targets(self.store, node.id, "CARRIES_OUT")) or ABSENT,
                "source": source_names(self.store, node.get("sources")),
            }
            for node in nodes
        ]  # fmt: skip
        held = len(self._inside([node.id for node in self.store.nodes("Activity")]))
        title = text("plan_papers", "title-report-activities", n=len(rows), held=held, span=self.span.named)
        return self._table("report-activities", title, _ACTIVITIES, rows, "unit-activities")

    def _inside(self, activities: Sequence[str]) -> list[Node]:
        """Give the done activities that surely have a day among those covered, and had begun by the last."""
        nodes = (self.store.node(key) for key in dict.fromkeys(activities))
        return [n for n in nodes if n is not None and n.text("status") == "done" and self._is_inside(n)]

    def _is_inside(self, node: Node) -> bool:
        dates = activity_dates(node)
        return (
            dates is not None
            and dates[0].latest <= self.span.period.last
            and happens_in(node, self.span.period)
        )

    def _actual(self, element: str) -> Node | None:
        """Give the latest result of the year known by the last day covered; None where none was given.

        Of a count that is given by dimension as well, the row of the whole.
        """
        return max(
            self._known(element), key=lambda n: (_measured(n), not n.text("dimension"), n.id), default=None
        )

    def _known(self, element: str) -> list[Node]:
        return [n for n in sources(self.store, element, "ACTUAL_OF") if self._is_known(n)]

    def _result(self, kpi: str) -> Cell:
        """Give a KPI's latest result: of a count that is given by dimension alone, the sum of its rows."""
        actual = self._actual(kpi)
        if actual is None or not actual.text("dimension"):
            return _given(actual, "value")
        of_day = [n for n in self._known(kpi) if _measured(n) == _measured(actual)]
        return number_cell(sum(n.number("value") or 0 for n in of_day))

    def _is_known(self, actual: Node) -> bool:
        if actual.number("year") != self.span.year or self._is_outside(actual):
            return False
        return _measured(actual) <= self.span.period.last if _is_dated(actual) else self.span.is_last

    def _is_outside(self, actual: Node) -> bool:
        """Whether a value was measured outside its year, so that it is no result of it."""
        written = actual.text("measured_on")
        measured = parse_date(written) if written and actual.number("value") is not None else None
        return not self.span.clock.may_hold(self.span.year, measured)

    def _note(self, element: str) -> Cell:
        """Give the note of a result, and say where one is held back, without a date or with one outside."""
        nodes = sources(self.store, element, "ACTUAL_OF")
        of_year = [node for node in nodes if node.number("year") == self.span.year]
        held_back = {
            "date-not-given": not self.span.is_last and not all(map(_is_dated, of_year)),
            "measured-outside": any(map(self._is_outside, of_year)),
        }
        said = [text("plan_papers", key) for key, is_so in held_back.items() if is_so]
        actual = self._actual(element)
        if not said:
            return _given(actual, "note")
        note = "" if actual is None else actual.text("note")
        return joined([*([same(note)] if note else []), *said])

    def _aim_cells(self, one: Assessment) -> dict[str, Cell]:
        if one.target is None:
            return {"target": ABSENT, "condition": ABSENT}
        return {"target": number_cell(one.target.value), "condition": one.target.condition or ABSENT}

    def _mark_cells(self, one: Assessment, kpi: Node) -> dict[str, Cell]:
        marks = {name: getattr(one.marks, name) for name in ("claimed", "confirmed")}
        return {name: level_cell(mark, kind=kpi.text("kind")) for name, mark in marks.items()}

    def _table(
        self, name: str, title: Label, columns: Sequence[Column], rows: list[dict[str, Cell]], unit: str
    ) -> Table:
        notes = [text("plan", f"clock-{self.span.clock.name}"),
                 *(text("plan_papers", key) for key in ("note-cumulative", "note-not-given", "note-money")),
                 text("plan", "note-levels")]  # fmt: skip
        records = sorted({str(row["activity"]) for row in rows if "activity" in row} | set(self.found))
        return Table(
            name, title, columns, rows, self.span.period.last, text("plan_papers", unit), len(rows),
            benchmark=None if "activity" in {c.id for c in columns} else text("plan", "benchmark-target"),
            records=records, notes=notes,
        )  # fmt: skip


def _is_dated(actual: Node) -> bool:
    return bool(actual.text("measured_on"))


def _measured(actual: Node) -> date:
    """Give the day a result was measured; one without a day goes before any other."""
    written = actual.text("measured_on")
    return parse_date(written).latest if written else date.min


def _given_date(actual: Node | None) -> Cell:
    written = "" if actual is None else actual.text("measured_on")
    return date_cell(written) if written else text("plan_papers", "not-given")


def _given(actual: Node | None, name: str) -> Cell:
    """Give a value as reported, or say that it was not given."""
    value = None if actual is None else actual.get(name)
    if value is None:
        return text("plan_papers", "not-given")
    return (
        number_cell(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
    )
