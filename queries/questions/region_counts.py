"""Region counts: how many ties each region of a scheme has, without a yardstick."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.store import Store
from graph.texts import text
from queries.facts.places import DEFAULT_SCHEME, regions
from queries.facts.ties import find_ties, tie_region
from queries.pattern import Pattern, Row, in_order, named, records
from queries.table import Table, column

_COLUMNS = (column("region", brief=False), column("name"), column("ties", unit="ties"))


def _rows(store: Store, *, as_of: date, scheme: str = DEFAULT_SCHEME) -> list[Row]:
    """List every region of a scheme with the partners there, most first."""
    partners: dict[str, list[str]] = {region.id: [] for region in regions(store, scheme=scheme)}
    for tie in find_ties(store, as_of=as_of):
        region = tie_region(store, tie, scheme=scheme)
        if region is not None:
            partners[region.id].append(tie.partner.id)
    found = (
        {"region": region.id, "name": region.name, "name_th": region.get("name_th"),
         "ties": len(partners[region.id]), "partners": partners[region.id]}
        for region in regions(store, scheme=scheme)
    )  # fmt: skip
    return in_order(found, "-ties", "region")


def _table(rows: Sequence[Row], *, as_of: date, scheme: str = DEFAULT_SCHEME) -> Table:
    """List the regions; the title names the largest, as region-balance does."""
    n = sum(row["ties"] for row in rows)
    title = text("questions", "region-balance-empty")
    if n:
        most = rows[0]
        share = round(100 * most["ties"] / n)
        title = text("neo4j", "region-counts-title", region=named(most), ties=most["ties"], n=n, share=share)
    cells = [
        {"region": row["region"].partition("/")[2], "name": named(row), "ties": row["ties"]} for row in rows
    ]
    return Table(
        "region-counts", title, _COLUMNS, cells, as_of, text("questions", "unit-ties"), n, scheme,
        records=records(rows, "partners"), notes=[text("questions", "note-tie")],
    )  # fmt: skip


region_counts = Pattern(_rows, _table)
