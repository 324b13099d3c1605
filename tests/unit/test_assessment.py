from __future__ import annotations

from datetime import date

import pytest

from graph.memory_store import MemoryStore
from graph.records import Batch, Edge, Node, known
from plan.assessment import Assessment, assess, staged_level

AS_OF = date(2026, 11, 24)
PLAN = Node("Plan", "bma-fa-2566", {"period": "2566-2570"})


def activity(key: str, start: str, **properties: str) -> Node:
    return Node("Activity", key, known(**{"start_on": start, "status": "done", **properties}))


def supports(key: str, level: int, mode: str = "meets") -> Edge:
    return Edge(f"Activity:{key}", "SUPPORTS", f"Level:k/L{level}", {"mode": mode})


def level_kpi(
    rule: str, period: str, activities: list[Node], edges: list[Edge], targets: dict[int, float]
) -> MemoryStore:
    kpi = Node("Kpi", "k", {"kind": "level", "rule": rule, "period": period})
    levels = [Node("Level", f"k/L{n}", {"level": n}) for n in range(1, 6)]
    aims = [Node("Target", f"k/{year}", {"year": year, "value": value}) for year, value in targets.items()]
    parts = [Edge(level.id, "PART_OF", kpi.id) for level in levels]
    aimed = [Edge(aim.id, "TARGET_OF", kpi.id) for aim in aims]
    store = MemoryStore()
    store.replace(Batch([PLAN, kpi, *levels, *aims, *activities], [*parts, *aimed, *edges]))
    return store


def assessed(
    activities: list[Node], edges: list[Edge], *, rule: str = "best-single", period: str = "in-period",
    year: int = 2566, targets: dict[int, float] | None = None, as_of: date = AS_OF,
) -> Assessment:  # fmt: skip
    store = level_kpi(rule, period, activities, edges, targets if targets is not None else {2566: 3})
    kpi = store.node("Kpi:k")
    assert kpi is not None
    return assess(store, kpi, year=year, as_of=as_of)


def test_best_single_takes_the_highest_and_staged_needs_every_step() -> None:
    made = (
        [activity("A1", "2023-01-01"), activity("A2", "2023-02-01")],
        [supports("A1", 1), supports("A2", 3)],
    )
    best, staged = assessed(*made), assessed(*made, rule="staged")
    assert (best.claimed, best.claimed_staged) == (3, 1)
    assert staged.claimed == 1
    assert best.status == "claimed-at-target"
    assert staged.status == "claimed-below-target"


def test_staged_without_the_first_step_is_no_level() -> None:
    found = assessed([activity("A1", "2023-01-01")], [supports("A1", 5)], rule="staged")
    assert (found.claimed, found.status) == (0, "no-claim")


@pytest.mark.parametrize(("rungs", "level"), [([], 0), ([1], 1), ([1, 2, 3], 3), ([2, 3], 0), ([1, 3], 1)])
def test_staged_level(rungs: list[int], level: int) -> None:
    assert staged_level(rungs) == level


def test_what_is_not_attested_is_never_confirmed_and_stays_possible() -> None:
    found = assessed([activity("A1", "2023-01-01")], [supports("A1", 2)])
    assert (found.confirmed, found.claimed, found.possible) == (0, 2, 5)


def test_cumulative_carries_over_and_in_period_does_not() -> None:
    made = [activity("A1", "2023-01-01")], [supports("A1", 1)]
    assert assessed(*made, period="cumulative", year=2567).claimed == 1
    assert assessed(*made, period="in-period", year=2567).claimed == 0


def test_cumulative_begins_with_the_plan() -> None:
    found = assessed([activity("A1", "2022-09-30")], [supports("A1", 1)], period="cumulative")
    assert found.claimed == 0


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
    assert assessed([activity("A1", start)], [supports("A1", 1)], year=year).claimed == claimed


def test_a_date_over_two_years_counts_in_the_cumulative_span_that_holds_both() -> None:
    made = [activity("A1", "2023")], [supports("A1", 1)]
    assert assessed(*made, period="cumulative", year=2566).claimed == 0
    assert assessed(*made, period="cumulative", year=2567).claimed == 1


@pytest.mark.parametrize("status", ["announced", "planned", "cancelled", "unknown", "confirmed"])
def test_only_what_is_done_moves_a_level(status: str) -> None:
    assert assessed([activity("A1", "2023-01-01", status=status)], [supports("A1", 1)]).claimed == 0


@pytest.mark.parametrize(
    ("mode", "claimed"), [("meets", 2), ("produces evidence", 2), ("enables", 0), ("context", 0)]
)
def test_only_two_modes_move_a_level(mode: str, claimed: int) -> None:
    assert assessed([activity("A1", "2023-01-01")], [supports("A1", 2, mode)]).claimed == claimed


def test_what_is_after_the_day_does_not_count() -> None:
    made = [activity("A1", "2023-05-01")], [supports("A1", 1)]
    assert assessed(*made, as_of=date(2023, 4, 30)).claimed == 0
    assert assessed(*made, as_of=date(2023, 5, 1)).claimed == 1


def test_a_year_that_has_not_begun_has_no_actual() -> None:
    found = assessed([], [], year=2570, as_of=date(2026, 9, 30), targets={2570: 5})
    assert (found.confirmed, found.claimed, found.possible) == (None, None, None)
    assert found.status == "not-begun"
    assert found.target is not None


def test_a_year_without_a_target() -> None:
    found = assessed([activity("A1", "2023-01-01")], [supports("A1", 1)], targets={})
    assert (found.claimed, found.status) == (1, "no-target")


def test_records_held_counts_every_activity_of_the_year() -> None:
    found = assessed([activity("A1", "2023-01-01"), activity("A2", "2023-01-01"), activity("A3", "2021")], [])
    assert found.records_held == 2


def count_kpi(dimensions: list[str]) -> Assessment:
    kpi = Node("Kpi", "k", {"kind": "count", "rule": "count", "period": "in-period"})
    target = Node("Target", "k/2566", {"year": 2566, "value": 3.0})
    done = [activity(f"A{n}", "2023-01-01", dimension=name) for n, name in enumerate(dimensions)]
    edges = [Edge(a.id, "SUPPORTS", kpi.id, {"mode": "meets"}) for a in done]
    store = MemoryStore()
    store.replace(Batch([PLAN, kpi, target, *done], [Edge(target.id, "TARGET_OF", kpi.id), *edges]))
    return assess(store, kpi, year=2566, as_of=AS_OF)


def test_a_count_reaches_its_target_only_with_one_activity_a_dimension() -> None:
    every = count_kpi(["education", "arts_culture_creativity", "global_knowledge"])
    assert (every.claimed, every.status) == (3, "claimed-at-target")
    lacking = count_kpi(["education", "education", "education", "global_knowledge"])
    assert (lacking.claimed, lacking.status) == (4, "claimed-below-target")


def test_a_linked_activity_counts_once() -> None:
    kpi = Node("Kpi", "k", {"kind": "count", "rule": "count", "period": "in-period"})
    done = activity("A1", "2023-01-01")
    edges = [Edge(done.id, "SUPPORTS", kpi.id, {"mode": "meets", "rule": rule}) for rule in ("a", "b")]
    store = MemoryStore()
    store.replace(Batch([PLAN, kpi, done], edges))
    assert assess(store, kpi, year=2566, as_of=AS_OF).claimed == 1


def test_a_percent_is_unknown_without_a_measurement() -> None:
    kpi = Node("Kpi", "k", {"kind": "percent", "rule": "percent", "period": "snapshot"})
    store = MemoryStore()
    store.replace(Batch([PLAN, kpi], []))
    found = assess(store, kpi, year=2566, as_of=AS_OF)
    assert (found.confirmed, found.claimed, found.possible) == (None, None, None)
