"""Next steps by hand: papers apart from things to do, choices, counts with conditions, measures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from graph.dates import parse_date
from plan.clock import FISCAL
from plan.ladders.account import gather
from plan.ladders.asks import asks_of
from plan.ladders.kpi import (
    Activity,
    Actual,
    Criterion,
    Evidence,
    Kpi,
    KpiRecords,
    Level,
    Support,
    Target,
    series_days,
)
from plan.ladders.next_steps import NextGoal, NextSteps, next_steps
from plan.ladders.plan_records import PlanRecords

AS_OF = date(2024, 3, 1)  # fiscal 2567 runs
LEVELS = tuple(Level(f"Level:k/L{n}", n, (Criterion(f"Criterion:k/L{n}/a"),)) for n in (1, 2, 3))


def ladder(rule: str = "staged", levels: tuple[Level, ...] = LEVELS, target: float = 3) -> Kpi:
    aims = {year: Target(f"Target:k/{year}", target) for year in range(2566, 2571)}
    return Kpi("Kpi:k", "level", rule, levels, aims)


def steps(case: KpiRecords, year: int = 2567, as_of: date = AS_OF) -> NextSteps:
    return next_steps(PlanRecords({"Kpi:k": case}, {}, range(2566, 2571), FISCAL, as_of), "Kpi:k", year=year)


def plain(goal: NextGoal) -> list[list[tuple[str, str]]]:
    return [[(step.element.partition("/")[2], step.kind) for step in one] for one in goal.sets]


def test_a_staged_ladder_lacks_every_step_up_to_its_goal_papers_apart() -> None:
    doing = Activity("Activity:A1", parse_date("2023-05-01"))
    found = steps(KpiRecords(ladder(), {doing.id: doing}, (Support(doing.id, "Level:k/L1"),)))
    assert [(goal.value, goal.is_target) for goal in found.goals] == [(1, False), (2, False), (3, True)]
    first, second, target = found.goals
    assert plain(first) == [[("L1/a", "paper")]]
    assert first.sets[0][0].claimed_by == ("Activity:A1",)
    assert plain(second) == [[("L1/a", "paper"), ("L2/a", "do")]]
    assert plain(target) == [[("L1/a", "paper"), ("L2/a", "do"), ("L3/a", "do")]]


def test_under_best_single_every_level_that_would_do_is_a_choice_papers_first() -> None:
    doing = Activity("Activity:A1", parse_date("2023-05-01"))
    found = steps(KpiRecords(ladder("best-single"), {doing.id: doing}, (Support(doing.id, "Level:k/L2"),)))
    assert plain(found.goals[0]) == [[("L2/a", "paper")], [("L1/a", "do")], [("L3/a", "do")]]


def test_nothing_is_asked_above_the_top() -> None:
    proofs = tuple(
        Evidence(f"Evidence:e{n}", True, "A1", parse_date("2023-05-01"), "", f"Level:k/L{n}")
        for n in (1, 2, 3)
    )
    assert steps(KpiRecords(ladder(), evidence=proofs)).goals == ()


def test_a_document_that_denies_is_named_with_its_step() -> None:
    no = Evidence("Evidence:no", False, "A1", parse_date("2024-02-01"), "", "Level:k/L1", 2567)
    (step,) = steps(KpiRecords(ladder(), evidence=(no,))).goals[0].sets[0]
    assert (step.kind, step.denied_by) == ("do", ("Evidence:no",))


def test_an_activity_of_unsure_date_is_a_date_to_seek() -> None:
    doing = Activity("Activity:A1", None)
    (step,) = (
        steps(KpiRecords(ladder(), {doing.id: doing}, (Support(doing.id, "Level:k/L1"),))).goals[0].sets[0]
    )
    assert (step.kind, step.unsure) == ("do", ("Activity:A1",))


def test_a_threshold_asks_for_a_measurement_and_then_for_a_better_one() -> None:
    rungs = (Level("Level:k/L1", 1, (Criterion("Criterion:k/L1/a", 50.0, "m"),)),)
    (step,) = steps(KpiRecords(ladder(levels=rungs, target=1))).goals[0].sets[0]
    assert (step.kind, step.least, step.unit) == ("measure", 50, "percent")
    low = Actual("Actual:r", "Criterion:k/L1/a", 2567, 40)
    (step,) = steps(KpiRecords(ladder(levels=rungs, target=1), actuals=(low,))).goals[0].sets[0]
    assert (step.kind, step.least, step.unit) == ("do", 50, "percent")
    high = Actual("Actual:r", "Criterion:k/L1/a", 2567, 60)
    (step,) = steps(KpiRecords(ladder(levels=rungs, target=1), actuals=(high,))).goals[0].sets[0]
    assert (step.kind, step.claimed_by, step.unit) == ("paper", ("Actual:r",), "documents")


def test_a_panel_asks_for_a_decision() -> None:
    (step,) = steps(KpiRecords(ladder("panel"))).goals[0].sets[0]
    assert (step.kind, step.unit) == ("decide", "decisions")


def counted(*doings: Activity, evidence: tuple[Evidence, ...] = ()) -> KpiRecords:
    aims = {2567: Target("Target:k/2567", 3, "", 1, 1)}
    kpi = Kpi("Kpi:k", "count", "threshold", (), aims)
    supports = tuple(Support(doing.id, "Kpi:k", asserted=True) for doing in doings)
    return KpiRecords(kpi, {d.id: d for d in doings}, supports, evidence, series=series_days(doings))


def held(key: str, dimension: str, round_no: int | None = None) -> Activity:
    return Activity(f"Activity:{key}", parse_date("2024-01-10"), None, True, dimension, "", round_no)


def test_a_count_lacks_dimensions_continuing_ones_and_numbers() -> None:
    (goal,) = steps(counted(held("A1", "education"))).goals
    (found,) = goal.sets
    assert [(s.kind, s.least, s.dimension, s.is_continuing) for s in found] == [
        ("do", 1, "arts_culture_creativity", False),
        ("do", 1, "global_knowledge", False),
        ("do", 1, "", True),
        ("paper", 1, "education", False),
    ]


def test_a_count_claimed_at_target_lacks_papers_on_what_its_condition_asks() -> None:
    # F16: any paper of global knowledge would be no help once that is shown.
    every = [
        held("A1", "education", 2),
        held("A2", "arts_culture_creativity"),
        held("A3", "arts_culture_creativity"),
        held("A4", "global_knowledge"),
        held("A5", "global_knowledge"),
    ]
    proof = Evidence("Evidence:e1", True, "A1", parse_date("2024-02-01"), "Activity:A4")
    (goal,) = steps(counted(*every, evidence=(proof,))).goals
    (found,) = goal.sets
    assert [(s.kind, s.least, s.dimension, s.is_continuing, s.claimed_by) for s in found] == [
        ("paper", 1, "education", False, ("Activity:A1",)),
        ("paper", 1, "arts_culture_creativity", False, ("Activity:A2", "Activity:A3")),
        ("paper", 1, "", True, ("Activity:A1",)),
    ]


def test_a_paper_names_activity_and_kpi_unless_an_officer_has_linked_it() -> None:
    # F16: papers that they took place confirm nothing for links that rules have made.
    linked, ruled, shown = (held(key, "education") for key in ("A1", "A2", "A3"))
    proof = Evidence("Evidence:e1", True, "A1", parse_date("2024-02-01"), shown.id)
    weak = Evidence("Evidence:e2", True, "E5", parse_date("2024-02-01"), "", "Kpi:k")
    case = counted(linked, ruled, shown, evidence=(proof, weak))
    supports = tuple(replace(s, asserted=s.activity == linked.id) for s in case.supports)
    account = gather(replace(case, supports=supports), clock=FISCAL, as_of=AS_OF)
    keys = [*case.activities, proof.id, weak.id, "Actual:r"]
    assert asks_of(account, "Kpi:k", keys) == {
        linked.id: "took-place",
        ruled.id: "both",
        shown.id: "link",
        "Actual:r": "figure",
        weak.id: "better",
    }


def test_a_reported_count_that_meets_its_target_asks_for_the_one_paper_that_states_it() -> None:
    rows = [
        Actual(f"Actual:{name}", "Kpi:k", 2567, 1, parse_date("2024-02-01"), "", name, 1)
        for name in ("education", "arts_culture_creativity", "global_knowledge")
    ]
    (goal,) = steps(replace(counted(), actuals=tuple(rows))).goals
    ((step,), *_) = goal.sets
    assert (step.kind, step.least, set(step.asks.values())) == ("paper", 1, {"figure"})
    assert step.claimed_by == tuple(sorted(row.id for row in rows))


def test_a_closed_year_asks_for_papers_alone() -> None:
    # F17: 34 of 50 were trained in 2567; nothing can be done for it in 2568.
    kpi = Kpi("Kpi:k", "percent", "threshold", (), {2567: Target("Target:k/2567", 70)})
    low = KpiRecords(kpi, actuals=(Actual("Actual:r", "Kpi:k", 2567, 68, parse_date("2024-09-30")),))
    found = steps(low, as_of=date(2025, 3, 1))
    ((step,),) = found.goals[0].sets
    assert (found.is_closed, step.kind, step.least) == (True, "closed", 70)
    assert steps(low, as_of=date(2024, 9, 30)).goals[0].sets[0][0].kind == "do"
    ladder_steps = steps(KpiRecords(ladder()), as_of=date(2025, 3, 1)).goals[-1].sets[0]
    assert {one.kind for one in ladder_steps} == {"closed"}


def test_a_closed_year_that_accepted_papers_put_out_of_reach_asks_for_nothing() -> None:
    # F17: the document states 68; no paper can make it 70.
    kpi = Kpi("Kpi:k", "percent", "threshold", (), {2567: Target("Target:k/2567", 70)})
    paper = Evidence("Evidence:e", True, "A1", parse_date("2024-10-05"), "", "Kpi:k", 2567, 68)
    (goal,) = steps(KpiRecords(kpi, evidence=(paper,)), as_of=date(2025, 3, 1)).goals
    assert goal.sets == ()


def test_no_paper_is_asked_on_a_result_that_a_later_one_replaced() -> None:
    # F17: 80 in March, 92 in September.
    kpi = Kpi("Kpi:k", "percent", "threshold", (), {2567: Target("Target:k/2567", 70)})
    results = (
        Actual("Actual:march", "Kpi:k", 2567, 80, parse_date("2024-01-31")),
        Actual("Actual:september", "Kpi:k", 2567, 92, parse_date("2024-02-20")),
    )
    ((step,),) = steps(KpiRecords(kpi, actuals=results)).goals[0].sets
    assert (step.kind, step.claimed_by) == ("paper", ("Actual:september",))


def test_a_percent_asks_for_a_figure_then_for_its_paper() -> None:
    kpi = Kpi("Kpi:k", "percent", "threshold", (), {2567: Target("Target:k/2567", 60)})
    ((step,),) = steps(KpiRecords(kpi)).goals[0].sets
    assert (step.kind, step.least, step.unit) == ("measure", 60, "percent")
    reached = KpiRecords(kpi, actuals=(Actual("Actual:r", "Kpi:k", 2567, 61),))
    ((step,),) = steps(reached).goals[0].sets
    assert (step.kind, step.claimed_by) == ("paper", ("Actual:r",))


def test_a_year_not_begun_is_judged_on_its_first_day_with_what_is_known_today() -> None:
    known, later = (
        Activity(f"Activity:{key}", parse_date(day))
        for key, day in (("A1", "2024-02-01"), ("A2", "2024-06-01"))
    )
    supports = (Support("Activity:A1", "Level:k/L1"), Support("Activity:A2", "Level:k/L2"))
    found = steps(KpiRecords(ladder(), {d.id: d for d in (known, later)}, supports), 2568)
    assert found.judged_on == date(2024, 10, 1)
    assert found.now.marks.claimed == 1


def test_activities_that_move_nothing_are_where_to_look_first() -> None:
    doings = {key: Activity(key, parse_date(day)) for key, day in (
        ("Activity:A1", "2023-11-01"), ("Activity:A2", "2022-01-01"), ("Activity:A3", "2023-11-02"),
    )}  # fmt: skip
    supports = (
        Support("Activity:A1", "Kpi:k", "enables"), Support("Activity:A2", "Kpi:k", "enables"),
        Support("Activity:A3", "Kpi:k", "enables"), Support("Activity:A3", "Level:k/L1"),
    )  # fmt: skip
    assert steps(KpiRecords(ladder(), doings, supports)).nearby == ("Activity:A1",)
