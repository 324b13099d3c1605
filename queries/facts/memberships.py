"""Which places sit in which networks, as lists and reports name them, with the year of the list.

A membership counts at a date when it began by then; where no source gives its start, when the
list that names it is as old; where neither is known it counts on every day and is shown as undated.
An old list proves past membership only, so its year stands beside every answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from graph.dates import PartialDate, parse_date
from graph.records import Edge
from graph.store import Store

BANGKOK = "City:bangkok"


@dataclass(frozen=True)
class Membership:
    """One place in one network, all lists taken together.

    `since` is the earliest start that a source states, `listed` the year of the newest list that
    names it; each is None where no source says. `sources` are ids of Source records.
    """

    city: str
    network: str
    since: PartialDate | None
    listed: PartialDate | None
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Memberships:
    """All memberships at a date: by place and network, and by network and place."""

    networks_of: Mapping[str, Mapping[str, Membership]]
    members_of: Mapping[str, Mapping[str, Membership]]

    def networks(self, city: str) -> Mapping[str, Membership]:
        """Give a place's memberships by network."""
        return self.networks_of.get(city, {})

    def shared(self, city: str, other: str) -> list[str]:
        """List the networks that two places both sit in, by id."""
        return sorted(self.networks(city).keys() & self.networks(other).keys())


def read_memberships(store: Store, *, as_of: date) -> Memberships:
    """Read all memberships that count at a date, in one pass over the links."""
    links: defaultdict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in store.edges("MEMBER_OF"):
        if edge.source.startswith("City:") and _counts(edge, as_of):
            links[edge.source, edge.target].append(edge)
    networks_of: defaultdict[str, dict[str, Membership]] = defaultdict(dict)
    members_of: defaultdict[str, dict[str, Membership]] = defaultdict(dict)
    for (city, network), edges in links.items():
        membership = _join(edges)
        networks_of[city][network] = membership
        members_of[network][city] = membership
    return Memberships(networks_of, members_of)


def _counts(edge: Edge, as_of: date) -> bool:
    until = _date(edge, "until")
    if until is not None and until.latest < as_of:
        return False
    began = _date(edge, "since") or _date(edge, "list_year")
    return began is None or began.latest <= as_of


def _join(edges: Iterable[Edge]) -> Membership:
    edges = list(edges)
    starts = [day for edge in edges if (day := _date(edge, "since"))]
    lists = [day for edge in edges if (day := _date(edge, "list_year"))]
    sources = {source for edge in edges for source in _sources(edge)}
    return Membership(
        edges[0].source, edges[0].target, min(starts, default=None), max(lists, default=None),
        tuple(sorted(sources)),
    )  # fmt: skip


def _date(edge: Edge, name: str) -> PartialDate | None:
    written = edge.text(name)
    return parse_date(written) if written else None


def _sources(edge: Edge) -> tuple[str, ...]:
    found = edge.properties.get("sources", ())
    return found if isinstance(found, tuple) else ()
