"""Explain a record: every fact on it with its sources, its links, and what others claim."""

from __future__ import annotations

from datetime import date

from graph.errors import QuestionError
from graph.records import Edge, Node, Value
from graph.schema import SCHEMA, Kind
from graph.store import Store, sources
from graph.texts import Label, text
from queries.lookup import label_of, nearest
from queries.table import Cell, Table, column

_FACTS = (column("property"), column("value"), column("sources"), column("confidence"))
_LINKS = (
    column("direction"),
    column("relationship"),
    column("record"),
    column("record_name"),
    column("details"),
)
_CLAIMS = (column("record"), column("about"), column("claimed"), column("chosen"), column("sources"))
_HIDDEN = frozenset({"sources", "visibility", "confidence"})


def explain(store: Store, record_id: str, *, as_of: date) -> list[Table]:
    """Give three tables on a record: facts, links, claims.

    Raises QuestionError, naming the nearest ids, when there is no such record.
    """
    node = store.node(record_id)
    if node is None:
        raise QuestionError("id-unknown", id=record_id, hint=_nearest_id(store, record_id))
    return [
        _facts(store, node, as_of), _links(store, node, as_of), _claims(store, node, as_of),
    ]  # fmt: skip


def source_names(store: Store, ids: Value | None) -> str:
    """Name the sources behind ids, with their addresses."""
    found = (store.node(source) for source in ids) if isinstance(ids, tuple) else ()
    return "; ".join(
        f"{node.name} <{node.text('url')}>" if node.text("url") else node.name for node in found if node
    )


def _facts(store: Store, node: Node, as_of: date) -> Table:
    declared = SCHEMA.node_properties(node.label)
    named = source_names(store, node.get("sources"))
    rows = [
        {
            "property": declared[name].label, "value": _value(node, name),
            "sources": named or None, "confidence": node.text("confidence") or None,
        }
        for name in declared
        if name in node.properties and name not in _HIDDEN
    ]  # fmt: skip
    title = text("questions", "explain-facts", id=node.id, name=label_of(node))
    return Table(
        "facts", title, _FACTS, rows, as_of, text("questions", "unit-facts"), len(rows), records=[node.id]
    )


def _value(node: Node, name: str) -> Cell:
    prop = SCHEMA.node_properties(node.label)[name]
    value = node.properties[name]
    if prop.kind is Kind.CODE:
        return next(code.label for code in prop.codes if code.value == value)
    if isinstance(value, float):
        return repr(value)  # a fact is shown as it is held
    return "; ".join(value) if isinstance(value, tuple) else value


def _links(store: Store, node: Node, as_of: date) -> Table:
    out = [(edge, edge.target, "out") for edge in store.edges_from(node.id)]
    back = [(edge, edge.source, "in") for edge in store.edges_to(node.id) if edge.type != "CONCERNS"]
    rows = [_link(store, edge, other, direction) for edge, other, direction in (*out, *back)]
    title = text("questions", "explain-links", n=len(rows))
    records = sorted({other for _, other, _ in (*out, *back)})
    return Table(
        "links", title, _LINKS, rows, as_of, text("questions", "unit-links"), len(rows), records=records
    )


def _link(store: Store, edge: Edge, other: str, direction: str) -> dict[str, Cell]:
    found = store.node(other)
    details = "; ".join(
        f"{name}={value}" for name, value in sorted(edge.properties.items()) if name != "sources"
    )
    return {
        "direction": text("questions", f"direction-{direction}"),
        "relationship": edge.type,
        "record": other,
        "record_name": label_of(found) if found else None,
        "details": details or "—",
    }


def _claims(store: Store, node: Node, as_of: date) -> Table:
    rows: list[dict[str, Cell]] = [
        {
            "record": claim.id, "about": claim.text("subject_property"),
            "claimed": claim.text("value") or None, "chosen": claim.text("choice") or "—",
            "sources": source_names(store, claim.get("sources")) or None,
        }
        for claim in sources(store, node.id, "CONCERNS")
        if claim.label == "Claim"
    ]  # fmt: skip
    title = text("questions", "explain-claims", n=len(rows))
    records = [str(row["record"]) for row in rows]
    return Table(
        "claims", title, _CLAIMS, rows, as_of, text("questions", "unit-claims"), len(rows), records=records
    )


def _nearest_id(store: Store, record_id: str) -> Label:
    return nearest(
        record_id, [node.id for node in store.nodes() if node.label != "Source"], "bfa export g.json"
    )
