"""Each check of the plan finds what it is for, and nothing on a plan without fault."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from graph.issues import errors_among
from graph.records import Value
from graph.store import Store
from plan.answers.checks import check_order_of_marks, check_plan, find_all
from plan.ladders.plan_records import read_plan_records
from plan.ladders.states import Marks
from plan.making.assemble import Assembly

if TYPE_CHECKING:
    from tests.unit.conftest import Sketch

AS_OF = date(2026, 11, 24)


def sound_plan(sketch: Sketch) -> None:
    """One count KPI and one ladder with an owner, targets up to its top, and goals of their own."""
    sketch.record("Plan", "bma-fa-2566", period="2566-2567")
    sketch.record("Tactic", "1.1")
    sketch.record("Agency", "office", kind="office")
    for key, kind, rule in (("1.1-1", "level", "staged"), ("1.1-2", "count", "threshold")):
        kpi = sketch.record("Kpi", key, kind=kind, rule=rule, least_grade="B2")
        sketch.link(kpi, "PART_OF", "Tactic:1.1")
        sketch.link("Agency:office", "LEADS", kpi)
        goal = sketch.record("Goal", f"1.1/G{key[-1]}")
        sketch.link(goal, "PART_OF", "Tactic:1.1")
        sketch.link(kpi, "MEASURES", goal)
        for number in (1, 2):
            target = sketch.record(
                "Target", f"{key}/{2565 + number}", year=2565 + number, value=float(number)
            )
            sketch.link(target, "TARGET_OF", kpi)
    for number in (1, 2):
        level = sketch.record("Level", f"1.1-1/L{number}", level=number)
        sketch.link(level, "PART_OF", "Kpi:1.1-1")
        sketch.link(sketch.record("Criterion", f"1.1-1/L{number}/a"), "PART_OF", level)


def found(sketch: Sketch) -> list[tuple[str, str]]:
    store = sketch.store()
    return [(issue.code, issue.place) for issue in check_plan(store, read_plan_records(store, as_of=AS_OF))]


def test_a_project_is_found_from_its_second_kpi_on(sketch: Sketch) -> None:
    sound_plan(sketch)
    project = sketch.record("Project", "P01")
    sketch.link(project, "ADVANCES", "Kpi:1.1-1")
    assert found(sketch) == []
    sketch.link(project, "ADVANCES", "Kpi:1.1-2")
    assert found(sketch) == [("project-under-several-kpis", "Project:P01")]


def test_a_plan_without_fault_has_no_finding(sketch: Sketch) -> None:
    sound_plan(sketch)
    assert found(sketch) == []


@pytest.mark.parametrize(
    ("node", "properties", "code"),
    [
        ("Kpi:1.1-1", {"rule": ""}, "kpi-without-rule"),
        ("Agency:office", {"kind": "open_group"}, "kpi-without-owner"),
        ("Kpi:1.1-1", {"condition": "may move"}, "targets-conditional"),
        ("Target:1.1-1/2567", {"value": 3.0}, "target-off-scale"),
        ("Target:1.1-1/2566", {"value": 0.0}, "target-off-scale"),
        ("Target:1.1-2/2566", {"value": -1.0}, "target-off-scale"),
        ("Target:1.1-1/2566", {"value": 2.0}, "level-never-targeted"),
        ("Target:1.1-1/2567", {"value": 1.0}, "top-never-targeted"),
        ("Target:1.1-1/2567", {"condition": "if approved"}, "target-conditional"),
    ],
)
def test_a_fault_of_the_plan_is_found(
    sketch: Sketch, node: str, properties: dict[str, Value], code: str
) -> None:
    sound_plan(sketch)
    sketch.change(node, **properties)
    assert code in {each for each, _ in found(sketch)}


def test_a_condition_that_is_counted_is_no_finding(sketch: Sketch) -> None:
    sound_plan(sketch)
    sketch.change("Target:1.1-2/2567", condition="one in each field", each_dimension=1)
    assert found(sketch) == []


def test_a_level_without_a_criterion_and_a_goal_without_its_kpi_are_found(sketch: Sketch) -> None:
    sound_plan(sketch)
    sketch.link(sketch.record("Level", "1.1-1/L3", level=3), "PART_OF", "Kpi:1.1-1")
    sketch.link(sketch.record("Goal", "1.1/G3"), "PART_OF", "Tactic:1.1")
    assert ("level-without-criterion", "Level:1.1-1/L3") in found(sketch)
    assert ("goal-without-own-kpi", "Goal:1.1/G3") in found(sketch)


@pytest.mark.parametrize(
    "same",
    [{"series": "diwali", "round_no": 3}, {"name": "Diwali"}],
    ids=["series and round", "name and day"],
)
def test_two_activities_that_look_like_one_are_found_in_a_count(
    sketch: Sketch, same: dict[str, Value]
) -> None:
    sound_plan(sketch)
    for key in ("A1", "A2"):
        activity = sketch.activity(key, "2023-01-01", **same)
        sketch.link(activity, "SUPPORTS", "Kpi:1.1-2", mode="meets", origin="rule")
    assert found(sketch) == [("unit-claimed-twice", "Activity:A2")]


def test_a_criterion_with_context_links_alone_is_found(sketch: Sketch) -> None:
    sound_plan(sketch)
    activity = sketch.activity("A1", "2023-01-01")
    sketch.link(activity, "SUPPORTS", "Level:1.1-1/L1", mode="context", origin="rule")
    assert found(sketch) == [("criterion-only-context", "Criterion:1.1-1/L1/a")]
    sketch.link(activity, "SUPPORTS", "Criterion:1.1-1/L1/a", mode="meets", origin="asserted")
    assert found(sketch) == []


def test_a_result_without_a_document_and_a_document_without_paper_are_found(sketch: Sketch) -> None:
    sound_plan(sketch)
    sketch.link(sketch.record("Actual", "1.1-2/2566", year=2566, value=4.0), "ACTUAL_OF", "Kpi:1.1-2")
    assert found(sketch) == [("result-without-evidence", "Actual:1.1-2/2566")]
    document = sketch.record("Evidence", "e", verdict="met", grade="A1", dated_on="2023-05-01", reviewer="x")
    sketch.link(document, "ATTESTS", "Kpi:1.1-2")
    sketch.change(document, value=5.0)
    stated = [("evidence-without-paper", "Evidence:e"), ("result-without-evidence", "Actual:1.1-2/2566")]
    assert found(sketch) == stated
    sketch.change(document, value=4.0)
    assert found(sketch) == [("evidence-without-paper", "Evidence:e")]
    sketch.change(document, document_no="1/2566")
    assert found(sketch) == []


def test_marks_out_of_order_are_critical(sketch: Sketch, monkeypatch: pytest.MonkeyPatch) -> None:
    sound_plan(sketch)
    store = sketch.store()
    book = read_plan_records(store, as_of=AS_OF)
    assert check_order_of_marks(book) == []
    monkeypatch.setattr("plan.ladders.readings.level_marks", lambda *_: Marks(2.0, 1.0, 2.0))
    assert {issue.severity for issue in check_order_of_marks(book)} == {"critical"}


def test_on_the_plan_the_known_levels_and_goals_are_found_and_nothing_is_an_error(
    assembly: Assembly, store: Store
) -> None:
    issues = find_all(store, read_plan_records(store, as_of=AS_OF), issues=assembly.issues)
    places = {code: [i.place for i in issues if i.code == code] for code in {i.code for i in issues}}
    assert places["level-never-targeted"] == [
        "Level:1.2-1/L1", "Level:2.1-1/L4", "Level:2.2-2/L5", "Level:3.1-1/L1", "Level:3.1-1/L5",
        "Level:3.3-1/L1",
    ]  # fmt: skip
    assert places["goal-without-own-kpi"] == ["Goal:3.1/G2"]
    assert places["project-under-several-kpis"] == ["Project:P05"]
    (words,) = [issue.words.en for issue in issues if issue.code == "project-under-several-kpis"]
    assert words.startswith("P05 is printed under 3 KPIs (1.2-1, 1.3-1, 2.3-1)")
    assert places["top-never-targeted"] == ["Kpi:2.2-2", "Kpi:3.1-1"]
    assert places["targets-conditional"] == ["Kpi:3.1-1"]
    assert len(places["target-conditional"]) == 4
    assert errors_among(issues) == []


def test_a_gatherers_guess_stands_below_the_warnings(assembly: Assembly, store: Store) -> None:
    issues = find_all(store, read_plan_records(store, as_of=AS_OF), issues=assembly.issues)
    assert {i.severity for i in issues if i.code == "link-tactic-differs"} == {"advice"}
