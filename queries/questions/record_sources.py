"""Sources of a record: what it and its links rest on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.records import Value
from graph.store import Store
from graph.texts import Label, join_labels, same, text
from queries.pattern import Pattern, Row, in_order, records
from queries.table import ABSENT, Table, column

_COLUMNS = (
    column("source", subject="neo4j", brief=False), column("name"), column("address", subject="neo4j"),
    column("cited_by", subject="neo4j"),
)  # fmt: skip


def _rows(store: Store, *, as_of: date, record: str | None = None) -> list[Row]:
    """List the sources of all records, or of one, with what cites them: records, or links by type."""
    cited: dict[str, set[str]] = {}
    for node in store.nodes():
        if (record is None or node.id == record) and node.get("retired") is not True:
            for held in ("sources", "read_sources"):
                _note(cited, node.get(held), "record")
    for edge in store.edges():
        if record is None or record in (edge.source, edge.target):
            _note(cited, edge.properties.get("sources"), edge.type)
    found = (
        {"source": source.id, "name": source.name, "url": source.get("url"), "cited_by": sorted(by)}
        for source, by in ((store.node(key), by) for key, by in cited.items())
        if source is not None and source.label == "Source"
    )
    return in_order(found, "source")


def _note(cited: dict[str, set[str]], held: Value | None, by: str) -> None:
    for source in held if isinstance(held, tuple) else ():
        cited.setdefault(source, set()).add(by)


def _table(rows: Sequence[Row], *, as_of: date, record: str | None = None) -> Table:
    """List the sources with their addresses."""
    cells = [
        {"source": row["source"], "name": row["name"], "address": row["url"] or ABSENT,
         "cited_by": _cited_by(row["cited_by"])}
        for row in rows
    ]  # fmt: skip
    return Table(
        "record-sources", text("neo4j", "record-sources-title", n=len(rows)), _COLUMNS, cells,
        as_of, text("neo4j", "unit-sources"), len(rows), records=records(rows, "source"),
    )  # fmt: skip


def _cited_by(kinds: Sequence[str]) -> Label:
    words = [text("neo4j", "cited-by-record") if kind == "record" else same(kind) for kind in sorted(kinds)]
    return join_labels(words)


record_sources = Pattern(_rows, _table)
