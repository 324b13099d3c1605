"""Obligations: stated terms and when they end, what ends inside the plan's years, and renewals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from graph.dates import PartialDate, Period
from graph.records import Edge, Node
from graph.schema.codes import CERTAINTY, RENEWAL, labels
from graph.store import Store
from graph.texts import Label, text
from queries.facts.contacts import plan_period
from queries.facts.explain import source_names
from queries.facts.headlines import title_with_unknown
from queries.facts.lookup import label_of
from queries.facts.terms import (
    TermEnd,
    Terms,
    partners_of,
    signing_of,
    term_state,
)
from queries.table import ABSENT, Cell, Table, column, list_cell

_COLUMNS = (
    column("term_ends", subject="unit"), column("name"), column("document", subject="unit", brief=False),
    column("signed_on", subject="unit"), column("term", subject="unit"), column("term_state", subject="unit"),
    column("in_plan", subject="unit"), column("renewed_by", subject="unit"),
    column("term_reason", subject="unit", brief=False), column("ends_earliest", subject="unit", brief=False),
    column("ends_latest", subject="unit", brief=False), column("record", brief=False),
    column("sources", brief=False),
)  # fmt: skip
_RENEWALS = (
    column("signed_on", subject="unit"), column("name"), column("document", subject="unit"),
    column("how", subject="unit"), column("older", subject="unit"), column("certain", subject="unit"),
    column("reason", subject="unit"), column("record", brief=False), column("sources", brief=False),
)  # fmt: skip
# How a term stands, what calls for action first.
_STATES = ("alone", "may-be-over", "runs", "followed")
_HOW = labels(RENEWAL)
_CERTAIN = labels(CERTAINTY)


def obligations(store: Store, *, as_of: date) -> list[Table]:
    """List the terms that call for action, which document renews which, and the terms that were followed.

    First what ended with no successor on record, the newest before; then what runs, by its end.

    Documents count from the last day their signing can mean, those without a date from the day the
    record was gathered; a document without a stated term is not one without end.
    """
    period = plan_period(store)
    terms = Terms(store, as_of)
    renewed_by = _renewed_by(terms)
    rows = [_row(terms, node, end, renewed_by.get(node.id, ()), period) for node, end in terms.documents]
    rows.sort(key=_by_end)
    open_rows = [row for row in rows if row["state"] != "followed"]
    unstated = sum(1 for node in terms.signed if node.label == "Agreement" and not node.get("ends_on"))
    title = _title(rows, unstated)
    first = Table(
        "obligations", title_with_unknown(title, len(terms.unknown)), _COLUMNS, open_rows, as_of,
        text("unit", "unit-terms"), len(open_rows),
        records=sorted(str(row["record"]) for row in open_rows),
        notes=[text("unit", "note-terms"), text("unit", "note-plan-clock")],
    )  # fmt: skip
    return [first, _renewals(terms), _followed(rows, as_of)]


def _title(rows: Sequence[Mapping[str, Cell]], unstated: int) -> Label:
    """Say how the terms stand: each kind that there is, so that the parts add up to those on record."""
    held = {state: [row for row in rows if row["state"] == state] for state in _STATES}
    parts = [
        text("unit", _words_of(state, found), n=len(found), day=_next_end(found))
        for state, found in held.items()
        if found
    ]
    key = "obligations-title" if rows else "obligations-none-title"
    # Thai parts a list by spaces.
    joined = Label(" ".join(part.th for part in parts), ", ".join(part.en for part in parts))
    return text("unit", key, n=len(rows), parts=joined, unstated=unstated)


def _words_of(state: str, rows: Sequence[Mapping[str, Cell]]) -> str:
    return "terms-run" if state == "runs" and len(rows) > 1 else f"terms-{state}"


def _next_end(rows: Sequence[Mapping[str, Cell]]) -> Label:
    """Give the end that comes first among some terms, in words."""
    first = min(rows, key=_by_end)["term_ends"]
    return first if isinstance(first, Label) else text("unit", "undated")


def _followed(rows: Sequence[Mapping[str, Cell]], as_of: date) -> Table:
    """Tabulate the terms that are over and were followed by another."""
    found = [row for row in rows if row["state"] == "followed"]
    return Table(
        "obligations-followed", text("unit", "obligations-followed-title", n=len(found)), _COLUMNS, found,
        as_of, text("unit", "unit-terms"), len(found), records=sorted(str(row["record"]) for row in found),
    )  # fmt: skip


def _renewed_by(terms: Terms) -> Mapping[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    for edge in terms.store.edges("RENEWS"):
        newer = terms.store.node(edge.source)
        if newer is not None and terms.is_signed(newer):
            found.setdefault(edge.target, []).append(newer)
    return found


def _row(
    terms: Terms, node: Node, end: TermEnd, newer: Sequence[Node], period: Period | None
) -> dict[str, Cell]:
    store, state = terms.store, _state_of(terms, node, end)
    return {
        "term_ends": end.label,
        "ends_earliest": end.first,
        "ends_latest": end.last,
        "state": state,
        "name": list_cell(label_of(partner) for partner in partners_of(store, node)),
        "document": label_of(node),
        "signed_on": signing_of(node),
        "term": Label(node.text("term_th"), node.text("term_en")) if node.get("term_en") else None,
        "term_state": text("unit", f"term-{state}"),
        "in_plan": period is not None and period.may_overlap(end.first, end.last),
        "renewed_by": list_cell(label_of(document) for document in newer),
        "term_reason": Label(node.text("term_reason_th"), node.text("term_reason_en"))
        if node.get("term_reason_en")
        else None,
        "ahead": state in ("runs", "may-be-over"),
        "record": node.id,
        "sources": source_names(store, node.get("sources")),
    }


def _state_of(terms: Terms, node: Node, end: TermEnd) -> str:
    """Tell how a term stands; one that is over was followed by another, or stands alone."""
    state = term_state(end.first, as_of=terms.as_of, latest=end.last)
    if state != "over":
        return state
    return "followed" if terms.has_successor(node) else "alone"


def _by_end(row: Mapping[str, Cell]) -> tuple[bool, int, str]:
    """Sort what ended alone before the rest, newest first; the rest by its end."""
    ends, alone = row["ends_earliest"], row["state"] == "alone"
    day = ends.earliest.toordinal() if isinstance(ends, PartialDate) else date.max.toordinal()
    return (not alone, -day if alone else day, str(row["record"]))


def _renewals(terms: Terms) -> Table:
    store = terms.store
    links = [edge for edge in store.edges("RENEWS") if terms.is_signed(_node(store, edge.source))]
    known = [_renewal(store, edge) for edge in links]
    known.sort(key=_newest_signing_first)
    title = text("unit", "obligations-renewals-title", n=len(known))
    return Table(
        "obligations-renewals", title, _RENEWALS, known, terms.as_of,
        text("unit", "unit-renewals"), len(known),
        records=sorted({str(row[end]) for row in known for end in ("record", "older_record")}),
    )  # fmt: skip


def _newest_signing_first(row: Mapping[str, Cell]) -> tuple[bool, int, str]:
    """Sort renewals by the newer document's signing, those without a date last."""
    day = row["signed_on"]
    newest = -day.earliest.toordinal() if isinstance(day, PartialDate) else 1
    return (newest > 0, newest, str(row["record"]))


def _node(store: Store, node_id: str) -> Node:
    found = store.node(node_id)
    if found is None:
        raise KeyError(node_id)
    return found


def _renewal(store: Store, edge: Edge) -> dict[str, Cell]:
    newer, older = _node(store, edge.source), _node(store, edge.target)
    return {
        "signed_on": signing_of(newer),
        "name": list_cell(label_of(partner) for partner in partners_of(store, newer)),
        "document": label_of(newer),
        "how": _HOW[edge.text("how")],
        "older": label_of(older),
        "certain": _CERTAIN[edge.text("certain")] if edge.text("certain") else None,
        "reason": Label(edge.text("reason_th"), edge.text("reason_en")) if edge.text("reason_en") else ABSENT,
        "record": newer.id,
        "older_record": older.id,
        "sources": source_names(store, edge.properties.get("sources")),
    }
