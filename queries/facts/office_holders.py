"""Who heads a place, as far as a source bears it out by a day: shown with that day, or not at all."""

from __future__ import annotations

from datetime import date

from graph.dates import format_date, parse_date
from graph.records import Node
from graph.store import Store, sources
from graph.texts import Label, join_labels, text
from queries.facts.explain import source_names
from queries.facts.free_text import free_text
from queries.facts.known import read_known, undated_from
from queries.facts.lookup import label_of
from queries.table import Cell

# Only of these it is known that the post is held; all others are never shown as holding it.
_IN_OFFICE = frozenset({"in_office", "re_elected"})


def head_cells(store: Store, place: str, side: str, *, as_of: date) -> tuple[Cell, Cell] | None:
    """Say who heads a place (side `executive`) or its council, and on what ground.

    A head is named with the day up to which a source bears the post out. Of one who no longer
    holds the post, or of whom no day is known, it is said that the head is not known, and why.
    None where no holder is on record by the day.
    """
    limit = undated_from(store)
    holders = [holder for holder in _holders(store, place, side) if _is_told_by(holder, as_of, limit)]
    named = [holder for holder in holders if holder.text("standing") in _IN_OFFICE]
    if named:
        grounds = (_grounds(store, holder) for holder in named)
        return join_labels(map(label_of, named), "; "), join_labels(grounds, "; ")
    if holders:
        return text("unit", "head-not-known"), join_labels(map(_why_unknown, holders), "; ")
    return None


def _holders(store: Store, place: str, side: str) -> list[Node]:
    """List the holders on record, the one of the newest day first."""
    found = [holder for holder in sources(store, place, "POST_AT") if holder.text("counterpart") == side]
    return sorted(found, key=lambda holder: (holder.text("borne_out_until"), holder.id), reverse=True)


def _is_told_by(holder: Node, day: date, limit: date) -> bool:
    """Whether what is known of a holder is known by a day: nothing of a later day is told.

    `limit` is the day by which all that has no date had happened.
    """
    dated = holder.text("term_ends" if holder.text("standing") == "ended" else "borne_out_until")
    return read_known(dated, undated_from=limit).surely_by(day)


def _grounds(store: Store, holder: Node) -> Label:
    told = source_names(store, holder.get("sources")) or Label("", "")
    note = [free_text(holder, "note")] if holder.get("note") else []
    return join_labels([told, *note], " · ")


def _why_unknown(holder: Node) -> Label:
    days = {"day": holder.text("borne_out_until"), "end": holder.text("term_ends")}
    told = {name: format_date(parse_date(day)) for name, day in days.items() if day}
    return text("unit", f"head-{holder.text('standing')}", **told)
