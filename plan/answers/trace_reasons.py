"""Why a trace reaches nothing: an empty answer says what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from graph.dates import format_date
from graph.store import Store
from graph.texts import Label, text
from plan.ladders.trace import ADDRESSED, Trace
from plan.making.linking import why_unlinked
from queries.facts.contacts import began_by


def why_nothing(store: Store, found: Trace, *, as_of: date, unlinked: Mapping[str, str]) -> list[Label]:
    """Say why a trace reaches no KPI; nothing when it reaches one.

    `unlinked` gives the reason for which the rules made no link, by activity.
    """
    start = found.start
    if found.kpis:
        return []
    if start.label in ADDRESSED:
        return [text("plan", "nothing-answers")]
    if start.label == "Activity":
        if not began_by(start, as_of):
            return [text("plan", "nothing-yet", as_of=format_date(as_of))]
        why = unlinked.get(start.id) or why_unlinked(start)
        return [text("plan", "nothing-linked", why=text("pack", f"unlinked-{why}"))]
    if not found.narrowed:
        return [text("plan", "nothing-below")]
    held = {edge.source for edge in store.edges_to(start.id, "INVOLVES")}
    return [text("plan", "nothing-of-partner", n=len(held))]
