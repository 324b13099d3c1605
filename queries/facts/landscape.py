"""The ground that gaps are looked for on: ties, contacts, networks and places at a date, read once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from graph.dates import PartialDate, months_before, parse_date
from graph.records import Node
from graph.store import Store, targets
from queries.facts import tie_status
from queries.facts.contact_index import ContactIndex, read_contact_index
from queries.facts.contact_records import read_contacts_by_country
from queries.facts.contacts import activity_dates, newest_first
from queries.facts.known import read_known, undated_from
from queries.facts.memberships import BANGKOK, Memberships, read_memberships
from queries.facts.places import DEFAULT_SCHEME, asean_cities, asean_members, regions
from queries.facts.record_end import find_record_end, last_told, newest_by_country
from queries.facts.standing import Standing, read_standings
from queries.facts.terms import Terms
from queries.facts.tie_status import StatusRule
from queries.facts.ties import Tie, find_council_accords
from queries.facts.uncounted import Uncounted, read_uncounted

# What a tie of these statuses is, among other possible ones or alone, is asleep.
ASLEEP = frozenset({"dormant", "never-active", "suspended", "ended"})


@dataclass(frozen=True)
class Landscape:
    """All that gaps and their reasons are computed from; each part is read when first asked for."""

    store: Store
    as_of: date
    scheme: str = DEFAULT_SCHEME
    rule: StatusRule = tie_status.DEFAULT_RULE

    @cached_property
    def record_end(self) -> PartialDate | None:
        """The day of the newest record held, None where none has a date."""
        return find_record_end(self.store)

    @cached_property
    def newest_in(self) -> Mapping[str, PartialDate]:
        """The day of the newest record held on each country or anyone in it, by the country's id."""
        return newest_by_country(self.store)

    @cached_property
    def told(self) -> date:
        """The last day that the record tells of: silence is reckoned up to it."""
        return last_told(self.store, as_of=self.as_of)

    @cached_property
    def standings(self) -> Sequence[Standing]:
        """Every tie that counts, with its status and strength, by partner id."""
        found = read_standings(self.store, as_of=self.as_of, scheme=self.scheme, status_rule=self.rule)
        return [standing for standing in found if standing.counted]

    @cached_property
    def standing_of(self) -> Mapping[str, Standing]:
        """The ties by the partner's id."""
        return {standing.tie.partner.id: standing for standing in self.standings}

    @cached_property
    def standings_in(self) -> Mapping[str, Sequence[Standing]]:
        """The ties of each country, by its id."""
        found: defaultdict[str, list[Standing]] = defaultdict(list)
        for standing in self.standings:
            if standing.country is not None:
                found[standing.country.id].append(standing)
        return found

    @cached_property
    def index(self) -> ContactIndex:
        """The contacts with partners of every kind."""
        return read_contact_index(self.store, as_of=self.as_of)

    @cached_property
    def uncounted(self) -> Mapping[str, Sequence[Uncounted]]:
        """What does not count as a contact, by each partner and country it is with, newest first."""
        return read_uncounted(self.store, as_of=self.as_of)

    @cached_property
    def contacts_in(self) -> Mapping[str, Sequence[Node]]:
        """The contacts that name or involve anyone of a country, by its id, newest first."""
        found = read_contacts_by_country(self.store, as_of=self.as_of)
        return {country: newest_first(contacts) for country, contacts in found.items()}

    @cached_property
    def memberships(self) -> Memberships:
        """Which places sit in which networks."""
        return read_memberships(self.store, as_of=self.as_of)

    @cached_property
    def cities_in(self) -> Mapping[str, Sequence[str]]:
        """The places of each country that share a network with Bangkok, by its id; most networks first."""
        networks = self.memberships.networks(BANGKOK)
        met = {city for network in networks for city in self.memberships.members_of[network]} - {BANGKOK}
        found: defaultdict[str, list[str]] = defaultdict(list)
        for edge in self.store.edges("IN_COUNTRY"):
            if edge.source in met:
                found[edge.target].append(edge.source)
        for cities in found.values():
            cities.sort(key=lambda city: (-len(self.memberships.shared(BANGKOK, city)), city))
        return found

    @cached_property
    def seats_in(self) -> Mapping[str, Sequence[Node]]:
        """The foreign missions and community bodies in Bangkok, by the country they speak for."""
        found: defaultdict[str, list[Node]] = defaultdict(list)
        for edge in self.store.edges("REPRESENTS"):
            seat = self.store.node(edge.source)
            if seat is not None:
                found[edge.target].append(seat)
        return found

    @cached_property
    def councils(self) -> Mapping[str, Tie]:
        """The accords of the councils, by the place."""
        return {tie.partner.id: tie for tie in find_council_accords(self.store, as_of=self.as_of)}

    @cached_property
    def terms(self) -> Terms:
        """The documents known at the date, with the terms that they state."""
        return Terms(self.store, self.as_of)

    @cached_property
    def regions(self) -> Sequence[Node]:
        """The regions of the scheme."""
        return regions(self.store, scheme=self.scheme)

    @cached_property
    def region_of(self) -> Mapping[str, Node]:
        """The region of each country in the scheme, by the country's id."""
        known = {region.id: region for region in self.regions}
        return {
            edge.source: known[edge.target] for edge in self.store.edges("IN_REGION") if edge.target in known
        }

    @cached_property
    def ties_by_region(self) -> Counter[str]:
        """How many ties each region holds, by its id."""
        return Counter(s.region.id for s in self.standings if s.region is not None)

    @cached_property
    def top_region(self) -> Node | None:
        """The region with the most ties (the first by id among equals), None without a tie."""
        ranked = sorted(self.ties_by_region.items(), key=lambda item: (-item[1], item[0]))
        return self.store.node(ranked[0][0]) if ranked else None

    @cached_property
    def asean(self) -> Sequence[Node]:
        """The other ASEAN members on the date."""
        return asean_members(self.store, as_of=self.as_of)

    @cached_property
    def asean_cities(self) -> frozenset[str]:
        """The capitals and largest cities of the other ASEAN members on the date, by id."""
        return frozenset(asean_cities(self.store, as_of=self.as_of))

    @cached_property
    def matters(self) -> Mapping[str, Sequence[Node]]:
        """What was announced or discussed without a signing found, by each record it concerns."""
        found: defaultdict[str, list[Node]] = defaultdict(list)
        limit = undated_from(self.store)
        for claim in self.store.nodes("Claim"):
            told = read_known(claim.text("dated_on"), undated_from=limit)
            if claim.text("stage") not in ("", "signed") and told.surely_by(self.as_of):
                for record in targets(self.store, claim.id, "CONCERNS"):
                    found[record.id].append(claim)
        return found

    @cached_property
    def searches(self) -> Mapping[str, Sequence[Node]]:
        """The inquiries that found nothing, by each record they concern."""
        found: defaultdict[str, list[Node]] = defaultdict(list)
        for inquiry in self.store.nodes("Inquiry"):
            if inquiry.text("outcome") == "not_found" and _asked(inquiry.text("asked_on"), self.as_of):
                for record in targets(self.store, inquiry.id, "CONCERNS"):
                    found[record.id].append(inquiry)
        return found

    @cached_property
    def recent_activities(self) -> int:
        """How many contacts of the last 12 months are on record, whoever took part."""
        since = months_before(self.as_of, 12)
        dates = (activity_dates(activity) for activity in self.index.activities.values())
        return sum(1 for pair in dates if pair is not None and pair[1].latest >= since)

    @cached_property
    def asleep(self) -> Sequence[Standing]:
        """The ties that sleep, or may sleep, by partner id."""
        return [standing for standing in self.standings if self.is_asleep(standing)]

    @cached_property
    def asleep_by_region(self) -> Counter[str]:
        """How many ties of each region sleep or may sleep, by its id."""
        return Counter(s.region.id for s in self.asleep if s.region is not None)

    @cached_property
    def asleep_by_country(self) -> Counter[str]:
        """How many ties of each country sleep or may sleep, by its id."""
        return Counter(s.country.id for s in self.asleep if s.country is not None)

    @cached_property
    def active_in(self) -> Mapping[str, Sequence[Standing]]:
        """The surely active ties of each country, by its id, the one met last first."""
        return {
            country: sorted((s for s in found if s.status.settled == "active"), key=_met_last)
            for country, found in self.standings_in.items()
        }

    @cached_property
    def _last_of(self) -> dict[str, PartialDate | None]:
        return {}

    def last_with(self, record: str) -> PartialDate | None:
        """Give the last day of the latest contact with a record, read once: many ties share a network."""
        if record not in self._last_of:
            self._last_of[record] = self.index.last(self.index.of(record))
        return self._last_of[record]

    def is_asleep(self, standing: Standing) -> bool:
        """Whether a tie sleeps, or may sleep where its dates leave that open."""
        return bool(ASLEEP & set(standing.status.possible))


def _met_last(standing: Standing) -> tuple[int, str]:
    day = standing.status.day
    return (-day.latest.toordinal() if day is not None else 0, standing.tie.partner.id)


def _asked(written: str, as_of: date) -> bool:
    """Whether a search may have been made by a date: those of its month tell how far the record goes."""
    return not written or parse_date(written).earliest <= as_of
