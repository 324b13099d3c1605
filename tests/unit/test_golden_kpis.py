from __future__ import annotations

from tools.make_golden_kpis import GOLDEN, odd_cases, render_golden


def test_odd_kpis_are_assessed_as_worked_by_hand() -> None:
    assert render_golden() == GOLDEN.read_text("utf-8")


def test_every_odd_case_says_how_it_was_worked() -> None:
    names = [name for name, _, why in odd_cases() if why]
    assert len(names) == len(set(names)) == len(list(odd_cases()))
