"""Build a graph from a server: the way back, for a colleague who has only the server."""

from __future__ import annotations

from graph.build import copy_graph
from graph.errors import DataError, StoreError
from graph.memory_store import MemoryStore
from graph.mirror.parts import digest_parts, group_records
from graph.mirror.state import PushState, read_state
from graph.server.store import Connection, CypherStore
from graph.store import Store


def pull(connection: Connection) -> MemoryStore:
    """Give the graph of the last complete push, checked as any other data.

    What is retired stays behind. Raises StoreError where nothing was pushed or the last push
    is not complete, and DataError where hand edits broke the schema.
    """
    check_complete(read_state(connection))
    return copy_records(connection)


def copy_records(connection: Connection) -> MemoryStore:
    """Copy a server's records, checked as any other data. Raises DataError that names one broken by hand."""
    store = MemoryStore()
    try:
        copy_graph(CypherStore(connection), into=store)
    except DataError as error:
        if error.code != "data-errors":
            raise
        raise DataError("neo4j-edited-record", **error.params) from None
    return store


def edited_parts(store: Store, state: PushState) -> list[str]:
    """Name the labels and types that are not as the last push left them, in a graph that was pulled."""
    found = digest_parts(group_records(store))
    parts = sorted(found.keys() | state.digests.keys())
    return [part.name for part in parts if found.get(part) != state.digests.get(part)]


def check_complete(state: PushState) -> None:
    """Raise StoreError where a server's records are not whole, or what it says of them was edited."""
    if state.damaged:
        first = state.damaged[0]
        raise StoreError("neo4j-push-edited", record=first.record, property=first.property)
    if state.number == 0:
        raise StoreError("neo4j-empty")
    if not state.is_complete:
        raise StoreError("neo4j-incomplete", number=state.number)
