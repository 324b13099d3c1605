"""A country or region without a tie as a gap: its facts, and how complete the record of it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.records import Node
from graph.store import sources
from graph.texts import Label, text
from queries.facts.landscape import Landscape
from queries.facts.lookup import label_of
from queries.facts.memberships import BANGKOK
from queries.facts.places import country_of
from queries.facts.standing import Standing
from queries.facts.uncounted import with_uncounted
from queries.gaps.channels import (
    Channels,
    channel_facts,
    day_label,
    find_channels,
    record_facts,
    searches_held,
    uncounted_facts,
)
from queries.gaps.reasons import Fact, Gap
from queries.table import list_cell

# The challenge on the spread of ties over regions, and the project that pays for ASEAN meetings.
SPREAD, ASEAN_PROJECT = "Challenge:geo/3", "Project:P14"
# So many contacts in the plan's years show that work goes on without a tie.
_WORKING = 3


def country_gap(land: Landscape, country: Node, channels: Channels) -> Gap:
    """Make a gap of a country: why a tie there would matter, and what leads there."""
    facts = dict(_country_facts(land, country, channels))
    return Gap(country.id, label_of(country), facts, _completeness(land, country, channels))


def member_gap(land: Landscape, member: Node, channels: Channels) -> Gap:
    """Make a gap of an ASEAN member: without a tie, with a sleeping one, or with cities left out."""
    left_out = [city.id for city in missing_cities(land, member) if city.id in channels.cities]
    others = [city for city in channels.cities if city not in left_out]
    ways = replace(channels, cities=[*left_out, *others])
    facts = {**dict(_country_facts(land, member, ways)), **dict(_member_facts(land, member, ways))}
    # What a country outside ASEAN is told of its region does not go before what ASEAN is told.
    for name in ("region-with-most", "region-with-few", "region-without-tie", "spread-without-kpi"):
        facts.pop(name, None)
    return Gap(member.id, label_of(member), facts, _completeness(land, member, channels))


def region_gap(land: Landscape, region: Node, countries: Sequence[Node]) -> Gap:
    """Make a gap of a region without a tie; its ways are those of the country with most of them."""
    ways = [(find_channels(land, country.id), country) for country in countries]
    facts = dict(_place_in_region(land, region))
    facts.update(_without_measure(land))
    if ways:
        best, _ = max(ways, key=lambda pair: (pair[0].kinds, len(pair[0].contacts), pair[1].id))
        facts.update(channel_facts(land, best))
        facts.pop("no-mission", None)
    with_mission = sum(1 for channels, _ in ways if channels.missions)
    with_city = sum(1 for channels, _ in ways if channels.cities)
    words = text("unit", "completeness-region", n=len(ways), missions=with_mission, networks=with_city)
    return Gap(region.id, label_of(region), facts, words)


def missing_cities(land: Landscape, member: Node) -> list[Node]:
    """List a member's capital and largest city that have no tie, each once."""
    tied = {standing.tie.partner.id for standing in land.standings_in.get(member.id, ())}
    wanted = dict.fromkeys((member.text("capital"), member.text("leading_city")))
    found = (land.store.node(city) for city in wanted if city and city not in tied)
    return [city for city in found if city is not None]


def _country_facts(land: Landscape, country: Node, channels: Channels) -> Iterator[tuple[str, Fact]]:
    region = land.region_of.get(country.id)
    yield from _place_in_region(land, region)
    yield from channel_facts(land, channels)
    yield from uncounted_facts(land, country.id, land.index.last(channels.contacts))
    yield from _without_measure(land)
    if not channels.kinds:
        yield "no-channel", Fact()
    if country.get("un_member") is not True:
        yield "not-un-member", Fact()
    met = land.index.of(*(seat.id for seat in channels.seats))
    recent = land.index.in_plan(met)
    tied = bool(land.standings_in.get(country.id))
    if recent and not tied:
        yield "community-without-tie", Fact({"count": recent, "last": day_label(land.index.last(met))})
    working = land.index.in_plan(channels.contacts)
    if working >= _WORKING and not tied:
        yield "works-without-tie", Fact({"count": working})
    if channels.contacts and not working:
        values = {"count": len(channels.contacts), "last": day_label(land.index.last(channels.contacts))}
        yield "contact-past", Fact(values)


def _place_in_region(land: Landscape, region: Node | None) -> Iterator[tuple[str, Fact]]:
    """Tell how many ties the region has, beside the region that has most."""
    if region is None:
        yield "region-unknown", Fact()
        return
    top, ties = land.top_region, land.ties_by_region[region.id]
    values: dict[str, object] = {"region": label_of(region), "ties": ties, "n": len(land.standings)}
    if top is not None and region.id == top.id:
        yield "region-with-most", Fact(values)
    elif top is not None and ties:
        values |= {"top": label_of(top), "most": land.ties_by_region[top.id]}
        yield "region-with-few", Fact(values)
    else:
        yield "region-without-tie", Fact(values)


def _without_measure(land: Landscape) -> Iterator[tuple[str, Fact]]:
    """Tell that no tactic or KPI answers the challenge on the spread; and how thin the record is."""
    if land.store.node(SPREAD) is not None and not [
        node for node in sources(land.store, SPREAD, "ADDRESSES") if node.label in ("Tactic", "Kpi")
    ]:
        yield "spread-without-kpi", Fact()
    yield from record_facts(land)


def _member_facts(land: Landscape, member: Node, channels: Channels) -> Iterator[tuple[str, Fact]]:
    standings = land.standings_in.get(member.id, ())
    untied = [other for other in land.asean if not land.standings_in.get(other.id)]
    missing = missing_cities(land, member)
    working = land.index.in_plan(channels.contacts)
    yield from _member_contacts(land, channels, working, tied=bool(standings))
    if not standings:
        yield "asean-gap", Fact()  # a signing is proposed only where there is no tie
        yield "asean-without-tie", Fact({"missing": len(untied), "n": len(land.asean)})
    elif not any(standing.status.settled == "active" for standing in standings):
        statuses = list_cell(standing.status.label for standing in standings)
        yield "asean-ties-asleep", Fact({"status": statuses})
    if missing and standings:
        yield "asean-cities-without-tie", Fact({"cities": list_cell(label_of(city) for city in missing)})
    if not working:
        yield "asean-without-contact", Fact()
    project = land.store.node(ASEAN_PROJECT)
    if project is not None and project.get("budget_dependent") is True:
        yield "budget", Fact({"project": project.key})
    yield from _introducer(land, missing)


def _member_contacts(
    land: Landscape, channels: Channels, working: int, *, tied: bool
) -> Iterator[tuple[str, Fact]]:
    """Tell how contact with a member stands: it goes on, with a tie or without, or there is no way at all."""
    last = day_label(land.index.last(channels.contacts))
    if working:
        name = "asean-contact-goes-on" if tied else "asean-works-without-tie"
        yield name, Fact({"count": working, "last": last})
    elif not tied and not channels.contacts and not channels.cities:
        yield "asean-from-nothing", Fact()


def _introducer(land: Landscape, missing: Sequence[Node]) -> Iterator[tuple[str, Fact]]:
    """Name the partner of another country that sits with a missing city in most networks.

    Of these the one met last. No city of the same country: it is not for it to introduce its capital.
    """
    for city in missing:
        best = _nearest_partner(land, city.id)
        networks = land.memberships.shared(best.tie.partner.id, city.id) if best is not None else ()
        if best is not None and networks:
            held = [land.memberships.networks(city.id)[network].listed for network in networks]
            newest = max((day for day in held if day is not None), default=None)
            yield "partner-introduces", Fact({
                "partner": label_of(best.tie.partner), "city": label_of(city), "count": len(networks),
                "year": day_label(newest),
            })  # fmt: skip
            return


def _nearest_partner(land: Landscape, city: str) -> Standing | None:
    def order(standing: Standing) -> tuple[int, int, str]:
        partner = standing.tie.partner.id
        last = land.last_with(partner)
        met = last.earliest.toordinal() if last is not None else 0
        return (-len(land.memberships.shared(partner, city)), -met, partner)

    home = country_of(land.store, city)
    abroad = [s for s in land.standings if s.country is None or home is None or s.country.id != home.id]
    return min(abroad, key=order, default=None)


def _completeness(land: Landscape, country: Node, channels: Channels) -> Label:
    """Say what is held on a country: contacts, lists and their newest year, searches without a result."""
    places = [country.id, *(edge.source for edge in land.store.edges_to(country.id, "IN_COUNTRY"))]
    searches = {inquiry.id for place in places for inquiry in land.searches.get(place, ())}
    lists = [
        land.memberships.networks(city)[network].listed
        for city in channels.cities
        for network in land.memberships.shared(BANGKOK, city)
    ]
    newest = max((day for day in lists if day is not None), default=None)
    met = "cities-met" if channels.cities else "cities-met-none"
    words = text(
        "unit", "completeness-country", contacts=len(channels.contacts),
        recent=land.index.in_plan(channels.contacts), searches=searches_held(len(searches)),
        cities=text("unit", met, n=len(channels.cities), year=day_label(newest)),
    )  # fmt: skip
    return with_uncounted(words, land.uncounted.get(country.id, ()))
