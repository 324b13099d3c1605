"""How much of a target set is reached: member states, their capitals, their leading cities."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Coverage:
    """The members of a target set that are reached, and those that are not, each sorted."""

    reached: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def n(self) -> int:
        """Members of the target set."""
        return len(self.reached) + len(self.missing)

    @property
    def share(self) -> float | None:
        """Members reached / members, a fraction of 1; None where the set is empty."""
        return len(self.reached) / self.n if self.n else None


def measure_coverage(members: Collection[str], reached: Collection[str]) -> Coverage:
    """Compare a target set with what is reached; what lies outside the set does not count.

    The set is complete and dated, so the share carries no interval. Source: set arithmetic.
    """
    wanted = set(members)
    return Coverage(tuple(sorted(wanted & set(reached))), tuple(sorted(wanted - set(reached))))
