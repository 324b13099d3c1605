"""Agreements: one record a row, joined to the place it was signed with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.records import Edge, Node, known, node_id
from loaders.mapping import map_row
from loaders.packaged.sources import source_of
from loaders.packaged.themes import themes_of
from loaders.result import LoadResult
from loaders.tables import RawRow

BANGKOK = node_id("City", "bangkok")
_COLUMNS = {
    "kind": "agreement_type", "signed_on": "signed_on", "note": "note", "confidence": "confidence",
    "themes_as_gathered": "themes",
}  # fmt: skip
# The files' word `active` only means that a source since 2018 treats the document as current;
# activity of a tie is another matter and is computed.
_STATUS = {"active": "in_force", "lapsed": "lapsed", "unknown": "unknown"}


def load_agreements(rows: Sequence[RawRow], themes: Mapping[str, tuple[str, ...]]) -> LoadResult:
    """Load agreements and council accords with their parties and themes."""
    result = LoadResult()
    for row in rows:
        values, issues = map_row(row, "Agreement", _COLUMNS)
        source = source_of(row)
        agreement = Node("Agreement", row["agreement_id"], {
            **values, "name": row["agreement_id"], "visibility": "public",
            "counterpart": counterpart(row), "status": _STATUS[row["status"]],
            **known(sources=(source.id,) if source else ()),
        })  # fmt: skip
        about, differing = themes_of(row, agreement.id, themes)
        edges = [
            Edge(agreement.id, "SIGNED_BY", BANGKOK),
            Edge(
                agreement.id,
                "WITH",
                node_id("City", row["partner_key"]),
                {"as_named": row["partner_name_en"]},
            ),
            *about,
        ]
        result.take(
            row, [agreement, *([source] if source else [])], edges, [*issues, *differing], [agreement.id]
        )
    return result


def counterpart(row: RawRow) -> str:
    """Tell whether a row's partner is an executive or a council."""
    return "council" if row["partner_kind"] == "council" else "executive"
