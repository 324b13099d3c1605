from __future__ import annotations

from datetime import date

import pytest

from graph.dates import PartialDate
from graph.store import Store
from plan.answers.trace_tables import trace_tables
from plan.ladders.plan_records import read_plan_records
from plan.ladders.trace import trace


@pytest.mark.parametrize("day", [date(2021, 1, 1), date(2023, 6, 30), date(2026, 11, 24)])
def test_no_listed_activity_is_later_than_the_date(store: Store, day: date) -> None:
    for table in trace_tables(store, trace(store, "Tactic:2.1"), as_of=day):
        if table.name == "activities":
            assert table.rows
            days = [row["date"] for row in table.rows]
            assert all(isinstance(one, PartialDate) and one.isoformat() <= day.isoformat() for one in days)


def test_a_count_needs_a_continuing_activity_once_its_target_asks_for_one(store: Store) -> None:
    book = read_plan_records(store, as_of=date(2026, 11, 24))
    first, _, third = book.assess("Kpi:1.3-1", years=[2566, 2567, 2568])
    assert third.status == "claimed-at-target"
    done = [store.node(key) for key in third.activities]
    assert any((activity.number("round_no") or 0) > 1 for activity in done if activity)
    assert (first.marks.claimed, first.status) == (2, "claimed-below-target")


def test_bilateral_talks_move_no_rung_of_the_asean_kpi(store: Store) -> None:
    edges = [*store.edges_from("Activity:A273", "SUPPORTS"), *store.edges_from("Activity:A223", "SUPPORTS")]
    modes = {edge.text("mode") for edge in edges if "2.1-1" in edge.target}
    assert modes == {"enables"}
