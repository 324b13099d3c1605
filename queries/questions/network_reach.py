"""Network reach: which partners and ASEAN cities Bangkok meets through which city networks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from graph.dates import PartialDate, format_date
from graph.records import Node
from graph.store import Store
from graph.texts import Label, text
from queries.facts.explain import source_names
from queries.facts.lookup import label_of
from queries.facts.memberships import BANGKOK, Membership, Memberships, read_memberships
from queries.facts.networks import completeness_cell, network_name, notes_on_lists
from queries.facts.places import asean_cities, country_of
from queries.facts.ties import find_ties
from queries.table import ABSENT, Cell, Table, column, list_cell

_COLUMNS = (
    column("place", subject="unit", brief=False), column("name"), column("country"),
    column("place_roles", subject="unit"), column("networks", subject="unit", unit="networks"),
    column("met_in", subject="unit"), column("newest_list", subject="unit"),
)  # fmt: skip
_SHARED = (
    column("network", subject="unit"), column("name"), column("list_place", subject="unit"),
    column("list_bangkok", subject="unit"), column("list_completeness", subject="unit"), column("sources"),
)  # fmt: skip


def network_reach(store: Store, *, as_of: date, city: str | None = None) -> list[Table]:
    """List partners and ASEAN capitals and largest cities with the networks each shares with Bangkok.

    With a city, its own row and a second table of the shared networks with both list years.
    """
    memberships = read_memberships(store, as_of=as_of)
    partners = {tie.partner.id for tie in find_ties(store, as_of=as_of)}
    roles: dict[str, tuple[str, ...]] = dict.fromkeys(partners, ("partner",))
    for place, which in asean_cities(store, as_of=as_of).items():
        roles[place] = (*roles.get(place, ()), *which)
    if city is not None:
        roles = {city: roles.get(city, ())}
    places = [node for place in sorted(roles) if (node := store.node(place)) is not None]
    rows = [_row(store, node, roles[node.id], memberships) for node in places]
    rows.sort(key=lambda row: (-int(str(row["networks"])), str(row["place"])))
    one = rows[0] if city is not None and rows else None
    title = _title(rows, roles, memberships) if one is None else _title_of_one(one, memberships)
    reach = Table(
        "network-reach", title, _COLUMNS, rows, as_of, text("unit", "unit-places"),
        len(rows), benchmark=text("unit", "benchmark-places", n=len(rows)) if city is None else None,
        records=_records(memberships, places),
        notes=[*notes_on_lists(store, memberships.networks(BANGKOK)), text("questions", "note-tie")],
    )  # fmt: skip
    return (
        [reach] if city is None else [reach, *(_shared(store, node, memberships, as_of) for node in places)]
    )


def _row(store: Store, place: Node, roles: Sequence[str], memberships: Memberships) -> dict[str, Cell]:
    country = country_of(store, place.id)
    shared = memberships.shared(BANGKOK, place.id)
    held = [memberships.networks(place.id)[network] for network in shared]
    return {
        "place": place.id,
        "name": label_of(place),
        "country": label_of(country) if country else None,
        "place_roles": list_cell(text("unit", f"role-{role}") for role in roles),
        "networks": len(shared),
        "met_in": list_cell(_with_year(store, membership) for membership in held),
        "newest_list": max((m.listed for m in held if m.listed), default=None) if held else ABSENT,
    }


def _with_year(store: Store, membership: Membership) -> Label:
    return text(
        "unit", "network-and-year", network=network_name(store, membership.network), year=_year(membership)
    )


def _year(membership: Membership) -> Label:
    return format_date(membership.listed) if membership.listed else text("unit", "undated")


def _title(
    rows: Sequence[Mapping[str, Cell]], roles: Mapping[str, Sequence[str]], memberships: Memberships
) -> Label:
    met = {str(row["place"]) for row in rows if row["networks"]}
    counts: dict[str, int] = {}
    for role in ("partner", "capital", "leading_city"):
        having = [place for place, which in roles.items() if role in which]
        counts[f"{role}_n"] = len(having)
        counts[role] = sum(1 for place in having if place in met)
    networks = len(memberships.networks(BANGKOK))
    return text("unit", "network-reach-title", networks=networks, met=len(met), n=len(rows), **counts)


def _title_of_one(row: Mapping[str, Cell], memberships: Memberships) -> Label:
    return text(
        "unit", "network-reach-one", networks=row["networks"], name=row["name"],
        of=len(memberships.networks(BANGKOK)),
    )  # fmt: skip


def _records(memberships: Memberships, places: Sequence[Node]) -> list[str]:
    shared = {network for place in places for network in memberships.shared(BANGKOK, place.id)}
    return sorted(shared | {place.id for place in places})


def _shared(store: Store, place: Node, memberships: Memberships, as_of: date) -> Table:
    rows: list[dict[str, Cell]] = []
    for network in memberships.shared(BANGKOK, place.id):
        held = [memberships.networks(city)[network] for city in (place.id, BANGKOK)]
        cited = tuple(sorted({source for membership in held for source in membership.sources}))
        node = store.node(network)
        rows.append({
            "network": network, "name": network_name(store, network),
            "list_place": _list_cell(held[0]), "list_bangkok": _list_cell(held[1]),
            "list_completeness": completeness_cell(node) if node else None,
            "sources": source_names(store, cited),
        })  # fmt: skip
    title = text("unit", "network-reach-shared-title", n=len(rows), name=label_of(place))
    return Table(
        "network-reach-shared", title, _SHARED, rows, as_of, text("unit", "unit-networks"), len(rows),
        records=sorted({place.id, *(str(row["network"]) for row in rows)}),
    )  # fmt: skip


def _list_cell(membership: Membership) -> PartialDate | Label:
    return membership.listed or text("unit", "undated")
