"""All the packaged tables into one LoadResult, every input row accounted for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from graph.records import node_id
from loaders.names import AliasTable
from loaders.packaged.activities import load_activities, source_ids
from loaders.packaged.agreements import agreement_sources, load_agreements
from loaders.packaged.attributes import read_attributes
from loaders.packaged.benchmarks import load_peers
from loaders.packaged.cities import load_cities
from loaders.packaged.claims import (
    load_announced,
    load_conflicts,
    load_governors,
    load_official_counts,
    load_signings,
    signing_key,
)
from loaders.packaged.countries import load_countries, load_regions
from loaders.packaged.inquiries import load_inquiries
from loaders.packaged.organizations import (
    check_expected_count,
    load_extra_organizations,
    load_memberships,
    load_missions,
    load_organizations,
)
from loaders.packaged.people import load_people
from loaders.packaged.plan import load_plan
from loaders.packaged.reasons import load_reasons
from loaders.packaged.references import check_aliases, check_repeats
from loaders.packaged.state_relations import load_state_relations
from loaders.packaged.terms import load_renewals, read_terms
from loaders.packaged.themes import load_themes, theme_index
from loaders.result import LoadResult
from loaders.tables import RawRow, read_table

# Fewer rows than these and a packaged table was cut short: the load stops.
EXPECTED_AT_LEAST = {
    "activities": 303, "activity_attributes": 124, "agreements": 76, "asean": 11, "embassies": 80,
    "memberships": 1101, "organizations": 45, "peers": 19, "people": 30, "sizes": 250,
    "state_relations": 16, "themes": 24, "theme_strings": 85,
}  # fmt: skip


def read_packaged(name: str) -> list[RawRow]:
    """Read one packaged table by its name without extension."""
    return read_table(files("loaders") / "data" / f"{name}.csv")


def load_packaged() -> LoadResult:
    """Load the packaged reference data and the plan's facts; nothing is written anywhere."""
    tables = {name: read_packaged(name) for name in EXPECTED_AT_LEAST}
    judgements = read_packaged("aliases")
    repeats = check_repeats(judgements, "name", "country_iso3")
    aliases = AliasTable.from_rows(row for row in judgements if row.number not in repeats)
    result = LoadResult(issues=list(repeats.values()))
    for name, least in EXPECTED_AT_LEAST.items():
        result.issues.extend(check_expected_count(tables[name], file=f"{name}.csv", at_least=least))
    for part in _load_parts(tables, aliases):
        result.extend(part)
    result.issues.extend(check_aliases(judgements, {node.id for node in result.batch.nodes}))
    return result


def _load_parts(tables: Mapping[str, list[RawRow]], aliases: AliasTable) -> tuple[LoadResult, ...]:
    """Load each table, with what it needs of the others."""
    themes = theme_index(tables["theme_strings"])
    cities, city_of = load_cities(
        tables["agreements"], read_packaged("places"), tables["memberships"], aliases
    )
    countries = read_packaged("countries")
    signed, told = agreement_sources(tables["agreements"]), source_ids(tables["activities"])
    signings = read_packaged("signings_without_row")
    claimed = {node_id("Claim", signing_key(row)) for row in signings}
    termed, terms = read_terms(read_packaged("terms"), records={*signed, *claimed})
    attributed, attributes = read_attributes(
        tables["activity_attributes"], activities={row["activity_id"] for row in tables["activities"]}
    )
    return (
        load_regions(read_packaged("regions")),
        load_countries(countries, tables["sizes"], tables["asean"], aliases),
        load_themes(tables["themes"], tables["theme_strings"], read_packaged("theme_aliases")),
        cities,
        load_agreements(tables["agreements"], themes, terms),
        termed,
        load_renewals(read_packaged("renewals"), signed),
        load_organizations(tables["organizations"], read_packaged("network_lists"), aliases),
        load_extra_organizations(read_packaged("organizations_extra"), aliases, told),
        load_memberships(tables["memberships"], city_of),
        load_missions(tables["embassies"], read_packaged("relations")),
        load_activities(tables["activities"], aliases, themes, attributes),
        attributed,
        load_official_counts(read_packaged("official_counts")),
        load_conflicts(read_packaged("conflicts")),
        load_announced(read_packaged("announced"), {**signed, **told}),
        load_signings(signings, tables["activities"], told, terms),
        load_inquiries(read_packaged("inquiries")),
        load_governors(read_packaged("governors")),
        *_load_people_and_statements(tables, aliases, cities, countries),
        load_peers(tables["peers"]),
        load_plan(),
        load_reasons(read_packaged("reasons")),
    )


def _load_people_and_statements(
    tables: Mapping[str, list[RawRow]], aliases: AliasTable, cities: LoadResult, countries: list[RawRow]
) -> tuple[LoadResult, LoadResult]:
    """Load who heads a place, and what was said on a country: both name places on record."""
    codes = {row["iso3"] for row in countries}
    keys = {node.key for node in cities.batch.nodes if node.label == "City"}
    return (
        load_people(tables["people"], aliases, countries=codes, cities=keys),
        load_state_relations(tables["state_relations"], countries=codes),
    )
