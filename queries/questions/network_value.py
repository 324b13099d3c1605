"""Network value: what each of Bangkok's memberships has been used for, by the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from graph.schema.codes import ROLE, labels
from graph.store import Store
from graph.texts import Label, text
from queries.facts.explain import source_names
from queries.facts.landscape import Landscape
from queries.facts.memberships import BANGKOK, Membership
from queries.facts.networks import completeness_cell, network_name, notes_on_lists
from queries.gaps.channels import meetings_in
from queries.gaps.network_gaps import is_unused, network_gap
from queries.gaps.reasons import reasons_table
from queries.table import ABSENT, Cell, Table, column, list_cell

_COLUMNS = (
    column("network", subject="unit", brief=False), column("name"), column("since", brief=False),
    column("list_bangkok", subject="unit"), column("partners_met", subject="unit", unit="ties"),
    column("asean_met", subject="unit", unit="places"), column("meetings", subject="unit", unit="activities"),
    column("other_contacts", subject="unit", unit="activities"),
    column("activities", unit="activities"), column("roles_taken", subject="unit"),
    column("last_use", subject="unit"),
    column("meetings_in_plan", subject="unit", unit="activities", brief=False),
    column("list_completeness", subject="unit", brief=False),
    column("sources", brief=False),
)  # fmt: skip
_ROLES = labels(ROLE)
_UNIT = text("unit", "unit-memberships")


def network_value(store: Store, *, as_of: date) -> list[Table]:
    """List Bangkok's memberships with partners and ASEAN cities met, meetings, roles and last use.

    Then the reasons for each without a contact in the plan's years. A contact names the network
    itself; where it is no meeting (a launch, an award, a joining) it stands apart. No contact on
    record is not no use.
    """
    land = Landscape(store, as_of)
    held = land.memberships.networks(BANGKOK)
    rows = [_row(land, held[network]) for network in sorted(held)]
    rows.sort(key=lambda row: (-_count(row, "meetings"), -_count(row, "other_contacts"), str(row["network"])))
    in_order = [held[str(row["network"])] for row in rows]
    gaps = [network_gap(land, one) for one in in_order if is_unused(land, one.network)]
    reasons = reasons_table(store, "network-value-reasons", gaps, as_of=as_of, unit=_UNIT)
    return [_by_network(land, rows), reasons]


def _by_network(land: Landscape, rows: Sequence[Mapping[str, Cell]]) -> Table:
    networks = [str(row["network"]) for row in rows]
    held = {activity.id for network in networks for activity in land.index.of(network)}
    return Table(
        "network-value", _title(rows), _COLUMNS, rows, land.as_of, _UNIT, len(rows),
        records=sorted(held | set(networks)),
        notes=[text("unit", "note-meeting"), *notes_on_lists(land.store, networks)],
    )  # fmt: skip


def _row(land: Landscape, membership: Membership) -> dict[str, Cell]:
    store, index = land.store, land.index
    network, contacts = store.node(membership.network), index.of(membership.network)
    meetings = meetings_in(land, membership.network)
    members = land.memberships.members_of[membership.network].keys()
    roles = Counter(activity.text("role_of_bangkok") for activity in contacts)
    return {
        "network": membership.network,
        "name": network_name(store, membership.network),
        "since": membership.since,
        "list_bangkok": membership.listed or text("unit", "undated"),
        "partners_met": len(land.standing_of.keys() & members),
        "asean_met": len(land.asean_cities & members),
        "meetings": len(meetings),
        "other_contacts": len(contacts) - len(meetings),
        "meetings_in_plan": index.in_plan(meetings),
        "activities": index.in_plan(contacts),
        "roles_taken": list_cell(
            text("unit", "counted", what=_ROLES[role], n=n)
            for role, n in sorted(roles.items(), key=lambda item: (-item[1], item[0]))
        ),
        "last_use": index.last(contacts) or ABSENT,
        "list_completeness": completeness_cell(network) if network else None,
        "sources": source_names(store, membership.sources),
    }


def _title(rows: Sequence[Mapping[str, Cell]]) -> Label:
    met = sum(1 for row in rows if row["meetings"])
    other = sum(1 for row in rows if row["other_contacts"] and not row["meetings"])
    recent = sum(1 for row in rows if row["meetings_in_plan"])
    return text(
        "unit", "network-value-title", n=len(rows), met=met, recent=recent, other=other,
        unused=len(rows) - met - other,
    )  # fmt: skip


def _count(row: Mapping[str, Cell], name: str) -> int:
    return int(str(row[name]))
