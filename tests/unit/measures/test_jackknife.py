from __future__ import annotations

from math import sqrt
from statistics import NormalDist

import pytest

from queries.measures.concentration import hill_number
from queries.measures.jackknife import jackknife_interval


def test_three_bunches_by_hand() -> None:
    # a+b, a, b: together 2 and 2, so D2 = 2; without the first 1 and 1 (2), without one of the
    # others 1 and 2: 1 / (1/9 + 4/9) = 1.8. Mean 28/15; squares (2/15)^2 + 2 (1/15)^2 = 6/225.
    found = jackknife_interval([{"a": 1, "b": 1}, {"a": 1}, {"b": 1}], 2, most=5)
    half = NormalDist().inv_cdf(0.975) * sqrt(2 / 3 * 6 / 225)
    assert found is not None
    assert tuple(found) == pytest.approx((2 - half, 2 + half))


def test_bunches_widen_the_interval() -> None:
    alone = [{"a": 1}, {"b": 1}, {"c": 1}, {"a": 1}] * 5
    bunched = [{"a": 5}, {"b": 5}, {"c": 5}, {"a": 5}]
    narrow, wide = (jackknife_interval(each, 1, most=9) for each in (alone, bunched))
    assert narrow is not None and wide is not None
    assert wide.high - wide.low > narrow.high - narrow.low


def test_the_plain_figure_lies_inside_and_empty_bunches_say_nothing() -> None:
    bunches = [{"a": 1, "b": 2}, {}, {"c": 1}, {"a": 3}]
    found = jackknife_interval(bunches, 1, most=4)
    plain = hill_number({"a": 4, "b": 2, "c": 1}, 1)
    assert found is not None and plain is not None and found.low < plain < found.high
    assert jackknife_interval([{"a": 1}, {}, {"b": 1}], 1, most=4) is None
