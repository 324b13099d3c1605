"""Who can introduce us: shortest chains from Bangkok over a partner to a place.

The first hop is a tie. Every further hop joins two places that sit in one network, or that are
twinned in the world network. The search goes breadth-first from the goal, over places and
networks as two kinds of node, so that a network of n places costs n steps and not n squared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from graph.world import Twinning
from queries.memberships import BANGKOK, Memberships

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
    steps = steps_to(reach, goal)
    near = {partner: steps[partner] for partner in reach.partners if partner in steps}
    if not near:
        return []
    least = min(near.values())
    chains = [
        Chain((Hop(BANGKOK, partner), *hops))
        for partner in sorted(near)
        if near[partner] == least
        for hops in _ways(reach, partner, goal, steps)
    ]
    return sorted(chains, key=lambda chain: (-chain.reasons, [hop.end for hop in chain.hops]))


def steps_to(reach: Reach, goal: str) -> dict[str, int]:
    """Count the steps from every place to the goal, Bangkok left out; as far as the nearest partner."""
    steps = {goal: 0}
    seen_networks: set[str] = set()
    frontier, depth = [goal], 0
    while frontier and not any(place in reach.partners for place in frontier):
        reached: set[str] = set()
        for place in frontier:
            reached.update(reach.twins.get(place, ()))
            for network in reach.memberships.networks(place):
                if network not in seen_networks:
                    seen_networks.add(network)
                    reached.update(reach.memberships.members_of[network])
        depth += 1
        frontier = sorted(reached - steps.keys() - {BANGKOK})
        steps.update(dict.fromkeys(frontier, depth))
    return steps


def _ways(reach: Reach, start: str, goal: str, steps: Mapping[str, int]) -> Iterator[tuple[Hop, ...]]:
    """Give every shortest way from a place to the goal."""
    if start == goal:
        yield ()
        return
    for place in sorted(_next(reach, start, steps)):
        for rest in _ways(reach, place, goal, steps):
            yield (reach.hop(start, place), *rest)


def _next(reach: Reach, start: str, steps: Mapping[str, int]) -> set[str]:
    beside = set(reach.twins.get(start, ()))
    for network in reach.memberships.networks(start):
        beside.update(reach.memberships.members_of[network])
    return {place for place in beside if steps.get(place) == steps[start] - 1}
