"""From the graph to cases, on a small graph."""

from __future__ import annotations

from datetime import date

from graph.memory_store import MemoryStore
from graph.records import Batch, Edge, Node
from plan.clock import CALENDAR
from plan.ladders.plan_records import read_plan_records

AS_OF = date(2026, 11, 24)
NODES = [
    Node("Plan", "bma-fa-2566", {"period": "2566-2570"}),
    Node("Kpi", "k", {"kind": "level", "rule": "staged", "least_grade": "B2"}),
    Node("Kpi", "p", {"kind": "percent", "rule": "threshold"}),
    Node("Level", "k/L1", {"level": 1}),
    Node("Level", "k/L2", {"level": 2, "rule": "threshold"}),
    Node("Criterion", "k/L1/a"), Node("Criterion", "k/L1/b"),
    Node("Criterion", "k/L2/a", {"threshold": 50.0, "measure": "m"}),
    Node("Target", "k/2566", {"year": 2566, "value": 1.0, "condition": "ถ้า"}),
    Node("Activity", "A1", {"start_on": "2022-10-15", "status": "done"}),
    Node("Activity", "A2", {"start_on": "2023", "status": "done"}),
    Node("Evidence", "e1", {"verdict": "met", "grade": "A1", "dated_on": "2022-10-20"}),
    Node("Evidence", "e2", {"verdict": "met", "grade": "A1", "dated_on": "2023-01-20"}),
    Node("Actual", "p/2566", {"year": 2566, "value": 62.0, "measured_on": "2023-08-31"}),
]  # fmt: skip
EDGES = [
    *(Edge(f"Level:k/L{n}", "PART_OF", "Kpi:k") for n in (1, 2)),
    *(Edge(f"Criterion:{key}", "PART_OF", f"Level:{key[:-2]}") for key in ("k/L1/a", "k/L1/b", "k/L2/a")),
    Edge("Target:k/2566", "TARGET_OF", "Kpi:k"),
    Edge("Activity:A1", "SUPPORTS", "Criterion:k/L1/a", {"mode": "meets", "origin": "asserted"}),
    Edge("Activity:A2", "SUPPORTS", "Level:k/L1", {"mode": "meets", "origin": "rule"}),
    Edge("Evidence:e1", "ATTESTS", "Activity:A1"),
    Edge("Evidence:e2", "ATTESTS", "Activity:A1"),
    Edge("Evidence:e2", "ATTESTS", "Criterion:k/L1/b"),
    Edge("Actual:p/2566", "ACTUAL_OF", "Kpi:p"),
]


def store() -> MemoryStore:
    made = MemoryStore()
    made.replace(Batch(NODES, EDGES))
    return made


def test_a_case_holds_ladder_links_documents_and_values() -> None:
    book = read_plan_records(store(), as_of=AS_OF, rules="1")
    case = book.by_kpi["Kpi:k"]
    assert [len(rung.criteria) for rung in case.kpi.levels] == [2, 1]
    assert case.kpi.levels[1].criteria[0].threshold == 50
    assert {(s.activity, s.element, s.asserted) for s in case.supports} == {
        ("Activity:A1", "Criterion:k/L1/a", True), ("Activity:A2", "Level:k/L1", False),
    }  # fmt: skip
    assert {(p.id, p.activity, p.element) for p in case.evidence} == {
        ("Evidence:e1", "Activity:A1", ""), ("Evidence:e2", "Activity:A1", "Criterion:k/L1/b"),
    }  # fmt: skip
    assert [reading.value for reading in book.by_kpi["Kpi:p"].actuals] == [62]


def test_links_and_documents_together_confirm_a_level() -> None:
    (one,) = read_plan_records(store(), as_of=AS_OF, rules="1").assess("Kpi:k", years=[2566])
    assert one.marks.confirmed == 1
    assert one.status == "confirmed-at-target"
    assert (one.evidence, one.rules_version) == (("Evidence:e1", "Evidence:e2"), "1")
    assert one.unsure == ("Activity:A2",)


def test_records_held_count_what_is_surely_of_the_year() -> None:
    assert read_plan_records(store(), as_of=AS_OF).held == {2566: 1}
    assert read_plan_records(store(), as_of=AS_OF, clock=CALENDAR).held == {2565: 1, 2566: 1}
    assert read_plan_records(store(), as_of=date(2022, 10, 14)).held == {}


def test_the_calendar_clock_moves_an_october_event_out_of_the_plan() -> None:
    fiscal, calendar = (
        read_plan_records(store(), as_of=AS_OF, clock=clock).assess("Kpi:k", years=[2566])[0]
        for clock in (read_plan_records(store(), as_of=AS_OF).clock, CALENDAR)
    )
    assert (fiscal.marks.confirmed, calendar.marks.confirmed) == (1, 0)


def test_one_kpi_may_be_read_alone() -> None:
    assert list(read_plan_records(store(), as_of=AS_OF, kpis=["Kpi:p"]).by_kpi) == ["Kpi:p"]
