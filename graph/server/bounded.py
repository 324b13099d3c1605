"""What every connection to a server does alike: wait within its deadline, and tell what went wrong."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager

from graph.errors import StoreError
from graph.server.refusals import TIMED_OUT, RefusedError, silent
from graph.server.settings import ServerSettings
from graph.server.waiting import Deadline, Found, close, within

# A server that is well gives a first answer in so much time.
_ALIVE_SECONDS = 2.0


class BoundedConnection(ABC):
    """A connection whose waits end with its deadline, whatever the server does."""

    def __init__(self, settings: ServerSettings, deadline: Deadline) -> None:
        self._settings = settings
        self._deadline = deadline

    @abstractmethod
    def _translated(self) -> AbstractContextManager[None]:
        """Turn what the driver raises into StoreError."""

    @abstractmethod
    def _ping(self) -> None:
        """Ask the server for nothing, over another connection than those in use."""

    @abstractmethod
    def close(self) -> None:
        """End every connection of the driver, those in use too."""

    def wait(self, work: Callable[[], Found], query_seconds: float | None = None) -> Found:
        """Do work that waits for the server; raises StoreError where it fails or does not end in time.

        A user's query may take `query_seconds`.
        """

        def translated() -> Found:
            with self._translated():
                return work()

        seconds = self._deadline.one_answer(query_seconds)
        try:
            return within(seconds, translated)
        except TimeoutError:
            raise self._overdue(seconds, is_query=query_seconds is not None) from None

    def _overdue(self, seconds: float, *, is_query: bool) -> StoreError:
        """Say that no answer came in time: a query's own fault where the server answers another one."""
        silence = silent(self._settings, seconds)
        if is_query and self._is_alive():
            return RefusedError(silence.code, status=TIMED_OUT, words="", **silence.params)
        close(self.close)
        return silence

    def _is_alive(self) -> bool:
        try:
            within(_ALIVE_SECONDS, self._ping)
        except Exception:  # noqa: BLE001 - whatever keeps it from answering, it does not answer
            return False
        return True
