"""White space: regions and countries without a tie, what else leads there, and why it would matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from graph.records import Node
from graph.store import Store
from graph.texts import Label, text
from queries.facts.explain import statements_tables
from queries.facts.landscape import Landscape
from queries.facts.lookup import label_of
from queries.facts.memberships import BANGKOK
from queries.facts.networks import network_name
from queries.facts.places import DEFAULT_SCHEME, HOME_COUNTRY
from queries.facts.tied_countries import refuse_tied
from queries.gaps.channels import Channels, find_channels
from queries.gaps.country_gaps import country_gap, member_gap, region_gap
from queries.gaps.reasons import reasons_table
from queries.table import ABSENT, Cell, Table, column, list_cell

_REGIONS = (
    column("region", brief=False), column("name"), column("ties", unit="ties"),
    column("countries_without", subject="unit", unit="countries"),
    column("with_mission", subject="unit", unit="countries"),
    column("with_network", subject="unit", unit="countries"),
    column("with_council", subject="unit", unit="countries"),
    column("with_contact", subject="unit", unit="countries"),
    column("with_nothing", subject="unit", unit="countries", brief=False),
)  # fmt: skip
_COUNTRIES = (
    column("country", brief=False), column("name"), column("region"),
    column("missions", subject="unit", unit="missions"), column("places_met", subject="unit", unit="places"),
    column("networks_shared", subject="unit", brief=False), column("council", subject="unit"),
    column("contacts_with_anyone", subject="measures", unit="contacts"),
    column("activities_with_anyone", subject="measures", unit="activities"),
    column("last_with_anyone", subject="unit", brief=False), column("announced", subject="unit", brief=False),
    column("kinds_of_way", subject="unit", unit="ways", brief=False),
    column("un_member", subject="unit", brief=False),
)  # fmt: skip

Found = Sequence[tuple[Node, Channels]]


def white_space(
    store: Store, *, as_of: date, scheme: str = DEFAULT_SCHEME, region: str | None = None,
    country: str | None = None,
) -> list[Table]:  # fmt: skip
    """List regions, then countries, without a tie, those with most ways first; then the reasons.

    Countries are UN member states other than Thailand, and territories that something leads to.
    With a region its countries alone, in that region's own scheme; with a country that one first,
    then its region. Raises QuestionError for a country with a tie.
    """
    area = store.node(region) if region is not None else None
    scheme = area.text("scheme") if area is not None else scheme
    land = Landscape(store, as_of, scheme)
    if country is None:
        return white_space_tables(land, region=region)
    refuse_tied(store, country, as_of=as_of)
    of_country = land.region_of.get(country)
    region = of_country.id if of_country is not None and region is None else region
    return white_space_tables(land, region=region, country=country)


def white_space_tables(
    land: Landscape, *, region: str | None = None, country: str | None = None
) -> list[Table]:
    """Give the tables of `white_space` on a ground that is read already."""
    untied = [(country, find_channels(land, country.id)) for country in _untied(land)]
    found = [(c, ways) for c, ways in untied if ways.kinds or c.get("un_member") is True]
    if region is not None:
        found = [(c, ways) for c, ways in found if (own := land.region_of.get(c.id)) and own.id == region]
    found.sort(key=lambda pair: (-pair[1].kinds, -len(pair[1].contacts), -len(pair[1].cities), pair[0].id))
    areas = [area for area in land.regions if region in (None, area.id)]
    by_region = _by_region(land, areas, found)
    if region is not None and len(areas) == 1:
        by_region = replace(by_region, title=_region_title(land, areas[0], found))
    if country is None:
        return [by_region, _by_country(land, found), _reasons(land, areas, found)]
    one = [(c, ways) for c, ways in untied if c.id == country]
    ((node, _),) = one
    said = statements_tables(land.store, node, as_of=land.as_of, name="white-space-relations")
    region_of_it = replace(by_region, name="white-space-region")
    return [_of_country(land, one), *said, region_of_it, _reasons(land, [], one)]


def _region_title(land: Landscape, area: Node, found: Found) -> Label:
    """Say how one region stands."""
    return text(
        "unit", "white-space-region-title", name=label_of(area), ties=land.ties_by_region[area.id],
        of=len(land.standings), n=len(found), nothing=sum(1 for _, ways in found if not ways.kinds),
    )  # fmt: skip


def _country_title(land: Landscape, country: Node, ways: Channels) -> Label:
    """Say what leads to one country."""
    return text(
        "unit", "white-space-country-title" if ways.kinds else "white-space-no-way-title",
        name=label_of(country), missions=len(ways.missions), places=len(ways.cities),
        contacts=len(ways.contacts), recent=land.index.in_plan(ways.contacts),
    )  # fmt: skip


def _untied(land: Landscape) -> list[Node]:
    return [
        country
        for country in land.store.nodes("Country")
        if country.id != HOME_COUNTRY and not land.standings_in.get(country.id)
    ]


def _in(land: Landscape, area: Node, found: Found) -> Found:
    return [pair for pair in found if (own := land.region_of.get(pair[0].id)) and own.id == area.id]


def _by_region(land: Landscape, areas: Sequence[Node], found: Found) -> Table:
    rows = [_region_row(land, area, _in(land, area, found)) for area in areas]
    rows.sort(
        key=lambda row: (int(str(row["ties"])), -int(str(row["countries_without"])), str(row["region"]))
    )
    records = {standing.tie.partner.id for standing in land.standings} | {area.id for area in areas}
    empty = [row for row in rows if not row["ties"]]
    title = text(
        "unit", "white-space-title", n=len(found), empty=len(empty), regions=len(rows),
        names=list_cell(_label(row["name"]) for row in empty),
        nothing=sum(1 for _, ways in found if not ways.kinds),
    )  # fmt: skip
    return Table(
        "white-space", title, _REGIONS, rows, land.as_of, text("unit", "unit-untied"), len(found),
        land.scheme, text("unit", "benchmark-untied"), sorted(records),
        [text("questions", "note-tie"), text("unit", "note-ways"), text("unit", "note-missions")],
    )  # fmt: skip


def _label(cell: Cell) -> Label:
    return cell if isinstance(cell, Label) else text("questions", "unknown")


def _region_row(land: Landscape, area: Node, found: Found) -> dict[str, Cell]:
    return {
        "region": area.key.partition("/")[2],
        "name": label_of(area),
        "ties": land.ties_by_region[area.id],
        "countries_without": len(found),
        "with_mission": sum(1 for _, ways in found if ways.missions),
        "with_network": sum(1 for _, ways in found if ways.cities),
        "with_council": sum(1 for _, ways in found if ways.councils),
        "with_contact": sum(1 for _, ways in found if ways.contacts),
        "with_nothing": sum(1 for _, ways in found if not ways.kinds),
    }


def _by_country(land: Landscape, found: Found) -> Table:
    rows = [_country_row(land, country, ways) for country, ways in found]
    records = {record for country, ways in found for record in (country.id, *ways.records)}
    title = text(
        "unit", "white-space-countries-title", n=len(rows),
        mission=sum(1 for _, ways in found if ways.missions),
        network=sum(1 for _, ways in found if ways.cities),
        recent=sum(1 for row in rows if row["activities_with_anyone"]),
    )  # fmt: skip
    return Table(
        "white-space-countries", title, _COUNTRIES, rows, land.as_of, text("unit", "unit-untied"), len(rows),
        land.scheme, text("unit", "benchmark-untied"), sorted(records),
        [text("unit", "note-membership"), text("unit", "note-country-contact")],
    )  # fmt: skip


def _of_country(land: Landscape, found: Found) -> Table:
    """Give the table of the one country asked for: the answer itself, with its figures as the finding."""
    ((country, ways),) = found
    return replace(_by_country(land, found), name="white-space", title=_country_title(land, country, ways))


def _country_row(land: Landscape, country: Node, ways: Channels) -> dict[str, Cell]:
    region = land.region_of.get(country.id)
    shared = {n for city in ways.cities for n in land.memberships.shared(BANGKOK, city)}
    return {
        "country": country.key,
        "name": label_of(country),
        "region": label_of(region) if region else None,
        "missions": len(ways.missions),
        "places_met": len(ways.cities),
        "networks_shared": list_cell(network_name(land.store, network) for network in sorted(shared)),
        "council": list_cell(label_of(tie.partner) for tie in ways.councils),
        "contacts_with_anyone": len(ways.contacts),
        "activities_with_anyone": land.index.in_plan(ways.contacts),
        "last_with_anyone": land.index.last(ways.contacts) or ABSENT,
        "announced": list_cell(label_of(claim) for claim in ways.matters),
        "kinds_of_way": ways.kinds,
        "un_member": country.get("un_member") is True,
    }


def _reasons(land: Landscape, areas: Sequence[Node], found: Found) -> Table:
    """Give the reasons for each region without a tie, then for each country."""
    empty = [area for area in areas if not land.ties_by_region[area.id]]
    gaps = [region_gap(land, area, [country for country, _ in _in(land, area, found)]) for area in empty]
    asean = {member.id for member in land.asean}
    for country, ways in found:
        make = member_gap if country.id in asean else country_gap
        gaps.append(make(land, country, ways))
    return reasons_table(
        land.store, "white-space-reasons", gaps, as_of=land.as_of, unit=text("unit", "unit-gaps")
    )  # fmt: skip
