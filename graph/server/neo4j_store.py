"""The official Neo4j driver. The only home of `neo4j`, which is imported when a server is asked for."""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from graph.errors import DataError, QuestionError, StoreError
from graph.server.bounded import BoundedConnection
from graph.server.refusals import nonsense, refused, unreachable
from graph.server.settings import SCHEMES, ServerSettings
from graph.server.statements import PUSH, Row
from graph.server.store import Answer, CypherStore, Explained, Statement
from graph.server.values import DriverTypes, plain
from graph.server.waiting import (
    COMMAND_SECONDS,
    GRACE_SECONDS,
    Deadline,
    close,
    within,
)

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, ResultSummary, Session, Transaction

    from graph.cypher.engine import Unknown

OLDEST = (5, 23)  # the first with CALL (x) { ... }
# Together these keep the promise that a server which does not answer is reported within 5 seconds.
TCP_SECONDS, HANDSHAKE_SECONDS, CONNECT_SECONDS = 3.0, 4.0, 4.5
RETRY_SECONDS = 6.0
# GQL status codes of the server's warnings on names it does not hold.
_UNKNOWN: Mapping[str, Unknown] = {"01N50": "label", "01N51": "relationship", "01N52": "property"}


class Neo4jConnection(BoundedConnection):
    """A `Connection` through the official driver; made by `connect`."""

    def __init__(self, driver: Driver, settings: ServerSettings, version: str, deadline: Deadline) -> None:
        super().__init__(settings, deadline)
        self._driver = driver
        self._database = settings.database or None
        self.version = version

    def read(self, text: str, /, **params: object) -> list[Row]:
        """Run a reading text and give its rows."""

        def work() -> list[Row]:
            found = self._driver.execute_query(text, params, database_=self._database, routing_="r")
            return [record.data() for record in found.records]

        return self.wait(work)

    def explain(self, text: str, params: Row, *, timeout: float) -> Explained:
        """Give the server's plan; as `Connection.explain`."""
        from neo4j import Query

        def work() -> Explained:
            with self._reading() as session:
                summary = session.run(Query(text, timeout=timeout), params).consume()
                return Explained(summary.query_type == "r", summary.plan or {})

        return self.wait(work, timeout + GRACE_SECONDS)

    def query(self, text: str, params: Row, *, most: int, timeout: float) -> Answer:
        """Run a query in a READ session; as `Connection.query`."""
        from neo4j import Query

        types = _types()

        def work() -> Answer:
            with self._reading() as session:
                result = session.run(Query(text, timeout=timeout), params)
                columns = list(result.keys())
                records = result.fetch(most)
                rows = [{name: plain(record[name], types) for name in columns} for record in records]
                return Answer(columns, rows, list(_unknown(result.consume())))

        return self.wait(work, timeout + GRACE_SECONDS)

    def write(self, statements: Sequence[Statement]) -> int:
        """Run statements in one managed transaction, tried again for a bounded time; count the changes."""

        def changed(transaction: ManagedTransaction) -> int:
            return sum(_changes(transaction, statement) for statement in statements)

        def work() -> int:
            with self._session() as session:
                changes: int = session.execute_write(changed)
                return changes

        return self.wait(work)

    @contextmanager
    def lock(self) -> Iterator[Lock]:
        """Hold the one push lock of a database; raises StoreError where another push holds it.

        The lock is an open transaction that names itself and never commits: it leaves no
        trace, and the server drops it when its holder dies. Among pushes that start together
        the one whose transaction is older goes on.
        """
        token = uuid.uuid4().hex
        session = self._session()
        try:
            transaction: Transaction = self.wait(partial(_begin, session, token))
            self._refuse_if_later(token)
            # Users who cannot see each other's transactions wait for each other here.
            merged = f"MERGE (n:{PUSH} {{id: 'lock'}}) RETURN n.id"
            self.wait(lambda: transaction.run(merged).consume())
            yield Lock(transaction, self)
        finally:
            close(session.close)

    def close(self) -> None:
        """End every connection of the driver, those in use too."""
        self._driver.close()

    def _translated(self) -> AbstractContextManager[None]:
        return _translated(self._settings)

    def _ping(self) -> None:
        _probe(self._driver, self._database)

    def _refuse_if_later(self, token: str) -> None:
        rows = self.read(
            "SHOW TRANSACTIONS YIELD transactionId, database, metaData "
            "WHERE metaData.bfa_push IS NOT NULL "
            "RETURN transactionId AS id, database, metaData.bfa_push AS token"
        )
        age = {row["token"]: int(row["id"].rpartition("-")[2]) for row in rows}
        place = {row["token"]: row["database"] for row in rows}
        rivals = [other for other in age if place[other] == place[token] and age[other] < age[token]]
        if rivals:
            raise StoreError("neo4j-push-running", place=self._settings.place)

    def _session(self) -> Session:
        manager = self._driver.execute_query_bookmark_manager
        return self._driver.session(database=self._database, bookmark_manager=manager)

    def _reading(self) -> Session:
        from neo4j import READ_ACCESS

        return self._driver.session(database=self._database, default_access_mode=READ_ACCESS)


@dataclass(frozen=True)
class Lock:
    """The push lock while it is held."""

    _transaction: Transaction
    _connection: Neo4jConnection

    def check(self) -> None:
        """Raise StoreError where the lock was lost, such as by a server that started again."""
        self._connection.wait(lambda: self._transaction.run("RETURN 1").consume())


def _begin(session: Session, token: str) -> Transaction:
    transaction = session.begin_transaction(metadata={"bfa_push": token})
    transaction.run("RETURN 1").consume()
    return transaction


def _changes(transaction: ManagedTransaction, statement: Statement) -> int:
    counters = transaction.run(statement.text, dict(statement.params)).consume().counters
    return sum(value for value in vars(counters).values() if isinstance(value, int))


@contextmanager
def connect(settings: ServerSettings, *, seconds: float = COMMAND_SECONDS) -> Iterator[Neo4jConnection]:
    """Connect to a server, check user, database and version, and close at the end.

    Raises StoreError, within 5 seconds, where the driver is not installed, or the server is
    absent, refuses the login, lacks the database, or is too old. From then on all waits
    together may take so many seconds.
    """
    driver = _open(settings)
    try:
        version = _first_answer(driver, settings)
        yield Neo4jConnection(driver, settings, version, Deadline(seconds))
    finally:
        close(driver.close)


@contextmanager
def open_store(settings: ServerSettings) -> Iterator[CypherStore]:
    """Connect to a server and give it as a `Store`; as `connect`."""
    with connect(settings) as connection:
        yield CypherStore(connection)


def _open(settings: ServerSettings) -> Driver:
    """Make a driver, which connects to nothing yet."""
    try:
        from neo4j import GraphDatabase
        from neo4j.exceptions import ConfigurationError
    except ModuleNotFoundError:
        raise StoreError("neo4j-not-installed") from None
    _keep_the_drivers_log_off_the_screen()
    try:
        return GraphDatabase.driver(
            settings.uri,
            auth=(settings.username, settings.password) if settings.password else None,
            connection_timeout=TCP_SECONDS,
            connection_acquisition_timeout=HANDSHAKE_SECONDS,
            max_transaction_retry_time=RETRY_SECONDS,
        )
    except (ConfigurationError, ValueError):
        # What follows the port, which the driver takes for settings of its own.
        raise QuestionError(
            "store-address-form", address=settings.place, allowed=", ".join(SCHEMES)
        ) from None


def _first_answer(driver: Driver, settings: ServerSettings) -> str:
    """Give the server's version, with an end to the waiting, which name servers do not give."""

    def work() -> str:
        with _translated(settings):
            return check_version(_probe(driver, settings.database or None))

    try:
        return within(CONNECT_SECONDS, work)
    except TimeoutError:
        raise unreachable(settings) from None


def _keep_the_drivers_log_off_the_screen() -> None:
    """Leave our one line alone there: no handler of last resort, and none of another library's."""
    log = logging.getLogger("neo4j")
    log.addHandler(logging.NullHandler())
    log.propagate = False


def _probe(driver: Driver, database: str | None) -> str:
    """Run a first query without any retry; give the server's name of itself."""
    with driver.session(database=database) as session:
        return session.run("RETURN 1").consume().server.agent


def check_version(agent: str) -> str:
    """Give the version in a server's name of itself; raises StoreError where it is too old."""
    found = re.match(r"Neo4j/((\d+)\.(\d+)\S*)", agent)
    if found is None or (int(found[2]), int(found[3])) < OLDEST:
        raise StoreError("neo4j-too-old", version=agent, oldest=".".join(map(str, OLDEST)))
    return found[1]


@contextmanager
def _translated(settings: ServerSettings) -> Iterator[None]:
    """Turn what the driver raises into StoreError, without the chain that could hold secrets."""
    from neo4j import exceptions

    try:
        yield
    except exceptions.Neo4jError as error:
        raise refused(error.code or "", error.message or "", settings) from None
    except exceptions.BrokenRecordError:
        raise DataError("neo4j-value-unreadable", place=settings.place) from None
    except exceptions.DriverError:
        raise unreachable(settings) from None
    except Exception as error:  # noqa: BLE001 - bytes that are no Bolt break a driver anywhere
        raise nonsense(settings, error) from None


def _types() -> DriverTypes:
    from neo4j.graph import Node, Path, Relationship

    return DriverTypes(Node, Relationship, Path, lambda link: str(link.type))


def _unknown(summary: ResultSummary) -> Iterator[tuple[Unknown, str]]:
    for status in summary.gql_status_objects:
        kind = _UNKNOWN.get(status.gql_status)
        name = re.search(r"`([^`]*)`", status.status_description)
        if kind is not None and name is not None:
            yield kind, name[1]
