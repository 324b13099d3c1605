"""What a count may be said to show, and when the honest answer is "cannot tell"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from queries.measures.binomial import binomial_power
from queries.measures.intervals import upper_bound_of_none
from queries.measures.significance import fisher_power, fisher_test, holm

ALPHA = 0.05
# Ours: a group twice or half as large as the yardstick would have it is worth a sentence, and a
# test that would miss that more than one time in five shows nothing by its silence.
FACTOR = 2.0
ENOUGH_POWER = 0.8


class Verdict(StrEnum):
    """What a test lets one say of a group against its yardstick."""

    ABOVE = "above"
    BELOW = "below"
    NO_DOUBLING = "no-doubling"
    CANNOT_TELL = "cannot-tell"


@dataclass(frozen=True)
class Judgement:
    """A verdict with its grounds.

    `verdict` is None for an empty group, which gets `upper` instead: the largest share that
    none of n still allows (else None). `alternative` is the share that would matter, `power`
    the chance that this test would have seen it. `p_value` is corrected, and given where the judge
    computes it.
    """

    verdict: Verdict | None
    power: float
    alternative: float
    upper: float | None = None
    p_value: float | None = None


def judge_share(
    units: int, n: int, *, expected: float, p_value: float, tests: int = 1, alpha: float = ALPHA
) -> Judgement | None:
    """Judge a group's units against its expected share by a corrected two-sided p-value.

    Rule (ours): p_value <= alpha says above or below. Otherwise the power counts, on the side
    on which the group lies, of seeing a share that matters (`share_that_matters`): 80 % or more
    says that no doubling (or halving) is to be seen, which is less than alike; less says cannot
    tell. Power is that of the one-sided exact test at alpha / (2 x tests), the strictest of Holm's
    steps, so it is rather under- than overstated. None where n is 0. Raises ValueError as `binomial_power`.
    """
    if n == 0:
        return None
    above = units > n * expected
    alternative = share_that_matters(expected, above=above)
    power = binomial_power(n, expected=expected, actual=alternative, alpha=alpha / (2 * tests))
    if units == 0:
        return Judgement(None, power, alternative, upper_bound_of_none(n, confidence=1 - alpha))
    if p_value <= alpha:
        return Judgement(Verdict.ABOVE if above else Verdict.BELOW, power, alternative)
    enough = power >= ENOUGH_POWER
    return Judgement(Verdict.NO_DOUBLING if enough else Verdict.CANNOT_TELL, power, alternative)


def judge_changes(
    changes: Mapping[str, tuple[tuple[int, int], tuple[int, int]]], *, alpha: float = ALPHA
) -> dict[str, Judgement]:
    """Judge which shares changed, each from (units, n) before to (units, n) inside, by its name.

    `changes` holds (inside, before). Both sides are counts, so both are uncertain: Fisher's exact
    two-sided test decides, corrected by Holm for the number judged together. p <= alpha says above
    or below; otherwise the power of that test at alpha / number counts, of seeing a share that
    matters (`share_that_matters`), as in `judge_share`. Where inside has none of the group: its
    upper bound, no verdict. Left out where either n is 0. Raises ValueError as `fisher_test`.
    """
    told = {name: sides for name, sides in changes.items() if sides[0][1] and sides[1][1]}
    plain = {
        name: fisher_test((units, n - units), (was, m - was)) for name, ((units, n), (was, m)) in told.items()
    }
    corrected = holm(plain)
    return {
        name: _judge_change(*sides, p_value=corrected[name], tests=len(told), alpha=alpha)
        for name, sides in told.items()
    }


def _judge_change(
    inside: tuple[int, int], before: tuple[int, int], *, p_value: float, tests: int, alpha: float
) -> Judgement:
    (units, n), (units_before, n_before) = inside, before
    expected = units_before / n_before
    above = units > n * expected
    alternative = share_that_matters(expected, above=above)
    power = fisher_power((n, n_before), (alternative, expected), alpha=alpha / tests)
    if units == 0:
        return Judgement(None, power, alternative, upper_bound_of_none(n, confidence=1 - alpha), p_value)
    if p_value <= alpha:
        return Judgement(Verdict.ABOVE if above else Verdict.BELOW, power, alternative, None, p_value)
    enough = power >= ENOUGH_POWER
    verdict = Verdict.NO_DOUBLING if enough else Verdict.CANNOT_TELL
    return Judgement(verdict, power, alternative, None, p_value)


def share_that_matters(expected: float, *, above: bool, factor: float = FACTOR) -> float:
    """Give the share that is worth a sentence: `factor` times the expected one, or a `factor`-th of it.

    Above, where `factor` times would leave too little for the rest, the rest shrinks to its
    `factor`-th instead; so the share stays below 1.
    """
    if not above:
        return expected / factor
    return min(factor * expected, 1 - (1 - expected) / factor)
