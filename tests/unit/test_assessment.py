"""The assessment by hand-worked cases, on plain values and no graph."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graph.acceptance import grade_suffices
from graph.dates import parse_date
from plan.clock import CALENDAR, FISCAL, Clock
from plan.ladders.assessment import Assessment, assess
from plan.ladders.kpi import Activity, Actual, Criterion, Evidence, Kpi, KpiRecords, Level, Support, Target
from plan.ladders.provenance import Provenance
from plan.ladders.states import Marks

AS_OF = date(2027, 11, 24)


def level(number: int, criteria: str = "a", rule: str = "", nature: str = "achievement") -> Level:
    parts = tuple(Criterion(f"Criterion:k/L{number}/{letter}", nature=nature) for letter in criteria)
    return Level(f"Level:k/L{number}", number, parts, rule)


def ladder(
    rule: str = "staged", nature: str = "achievement", *, levels: tuple[Level, ...] | None = None,
    target: float | None = 3, rule_beside: str = "",
) -> Kpi:  # fmt: skip
    aims = {} if target is None else {year: Target(f"Target:k/{year}", target) for year in range(2566, 2571)}
    five = tuple(level(n, nature=nature) for n in range(1, 6))
    return Kpi("Kpi:k", "level", rule, levels or five, aims, rule_beside)


def doing(key: str, start: str = "2023-01-01", end: str = "", *, is_done: bool = True) -> Activity:
    first = parse_date(start) if start else None
    return Activity(f"Activity:{key}", first, parse_date(end) if end else None, is_done)


def link(key: str, element: str | int, mode: str = "meets", *, asserted: bool = False) -> Support:
    target = f"Level:k/L{element}" if isinstance(element, int) else element
    return Support(f"Activity:{key}", target, mode, asserted)


def paper(
    key: str, on: str = "2023-02-01", *, met: bool = True, grade: str = "A1", activity: str = "",
    element: str = "", year: int | None = None, value: float | None = None,
) -> Evidence:  # fmt: skip
    about = f"Activity:{activity}" if activity else ""
    return Evidence(f"Evidence:{key}", met, grade, parse_date(on), about, element, year, value)


def case(*records: Activity | Support | Evidence | Actual, on: Kpi | None = None) -> KpiRecords:
    return KpiRecords(
        on or ladder(),
        {r.id: r for r in records if isinstance(r, Activity)},
        tuple(r for r in records if isinstance(r, Support)),
        tuple(r for r in records if isinstance(r, Evidence)),
        tuple(r for r in records if isinstance(r, Actual)),
    )


def found(given: KpiRecords, year: int = 2566, *, clock: Clock = FISCAL, as_of: date = AS_OF) -> Assessment:
    (one,) = assess(given, years=[year], clock=clock, as_of=as_of)
    return one


def marks(given: KpiRecords, year: int = 2566, *, clock: Clock = FISCAL, as_of: date = AS_OF) -> Marks:
    return found(given, year, clock=clock, as_of=as_of).marks


# --- rules ---------------------------------------------------------------------------------------


def test_best_single_takes_the_highest_and_staged_needs_every_step() -> None:
    records = doing("A1"), doing("A2"), link("A1", 1), link("A2", 3)
    assert marks(case(*records, on=ladder("best-single"))) == Marks(0, 3, 5)
    assert marks(case(*records)) == Marks(0, 1, 5)
    assert found(case(*records, on=ladder("best-single"))).status == "claimed-at-target"
    assert found(case(*records)).status == "claimed-below-target"


def test_a_second_rule_stands_beside_the_first() -> None:
    both = found(case(doing("A1"), link("A1", 3), on=ladder("best-single", rule_beside="staged")))
    assert (both.marks.claimed, both.beside) == (3, Marks(0, 0, 5))
    assert found(case()).beside is None


def test_a_level_holds_only_with_all_of_its_criteria() -> None:
    on = ladder(levels=(level(1, "ab"), level(2)))
    part = case(doing("A1"), link("A1", "Criterion:k/L1/a"), on=on)
    assert marks(part) == Marks(0, 0, 2)
    assert marks(part.adding(supports=[link("A1", "Criterion:k/L1/b")])) == Marks(0, 1, 2)
    # A link to the level stands for all of its criteria.
    assert marks(case(doing("A1"), link("A1", 1), on=on)) == Marks(0, 1, 2)


def test_a_level_may_have_a_rule_of_its_own() -> None:
    alone = ladder(levels=(level(1), level(2, rule="best-single")))
    assert marks(case(doing("A1"), link("A1", 2), on=alone)).claimed == 2
    needing = ladder("best-single", levels=(level(1), level(2, rule="staged")))
    assert marks(case(doing("A1"), link("A1", 2), on=needing)).claimed == 0


def test_a_criterion_has_a_nature_of_its_own() -> None:
    on = ladder(levels=(level(1), level(2, nature="measure")))
    given = case(doing("A1"), link("A1", 1), link("A1", 2), on=on)
    assert [marks(given, year).claimed for year in (2566, 2567)] == [2, 1]


def test_a_panel_is_decided_by_a_recorded_decision_and_by_no_activity() -> None:
    on = ladder("panel", "measure")
    report = Actual("Actual:k/2566", "Kpi:k", 2566, 4)
    assert marks(case(doing("A1"), link("A1", 5), on=on)) == Marks(0, 0, 5)
    assert marks(case(report, on=on)) == Marks(0, 4, 5)
    assert marks(case(report, paper("e1", element="Kpi:k", year=2566), on=on)) == Marks(0, 4, 5)
    decided = case(report, paper("e1", element="Kpi:k", year=2566, value=4), on=on)
    assert marks(decided) == Marks(4, 4, 5)


def test_a_reported_level_claims_every_step_and_confirms_none() -> None:
    report = Actual("Actual:k/2566", "Kpi:k", 2566, 2)
    assert marks(case(report)) == Marks(0, 2, 5)
    attested = case(report, paper("e1", element="Kpi:k", year=2566))
    assert marks(attested) == Marks(0, 2, 5)  # a ladder needs evidence on its criteria


# --- evidence ------------------------------------------------------------------------------------


def test_no_rule_confirms_however_well_its_activity_is_attested() -> None:
    records = doing("A1"), link("A1", 1), paper("e1", activity="A1")
    assert marks(case(*records)) == Marks(0, 1, 5)


def test_an_officers_link_confirms_with_accepted_evidence_of_its_activity() -> None:
    asserted = doing("A1"), link("A1", 1, asserted=True)
    assert marks(case(*asserted)) == Marks(0, 1, 5)
    confirmed = found(case(*asserted, paper("e1", activity="A1")))
    assert confirmed.marks == Marks(1, 1, 5)
    assert (confirmed.activities, confirmed.evidence) == (("Activity:A1",), ("Evidence:e1",))
    assert confirmed.states[0].confirmed == {("Activity:A1", "Evidence:e1")}


def test_a_record_is_counted_once_at_its_greatest_weight() -> None:
    linked = doing("A1"), link("A1", 1, asserted=True), link("A1", "Criterion:k/L1/a", asserted=True)
    attested = found(case(*linked, paper("e1", activity="A1"), paper("e2", activity="A1"))).states[0]
    assert attested.counts_held == {"confirmed": 1, "claimed": 0, "unsure": 0, "denied": 0}
    more = doing("A2"), link("A2", 1), doing("A3", ""), link("A3", 1), paper("e3", element="Level:k/L1")
    several = found(case(*linked, paper("e1", activity="A1"), *more)).states[0]
    assert several.counts_held == {"confirmed": 2, "claimed": 1, "unsure": 1, "denied": 0}


def test_a_document_on_a_criterion_confirms_it() -> None:
    assert marks(case(paper("e1", element="Level:k/L1"))) == Marks(1, 1, 5)
    assert marks(case(doing("A1"), paper("e1", activity="A1", element="Level:k/L1"))) == Marks(1, 1, 5)


def test_only_what_is_done_confirms() -> None:
    planned = doing("A1", is_done=False), link("A1", 1, asserted=True)
    assert marks(case(*planned)) == Marks(0, 0, 5)
    assert marks(case(*planned, paper("e1", activity="A1", grade="D3"))) == Marks(0, 0, 5)
    assert marks(case(*planned, paper("e1", activity="A1"))) == Marks(1, 1, 5)


@pytest.mark.parametrize(
    ("grade", "least", "enough"),
    [("A1", "B2", True), ("B2", "B2", True), ("C1", "B2", False), ("A3", "B2", False), ("F6", "F6", True)],
)
def test_both_signs_of_a_grade_must_suffice(grade: str, least: str, enough: bool) -> None:
    assert grade_suffices(grade, least) is enough


def test_weak_evidence_claims_and_does_not_confirm_or_deny() -> None:
    assert marks(case(paper("e1", element="Level:k/L1", grade="D3"))) == Marks(0, 1, 5)
    denied = case(paper("e1", element="Level:k/L1", grade="D3", met=False))
    assert marks(denied) == Marks(0, 0, 5)


def test_evidence_older_than_its_activity_does_not_confirm() -> None:
    records = doing("A1", "2023-03-01"), link("A1", 1, asserted=True)
    assert marks(case(*records, paper("e1", "2023-02-28", activity="A1"))) == Marks(0, 1, 5)
    assert marks(case(*records, paper("e1", "2023-03-01", activity="A1"))) == Marks(1, 1, 5)


@pytest.mark.parametrize("met", [True, False])
def test_evidence_dated_before_the_year_it_speaks_of_neither_confirms_nor_denies(*, met: bool) -> None:
    on = ladder("best-single", "measure", target=5)
    old, new = (
        paper("e1", day, element="Level:k/L5", year=2568, met=met) for day in ("2012-01-01", "2024-10-01")
    )
    assert marks(case(old, on=on), 2568) == (Marks(0, 5, 5) if met else Marks(0, 0, 5))
    assert found(case(old, on=on), 2568).status != "confirmed-at-target"
    assert marks(case(new, on=on), 2568) == (Marks(5, 5, 5) if met else Marks(0, 0, 4))


@pytest.mark.parametrize(("day", "confirmed"), [("2022-09-30", 0), ("2022-10-01", 1), ("2022", 1)])
def test_on_an_achievement_evidence_may_be_as_old_as_the_plan(day: str, confirmed: int) -> None:
    assert marks(case(paper("e1", day, element="Level:k/L1", year=2568)), 2568).confirmed == confirmed
    on = ladder("best-single", "measure", levels=(level(1),))
    assert marks(case(paper("e1", day, element="Level:k/L1", year=2568), on=on), 2568).confirmed == confirmed


def test_evidence_before_the_plan_does_not_attest_an_activity_that_runs_into_it() -> None:
    records = doing("A1", "2012-01-01", "2024-01-01"), link("A1", 1, asserted=True)
    assert marks(case(*records, paper("e1", "2012-06-01", activity="A1"))) == Marks(0, 1, 5)
    assert marks(case(*records, paper("e1", "2022-12-01", activity="A1"))) == Marks(1, 1, 5)


def test_not_met_evidence_lowers_what_is_possible() -> None:
    assert marks(case(paper("e1", element="Level:k/L3", met=False))) == Marks(0, 0, 2)
    assert found(case(paper("e1", element="Level:k/L3", met=False))).status == "below-target"
    best = ladder("best-single", "measure")
    assert marks(case(paper("e1", element="Level:k/L5", met=False), on=best)) == Marks(0, 0, 4)


def test_documents_that_disagree_leave_a_criterion_unknown() -> None:
    given = case(paper("e1", element="Level:k/L1"), paper("e2", element="Level:k/L1", met=False))
    assert marks(given) == Marks(0, 0, 5)
    assert found(given).states[0].verdict == "unknown"


def test_a_document_may_deny_one_link_or_a_whole_activity() -> None:
    records = doing("A1"), doing("A2"), link("A1", 1), link("A1", 2), link("A2", 1)
    one = case(*records, paper("e1", activity="A1", element="Level:k/L1", met=False))
    assert marks(one) == Marks(0, 2, 5)
    assert found(one).states[0].claimed == {("Activity:A2",)}
    whole = case(*records, paper("e1", activity="A1", met=False))
    assert marks(whole) == Marks(0, 1, 5)


def test_what_was_achieved_stays_and_a_claim_yields_to_a_later_denial() -> None:
    denial = paper("e9", "2024-05-01", element="Level:k/L1", met=False)
    shown = case(paper("e1", element="Level:k/L1"), denial)
    assert [marks(shown, year) for year in (2566, 2567)] == [Marks(1, 1, 5), Marks(1, 1, 5)]
    claimed = case(doing("A1"), link("A1", 1), denial)
    # It reaches forward, never back.
    assert [marks(claimed, year) for year in (2566, 2567, 2568)] == [
        Marks(0, 1, 5), Marks(0, 0, 0), Marks(0, 0, 0),
    ]  # fmt: skip


def test_evidence_counts_in_the_year_it_speaks_of() -> None:
    on = ladder("best-single", "measure")
    late = case(paper("e1", "2023-11-05", element="Level:k/L2", year=2566), on=on)
    assert [marks(late, year).confirmed for year in (2566, 2567)] == [2, 0]
    dated = case(paper("e1", "2023-11-05", element="Level:k/L2"), on=on)
    assert [marks(dated, year).confirmed for year in (2566, 2567)] == [0, 2]


# --- dates and clocks ----------------------------------------------------------------------------


def test_an_achievement_carries_over_and_a_measure_does_not() -> None:
    records = doing("A1"), link("A1", 1)
    assert marks(case(*records), 2567).claimed == 1
    assert marks(case(*records, on=ladder(nature="measure")), 2567).claimed == 0


@pytest.mark.parametrize(
    ("start", "year", "claimed"),
    [
        ("2022-10-15", 2566, 1),
        ("2022-10-15", 2565, 0),
        ("2022-10-01", 2566, 1),
        ("2022-09-30", 2566, 0),
        ("2023-09-30", 2566, 1),
        ("2023-10-01", 2566, 0),
        ("2023-10-01", 2567, 1),
        ("2023", 2566, 0),  # may be either year: claimed in neither
        ("2023", 2567, 0),
        ("2023-03", 2566, 1),
        ("", 2566, 0),
    ],
)
def test_an_activity_counts_in_the_year_it_surely_falls_in(start: str, year: int, claimed: int) -> None:
    given = case(doing("A1", start), link("A1", 1), on=ladder(nature="measure"))
    assert marks(given, year).claimed == claimed


def test_fifteen_october_2022_is_fiscal_2566_and_calendar_2565() -> None:
    given = case(doing("A1", "2022-10-15"), link("A1", 1), on=ladder(nature="measure"))
    assert [marks(given, year).claimed for year in (2565, 2566)] == [0, 1]
    assert [marks(given, year, clock=CALENDAR).claimed for year in (2565, 2566)] == [1, 0]


def test_a_date_over_two_years_is_unsure_in_both_and_keeps_a_level_possible() -> None:
    denial = [paper(f"e{year}", element="Level:k/L1", met=False, year=year) for year in (2566, 2567)]
    given = case(doing("A1", "2023"), link("A1", 1), *denial, on=ladder("best-single", "measure", target=1))
    for year in (2566, 2567):
        one = found(given, year)
        assert one.unsure == ("Activity:A1",)
        assert one.activities == ()
        assert one.states[0].verdict == "unknown"
    without = given.without(["Activity:A1"])
    assert found(without).states[0].verdict == "not met"


def test_a_date_over_two_years_counts_for_an_achievement_once_both_are_in_the_span() -> None:
    given = case(doing("A1", "2023"), link("A1", 1))
    assert [marks(given, year).claimed for year in (2566, 2567)] == [0, 1]
    before = case(doing("A1", "2022"), link("A1", 1))  # may have been before the plan
    assert [marks(before, year).claimed for year in (2566, 2567)] == [0, 0]


def test_what_ended_before_the_plan_is_context_only() -> None:
    early = doing("A1", "2022-09-30"), link("A1", 1, asserted=True)
    assert marks(case(*early, paper("e1", activity="A1")), 2566) == Marks(0, 0, 5)


def test_an_undated_activity_may_be_of_any_year() -> None:
    one = found(case(doing("A1", ""), link("A1", 1)), 2568)
    assert (one.marks.claimed, one.unsure) == (0, ("Activity:A1",))


def test_what_is_after_the_day_does_not_count() -> None:
    given = case(doing("A1", "2023-05-01"), link("A1", 1))
    assert marks(given, as_of=date(2023, 4, 30)).claimed == 0
    assert marks(given, as_of=date(2023, 5, 1)).claimed == 1
    attested = case(paper("e1", "2023-05-01", element="Level:k/L1"))
    assert marks(attested, as_of=date(2023, 4, 30)) == Marks(0, 0, 5)


def test_a_year_that_has_not_begun_has_no_actual() -> None:
    report = Actual("Actual:k/2570", "Kpi:k", 2570, 5)
    one = found(case(report), 2570, as_of=date(2026, 9, 30))
    assert (one.marks, one.status, one.has_begun) == (Marks(), "not-begun", False)
    assert one.target is not None
    assert one.distance("confirmed") is None


@pytest.mark.parametrize(
    ("mode", "claimed"), [("meets", 2), ("produces evidence", 2), ("enables", 0), ("context", 0)]
)
def test_only_two_modes_move_a_level(mode: str, claimed: int) -> None:
    given = case(doing("A1"), link("A1", 2, mode), on=ladder("best-single"))
    assert marks(given).claimed == claimed


# --- distance and status -------------------------------------------------------------------------


def test_distance_is_in_levels_and_signed() -> None:
    one = found(case(paper("e1", element="Level:k/L1"), doing("A1"), link("A1", 2)))
    assert [one.distance(mark) for mark in ("confirmed", "claimed", "possible")] == [2, 1, -2]


def test_a_year_without_a_target() -> None:
    one = found(case(doing("A1"), link("A1", 1), on=ladder(target=None)))
    assert (one.marks.claimed, one.status, one.standing) == (1, "no-target", "unknown")


@pytest.mark.parametrize(("target", "standing"), [(1, "above"), (2, "at"), (3, "unknown"), (6, "below")])
def test_standing_is_by_evidence_and_below_only_when_no_more_is_possible(
    target: float, standing: str
) -> None:
    given = case(
        paper("e1", element="Level:k/L1"), paper("e2", element="Level:k/L2"), on=ladder(target=target)
    )
    assert found(given).standing == standing


# --- counts and percents -------------------------------------------------------------------------


def counted(*records: Activity | Support | Evidence | Actual, year: int = 2566) -> KpiRecords:
    aims = {2566: Target("Target:k/2566", 3, "", 1), 2567: Target("Target:k/2567", 3, "", 1, 1)}
    return case(*records, on=Kpi("Kpi:k", "count", "threshold", (), aims))


def in_dimensions(*names: str, start: str = "2023-01-01") -> list[Activity | Support]:
    done = [
        Activity(f"Activity:A{n}", parse_date(start), dimension=name, series=f"s{n}")
        for n, name in enumerate(names)
    ]
    return [*done, *(Support(one.id, "Kpi:k") for one in done)]


EVERY = ("education", "arts_culture_creativity", "global_knowledge")


def test_a_count_reaches_its_target_only_with_one_activity_a_dimension() -> None:
    every = found(counted(*in_dimensions(*EVERY)))
    assert (every.marks, every.status) == (Marks(0, 3, None), "claimed-at-target")
    lacking = found(counted(*in_dimensions("education", "education", "education", "global_knowledge")))
    assert (lacking.marks.claimed, lacking.status) == (4, "claimed-condition-open")


def test_a_continuing_activity_is_computed_from_round_or_series() -> None:
    records = in_dimensions(*EVERY, start="2023-11-01")
    assert found(counted(*records), 2567).status == "claimed-condition-open"
    earlier = counted(*records)
    series = KpiRecords(
        earlier.kpi,
        earlier.activities,
        earlier.supports,
        series={"s0": {"Activity:A7": date(2022, 12, 1)}},
    )
    assert found(series, 2567).status == "claimed-at-target"
    # A series whose first activity falls away no longer continues.
    assert found(series.without(["Activity:A7"]), 2567).status == "claimed-condition-open"
    same_year = KpiRecords(
        earlier.kpi,
        earlier.activities,
        earlier.supports,
        series={"s0": {"Activity:A7": date(2023, 10, 5)}},
    )
    assert found(same_year, 2567).status == "claimed-condition-open"
    second = Activity("Activity:A9", parse_date("2023-11-01"), dimension="education", round_no=2)
    rounds = earlier.adding(activities=[second], supports=[Support(second.id, "Kpi:k")])
    assert found(rounds, 2567).status == "claimed-at-target"


def test_an_activity_over_the_turn_of_the_year_does_not_continue_itself() -> None:
    aims = {2567: Target("Target:k/2567", 1, "", 0, 1)}
    alone = Activity("Activity:A1", parse_date("2023-09-29"), parse_date("2023-10-02"), series="s")
    first = Activity("Activity:A0", parse_date("2022-11-01"), series="s")
    support = Support(alone.id, "Kpi:k")
    on = Kpi("Kpi:k", "count", "threshold", (), aims)
    for others, status in (([], "claimed-condition-open"), ([first], "claimed-at-target")):
        given = case(on=on).adding(activities=[alone, *others], supports=[support])
        assert found(given, 2567).status == status
        provenance = Provenance(given, FISCAL, AS_OF)
        assert provenance.continuing([alone.id], year=2567) == ([alone.id] if others else [])


def test_an_activity_counts_once_in_a_kpi_however_often_it_is_linked() -> None:
    one = doing("A1")
    given = counted(one, Support(one.id, "Kpi:k"), Support(one.id, "Kpi:k", "produces evidence"))
    assert marks(given).claimed == 1


def test_a_count_is_confirmed_activity_by_activity_and_closed_only_by_evidence() -> None:
    records = doing("A1"), doing("A2"), link("A1", "Kpi:k", asserted=True), link("A2", "Kpi:k")
    given = counted(*records, paper("e1", activity="A1"))
    assert marks(given) == Marks(1, 2, None)
    assert found(given).standing == "unknown"
    closed = given.adding(evidence=[paper("e2", element="Kpi:k", year=2566, met=False)])
    assert (marks(closed), found(closed).standing) == (Marks(1, 2, 2), "below")


def share(*records: Evidence | Actual) -> KpiRecords:
    aims = {year: Target(f"Target:k/{year}", 60) for year in (2566, 2567)}
    return case(*records, on=Kpi("Kpi:k", "percent", "threshold", (), aims))


def test_a_percent_is_unknown_without_a_measurement_and_never_zero() -> None:
    one = found(share())
    assert (one.marks, one.status, one.standing) == (Marks(None, None, 100), "no-claim", "unknown")


def test_a_percent_is_the_latest_value_of_the_year() -> None:
    early = Actual("Actual:k/2566/1", "Kpi:k", 2566, 70, parse_date("2023-01-31"))
    late = Actual("Actual:k/2566/2", "Kpi:k", 2566, 62, parse_date("2023-08-31"))
    assert marks(share(late, early)) == Marks(None, 62, 100)
    assert marks(share(late, early), as_of=date(2023, 5, 1)) == Marks(None, 70, 100)
    confirmed = found(share(late, early, paper("e1", "2023-09-01", element="Kpi:k", value=62)))
    assert (confirmed.marks, confirmed.standing) == (Marks(62, 62, 62), "above")


def test_a_figure_is_of_its_year_and_never_summed() -> None:
    values = [Actual(f"Actual:k/{year}", "Kpi:k", year, value) for year, value in ((2566, 40), (2567, 35))]
    assert [marks(share(*values), year).claimed for year in (2566, 2567)] == [40, 35]


def surveyed(*records: Evidence | Actual | Activity | Support) -> KpiRecords:
    rungs = (
        level(1),
        *(
            Level(f"Level:k/L{n}", n, (Criterion(f"Criterion:k/L{n}/a", least, "awareness"),), "threshold")
            for n, least in ((2, 50.0), (3, 80.0))
        ),
    )
    return case(*records, paper("base", element="Level:k/L1"), on=ladder(levels=rungs))


def test_a_threshold_is_reached_by_a_measured_value_and_nothing_else() -> None:
    assert marks(surveyed(doing("A1"), link("A1", 2, asserted=True), paper("e1", activity="A1"))) == Marks(
        1, 1, 3
    )
    assert marks(surveyed(paper("e1", element="Criterion:k/L2/a"))) == Marks(1, 1, 3)
    survey = Actual("Actual:x", "Criterion:k/L2/a", 2566, 62)
    assert marks(surveyed(survey)) == Marks(1, 2, 3)
    assert marks(surveyed(survey, paper("e1", element="Criterion:k/L2/a"))) == Marks(1, 2, 3)
    assert marks(surveyed(survey, paper("e1", element="Criterion:k/L2/a", value=62))) == Marks(2, 2, 2)


def test_criteria_that_share_a_measure_share_its_values() -> None:
    survey = Actual("Actual:x", "Criterion:k/L2/a", 2566, 85)
    assert marks(surveyed(survey)) == Marks(1, 3, 3)
    assert marks(surveyed(survey, paper("e1", element="Criterion:k/L3/a", value=85))) == Marks(3, 3, 3)
    low = Actual("Actual:x", "Criterion:k/L3/a", 2566, 49.9)
    assert marks(surveyed(low, paper("e1", element="Criterion:k/L2/a", value=49.9))) == Marks(1, 1, 1)


@pytest.mark.parametrize(
    ("value", "attested"), [(40, Marks(1, 1, 1)), (60, Marks(2, 2, 2)), (80, Marks(3, 3, 3))]
)
def test_an_attested_survey_denies_the_levels_it_stays_below(value: float, attested: Marks) -> None:
    survey = Actual("Actual:x", "Criterion:k/L2/a", 2566, value)
    assert marks(surveyed(survey)).possible == 3  # nothing accepted says so
    one = found(surveyed(survey, paper("e1", element="Criterion:k/L2/a", value=value)))
    assert (one.marks, one.standing) == (attested, "at" if value == 80 else "below")
    assert bool(one.denied_by) is (value < 80)


def test_an_attested_percent_below_its_target_leaves_no_more_possible() -> None:
    low = Actual("Actual:k/2566", "Kpi:k", 2566, 40, parse_date("2023-08-31"))
    assert found(share(low)).marks == Marks(None, 40, 100)
    one = found(share(low, paper("e1", "2023-09-01", element="Kpi:k", value=40)))
    assert (one.marks, one.status, one.standing) == (Marks(40, 40, 40), "below-target", "below")
    assert one.denied_by == ("Evidence:e1",)


@pytest.mark.parametrize(
    ("day", "shown"),
    [("2023-08-30", Marks(None, 70, 100)), ("2023-08-31", Marks(70, 70, 70)), ("2023-08", Marks(70, 70, 70))],
)
def test_a_paper_older_than_the_measuring_does_not_attest_it(day: str, shown: Marks) -> None:
    value = Actual("Actual:k/2566", "Kpi:k", 2566, 70, parse_date("2023-08-31"))
    assert marks(share(value, paper("e1", day, element="Kpi:k", value=70))) == shown


def test_what_a_paper_of_no_weight_and_the_office_both_say_is_claimed_by_each() -> None:
    # Dated before the year it speaks of, the paper is not accepted; without a day, the result is older.
    early = paper("e1", "2022-08-01", element="Kpi:k", year=2567, value=1)
    given = case(early, Actual("Actual:r0", "Kpi:k", 2567, 1))
    assert marks(given, 2567).claimed == 1
    carrying = Provenance(given, FISCAL, AS_OF).carrying("claimed", 1, year=2567)
    assert carrying.minimal_sets.sets == (("Actual:r0",), ("Evidence:e1",))
    assert marks(given.without(["Evidence:e1"]), 2567).claimed == 1


def measured(threshold: float) -> Kpi:
    share = Criterion("Criterion:k/L1/a", threshold=threshold, measure="m", nature="measure")
    return ladder(levels=(Level("Level:k/L1", 1, (share,)),), target=1)


def test_a_rounded_paper_below_the_threshold_shows_it_with_the_typed_figure_alone() -> None:
    rounded = replace(paper("e1", "2023-09-01", element="Criterion:k/L1/a", value=49.6), is_rounded=True)
    given = case(rounded, Actual("Actual:r1", "Criterion:k/L1/a", 2566, 50), on=measured(50))
    assert marks(given) == Marks(1, 1, 1)
    carrying = Provenance(given, FISCAL, AS_OF).carrying("confirmed", 1, year=2566)
    assert carrying.minimal_sets.sets == (("Actual:r1", "Evidence:e1"),)
    assert marks(given.without(["Actual:r1"])).confirmed == 0


def test_a_typed_figure_that_a_paper_outweighs_claims_the_level_when_the_paper_is_gone() -> None:
    other = paper("e1", "2023-09-01", element="Criterion:k/L1/a", value=60)
    given = case(other, Actual("Actual:r1", "Criterion:k/L1/a", 2566, 80), on=measured(50))
    carrying = Provenance(given, FISCAL, AS_OF).carrying("claimed", 1, year=2566)
    assert carrying.minimal_sets.sets == (("Actual:r1",), ("Evidence:e1",))
    assert marks(given.without(["Evidence:e1"])).claimed == 1
