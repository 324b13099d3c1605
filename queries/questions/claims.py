"""Claims: what sources claim or disagree on, and the records it concerns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.dates import parse_date
from graph.records import Node
from graph.store import Store
from graph.texts import Label, text
from queries.facts.free_text import about, in_both
from queries.pattern import Pattern, Row, in_order, records
from queries.table import ABSENT, Table, column, date_cell

_COLUMNS = (
    column("claim", subject="neo4j", brief=False), column("about"), column("claimed"),
    column("dated", subject="neo4j"), column("chosen"), column("concerned", subject="neo4j"),
)  # fmt: skip


def _rows(store: Store, *, as_of: date, record: str | None = None) -> list[Row]:
    """List the claims dated by the day or undated, or those on one record."""
    found = []
    for claim in store.nodes("Claim"):
        concerned = sorted({edge.target for edge in store.edges_from(claim.id, "CONCERNS")})
        if _is_dated_by(claim, as_of) and (record is None or record in concerned):
            found.append({
                "claim": claim.id, "name": claim.name, "name_th": claim.get("name_th"),
                "about": claim.get("subject_property"), "value": claim.get("value"),
                "value_th": claim.get("value_th"), "dated_on": claim.get("dated_on"),
                "preferred": claim.get("preferred"),
                "choice": claim.get("choice"), "choice_th": claim.get("choice_th"), "records": concerned,
            })  # fmt: skip
    return in_order(found, "about", "claim")


def _is_dated_by(claim: Node, as_of: date) -> bool:
    written = claim.text("dated_on")
    return not written or parse_date(written).latest <= as_of


def _table(rows: Sequence[Row], *, as_of: date, record: str | None = None) -> Table:
    """List the claims with the choice made, where one was."""
    cells = [
        {"claim": row["claim"], "about": about(row["about"] or ""), "claimed": _both(row, "value"),
         "dated": date_cell(row["dated_on"] or ""), "chosen": _both(row, "choice") or ABSENT,
         "concerned": ", ".join(row["records"]) or ABSENT}
        for row in rows
    ]  # fmt: skip
    concerned = {key for row in rows for key in row["records"]}
    return Table(
        "claims", text("neo4j", "claims-title", n=len(rows), records=len(concerned)), _COLUMNS, cells, as_of,
        text("questions", "unit-claims"), len(rows), records=records(rows, "claim", "records"),
    )  # fmt: skip


def _both(row: Row, name: str) -> Label | None:
    written = row[name]
    return in_both(written, row[f"{name}_th"] or "") if written is not None else None


claims = Pattern(_rows, _table)
