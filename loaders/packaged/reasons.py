"""The rules that give a gap or a sleeping tie its reasons, and the parts of the plan they cite."""

from __future__ import annotations

from collections.abc import Sequence

from graph.records import Edge, Node
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
        reason = Node("Reason", row["reason_id"], {
            **values, "visibility": "public", "sources": (PLAN_SOURCE.id,),
        })  # fmt: skip
        edges = [Edge(reason.id, "CITES", cited) for cited in row.parts("cites")]
        result.take(row, [reason], edges, issues)
    return result
