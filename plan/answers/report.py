"""The report of a month or a whole year: KPIs with aim and result, projects with what was done and spent.

A month is one of the calendar's, within a year of the clock: on the fiscal clock month 11 of 2568 is
November 2567. All is cumulative from the year's first day, and cut off at the month's last (or the
as-of date). A final report is of a year that is over, and counts whatever came on it since. What was
not given says so, and is never 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum

from graph.records import Node
from graph.schema import codes
from graph.store import Store, sources, targets
from graph.texts import Label, text
from plan.answers.conditions import condition_cell
from plan.answers.overview import joined, name_of
from plan.answers.report_span import Span
from plan.answers.reported import Reported, given
from plan.answers.rollup import targets_reached
from plan.ladders.assessment import Assessment
from plan.ladders.kpi import MOVING
from plan.ladders.plan_records import PlanRecords, read_plan_records, supports_of
from plan.ladders.states import MARKS
from queries.facts.contacts import activity_dates, happens_in
from queries.facts.explain import source_names
from queries.table import ABSENT, Cell, Column, Table, columns, date_cell, is_figure, level_cell, number_cell

_ROLES = codes.labels(codes.ROLE)
_SUBJECTS = ("plan_papers", "plan", "plan_gaps")
_KPIS = columns(
    "kpi name target result confirmed claimed possible status narrative condition_shown* unit* numerator* "
    "denominator* measured_on* method* criterion_figures* problem* next_step* budget* spent* owner* "
    "condition* note*",
    subjects=_SUBJECTS, **dict.fromkeys(("target", "result", *MARKS), "level"),
    numerator="units", denominator="units", budget="baht", spent="baht",
)  # fmt: skip
_PROJECTS = columns(
    "project name kpis narrative budget spent carried_out* problem* next_step* owner* note*",
    subjects=_SUBJECTS, budget="baht", spent="baht", carried_out="activities",
)  # fmt: skip
_ACTIVITIES = columns("date activity name role kpis projects source", subjects=_SUBJECTS)
_MEASURED = ("numerator", "denominator", "method")
_TOLD = ("narrative", "problem", "next_step", "budget", "spent")
_MONEY = ("budget", "spent")


def report_tables(store: Store, span: Span, *, rules: str = "") -> list[Table]:
    """Give the report of what a span covers: by KPI, by project, and the activities it rests on.

    Levels are assessed on what was known by the cut-off day; a result of the year without a day of
    measuring is known by the year's last month only.
    """
    book = read_plan_records(store, as_of=span.cut_off, clock=span.clock, rules=rules)
    if not span.is_last:
        book = _without_undated(book, span.year)
    found = {one.kpi: one for one in book.assess_all(years=[span.year])}
    measured = {key: [one.id for one in case.kpi.measured] for key, case in book.by_kpi.items()}
    report = _Report(store, span, found, Reported(store, span), measured, book.shown(store))
    return [report.by_kpi(), report.by_project(), report.activities()]


def _without_undated(book: PlanRecords, year: int) -> PlanRecords:
    """Leave out a year's results whose day of measuring nobody gives."""
    cases = {
        kpi: replace(case, actuals=tuple(r for r in case.actuals if r.measured or r.year != year))
        for kpi, case in book.by_kpi.items()
    }
    return replace(book, by_kpi=cases)


@dataclass(frozen=True)
class _Report:
    """One report. A class, because every table reads the same span, assessments and results."""

    store: Store
    span: Span
    found: Mapping[str, Assessment]
    reported: Reported
    measured: Mapping[str, Sequence[str]]
    shown: Mapping[str, Node]

    def by_kpi(self) -> Table:
        """List every KPI with its target, the result reported and what the records support."""
        kpis = list(self.store.nodes("Kpi"))
        rows = [self._kpi_row(kpi, self.found[kpi.id]) for kpi in kpis]
        reached = targets_reached(self.found.values())
        known = sum(1 for kpi in kpis if self.reported.latest(kpi.id) or self._figures(kpi))
        title = text(
            "plan_papers",
            "title-report-kpis",
            span=self.span.named,
            claimed=reached.claimed,
            n=reached.begun,
            confirmed=reached.confirmed,
            given=known,
            kpis=len(rows),
        )
        table = self._table("report-kpis", title, _KPIS, rows, "unit-kpis")
        return replace(table, benchmark=text("plan", "benchmark-target"))

    def _kpi_row(self, kpi: Node, one: Assessment) -> dict[str, Cell]:
        actual, kind = self.reported.latest(kpi.id), kpi.text("kind")
        printed = one.in_force.printed if one.in_force is not None else None
        return {
            "kpi": kpi.key,
            "name": name_of(kpi),
            "target": ABSENT if one.target is None else number_cell(one.target.value),
            "result": self.reported.result(kpi.id),
            **{mark: level_cell(one.marks.of(mark), kind=kind) for mark in MARKS},
            "status": text("plan", f"status-{one.status}"),
            "condition_shown": condition_cell(one),
            "unit": text("plan", f"unit-of-{kind}"),
            **{name: given(actual, name) for name in (*_MEASURED, *_TOLD)},
            "measured_on": self.reported.measured_on(kpi.id),
            "criterion_figures": joined(self._figures(kpi)),
            "owner": self._owners([kpi]),
            "condition": ABSENT if printed is None else printed.condition or ABSENT,
            "note": self.reported.note(kpi.id),
        }

    def _figures(self, kpi: Node) -> list[Label]:
        return list(self.reported.figures(self.measured[kpi.id]))

    def by_project(self) -> Table:
        """List every project once, with its KPIs, what was done and spent, and the money of all together."""
        projects = sorted(self.store.nodes("Project"), key=lambda project: project.key)
        rows = [self._project_row(project) for project in projects]
        known = sum(1 for project in projects if self.reported.latest(project.id) is not None)
        title = text("plan_papers", "title-report-projects", span=self.span.named, given=known, n=len(rows))
        table = self._table("report-projects", title, _PROJECTS, [*rows, _total(rows)], "unit-projects")
        return replace(table, n=len(rows), notes=[*table.notes, text("plan_papers", "note-money")])

    def _project_row(self, project: Node) -> dict[str, Cell]:
        kpis = sorted(targets(self.store, project.id, "ADVANCES"), key=lambda kpi: kpi.key)
        done = [edge.source for edge in self.store.edges_to(project.id, "CARRIES_OUT")]
        own = self.reported.latest(project.id)
        return {
            "project": project.key,
            "name": name_of(project),
            "kpis": ", ".join(kpi.key for kpi in kpis) or ABSENT,
            **{name: given(own, name) for name in _TOLD},
            "carried_out": len(self._inside(done)),
            "owner": self._owners(kpis),
            "note": self.reported.note(project.id),
        }

    def _owners(self, kpis: Iterable[Node]) -> Cell:
        """Name the agencies that lead some KPIs, each once."""
        leading = (agency for kpi in kpis for agency in sources(self.store, kpi.id, "LEADS"))
        return joined(name_of(agency) for agency in {agency.id: agency for agency in leading}.values())

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
        rows = [self._activity_row(node, linked[node.id]) for node in nodes]
        held = len(self._inside([node.id for node in self.store.nodes("Activity")]))
        title = text("plan_papers", "title-report-activities", n=len(rows), held=held, span=self.span.named)
        return self._table("report-activities", title, _ACTIVITIES, rows, "unit-activities")

    def _activity_row(self, node: Node, kpis: Iterable[str]) -> dict[str, Cell]:
        return {
            "date": date_cell(node.text("start_on")),
            "activity": node.id,
            "name": name_of(node),
            "role": _ROLES[node.text("role_of_bangkok")],
            "kpis": ", ".join(sorted(kpis)) or ABSENT,
            "projects": ", ".join(p.key for p in targets(self.store, node.id, "CARRIES_OUT")) or ABSENT,
            "source": source_names(self.store, node.get("sources")),
        }

    def _inside(self, activities: Sequence[str]) -> list[Node]:
        """Give the done activities that surely have a day among those covered, and had begun by the last."""
        nodes = (self.shown.get(key) or self.store.node(key) for key in dict.fromkeys(activities))
        return [n for n in nodes if n is not None and n.text("status") == "done" and self._is_inside(n)]

    def _is_inside(self, node: Node) -> bool:
        dates = activity_dates(node)
        return (
            dates is not None
            and dates[0].latest <= self.span.period.last
            and happens_in(node, self.span.period)
        )

    def _table(
        self,
        name: str,
        title: Label,
        columns: Sequence[Column],
        rows: Sequence[Mapping[str, Cell]],
        unit: str,
    ) -> Table:
        notes = [
            text("plan", f"clock-{self.span.clock.name}"),
            *(text("plan_papers", key) for key in ("note-cumulative", "note-not-given")),
            text("plan", "note-levels"),
        ]
        records = sorted({str(row["activity"]) for row in rows if "activity" in row} | set(self.found))
        return Table(
            name,
            title,
            columns,
            rows,
            self.span.cut_off,
            text("plan_papers", unit),
            len(rows),
            records=records,
            notes=notes,
            says=[self.span.counts_until],
        )


def _total(rows: Sequence[Mapping[str, Cell]]) -> dict[str, Cell]:
    """Add up the money of the rows that give it, and say of how many; where none does there is no sum."""
    sums: dict[str, Cell] = {}
    counts: dict[str, int] = {}
    for name in _MONEY:
        known = [figure for row in rows if is_figure(figure := row[name])]
        counts[name] = len(known)
        sums[name] = number_cell(fsum(known)) if known else text("plan_papers", "not-given")
    named = {"project": text("plan_papers", "total"), "name": text("plan_papers", "total-of", **counts)}
    return {**dict.fromkeys((column.id for column in _PROJECTS), ABSENT), **named, **sums}
