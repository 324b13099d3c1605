"""Where things lie: city to country, country to region in a scheme, dated ASEAN membership."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from graph.dates import parse_date
from graph.records import Node
from graph.store import Store, targets

HOME_COUNTRY = "Country:THA"
DEFAULT_SCHEME = "plan"
SCHEMES = ("plan", "un-m49")


def country_of(store: Store, city_id: str) -> Node | None:
    """Give a city's country, or None where no source names it."""
    found = targets(store, city_id, "IN_COUNTRY")
    return found[0] if found else None


def region_of(store: Store, country_id: str, *, scheme: str) -> Node | None:
    """Give a country's region in one scheme."""
    for region in targets(store, country_id, "IN_REGION"):
        if region.text("scheme") == scheme:
            return region
    return None


def region_index(store: Store, *, scheme: str) -> dict[str, str]:
    """Give the region of every country in one scheme, by ids, read in one pass."""
    known = {region.id for region in regions(store, scheme=scheme)}
    return {edge.source: edge.target for edge in store.edges("IN_REGION") if edge.target in known}


def regions(store: Store, *, scheme: str) -> list[Node]:
    """List the regions of a scheme, by id."""
    return [region for region in store.nodes("Region") if region.text("scheme") == scheme]


def asean_members(store: Store, *, as_of: date) -> list[Node]:
    """List the other ASEAN members on a day (Thailand left out), by id."""
    return [
        country
        for country in store.nodes("Country")
        if country.id != HOME_COUNTRY
        and country.text("asean_since")
        and parse_date(country.text("asean_since")).latest <= as_of
    ]


def asean_cities(store: Store, *, as_of: date) -> dict[str, tuple[str, ...]]:
    """Give the capitals and largest cities of the other ASEAN members, by id, with which they are."""
    found: dict[str, tuple[str, ...]] = {}
    for role in ("capital", "leading_city"):
        for member in asean_members(store, as_of=as_of):
            if city := member.text(role):
                found[city] = (*found.get(city, ()), role)
    return dict(sorted(found.items()))


def countries_of_activity(store: Store, activity_id: str) -> set[str]:
    """Give the ids of the countries an activity names, and of its partners' countries, without Thailand."""
    found: set[str] = set()
    for node in targets(store, activity_id, "INVOLVES"):
        found.update(countries_of(store, node))
    return found - {HOME_COUNTRY}


def countries_of(store: Store, node: Node) -> Iterable[str]:
    """Give the ids of the countries that a partner lies in or stands for; none for an organization."""
    if node.label == "Country":
        return (node.id,)
    if node.label == "City":
        return (country.id for country in targets(store, node.id, "IN_COUNTRY"))
    if node.label == "Embassy":
        return (country.id for country in targets(store, node.id, "REPRESENTS"))
    return ()
