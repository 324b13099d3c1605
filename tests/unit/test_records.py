from __future__ import annotations

import pytest

from graph.records import Batch, Edge, Node, known


def test_a_node_names_itself() -> None:
    assert Node("City", "hanoi").id == "City:hanoi"
    assert Node("City", "hanoi").name == "hanoi"
    assert Node("City", "hanoi", {"name": "Hanoi"}).name == "Hanoi"


def test_unknown_is_absent_and_never_zero() -> None:
    node = Node("City", "x")
    assert node.get("latitude") is None
    assert node.number("latitude") is None
    assert node.text("name") == ""
    assert node.texts("sources") == ()


def test_zero_and_no_are_known() -> None:
    assert known(a=0, b=False, c=0.0) == {"a": 0, "b": False, "c": 0.0}
    assert known(a=None, b="", c=()) == {}


def test_a_property_of_another_kind_is_refused() -> None:
    node = Node("City", "x", {"name": "X", "doubtful": True})
    with pytest.raises(TypeError):
        node.number("doubtful")
    with pytest.raises(TypeError):
        node.number("name")
    with pytest.raises(TypeError):
        node.texts("name")


def test_edges_differ_by_properties_in_any_order() -> None:
    one = Edge("a", "T", "b", {"x": 1, "y": 2})
    other = Edge("a", "T", "b", {"y": 2, "x": 1})
    assert one.identity == other.identity
    assert one.identity != Edge("a", "T", "b", {"x": 1}).identity


def test_batches_add_up() -> None:
    batch = Batch([Node("City", "a")])
    batch.extend(Batch([Node("City", "b")], [Edge("City:a", "TWINNED_WITH", "City:b")]))
    assert [node.key for node in batch.nodes] == ["a", "b"]
    assert len(batch.edges) == 1
