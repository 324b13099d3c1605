"""Obligations: stated terms and when they end, what ends inside the plan's years, and renewals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from graph.dates import PartialDate, Period, parse_date
from graph.records import Edge, Node
from graph.schema.codes import CERTAINTY, RENEWAL
from graph.store import Store
from graph.texts import Label, text
from queries.contacts import plan_period
from queries.explain import source_names
from queries.lookup import label_of
from queries.table import ABSENT, Cell, Table, column, date_cell, list_cell
from queries.terms import documents_of, is_signed_by, partners_of, signing_of, term_state

_COLUMNS = (
    column("ends_on", subject="unit"), column("name"), column("document", subject="unit", brief=False),
    column("signed_on", subject="unit"), column("term", subject="unit"), column("term_state", subject="unit"),
    column("in_plan", subject="unit"), column("renewed_by", subject="unit"),
    column("term_reason", subject="unit", brief=False), column("record", brief=False),
    column("sources", brief=False),
)  # fmt: skip
_RENEWALS = (
    column("signed_on", subject="unit"), column("name"), column("document", subject="unit"),
    column("how", subject="unit"), column("older", subject="unit"), column("certain", subject="unit"),
    column("reason", subject="unit"), column("record", brief=False), column("sources", brief=False),
)  # fmt: skip
_HOW = {code.value: code.label for code in RENEWAL}
_CERTAIN = {code.value: code.label for code in CERTAINTY}


def obligations(store: Store, *, as_of: date) -> list[Table]:
    """List every stated term by its end, then which document renews which.

    Documents count from the last day their signing can mean; a document without a stated term
    is not one without end.
    """
    period = plan_period(store)
    documents = [node for node in documents_of(store) if is_signed_by(node, as_of)]
    renewed_by = _renewed_by(store, as_of)
    rows = [
        _row(store, node, renewed_by.get(node.id, ()), as_of, period)
        for node in documents
        if node.get("ends_on")
    ]
    rows.sort(key=_by_end)
    unstated = sum(1 for node in documents if node.label == "Agreement" and not node.get("ends_on"))
    title = text(
        "unit", "obligations-title", n=len(rows), unstated=unstated,
        inside=sum(1 for row in rows if row["in_plan"]), ahead=sum(1 for row in rows if row["ahead"]),
    )  # fmt: skip
    terms = Table(
        "obligations", title, _COLUMNS, rows, as_of, text("unit", "unit-terms"), len(rows),
        records=sorted(str(row["record"]) for row in rows),
        notes=[text("unit", "note-terms"), text("unit", "note-plan-clock")],
    )  # fmt: skip
    return [terms, _renewals(store, as_of)]


def _renewed_by(store: Store, as_of: date) -> Mapping[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    for edge in store.edges("RENEWS"):
        newer = store.node(edge.source)
        if newer is not None and is_signed_by(newer, as_of):
            found.setdefault(edge.target, []).append(newer)
    return found


def _row(
    store: Store, node: Node, newer: Sequence[Node], as_of: date, period: Period | None
) -> dict[str, Cell]:
    ends = parse_date(node.text("ends_on"))
    return {
        "ends_on": ends,
        "name": list_cell(label_of(partner) for partner in partners_of(store, node)),
        "document": label_of(node),
        "signed_on": signing_of(node),
        "term": Label(node.text("term_th"), node.text("term_en")) if node.get("term_en") else None,
        "term_state": text("unit", f"term-{term_state(ends, as_of=as_of)}"),
        "in_plan": period is not None and period.may_overlap(ends),
        "renewed_by": list_cell(label_of(document) for document in newer),
        "term_reason": Label(node.text("term_reason_th"), node.text("term_reason_en"))
        if node.get("term_reason_en")
        else None,
        "ahead": term_state(ends, as_of=as_of) != "over",
        "record": node.id,
        "sources": source_names(store, node.get("sources")) or None,
    }


def _by_end(row: Mapping[str, Cell]) -> tuple[date, str]:
    ends = row["ends_on"]
    return (ends.earliest if isinstance(ends, PartialDate) else date.max, str(row["record"]))


def _renewals(store: Store, as_of: date) -> Table:
    rows = [_renewal(store, edge) for edge in store.edges("RENEWS")]
    known = [row for row in rows if is_signed_by(_node(store, str(row["record"])), as_of)]
    known.sort(
        key=lambda row: (str(signing_of(_node(store, str(row["record"])))), str(row["record"])), reverse=True
    )
    title = text("unit", "obligations-renewals-title", n=len(known))
    return Table(
        "obligations-renewals", title, _RENEWALS, known, as_of, text("unit", "unit-renewals"), len(known),
        records=sorted({str(row[end]) for row in known for end in ("record", "older_record")}),
    )  # fmt: skip


def _node(store: Store, node_id: str) -> Node:
    found = store.node(node_id)
    if found is None:
        raise KeyError(node_id)
    return found


def _renewal(store: Store, edge: Edge) -> dict[str, Cell]:
    newer, older = _node(store, edge.source), _node(store, edge.target)
    return {
        "signed_on": date_cell(newer.text("signed_on")),
        "name": list_cell(label_of(partner) for partner in partners_of(store, newer)),
        "document": label_of(newer),
        "how": _HOW[edge.text("how")],
        "older": label_of(older),
        "certain": _CERTAIN[edge.text("certain")] if edge.text("certain") else None,
        "reason": Label(edge.text("reason_th"), edge.text("reason_en")) if edge.text("reason_en") else ABSENT,
        "record": newer.id,
        "older_record": older.id,
        "sources": source_names(store, edge.properties.get("sources")) or None,
    }
