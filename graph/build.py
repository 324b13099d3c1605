"""The last step of a row's journey: a checked batch into a store, all or nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from graph.errors import DataError
from graph.issues import Issue, errors_among
from graph.records import Batch, Edge
from graph.store import Store
from graph.validate import check_batch, check_edges


def build_graph(batch: Batch, *, into: Store) -> list[Issue]:
    """Check a batch and put it into a store; give the findings that do not stop it.

    The same batch twice changes nothing. Raises DataError, with the store as it was, when
    the batch has errors.
    """
    issues = check_batch(batch)
    _stop_on_errors(issues)
    into.replace(batch)
    return issues


def link_graph(edges: Sequence[Edge], *, into: Store) -> list[Issue]:
    """Check edges against the schema and a store's nodes, and add them; as `build_graph`."""
    ends = {end for edge in edges for end in (edge.source, edge.target)}
    nodes = (into.node(end) for end in ends)
    issues = check_edges(edges, {node.id: node for node in nodes if node is not None})
    _stop_on_errors(issues)
    into.add_edges(edges)
    return issues


def extend_graph(batch: Batch, *, into: Store, replaced: Collection[Edge] = ()) -> list[Issue]:
    """Check a batch against the schema and a store's nodes, and add it; as `build_graph`.

    Edges whose place the batch takes are given as `replaced`, and leave the store.
    """
    ends = {end for edge in batch.edges for end in (edge.source, edge.target)}
    known = [node for node in map(into.node, ends) if node is not None]
    issues = check_batch(Batch(batch.nodes))
    issues += check_edges(batch.edges, {node.id: node for node in (*known, *batch.nodes)})
    _stop_on_errors(issues)
    gone = {edge.identity for edge in replaced}
    kept = (edge for edge in into.edges() if not gone or edge.identity not in gone)
    into.replace(Batch([*into.nodes(), *batch.nodes], [*kept, *batch.edges]))
    return issues


def copy_graph(source: Store, *, into: Store) -> list[Issue]:
    """Read every record of a store that others may have changed, and build it; as `build_graph`."""
    return build_graph(Batch(list(source.nodes()), list(source.edges())), into=into)


def _stop_on_errors(issues: Sequence[Issue]) -> None:
    errors = errors_among(issues)
    if errors:
        first = errors[0]
        raise DataError("data-errors", count=len(errors), first=first.words, place=first.place)
