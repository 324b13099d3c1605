"""Records that do not count as contacts are counted, named and give a step; they never vanish."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from queries.facts.landscape import Landscape
from queries.facts.uncounted import describe_uncounted, newer_than, read_uncounted
from queries.gaps.tie_gaps import tie_gap
from queries.questions.dormant_ties import dormant_ties
from queries.questions.partner_profile import partner_profile
from queries.table import ABSENT

if TYPE_CHECKING:
    from tests.unit.conftest import Sketch

AS_OF = date(2026, 11, 24)


@pytest.fixture
def silent(sketch: Sketch) -> Sketch:
    """A tie last met in 2008, with a trip announced in 2025 and another in 2019."""
    sketch.country("JPN")
    sketch.agreement("a", sketch.city("yachiyo", "JPN"), "2008-05-17")
    sketch.activity("met", "2008-05-17", "City:yachiyo")
    sketch.activity("early", "2019-12", "City:yachiyo", status="announced")
    sketch.activity("trip", "2025-05-07", "City:yachiyo", status="announced", end_on="2025-05-14")
    return sketch


def test_what_was_announced_is_counted_and_named(silent: Sketch) -> None:
    found = describe_uncounted(read_uncounted(silent.store(), as_of=AS_OF)["City:yachiyo"])
    assert found is not None
    assert found.en == "announced, not confirmed: 2, newest 14 May 2025 (trip, early)"


@pytest.mark.parametrize(
    ("properties", "words"),
    [
        ({"confidence": "low"}, "low confidence: 1"),
        ({"role_of_bangkok": "unknown"}, "role of Bangkok unknown: 1"),
        ({"by_council": True}, "by the council: 1"),
        ({"status": "confirmed"}, "announced, not confirmed: 1"),
        ({"status": "cancelled"}, None),
        ({"status": "planned"}, None),
        ({}, None),
    ],
)
def test_every_record_that_does_not_count_is_told_with_its_why(
    properties: dict[str, str | bool], words: str | None, sketch: Sketch
) -> None:
    sketch.activity("one", "2023-05", sketch.city("x"), **properties)
    found = describe_uncounted(read_uncounted(sketch.store(), as_of=AS_OF).get("City:x", ()))
    assert (found.en.startswith(words) if found and words else found) is (True if words else None)


@pytest.mark.parametrize(("as_of", "held"), [(date(2025, 5, 6), 1), (date(2025, 5, 7), 2)])
def test_a_record_counts_from_its_first_day(as_of: date, held: int, silent: Sketch) -> None:
    assert len(read_uncounted(silent.store(), as_of=as_of)["City:yachiyo"]) == held


@pytest.mark.parametrize(("as_of", "held"), [(date(2026, 10, 31), 0), (date(2026, 11, 1), 1)])
def test_an_undated_record_counts_from_the_day_the_record_was_gathered(
    as_of: date, held: int, sketch: Sketch
) -> None:
    sketch.record("Inquiry", "i", asked_on="2026-11")
    sketch.activity("one", "", sketch.city("x"), confidence="low")
    assert len(read_uncounted(sketch.store(), as_of=as_of).get("City:x", ())) == held


def test_a_later_record_is_the_reason_against_silence_and_the_first_step(silent: Sketch) -> None:
    land = Landscape(silent.store(), AS_OF)
    gap = tie_gap(land, land.standing_of["City:yachiyo"])
    assert {"unconfirmed", "newer-uncounted"} <= gap.facts.keys()
    assert getattr(gap.facts["unconfirmed"].values["date"], "en", "") == "14 May 2025"
    assert "announced, not confirmed: 2" in gap.completeness.en


def test_an_earlier_record_is_named_but_no_reason(silent: Sketch) -> None:
    silent.activity("met-again", "2025-05-20", "City:yachiyo")
    land = Landscape(silent.store(), AS_OF)
    held = land.uncounted["City:yachiyo"]
    standing = land.standing_of["City:yachiyo"]
    assert newer_than(held, land.last_with("City:yachiyo")) is None
    gap = tie_gap(land, standing)
    assert "newer-uncounted" not in gap.facts
    assert "announced, not confirmed: 2" in gap.completeness.en


def test_a_council_s_visit_needs_no_confirming(sketch: Sketch) -> None:
    sketch.agreement("a", sketch.city("x"), "2008")
    sketch.activity("visit", "2025-01-01", "City:x", by_council=True)
    land = Landscape(sketch.store(), AS_OF)
    facts = tie_gap(land, land.standing_of["City:x"]).facts
    assert "newer-uncounted" in facts
    assert "unconfirmed" not in facts


@pytest.mark.parametrize(
    ("properties", "words"),
    [
        ({"by_council": True}, "by the council: 1"),
        ({"by_council": False}, "with the partner's council alone: 1"),
        ({"status": "announced"}, "announced, not confirmed: 1"),
    ],
)
def test_a_visit_with_the_partner_s_council_is_told(
    properties: dict[str, str | bool], words: str, sketch: Sketch
) -> None:
    visit = sketch.activity("visit", "2025-11-19", **properties)
    sketch.link(visit, "INVOLVES", sketch.city("hanoi"), role="council")
    found = describe_uncounted(read_uncounted(sketch.store(), as_of=AS_OF)["City:hanoi"])
    assert found is not None
    assert found.en == f"{words}, newest 19 Nov 2025 (visit)"


def test_what_was_with_the_partner_and_its_council_counts_alone(sketch: Sketch) -> None:
    visit = sketch.activity("visit", "2025-11-19", sketch.city("hanoi"))
    sketch.link(visit, "INVOLVES", "City:hanoi", role="council")
    assert read_uncounted(sketch.store(), as_of=AS_OF) == {}


def test_what_was_held_there_with_others_is_told_but_is_no_sign_against_silence(sketch: Sketch) -> None:
    sketch.agreement("a", sketch.city("x"), "2008")
    sketch.link(sketch.activity("fair", "2025-06"), "HELD_IN", "City:x")
    sketch.link(sketch.activity("home", "2025-06"), "HELD_IN", "City:bangkok")
    land = Landscape(sketch.store(), AS_OF)
    assert {place: [one.why for one in held] for place, held in land.uncounted.items()} == {
        "City:x": ["held-there"]
    }
    facts = tie_gap(land, land.standing_of["City:x"]).facts
    assert not {"newer-uncounted", "unconfirmed"} & facts.keys()


def test_the_questions_show_them(silent: Sketch) -> None:
    store = silent.store()
    (row,) = dormant_ties(store, as_of=AS_OF)[0].rows
    assert "trip" in str(row["uncounted"])
    tables = {table.name: table for table in partner_profile(store, as_of=AS_OF, partner="City:yachiyo")}
    listed = tables["partner-profile-uncounted"].rows
    assert [row["record"] for row in listed] == ["Activity:trip", "Activity:early"]
    assert "7-14 May 2025" in str(listed[0]["days"])
    assert dormant_ties(silent.store(), as_of=date(2019, 1, 1))[0].rows[0]["uncounted"] == ABSENT
