"""What may be said of each region against a yardstick, and how a table says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.texts import text
from queries.balance.position_measures import Frame
from queries.balance.ways import Unit, count_regions
from queries.measures.binomial import binomial_test
from queries.measures.shares import GroupTest, exact_tests, location_quotient
from queries.measures.verdicts import Judgement, judge_share
from queries.table import Cell

Judged = tuple[GroupTest, Judgement]


def judge_regions(counts: Mapping[str, int], n: int, frame: Frame) -> dict[str, Judged]:
    """Judge every region of a frame against its yardstick, by exact p-values corrected for their number.

    `n` counts units of no known region too; they are tested as a group that the yardstick lacks.
    Empty where there are no units or the yardstick has none.
    """
    everywhere = {region.id: counts.get(region.id, 0) for region in frame.regions}
    everywhere["unknown"] = n - sum(everywhere.values())
    found = exact_tests(everywhere, frame.yardstick.counts)
    judged = {}
    for region in frame.regions:
        test = found.get(region.id) or GroupTest(0, 0.0, 1.0, 1.0)
        judgement = judge_share(
            test.units, n, expected=test.expected, p_value=test.p_holm, tests=len(frame.regions)
        )
        if judgement is not None and found:
            judged[region.id] = (test, judgement)
    return judged


def judge_focus(units: Sequence[Unit], frame: Frame) -> str | None:
    """Give the verdict's code on the focus region's share of some units; None without units or yardstick.

    Where each unit lies in one region the p-values of all regions are corrected together, as
    `judge_regions`. Where some lie in several, the shares do not add up, and the region's own is
    corrected by the number of regions outright (Bonferroni), which is never milder.
    """
    if frame.focus is None or not units or not frame.yardstick.total:
        return None
    counts, n = count_regions(units, frame.region_of), len(units)
    if counts.total() <= n:
        return code_of(judge_regions(counts, n, frame)[frame.focus.id][1])
    expected, tests = frame.yardstick.share(frame.focus.id), len(frame.regions)
    p = min(1.0, tests * binomial_test(counts[frame.focus.id], n, expected=expected))
    judged = judge_share(counts[frame.focus.id], n, expected=expected, p_value=p, tests=tests)
    return code_of(judged) if judged is not None else None


def code_of(judgement: Judgement) -> str:
    """Give a verdict's code: above, below, in-line, cannot-tell, or none for an empty region."""
    return judgement.verdict.value if judgement.verdict is not None else "none"


def verdict_cells(judged: Judged | None, *, n: int) -> dict[str, Cell]:
    """Put a verdict into words, with how many times the yardstick; an empty region gets its upper bound."""
    if judged is None:
        return {"verdict": None, "verdict_code": None}
    test, judgement = judged
    code = code_of(judgement)
    if judgement.verdict is None:
        upper = f"{100 * (judgement.upper or 0):.0f}"
        return {"verdict": text("balance", "verdict-none", upper=upper), "verdict_code": code}
    word = text("balance", f"verdict-{code}")
    times = location_quotient(test.units / n, test.expected)
    if times is not None:
        word = text("balance", "verdict-times", verdict=word, times=f"{times:.1f}")
    return {"verdict": word, "verdict_code": code}
