from __future__ import annotations

from collections.abc import Sequence
from math import inf, log

import pytest

from queries.measures.concentration import (
    concentration_ratio,
    herfindahl,
    hill_number,
    shannon_entropy,
    unbiased_herfindahl,
)

# Bird and spider counts that ecology's own packages are checked with (iNEXT, data set `spider`).
GIRDLED = [46, 22, 17, 15, 15, 9, 8, 6, 6, 4, *[2] * 4, *[1] * 12]
LOGGED = [
    88, 22, 16, 15, 13, 10, 8, 8, 7, 7, 7, 5, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2, *[1] * 14,
]  # fmt: skip


def counts(units: Sequence[int]) -> dict[str, int]:
    return {f"group-{number}": each for number, each in enumerate(units)}


def test_textbook_market() -> None:
    market = counts([30, 30, 20, 20])
    hhi = herfindahl(market)
    assert hhi is not None
    assert 10_000 * hhi == pytest.approx(2600)
    assert 1 / hhi == pytest.approx(3.8462, abs=5e-5)
    assert hill_number(market, 1) == pytest.approx(3.92026, abs=5e-6)


def test_a_merger_raises_the_index() -> None:
    before, after = counts([25, 20, 15, 10, 8, 7, 6, 5, 4]), counts([25, 20, 15, 10, 9, 8, 7, 6])
    assert herfindahl(before) == pytest.approx(0.1540)
    assert herfindahl(after) == pytest.approx(0.1580)


@pytest.mark.parametrize(
    ("units", "n", "d0", "d1", "d2"),
    [(GIRDLED, 168, 26, 12.0597, 7.8400), (LOGGED, 252, 37, 14.4210, 6.7615)],
    ids=["girdled", "logged"],
)
def test_spiders(units: Sequence[int], n: int, d0: int, d1: float, d2: float) -> None:
    assert sum(units) == n
    found = [hill_number(counts(units), order) for order in (0, 1, 2)]
    assert found == [d0, pytest.approx(d1, abs=5e-5), pytest.approx(d2, abs=5e-5)]


@pytest.mark.parametrize("nothing", [{}, {"a": 0, "b": 0}])
def test_no_partners_have_no_concentration(nothing: dict[str, int]) -> None:
    assert herfindahl(nothing) is None
    assert unbiased_herfindahl(nothing) is None
    assert shannon_entropy(nothing) is None
    assert concentration_ratio(nothing, 1) is None
    assert hill_number(nothing, 0) is None
    assert hill_number(nothing, 1) is None


def test_one_partner_is_wholly_concentrated() -> None:
    assert herfindahl({"a": 1, "b": 0}) == 1
    assert unbiased_herfindahl({"a": 1}) is None
    assert shannon_entropy({"a": 1}) == 0
    assert concentration_ratio({"a": 1}, 3) == 1
    assert [hill_number({"a": 1, "b": 0}, order) for order in (0, 1, 2, inf)] == [1, 1, 1, 1]


def test_all_in_one_region_is_one_effective_region() -> None:
    assert hill_number({"a": 24, "b": 0, "c": 0}, 1) == 1
    assert herfindahl({"a": 24, "b": 0}) == unbiased_herfindahl({"a": 24, "b": 0}) == 1


def test_even_groups_count_as_many_as_they_are() -> None:
    even = counts([3] * 7)
    assert [hill_number(even, order) for order in (0, 0.5, 1, 2, inf)] == pytest.approx([7] * 5)
    assert shannon_entropy(even) == pytest.approx(log(7))


def test_hhi_rewards_scattering() -> None:
    # The trap: five partners in five far corners look better than five in ASEAN.
    now = {"east-asia": 20, "asean": 5}
    scattered = {**now, **{f"corner-{number}": 1 for number in range(5)}}
    deepened = {**now, "asean": 10}
    found = [herfindahl(portfolio) for portfolio in (scattered, deepened, now)]
    assert found == sorted(x for x in found if x is not None)


@pytest.mark.parametrize("bad", [{"a": -1}, {"a": float("nan")}, {"a": inf}])
def test_what_is_no_count_is_refused_by_name(bad: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="a has"):
        herfindahl(bad)


def test_orders_and_tops_must_make_sense() -> None:
    with pytest.raises(ValueError, match="order -1"):
        hill_number({"a": 1}, -1)
    with pytest.raises(ValueError, match="top 0"):
        concentration_ratio({"a": 1}, 0)
