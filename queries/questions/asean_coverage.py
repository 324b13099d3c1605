"""ASEAN coverage: member by member, which states, capitals and leading cities have a tie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from graph.records import Node
from graph.store import Store
from graph.texts import Label, text
from queries.contact_records import read_contacts_by_country
from queries.contacts import happens_in, last_contact, plan_period
from queries.lookup import label_of
from queries.places import asean_members, country_of
from queries.table import ABSENT, Cell, Table, column, date_cell
from queries.ties import Tie, find_ties

_COLUMNS = (
    column("country", brief=False), column("name"), column("member_since", brief=False),
    column("tie", presence=True), column("capital_tie", presence=True),
    column("leading_city_tie", presence=True), column("partners"), column("last_contact"),
    column("activities", unit="activities"),
)  # fmt: skip


def asean_coverage(store: Store, *, as_of: date) -> Table:
    """List every other ASEAN member on the day, with its ties and contacts.

    Coverage is a share of a named set, with membership as of the date; it says nothing of
    depth, so the last contact and the contacts in the plan's years stand beside it.
    """
    by_country: dict[str, list[Tie]] = {}
    for tie in find_ties(store, as_of=as_of):
        country = country_of(store, tie.partner.id)
        if country is not None:
            by_country.setdefault(country.id, []).append(tie)
    contacts = read_contacts_by_country(store, as_of=as_of)
    members = asean_members(store, as_of=as_of)
    rows = [
        _row(store, member, by_country.get(member.id, ()), contacts.get(member.id, ()), as_of=as_of)
        for member in members
    ]
    rows.sort(key=lambda row: (not row["tie"], str(row["country"])))
    records = {
        record for member in members for tie in by_country.get(member.id, ()) for record in tie.records
    }
    records.update(activity.id for member in members for activity in contacts.get(member.id, ()))
    return Table(
        "asean-coverage", _title(rows), _COLUMNS, rows, as_of, text("questions", "unit-members"), len(rows),
        benchmark=text("questions", "benchmark-asean", n=len(rows)), records=sorted(records),
        notes=[text("questions", "note-tie"), text("questions", "note-contact")],
    )  # fmt: skip


def _row(
    store: Store, member: Node, ties: Sequence[Tie], contacts: Sequence[Node], *, as_of: date
) -> dict[str, Cell]:
    period = plan_period(store)
    partners = {tie.partner.id: tie.partner for tie in ties}
    names = [label_of(partner) for partner in partners.values()]
    return {
        "country": member.key,
        "name": label_of(member),
        "member_since": date_cell(member.text("asean_since")),
        "tie": bool(ties),
        "capital_tie": member.text("capital") in partners,
        "leading_city_tie": member.text("leading_city") in partners,
        "partners": Label(", ".join(n.th for n in names), ", ".join(n.en for n in names))
        if names
        else ABSENT,
        "last_contact": last_contact(contacts, as_of=as_of) or ABSENT,
        "activities": sum(1 for a in contacts if period is not None and happens_in(a, period)),
    }


def _title(rows: Sequence[Mapping[str, Cell]]) -> Label:
    counts = {
        name: sum(1 for row in rows if row[name]) for name in ("tie", "capital_tie", "leading_city_tie")
    }
    return text("questions", "asean-coverage-title", n=len(rows), **counts)
