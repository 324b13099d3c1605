"""Introducers: which partner can introduce Bangkok to a place, by which networks and twinnings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.dates import PartialDate
from graph.errors import QuestionError
from graph.store import Store
from graph.texts import Label, text
from graph.world import World
from queries.facts.contact_index import ContactIndex, read_contact_index
from queries.facts.explain import source_names
from queries.facts.history import find_statuses
from queries.facts.memberships import BANGKOK, Membership, read_memberships
from queries.facts.networks import network_name
from queries.facts.places import asean_cities
from queries.facts.tie_status import TieStatus
from queries.facts.ties import Tie, find_ties
from queries.facts.world_places import JoinedWorld, find_place, join_world, name_of_place
from queries.gaps.introductions import Chain, Hop, Reach, find_chains
from queries.table import ABSENT, Cell, Table, column, date_cell, list_cell

DEFAULT_LIMIT = 10
# Living ties, the liveliest first; all others sleep.
_RUNGS = {"active": 0, "quiet": 1}
_COLUMNS = (
    column("goal", subject="unit"), column("introducer", subject="unit", brief=False),
    column("chain", subject="unit"), column("hops", subject="unit", unit="hops", brief=False),
    column("reasons", subject="unit", unit="ways"), column("through", subject="unit"),
    column("newest_list", subject="unit"), column("tie_status", subject="unit"), column("last_contact"),
    column("met_directly", subject="unit", brief=False), column("records", subject="unit", brief=False),
)  # fmt: skip
_HOPS = (
    column("chain_no", subject="unit", unit="number"), column("hop_no", subject="unit", unit="number"),
    column("from_place", subject="unit"), column("to_place", subject="unit"), column("by", subject="unit"),
    column("evidence", subject="unit"), column("evidence_year", subject="unit"),
    column("record", brief=False), column("sources", brief=False),
)  # fmt: skip


@dataclass(frozen=True)
class _Ground:
    """All that chains are found and shown on."""

    store: Store
    reach: Reach
    ties: dict[str, Tie]
    contacts: ContactIndex
    statuses: Mapping[str, TieStatus]
    joined: JoinedWorld

    def name(self, place: str) -> Label:
        return name_of_place(self.store, self.joined, place)


def introducers(
    store: Store,
    *,
    as_of: date,
    to: str | None = None,
    limit: int = DEFAULT_LIMIT,
    world: World | None = None,
) -> list[Table]:
    """List the shortest chains from Bangkok over a partner to a place, then the evidence for each hop.

    Without a place: the best chain to each ASEAN capital and largest city without a tie. `world`
    adds the partners' own twinnings. An old list proves past membership only.
    """
    if limit < 1:
        raise QuestionError("parameter-negative", name="limit", value=limit)
    ground = _stand_on(store, world, as_of)
    if to is not None:
        goals, most = [_goal(ground, to)], limit
    else:
        goals = [city for city in asean_cities(store, as_of=as_of) if city not in ground.ties]
        most = 1
    found = {goal: _best_first(ground, find_chains(ground.reach, goal)) for goal in goals}
    shown = [chain for chains in found.values() for chain in chains[:most]]
    rows = [_row(ground, chain) for chain in shown]
    rows += [_none(ground, goal) for goal, chains in found.items() if not chains]
    title = _title(ground, found) if to is not None else _asean_title(ground, found)
    notes = [text("unit", "note-chains"), text("unit", "note-membership"), text("unit", "note-lists")]
    notes.append(text("unit", "note-world" if world is not None else "note-no-world"))
    answer = Table(
        "introducers", title, _COLUMNS, rows, as_of, text("unit", "unit-chains"),
        sum(len(chains) for chains in found.values()), records=_records(ground, shown), notes=notes,
    )  # fmt: skip
    return [answer, _hops(ground, shown, as_of)]


def _goal(ground: _Ground, to: str) -> str:
    """Find the place that is wanted. Raises QuestionError where it is none, or Bangkok itself."""
    place = find_place(ground.store, ground.joined, to)
    if place == BANGKOK:
        raise QuestionError("partner-is-bangkok", name="to")
    return place


def _stand_on(store: Store, world: World | None, as_of: date) -> _Ground:
    ties = {tie.partner.id: tie for tie in find_ties(store, as_of=as_of)}
    joined = join_world(store, world)
    reach = Reach(read_memberships(store, as_of=as_of), joined.twins, ties.keys())
    statuses = find_statuses(store, as_of=as_of)
    return _Ground(store, reach, ties, read_contact_index(store, as_of=as_of), statuses, joined)


def _best_first(ground: _Ground, chains: Sequence[Chain]) -> list[Chain]:
    """Order chains: living ties before what may sleep, then by what joins them, then by last contact."""

    def lateness(chain: Chain) -> int:
        last = ground.contacts.last(ground.contacts.of(chain.introducer))
        return -last.earliest.toordinal() if last is not None else 0

    return sorted(chains, key=lambda chain: (_rung(ground, chain), -chain.reasons, lateness(chain)))


def _rung(ground: _Ground, chain: Chain) -> int:
    """Tell how surely an introducer's tie lives: active, then quiet, then what sleeps or may."""
    possible = ground.statuses[chain.introducer].possible
    return max(_RUNGS.get(status, len(_RUNGS)) for status in possible)


def _row(ground: _Ground, chain: Chain) -> dict[str, Cell]:
    contacts = ground.contacts.of(chain.introducer)
    places = [BANGKOK, *(hop.end for hop in chain.hops)]
    names = [ground.name(place) for place in places]
    lists = [m.listed for hop in chain.hops for m in _held(ground, hop) if m.listed]
    return {
        "goal": names[-1],
        "introducer": ground.name(chain.introducer),
        "chain": Label(" → ".join(name.th for name in names), " → ".join(name.en for name in names)),
        "hops": len(chain.hops),
        "reasons": chain.reasons,
        "through": list_cell(dict.fromkeys(by for hop in chain.hops for by in _through(ground, hop))),
        "newest_list": max(lists, default=None) if chain.reasons else ABSENT,
        "last_contact": ground.contacts.last(contacts) or ABSENT,
        "tie_status": ground.statuses[chain.introducer].label,
        "met_directly": _directly(ground, chain.goal),
        "records": ", ".join(place for place in places if ground.store.node(place) is not None),
    }


def _none(ground: _Ground, goal: str) -> dict[str, Cell]:
    """Say that no chain to a place is on record."""
    row: dict[str, Cell] = {name.id: ABSENT for name in _COLUMNS}
    own = goal if ground.store.node(goal) is not None else ABSENT
    return {**row, "goal": ground.name(goal), "hops": ABSENT, "reasons": 0,
            "met_directly": _directly(ground, goal), "records": own}  # fmt: skip


def _held(ground: _Ground, hop: Hop) -> list[Membership]:
    """Give the memberships of a hop's end in the networks that join it."""
    return [ground.reach.memberships.networks(hop.end)[network] for network in hop.networks]


def _through(ground: _Ground, hop: Hop) -> list[Label]:
    networks = [network_name(ground.store, network) for network in hop.networks]
    return [*networks, *([text("unit", "by-twinning")] if hop.twinning else [])]


def _directly(ground: _Ground, goal: str) -> Cell:
    """Name the networks in which Bangkok already meets a place, without an introduction."""
    shared = ground.reach.memberships.shared(BANGKOK, goal)
    return list_cell(network_name(ground.store, network) for network in shared)


def _title(ground: _Ground, found: dict[str, list[Chain]]) -> Label:
    ((goal, chains),) = found.items()
    if not chains:
        return text("unit", "introducers-none-title", name=ground.name(goal))
    if len(chains[0].hops) == 1:
        return text("unit", "introducers-tie-title", name=ground.name(goal))
    best, name = chains[0], ground.name(goal)
    partners = {chain.introducer for chain in chains}
    asked = text(
        "unit", "introducers-to-title", n=len(partners), name=name, between=len(best.hops) - 1,
        best=ground.name(best.introducer), status=ground.statuses[best.introducer].label,
        reasons=best.reasons,
    )  # fmt: skip
    shared = ground.reach.memberships.shared(BANGKOK, goal)
    contacts = ground.contacts.of(goal)
    if not shared and not contacts:
        return asked
    return text(
        "unit",
        "introducers-direct-title",
        name=name,
        networks=len(shared),
        contacts=len(contacts),
        asked=asked,
    )


def _asean_title(ground: _Ground, found: dict[str, list[Chain]]) -> Label:
    reached = sum(1 for chains in found.values() if chains)
    direct = sum(1 for goal in found if ground.reach.memberships.shared(BANGKOK, goal))
    return text("unit", "introducers-title", n=len(found), reached=reached, direct=direct)


def _records(ground: _Ground, chains: Sequence[Chain]) -> list[str]:
    ids = {BANGKOK} if chains else set()
    for chain in chains:
        ids.update(ground.ties[chain.introducer].records)
        for hop in chain.hops:
            ids.update({hop.start, hop.end, *hop.networks})
    return sorted(record for record in ids if ground.store.node(record) is not None)


def _hops(ground: _Ground, chains: Sequence[Chain], as_of: date) -> Table:
    rows = [
        row
        for chain_no, chain in enumerate(chains, start=1)
        for hop_no, hop in enumerate(chain.hops, start=1)
        for row in _evidence(ground, hop, {"chain_no": chain_no, "hop_no": hop_no})
    ]
    records = {record for chain in chains for record in _records(ground, [chain])}
    return Table(
        "introducers-hops", text("unit", "introducers-hops-title", n=len(rows)), _HOPS, rows, as_of,
        text("unit", "unit-evidence"), len(rows), records=sorted(records),
    )  # fmt: skip


def _evidence(ground: _Ground, hop: Hop, numbers: dict[str, Cell]) -> Iterable[dict[str, Cell]]:
    """Give one row for each agreement, shared network or twinning behind a hop."""
    ends = {"from_place": ground.name(hop.start), "to_place": ground.name(hop.end)}
    if hop.start == BANGKOK:
        for agreement in ground.ties[hop.end].agreements:
            yield {
                **numbers, **ends, "by": text("unit", "by-tie"), "record": agreement.id,
                "evidence": Label(agreement.text("name_th") or agreement.name, agreement.name),
                "evidence_year": date_cell(agreement.text("signed_on")),
                "sources": source_names(ground.store, agreement.get("sources")),
            }  # fmt: skip
    for network in hop.networks:
        held = [ground.reach.memberships.networks(place)[network] for place in (hop.start, hop.end)]
        cited = tuple(sorted({source for membership in held for source in membership.sources}))
        yield {
            **numbers, **ends, "by": text("unit", "by-network"), "record": network,
            "evidence": network_name(ground.store, network), "evidence_year": _older(held),
            "sources": source_names(ground.store, cited),
        }  # fmt: skip
    if hop.twinning is not None:
        yield {
            **numbers, **ends, "by": text("unit", "by-twinning"), "record": ABSENT,
            "evidence": text("unit", "twinning-sources", sources=hop.twinning.sources),
            "evidence_year": date_cell(hop.twinning.last_seen), "sources": text("unit", "world-network"),
        }  # fmt: skip


def _older(held: Sequence[Membership]) -> PartialDate | None:
    """Give the year up to which lists name both places; None where one of them has no date."""
    years = [membership.listed for membership in held]
    known = [year for year in years if year is not None]
    return min(known) if len(known) == len(years) else None
