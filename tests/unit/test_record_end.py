"""The end of the record: what moves it, what does not, and what is said after it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from graph.dates import fiscal_year, format_date, parse_date
from graph.texts import Label
from queries.facts.history import find_statuses
from queries.facts.record_end import find_record_end, last_told, newest_by_country, reach_into
from queries.facts.standing import read_standings

if TYPE_CHECKING:
    from tests.unit.conftest import Sketch

END = date(2026, 2, 23)


@pytest.fixture
def ended(sketch: Sketch) -> Sketch:
    """A tie met in May 2024, of a record whose newest visit, to nobody else, is of 23 February 2026."""
    sketch.reaches = ""
    sketch.country("JPN")
    sketch.agreement("a", sketch.city("x", "JPN"), "2000-01-01")
    sketch.activity("met", "2024-05-22", "City:x", end_on="2024-05-23")
    sketch.activity("newest", END.isoformat())
    return sketch


def test_it_is_the_newest_record_of_what_happened(ended: Sketch) -> None:
    assert find_record_end(ended.store()) == parse_date("2026-02-23")


@pytest.mark.parametrize(
    ("start", "properties"),
    [
        ("2026-10-12", {"status": "announced", "end_on": "2026-10-18"}),
        ("2026-10-12", {"status": "planned"}),
        ("", {}),
        ("2026-02-22", {}),
    ],
)
def test_what_is_announced_or_has_no_date_does_not_move_it(
    ended: Sketch, start: str, properties: dict[str, str]
) -> None:
    ended.activity("other", start, "City:x", **properties)
    ended.agreement("term", "City:x", "2020-01-01", ends_on="2027-12-31")
    ended.agreement("undated", "City:x")
    ended.claim("term-of-office", "governor's term", dated_on="2026-07-01", known_until="2026-08-01")
    ended.record("Inquiry", "i", asked_on="2026-11")
    assert find_record_end(ended.store()) == parse_date("2026-02-23")


@pytest.mark.parametrize(
    ("start", "properties", "end"),
    [
        ("2026-03-01", {}, "2026-03-01"),
        ("2026-03-01", {"by_council": True}, "2026-03-01"),
        ("2026-03-01", {"confidence": "low"}, "2026-03-01"),
        ("2026-02", {"end_on": "2026-03"}, "2026-03"),
        ("2026", {}, "2026"),
    ],
)
def test_any_newer_record_of_what_was_done_moves_it(
    ended: Sketch, start: str, properties: dict[str, str | bool], end: str
) -> None:
    ended.activity("newer", start, **properties)
    assert find_record_end(ended.store()) == parse_date(end)


def test_a_newer_document_or_word_on_a_tie_moves_it(ended: Sketch) -> None:
    ended.agreement("b", "City:x", "2026-03-02", counterpart="council")
    assert find_record_end(ended.store()) == parse_date("2026-03-02")
    ended.claim("talks", "announced agreement", "City:x", dated_on="2026-03-03", stage="negotiating")
    assert find_record_end(ended.store()) == parse_date("2026-03-03")
    ended.claim("word", "tie status", "City:x", dated_on="2026-04")
    assert find_record_end(ended.store()) == parse_date("2026-04")


def test_an_end_known_to_the_month_reaches_to_its_last_day(ended: Sketch) -> None:
    ended.activity("newer", "2026-04")
    store = ended.store()
    days = (date(2026, 4, 29), date(2026, 4, 30), date(2026, 5, 1))
    assert [last_told(store, as_of=day) for day in days] == [days[0], days[1], days[1]]


def test_without_a_dated_record_every_day_is_told(sketch: Sketch) -> None:
    sketch.reaches = ""
    sketch.activity("undated", "")
    assert find_record_end(sketch.store()) is None
    assert last_told(sketch.store(), as_of=END) == END


@pytest.mark.parametrize("after", [0, 1, 88, 89, 90, 400, 2000, 20000])
def test_no_tie_grows_quiet_after_it(ended: Sketch, after: int) -> None:
    """The second birthday of the contact, 23 May 2026, and the fifth, lie after the end."""
    day = END + timedelta(days=after)
    (status,) = find_statuses(ended.store(), as_of=day).values()
    assert status.possible == ("active",)
    active = "active within 2 years"
    said = active if not after else f"{active} (record ends 23 Feb 2026; not known since)"
    assert status.in_full.en == said
    if after:
        assert status.in_full.th.endswith(" (สถานะ ณ วันสิ้นสุดข้อมูล 23 ก.พ. 2569 หลังจากนั้นไม่มีข้อมูล)")


def test_a_source_may_still_end_a_tie_after_it(ended: Sketch) -> None:
    ended.agreement("c", ended.city("y", "JPN"), "2000-01-01", status="ended", ends_on="2026-06-30")
    held = [set(find_statuses(ended.store(), as_of=date(2026, 6, day))) for day in (29, 30)]
    assert held == [{"City:x", "City:y"}, {"City:x"}]


def test_newer_records_move_it_and_the_statuses_with_it(ended: Sketch) -> None:
    ended.activity("newer", "2026-05-24")
    (status,) = find_statuses(ended.store(), as_of=date(2027, 1, 1)).values()
    assert (status.possible, status.told_on) == (("quiet",), parse_date("2026-05-24"))


def test_strength_stands_still_after_it(ended: Sketch) -> None:
    store = ended.store()
    found = [read_standings(store, as_of=day)[0].strength for day in (END, date(2030, 1, 1))]
    assert found[0] == found[1]


def test_each_country_has_a_newest_record_of_its_own(ended: Sketch) -> None:
    ended.country("KOR")
    ended.country("FRA")
    mission = ended.record("Embassy", "fra", kind="embassy")
    ended.link(mission, "REPRESENTS", "Country:FRA")
    ended.activity("call", "2025", mission)
    ended.agreement("b", ended.city("z", "KOR"), "2020-03")
    ended.activity("planned", "2026-06-01", "City:z", status="planned")
    found = {country: format_date(day).en for country, day in newest_by_country(ended.store()).items()}
    assert found == {"Country:FRA": "2025", "Country:JPN": "23 May 2024", "Country:KOR": "Mar 2020"}


@pytest.mark.parametrize(
    ("year", "reach"),
    [
        (2568, None),
        (2569, Label("ถึง 23 ก.พ. 2569", "to 23 Feb 2026")),
        (2570, Label("ยังไม่ได้รวบรวมข้อมูล", "record not gathered")),
    ],
)
def test_how_far_it_reaches_into_a_fiscal_year_is_said(year: int, reach: Label | None) -> None:
    assert reach_into(fiscal_year(year), parse_date("2026-02-23")) == reach
    assert reach_into(fiscal_year(year), None) is None
