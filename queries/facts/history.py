"""Who the ties were with at any day, and which of them were active: the record read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.dates import months_before
from graph.records import Node
from graph.store import Store, targets
from queries.facts.contact_records import ContactRecord, read_contacts
from queries.facts.contacts import activity_dates
from queries.facts.places import country_of
from queries.facts.tie_status import DEFAULT_RULE, Claimed, StatusRule, read_claimed, select_status_claims
from queries.facts.ties import counts, is_end_unknown, read_renewals, signed_on


@dataclass(frozen=True)
class Position:
    """The ties at a day, by the partner's id with its country's (None: unknown), and the active ones.

    Active are ties that are surely so: one that dates leave open is not among them.
    """

    ties: Mapping[str, str | None]
    active: frozenset[str]


@dataclass(frozen=True)
class History:
    """Executive agreements and contacts up to a day, by partner, from which each earlier day is told."""

    store: Store
    agreements: Mapping[str, Sequence[Node]]
    contacts: Mapping[str, Sequence[ContactRecord]]
    countries: Mapping[str, str | None]
    renewals: Mapping[str, date]
    claimed: Claimed
    rule: StatusRule = DEFAULT_RULE

    def position(self, day: date, *, undated: bool = True) -> Position:
        """Give the position at a day no later than the history's own.

        `undated` counts the ties that no signing dates, as `find_ties` does; without them a
        trend shows only what has a date.
        """
        ties = {}
        for partner, held in self.agreements.items():
            signed = [a for a in held if signed_on(a) is None or _is_dated(a, day)]
            dated = any(_is_dated(a, day) for a in signed)
            if self._counted(signed, day) and (undated or dated):
                ties[partner] = self.countries[partner]
        stated = select_status_claims(self.claimed, as_of=day)
        active = (
            partner
            for partner in ties
            if _surely_active(self.contacts.get(partner, ()), day, self.rule)
            and not _is_stated(stated, partner, self._counted(self.agreements[partner], day))
        )
        return Position(ties, frozenset(active))

    def _counted(self, agreements: Sequence[Node], day: date) -> list[Node]:
        return [a for a in agreements if counts(a, as_of=day, renewals=self.renewals)]

    def ends_unknown(self, day: date) -> list[str]:
        """Give the ids of the agreements signed by a day that are over, nothing tells since when."""
        held = (agreement for own in self.agreements.values() for agreement in own)
        signed = (a for a in held if signed_on(a) is None or _is_dated(a, day))
        return sorted({a.id for a in signed if is_end_unknown(a, renewals=self.renewals)})

    def was_tie_before(self, partner: str, day: date) -> bool:
        """Whether an agreement with a partner was surely signed before a day: a tie anew is then revived."""
        found = (signed_on(agreement) for agreement in self.agreements.get(partner, ()))
        return any(signed is not None and signed.latest < day for signed in found)

    def records(self, partner: str) -> list[str]:
        """Give the ids a partner's place in any position rests on."""
        contacts = (record.activity.id for record in self.contacts.get(partner, ()))
        return [partner, *(agreement.id for agreement in self.agreements.get(partner, ())), *contacts]


def read_history(store: Store, *, as_of: date, rule: StatusRule = DEFAULT_RULE) -> History:
    """Read agreements and contacts up to a day, once."""
    agreements: defaultdict[str, list[Node]] = defaultdict(list)
    for agreement in store.nodes("Agreement"):
        if agreement.text("counterpart") == "executive":
            for partner in targets(store, agreement.id, "WITH"):
                agreements[partner.id].append(agreement)
    countries = {partner: country_of(store, partner) for partner in agreements}
    return History(
        store,
        {partner: agreements[partner] for partner in sorted(agreements)},
        read_contacts(store, as_of=as_of),
        {partner: country.id if country else None for partner, country in countries.items()},
        read_renewals(store),
        read_claimed(store),
        rule,
    )


def _is_dated(agreement: Node, day: date) -> bool:
    signed = signed_on(agreement)
    return signed is not None and signed.latest <= day


def _surely_active(contacts: Sequence[ContactRecord], day: date, rule: StatusRule) -> bool:
    """Tell whether some contact has surely begun by a day and surely lies within the rule's months."""
    limit = months_before(day, rule.active_months)
    return any(_sure_last_day(record, day) >= limit for record in contacts)


def _sure_last_day(record: ContactRecord, day: date) -> date:
    """Give the earliest that a contact's last day can be, seen from a day; the first of days before it."""
    dates = activity_dates(record.activity)
    if dates is None or dates[0].latest > day:
        return date.min
    return max(min(dates[1].earliest, day), dates[0].earliest)


def _is_stated(claims: Mapping[str, Node], partner: str, counted: Sequence[Node]) -> bool:
    """Tell whether a source says the tie, or all of it that counts, is suspended or ended."""
    if partner in claims:
        return True
    return bool(counted) and all(agreement.id in claims for agreement in counted)
