"""Waiting for a server, with an end to it whatever the server does.

A driver's own limits end with the login, or begin anew with each byte that comes. So each wait
stands in a thread of its own, which the program neither joins nor waits for when it ends.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

Found = TypeVar("Found")
COMMAND_SECONDS = 600.0
# What one answer may take: of a longer limit a fifth, so that a dead server is told of sooner.
_ANSWER_SECONDS, _ANSWER_SHARE = 30.0, 1 / 5
# A server that ends a query by its own clock may say so; a command waits so much longer for it.
GRACE_SECONDS = 0.5
CLOSE_SECONDS = 1.0
THREAD = "waits for a server"
# Some systems let no Ctrl-C through to a wait: none is longer than this.
_SLICE_SECONDS = 0.2


@dataclass(frozen=True)
class Deadline:
    """When a command ends: so many seconds after it was made."""

    seconds: float
    began: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        """Give the seconds that are left, 0 where there are none."""
        return max(0.0, self.began + self.seconds - time.monotonic())

    def one_answer(self, most: float | None = None) -> float:
        """Give the seconds that one answer may take: what is left, and no more than its share or `most`."""
        share = max(_ANSWER_SECONDS, self.seconds * _ANSWER_SHARE)
        return min(share if most is None else most, self.left)


def within(seconds: float, work: Callable[[], Found]) -> Found:
    """Do work that waits for a server, and give what it gives or raise what it raises.

    Raises TimeoutError where the work has not ended by then, or no time is left for it. It may go
    on: the caller closes what it waits for.
    """
    if seconds <= 0:
        raise TimeoutError
    found: list[Found] = []
    raised: list[BaseException] = []

    def attempt() -> None:
        try:
            found.append(work())
        except BaseException as error:  # noqa: BLE001 - handed to the caller as it is
            raised.append(error)

    deadline = Deadline(seconds)
    thread = threading.Thread(target=attempt, name=THREAD, daemon=True)
    thread.start()
    while thread.is_alive() and deadline.left:
        thread.join(min(_SLICE_SECONDS, deadline.left))
    if raised:
        raise raised[0]
    if not found:
        raise TimeoutError
    return found[0]


def close(work: Callable[[], object]) -> None:
    """Close what a server may hold open, and wait only a moment for it.

    What goes wrong is let go: a thread that was given up may still work on what is closed.
    """
    with suppress(Exception):
        within(CLOSE_SECONDS, work)
