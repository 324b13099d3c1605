"""Cypher on a Neo4j server, in READ sessions, after the server's own plan was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from graph.cypher.engine import MOST_VALUES, CypherResult, check_size, unknown_name
from graph.cypher.read_only import Plan
from graph.cypher.sent import EXPLAIN, Sent, send
from graph.errors import QuestionError
from graph.server.refusals import TIMED_OUT, RefusedError
from graph.server.store import Connection

_NO_MEMORY = ("MemoryPoolOutOfMemory", "TransactionOutOfMemory", "OutOfMemoryError")


class ServerEngine:
    """A `CypherEngine` on a server, through a connection that the caller closes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def plan(self, query: str, params: Mapping[str, object], *, timeout: float) -> Plan:
        """Give the server's plan: query type, operators, and the procedures it calls."""
        sent = send(query, prefix=EXPLAIN)
        with _refusing(timeout, sent):
            explained = self._connection.explain(sent.text, dict(params), timeout=timeout)
        steps = list(_steps(explained.plan))
        procedures = [
            step["args"]["Details"].partition("(")[0]
            for step in steps
            if step["operatorType"].startswith("ProcedureCall")
        ]
        # A statement without a plan is an order to the server.
        reads_only = explained.reads_only and bool(steps)
        return Plan(reads_only, [step["operatorType"] for step in steps], procedures)

    def execute(
        self, query: str, params: Mapping[str, object], *, limit: int, timeout: float
    ) -> CypherResult:
        """Run a query; as `CypherEngine.execute`."""
        with _refusing(timeout, send(query)):
            found = self._connection.query(query, dict(params), most=limit + 1, timeout=timeout)
        check_size(found.rows, limit=limit)
        return CypherResult(found.columns, found.rows, [unknown_name(*name) for name in found.unknown])


@contextmanager
def _refusing(timeout: float, sent: Sent) -> Iterator[None]:
    """Turn the server's word on a query into ours; what it says of itself passes through."""
    try:
        yield
    except RefusedError as error:
        raise _refusal(error.status, sent.relocate(error.words), timeout) or error from None


def _refusal(code: str, words: str, timeout: float) -> QuestionError | None:
    if code.startswith(TIMED_OUT):
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
