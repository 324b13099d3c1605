"""The planners' own records joined to the packaged graph: all of the files, or nothing of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from graph.build import extend_graph
from graph.errors import DataError
from graph.issues import Issue, errors_among, listed
from graph.records import Batch, Edge
from graph.store import Store, sources
from loaders.plan_records import RecordFiles, load_plan_records
from plan.clock import FISCAL, Clock
from plan.making.assemble import Assembly


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
    batch, replaced = _take_places(loaded.batch, assembly.store)
    issues = [*loaded.issues, *extend_graph(batch, into=assembly.store, replaced=replaced)]
    folder_of = files.folders
    folders = {
        record: folder_of[row.file]
        for row in loaded.manifest
        if row.file in folder_of
        for record in row.records
    }
    linked = {edge.source for edge in loaded.batch.edges if edge.type in ("SUPPORTS", "CARRIES_OUT")}
    return replace(
        assembly,
        issues=[*assembly.issues, *issues],
        manifest=[*assembly.manifest, *loaded.manifest],
        unlinked={key: why for key, why in assembly.unlinked.items() if key not in linked},
        folders={**assembly.folders, **folders},
    ), issues
