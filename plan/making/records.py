"""The planners' own records joined to the packaged graph: all of the files, or nothing of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from graph.build import extend_graph
from graph.errors import DataError
from graph.issues import Issue, errors_among, listed
from loaders.plan_records import RecordFiles, load_plan_records
from plan.clock import FISCAL, Clock
from plan.making.assemble import Assembly


def add_records(
    assembly: Assembly, files: RecordFiles, *, as_of: date, clock: Clock = FISCAL
) -> tuple[Assembly, list[Issue]]:
    """Put links, evidence and actual values into an assembled graph; give it with the findings.

    Raises InputError for a file that cannot be read, and DataError, with every place, when a row
    has an error: then nothing of any file is used.
    """
    if not files.given:
        return assembly, []
    loaded = load_plan_records(files, store=assembly.store, as_of=as_of, period=clock.period)
    wrong = errors_among(loaded.issues)
    if wrong:
        raise DataError("records-errors", count=len(wrong), findings=listed(wrong))
    issues = [*loaded.issues, *extend_graph(loaded.batch, into=assembly.store)]
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
