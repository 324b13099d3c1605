"""Explain a record: every fact on it with its sources, its links, and what others claim."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from graph.dates import format_date, parse_date
from graph.errors import QuestionError
from graph.records import Edge, Node, Value
from graph.schema import SCHEMA, Kind, Property
from graph.store import Store, sources
from graph.texts import Label, join_labels, same, text
from queries.facts.free_text import about, free_text, twins_of
from queries.facts.lookup import label_of, nearest
from queries.facts.state_statements import said_on, speaker, statements_on
from queries.table import ABSENT, Cell, Table, column, list_cell

_FACTS = (column("property"), column("value"), column("sources"), column("confidence"))
_LINKS = (
    column("direction"),
    column("relationship"),
    column("record"),
    column("record_name"),
    column("details"),
)
_CLAIMS = (column("record"), column("about"), column("claimed"), column("chosen"), column("sources"))
_STATEMENTS = (
    column("said_on", subject="unit"), column("matter", subject="unit"), column("spoken_by", subject="unit"),
    column("words", subject="unit"), column("our_reading", subject="unit"), column("remark", subject="unit"),
    column("told_by", subject="unit"), column("record", brief=False), column("sources", brief=False),
)  # fmt: skip
# What is told beside the facts, not among them.
_HIDDEN = frozenset({"sources", "visibility", "confidence", "read_sources", "read_confidence"})


def explain(store: Store, record_id: str, *, as_of: date) -> list[Table]:
    """Give three tables on a record: facts, links, claims; and what was said on it, where it is a country.

    Raises QuestionError, naming the nearest ids, when there is no such record.
    """
    node = store.node(record_id)
    if node is None:
        raise QuestionError("id-unknown", id=record_id, hint=_nearest_id(store, record_id))
    return [
        _facts(store, node, as_of), _links(store, node, as_of), _claims(store, node, as_of),
        *statements_tables(store, node, as_of=as_of, name="statements"),
    ]  # fmt: skip


def source_names(store: Store, ids: Value | None) -> Label | None:
    """Name the sources behind ids, with their addresses; None where there is none."""
    found = [node for source in ids if (node := store.node(source))] if isinstance(ids, tuple) else []
    return join_labels(map(_source_name, found), "; ") if found else None


def _source_name(node: Node) -> Label:
    name, address = label_of(node), node.text("url")
    if name.en == address:
        return name  # a source without a title is known by its address
    return Label(f"{name.th} <{address}>", f"{name.en} <{address}>") if address else name


def _facts(store: Store, node: Node, as_of: date) -> Table:
    rows: list[dict[str, Cell]] = [
        {"property": label, "value": value, **_grounds(store, node, prop)}
        for prop, label, value in _stated(node)
    ]
    title = text("questions", "explain-facts", id=node.id, name=label_of(node))
    return Table(
        "facts", title, _FACTS, rows, as_of, text("questions", "unit-facts"), len(rows), records=[node.id]
    )


def _grounds(store: Store, node: Node, prop: Property) -> dict[str, Cell]:
    """Give the sources and confidence that a property rests on: the record's, or its own."""
    own = f"{prop.grounds}_" if prop.grounds else ""
    grade = f"{own}confidence"
    return {
        "sources": source_names(store, node.get(f"{own}sources")),
        "confidence": _value(node, grade) if node.get(grade) else None,
    }


def _stated(node: Node) -> Iterator[tuple[Property, Label, Cell]]:
    """Give each property with its value; a text that is held in both languages is one fact."""
    declared, twins = SCHEMA.node_properties(node.label), twins_of(node.label)
    for name, prop in declared.items():
        base, held = name[:-3], node.properties
        if name not in held or name in _HIDDEN:
            continue
        if name in twins:
            yield prop, prop.label, free_text(node, name)
        elif name.endswith("_th") and f"{base}_en" in held and prop.kind is Kind.TEXT:
            label = Label(prop.label.th, declared[f"{base}_en"].label.en)
            yield prop, label, Label(node.text(name), node.text(f"{base}_en"))
        elif not _is_told(name, node):
            yield prop, prop.label, _value(node, name)


def _is_told(name: str, node: Node) -> bool:
    """Whether a property is told with its other language."""
    base = name[:-3]
    if name.endswith("_th"):
        return base in twins_of(node.label) and base in node.properties
    return name.endswith("_en") and f"{base}_th" in node.properties


def _value(node: Node, name: str) -> Cell:
    prop = SCHEMA.node_properties(node.label)[name]
    value = node.properties[name]
    if prop.kind is Kind.CODE:
        return _coded(prop, value)
    if prop.kind is Kind.CODES and isinstance(value, tuple):
        return join_labels((_coded(prop, one) for one in value), "; ")
    if prop.kind is Kind.DATE:
        return parse_date(str(value))
    if name == "subject_property":
        return about(str(value))
    if isinstance(value, float):
        return repr(value)  # a fact is shown as it is held
    return "; ".join(value) if isinstance(value, tuple) else value


def _coded(prop: Property, value: Value) -> Label:
    """Give a code's label; any other value as it is held."""
    found = (code.label for code in prop.codes if code.value == value)
    return next(found, same(str(value)))


def _links(store: Store, node: Node, as_of: date) -> Table:
    out = [(edge, edge.target, "out") for edge in store.edges_from(node.id)]
    # Claims have a table of their own.
    back = [(edge, edge.source, "in") for edge in store.edges_to(node.id) if not _has_its_own_table(edge)]
    rows = [_link(store, edge, other, direction) for edge, other, direction in (*out, *back)]
    title = text("questions", "explain-links", n=len(rows))
    records = sorted({other for _, other, _ in (*out, *back)})
    return Table(
        "links", title, _LINKS, rows, as_of, text("questions", "unit-links"), len(rows), records=records
    )


def _has_its_own_table(edge: Edge) -> bool:
    return edge.type == "CONCERNS" and edge.source.startswith(("Claim:", "StateStatement:"))


def _link(store: Store, edge: Edge, other: str, direction: str) -> dict[str, Cell]:
    found = store.node(other)
    return {
        "direction": text("questions", f"direction-{direction}"),
        "relationship": edge.type,
        "record": other,
        "record_name": label_of(found) if found else None,
        "details": _details(edge),
    }


def _details(edge: Edge) -> Cell:
    """Put a link's properties into one cell; a reason is given in the reader's language alone."""
    declared = SCHEMA.relationship_properties(edge.type)
    held = [(name, value) for name, value in sorted(edge.properties.items()) if name != "sources"]
    if not held:
        return ABSENT
    thai = [
        f"{declared[name].label.th}={_coded(declared[name], value).th}"
        for name, value in held
        if not (name.endswith("_en") and f"{name.removesuffix('_en')}_th" in edge.properties)
    ]
    english = [
        f"{name}={value}"
        for name, value in held
        if not (name.endswith("_th") and f"{name.removesuffix('_th')}_en" in edge.properties)
    ]
    return Label("; ".join(thai), "; ".join(english))


def _claims(store: Store, node: Node, as_of: date) -> Table:
    rows: list[dict[str, Cell]] = [
        {
            "record": claim.id, "about": about(claim.text("subject_property")),
            "claimed": free_text(claim, "value") if claim.get("value") else None,
            "chosen": free_text(claim, "choice") if claim.get("choice") else ABSENT,
            "sources": source_names(store, claim.get("sources")),
        }
        for claim in sources(store, node.id, "CONCERNS")
        if claim.label == "Claim"
    ]  # fmt: skip
    title = text("questions", "explain-claims", n=len(rows))
    records = [str(row["record"]) for row in rows]
    return Table(
        "claims", title, _CLAIMS, rows, as_of, text("questions", "unit-claims"), len(rows), records=records
    )


def statements_tables(store: Store, country: Node, *, as_of: date, name: str) -> list[Table]:
    """Give what was said on the relations with a country, newest first; no table where nothing was."""
    said = statements_on(store, country.id, as_of=as_of)
    if not said:
        return []
    rows: list[dict[str, Cell]] = [
        {
            "said_on": said_on(one),
            "matter": free_text(one, "matter"),
            "spoken_by": speaker(one),
            "words": free_text(one, "words"),
            "our_reading": free_text(one, "city_work") if one.get("city_work") else ABSENT,
            "remark": free_text(one, "note") if one.get("note") else ABSENT,
            "told_by": list_cell(label_of(page) for key in one.texts("sources") if (page := store.node(key))),
            "sources": source_names(store, one.get("sources")),
            "record": one.id,
        }
        for one in said
    ]
    title = text(
        "unit",
        "statements-title",
        n=len(rows),
        country=label_of(country),
        newest=format_date(said_on(said[0])),
    )
    return [
        Table(
            name,
            title,
            _STATEMENTS,
            rows,
            as_of,
            text("unit", "unit-statements"),
            len(rows),
            records=sorted(one.id for one in said),
            notes=[text("unit", "note-statements")],
        )
    ]


def _nearest_id(store: Store, record_id: str) -> Label:
    return nearest(
        record_id, [node.id for node in store.nodes() if node.label != "Source"], "bfa export g.json"
    )
