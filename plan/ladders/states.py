"""What is held on a criterion makes it met, not met or unknown for a year.

Documents of one year that disagree leave it unknown. Over a cumulative span, what accepted
evidence once showed stays; a claim yields to an accepted denial of its own or a later year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from plan.ladders.holdings import Carrier, Holding

Verdict = Literal["met", "not met", "unknown"]
Mark = Literal["confirmed", "claimed", "possible"]
MARKS: tuple[Mark, Mark, Mark] = ("confirmed", "claimed", "possible")
_NOTHING = Holding()


@dataclass(frozen=True, slots=True)
class State:
    """A criterion for a year: its verdict, what confirms and claims it, what denies it.

    Every confirming carrier claims too. `unsure` carriers may lie in the span.
    """

    criterion: str
    verdict: Verdict
    confirmed: frozenset[Carrier] = frozenset()
    claimed: frozenset[Carrier] = frozenset()
    unsure: frozenset[Carrier] = frozenset()
    denials: tuple[str, ...] = ()

    @property
    def counts_held(self) -> dict[str, int]:
        """Count the records on the criterion, each once and at its greatest weight.

        A carrier's record is its first id: the documents that attest an activity or a value are no
        further ones.
        """
        confirmed, claimed, unsure = (
            {carrier[0] for carrier in carriers if carrier}
            for carriers in (self.confirmed, self.claimed, self.unsure)
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


def judge(
    criterion: str, held: Mapping[int, Holding], *, year: int, first_year: int, is_cumulative: bool
) -> State:
    """Judge a criterion for a year, or for the plan's years up to it."""
    if is_cumulative:
        return _judge_so_far(criterion, held, year, min(first_year, year))
    holding = held.get(year, _NOTHING)
    agreed = not holding.denials
    confirmed = frozenset(holding.evidence) if agreed else frozenset()
    claimed = frozenset(holding.evidence | holding.claims) if agreed else frozenset()
    is_open = not holding.is_denied or bool(holding.unsure)
    return State(
        criterion, _verdict(confirmed, is_open=is_open), confirmed, claimed,
        frozenset(holding.unsure), tuple(sorted(holding.denials)),
    )  # fmt: skip


def _judge_so_far(criterion: str, held: Mapping[int, Holding], year: int, first_year: int) -> State:
    last_denied = max((then for then, holding in held.items() if holding.is_denied), default=0)
    confirmed: set[Carrier] = set()
    claimed: set[Carrier] = set()
    unsure: set[Carrier] = set()
    denials: set[str] = set()
    disagree = False
    for then, holding in held.items():
        if not first_year <= then <= year:
            continue
        unsure |= holding.unsure
        denials |= holding.denials
        disagree = disagree or bool(holding.denials and holding.evidence)
        if holding.denials:
            continue
        confirmed |= holding.evidence | holding.late_proofs
        if then > last_denied:
            claimed |= holding.claims | holding.late_claims
    claimed |= confirmed
    # A denial speaks of all earlier years too: what came before it would still be there.
    is_open = bool(claimed or unsure) or disagree or last_denied < year
    return State(
        criterion, _verdict(confirmed, is_open=is_open), frozenset(confirmed), frozenset(claimed),
        frozenset(unsure - claimed), tuple(sorted(denials)),
    )  # fmt: skip


def _verdict(confirmed: frozenset[Carrier] | set[Carrier], *, is_open: bool) -> Verdict:
    if confirmed:
        return "met"
    return "unknown" if is_open else "not met"
