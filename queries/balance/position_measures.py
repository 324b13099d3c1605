"""The core measures of a position: what every trend and what-if compares, computed in one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Literal

from graph.dates import PartialDate
from graph.records import Node
from graph.store import Store
from graph.texts import Label, text
from queries.balance.benchmarks import Benchmark, find_benchmark
from queries.facts.history import Position
from queries.facts.lookup import label_of
from queries.facts.places import asean_members, region_index, regions
from queries.facts.record_end import find_record_end
from queries.measures.concentration import herfindahl, hill_number
from queries.measures.counts import Counts
from queries.measures.divergence import divergence


@dataclass(frozen=True)
class Frame:
    """What positions are measured in: regions of a scheme, yardstick, and ASEAN as of a date.

    `focus` is the region whose share leads: the one with most ties at the date; None without ties.
    `record_end` is the day of the newest record held, to stand beside the date.
    """

    regions: Sequence[Node]
    region_of: Mapping[str, str]
    yardstick: Benchmark
    members: Sequence[Node]
    focus: Node | None
    record_end: PartialDate | None = None

    @property
    def focus_label(self) -> Label:
        """The focus region's name."""
        return label_of(self.focus) if self.focus is not None else text("measures", "group-unknown")

    def count(self, countries: Iterable[str | None]) -> Counter[str]:
        """Count units by region id, each in its country's; one of no known region in none."""
        found = (self.region_of.get(country) for country in countries if country is not None)
        return Counter(region for region in found if region is not None)


def read_frame(
    store: Store, position: Position, *, as_of: date, scheme: str, benchmark: str | Benchmark
) -> Frame:
    """Read the frame for a date; the focus is taken from the position there.

    Raises QuestionError for an unknown yardstick.
    """
    nodes, index = regions(store, scheme=scheme), region_index(store, scheme=scheme)
    counted = Counter(index.get(country) for country in position.ties.values() if country is not None)
    held = [region for region in nodes if counted[region.id]]
    return Frame(
        nodes,
        index,
        find_benchmark(store, benchmark, scheme=scheme),
        asean_members(store, as_of=as_of),
        min(held, key=lambda region: (-counted[region.id], region.id), default=None),
        find_record_end(store),
    )


@dataclass(frozen=True)
class Measure:
    """One measure of a position. `better` says which way is less crowded or reaches further, if any.

    `unit` is that of `queries.table.Column`.
    """

    name: str
    unit: str
    better: Literal["more", "less", ""]
    of: Callable[[Position, Frame], float | None]

    @property
    def label(self) -> Label:
        """The measure's name."""
        return text("balance", f"measure-{self.name}")


def _tie_counts(position: Position, frame: Frame) -> Counts:
    return frame.count(position.ties.values())


def _active_counts(position: Position, frame: Frame) -> Counts:
    return frame.count(position.ties[partner] for partner in position.active)


def _focus_share(
    counted: Callable[[Position, Frame], Counts], size: Callable[[Position], int]
) -> Callable[[Position, Frame], float | None]:
    def share(position: Position, frame: Frame) -> float | None:
        units = counted(position, frame).get(frame.focus.id, 0) if frame.focus is not None else 0
        return units / size(position) if size(position) else None

    return share


def _divergence(position: Position, frame: Frame) -> float | None:
    """Give the distance from the yardstick in nats; None where the yardstick lacks a region with ties."""
    compared = (country for country in position.ties.values() if country not in frame.yardstick.without)
    found = divergence(frame.count(compared), frame.yardstick.counts)
    return found.nats if found is not None and isfinite(found.nats) else None


def _states(position: Position, frame: Frame) -> float:
    return len({m.id for m in frame.members} & set(position.ties.values()))


def _active_states(position: Position, frame: Frame) -> float:
    return len({m.id for m in frame.members} & {position.ties[partner] for partner in position.active})


def _named(column: str) -> Callable[[Position, Frame], float]:
    def reached(position: Position, frame: Frame) -> float:
        return len({member.text(column) for member in frame.members} & set(position.ties))

    return reached


_TIE_SHARE = _focus_share(_tie_counts, lambda position: len(position.ties))
_ACTIVE_SHARE = _focus_share(_active_counts, lambda position: len(position.active))
MEASURES: Mapping[str, Measure] = {
    measure.name: measure
    for measure in (
        Measure("ties", "ties", "", lambda position, _: len(position.ties)),
        Measure("active", "ties", "", lambda position, _: len(position.active)),
        Measure("focus-share", "share", "less", _TIE_SHARE),
        Measure("focus-share-active", "share", "less", _ACTIVE_SHARE),
        Measure("hill", "regions", "more", lambda p, frame: hill_number(_tie_counts(p, frame), 1)),
        Measure("hill-active", "regions", "more", lambda p, frame: hill_number(_active_counts(p, frame), 1)),
        Measure("hhi", "index", "less", lambda p, frame: herfindahl(_tie_counts(p, frame))),
        Measure("divergence", "nats", "less", _divergence),
        Measure("asean-states", "members", "more", _states),
        Measure("asean-active", "members", "more", _active_states),
        Measure("asean-capitals", "members", "more", _named("capital")),
        Measure("asean-leading", "members", "more", _named("leading_city")),
    )
}
