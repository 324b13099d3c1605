"""The portfolio in every way of counting: ties and active ties, documents, contacts, councils.

A headline depends on the unit, so each share is given in all of them, side by side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from graph.records import Node
from graph.store import Store, targets
from graph.texts import Label, text
from queries.facts.contact_records import read_contacts_by_country
from queries.facts.contacts import begins_in, plan_period
from queries.facts.history import Position
from queries.facts.known import Known, undated_from
from queries.facts.places import country_of
from queries.facts.ties import (
    Tie,
    find_council_accords,
    find_friendly_ties,
    find_office_ties,
    find_ties,
    signed_on,
)
from queries.measures.shares import Share, measure_share

# In the order shown. `office` and `friendly` are kinds of tie, `with-councils` adds the councils'
# accords, `documents` are executive agreements of any status, `activities` and `contacts` are
# contacts with anyone abroad: in the plan's years, and all on record.
WAYS = ("ties", "active", "office", "friendly", "with-councils", "documents", "activities", "contacts")
CHINA, MONGOLIA = "Country:CHN", "Country:MNG"


class Unit(NamedTuple):
    """One unit: the record it stands for, and the ids of the countries it lies in (none: unknown)."""

    record: str
    countries: tuple[str, ...]


Ways = Mapping[str, Sequence[Unit]]


def read_ways(store: Store, position: Position, *, as_of: date) -> Ways:
    """Read the units of every way at a date; `position` is that of the same date."""
    ties = [_of_tie(store, tie) for tie in find_ties(store, as_of=as_of)]
    councils = [_of_tie(store, accord) for accord in find_council_accords(store, as_of=as_of)]
    contacts = contact_units(store, as_of=as_of)
    period = plan_period(store)
    nodes = ((unit, store.node(unit.record)) for unit in contacts if period is not None)
    inside = [unit for unit, a in nodes if a is not None and period is not None and begins_in(a, period)]
    return {
        "ties": ties,
        "active": [unit for unit in ties if unit.record in position.active],
        "office": [_of_tie(store, tie) for tie in find_office_ties(store, as_of=as_of)],
        "friendly": [_of_tie(store, tie) for tie in find_friendly_ties(store, as_of=as_of)],
        "with-councils": [*ties, *councils],
        "documents": document_units(store, as_of=as_of),
        "activities": inside,
        "contacts": contacts,
    }


def note_with_councils(ties: Sequence[str], councils: Sequence[str]) -> Label:
    """Say what `with-councils` counts, from the ids of the ties' places and the councils'.

    A place whose council has an accord beside its tie counts twice.
    """
    n, places = len(ties) + len(councils), len({*ties, *councils})
    return text("balance", "note-with-councils", n=n, ties=len(ties), councils=len(councils),
                places=places, twice=n - places)  # fmt: skip


def document_units(store: Store, *, as_of: date, every_undated: bool = False) -> list[Unit]:
    """List executive agreements of any status that are surely signed by a date, by id.

    With `every_undated` also those that no date tells, signed by then or not.
    """
    limit = date.min if every_undated else undated_from(store)
    found = [a for a in store.nodes("Agreement") if a.text("counterpart") == "executive"]
    return [_of_document(store, a) for a in found if Known(signed_on(a), limit).surely_by(as_of)]


def tie_units(ties: Mapping[str, str | None]) -> list[Unit]:
    """Give ties, or active ties, as units: by partner id, each in its country."""
    return [Unit(partner, (country,) if country else ()) for partner, country in ties.items()]


def contact_units(store: Store, *, as_of: date) -> list[Unit]:
    """List the contacts by a date that name or involve a country abroad, by id, each with all of them."""
    countries: dict[str, list[str]] = {}
    by_country = read_contacts_by_country(store, as_of=as_of)
    for country in sorted(by_country):
        for activity in by_country[country]:
            countries.setdefault(activity.id, []).append(country)
    return [Unit(record, tuple(countries[record])) for record in sorted(countries)]


def count_regions(
    units: Sequence[Unit], region_of: Mapping[str, str], *, without: Collection[str] = ()
) -> Counter[str]:
    """Count units by region id; one that touches two regions counts in both.

    Countries in `without` belong to no region.
    """
    counts: Counter[str] = Counter()
    for unit in units:
        found = (region_of.get(country) for country in unit.countries if country not in without)
        counts.update({region for region in found if region is not None})
    return counts


def share_of_region(
    units: Sequence[Unit], region: str, region_of: Mapping[str, str], *, without: Collection[str] = ()
) -> Share:
    """Give a region's share of some units, of all of them."""
    held = count_regions(units, region_of, without=without)[region]
    return measure_share({"in": held, "out": len(units) - held}, ["in"])


def _of_tie(store: Store, tie: Tie) -> Unit:
    country = country_of(store, tie.partner.id)
    return Unit(tie.partner.id, (country.id,) if country else ())


def _of_document(store: Store, agreement: Node) -> Unit:
    places = (country_of(store, partner.id) for partner in targets(store, agreement.id, "WITH"))
    return Unit(agreement.id, tuple(sorted({country.id for country in places if country is not None})))
