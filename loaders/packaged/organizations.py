"""Organizations, memberships in their networks, and foreign missions in Bangkok."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from graph.issues import Issue
from graph.records import Edge, Node, Value, known, node_id
from graph.texts import Label
from loaders.mapping import map_edge, map_row
from loaders.names import AliasTable
from loaders.packaged.agreements import BANGKOK
from loaders.packaged.references import check_names, rows_about
from loaders.packaged.sources import named_source, source_of
from loaders.result import LoadResult
from loaders.tables import RawRow

_ORGANIZATION = {
    "name": "name_en", "name_th": "name_th", "abbreviation": "abbreviation", "kind": "kind",
    "relation": "relation", "since": "since", "latitude": "latitude", "longitude": "longitude",
    "secretariat": "secretariat_city", "member_cities_known": "member_cities_known",
    "confidence": "confidence", "note": "note", "note_th": "note_th",
}  # fmt: skip
_EXTRA = {
    "name": "name_en", "name_th": "name_th", "abbreviation": "abbreviation", "kind": "kind",
    "note": "note", "note_th": "note_th",
}  # fmt: skip
_MISSION = {
    "kind": "mission_kind", "address": "address", "district": "district", "opened": "opened",
    "latitude": "latitude", "longitude": "longitude", "confidence": "confidence",
    "note": "note", "note_th": "note_th",
}  # fmt: skip
_RELATIONS = ("relations_on", "relations_th", "relations_en")
# How a mission is called after the country it speaks for; a mission of unstated kind is a mission.
_MISSION_NAMES = {
    "embassy": Label("สถานเอกอัครราชทูต{country}", "Embassy of {country}"),
    "delegation": Label("คณะผู้แทน{country}", "Delegation of {country}"),
    "trade_office": Label("สำนักงานการค้า{country}", "Trade office of {country}"),
    "": Label("คณะผู้แทนทางการทูต{country}", "Mission of {country}"),
}


def load_organizations(rows: Sequence[RawRow], lists: Sequence[RawRow], aliases: AliasTable) -> LoadResult:
    """Load organizations, with how complete their member lists are.

    A seat joins to its city where the city is a record.
    """
    result = LoadResult()
    held = _completeness(lists, {row["org_id"] for row in rows}, result)
    for row in rows:
        values, issues = map_row(row, "Organization", _ORGANIZATION)
        source = source_of(row)
        org_id = node_id("Organization", row["org_id"])
        own = known(sources=(source.id,) if source else (), aliases=aliases.spellings_of(org_id))
        organization = Node("Organization", row["org_id"], {
            **values, **held.get(row["org_id"], {}), **own, "visibility": "public",
        })  # fmt: skip
        edges = []
        if row["secretariat_country_iso3"]:
            edges.append(Edge(org_id, "IN_COUNTRY", node_id("Country", row["secretariat_country_iso3"])))
        if row["secretariat_city"] == "Bangkok":
            edges.append(Edge(org_id, "LOCATED_IN", BANGKOK))
        result.take(row, [organization, *([source] if source else [])], edges, issues, [org_id])
    return result


def _completeness(
    rows: Sequence[RawRow], known_ids: Collection[str], result: LoadResult
) -> Mapping[str, Mapping[str, Value]]:
    columns = {
        "list_completeness": "completeness",
        "list_names": "names",
        "list_remark_th": "remark_th",
        "list_remark_en": "remark_en",
    }
    held = {}
    for row in rows_about(rows, "org_id", known=known_ids, result=result):
        held[row["org_id"]], issues = map_row(row, "Organization", columns)
        result.take(row, issues=issues, records=[node_id("Organization", row["org_id"])])
    return held


def load_extra_organizations(
    rows: Sequence[RawRow], aliases: AliasTable, activity_sources: Mapping[str, str]
) -> LoadResult:
    """Load the bodies that only activities name; their sources are those activities' sources."""
    result = LoadResult()
    activities = {node.partition(":")[2] for node in activity_sources}
    for row in rows:
        if unknown := check_names(row, "activity_ids", activities):
            result.take(row, issues=unknown)
            continue
        values, issues = map_row(row, "Organization", _EXTRA)
        org_id = node_id("Organization", row["org_id"])
        cited = tuple(
            sorted({activity_sources[node_id("Activity", key)] for key in row.parts("activity_ids")})
        )
        own = known(sources=cited, aliases=aliases.spellings_of(org_id))
        organization = Node("Organization", row["org_id"], {**values, **own, "visibility": "public"})
        country = row["country_iso3"]
        edges = [Edge(org_id, "IN_COUNTRY", node_id("Country", country))] if country else []
        if row["community_iso3"]:
            edges.append(Edge(org_id, "REPRESENTS", node_id("Country", row["community_iso3"])))
        result.take(row, [organization], edges, issues)
    return result


def load_memberships(rows: Sequence[RawRow], city_of: Mapping[tuple[str, str], str]) -> LoadResult:
    """Load memberships as links; `city_of` gives the city id for a name and country as printed."""
    result = LoadResult()
    for row in rows:
        values, issues = map_edge(
            row, "MEMBER_OF", {"since": "since", "list_year": "list_year", "confidence": "confidence"}
        )
        source = named_source("", row["source_url"])
        city = city_of[row["city_name_en"], row["country_iso3"]]
        own = known(sources=(source.id,) if source else (), as_named=row["city_name_en"])
        edge = Edge(city, "MEMBER_OF", node_id("Organization", row["org_id"]), {**values, **own})
        result.take(row, [source] if source else [], [edge], issues, [city])
    return result


def load_missions(rows: Sequence[RawRow], relations: Sequence[RawRow] = ()) -> LoadResult:
    """Load foreign missions; a mission of a body that is no state represents no country.

    `relations` says of a mission how its source tells that relations of the states changed.
    """
    result = LoadResult()
    changed: dict[str, Mapping[str, Value]] = {}
    missions = {row["embassy_id"] for row in rows}
    for row in rows_about(relations, "embassy_id", known=missions, result=result):
        told, issues = map_row(row, "Embassy", {name: name for name in _RELATIONS})
        result.take(row, issues=issues, records=[node_id("Embassy", row["embassy_id"])])
        changed[row["embassy_id"]] = told
    for row in rows:
        values, issues = map_row(row, "Embassy", _MISSION)
        source = source_of(row)
        named = _MISSION_NAMES.get(row["mission_kind"], _MISSION_NAMES[""])
        country_th = row["country_name_th"]
        own = known(
            name=named.en.format(country=row["country_name_en"]),
            name_th=named.th.format(country=country_th) if country_th else None,
            sources=(source.id,) if source else (),
        )
        mission = Node("Embassy", row["embassy_id"], {
            **values, **changed.get(row["embassy_id"], {}), **own, "visibility": "public",
        })  # fmt: skip
        edges = [Edge(mission.id, "LOCATED_IN", BANGKOK)]
        if row["country_iso3"]:
            edges.append(Edge(mission.id, "REPRESENTS", node_id("Country", row["country_iso3"])))
        result.take(row, [mission, *([source] if source else [])], edges, issues, [mission.id])
    return result


def check_expected_count(rows: Sequence[RawRow], *, file: str, at_least: int) -> list[Issue]:
    """Report a table that has fewer rows than its source is known to have."""
    if len(rows) >= at_least:
        return []
    return [Issue("count-below", file, {"count": len(rows), "expected": at_least})]
