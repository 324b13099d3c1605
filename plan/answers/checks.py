"""Checks of the plan and of what is held on it: every finding an issue with its code and place.

They look at the finished graph, so that the planners' own links, evidence and results are checked
too. What a loader or the linking found on the plan is listed with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from graph.issues import SEVERITIES, Issue
from graph.records import Node
from graph.store import Store, require_node, sources, targets
from graph.texts import text
from plan.answers.blind_spots import check_readings
from plan.ladders.figures import Figures
from plan.ladders.kpi import MOVING, KpiRecords
from plan.ladders.plan_records import PlanRecords, criteria_of, levels_of
from plan.ladders.trace import OPEN_GROUP
from queries.table import ABSENT, Cell, Table, columns, number_cell

# Findings of the loaders and of the linking that are about the plan.
_FOUND_BEFORE = frozenset((
    "target-falls", "goal-elsewhere", "link-tactic-differs", "link-before-plan", "link-again",
    "link-again-otherwise", "link-not-done", "link-to-figure", "link-to-ladder", "link-undated",
    "evidence-older", "evidence-before-year", "evidence-year-unused", "document-twice", "date-order-open",
    "evidence-no-reference", "evidence-file-missing", "evidence-file-differs", "evidence-year-asked",
    "evidence-no-figure", "actual-outside-year", "spent-over-budget",
))  # fmt: skip
_CHECKS = columns("severity place finding code", subjects=("plan_gaps",))


def check_plan(store: Store, book: PlanRecords) -> list[Issue]:
    """Check the plan as held: its KPIs, levels, goals and targets, and the records that bear on them."""
    found = [
        *(issue for kpi in store.nodes("Kpi") for issue in _check_kpi(store, kpi)),
        *(issue for case in book.by_kpi.values() for issue in _check_case(store, case, book)),
        *_check_goals(store), *_check_projects(store), *_check_criteria(store), *_check_evidence(store),
        *check_readings(store), *check_order_of_marks(book),
    ]  # fmt: skip
    return sorted(found, key=_gravest)


def find_all(store: Store, book: PlanRecords, *, issues: Iterable[Issue]) -> list[Issue]:
    """Find all on the plan, the gravest first; `issues` are those of loading and linking."""
    before = [issue for issue in issues if issue.code in _FOUND_BEFORE]
    return sorted([*check_plan(store, book), *before], key=_gravest)


def checks_table(store: Store, book: PlanRecords, found: Sequence[Issue]) -> Table:
    """List findings on the plan."""
    wrong = sum(1 for issue in found if issue.severity in ("critical", "error"))
    warned = sum(1 for issue in found if issue.severity == "warning")
    title = text("plan_gaps", "title-checks", n=len(found), wrong=wrong, warned=warned)
    rows: list[dict[str, Cell]] = [
        {
            "severity": text("pack", f"severity-{issue.severity}"), "place": issue.place,
            "finding": issue.words, "code": issue.code,
        }
        for issue in found
    ]  # fmt: skip
    return Table(
        "plan-checks", title, _CHECKS, rows, book.as_of, text("plan_gaps", "unit-findings"), len(rows),
        benchmark=text("plan_gaps", "benchmark-checks"),
        records=sorted({issue.place for issue in found if store.node(issue.place) is not None}),
        notes=[text("plan_gaps", "note-checks"), text("plan", f"clock-{book.clock.name}")],
    )  # fmt: skip


def _gravest(issue: Issue) -> tuple[int, str, str, str]:
    return (SEVERITIES.index(issue.severity), issue.code, issue.place, str(sorted(issue.params.items())))


def _check_kpi(store: Store, kpi: Node) -> Iterator[Issue]:
    if not kpi.text("rule"):
        yield Issue("kpi-without-rule", kpi.id, {"kpi": kpi.key})
    leads = sources(store, kpi.id, "LEADS")
    if not any(agency.text("kind") != OPEN_GROUP for agency in leads):
        yield Issue("kpi-without-owner", kpi.id, {"kpi": kpi.key})
    if kpi.text("condition"):
        yield Issue("targets-conditional", kpi.id, {"kpi": kpi.key, "words": kpi.text("condition")})
    for level in levels_of(store, kpi).values():
        if not criteria_of(store, level):
            yield Issue("level-without-criterion", level.id, {"level": level.key})


def _check_case(store: Store, case: KpiRecords, book: PlanRecords) -> Iterator[Issue]:
    ladder = case.kpi
    key = ladder.id.partition(":")[2]
    aimed = {aim.value for aim in ladder.targets.values()}
    for rung in ladder.levels if aimed else ():
        if rung.number not in aimed:
            yield Issue("level-never-targeted", rung.id, {"level": rung.number, "kpi": key})
    if aimed and ladder.top and max(aimed) < ladder.top:
        params = {"kpi": key, "top": ladder.top, "most": number_cell(max(aimed))}
        yield Issue("top-never-targeted", ladder.id, params)
    yield from _check_aims(case)
    yield from _check_units(store, case)
    yield from _check_results(case, book)


def _check_aims(case: KpiRecords) -> Iterator[Issue]:
    """Check that targets lie on the KPI's scale, and list those under a condition no record can meet."""
    ladder = case.kpi
    top = ladder.top if ladder.levels else 100 if ladder.kind == "percent" else None
    for _, aim in sorted(ladder.targets.items()):
        value = number_cell(aim.value)
        if aim.value < 0 or (top is not None and aim.value > top) or (ladder.levels and aim.value < 1):
            allowed = f"{1 if ladder.levels else 0}-{'' if top is None else top}"
            yield Issue("target-off-scale", aim.id, {"value": value, "allowed": allowed})
        if aim.condition and not (aim.each_dimension or aim.continuing):
            yield Issue("target-conditional", aim.id, {"value": value, "words": aim.condition})


def _check_units(store: Store, case: KpiRecords) -> Iterator[Issue]:
    """Find activities counted in one count KPI that look like the same one."""
    if case.kpi.kind != "count":
        return
    alike: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for _, doing, _ in case.moving():
        node = require_node(store, doing.id)
        day = node.text("start_on")
        if doing.series and doing.round_no is not None:
            alike["series", doing.series, str(doing.round_no)].add(doing.id)
        if day:
            alike["name", day, node.name.casefold()].add(doing.id)
    pairs = {(first, other) for ids in alike.values() for first, *more in [sorted(ids)] for other in more}
    for first, other in sorted(pairs):
        params = {"first": first, "second": other, "kpi": case.kpi.id.partition(":")[2]}
        yield Issue("unit-claimed-twice", other, params)


def _check_results(case: KpiRecords, book: PlanRecords) -> Iterator[Issue]:
    """Find reported results that no accepted document attests."""
    figures = Figures(case, book.clock, book.as_of)
    for measure in dict.fromkeys([case.kpi.id, *case.kpi.measures.values()]):
        for year in figures.years(measure):
            figure = figures.figure(measure, year)
            result = figure.result if figure is not None else None
            if figure is not None and result is not None and not figure.is_attested:
                params = {"value": f"{result.value:g}", "about": measure.partition(":")[2], "year": year}
                yield Issue("result-without-evidence", result.rows[-1].id, params)


def _check_goals(store: Store) -> Iterator[Issue]:
    """Find goals that no KPI of their own tactic measures."""
    for goal in store.nodes("Goal"):
        tactics = targets(store, goal.id, "PART_OF")
        own = {kpi.id for tactic in tactics for kpi in sources(store, tactic.id, "PART_OF")}
        measuring = sources(store, goal.id, "MEASURES")
        if not any(kpi.id in own for kpi in measuring):
            by = ", ".join(kpi.key for kpi in measuring) or ABSENT
            params = {"tactic": ", ".join(tactic.key for tactic in tactics), "by": by}
            yield Issue("goal-without-own-kpi", goal.id, params)


def _check_projects(store: Store) -> Iterator[Issue]:
    """Find projects that the plan prints under several KPIs."""
    for project in store.nodes("Project"):
        kpis = sorted(kpi.key for kpi in targets(store, project.id, "ADVANCES"))
        if len(kpis) > 1:
            params = {"project": project.key, "n": len(kpis), "kpis": ", ".join(kpis)}
            yield Issue("project-under-several-kpis", project.id, params)


def _check_criteria(store: Store) -> Iterator[Issue]:
    """Find criteria that only links of context or enabling reach, by themselves or by their level."""
    for criterion in store.nodes("Criterion"):
        levels = targets(store, criterion.id, "PART_OF")
        ends = [criterion.id, *(level.id for level in levels)]
        modes = [edge.text("mode") for end in ends for edge in store.edges_to(end, "SUPPORTS")]
        if modes and not MOVING & set(modes):
            params = {"criterion": criterion.key, "links": len(modes)}
            yield Issue("criterion-only-context", criterion.id, params)


def _check_evidence(store: Store) -> Iterator[Issue]:
    """Find documents that a reviewer accepted and that nobody could look up again."""
    for document in store.nodes("Evidence"):
        if document.text("reviewer") and not document.text("document_no") and not document.text("file"):
            yield Issue("evidence-without-paper", document.id, {"grade": document.text("grade")})


def check_order_of_marks(book: PlanRecords) -> list[Issue]:
    """Find marks out of order, confirmed over claimed or claimed over possible: a fault of the program."""
    issues = []
    for one in book.assess_all():
        marks = one.marks
        known = [m for m in (marks.confirmed, marks.claimed, marks.possible) if m is not None]
        if known != sorted(known):
            params = {"kpi": one.kpi.partition(":")[2], "year": one.year, "confirmed": marks.confirmed,
                      "claimed": marks.claimed, "possible": marks.possible}  # fmt: skip
            issues.append(Issue("marks-out-of-order", one.kpi, params))
    return issues
