"""py2neo, asked for and kept as a legacy way to a server. The only home of `py2neo`.

Its author ended it in 2023. It runs our own texts and nothing else: its schema helpers fail on
Neo4j 5, and its matching and merging rest on deprecated ids. The official driver
(`graph.server.neo4j_store`) is the way for everything else.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from graph.errors import StoreError
from graph.server.settings import ServerSettings, unreachable
from graph.server.store import CypherStore, Statement
from graph.texts import text

if TYPE_CHECKING:
    from py2neo import Graph

    from graph.server.statements import Row


@cache
def give_notice() -> None:
    """Warn that py2neo has no future, once a process."""
    warnings.warn(text("neo4j", "py2neo-legacy").en, FutureWarning, stacklevel=4)


class Py2neoConnection:
    """A `Connection` through py2neo; made by `open_store`."""

    def __init__(self, graph: Graph, settings: ServerSettings) -> None:
        self._graph = graph
        self._settings = settings

    def read(self, text: str, /, **params: object) -> list[Row]:
        """Run a reading text and give its rows."""
        with _translated(self._settings):
            return [dict(row) for row in self._graph.run(text, params).data()]

    def write(self, statements: Sequence[Statement]) -> int:
        """Run statements in one transaction, without retries; count the changes."""
        with _translated(self._settings):
            transaction = self._graph.begin()
            try:
                stats = [transaction.run(s.text, dict(s.params)).stats() for s in statements]
            except BaseException:
                self._graph.rollback(transaction)
                raise
            self._graph.commit(transaction)
        return sum(value for stat in stats for value in dict(stat).values() if type(value) is int)


@contextmanager
def open_store(settings: ServerSettings) -> Iterator[CypherStore]:
    """Connect through py2neo and give the server as a `Store`; StoreError where that fails."""
    try:
        from py2neo import Graph
    except ModuleNotFoundError:
        raise StoreError("py2neo-not-installed") from None
    give_notice()
    auth = (settings.username, settings.password) if settings.password else None
    with _translated(settings):
        graph = Graph(settings.uri, auth=auth, name=settings.database or None)
    try:
        yield CypherStore(Py2neoConnection(graph, settings))
    finally:
        graph.service.connector.close()


@contextmanager
def _translated(settings: ServerSettings) -> Iterator[None]:
    from py2neo.errors import ConnectionBroken, ConnectionUnavailable, Neo4jError

    try:
        yield
    except Neo4jError as error:
        raise StoreError("neo4j-refused", place=settings.place, reason=str(error)[:200]) from None
    except (ConnectionUnavailable, ConnectionBroken, OSError):
        raise unreachable(settings) from None
