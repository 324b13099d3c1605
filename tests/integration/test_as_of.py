from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from graph.dates import PartialDate
from graph.store import Store
from plan.answers.trace_tables import trace_tables
from plan.ladders.plan_records import read_plan_records
from plan.ladders.trace import trace
from queries.catalog import run_question
from queries.table import Cell


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


@pytest.mark.parametrize(
    "question",
    [
        "ties", "tie-continuity", "asean-depth", "asean-gaps", "asean-coverage", "country-balance",
        "region-balance", "region-ahead", "partners", "plan-partners", "theme-diversity", "pipeline",
        "benchmarks", "network-reach", "communities",
    ],
)  # fmt: skip
def test_nothing_that_only_time_would_change_changes_after_the_end_of_the_record(
    store: Store, question: str
) -> None:
    """Nothing on record is later than February 2026: the answer of 2026 is that of 2029."""
    then, later = (run_question(store, question, as_of=day) for day in (date(2026, 11, 24), date(2029, 1, 1)))
    for one, other in zip(then, later, strict=True):
        assert [without_date(row) for row in one.rows] == [without_date(row) for row in other.rows], one.name
        assert (one.title, one.record_end) == (other.title, other.record_end)


def without_date(row: Mapping[str, Cell]) -> dict[str, Cell]:
    """Give a row without its sentence, which names the day asked about."""
    return {name: cell for name, cell in row.items() if name != "sentence"}
