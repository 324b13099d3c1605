"""What may be said of each region against a yardstick, and how a table says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from graph.texts import Label, join_labels, text
from queries.balance.benchmarks import Benchmark
from queries.balance.position_measures import Frame
from queries.balance.ways import Unit, count_regions
from queries.facts.lookup import label_of
from queries.measures.counts import Counts, total_of
from queries.measures.shares import GroupTest, exact_tests, location_quotient
from queries.measures.verdicts import Judgement, Verdict, judge_share
from queries.table import Cell

NOT_COVERED = "not-in-yardstick"


class Judged(NamedTuple):
    """A region's exact test, what it lets one say, and the units of all regions compared."""

    test: GroupTest
    judgement: Judgement
    n: int


def comparable(units: Sequence[Unit], frame: Frame) -> Counts:
    """Give the units by region that a yardstick can be held against.

    Left out are units in countries that the yardstick could have none in. Those of no known region
    are a group of their own, which the yardstick lacks. Against a yardstick that says nothing of
    some regions only the others are compared, for its shares are of these alone.
    """
    without = frame.yardstick.without
    kept = [unit for unit in units if not unit.countries or set(unit.countries) - without]
    counts = count_regions(kept, frame.region_of, without=without)
    covered = {region.id: counts[region.id] for region in frame.regions if frame.yardstick.covers(region.id)}
    if len(covered) < len(frame.regions):
        return covered
    return {**covered, "unknown": max(0, len(kept) - sum(covered.values()))}


def judge_regions(units: Sequence[Unit], frame: Frame) -> dict[str, Judged]:
    """Judge every region that the yardstick covers, by exact p-values corrected for their number.

    The units are those of `comparable`, each in one region. Empty where there are none, or the
    yardstick has none.
    """
    compared = comparable(units, frame)
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


def code_of(judgement: Judgement) -> str:
    """Give a verdict's code: above, below, no-doubling, cannot-tell, or none for an empty region."""
    return judgement.verdict.value if judgement.verdict is not None else "none"


def judge_by_each(units: Sequence[Unit], frame: Frame, yardsticks: Sequence[Benchmark]) -> dict[str, Judged]:
    """Judge the focus region's share of some ties by each yardstick, by its name."""
    found = {y.name: judge_regions(units, replace(frame, yardstick=y)) for y in yardsticks}
    region = frame.focus.id if frame.focus is not None else ""
    return {name: judged[region] for name, judged in found.items() if region in judged}


def name_verdicts(judged: Mapping[str, Judged]) -> Label:
    """Put the verdicts by several yardsticks into one text."""
    found = [
        text("balance", "by-yardstick", name=short_name(name), verdict=verdict_label(each))
        for name, each in judged.items()
    ]
    return join_labels(found, "; ")


def sum_up_verdicts(judged: Mapping[str, Judged], region: Label) -> Label:
    """Count the verdicts on a region by several yardsticks, without their names."""
    counts = Counter(_word_of(each) for each in judged.values())
    said = [text("balance", "verdict-count", verdict=word, n=n) for word, n in counts.items()]
    return text("balance", "verdicts-summed", n=len(judged), region=region, counts=join_labels(said))


def short_name(yardstick: str) -> Label:
    """Name a general yardstick in a few words."""
    return text("balance", f"column-share_{yardstick.replace('-', '_')}")


def verdict_cells(judged: Judged | None, *, covered: bool = True) -> dict[str, Cell]:
    """Put a verdict into words, with how many times the yardstick; an empty region gets its upper bound.

    A region that the yardstick does not cover gets no verdict, and says so.
    """
    if not covered:
        return {"verdict": text("balance", f"verdict-{NOT_COVERED}"), "verdict_code": NOT_COVERED}
    if judged is None:
        return {"verdict": None, "verdict_code": None}
    return {"verdict": verdict_label(judged), "verdict_code": code_of(judged.judgement)}


def verdict_label(judged: Judged) -> Label:
    """Put a verdict into words, with how many times the yardstick's share it is."""
    if judged.judgement.verdict is None:
        return text("balance", "verdict-none", upper=f"{100 * (judged.judgement.upper or 0):.0f}")
    times, word = quotient_of(judged), _word_of(judged)
    return word if times is None else text("balance", "verdict-times", verdict=word, times=f"{times:.1f}")


def _word_of(judged: Judged) -> Label:
    times, code = quotient_of(judged), code_of(judged.judgement)
    if judged.judgement.verdict is None:
        return text("balance", "verdict-empty")
    if judged.judgement.verdict is Verdict.NO_DOUBLING and times is not None and times < 1:
        code = "no-halving"
    return text("balance", f"verdict-{code}")


def quotient_of(judged: Judged | None) -> float | None:
    """Give how many times the yardstick's share a region has of the units compared; None without one."""
    return location_quotient(judged.test.units / judged.n, judged.test.expected) if judged else None


def coverage_notes(units: Sequence[Unit], frame: Frame) -> list[Label]:
    """Say which regions a yardstick leaves out, and which country, and how many units are compared."""
    yardstick, notes, n = frame.yardstick, [], len(units)
    compared = int(total_of(comparable(units, frame)))
    missing = [label_of(region) for region in frame.regions if not yardstick.covers(region.id)]
    if missing:
        names = join_labels(missing)
        notes.append(text("balance", "note-not-in-yardstick", regions=names, compared=compared, n=n))
    if yardstick.without and compared < n:
        notes.append(text("balance", "note-own-country", name=yardstick.label, compared=compared, n=n))
    return notes
