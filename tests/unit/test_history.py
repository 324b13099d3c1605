from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from queries.balance.changes import find_changes
from queries.facts.history import read_history
from queries.facts.ties import find_ties
from queries.questions.balance_trend import balance_trend

if TYPE_CHECKING:
    from tests.unit.conftest import Sketch


AS_OF = date(2024, 6, 30)


def renewed(sketch: Sketch, **link: str) -> str:
    """A memorandum of 2013, over since a day no source tells, and the one of 4 July 2023."""
    sketch.country("JPN")
    partner = sketch.city("yokohama", "JPN")
    older = sketch.agreement("old", partner, "2013", status="lapsed")
    newer = sketch.agreement("new", partner, "2023-07-04")
    if link:
        sketch.link(newer, "RENEWS", older, how="renews", **link)
    return partner


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2013, 12, 30), False),  # may not be signed yet
        (date(2013, 12, 31), True),
        (date(2018, 6, 1), True),
        (date(2023, 7, 3), True),
        (date(2023, 7, 4), True),  # from this day the newer one carries the tie
    ],
)
def test_a_document_counts_until_the_one_that_renews_it(sketch: Sketch, day: date, *, held: bool) -> None:
    partner = renewed(sketch, certain="yes")
    store = sketch.store()
    assert (partner in read_history(store, as_of=AS_OF).position(day).ties) is held
    assert [tie.partner.id for tie in find_ties(store, as_of=day)] == ([partner] if held else [])


def test_a_renewal_in_time_revives_nothing(sketch: Sketch) -> None:
    renewed(sketch, certain="yes")
    history = read_history(sketch.store(), as_of=AS_OF)
    before, after = (history.position(date(year, 12, 31)).ties for year in (2022, 2023))
    assert find_changes(history, before, after, first=date(2023, 1, 1)).partners == []
    assert history.ends_unknown(AS_OF) == []


def test_the_renewed_document_does_not_count_beside_the_newer_one(sketch: Sketch) -> None:
    renewed(sketch, certain="yes")
    (tie,) = find_ties(sketch.store(), as_of=AS_OF)
    assert [agreement.key for agreement in tie.agreements] == ["old", "new"]
    assert [agreement.key for agreement in tie.counted] == ["new"]


@pytest.mark.parametrize("link", [{}, {"certain": "unsure"}])
def test_without_a_sure_renewal_the_end_is_unknown(sketch: Sketch, link: dict[str, str]) -> None:
    partner = renewed(sketch, **link)
    history = read_history(sketch.store(), as_of=AS_OF)
    before, after = (history.position(date(year, 12, 31)).ties for year in (2022, 2023))
    assert find_changes(history, before, after, first=date(2023, 1, 1)).revived == (partner,)
    assert history.ends_unknown(AS_OF) == ["Agreement:old"]
    assert history.ends_unknown(date(2013, 12, 30)) == []
    notes = balance_trend(sketch.store(), as_of=AS_OF)[0].notes
    assert sum("no known end and no successor: 1." in note.en for note in notes) == 1
