"""The office's own count of its sister cities, beside the partners of that kind on record.

What the office counts and the record lacks is unknown, so a number of the record's is a bound of the
office's: a region may hold none of the unknown cities, or all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.records import Node
from graph.store import Store
from graph.texts import Label, join_labels, text
from queries.facts.known import read_known, undated_from
from queries.facts.lookup import label_of
from queries.facts.places import country_of
from queries.facts.ties import find_ties
from queries.table import Table


@dataclass(frozen=True)
class OfficeCount:
    """The office's total of cities and countries, and how many of each are on record.

    `claim` is the record id of the total. `would_close` are the other partners on record, each in a
    country that would close both counts; they are none where the counts leave more than that open.
    """

    claim: str
    cities: int
    countries: int
    held: int
    held_countries: int
    would_close: Sequence[Node]

    @property
    def unknown(self) -> int:
        """How many of the office's cities are not on record, 0 where the record has as many or more."""
        return max(0, self.cities - self.held)

    @property
    def counted(self) -> Label:
        """Say both counts."""
        return text(
            "balance",
            "office-count",
            cities=self.cities,
            countries=self.countries,
            held=self.held,
            held_countries=self.held_countries,
        )

    @property
    def closing(self) -> list[Label]:
        """Say which other partners on record would close both counts, where arithmetic tells."""
        if not self.would_close:
            return []
        names = join_labels([label_of(partner) for partner in self.would_close])
        return [text("balance", "office-closing", names=names)]

    def bounds(self, held: int, name: Label) -> list[Label]:
        """Say between what a place's part lies, `held` of the kind being there; none without unknowns."""
        if not self.unknown:
            return []
        most = held + self.unknown
        low, high = (f"{100 * part / self.cities:.0f}" for part in (held, most))
        return [
            text(
                "balance",
                "office-bounds",
                name=name,
                unknown=self.unknown,
                least=held,
                most=most,
                cities=self.cities,
                low=low,
                high=high,
            )
        ]


def with_office_count(store: Store, tables: Sequence[Table], *, as_of: date) -> list[Table]:
    """Set the office's own count beside the first table that counts ties, where no table says it yet."""
    counting = next((table for table in tables if table.unit == text("questions", "unit-ties")), None)
    office = read_office_count(store, as_of=as_of) if counting is not None else None
    if counting is None or office is None:
        return list(tables)
    if any(office.counted in (*table.says, *table.notes) for table in tables):
        return list(tables)
    beside = replace(counting, says=(*counting.says, office.counted))
    return [beside if table is counting else table for table in tables]


def read_office_count(store: Store, *, as_of: date) -> OfficeCount | None:
    """Read the office's count that the record uses; None where none is known by the day."""
    limit = undated_from(store)
    for claim in store.nodes("Claim"):
        cities, countries = claim.number("cities"), claim.number("countries")
        used = claim.get("preferred") is True and cities is not None and countries is not None
        if used and read_known(claim.text("dated_on"), undated_from=limit).surely_by(as_of):
            return _beside(store, claim.id, int(cities or 0), int(countries or 0), as_of)
    return None


def _beside(store: Store, claim: str, cities: int, countries: int, as_of: date) -> OfficeCount:
    ties = [(tie.partner, country_of(store, tie.partner.id)) for tie in find_ties(store, as_of=as_of)]
    counted = [(partner, place) for partner, place in ties if partner.get("counted_by_office") is True]
    held = {place.id for _, place in counted if place is not None}
    # Each missing city must add a country: then, and then alone, the countries say which it can be.
    tight = 0 < cities - len(counted) == countries - len(held)
    would_close = [
        partner
        for partner, place in ties
        if tight and partner.get("counted_by_office") is not True and place and place.id not in held
    ]
    return OfficeCount(claim, cities, countries, len(counted), len(held), would_close)
