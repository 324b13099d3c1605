"""Cypher on a Neo4j server, in READ sessions, after the server's own plan was read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from graph.cypher.engine import MOST_VALUES, CypherResult, Row, Unknown, check_size, unknown_name
from graph.cypher.read_only import Plan
from graph.cypher.sent import EXPLAIN, Sent, send
from graph.errors import QuestionError
from graph.schema import SCHEMA
from graph.texts import Label

if TYPE_CHECKING:
    from graph.server.neo4j_store import Neo4jConnection

# GQL status codes of the server's warnings on names it does not hold.
_UNKNOWN: Mapping[str, Unknown] = {"01N50": "label", "01N51": "relationship", "01N52": "property"}
_TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOut"
_NO_MEMORY = ("MemoryPoolOutOfMemory", "TransactionOutOfMemory", "OutOfMemoryError")


class ServerEngine:
    """A `CypherEngine` on a server, through a connection that the caller closes."""

    def __init__(self, connection: Neo4jConnection) -> None:
        self._connection = connection

    def plan(self, query: str, params: Mapping[str, object], *, timeout: float) -> Plan:
        """Give the server's plan: query type, operators, and the procedures it calls."""
        from neo4j import Query

        sent = send(query, prefix=EXPLAIN)
        with self._connection.reading() as session, _refusing(timeout, sent):
            explained = Query(sent.text, timeout=timeout)
            summary = session.run(explained, dict(params)).consume()
        steps = list(_steps(summary.plan or {}))
        procedures = [
            step["args"]["Details"].partition("(")[0]
            for step in steps
            if step["operatorType"].startswith("ProcedureCall")
        ]
        # A statement without a plan is an order to the server.
        reads_only = summary.query_type == "r" and bool(steps)
        return Plan(reads_only, [step["operatorType"] for step in steps], procedures)

    def execute(
        self, query: str, params: Mapping[str, object], *, limit: int, timeout: float
    ) -> CypherResult:
        """Run a query; as `CypherEngine.execute`."""
        from neo4j import Query

        with self._connection.reading() as session, _refusing(timeout, send(query)):
            result = session.run(Query(query, timeout=timeout), dict(params))
            columns = list(result.keys())
            records = result.fetch(limit + 1)
            rows: list[Row] = [{name: _plain(record[name]) for name in columns} for record in records]
            check_size(rows, limit=limit)
            warnings = list(_warnings(result.consume()))
        return CypherResult(columns, rows, warnings)


@contextmanager
def _refusing(timeout: float, sent: Sent) -> Iterator[None]:
    """Turn the server's word on a query into ours; what it says of itself passes through."""
    from neo4j.exceptions import Neo4jError

    try:
        yield
    except Neo4jError as error:
        refusal = _refusal(error.code or "", sent.relocate(_first_line(error.message or "")), timeout)
        if refusal is None:
            raise
        raise refusal from None


def _refusal(code: str, words: str, timeout: float) -> QuestionError | None:
    if code.startswith(_TIMED_OUT):
        return QuestionError("cypher-timeout", seconds=timeout)
    if any(sign in code for sign in _NO_MEMORY):
        return QuestionError("cypher-too-large", most=MOST_VALUES)
    if code.endswith("AccessMode"):
        return QuestionError("cypher-writes")
    if code.endswith("ParameterMissing"):
        return QuestionError("cypher-parameter", name=words.rpartition(":")[2].strip())
    about_the_query = code.startswith(("Neo.ClientError.Statement", "Neo.ClientError.Procedure"))
    return QuestionError("cypher-wrong", detail=words) if about_the_query else None


def _steps(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if plan:
        yield plan
        for child in plan.get("children", ()):
            yield from _steps(child)


def _plain(value: object) -> object:
    from neo4j.graph import Node, Path, Relationship

    if isinstance(value, Path):
        return {
            "nodes": [_plain(node) for node in value.nodes],
            "relationships": [_plain(link) for link in value.relationships],
        }
    if isinstance(value, Node):
        ours = sorted(value.labels & SCHEMA.node_types.keys()) or sorted(value.labels)
        return {"label": ours[0] if ours else "", **_sorted(value)}
    if isinstance(value, Relationship):
        # Its id is the mirror's own mark, not the record's.
        return {"type": value.type, **{k: v for k, v in _sorted(value).items() if k != "id"}}
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.iso_format() if hasattr(value, "iso_format") else value


def _sorted(entity: Any) -> Row:  # noqa: ANN401 - a node or relationship of the driver
    return {name: _plain(value) for name, value in sorted(entity.items())}


def _warnings(summary: Any) -> Iterator[Label]:  # noqa: ANN401 - a result's summary
    for status in summary.gql_status_objects:
        kind = _UNKNOWN.get(status.gql_status)
        name = re.search(r"`([^`]*)`", status.status_description)
        if kind is not None and name is not None:
            yield unknown_name(kind, name[1])


def _first_line(words: str) -> str:
    return (words.splitlines() or [""])[0]
