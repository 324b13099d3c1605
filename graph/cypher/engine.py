"""What every Cypher engine gives: rows of plain values, the same from each of them.

A node comes as the map `{label, id, ...}` of its properties, a relationship as `{type, ...}`,
a path as `{nodes, relationships}`, a date as ISO 8601 text.
"""

from __future__ import annotations

import time
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
# Beyond a million rows or an hour a query is no question any more.
MOST_SECONDS = 3600.0
# What is left for a query whose plan took all: 0 would mean without end to a server.
LEAST_SECONDS = 0.01
# What users look for under names that no record has.
_SAID_OTHERWISE = {"title": "name", "label": "labels(n)", "type": "type(r)"}
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

    def plan(self, query: str, params: Mapping[str, object], *, timeout: float) -> Plan:
        """Give the engine's own plan of a query, in at most `timeout` seconds, without running it."""

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

    Plan and rows together may take `timeout` seconds. Raises QuestionError for a query that is not
    allowed, wrong, too slow or too large.
    """
    check_bounds(limit=limit, timeout=timeout)
    allowed = check_query(query)
    given = params or {}
    began = time.monotonic()
    try:
        check_plan(engine.plan(allowed, given, timeout=timeout))
        left = max(LEAST_SECONDS, timeout - (time.monotonic() - began))
        return engine.execute(allowed, given, limit=limit, timeout=left)
    except QuestionError as error:
        if error.code != "cypher-timeout":
            raise
        raise QuestionError("cypher-timeout", seconds=timeout) from None


def check_bounds(*, limit: int, timeout: float) -> None:
    """Refuse bounds that bound nothing, or leave nothing. Raises QuestionError."""
    if not 1 <= limit <= MOST_VALUES:
        raise QuestionError("cypher-bounds", name="--limit", value=limit, most=MOST_VALUES)
    if not 0 < timeout <= MOST_SECONDS:  # NaN is neither
        raise QuestionError("cypher-bounds", name="--timeout", value=timeout, most=MOST_SECONDS)


def check_size(rows: Sequence[Row], *, limit: int) -> None:
    """Refuse more rows than `limit`, or more values than anyone reads. Raises QuestionError."""
    if len(rows) > limit:
        raise QuestionError("cypher-too-many", limit=limit)
    if sum(_count(value) for row in rows for value in row.values()) > MOST_VALUES:
        raise QuestionError("cypher-too-large", most=MOST_VALUES)


def unknown_name(kind: Unknown, name: str) -> Label:
    """Say that the graph holds none of a label, relationship type or property, or the nearest name."""
    known: dict[Unknown, Sequence[str]] = {
        "label": sorted(SCHEMA.node_types),
        "relationship": sorted(SCHEMA.relationship_types),
        "property": sorted({name for label in SCHEMA.node_types for name in SCHEMA.node_properties(label)}),
    }
    if name in known[kind]:
        return text("neo4j", f"cypher-none-{kind}", name=name)
    found = [_SAID_OTHERWISE[name]] if kind == "property" and name in _SAID_OTHERWISE else []
    found = found or get_close_matches(name, known[kind], n=3, cutoff=0.5)
    hint = text("errors", "nearest", names=", ".join(found)) if found else _see_schema()
    return text("neo4j", f"cypher-unknown-{kind}", name=name, hint=hint)


def _see_schema() -> Label:
    return text("errors", "see-list", command="bfa schema show")


def _count(value: object) -> int:
    if isinstance(value, Mapping):
        return sum(_count(item) for item in value.values())
    return sum(_count(item) for item in value) if isinstance(value, list) else 1
