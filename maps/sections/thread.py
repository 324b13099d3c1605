"""The thread page: from what the plan says of ASEAN to what the records prove, one walk down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.collation import join_in_order
from graph.dates import PartialDate, fiscal_year
from graph.records import Node, Properties
from graph.schema import codes
from graph.texts import Label, same, text
from maps.answers import THREAD_CHALLENGE, THREAD_KPI, THREAD_TACTIC, Answers, ties_in_asean
from maps.blocks import (
    Cell,
    render_figure,
    render_folded,
    render_heading,
    render_list,
    render_paragraph,
    render_table,
)
from maps.charts import TimelineChart, TimelineDot, TimelineYear, render_timeline
from maps.charts.kpi_ladder import render_kpi_ladder
from maps.page import Section
from maps.source_link import source_link
from plan.answers.overview import name_of
from plan.ladders.assessment import Assessment
from plan.ladders.trace import TracedActivity, TracedKpi
from queries.facts.contacts import happens_in
from queries.facts.record_end import reach_into
from queries.table import ABSENT, show_cell
from queries.table import Cell as TableCell

# Whose slips of the text are told on this page.
_THREAD_WORDS = ("Challenge:geo", THREAD_KPI)
_RULES = codes.labels(codes.KPI_RULE)
# How many single steps are named: the ladder above shows the rest.
MOST_STEPS = 2
_ROLES = codes.labels(codes.ROLE)


def render_thread(answers: Answers, maps: Mapping[str, str]) -> Section:
    """Render the thread page; `maps` are fragments by name."""
    kpi = answers.thread_kpi
    return Section(
        "thread",
        text("pack", "section-thread"),
        _lead(answers),
        [
            *(render_paragraph(line, look="lead") for line in _further(answers)),
            *_says(answers, kpi),
            *_how(answers, maps["asean"]),
            *_done(answers, kpi),
            *_proves(answers, kpi),
            *_whom(answers),
            *_moves(answers, kpi),
            _counted(answers, kpi),
        ],
    )


def last_closed(answers: Answers) -> Assessment:
    """Give the thread KPI's assessment for the last closed year that the record covers, or its first year."""
    begun = [found for found in answers.thread_years if fiscal_year(found.year).last < answers.land.told]
    return begun[-1] if begun else answers.thread_years[0]


def _coverage(answers: Answers) -> dict[str, int]:
    rows = answers.asean.rows
    names = {"tie": "tie", "capital": "capital_tie", "leading": "leading_city_tie"}
    return {"n": len(rows), **{key: sum(1 for row in rows if row[column]) for key, column in names.items()}}


def _lead(answers: Answers) -> Label:
    return text("pack", "thread-lead", **_coverage(answers))


def _further(answers: Answers) -> list[Label]:
    """Say what was done and what it proves, a sentence each, for Thai has no full stop between two."""
    closed = last_closed(answers)
    level = {"year": closed.year, "reached": _reached(closed), "target": _target(closed)}
    return [
        text(
            "pack",
            "thread-lead-moving",
            moving=len(_moving(answers)),
            linked=len(_links(answers, answers.thread_kpi)),
        ),
        text("pack", "thread-lead-level", evidence=_evidence(answers), **level),
    ]


def _moving(answers: Answers) -> set[str]:
    """Give the ids of the activities that move the thread's KPI in some year of the plan."""
    return {key for found in answers.thread_years for key in found.activities}


def _reached(found: Assessment) -> Label:
    """Say in words which level the records support."""
    if found.marks.claimed:
        return text("pack", "reached-level", level=f"{found.marks.claimed:g}")
    return text("pack", "reached-none")


def _evidence(answers: Answers) -> Label:
    """Say in which years accepted evidence confirms a level, or that none does."""
    years = [str(found.year) for found in answers.thread_years if found.marks.confirmed]
    return text("pack", "evidence-some", years=", ".join(years)) if years else text("pack", "evidence-none")


def _target(found: Assessment) -> str:
    return ABSENT if found.target is None else f"{found.target.value:g}"


def _says(answers: Answers, kpi: TracedKpi) -> list[str]:
    challenge, tactic = answers.store.node(THREAD_CHALLENGE), answers.store.node(THREAD_TACTIC)
    if challenge is None or tactic is None:
        return []
    summary = Label(challenge.text("summary_th"), challenge.text("summary_en"))
    named = name_of(tactic)
    tactic_name = Label(f"{tactic.key} {named.th}", f"{tactic.key} {named.en}")
    line = text("pack", "thread-says-line", summary=summary, tactic=tactic_name, kpi=kpi.kpi.key)
    return [render_heading(text("pack", "thread-says")), render_paragraph(line)]


def _how(answers: Answers, map_body: str) -> list[str]:
    subtitle = text(
        "pack", "map-subtitle", ties=ties_in_asean(answers), as_of=answers.dated,
        members=len(answers.asean.rows),
    )  # fmt: skip
    figure = render_figure(
        map_body, answers.asean.title, subtitle=subtitle, foot=text("pack", "map-foot"), wide=True
    )
    return [render_heading(text("pack", "thread-how")), figure]


def _links(answers: Answers, kpi: TracedKpi) -> list[TracedActivity]:
    """List the thread KPI's links whose activity the pack's own table holds, newest first, each once."""
    wanted = set(answers.thread_links.records)
    links = [link for level in kpi.levels for link in level.links if link.activity.id in wanted]
    newest = sorted(links, key=lambda link: link.activity.id)
    newest.sort(key=lambda link: link.activity.text("start_on"), reverse=True)
    return list({link.activity.id: link for link in newest}.values())


def _done(answers: Answers, kpi: TracedKpi) -> list[str]:
    activities = [link.activity for link in _links(answers, kpi)]
    counts = {
        role: sum(1 for activity in activities if activity.text("role_of_bangkok") == role)
        for role in ("attended", "received")
    }
    other = len(activities) - sum(counts.values())
    finding = text(
        "pack", "thread-done-finding", n=len(activities), moving=len(_moving(answers)), other=other, **counts
    )
    years = [_timeline_year(answers, found, activities) for found in answers.thread_years]
    chart = TimelineChart(finding, "thread", _ROLES, years)
    subtitle = text("pack", "thread-done-subtitle", n=len(activities), as_of=answers.dated)
    foot = text("pack", "thread-done-foot")
    return [
        render_heading(text("pack", "thread-done")),
        render_figure(render_timeline(chart), finding, subtitle=subtitle, foot=foot),
    ]


def _timeline_year(answers: Answers, found: Assessment, activities: Sequence[Node]) -> TimelineYear:
    period = fiscal_year(found.year)
    dots = [
        TimelineDot(activity.text("role_of_bangkok"), name_of(activity))
        for activity in reversed(activities)
        if happens_in(activity, period)
    ]
    reach = reach_into(period, answers.book.record_end)
    return TimelineYear(same(str(found.year)), dots, found.records_held, reach)


def _proves(answers: Answers, kpi: TracedKpi) -> list[str]:
    closed = last_closed(answers)
    finding = text(
        "pack", "thread-proves-finding", reached=_reached(closed), year=closed.year, target=_target(closed),
        evidence=_evidence(answers),
    )  # fmt: skip
    begun = [found for found in answers.thread_years if found.has_begun]
    shown = begun or answers.thread_years[:1]
    summaries = [
        Label(
            f"{level.number}: {level.node.text('summary_th')}",
            f"{level.number}: {level.node.text('summary_en')}",
        )
        for level in kpi.levels
        if level.number
    ]
    return [
        render_heading(text("pack", "thread-proves")),
        render_kpi_ladder(answers.store, shown, as_of=answers.as_of, finding=finding, section="thread"),
        render_folded(text("pack", "thread-levels"), [render_list(summaries)]),
    ]


def _whom(answers: Answers) -> list[str]:
    table = answers.thread_links
    rows: list[list[Cell]] = []
    for row in sorted(table.rows, key=_newest_first):
        activity = answers.store.node(str(row["activity"]))
        if row["kpi"] != THREAD_KPI.partition(":")[2] or activity is None:
            continue
        rows.append([
            row["partners"] if isinstance(row["partners"], Label) else None,
            show_cell(row["date"]),
            name_of(activity), _ROLES[activity.text("role_of_bangkok")],
            row["level"] if isinstance(row["level"], Label) else str(row["level"]),
            row["themes"] if isinstance(row["themes"], Label) else None,
            source_link(answers.store, activity),
        ])  # fmt: skip
    heads = [
        text("plan", f"column-{name}")
        for name in ("partners", "date", "name", "role", "level", "themes", "source")
    ]
    caption = text("pack", "thread-whom-caption", n=len(rows), as_of=answers.dated)
    return [render_heading(text("pack", "thread-whom")), render_table(heads, rows, caption=caption)]


def _newest_first(row: Mapping[str, TableCell]) -> tuple[int, str]:
    """Order rows by their day, the newest first; one without a day stands last."""
    day = row["date"]
    return (-day.earliest.toordinal() if isinstance(day, PartialDate) else 0, str(row["activity"]))


def _steps(answers: Answers, kpi: TracedKpi) -> list[Label]:
    """Say which papers would confirm what is claimed, and which two single steps would claim more."""
    found = answers.thread_next
    levels = {criterion.id: level for level in kpi.levels for criterion in level.criteria}
    own = [goal for goal in found.goals if goal.rule == found.case.kpi.rule and goal.sets]
    claimed = found.now.marks.claimed or 0
    papers = [goal.sets[0] for goal in own if goal.value <= claimed]
    more = [steps for goal in own if goal.value == claimed + 1 for steps in goal.sets][:MOST_STEPS]
    return [
        text(
            "pack", "moves-paper" if step.kind == "paper" else "moves-rung", year=found.now.year,
            level=levels[step.element].number, records=", ".join(step.claimed_by),
            summary=_summary(levels[step.element].node),
        )
        for steps in (*papers[:1], *more)
        for step in steps
    ]  # fmt: skip


def _targets(answers: Answers) -> list[Label]:
    """Say under each rule what the smallest set to the year's target holds."""
    found = answers.thread_next
    return [
        text(
            "pack", "moves-target", year=found.now.year, level=f"{goal.value:g}", rule=_RULES[goal.rule],
            papers=sum(1 for step in goal.sets[0] if step.kind == "paper"),
            do=sum(1 for step in goal.sets[0] if step.kind != "paper"),
        )
        for goal in found.goals
        if goal.is_target and goal.sets
    ]  # fmt: skip


def _summary(node: Node) -> Label:
    return Label(node.text("summary_th"), node.text("summary_en"))


def _moves(answers: Answers, kpi: TracedKpi) -> list[str]:
    lines = [*_steps(answers, kpi), *_targets(answers)]
    gaps = [row for row in answers.asean.rows if not row["tie"]]
    if gaps:
        idle = sum(1 for row in answers.asean.rows if row["tie"] and not row["activities_with_anyone"])
        counts = _coverage(answers)
        names = join_in_order(_name(row["name"]) for row in gaps)
        key = "moves-gap" if idle else "moves-idle-none"
        lines.append(
            text(
                "pack", key, names=names, tie=counts["tie"], next=counts["tie"] + 1, n=counts["n"], idle=idle
            )
        )
    return [render_heading(text("pack", "thread-moves")), render_list(lines)]


def _name(cell: object) -> Label:
    return cell if isinstance(cell, Label) else same(str(cell))


def _counted(answers: Answers, kpi: TracedKpi) -> str:
    assembly = answers.assembly
    links = [link for level in kpi.levels for link in level.links]
    rules = {link.edge.text("rule"): link.edge for link in links}
    lines = [
        *answers.asean.notes,
        text("pack", "counted-asean", n=len(answers.asean.rows)),
        *answers.thread_links.notes,
        text("plan", "note-records"),
        text("plan", "note-rules", version=assembly.rules_version),
        text("pack", "counted-guesses", agree=assembly.guesses_agree, compared=assembly.guesses_compared),
        *(
            text("pack", "counted-rule", rule=rule, reason=_both(edge.properties, "reason"))
            for rule, edge in sorted(rules.items())
        ),
        *_corrections(answers),
    ]
    return render_folded(text("pack", "thread-counted"), [render_list(lines)])


def _corrections(answers: Answers) -> list[Label]:
    """Say which slips stand in the plan's words that this page rests on."""
    store = answers.store
    return [
        text("pack", "counted-correction", printed=c.text("as_printed"), meant=c.text("as_meant"),
             certain=text("pack", f"certain-{c.text('certain')}"))
        for c in store.nodes("Correction")
        if any(edge.target.startswith(_THREAD_WORDS) for edge in store.edges_from(c.id, "CONCERNS"))
    ]  # fmt: skip


def _both(properties: Properties, name: str) -> Label:
    return Label(str(properties.get(f"{name}_th", "")), str(properties.get(f"{name}_en", "")))
