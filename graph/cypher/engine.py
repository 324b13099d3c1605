"""What every Cypher engine gives: rows of plain values, the same from each of them.

A node comes as the map `{label, id, ...}` of its properties, a relationship as `{type, ...}`,
a path as `{nodes, relationships}`, a date as ISO 8601 text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal, Protocol

from graph.cypher.read_only import Plan, check_plan, check_query
from graph.errors import QuestionError
from graph.schema import SCHEMA
from graph.texts import Label, text

Row = dict[str, object]
Unknown = Literal["label", "relationship", "property"]
DEFAULT_LIMIT = 1000
DEFAULT_TIMEOUT = 30.0
# One row may hold a list without end: so much may come in all, however few the rows.
MOST_VALUES = 1_000_000


@dataclass(frozen=True)
class CypherResult:
    """What a query gave: its columns in order, its rows, and what the engine warned of."""

    columns: Sequence[str]
    rows: Sequence[Row]
    warnings: Sequence[Label] = field(default=())


class CypherEngine(Protocol):
    """A graph that answers Cypher. `execute` and `plan` get queries that `check_query` passed."""

    def plan(self, query: str, params: Mapping[str, object]) -> Plan:
        """Give the engine's own plan of a query, without running it."""

    def execute(
        self, query: str, params: Mapping[str, object], *, limit: int, timeout: float
    ) -> CypherResult:
        """Run a query for at most `timeout` seconds; raises QuestionError for more than `limit` rows."""


def run_query(
    engine: CypherEngine,
    query: str,
    params: Mapping[str, object] | None = None,
    *,
    limit: int = DEFAULT_LIMIT,
    timeout: float = DEFAULT_TIMEOUT,
) -> CypherResult:
    """Run one reading query: by its words, then by the engine's plan, then for its rows.

    Raises QuestionError for a query that is not allowed, wrong, too slow or too large.
    """
    allowed = check_query(query)
    given = params or {}
    check_plan(engine.plan(allowed, given))
    return engine.execute(allowed, given, limit=limit, timeout=timeout)


def check_size(rows: Sequence[Row], *, limit: int) -> None:
    """Refuse more rows than `limit`, or more values than anyone reads. Raises QuestionError."""
    if len(rows) > limit:
        raise QuestionError("cypher-too-many", limit=limit)
    if sum(_count(value) for row in rows for value in row.values()) > MOST_VALUES:
        raise QuestionError("cypher-too-large", most=MOST_VALUES)


def unknown_name(kind: Unknown, name: str) -> Label:
    """Say that the graph holds no such label, relationship type or property, with the nearest name."""
    known: dict[Unknown, Sequence[str]] = {
        "label": sorted(SCHEMA.node_types),
        "relationship": sorted(SCHEMA.relationship_types),
        "property": sorted({name for label in SCHEMA.node_types for name in SCHEMA.node_properties(label)}),
    }
    found = get_close_matches(name, known[kind], n=3, cutoff=0.5)
    hint = text("errors", "nearest", names=", ".join(found)) if found else _see_schema()
    return text("neo4j", f"cypher-unknown-{kind}", name=name, hint=hint)


def _see_schema() -> Label:
    return text("errors", "see-list", command="bfa schema show")


def _count(value: object) -> int:
    if isinstance(value, Mapping):
        return sum(_count(item) for item in value.values())
    return sum(_count(item) for item in value) if isinstance(value, list) else 1
