"""Who heads a place is shown with the day a source bears out, or not at all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from graph.texts import Label
from queries.facts.office_holders import head_cells

if TYPE_CHECKING:
    from tests.unit.conftest import Sketch

AS_OF = date(2026, 11, 30)
PLACE = "City:manila"


def holder(sketch: Sketch, standing: str, *, side: str = "executive", **dates: str) -> str:
    key = f"{standing}-{side}"
    source = sketch.record("Source", f"src-{key}", name=f"page on {key}")
    found = sketch.record(
        "OfficeHolder",
        key,
        name=f"Mayor {key}, up to {dates.get('borne_out_until', '?')}",
        person=key,
        standing=standing,
        counterpart=side,
        sources=(source,),
        **dates,
    )
    sketch.link(found, "POST_AT", PLACE)
    return found


def told(sketch: Sketch, side: str = "executive", as_of: date = AS_OF) -> tuple[str, str] | None:
    cells = head_cells(sketch.store(), PLACE, side, as_of=as_of)
    return None if cells is None else (words(cells[0]), words(cells[1]))


def words(cell: object) -> str:
    assert isinstance(cell, Label)
    return cell.en


@pytest.fixture
def manila(sketch: Sketch) -> Sketch:
    sketch.country("PHL")
    sketch.city("manila", "PHL")
    return sketch


@pytest.mark.parametrize("standing", ["in_office", "re_elected"])
def test_one_in_office_is_named_with_the_day_and_the_source(standing: str, manila: Sketch) -> None:
    holder(manila, standing, borne_out_until="2026-01-19")
    name, ground = f"Mayor {standing}-executive, up to 2026-01-19", f"page on {standing}-executive"
    assert told(manila) == (name, ground)


@pytest.mark.parametrize(
    ("standing", "dates", "why"),
    [
        ("ended", {"borne_out_until": "2026-03-03", "term_ends": "2026-06-30"}, "ended on 30 Jun 2026"),
        ("ended", {"term_ends": "2026-06-30"}, "ended on 30 Jun 2026"),
        ("leaving", {"borne_out_until": "2026-02-26", "term_ends": "2026"}, "leave at the end of 2026"),
        ("undated", {}, "undated pages"),
        ("unknown", {"borne_out_until": "2022-09-21"}, "of 21 Sep 2022"),
    ],
)
def test_one_who_does_not_surely_hold_the_post_is_not_named(
    standing: str, dates: dict[str, str], why: str, manila: Sketch
) -> None:
    holder(manila, standing, **dates)
    found = told(manila)
    assert found is not None
    assert found[0] == "not known"
    assert why in found[1]
    assert f"{standing}-executive" not in found[1]


def test_no_holder_on_record_is_no_finding(manila: Sketch) -> None:
    assert told(manila) is None


def test_a_place_and_its_council_have_each_their_own_head(manila: Sketch) -> None:
    holder(manila, "in_office", borne_out_until="2026-01-19")
    holder(manila, "in_office", side="council", borne_out_until="2025-09-16")
    assert told(manila) != told(manila, "council")
    assert told(manila, "council") == (
        "Mayor in_office-council, up to 2025-09-16",
        "page on in_office-council",
    )


@pytest.mark.parametrize(
    ("standing", "dates", "before", "on"),
    [
        ("in_office", {"borne_out_until": "2026-01-19"}, date(2026, 1, 18), date(2026, 1, 19)),
        ("in_office", {"borne_out_until": "2026-01"}, date(2026, 1, 30), date(2026, 1, 31)),
        ("ended", {"borne_out_until": "2026-03-03", "term_ends": "2026-06-30"},
         date(2026, 6, 29), date(2026, 6, 30)),
    ],
)  # fmt: skip
def test_nothing_of_a_later_day_is_told(
    standing: str, dates: dict[str, str], before: date, on: date, manila: Sketch
) -> None:
    holder(manila, standing, **dates)
    assert told(manila, as_of=before) is None
    assert told(manila, as_of=on) is not None
