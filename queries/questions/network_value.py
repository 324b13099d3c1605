"""Network value: what each of Bangkok's memberships has been used for, by the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from graph.schema.codes import ROLE, labels
from graph.store import Store
from graph.texts import Label, text
from queries.explain import source_names
from queries.facts.contact_index import ContactIndex, read_contact_index
from queries.facts.memberships import BANGKOK, Membership, Memberships, read_memberships
from queries.facts.networks import completeness_cell, network_name
from queries.facts.places import asean_cities
from queries.facts.ties import find_ties
from queries.table import ABSENT, Cell, Table, column, list_cell

_COLUMNS = (
    column("network", subject="unit", brief=False), column("name"), column("since", brief=False),
    column("list_bangkok", subject="unit"), column("partners_met", subject="unit", unit="ties"),
    column("asean_met", subject="unit", unit="places"), column("meetings", subject="unit", unit="activities"),
    column("activities", unit="activities"), column("roles_taken", subject="unit", brief=False),
    column("last_use", subject="unit"), column("list_completeness", subject="unit", brief=False),
    column("sources", brief=False),
)  # fmt: skip
_ROLES = labels(ROLE)


def network_value(store: Store, *, as_of: date) -> Table:
    """List Bangkok's memberships with partners and ASEAN cities met, meetings, roles and last use.

    A meeting is a contact that names the network itself. No meeting on record is not no use.
    """
    memberships = read_memberships(store, as_of=as_of)
    index = read_contact_index(store, as_of=as_of)
    places = (
        {tie.partner.id for tie in find_ties(store, as_of=as_of)},
        set(asean_cities(store, as_of=as_of)),
    )
    rows = [
        _row(store, membership, memberships, places, index)
        for network, membership in sorted(memberships.networks(BANGKOK).items())
    ]
    rows.sort(key=lambda row: (-int(str(row["meetings"])), str(row["network"])))
    held = {a.id for network in memberships.networks(BANGKOK) for a in index.of(network)}
    return Table(
        "network-value", _title(rows), _COLUMNS, rows, as_of, text("unit", "unit-memberships"), len(rows),
        records=sorted(held | memberships.networks(BANGKOK).keys()),
        notes=[text("unit", "note-meeting"), text("unit", "note-membership"), text("unit", "note-lists")],
    )  # fmt: skip


def _row(
    store: Store, membership: Membership, memberships: Memberships, places: tuple[set[str], set[str]],
    index: ContactIndex,
) -> dict[str, Cell]:  # fmt: skip
    network, meetings = store.node(membership.network), index.of(membership.network)
    members = memberships.members_of[membership.network].keys()
    roles = Counter(activity.text("role_of_bangkok") for activity in meetings)
    return {
        "network": membership.network,
        "name": network_name(store, membership.network),
        "since": membership.since,
        "list_bangkok": membership.listed or text("unit", "undated"),
        "partners_met": len(places[0] & members),
        "asean_met": len(places[1] & members),
        "meetings": len(meetings),
        "activities": index.in_plan(meetings),
        "roles_taken": list_cell(
            text("unit", "counted", what=_ROLES[role], n=n)
            for role, n in sorted(roles.items(), key=lambda item: (-item[1], item[0]))
        ),
        "last_use": index.last(meetings) or ABSENT,
        "list_completeness": completeness_cell(network) if network else None,
        "sources": source_names(store, membership.sources),
    }


def _title(rows: Sequence[Mapping[str, Cell]]) -> Label:
    used = sum(1 for row in rows if row["meetings"])
    recent = sum(1 for row in rows if row["activities"])
    return text("unit", "network-value-title", n=len(rows), used=used, recent=recent, unused=len(rows) - used)
