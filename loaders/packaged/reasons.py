"""The rules that give a gap or a sleeping tie its reasons, and the parts of the plan they cite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.issues import Issue
from graph.records import Edge, Node
from graph.texts import places_of
from loaders.mapping import map_row
from loaders.packaged.sources import PLAN_SOURCE
from loaders.result import LoadResult
from loaders.tables import RawRow

_COLUMNS = {
    "kind": "kind", "fact": "fact", "priority": "priority", "name": "text_en", "name_th": "text_th",
}  # fmt: skip


def load_reasons(rows: Sequence[RawRow]) -> LoadResult:
    """Load the reasons: a rule each, ours, joined to what it cites of the plan."""
    result = LoadResult()
    for row in rows:
        values, issues = map_row(row, "Reason", _COLUMNS)
        issues += [*_check_places(row, "text_th"), *_check_places(row, "text_en")]
        reason = Node("Reason", row["reason_id"], {
            **values, "visibility": "public", "sources": (PLAN_SOURCE.id,),
        })  # fmt: skip
        edges = [Edge(reason.id, "CITES", cited) for cited in row.parts("cites")]
        result.take(row, [reason], edges, issues)
    return result


def _check_places(row: RawRow, column: str) -> Iterator[Issue]:
    """Refuse a text with a brace that is part of no place for a value."""
    try:
        places_of(row[column])
    except ValueError:
        yield Issue("cell-braces", row.place(column), {"column": column})
