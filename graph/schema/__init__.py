"""The schema, declared once: validation, stores, exports, templates and docs all read it."""

from __future__ import annotations

from graph.schema import nodes, relationships
from graph.schema.model import RESERVED, Code, Kind, NodeType, Property, RelationshipType, Schema

# Raised when a label, a relationship type or a property is renamed or taken out, so that a server
# that a newer program filled is never overwritten by an older one.
VERSION = 1

SCHEMA = Schema(
    {node_type.name: node_type for node_type in nodes.NODE_TYPES},
    {verb.name: verb for verb in relationships.RELATIONSHIP_TYPES},
    nodes.COMMON,
    relationships.COMMON,
)

__all__ = [
    "RESERVED",
    "SCHEMA",
    "VERSION",
    "Code",
    "Kind",
    "NodeType",
    "Property",
    "RelationshipType",
    "Schema",
]
