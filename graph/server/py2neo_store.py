"""py2neo, asked for and kept as a legacy way to a server. The only home of `py2neo`.

Its author ended it in 2023. It reads by our own texts and by users' queries, and nothing else: its
schema helpers fail on Neo4j 5, and its matching and merging rest on deprecated ids. The official
driver (`graph.server.neo4j_store`) is the way for everything else, pushes among them.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from graph.errors import StoreError
from graph.server.bounded import BoundedConnection
from graph.server.refusals import nonsense, refused, unreachable
from graph.server.settings import ServerSettings
from graph.server.store import Answer, CypherStore, Explained, Statement
from graph.server.values import DriverTypes, plain
from graph.server.waiting import COMMAND_SECONDS, Deadline, close, within
from graph.texts import text

if TYPE_CHECKING:
    from py2neo import Graph

    from graph.cypher.engine import Unknown
    from graph.server.statements import Row

CONNECT_SECONDS = 4.5
# The server's notices on names it does not hold, as the protocol of py2neo's time tells them.
_UNKNOWN: tuple[tuple[Unknown, re.Pattern[str]], ...] = (
    ("label", re.compile(r"the missing label name is: (.+?)\)")),
    ("relationship", re.compile(r"the missing relationship type is: (.+?)\)")),
    ("property", re.compile(r"the missing property name is: (.+?)\)")),
)


@cache
def give_notice() -> None:
    """Warn that py2neo has no future, once a process."""
    warnings.warn(text("neo4j", "py2neo-legacy").en, FutureWarning, stacklevel=4)


class Py2neoConnection(BoundedConnection):
    """A `Connection` through py2neo; made by `connect`."""

    def __init__(self, graph: Graph, settings: ServerSettings, deadline: Deadline) -> None:
        super().__init__(settings, deadline)
        self._graph = graph

    def read(self, text: str, /, **params: object) -> list[Row]:
        """Run a reading text and give its rows."""
        return self.wait(lambda: [dict(row) for row in self._graph.run(text, params).data()])

    def explain(self, text: str, params: Row, *, timeout: float) -> Explained:
        """Give the server's plan; as `Connection.explain`."""

        def work() -> Explained:
            cursor = self._graph.auto(readonly=True).run(text, params)
            list(cursor)
            summary = cursor.summary()
            return Explained(summary.get("type") == "r", _with_args(summary.get("plan") or {}))

        return self.wait(work, timeout)

    def query(self, text: str, params: Row, *, most: int, timeout: float) -> Answer:
        """Run a query in a READ transaction; as `Connection.query`. Only this side looks at a clock."""
        types = _types()

        def work() -> Answer:
            cursor = self._graph.auto(readonly=True).run(text, params)
            columns = list(cursor.keys())
            rows = [
                dict(zip(columns, (plain(value, types) for value in record), strict=True))
                for record in islice(cursor, most)
            ]
            return Answer(columns, rows, list(_unknown(cursor.summary())))

        return self.wait(work, timeout)

    def write(self, statements: Sequence[Statement]) -> int:
        """Run statements in one transaction, without retries; count the changes."""

        def work() -> int:
            transaction = self._graph.begin()
            try:
                stats = [transaction.run(s.text, dict(s.params)).stats() for s in statements]
            except BaseException:
                self._graph.rollback(transaction)
                raise
            self._graph.commit(transaction)
            return sum(value for stat in stats for value in dict(stat).values() if type(value) is int)

        return self.wait(work)

    def close(self) -> None:
        """End every connection of the driver, those in use too."""
        self._graph.service.connector.close()

    def _translated(self) -> AbstractContextManager[None]:
        return _translated(self._settings)

    def _ping(self) -> None:
        self._graph.run("RETURN 1").data()


def _with_args(step: Mapping[str, Any]) -> dict[str, Any]:
    children = [_with_args(child) for child in step.get("children", ())]
    return {**step, "args": dict(step.get("args", {})), "children": children}


@contextmanager
def connect(settings: ServerSettings, *, seconds: float = COMMAND_SECONDS) -> Iterator[Py2neoConnection]:
    """Connect through py2neo; raises StoreError as `graph.server.neo4j_store.connect`."""
    try:
        from py2neo import Graph
    except ModuleNotFoundError:
        raise StoreError("py2neo-not-installed") from None
    auth = (settings.username, settings.password) if settings.password else None

    def work() -> Graph:
        with _translated(settings):
            return Graph(settings.uri, auth=auth, name=settings.database or None)

    try:
        graph = within(CONNECT_SECONDS, work)
    except TimeoutError:
        raise unreachable(settings) from None
    connection = Py2neoConnection(graph, settings, Deadline(seconds))
    try:
        yield connection
    finally:
        close(connection.close)


@contextmanager
def open_store(settings: ServerSettings) -> Iterator[CypherStore]:
    """Connect through py2neo, warn of it, and give the server as a `Store`; as `connect`."""
    give_notice()
    with connect(settings) as connection:
        yield CypherStore(connection)


@contextmanager
def _translated(settings: ServerSettings) -> Iterator[None]:
    from py2neo.errors import ConnectionBroken, ConnectionUnavailable, Neo4jError, ServiceUnavailable

    try:
        yield
    except (Neo4jError, ConnectionUnavailable, ConnectionBroken, ServiceUnavailable, OSError) as error:
        # At the login the server's word is lost to what went wrong after it.
        cause: BaseException | None = error
        while cause is not None and not isinstance(cause, Neo4jError):
            cause = cause.__context__
        if cause is None:
            raise unreachable(settings) from None
        raise refused(cause.code or "", str(cause.message), settings) from None
    except Exception as error:  # noqa: BLE001 - bytes that are no Bolt break a driver anywhere
        raise nonsense(settings, error) from None


def _types() -> DriverTypes:
    from py2neo.data import Node, Path, Relationship

    return DriverTypes(Node, Relationship, Path, lambda link: type(link).__name__)


def _unknown(summary: Mapping[str, Any]) -> Iterator[tuple[Unknown, str]]:
    for notice in summary.get("notifications", ()):
        for kind, pattern in _UNKNOWN:
            if found := pattern.search(notice.get("description", "")):
                yield kind, found[1]
