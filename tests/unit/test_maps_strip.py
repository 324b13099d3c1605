"""The strip of lanes on an axis of days: where signs stand, and that none covers another."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from datetime import date

import pytest

from graph.texts import Label, same
from maps.charts import StripBand, StripChart, StripLane, StripMark, render_strip
from maps.charts.axis import list_month_ticks, list_year_ticks

TITLE = Label("ชื่อ", "Title")
SPACE = "{http://www.w3.org/2000/svg}"
FIRST, LAST = date(2020, 1, 1), date(2020, 12, 31)


def mark(first: str, last: str = "", look: str = "dot") -> StripMark:
    return StripMark(date.fromisoformat(first), date.fromisoformat(last or first), same(first), look)


def strip(*marks: StripMark) -> StripChart:
    """One lane whose axis of 365 days is 474 wide, from 150 to 624."""
    meanings = {"dot": same("a dot"), "urgent": same("an urgent one")}
    return StripChart(TITLE, "a", [StripLane(same("lane"), marks, same("note"))], FIRST, LAST, [], meanings)


def signs(svg: str) -> list[tuple[float, float]]:
    """Give the places of the signs in the lane, in the order drawn."""
    return [(float(x), float(y)) for x, y in re.findall(r'translate\(([\d.]+) ([\d.]+)\)"><title>', svg)]


def arrows(svg: str) -> list[tuple[float, str]]:
    """Give the places of the arrows in the lane and where they point, in the order drawn."""
    found = re.findall(r'translate\(([\d.]+) [\d.]+\)"><path d="M(-?)5 0', svg.rpartition("<line")[0])
    return [(float(x), "left" if sign else "right") for x, sign in found]


def key_rows(svg: str) -> list[str]:
    """Give the height of each sign of the key."""
    return re.findall(r'<text x="[\d.]+" y="([\d.]+)"[^>]*class="small"', svg.rpartition(">note<")[2])


def test_a_day_stands_at_its_part_of_the_axis() -> None:
    # 26 May is day 146 of 365: 150 + 474 x 146 / 365 = 339.6. The lane goes from 44 to 66.
    assert signs(render_strip(strip(mark("2020-05-26")))) == [(339.6, 55.0)]


@pytest.mark.parametrize(
    ("days", "x", "points"),
    [
        (("1999-01-01",), 155.0, "left"),
        (("2030-01-01",), 619.0, "right"),
        (("2019-01-01", "2019-12-31"), 155.0, "left"),
    ],
)
def test_what_is_beyond_an_end_is_an_arrow_there_and_no_sign(
    days: tuple[str, ...], x: float, points: str
) -> None:
    svg = render_strip(strip(mark(days[0], days[-1], look="urgent")))
    assert signs(svg) == []
    assert arrows(svg) == [(x, points)]
    assert "<rect" not in svg.partition("</defs>")[2]
    assert "before or after the days shown" in svg
    assert "an urgent one" in svg  # what its colour means


def test_a_bar_that_goes_on_beyond_an_end_has_an_arrow_on_that_end() -> None:
    svg = render_strip(strip(mark("2019-12-01", "2020-05-26")))
    assert '<rect x="150" y="50.5" width="189.6" height="9"' in svg
    assert arrows(svg) == [(155.0, "left")]
    assert arrows(render_strip(strip(mark("2019-12-01", "2021-01-01")))) == [
        (155.0, "left"),
        (619.0, "right"),
    ]
    assert "before or after" not in render_strip(strip(mark("2020-01-01", "2020-12-31")))


def test_signs_of_one_day_stand_on_levels_of_their_own() -> None:
    places = signs(render_strip(strip(*[mark("2020-07-01")] * 3)))
    assert len({y for _, y in places}) == 3
    assert len({x for x, _ in places}) == 1


def test_signs_far_enough_apart_share_a_level() -> None:
    # Ten days are 13 of the picture's units, a sign with its gap 11.
    assert len({y for _, y in signs(render_strip(strip(mark("2020-07-01"), mark("2020-07-11"))))}) == 1
    assert len({y for _, y in signs(render_strip(strip(mark("2020-07-01"), mark("2020-07-08"))))}) == 2


def test_days_that_are_not_exact_are_a_bar_with_its_own_sign_in_the_key() -> None:
    # 30 days are 39 of the picture's units.
    svg = render_strip(strip(mark("2020-05-26", "2020-06-25")))
    assert signs(svg) == []
    assert '<rect x="339.6" y="50.5" width="39" height="9"' in svg
    assert "date not exact" in svg
    assert "date not exact" not in render_strip(strip(mark("2020-07-01")))


def test_a_day_that_is_not_exact_is_a_bar_on_the_longest_axis() -> None:
    """On 66 years a year is 7 of the picture's units, which a sign would cover."""
    chart = replace(strip(mark("1997-01-01", "1997-12-31")), first=date(1960, 1, 1), last=date(2026, 1, 1))
    svg = render_strip(chart)
    assert signs(svg) == []
    assert re.search(r'<rect x="[\d.]+" y="50.5" width="16" height="9"', svg)
    # Near an end it stays on the axis.
    assert '<rect x="150" y="50.5" width="16"' in render_strip(strip(mark("2020-01-01", "2020-01-02")))


def test_some_known_days_in_a_row_are_a_sign_until_they_are_wider_than_one() -> None:
    known = replace(mark("2020-07-01", "2020-07-03"), lasts=True)
    assert len(signs(render_strip(strip(known)))) == 1
    assert signs(render_strip(strip(replace(known, last=date(2020, 8, 1))))) == []
    assert signs(render_strip(strip(replace(known, lasts=False)))) == []


def test_a_key_of_many_signs_stands_in_two_rows() -> None:
    things = [mark("2020-07-01"), mark("2020-07-01", look="urgent"), mark("2020-01-05", "2020-08-01")]
    few = render_strip(strip(*things))
    chart = strip(*things, mark("2019-01-01"), mark("2020-08-01", look="ring"))
    many = render_strip(replace(chart, meanings={**chart.meanings, "ring": same("a ring")}))
    assert all(word in many for word in ("a dot", "a ring", "an urgent one", "not exact", "before or after"))
    assert len(set(key_rows(few))) == 1
    assert len(set(key_rows(many))) == 2


def test_the_key_names_only_what_is_drawn() -> None:
    svg = render_strip(strip(mark("2020-07-01")))
    assert "a dot" in svg
    assert "an urgent one" not in svg


def test_the_order_of_things_never_matters() -> None:
    things = [mark("2020-07-01"), mark("2020-07-02"), mark("2020-03-01", "2020-08-01")]
    assert render_strip(strip(*things)) == render_strip(strip(*reversed(things)))


def test_it_is_a_picture_with_a_name_and_well_formed() -> None:
    chart = replace(strip(mark("2020-07-01")), bands=[StripBand(FIRST, date(2020, 3, 1), same("<band>"), 1)])
    root = ElementTree.fromstring(render_strip(chart))
    assert root.get("role") == "img"
    assert root.findtext(f"{SPACE}title") == "ชื่อ / Title"


def test_a_look_without_meaning_and_a_strip_without_days_are_refused() -> None:
    with pytest.raises(KeyError, match="ring"):
        render_strip(strip(mark("2020-07-01", look="ring")))
    with pytest.raises(ValueError, match="span of days"):
        render_strip(replace(strip(), last=FIRST))
    with pytest.raises(ValueError, match="lanes"):
        render_strip(replace(strip(), lanes=[]))


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (2020, 2026, [2020, 2021, 2022, 2023, 2024, 2025, 2026]),
        (2008, 2026, [2010, 2015, 2020, 2025]),
        (1962, 2026, [1970, 1980, 1990, 2000, 2010, 2020]),
    ],
)
def test_years_are_named_as_often_as_there_is_room(first: int, last: int, years: list[int]) -> None:
    ticks = list_year_ticks(date(first, 1, 1), date(last, 11, 24))
    assert [day.year for day, _ in ticks] == years
    assert ticks[0][1] == Label(str(years[0] + 543), str(years[0]))


def test_months_are_named_from_the_first_whole_one() -> None:
    ticks = list_month_ticks(date(2026, 10, 25), date(2027, 3, 1))
    assert [day for day, _ in ticks] == [date(2026, 11, 1), date(2027, 1, 1), date(2027, 3, 1)]
    assert ticks[1][1] == Label("ม.ค. 2570", "Jan 2027")
