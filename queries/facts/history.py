"""How every tie stands on any day: agreements, contacts and sources' words read once.

The one home of the matter. `ties` says what makes a tie, `contacts` what a contact is,
`tie_status` what follows from both; whoever asks how ties stand, on one day or on many, asks here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.dates import PartialDate
from graph.store import Store
from queries.facts.contact_records import ContactRecord, Contacts, read_every_contact
from queries.facts.places import country_of
from queries.facts.record_end import find_record_end
from queries.facts.tie_status import (
    DEFAULT_RULE,
    StatusClaim,
    StatusRule,
    TieStatus,
    find_status,
    read_status_claims,
    select_status_claims,
)
from queries.facts.ties import Documents, Tie, read_documents, signed_on


@dataclass(frozen=True)
class Position:
    """The ties at a day, by the partner's id with its country's (None: unknown), and the active ones.

    Active are ties that are surely so: one that dates leave open is not among them.
    """

    ties: Mapping[str, str | None]
    active: frozenset[str]


@dataclass(frozen=True)
class TieOnDay:
    """A tie, or what was one till a source says it ended, with contacts and status on a day."""

    tie: Tie
    contacts: Sequence[ContactRecord]
    status: TieStatus


@dataclass(frozen=True)
class History:
    """Executive agreements, contacts and claims on status, from which any day is told.

    `countries` lie by partner id (None: unknown). `record_end` is the day of the newest record held:
    silence is judged up to it, for of what came later nothing is known.
    """

    documents: Documents
    contacts: Contacts
    claims: Sequence[StatusClaim]
    countries: Mapping[str, str | None]
    rule: StatusRule = DEFAULT_RULE
    record_end: PartialDate | None = None

    def at(self, day: date) -> list[TieOnDay]:
        """Tell how every tie, and what a source says has ended, stands on a day, by partner id."""
        return self._judge([tie for tie in self.documents.at(day) if tie.counted or tie.is_ended], day)

    def position(self, day: date) -> Position:
        """Give the position at a day: the ties known to stand, as `find_ties` does."""
        return self._position(self.documents.ties(day), day)

    def dated_position(self, day: date) -> Position:
        """Give the same without the ties that no signing dates, for a trend of what has a date."""
        return self._position([tie for tie in self.documents.ties(day) if tie.since is not None], day)

    def undated_position(self, day: date) -> Position:
        """Give the ties that no signing dates, also where it is unknown whether they stood yet."""
        return self._position(self.documents.undated_ties(day), day)

    def was_tie_before(self, partner: str, day: date) -> bool:
        """Whether an agreement with a partner was surely signed before a day: a tie anew is then revived."""
        found = (signed_on(agreement) for agreement in self.documents.agreements.get(partner, ()))
        return any(signed is not None and signed.latest < day for signed in found)

    def records(self, partners: Iterable[str], *, as_of: date) -> list[str]:
        """Give the ids that some partners' places in positions up to a date rest on, sorted."""
        contacts, held = self.contacts.at(as_of), self.documents.agreements
        return sorted({
            record
            for partner in partners
            for record in (partner, *(agreement.id for agreement in held.get(partner, ())),
                           *(found.activity.id for found in contacts.get(partner, ())))
        })  # fmt: skip

    def _judge(self, ties: Sequence[Tie], day: date) -> list[TieOnDay]:
        contacts, claims = self.contacts.at(day), select_status_claims(self.claims, as_of=day)
        found = []
        for tie in ties:
            held = contacts.get(tie.partner.id, ())
            status = find_status(
                tie, held, as_of=day, claims=claims, rule=self.rule, record_end=self.record_end
            )
            found.append(TieOnDay(tie, held, status))
        return found

    def _position(self, ties: Sequence[Tie], day: date) -> Position:
        judged = self._judge(ties, day)
        active = (found.tie.partner.id for found in judged if found.status.settled == "active")
        return Position({tie.partner.id: self.countries[tie.partner.id] for tie in ties}, frozenset(active))


def read_history(store: Store, *, rule: StatusRule = DEFAULT_RULE) -> History:
    """Read agreements, contacts and claims of any day, once."""
    documents = read_documents(store)
    found = {partner: country_of(store, partner) for partner in documents.agreements}
    countries = {partner: country.id if country else None for partner, country in found.items()}
    return History(
        documents,
        read_every_contact(store),
        read_status_claims(store),
        countries,
        rule,
        find_record_end(store),
    )


def find_statuses(store: Store, *, as_of: date, rule: StatusRule = DEFAULT_RULE) -> Mapping[str, TieStatus]:
    """Give the status of every tie at a date, by partner id."""
    every = read_history(store, rule=rule).at(as_of)
    return {found.tie.partner.id: found.status for found in every if found.tie.counted}
