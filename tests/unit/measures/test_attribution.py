from __future__ import annotations

from collections.abc import Callable

import pytest

from queries.measures.attribution import attribute_change


def game(values: dict[str, float | None]) -> Callable[[frozenset[str]], float | None]:
    return lambda done: values["".join(sorted(done))]


def test_two_causes_by_hand() -> None:
    # Alone a adds 4 and b adds 1; together they add 10: what they add jointly is shared alike.
    parts = attribute_change(game({"": 5, "a": 9, "b": 6, "ab": 15}), ["a", "b"])
    assert parts == pytest.approx({"a": (4 + 9) / 2, "b": (1 + 6) / 2})


def test_the_parts_add_up_and_the_order_of_causes_never_shows() -> None:
    values: dict[str, float | None] = {
        "": 1.0, "a": 2.5, "b": -3.0, "c": 0.0, "ab": 4.0, "ac": 7.0, "bc": 1.0, "abc": 11.0,
    }  # fmt: skip
    parts = attribute_change(game(values), ["a", "b", "c"])
    assert parts is not None
    assert sum(parts.values()) == pytest.approx(10)
    assert attribute_change(game(values), ["c", "b", "a"]) == pytest.approx(parts)


def test_a_cause_that_does_nothing_gets_nothing() -> None:
    parts = attribute_change(game({"": 2, "a": 5, "b": 2, "ab": 5}), ["a", "b"])
    assert parts == pytest.approx({"a": 3, "b": 0})


def test_what_is_not_defined_somewhere_is_not_shared_out() -> None:
    assert attribute_change(game({"": None, "a": 1, "b": 1, "ab": 1}), ["a", "b"]) is None
