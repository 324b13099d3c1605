"""Minimal sets against brute force: every subset of the records is kept alone and assessed anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from graph.dates import PartialDate
from plan.clock import CLOCKS
from plan.ladders.account import gather
from plan.ladders.assessment import assess
from plan.ladders.counts import DIMENSIONS, hold_counts
from plan.ladders.figures import Figure
from plan.ladders.kpi import (
    Activity,
    Criterion,
    Evidence,
    Kpi,
    KpiRecords,
    Level,
    Support,
    Target,
    series_days,
)
from plan.ladders.minimal import Carrying, Need, carried_by
from plan.ladders.provenance import Provenance
from plan.ladders.states import Mark
from tests.depth import examples
from tests.property.test_ladder_properties import AS_OF, YEARS, cases

MOST_RECORDS = 8
FISCAL = CLOCKS["fiscal"]
MARKS: tuple[Mark, Mark] = ("confirmed", "claimed")


def settled(case: KpiRecords) -> tuple[KpiRecords, list[str]]:
    """Give a case without figures that others replace or bound, and its records that may carry.

    A count's reports are tied to its activities, as what-if ties them.
    """
    levels = tuple(
        replace(level, criteria=tuple(replace(criterion, method="") for criterion in level.criteria))
        for level in case.kpi.levels
    )
    case = replace(case, kpi=replace(case.kpi, levels=levels), evidence=tuple(_dating(case)))
    case = hold_counts(case, years=YEARS, clock=FISCAL, as_of=AS_OF)
    account = gather(case, clock=FISCAL, as_of=AS_OF)
    kept: set[str] = set()
    for measure in {case.kpi.id, *case.kpi.measures.values()}:
        years = account.figures.years(measure)
        for year in years[-1:] if case.kpi.kind == "level" and measure == case.kpi.id else years:
            figure = account.figures.figure(measure, year)
            kept |= _used(figure) if figure is not None else set()
    figures = {one.id for one in case.evidence if one.value is not None} | {one.id for one in case.actuals}
    case = case.without(figures - kept)
    met = {one.id for one in case.evidence if one.is_met or one.value is not None}
    return case, sorted({*case.activities, *met, *(actual.id for actual in case.actuals)})


def _dating(case: KpiRecords) -> Iterator[Evidence]:
    """List the documents, of those that date an undated activity the earliest alone."""
    dated: set[str] = set()
    for one in sorted(case.evidence, key=lambda e: (e.dated.latest if e.dated else AS_OF, e.id)):
        activity = case.activities.get(one.activity)
        is_dating = activity is not None and activity.start is None and one.is_met
        if not is_dating or one.activity not in dated:
            yield one
        if is_dating:
            dated.add(one.activity)


def _used(figure: Figure) -> set[str]:
    typed = figure.result.basis if figure.result is not None and figure.differs is None else ()
    return {*figure.stated_by, *(key for basis in figure.claims for key in basis), *typed}


def value(case: KpiRecords, year: int, mark: Mark, rule: str = "") -> float:
    (one,) = assess(case, years=[year], clock=FISCAL, as_of=AS_OF)
    found = (one.beside or one.marks) if rule else one.marks
    return found.of(mark) or 0


Reached = Callable[[KpiRecords], bool]


def by_brute_force(case: KpiRecords, records: list[str], reached: Reached) -> set[frozenset[str]]:
    minimal: list[frozenset[str]] = []
    for size in range(len(records) + 1):
        for chosen in combinations(records, size):
            kept = frozenset(chosen)
            if any(smaller <= kept for smaller in minimal):
                continue
            if reached(case.without(set(records) - kept)):
                minimal.append(kept)
    return set(minimal)


def named(carrying: Carrying) -> set[frozenset[str]]:
    assert carrying.minimal_sets.is_complete
    return {frozenset(names) for names in carrying.minimal_sets.sets}


@examples(150)
@given(cases())
def test_minimal_sets_are_those_of_brute_force(case: KpiRecords) -> None:
    case, records = settled(case)
    case, records = case.without(records[MOST_RECORDS:]), records[:MOST_RECORDS]
    for year, mark in product((2566, 2568, 2570), MARKS):
        top = value(case, year, mark)
        for least in {1, top} if case.kpi.kind != "percent" else {top}:
            if 0 < least <= top:
                carrying = Provenance(case, FISCAL, AS_OF).carrying(mark, least, year=year)
                reached = partial(reaches, year=year, mark=mark, least=least)
                assert named(carrying) == by_brute_force(case, records, reached)


def reaches(case: KpiRecords, *, year: int, mark: Mark, least: float) -> bool:
    return value(case, year, mark) >= least


@st.composite
def disputed(draw: st.DrawFn) -> KpiRecords:
    """One criterion, with papers for and against in several years."""
    nature = draw(st.sampled_from(["achievement", "state", "measure"]))
    rung = Level("Level:k/L1", 1, (Criterion("Criterion:k/L1/a", nature=nature),))
    ladder = Kpi("Kpi:k", "level", "staged", (rung,), {})
    years = st.sampled_from((2566, 2567, 2568))
    doings = {
        f"Activity:A{n}": Activity(f"Activity:A{n}", PartialDate(draw(years) - 543, 3, 1)) for n in range(2)
    }
    proofs = tuple(
        Evidence(
            f"Evidence:e{n}", draw(st.booleans()), "A1", PartialDate(year - 543, 2, 1), "", rung.id, year
        )
        for n, year in enumerate(draw(st.lists(years, max_size=6)))
    )
    return KpiRecords(ladder, doings, tuple(Support(key, rung.id) for key in doings), proofs)


@examples(150)
@given(disputed(), st.sampled_from((2566, 2567, 2568)), st.sampled_from(MARKS))
def test_disputed_years_have_the_minimal_sets_of_brute_force(case: KpiRecords, year: int, mark: Mark) -> None:
    case, records = settled(case)
    if value(case, year, mark):
        carrying = Provenance(case, FISCAL, AS_OF).carrying(mark, 1, year=year)
        reached = partial(reaches, year=year, mark=mark, least=1)
        assert named(carrying) == by_brute_force(case, records, reached)


@st.composite
def counts(draw: st.DrawFn) -> tuple[KpiRecords, int]:
    """A count with conditions: activities of two series, some of them of the year before."""
    count = draw(st.integers(0, 7))
    doings = {
        f"Activity:A{n}": Activity(
            f"Activity:A{n}", PartialDate(2024, draw(st.sampled_from([1, 6, 12])), 1), None, True,
            draw(st.sampled_from(DIMENSIONS)), draw(st.sampled_from(["", "s", "t"])),
            draw(st.sampled_from([None, None, 1, 2])),
        )
        for n in range(count)
    }  # fmt: skip
    aim = Target(
        "Target:k/2568", draw(st.integers(1, 3)), "", draw(st.integers(0, 1)), draw(st.integers(0, 1))
    )
    ladder = Kpi("Kpi:k", "count", "threshold", (), {2568: aim})
    supports = tuple(Support(key, "Kpi:k", asserted=draw(st.booleans())) for key in doings)
    proofs = tuple(
        Evidence(f"Evidence:e{n}", True, "A1", PartialDate(2025, 2, 1), draw(st.sampled_from(sorted(doings))))
        for n in range(draw(st.integers(0, 8 - count)) if doings else 0)
    )
    return KpiRecords(ladder, doings, supports, proofs, series=series_days(doings.values())), 2568


def at_target(case: KpiRecords, *, year: int, mark: Mark) -> bool:
    (one,) = assess(case, years=[year], clock=FISCAL, as_of=AS_OF)
    return one.status == "confirmed-at-target" or (mark == "claimed" and one.status == "claimed-at-target")


@examples(150)
@given(counts())
def test_a_target_with_conditions_has_the_minimal_sets_of_brute_force(
    given_case: tuple[KpiRecords, int],
) -> None:
    case, year = given_case
    records = sorted({*case.activities, *(proof.id for proof in case.evidence)})
    aim = case.kpi.targets[year]
    for mark in MARKS:
        carrying = Provenance(case, FISCAL, AS_OF).carrying(mark, aim.value, year=year, target=aim)
        assert named(carrying) == by_brute_force(case, records, partial(at_target, year=year, mark=mark))


@examples(120)
@given(cases(), st.sampled_from(YEARS), st.sampled_from(MARKS))
def test_a_critical_record_is_one_whose_loss_lowers_the_mark(case: KpiRecords, year: int, mark: Mark) -> None:
    case, records = settled(case)
    for rule in ("", case.kpi.rule_beside) if case.kpi.levels else ("",):
        reached = value(case, year, mark, rule)
        if not reached:
            continue
        carrying = Provenance(case, FISCAL, AS_OF).carrying(mark, reached, year=year, rule=rule)
        critical = {name for name in records if carrying.role(name) == "critical"}
        assert critical == {n for n in records if value(case.without([n]), year, mark, rule) < reached}


@st.composite
def goals(draw: st.DrawFn) -> list[tuple[Need, ...]]:
    carriers = st.frozensets(st.sampled_from("abcdef"), min_size=1, max_size=2)
    groups = st.lists(st.frozensets(carriers, min_size=0, max_size=2), max_size=4)
    needs = st.builds(lambda least, found: Need(least, tuple(found)), st.integers(0, 3), groups)
    return [tuple(way) for way in draw(st.lists(st.lists(needs, max_size=3), max_size=3))]


@examples(200)
@given(goals())
def test_beyond_the_bound_no_record_gets_a_wrong_role(ways: list[tuple[Need, ...]]) -> None:
    whole, bounded = Carrying(ways, most=10_000), Carrying(ways, most=1)
    assert whole.minimal_sets.is_complete
    for name in whole.records:
        assert bounded.role(name) in (whole.role(name), "undecided")
    if not bounded.minimal_sets.is_complete:
        assert set(bounded.minimal_sets.sets) <= set(whole.minimal_sets.sets)


@examples(100)
@given(goals(), st.sets(st.sampled_from("abcdef")), st.sampled_from("abcdef"))
def test_keeping_more_never_loses_a_goal(ways: list[tuple[Need, ...]], kept: set[str], more: str) -> None:
    carrying = Carrying(ways)
    assert carrying.stands_with(kept | {more}) or not carrying.stands_with(kept)
    assert carrying.stands_without(set("abcdef") - kept) == carrying.stands_with(kept)


def test_alternatives_never_make_a_record_critical() -> None:
    one = Carrying([(carried_by([("a",), ("b",)]),)])
    assert [one.role(name) for name in "abz"] == ["supporting", "supporting", "redundant"]
    assert one.minimal_sets.sets == (("a",), ("b",))


def test_what_meets_several_needs_at_once_is_listed_whole() -> None:
    carriers = [(f"a{n:03}",) for n in range(150)]
    one = Carrying([(carried_by(carriers), carried_by(carriers), carried_by(carriers))])
    assert one.minimal_sets.is_complete
    assert one.minimal_sets.sets == tuple(carriers)


def test_beyond_the_bound_it_is_said_and_roles_stay_right() -> None:
    needs = [carried_by([(f"{step}{n:02}",) for n in range(60)]) for step in "abcde"]
    one = Carrying([(*needs, carried_by([("x",)]))])
    assert not one.minimal_sets.is_complete
    assert all(one.stands_with(names) for names in one.minimal_sets.sets)
    assert [one.role(name) for name in ("x", "a00", "e59", "y")] == [
        "critical", "supporting", "supporting", "redundant",
    ]  # fmt: skip
