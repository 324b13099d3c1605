"""Peers' portfolios as yardsticks: how many partners abroad each peer city has in each country."""

from __future__ import annotations

from collections.abc import Sequence

from graph.issues import Issue
from graph.records import Edge, Node, known, node_id
from loaders.mapping import map_row, own_columns
from loaders.packaged.sources import source_of
from loaders.result import LoadResult
from loaders.tables import RawRow


def load_peers(rows: Sequence[RawRow]) -> LoadResult:
    """Load each peer city as a benchmark, with its count for each country (`JPN 2;USA 1`)."""
    result = LoadResult()
    for row in rows:
        columns = {**own_columns(row, "Benchmark"), "name": "name_en"}
        values, issues = map_row(row, "Benchmark", columns)
        source = source_of(row)
        peer = Node("Benchmark", row["peer_id"], {
            **values, "country": node_id("Country", row["country_iso3"]),
            **known(sources=(source.id,) if source else ()), "visibility": "public",
        })  # fmt: skip
        counts, unread = _counts(row, peer.id)
        result.take(row, [peer, *([source] if source else [])], counts, [*issues, *unread], [peer.id])
    return result


def _counts(row: RawRow, peer_id: str) -> tuple[list[Edge], list[Issue]]:
    edges, issues = [], []
    for part in row.parts("by_country"):
        iso3, _, units = part.partition(" ")
        if units.isdecimal():
            edges.append(Edge(peer_id, "COUNTS", node_id("Country", iso3), {"units": int(units)}))
        else:
            issues.append(Issue("cell-number", row.place("by_country"), {"value": part}))
    return edges, issues
