from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from graph.dates import PartialDate
from graph.errors import QuestionError
from queries.facts.memberships import BANGKOK
from queries.facts.milestones import years_later
from queries.questions.anniversaries import anniversaries
from queries.table import ABSENT

if TYPE_CHECKING:
    from tests.unit.conftest import Sketch

AS_OF = date(2024, 6, 30)


def signed(sketch: Sketch, signed_on: str, **properties: str) -> None:
    sketch.agreement("a", sketch.city("x"), signed_on, **properties)


@pytest.mark.parametrize(
    ("signed_on", "found"),
    [
        ("2014-06-30", [(10, True)]),  # falls on the first day of the window
        ("2014-06-29", []),  # a day too early
        ("2015-06-30", [(10, True)]),  # falls on its last day
        ("2015-07-01", []),
        ("2014-07", [(10, False)]),  # wholly ahead, but no day is known
        ("2014-06", [(10, False)]),  # some days of the month are before the window
        ("2015-06", [(10, False)]),
        ("2015-07", []),
        ("2014", [(10, False)]),
        ("2015", [(10, False)]),
        ("2016", []),
        ("2019-12-01", [(5, True)]),
        ("1999-12-01", [(25, True)]),
        ("1974-12-01", [(50, True)]),
        ("1964-12-01", [(60, True)]),
        ("2004-12-01", [(20, True)]),  # every ten years is one
        ("1994-12-01", [(30, True)]),
        ("1984-12-01", [(40, True)]),
        ("2009-12-01", []),  # 15 years is none
        ("1989-12-01", []),  # nor is 35
    ],
)
def test_an_anniversary_falls_in_the_window_or_may(
    signed_on: str, found: list[tuple[int, bool]], sketch: Sketch
) -> None:
    signed(sketch, signed_on)
    table = anniversaries(sketch.store(), as_of=AS_OF)
    assert [(row["years"], row["sure"]) for row in table.rows] == found
    assert table.n == len(found)


def test_other_years_and_months_may_be_asked_for(sketch: Sketch) -> None:
    signed(sketch, "2004-07-31")
    store = sketch.store()
    assert anniversaries(store, as_of=AS_OF, months=1, years=(20,)).rows == []
    assert [row["years"] for row in anniversaries(store, as_of=AS_OF, months=2, years=(20, 20)).rows] == [20]
    assert anniversaries(store, as_of=AS_OF, months=0).rows == []
    with pytest.raises(QuestionError):
        anniversaries(store, as_of=AS_OF, months=-1)


def test_the_29th_of_february_comes_round_on_the_28th_of_a_common_year() -> None:
    assert years_later(PartialDate(2024, 2, 29), 5) == PartialDate(2029, 2, 28)
    assert years_later(PartialDate(2024, 2, 29), 60) == PartialDate(2084, 2, 29)
    assert years_later(PartialDate(2024, 2), 5) == PartialDate(2029, 2)
    assert years_later(PartialDate(9990), 10) is None


@pytest.mark.parametrize(
    ("properties", "counts"),
    [
        ({"status": "unknown"}, True),
        ({"status": "lapsed"}, False),
        ({"status": "ended"}, False),
    ],
)
def test_only_documents_that_make_a_tie_have_an_anniversary(
    properties: dict[str, str], counts: bool, sketch: Sketch
) -> None:
    signed(sketch, "2014-12-01", **properties)
    assert bool(anniversaries(sketch.store(), as_of=AS_OF).rows) is counts


def test_a_council_s_document_has_one_and_says_so_with_no_tie_status(sketch: Sketch) -> None:
    signed(sketch, "2014-12-01", counterpart="council")
    sketch.activity("met", "2020-05", "City:x")
    (row,) = anniversaries(sketch.store(), as_of=AS_OF).rows
    assert getattr(row["occasion"], "en", "") == "memorandum of understanding (council)"
    assert (row["tie_status"], row["last_contact"]) == (ABSENT, ABSENT)


def test_a_membership_has_one_where_its_start_is_known(sketch: Sketch) -> None:
    sketch.network("n", BANGKOK, since="2014-12")
    sketch.network("listed", BANGKOK, list_year="2014")
    (row,) = anniversaries(sketch.store(), as_of=AS_OF).rows
    assert (row["record"], row["years"], row["sure"]) == ("Organization:n", 10, False)


def test_the_last_contact_stands_beside_it(sketch: Sketch) -> None:
    signed(sketch, "2014-12-01")
    sketch.activity("met", "2020-05", "City:x")
    (row,) = anniversaries(sketch.store(), as_of=AS_OF).rows
    assert row["last_contact"] == PartialDate(2020, 5)


@pytest.mark.parametrize("years", [0, -5])
def test_years_that_are_none_are_refused(sketch: Sketch, years: int) -> None:
    with pytest.raises(QuestionError) as caught:
        anniversaries(sketch.store(), as_of=AS_OF, years=[years])
    assert caught.value.code == "parameter-below"


@pytest.mark.parametrize(
    ("given", "occasion"),
    [
        ({"kind": "mou"}, "memorandum of understanding"),
        ({"kind": "other", "note": "City pairing.", "note_th": "จับคู่เมือง"}, "City pairing"),
        ({"kind": "other"}, "other"),  # nothing more is on record
        ({"kind": "mou", "confidence": "low"}, "memorandum of understanding (low confidence)"),
    ],
)
def test_an_occasion_is_what_the_document_is_and_how_sure(
    given: dict[str, str], occasion: str, sketch: Sketch
) -> None:
    sketch.agreement("a", sketch.city("x"), "2014-07-01", **given)
    (row,) = anniversaries(sketch.store(), as_of=AS_OF).rows
    assert getattr(row["occasion"], "en", "") == occasion
