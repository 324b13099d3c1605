"""The planners' own records joined to the packaged graph: all of the files, or nothing of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from graph.build import extend_graph, link_graph
from graph.dates import parse_date
from graph.errors import DataError
from graph.issues import Issue, errors_among, listed
from graph.records import Batch, Edge, Node
from graph.store import Store, require_node, sources
from loaders.elements import Elements
from loaders.officer_links import papers_on_activities
from loaders.plan_records import RecordFiles, load_plan_records
from plan.clock import FISCAL, Clock
from plan.making.assemble import Assembly
from plan.making.linking import links_of
from plan.making.rules import read_rules


def _take_places(batch: Batch, store: Store) -> tuple[Batch, list[Edge]]:
    """Give the batch, and the rules' links whose place an officer's link takes; it names these rules.

    An officer's link takes the place of a rule's from the same activity to the same matter: to the
    same element, or to a level of which it names the only criterion, or the other way round.
    """
    replaced: list[Edge] = []
    edges: list[Edge] = []
    for edge in batch.edges:
        linked = store.edges_from(edge.source, "SUPPORTS") if edge.type == "SUPPORTS" else []
        covered = _criteria(store, edge.target)
        ruled = [
            one
            for one in linked
            if one.text("origin") == "rule" and covered.issuperset(_criteria(store, one.target))
        ]
        replaced += ruled
        rules = ", ".join(sorted({one.text("rule") for one in ruled}))
        edges.append(replace(edge, properties={**edge.properties, "replaces": rules}) if rules else edge)
    return Batch(batch.nodes, edges), replaced


def _criteria(store: Store, element: str) -> set[str]:
    """Give the criteria that an element stands for: a level for all of its own, else itself."""
    own = {node.id for node in sources(store, element, "PART_OF") if node.label == "Criterion"}
    return own or {element}


def _links_of_shown(batch: Batch, store: Store, *, as_of: date) -> list[Edge]:
    """Give the links that rules make of activities which accepted papers alone show as done, or date.

    Each is made where a paper counts for the KPI that it leads to.
    """
    elements = Elements(store)
    found: list[Edge] = []
    for key, papers in sorted(papers_on_activities(batch).items()):
        activity = store.node(key)
        if activity is None or activity.label != "Activity" or _is_dated_and_done(activity):
            continue
        made = {edge.identity for verb in ("SUPPORTS", "CARRIES_OUT") for edge in store.edges_from(key, verb)}
        for edge in links_of(store, _as_shown(activity, papers), read_rules()):
            target = require_node(store, edge.target)
            if edge.identity not in made and any(
                elements.shows(paper, activity, target, as_of=as_of) for paper in papers
            ):
                found.append(edge)
    return found


def _is_dated_and_done(activity: Node) -> bool:
    return activity.text("status") == "done" and bool(activity.text("start_on"))


def _as_shown(activity: Node, papers: Sequence[Node]) -> Node:
    """Give an activity as done, and where it has no day as of the latest paper."""
    last = max(papers, key=lambda paper: parse_date(paper.text("dated_on")).latest)
    day = activity.text("start_on") or last.text("dated_on")
    return replace(activity, properties={**activity.properties, "status": "done", "start_on": day})


def add_records(
    assembly: Assembly, files: RecordFiles, *, as_of: date, clock: Clock = FISCAL
) -> tuple[Assembly, list[Issue]]:
    """Put links, evidence, results and decisions into an assembled graph; give it with the findings.

    Raises InputError for a file that cannot be read, and DataError, with every place, when a row
    has an error: then nothing of any file is used.
    """
    if not files.given:
        return assembly, []
    loaded = load_plan_records(files, store=assembly.store, as_of=as_of, period=clock.period)
    wrong = errors_among(loaded.issues)
    if wrong:
        raise DataError("records-errors", count=len(wrong), findings=listed(wrong))
    ruled = _links_of_shown(loaded.batch, assembly.store, as_of=as_of)
    found = link_graph(ruled, into=assembly.store) if ruled else []
    batch, replaced = _take_places(loaded.batch, assembly.store)
    issues = [*loaded.issues, *found, *extend_graph(batch, into=assembly.store, replaced=replaced)]
    folder_of = files.folders
    folders = {
        record: folder_of[row.file]
        for row in loaded.manifest
        if row.file in folder_of
        for record in row.records
    }
    edges = (*loaded.batch.edges, *ruled)
    linked = {edge.source for edge in edges if edge.type in ("SUPPORTS", "CARRIES_OUT")}
    return replace(
        assembly,
        issues=[*assembly.issues, *issues],
        manifest=[*assembly.manifest, *loaded.manifest],
        unlinked={key: why for key, why in assembly.unlinked.items() if key not in linked},
        folders={**assembly.folders, **folders},
    ), issues
