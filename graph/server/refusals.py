"""What keeps a server from answering, in one line with the way out; the same for each driver."""

from __future__ import annotations

from urllib.parse import urlsplit

from graph.errors import StoreError
from graph.server.settings import ENCRYPTED, ServerSettings, is_this_machine
from graph.texts import same, text

# What a server's answer means to a user; anything else is shown as the server says it.
_MEANING = {
    "Neo.ClientError.Security.Unauthorized": "neo4j-login",
    "Neo.ClientError.Security.AuthenticationRateLimit": "neo4j-locked-out",
    "Neo.ClientError.Security.CredentialsExpired": "neo4j-password-expired",
    "Neo.ClientError.Database.DatabaseNotFound": "neo4j-database-missing",
}
TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOut"
_UNAVAILABLE = "Neo.TransientError.General.DatabaseUnavailable"


class RefusedError(StoreError):
    """A server's own word against a statement: its status code, and its first line."""

    def __init__(self, code: str, *, status: str, words: str, **params: object) -> None:
        self.status, self.words = status, words
        super().__init__(code, **params)


def refused(status: str, message: str, settings: ServerSettings) -> StoreError:
    """Tell what a server's word means."""
    if status == _UNAVAILABLE:
        return unreachable(settings)
    key = _MEANING.get(status, "neo4j-refused")
    if key == "neo4j-login" and not settings.password:
        key = "neo4j-password-missing"
    words = (message.splitlines() or [""])[0]
    reason = f"{status}: {words[:200]}" if words else status
    database = settings.database or "-"
    return RefusedError(
        key,
        status=status,
        words=words,
        place=settings.place,
        username=settings.username,
        database=database,
        reason=reason,
    )


def unreachable(settings: ServerSettings) -> StoreError:
    """Say that no server answers, with the way out that fits the address."""
    parts = urlsplit(settings.uri)
    if parts.scheme in ENCRYPTED:
        hint = text("errors", "neo4j-hint-tls")
    else:
        is_near = is_this_machine(parts.hostname or "")
        hint = text("errors", "neo4j-hint-here") if is_near else same("")
    return StoreError("neo4j-unreachable", place=settings.place, hint=hint)


def silent(settings: ServerSettings, seconds: float) -> StoreError:
    """Say that a server took the login and gave no whole answer in time."""
    return StoreError("neo4j-silent", place=settings.place, seconds=round(seconds, 1))


def nonsense(settings: ServerSettings, error: Exception) -> StoreError:
    """Say that what answers speaks otherwise than a Neo4j server."""
    return StoreError("neo4j-nonsense", place=settings.place, reason=type(error).__name__)
