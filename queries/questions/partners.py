"""Partners: every tie with its country, documents and last contact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.dates import parse_date
from graph.schema.codes import AGREEMENT_KIND, labels
from graph.store import Store
from graph.texts import join_labels, text
from queries.facts.contact_records import ContactRecord, dated, read_contacts
from queries.facts.contacts import begins_in, last_contact, plan_period
from queries.facts.places import DEFAULT_SCHEME, country_of
from queries.facts.ties import Tie, find_ties, tie_region
from queries.facts.uncounted import Uncounted, newer_label, newest_sign, read_uncounted
from queries.pattern import Pattern, Row, in_order, named, records
from queries.table import ABSENT, Cell, Table, column, date_cell

_COLUMNS = (
    column("partner", brief=False), column("name"), column("country"), column("region"),
    column("since"), column("documents", subject="measures", unit="documents"), column("kinds", brief=False),
    column("last_contact"), column("newer_uncounted", subject="unit"),
    column("activities", unit="activities"), column("doubtful_tie", brief=False),
    column("counted_by_office", brief=False),
)  # fmt: skip
_KINDS = labels(AGREEMENT_KIND)


def _rows(store: Store, *, as_of: date, scheme: str = DEFAULT_SCHEME) -> list[Row]:
    """List the ties at a date, by id."""
    contacts, uncounted = read_contacts(store, as_of=as_of), read_uncounted(store, as_of=as_of)
    ties = find_ties(store, as_of=as_of)
    rows = []
    for tie in ties:
        row = _row(store, tie, contacts.get(tie.partner.id, ()), as_of=as_of, scheme=scheme)
        newer = newest_sign(uncounted.get(tie.partner.id, ()), date_cell(row["last_contact"] or ""))
        rows.append({**row, "newer": _written(newer)})
    return in_order(rows, "partner")


def _written(newer: Uncounted | None) -> str | None:
    """Write why a record does not count and its last day, as the text in Cypher does."""
    return f"{newer.why} {newer.activity.get('end_on') or newer.activity.text('start_on')}" if newer else None


def _row(store: Store, tie: Tie, held: Sequence[ContactRecord], *, as_of: date, scheme: str) -> Row:
    country = country_of(store, tie.partner.id)
    region = tie_region(store, tie, scheme=scheme)
    contacts = [record.activity for record in dated(held)]
    last = last_contact(contacts, as_of=as_of)
    period = plan_period(store)
    return {
        "partner": tie.partner.id, "name": tie.partner.name, "name_th": tie.partner.get("name_th"),
        "country": country.id if country else None,
        "country_name": country.name if country else None,
        "country_name_th": country.get("name_th") if country else None,
        "region": region.id if region else None,
        "region_name": region.name if region else None,
        "region_name_th": region.get("name_th") if region else None,
        "since": tie.since.isoformat() if tie.since else None,
        "agreements": [agreement.id for agreement in tie.agreements],
        "kinds": [agreement.text("kind") for agreement in tie.agreements],
        "last_contact": last.isoformat() if last else None,
        "activities": sum(1 for a in contacts if period is not None and begins_in(a, period)),
        "doubtful": tie.partner.get("doubtful") is True,
        "counted_by_office": tie.partner.get("counted_by_office") is True,
    }  # fmt: skip


def _table(rows: Sequence[Row], *, as_of: date, scheme: str = DEFAULT_SCHEME) -> Table:
    """List the ties by region, country and id."""
    ordered = in_order(rows, "region_name", "country_name", "partner")
    countries = {row["country"] for row in rows}
    return Table(
        "partners", text("questions", "partners-title", n=len(rows), countries=len(countries)), _COLUMNS,
        [_cells(row) for row in ordered], as_of, text("questions", "unit-ties"), len(rows), scheme,
        records=records(rows, "partner", "agreements"),
        notes=[text("questions", "note-tie"), text("questions", "note-contact"), text("unit", "note-newer")],
    )  # fmt: skip


def _cells(row: Row) -> dict[str, Cell]:
    kinds = [_KINDS[kind] for kind in dict.fromkeys(row["kinds"])]
    return {
        "partner": row["partner"], "name": named(row), "country": named(row, "country_"),
        "region": named(row, "region_"), "since": date_cell(row["since"] or ""),
        "documents": len(row["agreements"]),
        "kinds": join_labels(kinds),
        "last_contact": date_cell(row["last_contact"]) if row["last_contact"] else ABSENT,
        "newer_uncounted": _newer_cell(row["newer"]),
        "activities": row["activities"], "doubtful_tie": row["doubtful"],
        "counted_by_office": row["counted_by_office"],
    }  # fmt: skip


def _newer_cell(written: str | None) -> Cell:
    why, _, day = (written or "").partition(" ")
    return newer_label(why, parse_date(day)) if why else ABSENT


partners = Pattern(_rows, _table)
