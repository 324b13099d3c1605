"""Who can introduce us: shortest chains from Bangkok over a partner to a place.

The first hop is a tie. Every further hop joins two places that sit in one network, or that are
twinned in the world network. The search goes breadth-first from the goal, over places and
networks as two kinds of node, so that a network of n places costs n steps and not n squared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.world import Twinning
from queries.facts.memberships import BANGKOK, Memberships

Twins = Mapping[str, Mapping[str, Twinning]]


@dataclass(frozen=True)
class Hop:
    """One step from a place to the next: the networks both sit in, and the twinning, if any.

    The first step, from Bangkok to a partner, has neither: it rests on the tie.
    """

    start: str
    end: str
    networks: tuple[str, ...] = ()
    twinning: Twinning | None = None

    @property
    def reasons(self) -> int:
        """How many networks and twinnings join the two places."""
        return len(self.networks) + (self.twinning is not None)


@dataclass(frozen=True)
class Chain:
    """A way from Bangkok to a place, hop by hop; the introducer is the end of the first hop."""

    hops: tuple[Hop, ...]

    @property
    def introducer(self) -> str:
        """The partner that Bangkok would ask."""
        return self.hops[0].end

    @property
    def goal(self) -> str:
        """The place reached."""
        return self.hops[-1].end

    @property
    def reasons(self) -> int:
        """Networks and twinnings over all hops: more of them, more ways to ask."""
        return sum(hop.reasons for hop in self.hops)


@dataclass(frozen=True)
class Reach:
    """What joins places at a date: memberships, twinnings by place, and the partners with a tie."""

    memberships: Memberships
    twins: Twins
    partners: Collection[str]

    def hop(self, start: str, end: str) -> Hop:
        """Give the step between two places with all that joins them."""
        networks = tuple(self.memberships.shared(start, end))
        return Hop(start, end, networks, self.twins.get(start, {}).get(end))


def find_chains(reach: Reach, goal: str) -> list[Chain]:
    """List all shortest chains to a place, those with the most to go by first, then by names.

    A partner is reached by its own tie. Empty where no chain is on record.
    """
    if goal == BANGKOK:
        return []
    if goal in reach.partners:
        return [Chain((Hop(BANGKOK, goal),))]
    search = search_from(reach, goal)
    near = {partner: search.steps[partner] for partner in reach.partners if partner in search.steps}
    if not near:
        return []
    least = min(near.values())
    chains = [
        Chain((Hop(BANGKOK, partner), *hops))
        for partner in sorted(near)
        if near[partner] == least
        for hops in _ways(reach, partner, goal, search)
    ]
    return sorted(chains, key=lambda chain: (-chain.reasons, [hop.end for hop in chain.hops]))


@dataclass(frozen=True)
class Search:
    """What a search from a goal found: each place's steps to it, and each network's nearest places."""

    steps: Mapping[str, int]
    nearest: Mapping[str, Sequence[str]]


def search_from(reach: Reach, goal: str) -> Search:
    """Search from a goal, Bangkok left out, as far as the nearest partner."""
    steps = {goal: 0}
    nearest: dict[str, list[str]] = {}
    frontier, depth = [goal], 0
    while frontier and not any(place in reach.partners for place in frontier):
        depth += 1
        reached: set[str] = set()
        opened: dict[str, list[str]] = {}
        for place in frontier:
            reached.update(reach.twins.get(place, ()))
            for network in reach.memberships.networks(place):
                if network not in nearest:
                    opened.setdefault(network, []).append(place)
        for network in opened:
            reached.update(reach.memberships.members_of[network])
        nearest.update(opened)
        frontier = sorted(reached - steps.keys() - {BANGKOK})
        steps.update(dict.fromkeys(frontier, depth))
    return Search(steps, nearest)


def _ways(reach: Reach, start: str, goal: str, search: Search) -> Iterator[tuple[Hop, ...]]:
    """Give every shortest way from a place to the goal."""
    if start == goal:
        yield ()
        return
    for place in sorted(_next(reach, start, search)):
        for rest in _ways(reach, place, goal, search):
            yield (reach.hop(start, place), *rest)


def _next(reach: Reach, start: str, search: Search) -> set[str]:
    """Give the places one step nearer: twins, and the places by which a network was first reached."""
    beside = set(reach.twins.get(start, ()))
    for network in reach.memberships.networks(start):
        beside.update(search.nearest.get(network, ()))
    return {place for place in beside if search.steps.get(place) == search.steps[start] - 1}
