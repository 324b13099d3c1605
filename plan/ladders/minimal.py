"""Minimal sets of records that carry a goal (why-provenance), and what each record is to it.

A goal is reached by one of several *ways*; a way by all of its *needs*; a need by enough of its
*groups*; a group by one of its carriers, kept whole. So a goal is a monotone condition on the
records kept, and its minimal sets are the smallest that still reach it: no record can be left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import comb
from typing import Literal

Role = Literal["critical", "supporting", "redundant", "undecided"]
# Most sets that are listed for one goal; the search stops there, and says so.
MOST_SETS = 200
MOST_EXAMPLES = 20
# How many times that number are multiplied out before what holds another set is dropped.
MOST_TRIED = 10

Carrier = frozenset[str]


@dataclass(frozen=True)
class Need:
    """At least so many of the groups must hold; a group holds when one carrier of it is kept whole."""

    least: int
    groups: tuple[frozenset[Carrier], ...]


Way = tuple[Need, ...]


@dataclass(frozen=True)
class MinimalSets:
    """Minimal sets, smallest first; all of them when `is_complete`, else examples."""

    sets: tuple[tuple[str, ...], ...]
    is_complete: bool


class Carrying:
    """A goal on named records: whether it stands, its minimal sets, and the role of each record.

    Roles by MEASURES of criticality: critical in all minimal sets, supporting in some, redundant
    in none. Critical is always exact. Where the minimal sets are more than the bound, a record
    that no witness is found for is `undecided`, and never called redundant.
    """

    def __init__(self, ways: Iterable[Way], *, most: int = MOST_SETS) -> None:
        listed = [way for way in ways if all(_can_hold(need) for need in way)]
        names = sorted({name for way in listed for need in way for name in _names(need)})
        self._bit = {name: 1 << number for number, name in enumerate(names)}
        self._ways = [[self._to_masks(need) for need in way] for way in listed]
        self._all = (1 << len(names)) - 1
        self._most = most

    @property
    def records(self) -> tuple[str, ...]:
        """Every record that takes part in some way to the goal."""
        return tuple(self._bit)

    def stands_with(self, kept: Collection[str]) -> bool:
        """Whether the goal is reached by these records alone."""
        return self._holds(sum(self._bit[name] for name in set(kept) if name in self._bit))

    def stands_without(self, dropped: Collection[str]) -> bool:
        """Whether the goal is still reached when these records are gone."""
        return self._holds(self._all & ~sum(self._bit[name] for name in set(dropped) if name in self._bit))

    @cached_property
    def minimal_sets(self) -> MinimalSets:
        """The minimal sets: all, up to the bound; beyond it a few as examples."""
        found = self._expand()
        if found is not None:
            return MinimalSets(self._named(found), is_complete=True)
        bits = list(self._bit.values())[:MOST_EXAMPLES]
        return MinimalSets(self._named({self._witness(bit) for bit in bits} - {0}), is_complete=False)

    def role(self, name: str) -> Role:
        """Say what a record is to the goal."""
        bit = self._bit.get(name, 0)
        if not bit or not self._holds(self._all):
            return "redundant"
        if not self._holds(self._all & ~bit):
            return "critical"
        if self.minimal_sets.is_complete:
            return "supporting" if any(name in found for found in self.minimal_sets.sets) else "redundant"
        return "supporting" if self._witness(bit) else "undecided"

    def _to_masks(self, need: Need) -> _Masks:
        groups = [
            _smallest({sum(self._bit[name] for name in carrier) for carrier in group})
            for group in need.groups
            if group
        ]
        return _Masks(need.least, tuple(groups))

    def _holds(self, kept: int) -> bool:
        return any(all(need.holds(kept) for need in way) for way in self._ways)

    def _expand(self) -> set[int] | None:
        """Multiply every way out, dropping what holds another set; None beyond the bound."""
        found: set[int] = set()
        for way in self._ways:
            sets = {0}
            for need in sorted(way, key=_options):
                more = self._multiply(sets, need)
                if more is None:
                    return None
                sets = more
            found |= sets
        found = set(_smallest(found))
        return found if len(found) <= self._most else None

    def _multiply(self, sets: set[int], need: _Masks) -> set[int] | None:
        """Join sets with every way to meet one more need; a set that meets it already stays as it is."""
        met = {one for one in sets if need.holds(one)}
        if (len(sets) - len(met)) * _options(need) > self._most * MOST_TRIED:
            return None
        options = need.options() if len(met) < len(sets) else ()
        return set(_smallest(met | {one | other for one in sets - met for other in options}))

    def _witness(self, bit: int) -> int:
        """Find a minimal set with a record in it; 0 where none is found.

        Every carrier of the record is tried: its rivals for the same need go first, then all else.
        """
        for kept in (self._all, *self._without_rivals(bit)):
            if self._holds(kept):
                found = self._shrink(kept, last=bit)
                if found & bit:
                    return found
        return 0

    def _without_rivals(self, bit: int) -> Iterable[int]:
        for way in self._ways:
            for need in way:
                for group in need.groups:
                    for carrier in group:
                        if carrier & bit:
                            yield self._all & ~(need.mask & ~carrier)

    def _shrink(self, kept: int, *, last: int) -> int:
        """Leave out whatever the goal can spare, the given record last of all."""
        spare = [bit for bit in self._bit.values() if kept & bit and bit != last]
        return self._spare(self._spare(kept, spare), [last])

    def _spare(self, kept: int, bits: list[int]) -> int:
        """Leave out as many of some records as the goal can spare: all at once, or half by half."""
        without = kept & ~sum(bits)
        if self._holds(without):
            return without
        if len(bits) < 2:
            return kept
        middle = len(bits) // 2
        return self._spare(self._spare(kept, bits[:middle]), bits[middle:])

    def _named(self, found: Iterable[int]) -> tuple[tuple[str, ...], ...]:
        named = (tuple(name for name, bit in self._bit.items() if bit & mask) for mask in found)
        return tuple(sorted(named, key=lambda names: (len(names), names)))


@dataclass(frozen=True)
class _Masks:
    """A need with its carriers as bit masks, for speed."""

    least: int
    groups: tuple[tuple[int, ...], ...]

    @cached_property
    def mask(self) -> int:
        together = 0
        for group in self.groups:
            for carrier in group:
                together |= carrier
        return together

    def holds(self, kept: int) -> bool:
        held = sum(1 for group in self.groups if any(kept & carrier == carrier for carrier in group))
        return held >= self.least

    def options(self) -> set[int]:
        """Give every way to meet the need by just enough of its groups."""
        found: set[int] = set()
        for chosen in combinations(self.groups, self.least):
            sets = {0}
            for group in chosen:
                sets = {one | carrier for one in sets for carrier in group}
            found |= sets
        return found


def _options(need: _Masks) -> int:
    """Bound the number of options from above, without making them."""
    most = max((len(group) for group in need.groups), default=0)
    return int(comb(len(need.groups), need.least) * most**need.least)


def _can_hold(need: Need) -> bool:
    return sum(1 for group in need.groups if group) >= need.least


def _names(need: Need) -> Iterable[str]:
    return (name for group in need.groups for carrier in group for name in carrier)


def _smallest(masks: Iterable[int]) -> tuple[int, ...]:
    """Keep the sets that hold no other, by size."""
    kept: list[int] = []
    for mask in sorted(set(masks), key=lambda mask: (mask.bit_count(), mask)):
        if not any(smaller & mask == smaller for smaller in kept):
            kept.append(mask)
    return tuple(kept)


def carried_by(carriers: Iterable[Sequence[str]]) -> Need:
    """Make the need that one of these carriers is kept whole."""
    return Need(1, tuple(frozenset({frozenset(carrier)}) for carrier in sorted(set(map(tuple, carriers)))))
