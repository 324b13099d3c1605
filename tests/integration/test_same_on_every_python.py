"""The same bytes on every Python: `sum` adds floats in another way from 3.12 on, `fsum` always exactly."""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from datetime import date

import pytest

from plan.making.assemble import Assembly
from queries.catalog import run_question

_PLAIN_SUM = builtins.sum


def whole_sum(numbers: Iterable[int], start: int = 0) -> int:
    """Add whole numbers; refuse a float."""
    listed = list(numbers)
    assert all(isinstance(number, int) for number in listed), "floats are added by math.fsum"
    return _PLAIN_SUM(listed, start)


@pytest.mark.parametrize("name", ["balance-trend", "partners", "theme-diversity", "asean-depth"])
def test_no_float_is_added_by_sum(name: str, assembly: Assembly, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builtins, "sum", whole_sum)
    assert run_question(assembly.store, name, as_of=date(2026, 11, 24))
