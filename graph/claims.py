"""Several sources on one fact: keep every claim, prefer one by a stated rule, show the rest.

The rule: the claim with the higher confidence; among equals the one whose text comes first in
the order of the sources given. Nothing is averaged and nothing is thrown away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.records import Value

_GRADES = {"high": 0, "medium": 1, "low": 2, "": 3}


@dataclass(frozen=True)
class Claim:
    """One source's word on one property of one record."""

    record: str
    property: str
    value: Value
    source: str
    confidence: str = ""
    place: str = ""


def prefer(claims: Sequence[Claim]) -> tuple[Claim, list[Claim]]:
    """Choose among claims on one property; give the chosen one and those that disagree.

    Raises ValueError when there is no claim.
    """
    if not claims:
        raise ValueError("nothing was claimed")
    ranked = sorted(enumerate(claims), key=lambda pair: (_GRADES.get(pair[1].confidence, 3), pair[0]))
    chosen = ranked[0][1]
    return chosen, [claim for claim in claims if claim.value != chosen.value]
