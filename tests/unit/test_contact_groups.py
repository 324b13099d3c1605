from __future__ import annotations

from graph.memory_store import MemoryStore
from graph.records import Batch, Edge, Node, known
from queries.facts.contact_groups import group_contacts, with_mission


def store_of(*rows: tuple[str, str, str, str, str]) -> tuple[MemoryStore, list[Node]]:
    """Activities as (id, first day, direction, series, partners between bars)."""
    batch = Batch(
        [Node("Embassy", "fra"), Node("Embassy", "usa"), Node("City", "lyon"), Node("City", "york")]
    )
    activities = []
    for key, day, direction, series, partners in rows:
        node = Node("Activity", key, known(start_on=day, direction=direction, series=series or None))
        activities.append(node)
        batch.add([node], [Edge(node.id, "INVOLVES", partner) for partner in partners.split("|") if partner])
    store = MemoryStore()
    store.replace(batch)
    return store, activities


def groups(*rows: tuple[str, str, str, str, str]) -> list[list[str]]:
    store, activities = store_of(*rows)
    return [[one.partition(":")[2] for one in group] for group in group_contacts(store, activities)]


def test_a_series_a_trip_and_one_missions_calls_are_one_group_each() -> None:
    assert groups(
        ("a", "2023-01-01", "inbound", "forum", "City:lyon"),
        ("b", "2024-01-01", "inbound", "forum", "City:york"),
        ("c", "2023-03-01", "outbound", "", "City:lyon"),
        ("d", "2023-03-02", "outbound", "", "City:york"),
        ("e", "2023-05-01", "inbound", "", "Embassy:fra"),
        ("f", "2025-05-01", "in_bangkok_event", "", "Embassy:fra"),
    ) == [["a", "b"], ["c", "d"], ["e", "f"]]


def test_what_does_not_belong_together_stays_apart() -> None:
    assert groups(
        ("a", "2023-03-01", "outbound", "", "City:lyon"),
        ("b", "2023-03-03", "outbound", "", "City:york"),  # a day between: another trip
        ("c", "2023-03-03", "inbound", "", "City:york"),  # no trip at all
        ("d", "2023-03", "outbound", "", "City:york"),  # a day that no one knows
        ("e", "2023-05-01", "inbound", "", "Embassy:fra|City:lyon"),  # a city came too
        ("f", "2023-06-01", "inbound", "", "Embassy:fra|Embassy:usa"),  # a meeting of missions
        ("g", "2023-07-01", "inbound", "", "Embassy:fra"),
    ) == [["a"], ["b"], ["c"], ["d"], ["e"], ["f"], ["g"]]


def test_groups_that_share_a_contact_are_one() -> None:
    assert groups(
        ("a", "2023-03-01", "outbound", "forum", "City:lyon"),
        ("b", "2023-03-01", "outbound", "", "City:york"),
        ("c", "2024-03-01", "inbound", "forum", "City:york"),
    ) == [["a", "b", "c"]]


def test_a_mission_takes_part_alone_or_beside_a_city() -> None:
    store, activities = store_of(
        ("a", "2023-01-01", "inbound", "", "Embassy:fra|City:lyon"), ("b", "2023-01-01", "inbound", "", "")
    )
    assert [with_mission(store, activity) for activity in activities] == [True, False]
