"""Orphans, on a plan small enough to count by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from plan.answers.orphans import orphan_tables
from plan.ladders.plan_records import read_plan_records
from plan.making.rules import read_rules
from queries.table import ABSENT, Table

if TYPE_CHECKING:
    from tests.unit.conftest import Sketch

AS_OF = date(2024, 6, 1)  # within fiscal 2567
RULES = """
version = "1"
[defaults]
status = ["done"]
[[kpi]]
key = "1.1-1"
[[kpi.rule]]
id = "R-1"
on = "L1"
mode = "meets"
reason_th = "ก"
reason_en = "a"
when = { kind = ["signing"] }
[[project]]
key = "P01"
[[project.rule]]
id = "R-P01"
reason_th = "ก"
reason_en = "a"
when = { kind = ["conference"] }
[[no_rule]]
of = ["Project:P02"]
reason_th = "งานภายใน"
reason_en = "It is inner work."
"""


def small_plan(sketch: Sketch) -> None:
    """One ladder of two levels, targets 1 and 2 in 2566 and 2567, and two projects under it."""
    sketch.batch.nodes.clear()
    sketch.record("Plan", "bma-fa-2566", period="2566-2567")
    sketch.record("Tactic", "1.1")
    kpi = sketch.record("Kpi", "1.1-1", kind="level", rule="staged", least_grade="B2")
    sketch.link(kpi, "PART_OF", "Tactic:1.1")
    for number in (1, 2):
        level = sketch.record("Level", f"1.1-1/L{number}", level=number)
        sketch.link(level, "PART_OF", kpi)
        sketch.link(sketch.record("Criterion", f"1.1-1/L{number}/a"), "PART_OF", level)
        target = sketch.record("Target", f"1.1-1/{2565 + number}", year=2565 + number, value=float(number))
        sketch.link(target, "TARGET_OF", kpi)
    for key in ("P01", "P02"):
        sketch.link(sketch.record("Project", key), "ADVANCES", kpi)


def tables(
    sketch: Sketch, *, as_of: date = AS_OF, unlinked: dict[str, str] | None = None
) -> dict[str, Table]:
    store = sketch.store()
    book = read_plan_records(store, as_of=as_of)
    return {
        table.name: table
        for table in orphan_tables(store, book, unlinked=unlinked or {}, rules=read_rules(RULES))
    }


def test_an_activity_is_listed_with_why_it_moves_nothing(sketch: Sketch) -> None:
    small_plan(sketch)
    moving, beside, project, bare, undated, early = (
        sketch.activity(key, start)
        for key, start in (
            ("A1", "2023-01-01"), ("A2", "2023-01-02"), ("A3", "2023-01-03"), ("A4", "2023-01-04"),
            ("A5", ""), ("A6", "2021-01-01"),
        )
    )  # fmt: skip
    sketch.link(moving, "SUPPORTS", "Criterion:1.1-1/L1/a", mode="meets", origin="rule")
    sketch.link(beside, "SUPPORTS", "Criterion:1.1-1/L1/a", mode="enables", origin="rule")
    sketch.link(project, "CARRIES_OUT", "Project:P01", origin="rule")
    sketch.activity("A7", "2025-01-01")  # not begun on the day
    table = tables(sketch, unlinked={bare: "no-rule", undated: "undated", early: "no-rule"})[
        "idle-activities"
    ]
    assert [(row["activity"], row["why"].en) for row in table.rows] == [  # type: ignore[union-attr]
        (beside, "linked as enabling or context only"),
        (project, "carries out a project, meets no criterion"),
        (bare, "no rule fits it"),
        (undated, "undated"),
    ]
    assert table.title.en == "4 of 5 activities in the plan's years, or undated, move no level"


def test_an_officers_link_from_what_did_not_take_place_is_told_apart(sketch: Sketch) -> None:
    small_plan(sketch)
    planned = sketch.activity("A1", "2024-03-01", status="planned")
    sketch.link(planned, "SUPPORTS", "Criterion:1.1-1/L1/a", mode="meets", origin="asserted")
    (row,) = tables(sketch)["idle-activities"].rows
    assert row["why"].en == "linked, but not confirmed that it took place"  # type: ignore[union-attr]


def test_a_criterion_is_touched_by_an_activity_a_document_or_an_unsure_date(sketch: Sketch) -> None:
    small_plan(sketch)
    activity = sketch.activity("A1", "2023")  # two fiscal years
    sketch.link(activity, "SUPPORTS", "Level:1.1-1/L1", mode="meets", origin="rule")
    table = tables(sketch)["untouched-criteria"]
    assert [(row["criterion"], row["asked_from"]) for row in table.rows] == [("1.1-1/L2/a", 2567)]
    document = sketch.record("Evidence", "e", verdict="not_met", grade="A1", dated_on="2023-05-01")
    sketch.link(document, "ATTESTS", "Criterion:1.1-1/L2/a")
    assert tables(sketch)["untouched-criteria"].rows == []


def test_a_context_link_touches_nothing_and_is_counted_beside(sketch: Sketch) -> None:
    small_plan(sketch)
    activity = sketch.activity("A1", "2023-01-01")
    sketch.link(activity, "SUPPORTS", "Level:1.1-1/L1", mode="context", origin="rule")
    rows = {row["criterion"]: row["idle_links"] for row in tables(sketch)["untouched-criteria"].rows}
    assert rows == {"1.1-1/L1/a": 1, "1.1-1/L2/a": 0}


def test_a_level_that_no_target_needs_is_asked_for_in_no_year(sketch: Sketch) -> None:
    small_plan(sketch)
    sketch.change("Kpi:1.1-1", rule="best-single")
    sketch.change("Target:1.1-1/2566", value=2.0)
    rows = {row["criterion"]: row["asked_from"] for row in tables(sketch)["untouched-criteria"].rows}
    assert rows == {"1.1-1/L1/a": ABSENT, "1.1-1/L2/a": 2566}


def test_only_targets_of_years_not_closed_are_open(sketch: Sketch) -> None:
    small_plan(sketch)
    rows = tables(sketch)["unplanned-targets"].rows
    assert [(row["kpi"], row["year"], row["target"], row["projects"]) for row in rows] == [
        ("1.1-1", 2567, 2, "P01, P02")
    ]


def test_what_is_planned_for_a_year_counts_and_what_was_called_off_does_not(sketch: Sketch) -> None:
    small_plan(sketch)
    planned = sketch.activity("A1", "2024-08-01", status="planned")
    sketch.link(planned, "CARRIES_OUT", "Project:P01", origin="asserted")
    found = tables(sketch)
    assert found["unplanned-targets"].rows == []
    assert [row["project"] for row in found["idle-projects"].rows] == ["P02"]
    sketch.change(planned, status="cancelled")
    assert len(tables(sketch)["unplanned-targets"].rows) == 1


def test_k5_a_project_without_a_rule_says_so_and_why(sketch: Sketch) -> None:
    small_plan(sketch)
    sketch.record("Project", "P03")
    table = tables(sketch)["idle-projects"]
    assert table.title.en == "3 of 3 projects have no activity linked; for 2 of them no rule is written"
    assert {row["project"]: row["no_link"].en for row in table.rows} == {  # type: ignore[union-attr]
        "P01": "a rule is written; no activity on record fits it",
        "P02": "no rule is written for it. It is inner work.",
        "P03": "no rule is written for it",
    }


def test_k5_activities_that_lack_but_a_date_or_their_confirmation_stand_beside_the_project(
    sketch: Sketch,
) -> None:
    small_plan(sketch)
    sketch.activity("A1", "2024-03-01", status="announced")
    sketch.activity("A2", "")
    sketch.activity("A3", "2024-03-01", status="cancelled")
    sketch.activity("A4", "2021-03-01", status="announced")  # before the plan
    sketch.activity("A5", "", kind="signing")
    rows = {row["project"]: row["lacking"] for row in tables(sketch)["idle-projects"].rows}
    assert rows == {"P01": "A1, A2", "P02": ABSENT}


def test_k4_a_criterion_says_whether_a_rule_leads_to_it(sketch: Sketch) -> None:
    small_plan(sketch)
    rows = {row["criterion"]: row["by_rule"] for row in tables(sketch)["untouched-criteria"].rows}
    assert {key: cell.en for key, cell in rows.items()} == {  # type: ignore[union-attr]
        "1.1-1/L1/a": "written; no activity on record fits it",
        "1.1-1/L2/a": "no rule is written for it",
    }
