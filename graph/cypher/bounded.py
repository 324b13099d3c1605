"""A Cypher engine in a process of its own, which can be ended and cannot fill the machine's memory.

An engine looks at its clock only between steps: one step of a user's query may run for minutes and
take all memory there is. So the query runs in a child that is ended at the deadline, and whose
memory has a bound where the system knows one (Linux).
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, cast

from graph.cypher.engine import CypherResult
from graph.cypher.kglite_engine import GraphRows, KgliteEngine
from graph.cypher.read_only import Plan
from graph.errors import BfaError, QuestionError, one_line

MEMORY_MB = 1024
# A query that ends by the engine's own clock may say so; what does not, is ended so much later.
GRACE_SECONDS = 0.5
START_SECONDS = 60.0
# So often the child's memory is looked at: it fills some 40 MB meanwhile.
_LOOK_SECONDS = 0.01
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
# How a child ends: by its own alarm; by itself where it gets no memory; by the system that has none.
_ENDS = {
    -number: code
    for name, code in (
        ("SIGALRM", "cypher-timeout"),
        ("SIGABRT", "cypher-memory"),
        ("SIGKILL", "cypher-memory"),
    )
    if (number := getattr(signal, name, 0))
}


@contextmanager
def bounded_engine(*, memory_mb: int = MEMORY_MB) -> Iterator[Callable[[GraphRows], BoundedEngine]]:
    """Start the child, and end it at the end; give what makes its engine of a graph's rows.

    The child comes up while the caller reads the graph.
    """
    # A fresh process and no fork: the same on every system, and safe whatever threads run here.
    context = get_context("spawn")
    here, there = context.Pipe()
    child = context.Process(target=_serve, args=(there, os.getpid(), memory_mb), daemon=True)
    child.start()
    there.close()

    def start(rows: GraphRows) -> BoundedEngine:
        engine = BoundedEngine(child, here, memory_mb)
        here.send(rows)
        engine.receive(START_SECONDS)
        engine.watch_memory()
        return engine

    try:
        yield start
    finally:
        child.kill()
        child.join()
        here.close()


class BoundedEngine:
    """A `CypherEngine` in a child process; made by `bounded_engine`."""

    def __init__(self, child: BaseProcess, pipe: Connection, memory_mb: int) -> None:
        self._memory_mb = memory_mb
        self._child = child
        self._pipe = pipe
        self._most_resident = 0

    def plan(self, query: str, params: Mapping[str, object], *, timeout: float) -> Plan:
        """Give the engine's own plan; as `CypherEngine.plan`."""
        return cast("Plan", self._ask("plan", timeout, query, params, timeout=timeout))

    def execute(
        self, query: str, params: Mapping[str, object], *, limit: int, timeout: float
    ) -> CypherResult:
        """Run a query; as `CypherEngine.execute`, ended where it takes too much time or memory."""
        found = self._ask("execute", timeout, query, params, limit=limit, timeout=timeout)
        return cast("CypherResult", found)

    def _ask(self, method: str, seconds: float, *args: object, **kwargs: object) -> object:
        self._pipe.send((method, args, kwargs))
        return self.receive(seconds)

    def receive(self, seconds: float) -> object:
        """Wait for the child's word. Raises the error it met, or QuestionError where it was ended."""
        try:
            self._wait(seconds)
            outcome, found = self._pipe.recv()
        except (EOFError, ConnectionError):
            self._child.join()
            code = _ENDS.get(self._child.exitcode or 0, "cypher-engine-ended")
            raise QuestionError(code, seconds=seconds, most=self._memory_mb) from None
        if outcome is not None:
            raise outcome(found[0], **found[1])
        return found

    def watch_memory(self) -> None:
        """From now on end the child where it takes more than its allowance beyond what it holds now."""
        if held := self._resident():
            self._most_resident = held + self._memory_mb * 2**20

    def _resident(self) -> int:
        """Give the bytes of the child that stand in memory; 0 where the system does not tell."""
        pages = _pages(self._child.pid or 0)
        return pages[1] * _PAGE if pages else 0

    def _wait(self, seconds: float) -> None:
        """Wait for a word; raises QuestionError where the child took too long or too much, and ends it."""
        deadline = time.monotonic() + seconds + GRACE_SECONDS
        while not self._pipe.poll(_LOOK_SECONDS):
            if time.monotonic() > deadline:
                self._child.kill()
                raise QuestionError("cypher-timeout", seconds=seconds)
            if self._most_resident and self._resident() > self._most_resident:
                self._child.kill()
                raise QuestionError("cypher-memory", most=self._memory_mb)


def _serve(pipe: Connection, parent: int, memory_mb: int) -> None:
    """Answer in the child until the parent is gone."""
    _be_silent()
    with suppress(EOFError, ConnectionError, KeyboardInterrupt):
        engine = KgliteEngine(pipe.recv())
        _bound_memory(memory_mb)
        pipe.send((None, None))
        while os.getppid() == parent:
            method, args, kwargs = pipe.recv()
            _bound_time(kwargs["timeout"])
            pipe.send(_answer(engine, method, args, kwargs, memory_mb=memory_mb))
            _bound_time(None)


def _answer(
    engine: KgliteEngine,
    method: str,
    args: Any,  # noqa: ANN401
    kwargs: Any,  # noqa: ANN401
    *,
    memory_mb: int,
) -> tuple[object, object]:
    try:
        return None, getattr(engine, method)(*args, **kwargs)
    except BfaError as error:
        return type(error), (error.code, error.params)
    except MemoryError:
        return QuestionError, ("cypher-memory", {"most": memory_mb})
    except BaseException as error:  # noqa: BLE001 - the engine's own panics are no Exception
        detail = one_line(str(error))[:200]
        # A thread that finds no room for its stack is out of memory too.
        is_full = any(sign in detail for sign in ("thread pool", "memory", "pointer is null", "overflow"))
        code = "cypher-memory" if is_full else "cypher-engine-failed"
        return QuestionError, (code, {"most": memory_mb, "detail": detail})


def _be_silent() -> None:
    """Keep a dying library's last words off the user's screen."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def _pages(process: int | str) -> tuple[int, ...]:
    """Give a process's memory in pages, as Linux tells it; nothing elsewhere, or where it has ended."""
    try:
        return tuple(map(int, Path(f"/proc/{process}/statm").read_text("ascii").split()))
    except OSError:
        return ()


def _bound_memory(megabytes: int) -> None:
    """Bound what may be set aside beyond what is: a hard stop where one step is quicker than the watch.

    The engine sets a gigabyte aside before it needs any, so this alone would bound nothing in time.
    """
    if sys.platform == "linux" and (pages := _pages("self")):
        import resource

        size = resource.getpagesize()
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = pages[5] * size + megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard < 0 else min(wanted, hard), hard))


def _bound_time(seconds: float | None) -> None:
    """End this process by the system's own alarm, also where the parent was killed."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, 0 if seconds is None else seconds + 2 * GRACE_SECONDS)
