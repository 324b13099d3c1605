"""What changed between two positions: who was signed, left or was revived, and what each did to a measure."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from queries.balance.position_measures import Frame, Measure
from queries.facts.history import History, Position
from queries.measures.attribution import attribute_change

CAUSES = ("signed", "left", "revived")


@dataclass(frozen=True)
class Changes:
    """The partners that one stretch of time added and took away, of ties or of active ties.

    A partner with no agreement signed before the stretch is signed; one that comes back is revived:
    one that was no tie any more and has a new agreement, or that was not active and is again. Left
    have what no agreement carries any more, or what is active no longer: only a source ends a tie.
    """

    signed: tuple[str, ...]
    left: tuple[str, ...]
    revived: tuple[str, ...]

    @property
    def partners(self) -> list[str]:
        """All partners that moved."""
        return sorted({*self.signed, *self.left, *self.revived})


def find_changes(
    history: History, before: Collection[str], after: Collection[str], *, first: date
) -> Changes:
    """Compare who is in before and after a stretch that begins on `first`."""
    came, gone = sorted(set(after) - set(before)), sorted(set(before) - set(after))
    known = [partner for partner in came if history.was_tie_before(partner, first)]
    new = [partner for partner in came if partner not in known]
    return Changes(tuple(new), tuple(gone), tuple(known))


def attribute(
    measure: Measure, before: Position, after: Position, changes: Changes, frame: Frame, *, active: bool
) -> dict[str, float] | None:
    """Share a measure's change out between signed, left and revived (`attribute_change`).

    `active` says that the changes are those of the active ties. Both ends are measured in one
    frame, so that a change of the frame (ASEAN's members) is no part of it.
    """
    build = _active_position if active else _tie_position
    return attribute_change(lambda done: measure.of(build(before, after, changes, done), frame), CAUSES)


Builder = Callable[[Position, Position, Changes, frozenset[str]], Position]


def _members(start: Collection[str], changes: Changes, done: frozenset[str]) -> set[str]:
    found = set(start)
    if "left" in done:
        found -= set(changes.left)
    if "signed" in done:
        found |= set(changes.signed)
    if "revived" in done:
        found |= set(changes.revived)
    return found


def _tie_position(before: Position, after: Position, changes: Changes, done: frozenset[str]) -> Position:
    countries = {**before.ties, **after.ties}
    ties = _members(before.ties, changes, done)
    return Position({partner: countries[partner] for partner in sorted(ties)}, frozenset())


def _active_position(before: Position, after: Position, changes: Changes, done: frozenset[str]) -> Position:
    return Position({**before.ties, **after.ties}, frozenset(_members(before.active, changes, done)))
