"""Ties: the unit that every balance is counted in.

A tie is one local government with at least one executive agreement of any kind that is in
force or of unknown status at the as-of date, counted once. Councils are not ties. An agreement
that a source says has ended counts until the day it ended; one that another surely renews, and
whose end no source gives, counts until the newer one is surely signed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.dates import PartialDate, parse_date
from graph.records import Node
from graph.store import Store, targets
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


def tie_region(store: Store, tie: Tie, *, scheme: str) -> Node | None:
    """Give the region of a tie's country, or None where no source names the country."""
    country = country_of(store, tie.partner.id)
    return region_of(store, country.id, scheme=scheme) if country else None


def find_ties(store: Store, *, as_of: date) -> list[Tie]:
    """List the ties at a date, by partner id: executive agreements in force or of unknown status."""
    return [tie for tie in _group(store, as_of=as_of, counterpart="executive") if tie.counted]


def find_ended_ties(store: Store, *, as_of: date) -> list[Tie]:
    """List the partners whose executive agreements none counts any more, and a source says one ended."""
    return [
        tie
        for tie in _group(store, as_of=as_of, counterpart="executive")
        if not tie.counted and any(agreement.text("status") == "ended" for agreement in tie.agreements)
    ]


def find_friendly_ties(store: Store, *, as_of: date) -> list[Tie]:
    """List the partners with a sister or friendship document that counts."""
    return [
        tie
        for tie in _group(store, as_of=as_of, counterpart="executive")
        if any(agreement.text("kind") in FRIENDLY_KINDS for agreement in tie.counted)
    ]


def find_office_ties(store: Store, *, as_of: date) -> list[Tie]:
    """List the ties of the kind that the office itself counts."""
    return [tie for tie in find_ties(store, as_of=as_of) if tie.partner.get("counted_by_office") is True]


def find_council_accords(store: Store, *, as_of: date) -> list[Tie]:
    """List the councils with an accord of any status, one for each place."""
    return list(_group(store, as_of=as_of, counterpart="council"))


def _group(store: Store, *, as_of: date, counterpart: str) -> Iterator[Tie]:
    by_partner: defaultdict[str, list[Node]] = defaultdict(list)
    partners: dict[str, Node] = {}
    renewals = read_renewals(store)
    for agreement in store.nodes("Agreement"):
        if agreement.text("counterpart") != counterpart or not _surely_signed(agreement, as_of):
            continue
        for partner in targets(store, agreement.id, "WITH"):
            partners[partner.id] = partner
            by_partner[partner.id].append(agreement)
    for partner_id in sorted(by_partner):
        ordered = sorted(by_partner[partner_id], key=_signing_order)
        counted = tuple(a for a in ordered if counts(a, as_of=as_of, renewals=renewals))
        yield Tie(partners[partner_id], tuple(ordered), counted, counterpart)


def _surely_signed(agreement: Node, as_of: date) -> bool:
    """Tell whether an agreement counts: always when undated, else from the last day its date can mean."""
    day = signed_on(agreement)
    return day is None or day.latest <= as_of


def _signing_order(agreement: Node) -> tuple[bool, date, str]:
    day = signed_on(agreement)
    return (day is None, day.earliest if day else date.max, agreement.id)
