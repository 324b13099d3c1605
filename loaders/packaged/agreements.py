"""Agreements: one record a row, joined to the place it was signed with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.dates import format_date, parse_date
from graph.issues import Issue
from graph.records import Edge, Node, Value, known, node_id
from graph.schema import codes
from graph.texts import Label
from loaders.mapping import map_row
from loaders.packaged.sources import NOTES_SOURCE, source_of
from loaders.packaged.terms import Terms
from loaders.packaged.themes import themes_of
from loaders.result import LoadResult
from loaders.tables import RawRow

_KINDS = codes.labels(codes.AGREEMENT_KIND)
BANGKOK = node_id("City", "bangkok")
_COLUMNS = {
    "kind": "agreement_type", "signed_on": "signed_on", "confidence": "confidence",
    "themes_as_gathered": "themes", "note": "note", "note_th": "note_th",
}  # fmt: skip
# The files' word `active` only means that a source since 2018 treats the document as current;
# activity of a tie is another matter and is computed.
_STATUS = {"active": "in_force", "lapsed": "lapsed", "unknown": "unknown"}
# Columns whose values are no schema codes, and what may stand in them.
_LISTED = {"status": tuple(_STATUS), "counted_by_office": ("yes", "no")}


def agreement_sources(rows: Sequence[RawRow]) -> Mapping[str, str]:
    """Map each agreement's record id to the id of its source (the gatherers' notes where none is given)."""
    return {node_id("Agreement", row["agreement_id"]): (source_of(row) or NOTES_SOURCE).id for row in rows}


def load_agreements(
    rows: Sequence[RawRow], themes: Mapping[str, tuple[str, ...]], terms: Terms
) -> LoadResult:
    """Load agreements and council accords with their parties, themes and stated terms."""
    result = LoadResult()
    for row in rows:
        values, issues = map_row(row, "Agreement", _COLUMNS)
        source = source_of(row)
        agreement = Node("Agreement", row["agreement_id"], {
            **values, **terms.get(node_id("Agreement", row["agreement_id"]), {}), **_names(row),
            "visibility": "public",
            "counterpart": counterpart(row), "status": _STATUS.get(row["status"], "unknown"),
            **known(sources=(source.id,) if source else ()),
        })  # fmt: skip
        about, differing = themes_of(row, agreement.id, themes)
        issues += [
            Issue(
                "cell-unknown-code", row.place(column), {"value": row[column], "allowed": ", ".join(listed)}
            )
            for column, listed in _LISTED.items()
            if row[column] not in listed
        ]
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


def _names(row: RawRow) -> dict[str, Value]:
    """Name an agreement by its partner, kind and date, since few documents have a title on record."""
    kind = _KINDS.get(row["agreement_type"], Label("", row["agreement_type"]))
    try:
        signed = format_date(parse_date(row["signed_on"]))
    except ValueError:
        signed = Label("ไม่ทราบวันลงนาม", "date unknown")
    return {
        "name": f"{row['partner_name_en']}: {kind.en} ({signed.en})",
        "name_th": f"{row['partner_name_th']}: {kind.th} ({signed.th})",
    }


def counterpart(row: RawRow) -> str:
    """Tell whether a row's partner is an executive or a council."""
    return "council" if row["partner_kind"] == "council" else "executive"
