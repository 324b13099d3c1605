"""Partners: every tie with its country, documents and last contact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.schema.codes import AGREEMENT_KIND
from graph.store import Store
from graph.texts import Label, text
from queries.contact_records import ContactRecord, dated, read_contacts
from queries.contacts import happens_in, last_contact, plan_period
from queries.lookup import label_of
from queries.places import DEFAULT_SCHEME, country_of
from queries.table import ABSENT, Cell, Table, column
from queries.ties import Tie, find_ties, tie_region

_COLUMNS = (
    column("partner", brief=False), column("name"), column("country"), column("region"),
    column("since"), column("agreements", unit="documents"), column("kinds", brief=False),
    column("last_contact"), column("activities", unit="activities"), column("doubtful_tie", brief=False),
    column("counted_by_office", brief=False),
)  # fmt: skip
_KINDS = {code.value: code.label for code in AGREEMENT_KIND}


def partners(store: Store, *, as_of: date, scheme: str = DEFAULT_SCHEME) -> Table:
    """List the ties at a date, by country and name."""
    ties = find_ties(store, as_of=as_of)
    contacts = read_contacts(store, as_of=as_of)
    rows = [_row(store, tie, contacts.get(tie.partner.id, ()), as_of=as_of, scheme=scheme) for tie in ties]
    rows.sort(key=lambda row: (_english(row["region"]), _english(row["country"]), str(row["partner"])))
    countries = {_english(row["country"]) for row in rows}
    title = text("questions", "partners-title", n=len(ties), countries=len(countries))
    records = sorted({record for tie in ties for record in tie.records})
    return Table(
        "partners", title, _COLUMNS, rows, as_of, text("questions", "unit-ties"), len(ties), scheme,
        records=records, notes=[text("questions", "note-tie"), text("questions", "note-contact")],
    )  # fmt: skip


def _english(cell: Cell) -> str:
    return cell.en if isinstance(cell, Label) else str(cell)


def _row(
    store: Store, tie: Tie, records: Sequence[ContactRecord], *, as_of: date, scheme: str
) -> dict[str, Cell]:
    country = country_of(store, tie.partner.id)
    region = tie_region(store, tie, scheme=scheme)
    contacts = [record.activity for record in dated(records)]
    period = plan_period(store)
    kinds = list(dict.fromkeys(_KINDS[agreement.text("kind")] for agreement in tie.agreements))
    return {
        "partner": tie.partner.id,
        "name": label_of(tie.partner),
        "country": label_of(country) if country else None,
        "region": label_of(region) if region else None,
        "since": tie.since,
        "agreements": len(tie.agreements),
        "kinds": Label(", ".join(kind.th for kind in kinds), ", ".join(kind.en for kind in kinds)),
        "last_contact": last_contact(contacts, as_of=as_of) or ABSENT,
        "activities": sum(1 for a in contacts if period is not None and happens_in(a, period)),
        "doubtful_tie": tie.partner.get("doubtful") is True,
        "counted_by_office": tie.partner.get("counted_by_office") is True,
    }
