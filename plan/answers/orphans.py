"""What hangs in the air, each a table.

Activities that advance nothing, criteria that nothing touches, open targets with nothing planned,
projects without activities; and where no rule is written, the words that it is so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph.records import Node
from graph.schema import codes
from graph.store import Store, require_node, sources, targets
from graph.texts import Label, text
from plan.answers.no_rules import no_rule
from plan.answers.overview import name_of
from plan.ladders.accepted import take_place
from plan.ladders.account import Account, gather
from plan.ladders.kpi import MOVING, WITHDRAWN, KpiRecords, Level, Target
from plan.ladders.plan_records import PlanRecords, supports_of
from plan.making.linking import lacking_links, why_unlinked
from plan.making.rules import RuleSet
from queries.facts.contacts import activity_dates, may_happen_in, plan_period
from queries.table import ABSENT, Cell, Table, column, columns, date_cell, level_cell, number_cell

_ROLES = codes.labels(codes.ROLE)
_SUBJECTS = ("plan", "plan_gaps", "questions")
_ACTIVITIES = columns("activity date name role why projects* guess*", subjects=_SUBJECTS)
_CRITERIA = columns(
    "criterion name asked_from touched_by by_rule idle_links kpi* level*", subjects=_SUBJECTS,
    asked_from="year", idle_links="links",
)  # fmt: skip
_TARGETS = columns(
    "kpi name year target claimed projects condition*", subjects=_SUBJECTS,
    year="year", target="level", claimed="level",
)  # fmt: skip
_PROJECTS = (
    *columns("project name no_link lacking kpis is_new budget_dependent", subjects=_SUBJECTS),
    column("reported", subject="plan_gaps", presence=True),
    *columns("condition*", subjects=_SUBJECTS),
)


def orphan_tables(
    store: Store, book: PlanRecords, *, unlinked: Mapping[str, str], rules: RuleSet
) -> list[Table]:
    """Give the four tables; `unlinked` says why the rules made no link for an activity, by its id."""
    return [
        idle_activities_table(store, book, unlinked=unlinked),
        untouched_criteria_table(store, book, rules=rules),
        unplanned_targets_table(store, book, rules=rules),
        idle_projects_table(store, book, rules=rules),
    ]


def idle_activities_table(store: Store, book: PlanRecords, *, unlinked: Mapping[str, str]) -> Table:
    """List the activities of the plan's years (or undated) that move no level, each with why not."""
    period = plan_period(store)
    considered = [
        activity
        for activity in store.nodes("Activity")
        if _is_due(activity, book)
        and (period is None or not activity_dates(activity) or may_happen_in(activity, period))
    ]
    settled = (take_place(one, clock=book.clock, as_of=book.as_of) for one in book.by_kpi.values())
    moving = {activity.id for one in settled for _, activity, _ in one.moving()}
    idle = [activity for activity in considered if activity.id not in moving]
    idle.sort(key=lambda activity: (activity.text("start_on") == "", activity.text("start_on"), activity.id))
    rows: list[dict[str, Cell]] = [
        {
            "activity": activity.id, "date": date_cell(activity.text("start_on")),
            "name": name_of(activity), "role": _ROLES[activity.text("role_of_bangkok")],
            "why": _why(store, activity, unlinked),
            "projects": ", ".join(p.key for p in targets(store, activity.id, "CARRIES_OUT")) or ABSENT,
            "guess": ", ".join(activity.texts("suggested_tactics")) or ABSENT,
        }
        for activity in idle
    ]  # fmt: skip
    title = text("plan_gaps", "title-idle-activities", n=len(idle), of=len(considered))
    return Table(
        "idle-activities", title, _ACTIVITIES, rows, book.as_of, text("plan_gaps", "unit-activities"),
        len(rows), benchmark=text("plan_gaps", "benchmark-in-plan", n=len(considered)),
        records=[activity.id for activity in idle], notes=[text("plan_gaps", "note-idle-activities")],
    )  # fmt: skip


def _is_due(activity: Node, book: PlanRecords) -> bool:
    """Whether an activity may have begun by the as-of date; an undated one may."""
    dates = activity_dates(activity)
    return dates is None or dates[0].earliest <= book.as_of


def _why(store: Store, activity: Node, unlinked: Mapping[str, str]) -> Label:
    """Say why an activity moves no level: it has no link, or only links that move none."""
    edges = store.edges_from(activity.id, "SUPPORTS")
    if any(edge.text("mode") in MOVING for edge in edges):
        return text("plan_gaps", "why-not-done")
    if edges and all(edge.text("mode") == WITHDRAWN for edge in edges):
        return text("plan_gaps", "why-withdrawn")
    if edges:
        return text("plan_gaps", "why-beside")
    if store.edges_from(activity.id, "CARRIES_OUT"):
        return text("plan_gaps", "why-project-only")
    return text("pack", f"unlinked-{unlinked.get(activity.id) or why_unlinked(activity)}")


@dataclass(frozen=True)
class _Matter:
    """What a record can touch: a criterion of a level, or a count or percent as a whole (no rung)."""

    case: KpiRecords
    id: str
    level: Level | None
    threshold: float | None = None

    @property
    def asked_from(self) -> int | None:
        """The first year whose target cannot be reached without it, under the KPI's rule; None if never."""
        years = sorted(year for year, aim in self.case.kpi.targets.items() if self._is_asked(aim))
        return years[0] if years else None

    def _is_asked(self, aim: Target) -> bool:
        if self.level is None:
            return aim.value > 0
        is_staged = (self.level.rule or self.case.kpi.rule) in ("staged", "threshold", "panel")
        return aim.value >= self.level.number if is_staged else aim.value == self.level.number


def _matters(case: KpiRecords) -> Iterator[_Matter]:
    if not case.kpi.levels:
        yield _Matter(case, case.kpi.id, None)
    for rung in case.kpi.levels:
        for criterion in rung.criteria:
            yield _Matter(case, criterion.id, rung, criterion.threshold)


def untouched_criteria_table(store: Store, book: PlanRecords, *, rules: RuleSet) -> Table:
    """List the criteria on which nothing is held: no done activity, document or value, sure or unsure."""
    every = [matter for case in book.by_kpi.values() for matter in _matters(case)]
    held = {case.kpi.id: gather(case, clock=book.clock, as_of=book.as_of) for case in book.by_kpi.values()}
    untouched = [m for m in every if _is_untouched(held[m.case.kpi.id], m)]
    rows = [_matter_row(store, matter, rules) for matter in untouched]
    title = text("plan_gaps", "title-untouched", n=len(rows), of=len(every))
    return Table(
        "untouched-criteria", title, _CRITERIA, rows, book.as_of, text("plan_gaps", "unit-criteria"),
        len(rows), benchmark=text("plan_gaps", "benchmark-criteria", n=len(every)),
        records=[matter.id for matter in untouched],
        notes=[text("plan_gaps", "note-untouched"), text("plan", "note-records")],
    )  # fmt: skip


def _is_untouched(account: Account, matter: _Matter) -> bool:
    is_number = matter.level is None
    return account.held(matter.id).is_empty and not (is_number and account.figures.years(matter.id))


def _matter_row(store: Store, matter: _Matter, rules: RuleSet) -> dict[str, Cell]:
    node, kpi = require_node(store, matter.id), require_node(store, matter.case.kpi.id)
    is_percent = matter.level is None and matter.case.kpi.kind == "percent"
    needs = "measure" if is_percent or matter.threshold is not None else "activity"
    reach = matter.case.kpi.reach
    return {
        "criterion": matter.id.partition(":")[2], "name": name_of(node),
        "asked_from": matter.asked_from or ABSENT, "touched_by": text("plan_gaps", f"needs-{needs}"),
        "by_rule": _rule_on(matter, rules),
        "idle_links": sum(1 for s in matter.case.supports if matter.id in reach.get(s.element, ())),
        "kpi": kpi.key, "level": matter.level.number if matter.level else ABSENT,
    }  # fmt: skip


def _rule_on(matter: _Matter, rules: RuleSet) -> Label:
    """Say whether a rule would take an activity for a criterion, and if none is written, why."""
    ends = {matter.id, matter.case.kpi.id, *([matter.level.id] if matter.level else [])}
    if ends & rules.targets:
        return text("plan_gaps", "rule-written")
    return no_rule(matter.case.kpi.id, rules)


def unplanned_targets_table(store: Store, book: PlanRecords, *, rules: RuleSet) -> Table:
    """List the targets of years not closed for which no activity on record lies in the year."""
    rows: list[dict[str, Cell]] = []
    records: list[str] = []
    open_years = [year for year in book.years if book.clock.period(year).last >= book.as_of]
    of = 0
    for case in book.by_kpi.values():
        kpi = require_node(store, case.kpi.id)
        for found in book.assess(kpi.id, years=open_years):
            of += found.target is not None
            if found.target is None or _is_planned(store, kpi, found.year, book):
                continue
            records.append(found.target.id)
            claimed = found.marks.claimed
            rows.append({
                "kpi": kpi.key, "name": name_of(kpi), "year": found.year,
                "target": number_cell(found.target.value),
                "claimed": level_cell(claimed, kind=kpi.text("kind")) if found.has_begun else ABSENT,
                "projects": ", ".join(p.key for p in sources(store, kpi.id, "ADVANCES")) or ABSENT,
                "condition": found.target.condition or ABSENT,
            })  # fmt: skip
    unruled = [key.partition(":")[2] for key in sorted(rules.unwritten) if key.startswith("Kpi:")]
    years = ", ".join(map(str, open_years)) or ABSENT
    title = text("plan_gaps", "title-unplanned", n=len(rows), of=of, years=years)
    return Table(
        "unplanned-targets", title, _TARGETS, rows, book.as_of, text("plan_gaps", "unit-targets"), len(rows),
        benchmark=text("plan_gaps", "benchmark-open-targets", n=of), records=sorted(records),
        notes=[text("plan", f"clock-{book.clock.name}"), text("plan_gaps", "note-unplanned"),
               text("plan_gaps", "note-no-rule", ids=", ".join(unruled) or ABSENT)],
    )  # fmt: skip


def _is_planned(store: Store, kpi: Node, year: int, book: PlanRecords) -> bool:
    """Whether an activity, held or to come and not called off, is linked to a KPI and may lie in a year."""
    linked = {edge.source for _, edge in supports_of(store, kpi) if edge.text("mode") in MOVING}
    for project in sources(store, kpi.id, "ADVANCES"):
        linked |= {edge.source for edge in store.edges_to(project.id, "CARRIES_OUT")}
    period = book.clock.period(year)
    nodes = (require_node(store, activity) for activity in linked)
    return any(n.text("status") != "cancelled" and may_happen_in(n, period) for n in nodes)


def idle_projects_table(store: Store, book: PlanRecords, *, rules: RuleSet) -> Table:
    """List the plan's projects that no activity is linked to, each with why.

    No rule is written for it, or one is and no activity on record fits; those that lack but a date,
    or the confirmation that they took place, are named.
    """
    every = list(store.nodes("Project"))
    idle = [project for project in every if not store.edges_to(project.id, "CARRIES_OUT")]
    lacking = lacking_links(store, rules)
    unruled = [project for project in idle if project.id not in rules.targets]
    rows: list[dict[str, Cell]] = [
        {
            "project": project.key, "name": name_of(project),
            "no_link": no_rule(project.id, rules) if project in unruled else text("plan_gaps", "rule-unmet"),
            "lacking": ", ".join(activity.key for activity in lacking.get(project.id, ())) or ABSENT,
            "kpis": ", ".join(kpi.key for kpi in targets(store, project.id, "ADVANCES")),
            "is_new": project.get("is_new") is True,
            "budget_dependent": project.get("budget_dependent") is True,
            "reported": bool(store.edges_to(project.id, "ACTUAL_OF")),
            "condition": project.text("condition") or ABSENT,
        }
        for project in idle
    ]  # fmt: skip
    counts = {"n": len(idle), "of": len(every), "unruled": len(unruled)}
    named = {activity.id for project in idle for activity in lacking.get(project.id, ())}
    return Table(
        "idle-projects", text("plan_gaps", "title-idle-projects", **counts), _PROJECTS, rows, book.as_of,
        text("plan_gaps", "unit-projects"), len(rows),
        benchmark=text("plan_gaps", "benchmark-projects", n=len(every)),
        records=sorted({*(project.id for project in idle), *named}),
        notes=[text("plan_gaps", "note-idle-projects"), text("plan", "note-records")],
    )  # fmt: skip
