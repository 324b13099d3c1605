"""What a command works on: the packaged graph, and the planners' files in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from commands.options import Records, Wanted
from commands.program import say
from graph.texts import text

if TYPE_CHECKING:
    from graph.issues import Issue
    from graph.store import Store
    from loaders.plan_records import RecordFiles
    from loaders.plan_text.printed import PrintedPlan
    from plan.making.assemble import Assembly
    from queries.table import Table


def assemble() -> Assembly:
    """Open the packaged graph, which lives until the program ends."""
    import gc

    from plan.making.packaged_graph import open_graph

    assembly = open_graph()
    gc.freeze()  # the graph lives until the end: the collector need not walk it
    return assembly


def assemble_with(
    records: Records, wanted: Wanted, *, clock: str = "fiscal"
) -> tuple[Assembly, Sequence[Issue]]:
    """Build the graph with the planners' files in it, read by a clock; give what was found in them."""
    if records == Records():
        return assemble(), ()
    from plan.clock import CLOCKS
    from plan.making.records import add_records

    return add_records(assemble(), record_files(records), as_of=wanted.as_of, clock=CLOCKS[clock])


def record_files(records: Records) -> RecordFiles:
    """Give the planners' files as their loader takes them."""
    from loaders.plan_records import RecordFiles

    return RecordFiles(records.links, records.evidence, records.actuals, records.decisions)


def beside_printed(
    store: Store, tables: Sequence[Table], wanted: Wanted, *, data: object = None
) -> tuple[Sequence[Table], object]:
    """Put the plan's printed words beside what tables name of it, and into data for scripts.

    Without a copy both stay as they are. A copy that differs from the packaged facts is said to.
    """
    copy = open_copy(wanted)
    if copy is None:
        return tables, data
    from plan.answers.printed_words import printed_beside, printed_data

    if isinstance(data, dict):
        data = {**data, "printed": printed_data(store, tables, copy)}
    return printed_beside(store, tables, copy), data


def open_copy(wanted: Wanted) -> PrintedPlan | None:
    """Read the copy of the plan's text that is named, and say in how many places it differs."""
    if wanted.plan_text is None:
        return None
    from loaders.plan_text.printed import read_printed_plan

    copy = read_printed_plan(wanted.plan_text)
    if copy.differences:
        say(text("plan", "copy-differs", path=wanted.plan_text, n=len(copy.differences)), wanted.lang)
    return copy
