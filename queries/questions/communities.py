"""Communities: the foreign missions and bodies seated in Bangkok, with tie and activities (tactic 2.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from graph.records import Node
from graph.schema.codes import ORGANIZATION_KIND, labels
from graph.store import Store
from graph.texts import Label, text
from queries.facts.contact_index import ContactIndex, read_contact_index
from queries.facts.explain import source_names
from queries.facts.gathered import list_notes, of_list
from queries.facts.lookup import label_of
from queries.facts.memberships import BANGKOK
from queries.facts.places import DEFAULT_SCHEME, country_of, region_of
from queries.facts.ties import Tie, find_ties
from queries.table import ABSENT, Cell, Table, column, date_cell, list_cell

_CONTACTS = (
    column("contacts_with_seats", subject="unit", unit="contacts"),
    column("activities_with_seats", subject="unit", unit="activities"),
    column("last_with_seats", subject="unit"),
)
_COUNTRIES = (
    column("country", brief=False), column("name"), column("region", brief=False),
    column("missions", subject="unit", unit="missions"), column("bodies", subject="unit"),
    column("tie", presence=True), column("partners", brief=False),
    *_CONTACTS, column("sources", brief=False),
)  # fmt: skip
_BODIES = (
    column("body", subject="unit", brief=False), column("name"), column("kind"), column("since"),
    *_CONTACTS, column("sources", brief=False),
)  # fmt: skip
_KINDS = labels(ORGANIZATION_KIND)


def communities(store: Store, *, as_of: date, scheme: str = DEFAULT_SCHEME) -> list[Table]:
    """List, by country, missions and community bodies in Bangkok, and the bodies of no one country.

    A contact is with the mission or body itself; one with several of a country counts once.
    """
    index = read_contact_index(store, as_of=as_of)
    seats: defaultdict[str, list[Node]] = defaultdict(list)
    for edge in store.edges("REPRESENTS"):
        node = store.node(edge.source)
        if node is not None:
            seats[edge.target].append(node)
    return [
        _by_country(store, seats, index, as_of, scheme),
        _of_no_country(store, index, as_of),
    ]  # fmt: skip


def _by_country(
    store: Store, seats: Mapping[str, Sequence[Node]], index: ContactIndex, as_of: date, scheme: str
) -> Table:
    ties: defaultdict[str, list[Tie]] = defaultdict(list)
    for tie in find_ties(store, as_of=as_of):
        country = country_of(store, tie.partner.id)
        if country is not None:
            ties[country.id].append(tie)
    rows: list[dict[str, Cell]] = []
    for country_id in sorted(seats):
        country = store.node(country_id)
        if country is not None:
            region = region_of(store, country_id, scheme=scheme)
            rows.append({
                **_country(store, country, seats[country_id], ties.get(country_id, ())),
                "region": label_of(region) if region else None,
                **_contacts(index, *(seat.id for seat in seats[country_id])),
            })  # fmt: skip
    rows.sort(key=_most_contacts)
    used = {a.id for held in seats.values() for a in index.of(*(seat.id for seat in held))}
    title = of_list(_title(rows), store, as_of=as_of)
    return Table(
        "communities", title, _COUNTRIES, rows, as_of, text("unit", "unit-countries"), len(rows),
        scheme, text("unit", "benchmark-seats", n=len(rows)),
        records=sorted(used | {seat.id for held in seats.values() for seat in held}),
        notes=[
            text("unit", "note-missions"), text("unit", "note-community"), text("questions", "note-contact"),
            *list_notes(store, as_of=as_of),
        ],
    )  # fmt: skip


def _country(store: Store, country: Node, seats: Sequence[Node], ties: Sequence[Tie]) -> dict[str, Cell]:
    missions = [seat for seat in seats if seat.label == "Embassy"]
    cited = tuple(sorted({source for seat in seats for source in seat.texts("sources")}))
    return {
        "country": country.key,
        "name": label_of(country),
        "missions": len(missions),
        "bodies": list_cell(label_of(seat) for seat in seats if seat.label == "Organization"),
        "tie": bool(ties),
        "partners": list_cell(label_of(tie.partner) for tie in ties),
        "sources": source_names(store, cited),
    }


def _contacts(index: ContactIndex, *records: str) -> dict[str, Cell]:
    contacts = index.of(*records)
    return {
        "contacts_with_seats": len(contacts),
        "activities_with_seats": index.in_plan(contacts),
        "last_with_seats": index.last(contacts) or ABSENT,
    }


def _most_contacts(row: Mapping[str, Cell]) -> tuple[int, int, str]:
    named = str(row.get("country") or row.get("body"))
    return (-int(str(row["activities_with_seats"])), -int(str(row["contacts_with_seats"])), named)


def _of_no_country(store: Store, index: ContactIndex, as_of: date) -> Table:
    """List the organizations seated in Bangkok that speak for no one country."""
    seated = [store.node(edge.source) for edge in store.edges_to(BANGKOK, "LOCATED_IN")]
    bodies = [node for node in seated if node is not None and node.label == "Organization"]
    rows: list[dict[str, Cell]] = [
        {
            "body": body.id, "name": label_of(body), "kind": _KINDS[body.text("kind")],
            "since": date_cell(body.text("since")), **_contacts(index, body.id),
            "sources": source_names(store, body.get("sources")),
        }
        for body in bodies
    ]  # fmt: skip
    rows.sort(key=_most_contacts)
    used = {activity.id for body in bodies for activity in index.of(body.id)}
    title = text(
        "unit",
        "communities-bodies-title",
        n=len(rows),
        met=sum(1 for row in rows if row["contacts_with_seats"]),
    )
    title = of_list(title, store, as_of=as_of)
    return Table(
        "communities-bodies", title, _BODIES, rows, as_of, text("unit", "unit-bodies"), len(rows),
        records=sorted(used | {body.id for body in bodies}),
        notes=[text("unit", "note-seated"), *list_notes(store, as_of=as_of)],
    )  # fmt: skip


def _title(rows: Sequence[Mapping[str, Cell]]) -> Label:
    return text(
        "unit", "communities-title", n=len(rows), tie=sum(1 for row in rows if row["tie"]),
        met=sum(1 for row in rows if row["contacts_with_seats"]),
        recent=sum(1 for row in rows if row["activities_with_seats"]),
        untied=sum(1 for row in rows if row["activities_with_seats"] and not row["tie"]),
    )  # fmt: skip
