"""What was asked and not found, or not asked: one record for each inquiry, joined to its subjects."""

from __future__ import annotations

from collections.abc import Sequence

from graph.records import Edge, Node
from loaders.mapping import map_row, own_columns
from loaders.packaged.sources import NOTES_SOURCE
from loaders.result import LoadResult
from loaders.tables import RawRow


def load_inquiries(rows: Sequence[RawRow]) -> LoadResult:
    """Load inquiries. A subject without a record of its own is kept by name."""
    result = LoadResult()
    for row in rows:
        columns = {**own_columns(row, "Inquiry"), "name": "matter_en", "name_th": "matter_th"}
        values, issues = map_row(row, "Inquiry", {**columns, "note": "note_en"})
        inquiry = Node("Inquiry", row["inquiry_id"], {
            **values, "visibility": "public", "sources": (NOTES_SOURCE.id,),
        })  # fmt: skip
        edges = [Edge(inquiry.id, "CONCERNS", subject) for subject in row.parts("subjects")]
        result.take(row, [inquiry], edges, issues)
    return result
