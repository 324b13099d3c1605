"""The plan's packaged facts to records: elements, the links printed in it, and our marked readings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from graph.issues import Issue
from graph.records import Edge, Node, known, node_id
from loaders.mapping import map_edge, map_row, own_columns
from loaders.packaged.plan_pages import place_elements
from loaders.packaged.plan_tables import CITED, PLAN, element_of, names_in, read_plan_table, reasons_in
from loaders.packaged.plan_words import load_plan_links, load_plan_words
from loaders.packaged.references import check_names
from loaders.packaged.sources import PLAN_SOURCE
from loaders.result import LoadResult
from loaders.tables import RawRow

# Tables of elements: file, label, and the column (with its label) of the whole each is part of.
_ELEMENTS = (
    ("visions", "Vision", None),
    ("missions", "Mission", None),
    ("challenges", "Challenge", None),
    ("swot", "SwotItem", None),
    ("strategies", "Strategy", None),
    ("tactics", "Tactic", ("strategy", "Strategy")),
    ("goals", "Goal", ("tactic", "Tactic")),
    ("kpis", "Kpi", ("tactic", "Tactic")),
    ("levels", "Level", ("kpi", "Kpi")),
    ("criteria", "Criterion", ("level", "Level")),
)
_LIST_VERBS = {"lead": "LEADS", "assist": "ASSISTS"}


def load_plan() -> LoadResult:
    """Load the plan: elements, targets, projects, agencies, corrections and their links."""
    result = LoadResult()
    result.batch.add([PLAN_SOURCE])
    _load_plans(result)
    for name, label, whole in _ELEMENTS:
        for row in read_plan_table(name):
            element, issues = element_of(row, label)
            above = node_id(whole[1], row[whole[0]]) if whole else PLAN
            result.take(row, [element], [Edge(element.id, "PART_OF", above)], issues)
    _load_targets(result)
    _load_projects(result)
    _load_agencies(result)
    _load_links(result)
    _load_corrections(result)
    result.extend(load_plan_words())
    place_elements(result.batch)
    return result


def _load_plans(result: LoadResult) -> None:
    for row in read_plan_table("plan"):
        values, issues = map_row(row, "Plan", own_columns(row, "Plan"))
        result.take(row, [Node("Plan", row["key"], {**values, **names_in(row), **CITED})], issues=issues)
    for row in read_plan_table("named_plans"):
        values, issues = map_row(row, "Plan", {"name_en_origin": "name_en_origin", "period": "period"})
        result.take(row, [Node("Plan", row["key"], {**values, **names_in(row), **CITED})], issues=issues)
    result.extend(load_plan_links())


def _load_targets(result: LoadResult) -> None:
    previous: dict[str, float] = {}
    for row in read_plan_table("targets"):
        values, issues = map_row(row, "Target", own_columns(row, "Target"))
        name = f"{row['kpi']} / {row['year']}"
        target = Node("Target", row["key"], {**values, "name": name, **CITED})
        value, earlier = values.get("value"), previous.get(row["kpi"])
        if isinstance(value, float):
            if earlier is not None and value < earlier:
                issues.append(Issue("target-falls", target.id, {"earlier": earlier, "later": value}))
            previous[row["kpi"]] = value
        result.take(row, [target], [Edge(target.id, "TARGET_OF", node_id("Kpi", row["kpi"]))], issues)


def _load_projects(result: LoadResult) -> None:
    for row in read_plan_table("projects"):
        project, issues = element_of(row, "Project")
        result.take(row, [project], issues=issues)
    for row in read_plan_table("project_kpis"):
        values, issues = map_edge(row, "ADVANCES", {"printed_number": "printed_number"})
        project_id = node_id("Project", row["project"])
        edge = Edge(project_id, "ADVANCES", node_id("Kpi", row["kpi"]), {**values, "origin": "printed"})
        result.take(row, edges=[edge], issues=issues, records=[project_id])
    for row in read_plan_table("project_names"):
        certain = "yes" if row["certain"] == "yes" else "unsure"
        project_id = node_id("Project", row["project"])
        edge = Edge(
            project_id, "NAMES", row["record"], {"origin": "printed", "certain": certain, **reasons_in(row)}
        )
        result.take(row, edges=[edge], records=[project_id])


def _load_agencies(result: LoadResult) -> None:
    spellings: defaultdict[str, list[str]] = defaultdict(list)
    for row in read_plan_table("agency_spellings"):
        spellings[row["agency"]].append(row["spelling"])
        result.take(row, records=[node_id("Agency", row["agency"])])
    for row in read_plan_table("agencies"):
        agency, issues = element_of(row, "Agency")
        own = known(spellings=tuple(spellings[row["key"]]))
        whole = [Edge(agency.id, "PART_OF", node_id("Agency", part)) for part in row.parts("part_of")]
        result.take(row, [Node("Agency", agency.key, {**agency.properties, **own})], whole, issues)
    for row in read_plan_table("agency_links"):
        agency_id = node_id("Agency", row["agency"])
        properties = {"origin": "printed", "as_named": row["printed"]}
        edge = Edge(agency_id, _LIST_VERBS.get(row["role"], ""), node_id("Kpi", row["kpi"]), properties)
        result.take(row, edges=[edge], issues=check_names(row, "role", _LIST_VERBS), records=[agency_id])


def _load_links(result: LoadResult) -> None:
    for row in read_plan_table("addresses"):
        names = ("origin", "certain", "measured", "reason_th", "reason_en")
        values, issues = map_edge(row, "ADDRESSES", {name: name for name in names})
        edge = Edge(row["from"], "ADDRESSES", row["to"], values)
        result.take(row, edges=[edge], issues=issues, records=[row["from"]])
    for row in read_plan_table("goal_kpis"):
        kpi = node_id("Kpi", row["kpi"])
        edge = Edge(
            kpi, "MEASURES", node_id("Goal", row["goal"]), {"origin": row["origin"], **reasons_in(row)}
        )
        issues = []
        if row["warning"] == "yes":
            issues.append(Issue("goal-elsewhere", edge.target, {"kpi": row["kpi"], "goal": row["goal"]}))
        result.take(row, edges=[edge], issues=issues, records=[kpi])


def _load_corrections(result: LoadResult) -> None:
    for row in read_plan_table("corrections"):
        values, issues = map_row(row, "Correction", own_columns(row, "Correction"))
        name = f"{row['as_printed']} -> {row['as_meant']}"
        correction = Node("Correction", row["key"], {**values, "name": name, **CITED})
        result.take(row, [correction], [Edge(correction.id, "CONCERNS", _concerned(row))], issues)


def _concerned(row: RawRow) -> str:
    """Give what a correction is about; a slip in a passage or a target is the plan's or the KPI's."""
    label, _, key = row["element"].partition(":")
    if label == "Target":
        return node_id("Kpi", key.partition("/")[0])
    return PLAN if label == "Passage" else row["element"]


def known_gaps() -> Sequence[RawRow]:
    """List what the plan's text lacks, as gathered."""
    return read_plan_table("known_gaps")
