"""What must hold of every assessment, whatever the records: order of marks, monotony, order of input."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from graph.dates import PartialDate
from plan.clock import CLOCKS
from plan.ladders.assessment import Assessment, assess
from plan.ladders.kpi import Activity, Actual, Criterion, Evidence, Kpi, KpiRecords, Level, Support, Target
from plan.ladders.states import Marks
from tests.depth import examples

YEARS = range(2566, 2571)
NATURES = ("achievement", "achievement", "state", "measure")
AS_OF = date(2027, 9, 30)
ENDLESS = float("inf")
days = st.dates(date(2022, 8, 1), date(2027, 9, 30))
activity_ids = st.sampled_from([f"Activity:A{n}" for n in range(4)])
grades = st.sampled_from(["A1", "B2", "C3"])
VALUES = st.sampled_from([1.0, 2.0, 49.0, 49.6, 50.0, 81.0])


@st.composite
def dates(draw: st.DrawFn) -> PartialDate:
    day = draw(days)
    known = draw(st.sampled_from([1, 2, 3, 3]))
    return PartialDate(day.year, day.month if known > 1 else 0, day.day if known > 2 else 0)


@st.composite
def ladders(draw: st.DrawFn, *, own_rules: bool = True) -> Kpi:
    kind = draw(st.sampled_from(["level", "level", "level", "count", "percent"]))
    aims = {
        year: Target(f"Target:k/{year}", draw(st.integers(1, 5)), "", draw(st.integers(0, 1)))
        for year in YEARS
    }
    if kind != "level":
        return Kpi("Kpi:k", kind, "threshold", (), aims)
    rungs = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        threshold = draw(st.sampled_from([None, None, None, 50.0]))
        nature = st.just("measure") if threshold else st.sampled_from(NATURES)
        parts = tuple(
            Criterion(
                f"Criterion:k/L{number}/{letter}",
                threshold,
                "m" if threshold else "",
                draw(nature),
                draw(st.sampled_from(["", "", "survey"])) if threshold else "",
            )
            for letter in "ab"[: draw(st.integers(1, 2))]
        )
        rule = draw(st.sampled_from(["", "", "staged", "best-single", "panel"])) if own_rules else ""
        rungs.append(Level(f"Level:k/L{number}", number, parts, rule))
    rule = draw(st.sampled_from(["staged", "best-single", "panel"]))
    return Kpi("Kpi:k", "level", rule, tuple(rungs), aims, "staged")


def elements(ladder: Kpi) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted({ladder.id, *ladder.reach}))


def proofs(ladder: Kpi, *, met: bool) -> st.SearchStrategy[Evidence]:
    on_activity = st.builds(Evidence, st.just(""), st.just(met), grades, dates(), activity_ids)
    on_element = st.builds(
        Evidence, st.just(""), st.just(met), grades, dates(), st.just(""), elements(ladder),
        st.one_of(st.none(), st.sampled_from(YEARS)),
    )  # fmt: skip
    on_both = st.builds(Evidence, st.just(""), st.just(met), grades, dates(), activity_ids, elements(ladder))
    return st.one_of(on_activity, on_element, on_both)


def stated(ladder: Kpi) -> st.SearchStrategy[Evidence]:
    """Documents that state a figure."""
    years = st.one_of(st.none(), st.sampled_from(YEARS))
    return st.builds(
        Evidence,
        st.just(""),
        st.booleans(),
        grades,
        dates(),
        st.just(""),
        elements(ladder),
        years,
        VALUES,
        st.booleans(),
    )


@st.composite
def cases(draw: st.DrawFn, *, denials: bool = True, figures: bool = True) -> KpiRecords:
    ladder = draw(ladders())
    doings = {
        f"Activity:A{n}": Activity(
            f"Activity:A{n}", draw(st.one_of(st.none(), dates())), None,
            draw(st.sampled_from([True, True, False])),
            draw(st.sampled_from(["education", "global_knowledge", ""])),
        )
        for n in range(draw(st.integers(0, 4)))
    }  # fmt: skip
    modes = st.sampled_from(["meets", "produces evidence", "enables"])
    supports = draw(
        st.lists(st.builds(Support, activity_ids, elements(ladder), modes, st.booleans()), max_size=6)
    )
    papers = [
        draw(proofs(ladder, met=draw(st.booleans()) or not denials)) for _ in range(draw(st.integers(0, 5)))
    ]
    papers += [draw(stated(ladder)) for _ in range(draw(st.integers(0, 2)) if figures else 0)]
    readings = draw(st.lists(
        st.builds(
            Actual, st.just(""), elements(ladder), st.sampled_from(YEARS), VALUES,
            st.one_of(st.none(), dates()), st.sampled_from(["", "survey"]),
        ),
        max_size=3,
    ))  # fmt: skip
    return KpiRecords(
        ladder, doings, tuple(supports),
        tuple(replace(paper, id=f"Evidence:e{n}") for n, paper in enumerate(papers)),
        tuple(replace(reading, id=f"Actual:r{n}") for n, reading in enumerate(readings)),
    )  # fmt: skip


T = TypeVar("T")


def shuffled(records: Iterable[T], order: random.Random) -> tuple[T, ...]:
    listed = list(records)
    order.shuffle(listed)
    return tuple(listed)


clocks = st.sampled_from(sorted(CLOCKS))


def assessed(case: KpiRecords, clock: str = "fiscal") -> list[Assessment]:
    return assess(case, years=YEARS, clock=CLOCKS[clock], as_of=AS_OF)


def heights(marks: Marks) -> tuple[float, float, float]:
    """Marks as numbers: nothing known is 0, no upper bound is endless."""
    top = ENDLESS if marks.possible is None else marks.possible
    return (marks.confirmed or 0, marks.claimed or 0, top)


def all_heights(case: KpiRecords, clock: str = "fiscal") -> list[tuple[float, float, float]]:
    return [
        heights(marks)
        for one in assessed(case, clock)
        for marks in (one.marks, one.beside)
        if marks is not None and one.has_begun
    ]


def never_above(less: KpiRecords, more: KpiRecords) -> bool:
    pairs = zip(all_heights(less), all_heights(more), strict=True)
    return all(low <= high for one, other in pairs for low, high in zip(one, other, strict=True))


@examples(120)
@given(cases(), clocks)
def test_confirmed_is_never_over_claimed_nor_claimed_over_possible(case: KpiRecords, clock: str) -> None:
    assert all(0 <= low <= middle <= high for low, middle, high in all_heights(case, clock))


@examples(120)
@given(cases(), st.data())
def test_adding_met_evidence_never_lowers_a_mark(case: KpiRecords, data: st.DataObject) -> None:
    more = replace(data.draw(proofs(case.kpi, met=True)), id="Evidence:new")
    joined = case.adding(evidence=[more])
    assert all(one[0] <= other[0] for one, other in zip(all_heights(case), all_heights(joined), strict=True))
    assert never_above(case, joined)


@examples(120)
@given(cases(), st.booleans(), st.sampled_from(YEARS), st.data())
def test_a_paper_older_than_the_year_it_speaks_of_confirms_and_denies_nothing(
    case: KpiRecords, met: bool, year: int, data: st.DataObject
) -> None:
    element = data.draw(elements(case.kpi))
    old = Evidence("Evidence:old", met, "A1", PartialDate(2012, 1, 1), "", element, year)
    before, after = all_heights(case), all_heights(case.adding(evidence=[old]))
    assert [one[0] for one in after] == [one[0] for one in before]
    assert met or after == before


@examples(120)
@given(cases(), st.data())
def test_adding_not_met_evidence_never_raises_a_mark(case: KpiRecords, data: st.DataObject) -> None:
    more = replace(data.draw(proofs(case.kpi, met=False)), id="Evidence:new")
    assert never_above(case.adding(evidence=[more]), case)


@examples(120)
@given(cases(denials=False), activity_ids)
def test_dropping_an_activity_never_raises_a_mark(case: KpiRecords, dropped: str) -> None:
    assert never_above(case.without([dropped]), case)


@examples(120)
@given(cases(), clocks)
def test_an_achievement_once_confirmed_never_falls(case: KpiRecords, clock: str) -> None:
    if case.kpi.kind != "level" or case.kpi.measured or case.kpi.rule == "panel":
        return
    levels = tuple(
        replace(level, rule="", criteria=tuple(replace(c, nature="achievement") for c in level.criteria))
        for level in case.kpi.levels
    )
    done = replace(case, kpi=replace(case.kpi, levels=levels))
    confirmed = [one.marks.confirmed or 0 for one in assessed(done, clock)]
    assert confirmed == sorted(confirmed)


@examples(120)
@given(cases(figures=False), st.data())
def test_a_denial_changes_no_year_before_the_one_it_speaks_of(case: KpiRecords, data: st.DataObject) -> None:
    year = data.draw(st.sampled_from(YEARS))
    element = data.draw(elements(case.kpi))
    denial = Evidence("Evidence:new", False, "A1", PartialDate(2027, 1, 1), "", element, year)
    before, after = assessed(case), assessed(case.adding(evidence=[denial]))
    earlier = [(one.marks, one.status) for one in before if one.year < year]
    assert [(one.marks, one.status) for one in after if one.year < year] == earlier


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_records_never_shows(case: KpiRecords, order: random.Random) -> None:
    other = replace(
        case, supports=shuffled(case.supports, order), evidence=shuffled(case.evidence, order),
        actuals=shuffled(case.actuals, order),
        activities=dict(shuffled(case.activities.items(), order)),
    )  # fmt: skip
    assert assessed(other) == assessed(case)


@given(cases())
def test_a_year_not_begun_has_no_marks(case: KpiRecords) -> None:
    for one in assess(case, years=YEARS, clock=CLOCKS["fiscal"], as_of=date(2022, 9, 30)):
        assert (one.marks, one.beside, one.activities, one.evidence) == (Marks(), None, (), ())
