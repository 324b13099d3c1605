"""What is held on a criterion makes it met, not met or unknown for a year, by the criterion's nature.

A denial reaches forward, never back: it ends what was claimed by its day, and holds until a later
record says otherwise. An *achievement* that accepted evidence once showed stays all the same, and
the two are shown as a conflict; a *state* ends. A *measure* is a state of its own year alone.
Accepted evidence for and against of one day leaves the criterion unknown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from plan.ladders.account import Entry, Held
from plan.ladders.figures import Basis
from plan.ladders.kpi import Criterion

Verdict = Literal["met", "not met", "unknown"]
Mark = Literal["confirmed", "claimed", "possible"]
MARKS: tuple[Mark, Mark, Mark] = ("confirmed", "claimed", "possible")


@dataclass(frozen=True, slots=True)
class Marks:
    """Three marks on one bar, in the KPI's unit; a possible value of None has no upper bound."""

    confirmed: float | None = None
    claimed: float | None = None
    possible: float | None = None

    def of(self, mark: Mark) -> float | None:
        """Give one mark."""
        return {"confirmed": self.confirmed, "claimed": self.claimed, "possible": self.possible}[mark]


@dataclass(frozen=True, slots=True)
class State:
    """A criterion for a year: its verdict, what confirms and claims it, what denies it.

    Every confirming basis claims too. `unsure` ones may lie in the span. `disputed` are accepted
    documents that deny what other accepted ones show, on the same day or, of an achievement, later.
    """

    criterion: str
    verdict: Verdict
    confirmed: frozenset[Basis] = frozenset()
    claimed: frozenset[Basis] = frozenset()
    unsure: frozenset[Basis] = frozenset()
    denials: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()

    @property
    def counts_held(self) -> dict[str, int]:
        """Count the records on the criterion, each once and at its greatest weight.

        A basis's record is its first id: the documents that attest an activity or a value are no
        further ones.
        """
        confirmed, claimed, unsure = (
            {basis[0] for basis in found if basis} for found in (self.confirmed, self.claimed, self.unsure)
        )
        return {
            "confirmed": len(confirmed), "claimed": len(claimed - confirmed),
            "unsure": len(unsure - claimed - confirmed), "denied": len(self.denials),
        }  # fmt: skip

    def counts(self, mark: Mark) -> bool:
        """Whether the criterion counts towards a mark: unknown counts only as possible."""
        if mark == "possible":
            return self.verdict != "not met"
        return bool(self.confirmed if mark == "confirmed" else self.claimed)


class Denials:
    """The denials of a criterion that reach a year, ready to be compared with one entry after another."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = sorted(entries, key=lambda entry: (entry.earliest, entry.latest, entry.basis))
        self._begins = [entry.earliest for entry in self.entries]
        self._ends = list(accumulate((entry.latest for entry in self.entries), max))

    def all_before(self, entry: Entry) -> bool:
        """Whether every denial is surely earlier than an entry."""
        return not self._ends or self._ends[-1] < entry.earliest

    def may_be_before(self, entry: Entry) -> bool:
        """Whether every denial may be earlier than an entry, whose day is not sure."""
        return not self._ends or self._ends[-1] < entry.latest

    def any_after(self, entry: Entry) -> bool:
        """Whether a denial is surely later than an entry."""
        return bool(self._begins) and self._begins[-1] > entry.latest

    def documents(self, *, since: Entry | None = None) -> tuple[str, ...]:
        """List the documents that deny; with an entry, those that are not surely earlier than it."""
        found = (one for one in self.entries if since is None or one.latest >= since.earliest)
        return tuple(sorted({key for one in found for key in one.basis}))

    def any_beside(self, entry: Entry) -> bool:
        """Whether a denial may be of the same day as an entry."""
        begun = bisect_right(self._begins, entry.latest)
        return begun > 0 and self._ends[begun - 1] >= entry.earliest


def judge(criterion: Criterion, held: Held, *, year: int, first_year: int) -> State:
    """Judge a criterion for a year: over the plan's years up to it, or for that year alone."""
    first = year if criterion.nature == "measure" else min(first_year, year)
    denials = Denials(entry for entry in held.denials if entry.is_in(first, year))
    proofs = [entry for entry in held.proofs if entry.is_in(first, year)]
    if criterion.nature == "achievement":
        standing = _achieved(proofs, denials, first, year)
        is_open = len(standing) < len(proofs)
    else:
        standing = [entry for entry in proofs if denials.all_before(entry)]
        is_open = any(not denials.any_after(entry) for entry in proofs)
    claims = [e for e in held.claims if e.is_in(first, year) and denials.all_before(e)]
    unsure = [e for e in (*held.proofs, *held.claims) if e.may_be_in(first, year)]
    confirmed = frozenset(entry.basis for entry in standing)
    claimed = confirmed | {entry.basis for entry in claims}
    is_open = is_open or bool(claimed) or not denials.entries or any(map(denials.may_be_before, unsure))
    return State(
        criterion.id,
        "met" if confirmed else "unknown" if is_open else "not met",
        confirmed,
        claimed,
        frozenset(entry.basis for entry in unsure) - claimed,
        () if claimed else denials.documents(),
        _disputed(criterion, denials, proofs),
    )


def _achieved(proofs: Sequence[Entry], denials: Denials, first: int, last: int) -> list[Entry]:
    """List the proofs that no denial of the same day contested in the first year they count in."""
    found: list[Entry] = []
    for year in range(first, last + 1):
        reaching = Denials(one for one in denials.entries if one.is_in(first, year))
        begun = [e for e in proofs if e.is_in(first, year) and not e.is_in(first, year - 1)]
        found.extend(entry for entry in begun if not reaching.any_beside(entry))
    return found


def _disputed(criterion: Criterion, denials: Denials, proofs: Sequence[Entry]) -> tuple[str, ...]:
    """List the denials that stand against the newest proof: of its day, or later if that ends nothing."""
    if not proofs:
        return ()
    newest = max(proofs, key=lambda entry: (entry.latest, entry.earliest, entry.basis))
    if criterion.nature != "achievement" and denials.any_after(newest):
        return ()
    return denials.documents(since=newest)
