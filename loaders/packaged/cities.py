"""Cities: one record a place, however many tables name it and however they spell it.

Three tables make a city known: agreements (partners), places (Bangkok, capitals, cities of
activities), memberships (all others). Where rows disagree on one property, one value is
preferred by the rule of `graph.claims` and the others stay as Claim records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from graph.claims import Claim, prefer
from graph.issues import Issue
from graph.records import Edge, Node, Value, known, node_id
from graph.schema import SCHEMA
from loaders.mapping import map_row
from loaders.names import AliasTable, slug
from loaders.packaged.agreements import counterpart
from loaders.packaged.sources import NOTES_SOURCE, named_source, source_of
from loaders.result import LoadResult
from loaders.tables import RawRow

_PARTNER = {
    "name": "partner_name_en", "name_th": "partner_name_th", "level": "partner_kind",
    "latitude": "latitude", "longitude": "longitude", "wikidata_qid": "wikidata_qid",
}  # fmt: skip
_PLACE = {
    "name": "name_en", "name_th": "name_th", "level": "level", "latitude": "latitude",
    "longitude": "longitude", "wikidata_qid": "wikidata_qid", "coordinate_source": "coordinate_source",
    "note": "note", "note_th": "note_th",
}  # fmt: skip
# By the notes of agreements.csv, every point in it is GeoNames'.
_PARTNER_COORDINATES = "GeoNames (CC BY 4.0)"

CityOf = Mapping[tuple[str, str], str]


def load_cities(
    agreements: Sequence[RawRow], places: Sequence[RawRow], memberships: Sequence[RawRow], aliases: AliasTable
) -> tuple[LoadResult, CityOf]:
    """Load every city; also give the city id for each (name, country) in the memberships."""
    result = LoadResult()
    made = {row["key"] for row in places}
    for row in places:
        _take_place(row, aliases, result)
    by_key = defaultdict(list)
    for row in agreements:
        if counterpart(row) == "executive":
            by_key[row["partner_key"]].append(row)
    for key, rows in by_key.items():
        _take_partner(key, rows, aliases, result)
    made |= set(by_key)
    city_of = _take_members(memberships, made, aliases, result)
    return result, city_of


def _take_place(row: RawRow, aliases: AliasTable, result: LoadResult) -> None:
    values, issues = map_row(row, "City", _PLACE)
    source = named_source(row["coordinate_source"]) or NOTES_SOURCE
    own = known(aliases=_other_spellings(aliases, row["key"], values), sources=(source.id,))
    city = Node("City", row["key"], {**values, **own, "visibility": "public"})
    result.take(row, [city, source], [_country(city.id, row["country_iso3"])], issues, [city.id])


def _take_partner(key: str, rows: Sequence[RawRow], aliases: AliasTable, result: LoadResult) -> None:
    """Make one city of all the agreement rows that name it (the rows are accounted for elsewhere)."""
    city_id = node_id("City", key)
    claims: defaultdict[str, list[Claim]] = defaultdict(list)
    sources: list[str] = []
    for row in rows:
        values, issues = map_row(row, "City", _PARTNER)
        result.issues.extend(issues)
        source = source_of(row) or NOTES_SOURCE
        sources.append(source.id)
        for name, value in values.items():
            claims[name].append(Claim(city_id, name, value, source.id, row["confidence"], row.row_place))
    chosen, disagreeing = _settle(claims)
    own = known(
        aliases=_other_spellings(aliases, key, chosen),
        sources=tuple(sorted(set(sources))),
        coordinate_source=_PARTNER_COORDINATES if "latitude" in chosen else None,
        doubtful=all(row["confidence"] == "low" for row in rows),
        counted_by_office=any(row["counted_by_office"] == "yes" for row in rows),
    )
    city = Node("City", key, {**chosen, **own, "visibility": "public"})
    result.batch.add([city], [_country(city_id, rows[0]["country_iso3"])])
    for claim in disagreeing:
        _keep(claim, chosen[claim.property], result)


def _settle(claims: Mapping[str, Sequence[Claim]]) -> tuple[dict[str, Value], list[Claim]]:
    chosen: dict[str, Value] = {}
    disagreeing: list[Claim] = []
    for name, claimed in claims.items():
        best, others = prefer(claimed)
        chosen[name] = best.value
        disagreeing.extend(others)
    return chosen, disagreeing


def _keep(claim: Claim, chosen: Value, result: LoadResult) -> None:
    """Keep a claim that was not preferred, as a record and as a finding."""
    key = slug(f"{claim.record.partition(':')[2]}-{claim.property}-{claim.place}")
    label = SCHEMA.node_properties("City")[claim.property].label
    kept = Node("Claim", key, {
        "name": f"{claim.property}: {claim.value}", "name_th": f"{label.th}: {claim.value}",
        "subject_property": claim.property,
        "value": str(claim.value), "preferred": False, "visibility": "public", "sources": (claim.source,),
    })  # fmt: skip
    result.batch.add([kept], [Edge(kept.id, "CONCERNS", claim.record)])
    params = {"property": claim.property, "chosen": chosen, "other": claim.value}
    result.issues.append(Issue("values-disagree", claim.place, params))


def _take_members(
    rows: Sequence[RawRow], made: set[str], aliases: AliasTable, result: LoadResult
) -> dict[tuple[str, str], str]:
    """Make the cities that only memberships name; their rows are accounted for as links."""
    city_of: dict[tuple[str, str], str] = {}
    keys = _member_keys(rows, aliases)
    for row in rows:
        printed = (row["city_name_en"], row["country_iso3"])
        key = keys[printed]
        city_of[printed] = node_id("City", key)
        if key in made:
            continue
        made.add(key)
        source = named_source("", row["source_url"]) or NOTES_SOURCE
        properties: dict[str, Value] = {
            "name": row["city_name_en"],
            "level": "city",
            "visibility": "public",
            "sources": (source.id,),
        }
        properties.update(known(aliases=_other_spellings(aliases, key, properties)))
        city = Node("City", key, properties)
        country = row["country_iso3"]
        result.batch.add([source, city], [_country(city.id, country)] if country else [])
    return city_of


def _member_keys(rows: Sequence[RawRow], aliases: AliasTable) -> dict[tuple[str, str], str]:
    """Give each printed (name, country) its city key: by judgement, else by slug, kept apart by country."""
    printed = {(row["city_name_en"], row["country_iso3"]) for row in rows}
    countries: defaultdict[str, set[str]] = defaultdict(set)
    for name, country in printed:
        countries[slug(name)].add(country)
    keys = {}
    for name, country in printed:
        alias = aliases.find(name, country)
        base = slug(name)
        apart = f"{base}-{country.lower()}" if len(countries[base]) > 1 else base
        keys[name, country] = alias.target.partition(":")[2] if alias and alias.is_place else apart
    return keys


def _other_spellings(aliases: AliasTable, key: str, values: Mapping[str, Value]) -> tuple[str, ...]:
    return tuple(name for name in aliases.spellings_of(node_id("City", key)) if name != values.get("name"))


def _country(city_id: str, iso3: str) -> Edge:
    return Edge(city_id, "IN_COUNTRY", node_id("Country", iso3))
