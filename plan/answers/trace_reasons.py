"""Why a trace reaches nothing: an empty answer says what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from graph.dates import format_date
from graph.records import Node
from graph.store import Store, sources
from graph.texts import Label, text
from plan.answers.overview import name_of, page_words
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
        return [text("plan", "nothing-answers"), *_said_of(store, start)]
    if start.label == "Activity":
        if start.text("start_on") and not began_by(start, as_of):
            return [text("plan", "nothing-yet", as_of=format_date(as_of))]
        why = unlinked.get(start.id) or why_unlinked(start)
        return [text("plan", "nothing-linked", why=text("pack", f"unlinked-{why}"))]
    if not found.narrowed:
        return [text("plan", "nothing-below")]
    held = {edge.source for edge in store.edges_to(start.id, "INVOLVES")}
    return [text("plan", "nothing-of-partner", n=len(held))]


def _said_of(store: Store, matter: Node) -> Iterator[Label]:
    """Give what the plan's text says of a matter outside its tactics and projects."""
    for said in sources(store, matter.id, "CONCERNS"):
        if said.label == "Statement":
            summary = Label(said.text("summary_th"), said.text("summary_en"))
            yield text("plan", "said-of-it", name=name_of(said), summary=summary, page=page_words(said))
