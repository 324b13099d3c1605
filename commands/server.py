"""A Neo4j server as commands reach it: where it is, through which driver, and how long it may take."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.opening import assemble
from commands.options import Command, Wanted
from commands.program import bilingual, say
from commands.usage import Amount, OneOf
from graph.errors import QuestionError
from graph.texts import text

if TYPE_CHECKING:
    from graph.cypher.engine import CypherEngine
    from graph.mirror import PushState
    from graph.server.neo4j_store import Neo4jConnection
    from graph.server.settings import ServerSettings
    from graph.server.store import Connection
    from graph.store import Store

OFFICIAL = "neo4j"
DRIVERS = (OFFICIAL, "py2neo")


@dataclass(frozen=True)
class Server:
    """The server that is meant: its address (None: of the settings, or none), a driver, and a limit."""

    address: str | None
    driver: str = OFFICIAL
    seconds: float = 0.0


def server_options(
    *, seconds: float, store_help: str, driver: bool = True, is_optional: bool = False, timeout: bool = True
) -> Callable[[Command], Command]:
    """Give a command the options on a server; they arrive as one `server`.

    Where a server `is_optional`, options that mean one are refused without its address.
    """

    def decorate(command: Command) -> Command:
        @functools.wraps(command)
        def with_server(
            *args: Any,  # noqa: ANN401 - click passes any
            address: str | None,
            driver_name: str | None = None,
            server_seconds: float | None = None,
            **kwargs: Any,  # noqa: ANN401
        ) -> Any:  # noqa: ANN401
            given = {"--driver": driver_name, "--timeout": server_seconds}
            idle = [option for option, value in given.items() if value is not None]
            if is_optional and address is None and idle:
                raise QuestionError("store-option-alone", option=idle[0])
            server = Server(address, driver_name or OFFICIAL, server_seconds or seconds)
            return command(*args, server=server, **kwargs)

        wrapped: Any = with_server
        if timeout:
            limit = bilingual("opt-server-timeout")
            wrapped = click.option("--timeout", "server_seconds", type=Amount(0.1), help=limit)(wrapped)
        if driver:
            drivers = OneOf(list(DRIVERS))
            wrapped = click.option("--driver", "driver_name", type=drivers, help=bilingual("opt-driver"))(
                wrapped
            )
        return click.option("--store", "address", metavar="URL", help=store_help)(wrapped)  # type: ignore[no-any-return]

    return decorate


@contextmanager
def engine_for(server: Server, wanted: Wanted) -> Iterator[CypherEngine]:
    """Give what answers a query of Cypher: the graph here, or a server with a push."""
    if server.address is None:
        from graph.cypher.bounded import bounded_engine
        from graph.cypher.kglite_engine import check_installed, read_rows

        check_installed()  # said before the graph is built
        with bounded_engine() as start:
            yield start(read_rows(assemble().store))
        return
    from graph.cypher.server_engine import ServerEngine

    with connected(server, wanted) as (connection, _):
        _check_state(connection, wanted, unfinished=True)
        yield ServerEngine(connection)


@contextmanager
def answering(server: Server, wanted: Wanted, *, unfinished: bool) -> Iterator[tuple[CypherEngine, Store]]:
    """Give a server that answers questions, with a checked copy of its records.

    A server without a push is refused, and one with an unfinished push unless that is accepted.
    What was edited by hand since the push is said.
    """
    from graph import mirror
    from graph.cypher.server_engine import ServerEngine

    with connected(server, wanted) as (connection, _):
        state = _check_state(connection, wanted, unfinished=unfinished)
        held = mirror.copy_records(connection)
        if state.is_trusted and (edited := mirror.edited_parts(held, state)):
            said = text("neo4j", "ask-edited", number=state.number, parts=", ".join(edited))
            say(said, wanted.lang)
        yield ServerEngine(connection), held


def _check_state(connection: Connection, wanted: Wanted, *, unfinished: bool) -> PushState:
    """Refuse a server whose records are not whole; where that is accepted, say so."""
    from graph.mirror import check_complete, read_state

    state = read_state(connection)
    if unfinished and (state.damaged or (state.number and not state.is_complete)):
        said = "push-edited" if state.damaged else "ask-incomplete"
        say(text("neo4j", said), wanted.lang)
    else:
        check_complete(state)
    return state


@contextmanager
def connected(server: Server, wanted: Wanted) -> Iterator[tuple[Connection, str]]:
    """Connect through the driver that is meant; give the server's place too."""
    if server.driver == OFFICIAL:
        with connected_to_write(server, wanted) as opened:
            yield opened
        return
    from graph.server.py2neo_store import connect

    settings = _settings(server, wanted)
    say(text("neo4j", "py2neo-legacy"), wanted.lang)
    with connect(settings, seconds=server.seconds) as connection:
        yield connection, settings.place


@contextmanager
def connected_to_write(server: Server, wanted: Wanted) -> Iterator[tuple[Neo4jConnection, str]]:
    """Connect through the official driver, which alone may push; give the server's place too."""
    from graph.server.neo4j_store import connect

    settings = _settings(server, wanted)
    with connect(settings, seconds=server.seconds) as connection:
        yield connection, settings.place


def _settings(server: Server, wanted: Wanted) -> ServerSettings:
    """Read where the server is, and say when its transport is open."""
    from graph.server.settings import read_settings

    settings = read_settings(server.address, os.environ, file=Path("bfa.toml"))
    if settings.is_open_to_others:
        say(text("neo4j", "open-transport", place=settings.place), wanted.lang)
    return settings
