"""Named yardsticks for a balance over regions. A share means nothing without one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from graph.dates import format_date
from graph.errors import QuestionError
from graph.records import Node, node_id
from graph.store import Store, targets
from graph.texts import Label, text
from queries.facts.gathered import gathered_on, is_later
from queries.facts.lookup import nearest
from queries.facts.places import HOME_COUNTRY, region_of, regions
from queries.measures.counts import Weights, shares_of, total_of

# Gives the units by region id that a user's own table holds, for a path and a region scheme.
OwnTableReader = Callable[[str, str], Weights]


@dataclass(frozen=True)
class Benchmark:
    """A yardstick: its name, how many units each region (by id) has, the records it rests on.

    A `partial` one, a user's own table, says nothing of the regions it leaves out; in a full one
    they have none. `without` are countries that it could have no unit in (a peer's own): what
    Bangkok has there is not held against it.
    """

    name: str
    label: Label
    counts: Weights
    records: tuple[str, ...] = ()
    partial: bool = False
    without: frozenset[str] = frozenset()

    @property
    def total(self) -> float:
        """Units over all regions."""
        return total_of(self.counts)

    def covers(self, region_id: str) -> bool:
        """Whether the yardstick says how many units a region has, be it none."""
        return not self.partial or region_id in self.counts

    def share(self, region_id: str) -> float | None:
        """Give a region's share, a fraction of 1; 0 where the yardstick is empty, None where not covered."""
        return shares_of(self.counts).get(region_id, 0.0) if self.covers(region_id) else None


def _abroad(store: Store) -> Iterable[Node]:
    return (country for country in store.nodes("Country") if country.id != HOME_COUNTRY)


def _un_members(store: Store, scheme: str) -> Weights:
    """UN member states without Thailand, by region (CLDR's UN grouping)."""
    return _by_region(store, ((c.id, 1) for c in _abroad(store) if c.get("un_member") is True), scheme)


def _sized(name: str) -> Callable[[Store, str], Weights]:
    """Count by a size of countries, a whole number: people, or large cities; without Thailand's."""

    def by_size(store: Store, scheme: str) -> Weights:
        return _by_region(store, ((c.id, int(c.number(name) or 0)) for c in _abroad(store)), scheme)

    return by_size


def _embassies(store: Store, scheme: str) -> Weights:
    """Missions in Bangkok on record, by the region of the country they represent."""
    countries = (c.id for e in store.nodes("Embassy") for c in targets(store, e.id, "REPRESENTS"))
    return _by_region(store, ((country, 1) for country in countries), scheme)


def _even(store: Store, scheme: str) -> Weights:
    """Every region alike."""
    return {region.id: 1 for region in regions(store, scheme=scheme)}


def _peers(store: Store, scheme: str) -> Weights:
    """Partners abroad of the peer cities in ASEAN, each partner of each city once."""
    counts: Counter[str] = Counter()
    for peer in asean_peers(store):
        counts.update(_of_peer(store, peer.id, scheme))
    return counts


def asean_peers(store: Store) -> list[Node]:
    """List the peers most like Bangkok, those in other ASEAN members, by id."""
    members = {country.id for country in _abroad(store) if country.text("asean_since")}
    return [peer for peer in store.nodes("Benchmark") if peer.text("country") in members]


def _of_peer(store: Store, peer_id: str, scheme: str) -> Counter[str]:
    """Count one peer's partners abroad by region; not those in Thailand, where Bangkok can have none."""
    found = ((edge.target, int(edge.text("units"))) for edge in store.edges_from(peer_id, "COUNTS"))
    return _by_region(store, ((country, n) for country, n in found if country != HOME_COUNTRY), scheme)


def _by_region(store: Store, units: Iterable[tuple[str, int]], scheme: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for country, n in units:
        region = region_of(store, country, scheme=scheme)
        if region is not None and n:
            counts[region.id] += n
    return counts


_MAKERS: Mapping[str, Callable[[Store, str], Weights]] = {
    "large-cities": _sized("large_cities"),
    "population": _sized("population"),
    "peers": _peers,
    "embassies": _embassies,
    "un-members": _un_members,
    "even": _even,
}
# A city's partners are cities; so it is first held against where large cities are.
DEFAULT_BENCHMARK = "large-cities"
BENCHMARKS = tuple(_MAKERS)
# People are told in millions.
_SHOWN_IN = {"population": 1_000_000}


def benchmark_names(store: Store) -> list[str]:
    """List every yardstick that can be named: the general ones, then each peer city, ASEAN's own first."""
    near = asean_peers(store)
    far = [peer for peer in store.nodes("Benchmark") if peer not in near]
    return [*BENCHMARKS, *(peer.key for peer in (*near, *far))]


def refuse_computed(written: str) -> None:
    """Refuse to explain a yardstick that is no record but counted when asked. Raises QuestionError."""
    name = written.removeprefix("Benchmark:")
    if name in _MAKERS:
        command = f"bfa ask region-balance --param benchmark={name}"
        raise QuestionError("benchmark-computed", name=name, command=command)


def find_benchmark(store: Store, wanted: str | Benchmark, *, scheme: str) -> Benchmark:
    """Compute a named yardstick on the graph; one that is at hand is given back.

    Raises QuestionError with the nearest names for an unknown one.
    """
    if isinstance(wanted, Benchmark):
        return wanted
    if wanted in _MAKERS:
        counts = _MAKERS[wanted](store, scheme)
        total = round(total_of(counts) / _SHOWN_IN.get(wanted, 1))
        return Benchmark(wanted, text("questions", f"benchmark-{wanted}", n=total), counts)
    peer = store.node(node_id("Benchmark", wanted))
    if peer is None:
        hint = nearest(wanted, benchmark_names(store), "bfa ask")
        raise QuestionError("benchmark-unknown", name=wanted, hint=hint)
    of_peer = _of_peer(store, peer.id, scheme)
    name = Label(peer.text("name_th") or peer.name, peer.name)
    label = text("questions", "benchmark-peer", name=name, n=of_peer.total())
    return Benchmark(wanted, label, of_peer, (peer.id,), without=frozenset({peer.text("country")}))


def day_notes(store: Store, yardstick: Benchmark, *, as_of: date) -> list[Label]:
    """Say, on a day before the record was gathered, of which day a yardstick is; not of a user's own."""
    gathered = gathered_on(store)
    if yardstick.partial or gathered is None or not is_later(gathered, as_of):
        return []
    asked, day = format_date(as_of), format_date(gathered)
    return [text("balance", "note-yardstick-day", name=yardstick.label, day=day, asked=asked)]


def choose_benchmark(
    store: Store, written: str, *, scheme: str, read_own: OwnTableReader | None = None
) -> Benchmark:
    """Give the yardstick a user wrote: a name, or a file of their own (`trade.csv`).

    Whoever knows how to read files hands in `read_own`. Raises QuestionError as `find_benchmark`.
    """
    if read_own is None or not written.lower().endswith(".csv"):
        return find_benchmark(store, written, scheme=scheme)
    counts = read_own(written, scheme)
    name = PurePath(written).name
    label = text("questions", "benchmark-own", name=name, n=_shown(total_of(counts)))
    return Benchmark(name, label, counts, partial=True)


def _shown(total: float) -> str:
    """Write a total without a fraction that is not there."""
    return f"{total:g}" if total % 1 else str(int(total))
