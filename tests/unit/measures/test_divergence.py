from __future__ import annotations

from math import inf, log

import pytest

from queries.measures.divergence import decompose_entropy, divergence, ei_index


def test_divergence_by_hand() -> None:
    # p = (3/4, 1/4), q = (1/2, 1/2): 3/4 ln 3/2 + 1/4 ln 1/2.
    found = divergence({"a": 3, "b": 1}, {"a": 10, "b": 10})
    assert found is not None
    assert found.nats == pytest.approx(0.75 * log(1.5) + 0.25 * log(0.5))
    assert found.g == pytest.approx(8 * found.nats)
    assert found.outside == ()


def test_a_portfolio_like_its_yardstick_is_at_no_distance() -> None:
    found = divergence({"a": 2, "b": 6}, {"a": 11, "b": 33})
    assert found is not None
    assert found.nats == pytest.approx(0, abs=1e-15)


def test_an_empty_region_of_the_portfolio_is_allowed() -> None:
    found = divergence({"a": 4, "b": 0}, {"a": 1, "b": 1})
    assert found is not None
    assert found.nats == pytest.approx(log(2))


@pytest.mark.parametrize("benchmark", [{"a": 1}, {"a": 1, "b": 0}], ids=["missing", "zero"])
def test_a_region_the_yardstick_lacks_is_named(benchmark: dict[str, int]) -> None:
    found = divergence({"a": 4, "b": 1}, benchmark)
    assert found is not None
    assert (found.nats, found.g, found.outside) == (inf, inf, ("b",))


def test_nothing_to_compare() -> None:
    assert divergence({}, {"a": 1}) is None
    assert divergence({"a": 1}, {}) is None
    assert divergence({"a": 1}, {"a": 0}) is None


def test_decomposition_by_hand() -> None:
    # Two regions alike; one holds one country, the other two alike: ln 2 between, half of ln 2 within.
    found = decompose_entropy({"r": {"A": 2}, "s": {"B": 1, "C": 1}, "t": {}})
    assert found is not None
    assert found.between == pytest.approx(log(2))
    assert found.within == pytest.approx(log(2) / 2)
    assert found.total == pytest.approx(1.5 * log(2))
    assert found.parts == {"r": 0, "s": pytest.approx(log(2) / 2), "t": 0}
    assert decompose_entropy({"r": {}}) is None
    assert decompose_entropy({}) is None


def test_ei_index_runs_from_closed_to_open() -> None:
    assert ei_index(5, 0) == -1
    assert ei_index(0, 5) == 1
    assert ei_index(3, 3) == 0
    assert ei_index(0, 0) is None
    with pytest.raises(ValueError, match="external"):
        ei_index(1, -1)
