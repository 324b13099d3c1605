"""A record's source as a cell of the page: its id, the source's name, and the way there."""

from __future__ import annotations

from graph.records import Node
from graph.store import Store
from graph.texts import same
from maps.blocks import Cell, Link


def source_link(store: Store, record: Node) -> Cell:
    """Link to a record's first source; its name alone where it has no address, None where none is known."""
    for source_id in record.texts("sources"):
        source = store.node(source_id)
        if source is not None:
            label = same(f"{record.key}: {source.name}")
            return Link(label, source.text("url")) if source.text("url") else label
    return None
