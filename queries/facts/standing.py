"""How every tie stands at a date: its place, contacts, status and strength, read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.records import Node
from graph.store import Store
from graph.texts import Label, text
from queries.facts import tie_status, tie_strength
from queries.facts.contact_records import ContactRecord, dated, merge_contacts
from queries.facts.history import read_history
from queries.facts.lookup import label_of
from queries.facts.places import DEFAULT_SCHEME, country_of, region_of
from queries.facts.record_end import last_told
from queries.facts.tie_status import StatusRule, TieStatus
from queries.facts.tie_strength import Strength, StrengthRule, measure_strength, rank_partners
from queries.facts.ties import Tie
from queries.measures.strength import Rank
from queries.table import ABSENT, Cell


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
    """Read the standing of every tie, and of those that a source says have ended, by partner id.

    Time since a contact is told up to the end of the record, as for the status.
    """
    found = []
    told = last_told(store, as_of=as_of)
    for on_day in read_history(store, rule=status_rule).at(as_of):
        country = country_of(store, on_day.tie.partner.id)
        found.append(
            Standing(
                tie=on_day.tie,
                country=country,
                region=region_of(store, country.id, scheme=scheme) if country else None,
                contacts=on_day.contacts,
                status=on_day.status,
                strength=measure_strength(
                    on_day.tie.counted, on_day.contacts, as_of=told, rule=strength_rule
                ),
                counted=bool(on_day.tie.counted),
            )
        )
    return found


def rank_standings(
    standings: Sequence[Standing], *, as_of: date, rule: StrengthRule = tie_strength.DEFAULT_RULE
) -> dict[str, Rank | None]:
    """Rank the standings that count by volume, with ranges, by partner id; None: not enough record."""
    contacts = {standing.tie.partner.id: standing.contacts for standing in standings if standing.counted}
    return rank_partners(contacts, as_of=as_of, rule=rule)


def records_of(standings: Sequence[Standing]) -> list[str]:
    """Give the ids that some standings rest on, sorted, each once."""
    return sorted({record for standing in standings for record in standing.records})


def last_contact_cell(contacts: Sequence[ContactRecord]) -> Cell:
    """Give the last day of the latest contact; unknown where all are undated, absent without any."""
    days = [record.last for record in dated(contacts) if record.last is not None]
    return max(days) if days else (None if contacts else ABSENT)


@dataclass(frozen=True)
class Group:
    """Some ties under one heading: a region (`node`), all ties, or the undated ones."""

    key: str
    node: Node | None
    standings: Sequence[Standing]

    @property
    def label(self) -> Label:
        """The heading in both languages."""
        return label_of(self.node) if self.node is not None else text("measures", f"group-{self.key}")

    @property
    def contacts(self) -> list[ContactRecord]:
        """The contacts of all its ties, each once, latest first."""
        return merge_contacts(standing.contacts for standing in self.standings)


def group_by_region(
    standings: Sequence[Standing], regions: Sequence[Node], *, undated: bool = True
) -> list[Group]:
    """Put standings into the regions of a scheme, largest first, with up to three more groups after them.

    `unknown` holds ties whose country or region no source names (left out where there are none);
    `all` holds every one, and `undated` (if asked for) those among all whose signing has no date.
    """
    groups = [
        Group(region.key.partition("/")[2], region, [s for s in standings if _region_id(s) == region.id])
        for region in regions
    ]
    groups.sort(key=lambda group: (-len(group.standings), group.key))
    nowhere = [standing for standing in standings if standing.region is None]
    if nowhere:
        groups.append(Group("unknown", None, nowhere))
    groups.append(Group("all", None, standings))
    if undated:
        groups.append(Group("undated", None, [s for s in standings if s.tie.since is None]))
    return groups


def _region_id(standing: Standing) -> str | None:
    return standing.region.id if standing.region is not None else None
