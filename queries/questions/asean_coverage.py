"""ASEAN coverage: member by member, which states, capitals and leading cities have a tie.

Coverage is a share of a named set, with membership as of the date; it says nothing of depth,
so the last contact and the contacts in the plan's years stand beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.records import Node
from graph.store import Store
from graph.texts import text
from queries.facts.contact_records import read_contacts_by_country
from queries.facts.contacts import begins_in, last_contact, plan_period
from queries.facts.places import asean_members, country_of
from queries.facts.ties import Tie, find_ties
from queries.pattern import Pattern, Row, in_order, joined, named, records
from queries.table import ABSENT, Cell, Table, column, date_cell

_COLUMNS = (
    column("country", brief=False), column("name"), column("member_since", brief=False),
    column("tie", presence=True), column("capital_tie", subject="unit", presence=True),
    column("leading_city_tie", subject="unit", presence=True), column("partners"),
    column("last_with_anyone", subject="unit"),
    column("activities_with_anyone", subject="measures", unit="activities"),
)  # fmt: skip
_COVERED = ("tie", "capital_tie", "leading_city_tie")


def _rows(store: Store, *, as_of: date) -> list[Row]:
    """List every other ASEAN member on the day, with its ties and contacts."""
    by_country: dict[str, list[Tie]] = {}
    for tie in find_ties(store, as_of=as_of):
        country = country_of(store, tie.partner.id)
        if country is not None:
            by_country.setdefault(country.id, []).append(tie)
    contacts = read_contacts_by_country(store, as_of=as_of)
    members = asean_members(store, as_of=as_of)
    found = (_row(store, m, by_country.get(m.id, ()), contacts.get(m.id, ()), as_of=as_of) for m in members)
    return in_order(found, "country")


def _row(store: Store, member: Node, ties: Sequence[Tie], contacts: Sequence[Node], *, as_of: date) -> Row:
    period = plan_period(store)
    last = last_contact(contacts, as_of=as_of)
    partners = [tie.partner for tie in ties]
    ids = [partner.id for partner in partners]
    return {
        "country": member.key, "name": member.name, "name_th": member.get("name_th"),
        "member_since": member.text("asean_since"),
        "tie": bool(ties), "capital_tie": member.text("capital") in ids,
        "leading_city_tie": member.text("leading_city") in ids,
        "partners": ids, "names": [partner.name for partner in partners],
        "names_th": [partner.text("name_th") or partner.name for partner in partners],
        "agreements": sorted({agreement.id for tie in ties for agreement in tie.agreements}),
        "contacts": [activity.id for activity in contacts],
        "last_with_anyone": last.isoformat() if last else None,
        "activities": sum(1 for a in contacts if period is not None and begins_in(a, period)),
    }  # fmt: skip


def _table(rows: Sequence[Row], *, as_of: date) -> Table:
    """List the members, those with a tie first."""
    ordered = sorted(rows, key=lambda row: (not row["tie"], row["country"]))
    counts = {name: sum(1 for row in rows if row[name]) for name in _COVERED}
    return Table(
        "asean-coverage", text("questions", "asean-coverage-title", n=len(rows), **counts), _COLUMNS,
        [_cells(row) for row in ordered], as_of, text("questions", "unit-members"), len(rows),
        benchmark=text("questions", "benchmark-asean", n=len(rows)),
        records=records(rows, "partners", "agreements", "contacts"),
        notes=[text("questions", "note-tie"), text("questions", "note-contact")],
    )  # fmt: skip


def _cells(row: Row) -> dict[str, Cell]:
    return {
        "country": row["country"], "name": named(row), "member_since": date_cell(row["member_since"]),
        **{name: row[name] for name in _COVERED},
        "partners": joined(row["names_th"], row["names"]),
        "last_with_anyone": date_cell(row["last_with_anyone"]) if row["last_with_anyone"] else ABSENT,
        "activities_with_anyone": row["activities"],
    }  # fmt: skip


asean_coverage = Pattern(_rows, _table)
