"""A membership without a use in the plan's years as a gap: its facts, and how far its list goes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from graph.dates import PartialDate, months_before
from graph.records import Node
from graph.texts import Label, text
from queries.facts.landscape import Landscape
from queries.facts.lookup import label_of
from queries.facts.memberships import BANGKOK, Membership
from queries.facts.networks import has_members, network_name
from queries.facts.standing import Standing
from queries.facts.uncounted import with_uncounted
from queries.gaps.channels import (
    LIVE_MONTHS,
    day_label,
    last_meeting,
    meetings_in,
    record_facts,
    searches_held,
    uncounted_facts,
)
from queries.gaps.reasons import Fact, Gap
from queries.gaps.tie_gaps import open_disagreements
from queries.table import name_some

# A network that leads to more than this share of those another one leads to stands for it.
_STANDS_FOR = 0.5
# So ends the key of a disagreement on where a secretariat sits, which is no reason against a membership.
_SEAT = "-seat"


def is_unused(land: Landscape, network: str) -> bool:
    """Whether no contact that names a network is on record in the plan's years."""
    return not land.index.in_plan(land.index.of(network))


def _meets(land: Landscape, network: str) -> bool:
    """Whether a meeting with a network is on record in the plan's years."""
    return bool(land.index.in_plan(meetings_in(land, network)))


def network_gap(land: Landscape, membership: Membership) -> Gap:
    """Make a gap of a membership: whom it leads to, how to begin, and what speaks against."""
    network = membership.network
    facts = dict(_reach_facts(land, network))
    facts.update(_overlap_facts(land, network))
    facts.update(_list_facts(land, membership))
    facts.update(_contact_facts(land, network))
    return Gap(network, network_name(land.store, network), facts, _completeness(land, membership))


def _reach_facts(land: Landscape, network: str) -> Iterator[tuple[str, Fact]]:
    """Tell which ASEAN cities, sleeping ties and active ties its lists name."""
    members = land.memberships.members_of[network]
    cities = land.asean_cities & members.keys()
    if cities:
        yield "network-asean", Fact({"count": len(cities), "of": len(land.asean_cities)})
    partners = [standing for standing in land.standings if standing.tie.partner.id in members]
    asleep = [label_of(standing.tie.partner) for standing in partners if land.is_asleep(standing)]
    if asleep:
        yield "network-asleep", Fact({"names": name_some(asleep)})
    member = has_members(land.store, network)
    if not member:
        yield "network-named", Fact({"count": len(partners), "n": len(land.standings)})
    elif partners:
        yield "network-partners", Fact({"count": len(partners), "n": len(land.standings)})
    if member:
        yield "network-member", Fact()
    active = [standing for standing in partners if standing.status.settled == "active"]
    if active:
        met = max(active, key=lambda standing: _met(land, standing))
        last = day_label(land.last_with(met.tie.partner.id))
        yield "network-active-partner", Fact({"partner": label_of(met.tie.partner), "last": last})


def _met(land: Landscape, standing: Standing) -> tuple[PartialDate, str]:
    partner = standing.tie.partner.id
    return (land.last_with(partner) or PartialDate(1), partner)


def _overlap_facts(land: Landscape, network: str) -> Iterator[tuple[str, Fact]]:
    """Tell of the network in use that leads to most of those this one leads to."""
    wanted = _led_to(land, network)
    others = [other for other in land.memberships.networks(BANGKOK) if _meets(land, other)]
    shared = {other: len(wanted & _led_to(land, other)) for other in sorted(others)}
    best = max(shared, key=lambda other: shared[other], default=None)
    if best is not None and wanted and shared[best] > _STANDS_FOR * len(wanted):
        yield "network-overlap", Fact({
            "count": shared[best], "of": len(wanted), "other": network_name(land.store, best),
            "last": day_label(last_meeting(land, best)),
        })  # fmt: skip


def _led_to(land: Landscape, network: str) -> set[str]:
    """Give the partners and the ASEAN capitals and largest cities that its lists name."""
    return land.memberships.members_of[network].keys() & (land.standing_of.keys() | land.asean_cities)


def _list_facts(land: Landscape, membership: Membership) -> Iterator[tuple[str, Fact]]:
    listed = membership.listed
    if listed is None:
        yield "network-list-undated", Fact()
        return
    yield "network-list", Fact({"year": day_label(listed)})
    if listed.latest < months_before(land.as_of, LIVE_MONTHS):
        yield "network-old-list", Fact({"year": day_label(listed)})


def _contact_facts(land: Landscape, network: str) -> Iterator[tuple[str, Fact]]:
    """Tell of its last meeting, of records that do not count, and of what sources disagree on."""
    meetings, last = land.index.of(network), land.last_with(network)
    if meetings:
        values = {"what": label_of(meetings[0]), "last": day_label(last)}
        yield "network-met-before", Fact(values)
    yield from uncounted_facts(land, network, _at_least_before_plan(land, last))
    disputed = [one for one in open_disagreements(land.store, [network]) if not one.endswith(_SEAT)]
    if disputed:
        yield "network-disputed", Fact({"matter": _matter(land.store.node(disputed[0]))})
    yield from record_facts(land)


def _at_least_before_plan(land: Landscape, last: PartialDate | None) -> PartialDate | None:
    """Give the last contact, or the day before the plan where it is older: what follows bears on the gap."""
    if land.index.period is None:
        return last
    eve = land.index.period.first - timedelta(days=1)
    return max(last or PartialDate(1), PartialDate(eve.year, eve.month, eve.day))


def _matter(claim: Node | None) -> Label:
    return label_of(claim) if claim is not None else text("questions", "unknown")


def _completeness(land: Landscape, membership: Membership) -> Label:
    """Say what is held on a network: meetings, the cities its lists name, the newest list with Bangkok."""
    network, meetings = membership.network, land.index.of(membership.network)
    words = text(
        "unit", "completeness-network", meetings=len(meetings), recent=land.index.in_plan(meetings),
        cities=len(land.memberships.members_of[network]), year=day_label(membership.listed),
        searches=searches_held(len(land.searches.get(network, ()))),
        open=len(open_disagreements(land.store, [network])),
    )  # fmt: skip
    return with_uncounted(words, land.uncounted.get(network, ()))
