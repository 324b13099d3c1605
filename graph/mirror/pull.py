"""Build a graph from a server: the way back, for a colleague who has only the server."""

from __future__ import annotations

from graph import cypher_texts as texts
from graph.build import build_graph
from graph.cypher_store import Connection
from graph.errors import DataError, StoreError
from graph.memory_store import MemoryStore
from graph.mirror.state import PushState, read_state
from graph.records import Batch


def pull(connection: Connection) -> MemoryStore:
    """Give the graph of the last complete push, checked as any other data.

    What is retired stays behind. Raises StoreError where nothing was pushed or the last push
    is not complete, and DataError where hand edits broke the schema.
    """
    check_complete(read_state(connection))
    nodes = [row["properties"] for row in connection.read(texts.node_texts())]
    edges = connection.read(texts.edge_texts())
    try:
        batch = Batch([texts.read_node(row) for row in nodes], [texts.read_edge(row) for row in edges])
    except ValueError as error:
        raise DataError("neo4j-not-a-record", detail=error) from None
    store = MemoryStore()
    build_graph(batch, into=store)
    return store


def check_complete(state: PushState) -> None:
    """Raise StoreError where a server's records are not whole."""
    if state.number == 0:
        raise StoreError("neo4j-empty")
    if not state.is_complete:
        raise StoreError("neo4j-incomplete", number=state.number)
