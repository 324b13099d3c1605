from __future__ import annotations

from typing import cast

import pytest

from graph.records import Batch, Edge, Node, Value
from graph.validate import check_batch

COMMON = {"name": "x", "visibility": "public"}
ACTIVITY: dict[str, Value] = {
    **COMMON, "kind": "other", "status": "done", "role_of_bangkok": "unknown", "sources": ("Source:s",),
}  # fmt: skip


def codes(batch: Batch) -> list[str]:
    return [issue.code for issue in check_batch(batch)]


@pytest.mark.parametrize(("label", "prop", "value"), [
    ("City", "note", {"a": 1}),
    ("City", "note", ["a"]),
    ("City", "aliases", ["a", "b"]),
    ("City", "aliases", ("a", 1)),
    ("City", "aliases", (("a",),)),
    ("City", "note", "half a pair \ud83d"),
    ("City", "aliases", ("ok", "\udc00")),
    ("City", "latitude", float("nan")),
    ("City", "longitude", float("inf")),
    ("LoadRun", "record_count", 2**63),
    ("LoadRun", "record_count", -(2**63) - 1),
    ("LoadRun", "record_count", 1.0),
    ("LoadRun", "record_count", True),
    ("LoadRun", "loaded_on", "24/11/2569"),
])  # fmt: skip
def test_what_no_server_could_hold_is_refused_by_the_schema(label: str, prop: str, value: object) -> None:
    assert codes(Batch([Node(label, "x", {**COMMON, prop: cast("Value", value)})])) == ["property-kind"]


@pytest.mark.parametrize(("label", "prop", "value"), [
    ("City", "note", "กรุงเทพฯ 😀 `n`}) DETACH DELETE n // \x00"),
    ("City", "aliases", ()),
    ("City", "latitude", -90),
    ("LoadRun", "record_count", 2**63 - 1),
    ("LoadRun", "record_count", -(2**63)),
])  # fmt: skip
def test_what_every_store_holds_is_let_through(label: str, prop: str, value: object) -> None:
    assert codes(Batch([Node(label, "x", {**COMMON, prop: cast("Value", value)})])) == []


@pytest.mark.parametrize(
    ("audience", "found"),
    [(("youth",), []), (("youth", "yuoth"), ["property-kind"]), ("youth", ["property-kind"])],
)
def test_each_of_several_codes_is_one_of_its_list(audience: Value, found: list[str]) -> None:
    activity = Node("Activity", "a", {**ACTIVITY, "audience": audience})
    assert codes(Batch([activity, Node("Source", "s", COMMON)])) == found


def test_the_sources_of_a_reading_must_be_there() -> None:
    activity = Node("Activity", "a", {**ACTIVITY, "read_sources": ("Source:t",)})
    assert codes(Batch([activity, Node("Source", "s", COMMON)])) == ["relationship-end-missing"]


HOSTILE = "x`}) DETACH DELETE n //"


def test_names_that_look_like_cypher_are_refused_by_the_schema() -> None:
    city, other = Node("City", "a", COMMON), Node("City", "b", COMMON)
    assert codes(Batch([Node(HOSTILE, "a", COMMON)])) == ["label-unknown"]
    assert codes(Batch([Node("City", "a", {**COMMON, HOSTILE: "x"})])) == ["property-unknown"]
    assert codes(Batch([city, other], [Edge(city.id, HOSTILE, other.id)])) == ["relationship-unknown"]
    assert codes(Batch([city, other], [Edge(city.id, "TWINNED_WITH", other.id, {HOSTILE: 1})])) == [
        "property-unknown"
    ]
    assert codes(Batch([Node("City", HOSTILE, COMMON)])) == []
