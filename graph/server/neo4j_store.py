"""The official Neo4j driver. The only home of `neo4j`, which is imported when a server is asked for."""

from __future__ import annotations

import logging
import re
import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.errors import QuestionError, StoreError
from graph.server.settings import SCHEMES, ServerSettings, unreachable
from graph.server.statements import PUSH, Row
from graph.server.store import CypherStore, Statement

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, Transaction

OLDEST = (5, 23)  # the first with CALL (x) { ... }
# Together these keep the promise that a server which does not answer is reported within 5 seconds.
TCP_SECONDS, HANDSHAKE_SECONDS, CONNECT_SECONDS = 3.0, 4.0, 4.5
RETRY_SECONDS = 6.0
# What a server's answer means to a user; anything else is shown as the server says it.
_MEANING = {
    "Neo.ClientError.Security.Unauthorized": "neo4j-login",
    "Neo.ClientError.Security.AuthenticationRateLimit": "neo4j-login",
    "Neo.ClientError.Security.CredentialsExpired": "neo4j-password-expired",
    "Neo.ClientError.Database.DatabaseNotFound": "neo4j-database-missing",
    "Neo.TransientError.General.DatabaseUnavailable": "neo4j-unreachable",
}


class Neo4jConnection:
    """A `Connection` through the official driver; made by `connect`."""

    def __init__(self, driver: Driver, settings: ServerSettings, version: str) -> None:
        self._driver = driver
        self._settings = settings
        self._database = settings.database or None
        self.version = version

    def read(self, text: str, /, **params: object) -> list[Row]:
        """Run a reading text and give its rows."""
        with _translated(self._settings):
            found = self._driver.execute_query(text, params, database_=self._database, routing_="r")
            return [record.data() for record in found.records]

    @contextmanager
    def reading(self) -> Iterator[Any]:
        """Give a READ session; raises StoreError where the server is lost or refuses the login."""
        from neo4j import READ_ACCESS

        opened = self._driver.session(database=self._database, default_access_mode=READ_ACCESS)
        with _translated(self._settings), opened as session:
            yield session

    def write(self, statements: Sequence[Statement]) -> int:
        """Run statements in one managed transaction, tried again for a bounded time; count the changes."""

        def work(transaction: ManagedTransaction) -> int:
            return sum(_changes(transaction, statement) for statement in statements)

        with _translated(self._settings), self._session() as session:
            changes: int = session.execute_write(work)
            return changes

    @contextmanager
    def lock(self) -> Iterator[Lock]:
        """Hold the one push lock of a database; raises StoreError where another push holds it.

        The lock is an open transaction that names itself and never commits: it leaves no
        trace, and the server drops it when its holder dies. Among pushes that start together
        the one whose transaction is older goes on.
        """
        token = uuid.uuid4().hex
        with _translated(self._settings), self._session() as session:
            transaction = session.begin_transaction(metadata={"bfa_push": token})
            transaction.run("RETURN 1").consume()
            self._refuse_if_later(token)
            # Users who cannot see each other's transactions wait for each other here.
            transaction.run(f"MERGE (n:{PUSH} {{id: 'lock'}}) RETURN n.id").consume()
            yield Lock(transaction, self._settings)

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

    def _session(self) -> Any:  # noqa: ANN401 - the driver's session
        manager = self._driver.execute_query_bookmark_manager
        return self._driver.session(database=self._database, bookmark_manager=manager)


@dataclass(frozen=True)
class Lock:
    """The push lock while it is held."""

    _transaction: Transaction
    _settings: ServerSettings

    def check(self) -> None:
        """Raise StoreError where the lock was lost, such as by a server that started again."""
        with _translated(self._settings):
            self._transaction.run("RETURN 1").consume()


def _changes(transaction: ManagedTransaction, statement: Statement) -> int:
    counters = transaction.run(statement.text, dict(statement.params)).consume().counters
    return sum(value for value in vars(counters).values() if isinstance(value, int))


@contextmanager
def connect(settings: ServerSettings) -> Iterator[Neo4jConnection]:
    """Connect to a server, check user, database and version, and close at the end.

    Raises StoreError, within 5 seconds, where the driver is not installed, or the server is
    absent, refuses the login, lacks the database, or is too old.
    """
    driver, version = _within(CONNECT_SECONDS, settings)
    try:
        yield Neo4jConnection(driver, settings, version)
    finally:
        driver.close()


@contextmanager
def open_store(settings: ServerSettings) -> Iterator[CypherStore]:
    """Connect to a server and give it as a `Store`; as `connect`."""
    with connect(settings) as connection:
        yield CypherStore(connection)


def _within(seconds: float, settings: ServerSettings) -> tuple[Driver, str]:
    """Open a connection with an end to the waiting, which name servers do not give."""
    outcome: list[tuple[Driver, str] | BaseException] = []

    def attempt() -> None:
        try:
            outcome.append(_open(settings))
        except BaseException as error:  # noqa: BLE001 - handed to the caller as it is
            outcome.append(error)

    thread = threading.Thread(target=attempt, daemon=True)
    thread.start()
    thread.join(seconds)
    if not outcome:
        raise unreachable(settings)
    found = outcome[0]
    if isinstance(found, BaseException):
        raise found
    return found


def _open(settings: ServerSettings) -> tuple[Driver, str]:
    try:
        from neo4j import GraphDatabase
    except ModuleNotFoundError:
        raise StoreError("neo4j-not-installed") from None
    _keep_the_drivers_log_off_the_screen()
    with _translated(settings):
        driver = GraphDatabase.driver(
            settings.uri,
            auth=(settings.username, settings.password) if settings.password else None,
            connection_timeout=TCP_SECONDS,
            connection_acquisition_timeout=HANDSHAKE_SECONDS,
            max_transaction_retry_time=RETRY_SECONDS,
        )
        try:
            return driver, check_version(_probe(driver, settings.database or None))
        except BaseException:
            driver.close()
            raise


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
    except exceptions.ConfigurationError:
        raise QuestionError(
            "store-address-form", address=settings.place, allowed=", ".join(SCHEMES)
        ) from None
    except exceptions.Neo4jError as error:
        raise _meaning(error.code or "", error.message or "", settings) from None
    except exceptions.DriverError:
        raise unreachable(settings) from None


def _meaning(code: str, message: str, settings: ServerSettings) -> StoreError:
    key = _MEANING.get(code, "neo4j-refused")
    if key == "neo4j-unreachable":
        return unreachable(settings)
    if key == "neo4j-login" and not settings.password:
        key = "neo4j-password-missing"
    lines = message.splitlines()
    reason = f"{code}: {lines[0][:200]}" if lines else code
    database = settings.database or "-"
    return StoreError(key, place=settings.place, username=settings.username, database=database, reason=reason)
