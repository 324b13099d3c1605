"""The schema as tables: every type, or one type with its properties."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from graph.errors import QuestionError
from graph.schema import SCHEMA, NodeType, Property, RelationshipType
from graph.texts import Label, text
from queries.facts.lookup import nearest
from queries.table import ABSENT, Cell, Table, column

_TYPES = (column("type_name"), column("type_label"), column("description"), column("key_or_ends"))
_PROPERTIES = (
    column("property"), column("type_label"), column("kind"), column("required"), column("description"),
    column("codes"), column("example"),
)  # fmt: skip


def schema_tables(name: str | None, *, as_of: date) -> list[Table]:
    """Give the list of types, or the properties of one. Raises QuestionError for an unknown name."""
    if name is None:
        nodes = [_node_row(node_type) for node_type in SCHEMA.node_types.values()]
        verbs = [_verb_row(verb) for verb in SCHEMA.relationship_types.values()]
        return [_types("nodes", nodes, as_of), _types("relationships", verbs, as_of)]
    if name in SCHEMA.node_types:
        properties: Iterable[Property] = SCHEMA.node_properties(name).values()
        title = SCHEMA.node_types[name].label
    elif name in SCHEMA.relationship_types:
        properties, title = (
            SCHEMA.relationship_properties(name).values(),
            SCHEMA.relationship_types[name].label,
        )
    else:
        known = [*SCHEMA.node_types, *SCHEMA.relationship_types]
        raise QuestionError("label-unknown", name=name, hint=nearest(name, known, "bfa schema show"))
    rows = [_property_row(prop) for prop in properties]
    heading = Label(f"{name}: {title.th}", f"{name}: {title.en}")
    return [Table(name, heading, _PROPERTIES, rows, as_of, text("questions", "unit-rows"), len(rows))]


def _types(kind: str, rows: list[dict[str, Cell]], as_of: date) -> Table:
    title = text("questions", f"schema-{kind}", n=len(rows))
    return Table(f"schema-{kind}", title, _TYPES, rows, as_of, text("questions", "unit-rows"), len(rows))


def _node_row(node_type: NodeType) -> dict[str, Cell]:
    return {
        "type_name": node_type.name, "type_label": node_type.label, "description": node_type.description,
        "key_or_ends": node_type.key_description,
    }  # fmt: skip


def _verb_row(verb: RelationshipType) -> dict[str, Cell]:
    ends = ", ".join(f"{source}->{target}" for source, target in verb.ends)
    return {
        "type_name": verb.name, "type_label": verb.label, "description": verb.description,
        "key_or_ends": ends,
    }  # fmt: skip


def _property_row(prop: Property) -> dict[str, Cell]:
    return {
        "property": prop.name, "type_label": prop.label, "kind": prop.kind.value, "required": prop.required,
        "description": prop.description, "codes": ", ".join(code.value for code in prop.codes) or ABSENT,
        "example": prop.example,
    }  # fmt: skip
