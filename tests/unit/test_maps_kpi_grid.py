"""Bars of KPIs of every shape, counted in the picture."""

from __future__ import annotations

import re

import pytest

from graph.texts import Label, same
from maps.charts.kpi_grid import GridCell, GridRow, GridWords, render_grid_key, render_kpi_grid

SHOWN = GridWords(*(same(word) for word in ("caption", "figures", "kpi", "records held")))
HATCH = "url(#kpi-grid-claimed)"


def grid(*cells: GridCell, end: float = 5, steps: bool = True, name: str = "name") -> str:
    row = GridRow("1.1-1", same(name), "kpi-1.1-1", end, steps, cells)
    return render_kpi_grid([row], {2566 + place: place for place in range(len(cells))}, SHOWN)


def fills(page: str) -> list[str]:
    return re.findall(r'<rect[^>]*fill="([^"]+)"', page)


def figures(page: str) -> str:
    found = re.search(r"<b>(.*?)</b>", page)
    assert found is not None
    return found[1]


def test_levels_are_steps_solid_hatched_outlined_and_no_more() -> None:
    page = grid(GridCell(target=3, confirmed=1, claimed=2, possible=4))
    assert fills(page) == ["#0B6B4F", HATCH, "#FFFFFF", "#FFFFFF"]
    assert figures(page) == "1 · 2 · 4"


def test_a_ladder_of_three_has_three_steps_and_its_tick_at_the_targets_end() -> None:
    page = grid(GridCell(target=2, confirmed=0, claimed=0, possible=3), end=3)
    assert fills(page) == ["#FFFFFF"] * 3
    assert figures(page) == "— · — · 3"
    assert re.search(r'<line x1="80"[^>]*stroke="#B3541E"', page)


def test_a_count_without_bound_is_open_to_the_right() -> None:
    page = grid(GridCell(target=3, confirmed=0, claimed=6, possible=None), end=12, steps=False)
    assert 'fill="none"' in page
    assert re.findall(r'width="(\d+)" height="16" fill="url', page) == ["60"]
    assert figures(page) == "— · 6 · ?"


def test_a_percent_is_one_bar_and_an_unknown_value_is_no_zero() -> None:
    page = grid(
        GridCell(target=60, confirmed=62, claimed=62, possible=100),
        GridCell(target=70, possible=100), end=100, steps=False,
    )  # fmt: skip
    assert re.findall(r'width="([\d.]+)" height="16" fill="#0B6B4F"', page) == ["74.4"]
    assert re.findall(r"<b>(.*?)</b>", page) == ["62 · 62 · 100", "? · ? · 100"]
    assert "unknown" in page


def test_a_year_not_begun_shows_its_target_and_no_mark() -> None:
    page = grid(GridCell(target=5, has_begun=False))
    assert fills(page) == []
    assert "<b>" not in page
    assert "year not begun" in page


def test_the_records_held_stand_below_and_names_are_escaped() -> None:
    page = grid(GridCell(1, 0, 0, 5), GridCell(2, 0, 0, 5), name="<b>&")
    assert page.endswith("<td>0</td><td>1</td></tr></tbody></table></div>")
    assert "&lt;b&gt;&amp;" in page


def test_every_figure_is_said_in_words() -> None:
    page = grid(GridCell(target=3, confirmed=1, claimed=2, possible=4))
    assert "confirmed 1, claimed 2, possible 4" in page.lower()


def test_the_key_holds_the_pattern() -> None:
    assert 'id="kpi-grid-claimed"' in render_grid_key(Label("ก", "k"))


def test_a_row_of_another_length_is_refused() -> None:
    row = GridRow("1.1-1", same("x"), "kpi-1.1-1", 5, True, [GridCell(1)])
    with pytest.raises(ValueError, match="one cell a year"):
        render_kpi_grid([row], {2566: 1, 2567: 2}, SHOWN)
