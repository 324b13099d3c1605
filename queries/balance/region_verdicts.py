"""What may be said of each region against a yardstick, and how a table says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from graph.texts import Label, join_labels, text
from queries.balance.position_measures import Frame
from queries.balance.ways import Unit, count_regions
from queries.facts.lookup import label_of
from queries.measures.binomial import binomial_test
from queries.measures.counts import Counts, total_of
from queries.measures.shares import GroupTest, exact_tests, location_quotient
from queries.measures.verdicts import Judgement, judge_share
from queries.table import Cell

NOT_COVERED = "not-in-yardstick"


class Judged(NamedTuple):
    """A region's exact test, what it lets one say, and the units of all regions compared."""

    test: GroupTest
    judgement: Judgement
    n: int


def comparable(counts: Mapping[str, int], n: int, frame: Frame) -> Counts:
    """Give the units by region that a yardstick can be held against.

    `n` counts units of no known region too; they are a group of their own, which the yardstick
    lacks. Against a yardstick that says nothing of some regions only the others are compared,
    for its shares are of these alone.
    """
    covered = {region.id: counts.get(region.id, 0) for region in frame.regions
               if frame.yardstick.covers(region.id)}  # fmt: skip
    if len(covered) < len(frame.regions):
        return covered
    return {**covered, "unknown": n - sum(covered.values())}


def judge_regions(counts: Mapping[str, int], n: int, frame: Frame) -> dict[str, Judged]:
    """Judge every region that the yardstick covers, by exact p-values corrected for their number.

    The units are those of `comparable`. Empty where there are none, or the yardstick has none.
    """
    compared = comparable(counts, n, frame)
    found, whole = exact_tests(compared, frame.yardstick.counts), int(total_of(compared))
    covered = [region.id for region in frame.regions if region.id in compared]
    judged = {}
    for region in covered if found else ():
        test = found.get(region) or GroupTest(0, 0.0, 1.0, 1.0)
        judgement = judge_share(
            test.units, whole, expected=test.expected, p_value=test.p_holm, tests=len(covered)
        )
        if judgement is not None:
            judged[region] = Judged(test, judgement, whole)
    return judged


def judge_focus(units: Sequence[Unit], frame: Frame) -> str | None:
    """Give the verdict's code on the focus region's share of some units; None without units or yardstick.

    Where each unit lies in one region the p-values of all regions are corrected together, as
    `judge_regions`. Where some lie in several, the shares do not add up, and the region's own is
    corrected by the number of regions outright (Bonferroni), which is never milder.
    """
    expected = frame.yardstick.share(frame.focus.id) if frame.focus is not None else None
    if frame.focus is None or expected is None or not units or not frame.yardstick.total:
        return None
    counts, n = count_regions(units, frame.region_of), len(units)
    if counts.total() <= n:
        return code_of(judge_regions(counts, n, frame)[frame.focus.id].judgement)
    tests = len(frame.regions)
    p = min(1.0, tests * binomial_test(counts[frame.focus.id], n, expected=expected))
    judged = judge_share(counts[frame.focus.id], n, expected=expected, p_value=p, tests=tests)
    return code_of(judged) if judged is not None else None


def code_of(judgement: Judgement) -> str:
    """Give a verdict's code: above, below, in-line, cannot-tell, or none for an empty region."""
    return judgement.verdict.value if judgement.verdict is not None else "none"


def verdict_cells(judged: Judged | None, *, covered: bool = True) -> dict[str, Cell]:
    """Put a verdict into words, with how many times the yardstick; an empty region gets its upper bound.

    A region that the yardstick does not cover gets no verdict, and says so.
    """
    if not covered:
        return {"verdict": text("balance", f"verdict-{NOT_COVERED}"), "verdict_code": NOT_COVERED}
    if judged is None:
        return {"verdict": None, "verdict_code": None}
    code = code_of(judged.judgement)
    if judged.judgement.verdict is None:
        upper = f"{100 * (judged.judgement.upper or 0):.0f}"
        return {"verdict": text("balance", "verdict-none", upper=upper), "verdict_code": code}
    word = text("balance", f"verdict-{code}")
    times = quotient_of(judged)
    if times is not None:
        word = text("balance", "verdict-times", verdict=word, times=f"{times:.1f}")
    return {"verdict": word, "verdict_code": code}


def quotient_of(judged: Judged | None) -> float | None:
    """Give how many times the yardstick's share a region has of the units compared; None without one."""
    return location_quotient(judged.test.units / judged.n, judged.test.expected) if judged else None


def coverage_notes(counts: Mapping[str, int], n: int, frame: Frame) -> list[Label]:
    """Say of a yardstick that leaves regions out which it covers, and how many units are compared."""
    missing = [label_of(region) for region in frame.regions if not frame.yardstick.covers(region.id)]
    if not missing:
        return []
    compared = int(total_of(comparable(counts, n, frame)))
    return [text("balance", "note-not-in-yardstick", regions=join_labels(missing), compared=compared, n=n)]
