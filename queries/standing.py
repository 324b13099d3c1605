"""How every tie stands at a date: its place, contacts, status and strength, read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.records import Node
from graph.store import Store
from queries import tie_status, tie_strength
from queries.contact_records import ContactRecord, read_contacts
from queries.measures.strength import Rank
from queries.places import DEFAULT_SCHEME, country_of, region_of
from queries.tie_status import StatusRule, TieStatus, find_status, read_status_claims
from queries.tie_strength import Strength, StrengthRule, measure_strength, rank_partners
from queries.ties import Tie, find_ended_ties, find_ties


@dataclass(frozen=True)
class Standing:
    """One tie with all that is read off the graph for it.

    `counted` is False for what is no tie any more: a source says its agreement has ended.
    """

    tie: Tie
    country: Node | None
    region: Node | None
    contacts: Sequence[ContactRecord]
    status: TieStatus
    strength: Strength
    counted: bool = True

    @property
    def records(self) -> list[str]:
        """The ids it rests on: partner, agreements, contacts, and what decides its status."""
        deciding = [self.status.record] if self.status.record else []
        return [*self.tie.records, *(record.activity.id for record in self.contacts), *deciding]


def read_standings(
    store: Store,
    *,
    as_of: date,
    scheme: str = DEFAULT_SCHEME,
    status_rule: StatusRule = tie_status.DEFAULT_RULE,
    strength_rule: StrengthRule = tie_strength.DEFAULT_RULE,
) -> list[Standing]:
    """Read the standing of every tie, and of those that a source says have ended, by partner id."""
    contacts = read_contacts(store, as_of=as_of)
    claims = read_status_claims(store, as_of=as_of)
    ties = find_ties(store, as_of=as_of)
    counted = {tie.partner.id for tie in ties}
    found = []
    for tie in [*ties, *find_ended_ties(store, as_of=as_of)]:
        country = country_of(store, tie.partner.id)
        held = contacts.get(tie.partner.id, ())
        found.append(
            Standing(
                tie=tie,
                country=country,
                region=region_of(store, country.id, scheme=scheme) if country else None,
                contacts=held,
                status=find_status(tie, held, as_of=as_of, claims=claims, rule=status_rule),
                strength=measure_strength(tie.agreements, held, as_of=as_of, rule=strength_rule),
                counted=tie.partner.id in counted,
            )
        )
    return sorted(found, key=lambda standing: standing.tie.partner.id)


def rank_standings(
    standings: Sequence[Standing], *, as_of: date, rule: StrengthRule = tie_strength.DEFAULT_RULE
) -> dict[str, Rank | None]:
    """Rank the standings that count by volume, with ranges, by partner id; None: not enough record."""
    contacts = {standing.tie.partner.id: standing.contacts for standing in standings if standing.counted}
    return rank_partners(contacts, as_of=as_of, rule=rule)


def records_of(standings: Sequence[Standing]) -> list[str]:
    """Give the ids that some standings rest on, sorted, each once."""
    return sorted({record for standing in standings for record in standing.records})


@dataclass(frozen=True)
class Group:
    """Some ties under one heading: a region (`node`), all ties, or the undated ones."""

    key: str
    node: Node | None
    standings: Sequence[Standing]


def group_by_region(standings: Sequence[Standing], regions: Sequence[Node]) -> list[Group]:
    """Put standings into the regions of a scheme, largest first, with three more rows after them.

    `unknown` holds ties whose country or region no source names (left out where there are none);
    `all` holds every one, and `undated` those among all whose signing has no date.
    """
    groups = [
        Group(region.key.partition("/")[2], region, [s for s in standings if _region_id(s) == region.id])
        for region in regions
    ]
    groups.sort(key=lambda group: (-len(group.standings), group.key))
    nowhere = [standing for standing in standings if standing.region is None]
    if nowhere:
        groups.append(Group("unknown", None, nowhere))
    undated = [standing for standing in standings if standing.tie.since is None]
    return [*groups, Group("all", None, standings), Group("undated", None, undated)]


def _region_id(standing: Standing) -> str | None:
    return standing.region.id if standing.region is not None else None
