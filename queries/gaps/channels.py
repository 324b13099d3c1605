"""The ways to a place or a country without a tie: missions, networks, councils, contacts, announcements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from graph.dates import PartialDate, format_date, months_before, parse_date
from graph.records import Node
from graph.texts import Label, text
from queries.facts.landscape import Landscape
from queries.facts.lookup import label_of
from queries.facts.memberships import BANGKOK, Membership
from queries.facts.networks import meetings_among, network_name
from queries.facts.tie_status import StatusRule
from queries.facts.ties import Tie, signed_on
from queries.facts.uncounted import Uncounted, newer_than, newest_day
from queries.gaps.reasons import Fact

# A network whose last meeting on record is older is no place to meet: the limit at which a tie sleeps.
LIVE_MONTHS = StatusRule.dormant_months


@dataclass(frozen=True)
class Channels:
    """What leads from Bangkok to a country, or to one place in it, by the record.

    `seats` are missions and community bodies in Bangkok, `cities` the places that share a network
    with Bangkok, `contacts` the contacts with anyone there (newest first), `matters` what was
    announced without a signing found.
    """

    seats: Sequence[Node]
    cities: Sequence[str]
    councils: Sequence[Tie]
    contacts: Sequence[Node]
    matters: Sequence[Node]

    @property
    def missions(self) -> list[Node]:
        """The foreign missions among the seats."""
        return [seat for seat in self.seats if seat.label == "Embassy"]

    @property
    def kinds(self) -> int:
        """How many kinds of way there are."""
        return sum(map(bool, (self.seats, self.cities, self.councils, self.contacts, self.matters)))

    @property
    def records(self) -> list[str]:
        """The ids the ways rest on."""
        nodes = (*self.seats, *self.contacts, *self.matters)
        accords = [record for tie in self.councils for record in tie.records]
        return [*(node.id for node in nodes), *self.cities, *accords]


def find_channels(land: Landscape, country: str) -> Channels:
    """Give all that leads to a country."""
    places = {edge.source for edge in land.store.edges_to(country, "IN_COUNTRY")}
    matters = {
        claim.id: claim for place in (country, *sorted(places)) for claim in land.matters.get(place, ())
    }
    return Channels(
        seats=land.seats_in.get(country, ()),
        cities=land.cities_in.get(country, ()),
        councils=[land.councils[place] for place in sorted(places & land.councils.keys())],
        contacts=land.contacts_in.get(country, ()),
        matters=[matters[claim] for claim in sorted(matters)],
    )


def find_place_channels(land: Landscape, place: str, country: str | None) -> Channels:
    """Give all that leads to one place; the seats in Bangkok are its country's."""
    shared = land.memberships.shared(BANGKOK, place)
    return Channels(
        seats=land.seats_in.get(country, ()) if country else (),
        cities=[place] if shared else [],
        councils=[land.councils[place]] if place in land.councils else [],
        contacts=land.index.of(place),
        matters=land.matters.get(place, ()),
    )


def channel_facts(land: Landscape, channels: Channels) -> Iterator[tuple[str, Fact]]:
    """Give the facts on the ways that are there, by name."""
    yield from _seat_facts(land, channels)
    yield from _network_facts(land, channels)
    if channels.matters:
        newest = max(channels.matters, key=lambda claim: (claim.text("dated_on"), claim.id))
        yield "announced", Fact({"matter": label_of(newest), "date": _day(newest.text("dated_on"))})
    yield from _council_facts(land, channels)
    if channels.contacts:
        last = channels.contacts[0]
        yield "contact-before", Fact({"what": label_of(last), "last": day_label(land.index.last([last]))})


def uncounted_facts(
    land: Landscape, record: str, last: PartialDate | None, *, signed: PartialDate | None = None
) -> Iterator[tuple[str, Fact]]:
    """Tell of a record later than the last contact that does not count as one.

    Only what is later than the signing too speaks against silence; a signing is no matter to
    confirm, for its document is on record.
    """
    held = [one for one in land.uncounted.get(record, ()) if one.is_sign]
    days = [day for day in (last, signed) if day is not None]
    newer = newer_than(held, max(days, default=None))
    if newer is not None:
        yield "newer-uncounted", Fact(_told(newer))
    unsigned = [one for one in held if signed is None or one.activity.text("kind") != "signing"]
    newer = newer_than(unsigned, last)
    if newer is not None and newer.can_be_confirmed:
        yield "unconfirmed", Fact(_told(newer))


def _told(one: Uncounted) -> dict[str, Label]:
    why = text("unit", f"uncounted-why-{one.why}")
    return {"what": label_of(one.activity), "date": day_label(newest_day(one.activity)), "why": why}


def _council_facts(land: Landscape, channels: Channels) -> Iterator[tuple[str, Fact]]:
    """Tell of the newest accord of the councils that is not lapsed."""
    for tie in channels.councils:
        if tie.counted:
            days = [day for agreement in tie.counted if (day := signed_on(agreement)) is not None]
            since = day_label(max(days, default=None))
            yield "council-accord", Fact({"place": label_of(tie.partner), "since": since})
            return


def _seat_facts(land: Landscape, channels: Channels) -> Iterator[tuple[str, Fact]]:
    if not channels.missions:
        yield "no-mission", Fact()
    for since, words, mission in changed_relations(channels.missions, as_of=land.as_of):
        values = {"what": words, "date": format_date(since), "mission": label_of(mission)}
        yield "relations-changed", Fact(values)
    met = [(last, seat) for seat in channels.seats if (last := land.last_with(seat.id))]
    if met:
        last, seat = max(met, key=lambda pair: (pair[0], pair[1].id))
        values = {"mission": label_of(seat), "last": day_label(last)}
        if last.latest >= months_before(land.told, LIVE_MONTHS):
            yield "mission-met", Fact(values)
        else:
            yield "mission-met-before", Fact(values)
    elif channels.missions and not any(
        land.uncounted.get(mission.id) or mission.get("relations_on") for mission in channels.missions
    ):
        yield "mission-not-met", Fact({"mission": label_of(channels.missions[0])})


def changed_relations(missions: Iterable[Node], *, as_of: date) -> Iterator[tuple[PartialDate, Label, Node]]:
    """Give how the relations of the states had changed by a day, since when, and by which mission."""
    for mission in missions:
        since = mission.text("relations_on")
        if since and parse_date(since).latest <= as_of:
            yield (
                parse_date(since),
                Label(mission.text("relations_th"), mission.text("relations_en")),
                mission,
            )


def _network_facts(land: Landscape, channels: Channels) -> Iterator[tuple[str, Fact]]:
    """Tell of the place with most shared networks: a network that meets, else one that names both."""
    if not channels.cities:
        return
    city = channels.cities[0]
    shared = [land.memberships.networks(city)[n] for n in land.memberships.shared(BANGKOK, city)]
    live = [(last, m) for m in shared if (last := live_meeting(land, m.network))]
    named, meets = {"city": _name(land, city)}, ""
    if live:
        last, membership = max(live, key=lambda pair: (pair[0], pair[1].network))
        meets = membership.network
        yield "network-meeting", Fact({**named, **_listed(land, membership), "last": day_label(last)})
    newest = max(shared, key=lambda m: (m.listed or PartialDate(1), m.network))
    if newest.network != meets:
        yield "network-shared", Fact({**named, **_listed(land, newest)})
    if newest.listed is not None and newest.listed.latest < months_before(land.as_of, LIVE_MONTHS):
        yield "old-list", Fact({"year": format_date(newest.listed)})


def record_facts(land: Landscape) -> Iterator[tuple[str, Fact]]:
    """Tell how little silence says: beyond the end of the record nothing, before it as much as is held."""
    if land.record_end is not None and land.record_end.latest < land.as_of:
        yield "record-ends", Fact({"end": format_date(land.record_end)})
    else:
        yield "thin-record", Fact({"count": land.recent_activities})


def last_meeting(land: Landscape, network: str) -> PartialDate | None:
    """Give the last day of a network's latest meeting with Bangkok on record."""
    return land.index.last(meetings_in(land, network))


def meetings_in(land: Landscape, network: str) -> list[Node]:
    """List the meetings of a network with Bangkok on record, newest first."""
    held = land.memberships.networks(BANGKOK).get(network)
    return meetings_among(land.index.of(network), joined=held.since if held is not None else None)


def live_meeting(land: Landscape, network: str) -> PartialDate | None:
    """Give the last day on which Bangkok met in a network, None where it is too long ago."""
    last = last_meeting(land, network)
    return last if last is not None and last.latest >= months_before(land.told, LIVE_MONTHS) else None


def _listed(land: Landscape, membership: Membership) -> dict[str, Label]:
    listed = format_date(membership.listed) if membership.listed else text("unit", "undated")
    return {"network": network_name(land.store, membership.network), "year": listed}


def _name(land: Landscape, record: str) -> Label:
    node = land.store.node(record)
    return label_of(node) if node is not None else text("questions", "unknown")


def _day(written: str) -> Label:
    return day_label(parse_date(written) if written else None)


def day_label(day: PartialDate | date | None) -> Label:
    """Write a day for a sentence; say that none is known."""
    return format_date(day) if day is not None else text("unit", "undated")


def searches_held(count: int) -> Label:
    """Tell of searches without a result, for a line on completeness; nothing where there was none."""
    return text("unit", "searches-held", n=count) if count else Label("", "")
