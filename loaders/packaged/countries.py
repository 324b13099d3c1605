"""Countries, regions in both schemes, and ASEAN membership with its dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.issues import Issue
from graph.records import Edge, Node, Value, known, node_id
from loaders.mapping import map_row, own_columns
from loaders.names import AliasTable, slug
from loaders.packaged.references import rows_about
from loaders.packaged.sources import named_source, source_of
from loaders.result import LoadResult
from loaders.tables import RawRow

SCHEMES = {"plan": "region_plan", "un-m49": "region_un_m49"}


def load_regions(rows: Sequence[RawRow]) -> LoadResult:
    """Load the regions of every scheme."""
    result = LoadResult()
    for row in rows:
        values, issues = map_row(row, "Region", {"name": "name_en", "name_th": "name_th", "scheme": "scheme",
                                                 "assumed": "assumed", "note": "note",
                                                 "note_th": "note_th"})  # fmt: skip
        region = Node("Region", f"{row['scheme']}/{row['key']}", {**values, "visibility": "public"})
        result.take(row, [region], issues=issues)
    return result


def load_countries(
    rows: Sequence[RawRow], sizes: Sequence[RawRow], members: Sequence[RawRow], aliases: AliasTable
) -> LoadResult:
    """Load countries with their regions and sizes; an ASEAN member also gets what `asean.csv` says of it."""
    result = LoadResult()
    countries = {row["iso3"] for row in rows}
    beside = [
        ({row["iso3"]: row for row in rows_about(table, "iso3", known=countries, result=result)}, read)
        for table, read in ((sizes, _sizes), (members, _membership))
    ]
    for row in rows:
        values, issues = map_row(row, "Country", {**own_columns(row, "Country"), "name": "name_en"})
        source = named_source(row["name_source"])
        nodes = [source] if source else []
        for by_iso, read in beside:
            if other := by_iso.get(row["iso3"]):
                own, more, issued = read(other)
                values.update(own)
                nodes.extend(more)
                result.take(other, issues=issued, records=[node_id("Country", row["iso3"])])
        cited = tuple(node.id for node in nodes)
        own = known(sources=cited, aliases=aliases.spellings_of(node_id("Country", row["iso3"])))
        country = Node("Country", row["iso3"], {**values, **own, "visibility": "public"})
        result.take(row, [country, *nodes], _regions_of(row), issues, [country.id])
    return result


def _regions_of(row: RawRow) -> list[Edge]:
    here = node_id("Country", row["iso3"])
    return [
        Edge(here, "IN_REGION", node_id("Region", f"{scheme}/{row[column]}"))
        for scheme, column in SCHEMES.items()
        if row[column]
    ]


def _sizes(row: RawRow) -> tuple[Mapping[str, Value], list[Node], list[Issue]]:
    values, issues = map_row(row, "Country", own_columns(row, "Country"))
    found = (named_source(row["population_source"]), source_of(row))
    return values, [source for source in found if source], issues


def _membership(row: RawRow) -> tuple[Mapping[str, Value], list[Node], list[Issue]]:
    values, issues = map_row(
        row, "Country", {"asean_since": "joined_on", "note": "note", "note_th": "note_th"}
    )
    values["capital"] = node_id("City", slug(row["capital_en"]))
    values["leading_city"] = node_id("City", slug(row["largest_city_en"]))
    source = source_of(row)
    return values, [source] if source else [], issues
