"""Ties: the unit that every balance is counted in.

A tie is one local government with at least one executive agreement of any kind that is in
force or of unknown status at the as-of date, counted once. Councils are not ties. An agreement
that a source says has ended counts until the day it ended; one that another surely renews, and
whose end no source gives, counts until the newer one is surely signed. One whose signing has no
date counts from the day the record was gathered: before that, nobody can tell whether it stood yet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.dates import PartialDate, parse_date
from graph.records import Node
from graph.store import Store, targets
from queries.facts.known import Known, undated_from
from queries.facts.places import country_of, region_of

COUNTED = frozenset({"in_force", "unknown"})
FRIENDLY_KINDS = frozenset({"sister_city", "friendship"})


@dataclass(frozen=True)
class Tie:
    """A partner with its agreements, in order of signing (undated last), and those of them that count."""

    partner: Node
    agreements: Sequence[Node]
    counted: Sequence[Node]
    counterpart: str = "executive"

    @property
    def since(self) -> PartialDate | None:
        """The first signing, or None where no agreement has a date."""
        dates = [signed_on(agreement) for agreement in self.agreements]
        known = [day for day in dates if day is not None]
        return min(known) if known else None

    @property
    def is_ended(self) -> bool:
        """Whether no agreement counts any more, and a source says that one ended."""
        return not self.counted and any(a.text("status") == "ended" for a in self.agreements)

    @property
    def records(self) -> list[str]:
        """The ids the tie rests on."""
        return [self.partner.id, *(agreement.id for agreement in self.agreements)]


def signed_on(agreement: Node) -> PartialDate | None:
    """Give an agreement's day of signing, or None where no source has one."""
    written = agreement.text("signed_on")
    return parse_date(written) if written else None


def read_renewals(store: Store) -> Mapping[str, date]:
    """Give, by agreement id, the day from which an agreement that surely renews it is surely signed.

    The first of several; a renewal that is unsure, or whose signing no source dates, gives none.
    """
    found: dict[str, date] = {}
    for edge in store.edges("RENEWS"):
        newer = store.node(edge.source)
        signed = signed_on(newer) if newer is not None and edge.properties.get("certain") == "yes" else None
        if signed is not None:
            found[edge.target] = min(signed.latest, found.get(edge.target, date.max))
    return found


def counts(agreement: Node, *, as_of: date, renewals: Mapping[str, date]) -> bool:
    """Whether a signed agreement makes a tie: in force or of unknown status, or surely ended only later.

    Without a known end, one that is over ran at the least until it was renewed (`read_renewals`).
    """
    if agreement.text("status") in COUNTED:
        return True
    written = agreement.text("ends_on")
    if written:
        return parse_date(written).earliest > as_of
    return agreement.id in renewals and as_of < renewals[agreement.id]


def is_end_unknown(agreement: Node, *, renewals: Mapping[str, date]) -> bool:
    """Whether an agreement is over and nothing tells until when it ran, so that it counts at no day."""
    over = agreement.text("status") not in COUNTED
    return over and not agreement.text("ends_on") and agreement.id not in renewals


def running_until_renewed(store: Store, *, as_of: date) -> list[str]:
    """Give the ids of the agreements that are over, of no known end, and counted up to a later renewal."""
    renewals = read_renewals(store)
    found = (store.node(record) for record in renewals)
    return sorted(
        a.id
        for a in found
        if a is not None
        and a.text("status") not in COUNTED
        and not a.text("ends_on")
        and counts(a, as_of=as_of, renewals=renewals)
    )


def tie_region(store: Store, tie: Tie, *, scheme: str) -> Node | None:
    """Give the region of a tie's country, or None where no source names the country."""
    country = country_of(store, tie.partner.id)
    return region_of(store, country.id, scheme=scheme) if country else None


@dataclass(frozen=True)
class Documents:
    """The agreements of executives, or of councils, read once: from them the ties of any day are told.

    `agreements` lie by partner id, in order of signing (undated last); `undated_from` is the day
    from which those without a date are known to stand.
    """

    partners: Mapping[str, Node]
    agreements: Mapping[str, Sequence[Node]]
    renewals: Mapping[str, date]
    undated_from: date
    counterpart: str = "executive"

    def at(self, day: date) -> list[Tie]:
        """List every partner with an agreement surely signed by a day, by id, ties or not."""
        return [
            self._tie(partner, known, day)
            for partner, held in self.agreements.items()
            if (known := [a for a in held if Known(signed_on(a), self.undated_from).surely_by(day)])
        ]

    def ties(self, day: date) -> list[Tie]:
        """List the ties at a day, by partner id."""
        return [tie for tie in self.at(day) if tie.counted]

    def undated_ties(self, day: date) -> list[Tie]:
        """List those that no signing dates, by partner id: ties at a day, or unknown whether yet."""
        every = replace(self, undated_from=date.min).ties(day)
        dated = {tie.partner.id for tie in self.ties(day) if tie.since is not None}
        return [tie for tie in every if tie.counted and tie.partner.id not in dated]

    def ends_unknown(self, day: date) -> list[str]:
        """Give the ids of the agreements signed by a day that are over, nothing tells since when."""
        held = (agreement for tie in self.at(day) for agreement in tie.agreements)
        return sorted({a.id for a in held if is_end_unknown(a, renewals=self.renewals)})

    def _tie(self, partner: str, agreements: Sequence[Node], day: date) -> Tie:
        counted = tuple(a for a in agreements if counts(a, as_of=day, renewals=self.renewals))
        return Tie(self.partners[partner], tuple(agreements), counted, self.counterpart)


def read_documents(store: Store, *, counterpart: str = "executive") -> Documents:
    """Read the agreements of executives or of councils, of any day."""
    by_partner: defaultdict[str, list[Node]] = defaultdict(list)
    partners: dict[str, Node] = {}
    for agreement in store.nodes("Agreement"):
        if agreement.text("counterpart") == counterpart:
            for partner in targets(store, agreement.id, "WITH"):
                partners[partner.id] = partner
                by_partner[partner.id].append(agreement)
    ordered = {partner: sorted(by_partner[partner], key=_signing_order) for partner in sorted(by_partner)}
    return Documents(partners, ordered, read_renewals(store), undated_from(store), counterpart)


def find_ties(store: Store, *, as_of: date) -> list[Tie]:
    """List the ties at a date, by partner id: executive agreements in force or of unknown status."""
    return read_documents(store).ties(as_of)


def find_friendly_ties(store: Store, *, as_of: date) -> list[Tie]:
    """List the partners with a sister or friendship document that counts."""
    return [
        tie
        for tie in find_ties(store, as_of=as_of)
        if any(agreement.text("kind") in FRIENDLY_KINDS for agreement in tie.counted)
    ]


def find_office_ties(store: Store, *, as_of: date) -> list[Tie]:
    """List the ties of the kind that the office itself counts."""
    return [tie for tie in find_ties(store, as_of=as_of) if tie.partner.get("counted_by_office") is True]


def find_council_accords(store: Store, *, as_of: date) -> list[Tie]:
    """List the councils with an accord of any status, one for each place."""
    return read_documents(store, counterpart="council").at(as_of)


def _signing_order(agreement: Node) -> tuple[bool, date, str]:
    day = signed_on(agreement)
    return (day is None, day.earliest if day else date.max, agreement.id)
