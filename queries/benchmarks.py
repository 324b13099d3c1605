"""Named yardsticks for a balance over regions. A share means nothing without one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from graph.store import Store, targets
from graph.texts import Label, text
from queries.places import HOME_COUNTRY, region_of, regions

Counts = Mapping[str, int]


@dataclass(frozen=True)
class Benchmark:
    """A yardstick: its name, and how many units each region (by id) has."""

    name: str
    label: Label
    counts: Counts

    @property
    def total(self) -> int:
        """Units over all regions."""
        return sum(self.counts.values())

    def share(self, region_id: str) -> float:
        """Give a region's share, a fraction of 1; 0 where the yardstick is empty."""
        return self.counts.get(region_id, 0) / self.total if self.total else 0.0


def _un_members(store: Store, scheme: str) -> Counts:
    """UN member states without Thailand, by region (CLDR's UN grouping)."""
    members = (c.id for c in store.nodes("Country") if c.get("un_member") is True and c.id != HOME_COUNTRY)
    return _by_region(store, members, scheme)


def _embassies(store: Store, scheme: str) -> Counts:
    """Missions in Bangkok on record, by the region of the country they represent."""
    countries = (c.id for e in store.nodes("Embassy") for c in targets(store, e.id, "REPRESENTS"))
    return _by_region(store, countries, scheme)


def _even(store: Store, scheme: str) -> Counts:
    """Every region alike."""
    return {region.id: 1 for region in regions(store, scheme=scheme)}


def _by_region(store: Store, countries: Iterable[str], scheme: str) -> Counts:
    counts: Counter[str] = Counter()
    for country in countries:
        region = region_of(store, country, scheme=scheme)
        if region is not None:
            counts[region.id] += 1
    return counts


_MAKERS: Mapping[str, Callable[[Store, str], Counts]] = {
    "un-members": _un_members,
    "embassies": _embassies,
    "even": _even,
}
DEFAULT_BENCHMARK = "un-members"
BENCHMARKS = tuple(_MAKERS)


def find_benchmark(store: Store, name: str, *, scheme: str) -> Benchmark:
    """Compute a named yardstick on the graph. Raises KeyError for an unknown name."""
    counts = _MAKERS[name](store, scheme)
    return Benchmark(name, text("questions", f"benchmark-{name}", n=sum(counts.values())), counts)
