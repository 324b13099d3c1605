"""White space, ASEAN gaps, dormant ties and what is upcoming, by hand on small graphs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from graph.dates import PartialDate
from graph.errors import QuestionError
from queries.facts.memberships import BANGKOK
from queries.questions.asean_gaps import asean_gaps
from queries.questions.dormant_ties import dormant_ties
from queries.questions.upcoming import upcoming
from queries.questions.white_space import white_space
from queries.table import ABSENT

if TYPE_CHECKING:
    from tests.unit.conftest import Sketch

AS_OF = date(2024, 6, 30)


def english(cell: object) -> str:
    return getattr(cell, "en", str(cell))


def world(sketch: Sketch) -> None:
    sketch.plan()
    for country, member in (("JPN", True), ("NGA", True), ("KEN", True), ("XKX", False), ("TWN", False)):
        sketch.country(country, un_member=member)
    sketch.region("east", "JPN", "TWN")
    sketch.region("south", "NGA", "KEN", "XKX")
    sketch.agreement("tokyo", sketch.city("tokyo", "JPN"), "2010-06-30")


def test_white_space_lists_un_members_and_what_something_leads_to(sketch: Sketch) -> None:
    world(sketch)
    sketch.activity("visit", "2023-01-01", sketch.city("taipei", "TWN"))
    regions, countries, reasons = white_space(sketch.store(), as_of=AS_OF)
    assert countries.column("country") == ["TWN", "KEN", "NGA"]  # most ways first, then by id
    assert [(r["region"], r["ties"], r["countries_without"], r["with_contact"]) for r in regions.rows] == [
        ("south", 0, 2, 0), ("east", 1, 1, 1),
    ]  # fmt: skip
    assert "3 countries and territories have no tie; 1 of 2 regions have none (south)" in regions.title.en
    assert reasons.column("gap_id") == ["Region:plan/south", "Country:TWN", "Country:KEN", "Country:NGA"]
    assert regions.n == countries.n == 3


def test_white_space_counts_every_kind_of_way(sketch: Sketch) -> None:
    world(sketch)
    sketch.link(sketch.record("Embassy", "emb-ken"), "REPRESENTS", "Country:KEN")
    nairobi = sketch.city("nairobi", "KEN")
    sketch.network("c40", BANGKOK, nairobi, list_year="2020")
    sketch.agreement("council", nairobi, "2008", counterpart="council")
    sketch.activity("named", "2022-09-30", role_of_bangkok="received")
    sketch.link("Activity:named", "INVOLVES", "Country:KEN", role="country")
    kenya = white_space(sketch.store(), as_of=AS_OF)[1].rows[0]
    assert [kenya[name] for name in ("country", "missions", "places_met", "kinds_of_way")] == ["KEN", 1, 1, 4]
    assert (english(kenya["council"]), kenya["contacts_with_anyone"], kenya["activities_with_anyone"]) == (
        "nairobi",
        1,
        0,
    )


def test_white_space_of_one_country_leads_with_its_own_figures(sketch: Sketch) -> None:
    world(sketch)
    country, region, _ = white_space(sketch.store(), as_of=AS_OF, country="Country:KEN")
    assert (country.name, country.column("country"), country.n) == ("white-space", ["KEN"], 1)
    assert country.title.en == "KEN has no tie, and no channel is on record"
    assert region.column("region") == ["south"]


def test_white_space_of_one_region_keeps_that_region_s_scheme(sketch: Sketch) -> None:
    world(sketch)
    other = sketch.record("Region", "un-m49/africa", scheme="un-m49")
    sketch.link("Country:KEN", "IN_REGION", other)
    regions, countries, _ = white_space(sketch.store(), as_of=AS_OF, scheme="plan", region=other)
    assert (regions.column("region"), countries.column("country")) == (["africa"], ["KEN"])
    assert regions.scheme == "un-m49"


def asean(sketch: Sketch) -> None:
    sketch.plan()
    for country in ("VNM", "SGP"):
        sketch.country(country, un_member=True, asean_since="1995-07-28", capital=f"City:capital-{country}",
                       leading_city=f"City:large-{country}")  # fmt: skip
        for city in ("capital", "large"):
            sketch.city(f"{city}-{country}", country)
    sketch.agreement("hanoi", "City:capital-VNM", "2004", kind="friendship")
    sketch.activity("met", "2024-01-01", "City:capital-VNM")
    for theme in ("water", "waste"):
        sketch.link("Activity:met", "ABOUT", sketch.record("Theme", theme))


def test_asean_gaps_name_what_is_missing_member_by_member(sketch: Sketch) -> None:
    asean(sketch)
    sketch.link(sketch.record("Embassy", "emb-vnm"), "REPRESENTS", "Country:VNM")
    table, reasons = asean_gaps(sketch.store(), as_of=AS_OF)
    singapore, vietnam = table.rows
    assert str(singapore["missing_codes"]).split("|") == [
        "tie", "capital", "leading-city", "contact-in-plan", "network", "mission",
    ]  # fmt: skip
    assert str(vietnam["missing_codes"]).split("|") == ["leading-city", "network"]
    assert [vietnam[name] for name in ("tie", "capital_tie", "leading_city_tie")] == [True, True, False]
    assert english(vietnam["formality"]) == "friendship"
    assert english(vietnam["status"]) == "active within 2 years"
    assert (singapore["formality"], singapore["last_with_ties"]) == (ABSENT, ABSENT)
    assert reasons.column("gap_id") == ["Country:SGP", "Country:VNM"]
    assert "Of 2 other ASEAN members 1 have no tie" in table.title.en


@pytest.mark.parametrize(("as_of", "missing"), [(date(2026, 1, 1), False), (date(2026, 1, 2), True)])
def test_a_tie_that_grew_quiet_is_missing_as_an_active_one(
    as_of: date, missing: bool, sketch: Sketch
) -> None:
    asean(sketch)
    vietnam = asean_gaps(sketch.store(), as_of=as_of)[0].rows[-1]
    assert ("active-tie" in str(vietnam["missing_codes"])) is missing


def test_membership_of_asean_is_as_of_the_date(sketch: Sketch) -> None:
    asean(sketch)
    assert asean_gaps(sketch.store(), as_of=date(1995, 7, 27))[0].rows == []
    assert len(asean_gaps(sketch.store(), as_of=date(1995, 7, 28))[0].rows) == 2


@pytest.mark.parametrize(("as_of", "asleep"), [(date(2025, 6, 30), []), (date(2025, 7, 1), ["City:tokyo"])])
def test_a_tie_sleeps_from_the_day_after_sixty_months(as_of: date, asleep: list[str], sketch: Sketch) -> None:
    world(sketch)
    sketch.activity("met", "2020-06-30", "City:tokyo")
    assert dormant_ties(sketch.store(), as_of=as_of)[0].column("partner") == asleep


def test_dormant_ties_stand_by_how_long_they_are_silent(sketch: Sketch) -> None:
    world(sketch)  # tokyo: signed in 2010, no contact
    sketch.agreement("osaka", sketch.city("osaka", "JPN"), "2001")
    sketch.activity("visit", "2015-06-30", "City:osaka")
    sketch.agreement("nara", sketch.city("nara", "JPN"))
    table, reasons = dormant_ties(sketch.store(), as_of=AS_OF)
    assert table.column("partner") == ["City:tokyo", "City:osaka", "City:nara"]
    assert table.column("years_silent") == [14.0, 9.0, None]
    assert reasons.column("gap_id") == table.column("partner")
    found = "3 of 3 ties are out of contact: 1 dormant for over 5 years, 2 with no contact that counts, "
    assert found in table.title.en


def test_a_tie_that_dates_leave_open_is_listed_as_not_sure(sketch: Sketch) -> None:
    world(sketch)
    sketch.activity("when", "2019", "City:tokyo")
    (row,) = dormant_ties(sketch.store(), as_of=AS_OF)[0].rows
    assert (row["surely_asleep"], row["status_code"]) == (False, "quiet|dormant")


def test_limits_that_give_no_ladder_are_refused(sketch: Sketch) -> None:
    with pytest.raises(QuestionError):
        dormant_ties(sketch.store(), as_of=AS_OF, active_months=61)


def kinds(sketch: Sketch, as_of: date = AS_OF, weeks: int = 4) -> list[tuple[str, str, bool]]:
    rows = upcoming(sketch.store(), as_of=as_of, weeks=weeks).rows
    return [(str(row["kind_code"]), str(row["record"]), bool(row["sure"])) for row in rows]


@pytest.mark.parametrize(
    ("start", "status", "found"),
    [
        ("2024-06-29", "planned", False),
        ("2024-06-30", "planned", True),
        ("2024-07-28", "announced", True),
        ("2024-07-29", "announced", False),
        ("2024-07-01", "postponed", True),
        ("2024-07-01", "cancelled", False),
        ("2024-07-01", "done", False),
    ],
)
def test_an_activity_is_upcoming_within_the_weeks(
    start: str, status: str, found: bool, sketch: Sketch
) -> None:
    sketch.activity("a", start, status=status)
    assert bool(kinds(sketch)) is found


def test_what_began_earlier_and_lasts_is_upcoming(sketch: Sketch) -> None:
    sketch.activity("a", "2024-06-01", status="confirmed", end_on="2024-07-01")
    assert kinds(sketch) == [("activity", "Activity:a", True)]


def test_a_meeting_of_a_network_is_told_apart_by_kind_or_by_partner(sketch: Sketch) -> None:
    network = sketch.network("c40")
    sketch.activity("a", "2024-07-01", status="confirmed", kind="network_meeting")
    sketch.activity("b", "2024-07-02", network, status="confirmed")
    sketch.activity("c", "2024-07", sketch.city("x"), status="confirmed")
    assert kinds(sketch) == [
        ("network-meeting", "Activity:a", True), ("activity", "Activity:c", False),
        ("network-meeting", "Activity:b", True),
    ]  # fmt: skip


def test_expiries_and_anniversaries_are_upcoming(sketch: Sketch) -> None:
    sketch.agreement("ends", sketch.city("x"), "2020-01-01", ends_on="2024-07")
    sketch.agreement("round", sketch.city("y"), "2014-07-01")
    sketch.agreement("later", sketch.city("z"), "2024-07-01", ends_on="2024-07-02")
    assert kinds(sketch) == [("anniversary", "Agreement:round", True), ("expiry", "Agreement:ends", False)]


@pytest.mark.parametrize("reaches", ["2024-06-30", "2100-12-31"])
def test_that_a_tie_would_grow_quiet_is_nothing_to_come(reaches: str, sketch: Sketch) -> None:
    """Met on 1 July 2022, it is active up to 1 July 2024: that is a birthday of the record alone."""
    sketch.reaches = reaches
    sketch.agreement("a", sketch.city("x"), "2011-02-03")
    sketch.activity("met", "2022-07-01", "City:x")
    assert not upcoming(sketch.store(), as_of=date(2024, 6, 30), weeks=4).rows


def test_weeks_may_be_none_or_many_but_not_negative(sketch: Sketch) -> None:
    sketch.activity("a", "2024-06-30", status="confirmed")
    assert kinds(sketch, weeks=0) == [("activity", "Activity:a", True)]
    assert kinds(sketch, weeks=10**9) == [("activity", "Activity:a", True)]
    with pytest.raises(QuestionError):
        upcoming(sketch.store(), as_of=AS_OF, weeks=-1)


@pytest.mark.parametrize(
    ("as_of", "kinds"),
    [
        (date(2026, 7, 31), ["expiry"]), (date(2026, 8, 1), ["overdue"]), (date(2028, 8, 1), ["overdue"]),
        (date(2036, 8, 1), ["overdue"]),
    ],
)  # fmt: skip
def test_what_ended_without_a_successor_is_urgent_however_long_ago(
    as_of: date, kinds: list[str], sketch: Sketch
) -> None:
    document = sketch.agreement(
        "a", sketch.city("x"), "2023-07-04", ends_on="2026-03-31", ends_latest="2026-07"
    )
    rows = [row for row in upcoming(sketch.store(), as_of=as_of).rows if row["record"] == document]
    assert [row["kind_code"] for row in rows] == kinds
    assert not any(row["sure"] for row in rows)
    newer = sketch.agreement("b", "City:x", "2026-01-01")
    sketch.link(newer, "RENEWS", document, how="renews")
    assert not [r for r in upcoming(sketch.store(), as_of=as_of).rows if r["kind_code"] == "overdue"]


@pytest.mark.parametrize(("status", "sure"), [("confirmed", True), ("announced", False), ("planned", False)])
def test_only_a_confirmed_activity_is_sure(status: str, sure: bool, sketch: Sketch) -> None:
    sketch.activity("a", "2024-07-01", sketch.city("x"), status=status)
    (row,) = upcoming(sketch.store(), as_of=AS_OF).rows
    assert row["sure"] is sure


@pytest.mark.parametrize(
    ("signed", "falls", "sure"),
    [
        ("2014-07-10", PartialDate(2024, 7, 10), True),
        ("2014-07", PartialDate(2024, 7), False),  # the month lies wholly ahead, the day is not known
    ],
)
def test_only_an_exact_day_is_sure(signed: str, falls: PartialDate, sure: bool, sketch: Sketch) -> None:
    sketch.agreement("a", sketch.city("x"), signed)
    table = upcoming(sketch.store(), as_of=AS_OF, weeks=8)
    (row,) = table.rows
    assert (row["comes_on"], row["sure"]) == (falls, sure)
    assert f"on a certain day: {int(sure)}." in table.title.en


def test_a_term_with_two_readings_is_on_no_exact_day(sketch: Sketch) -> None:
    sketch.agreement("a", sketch.city("x"), "2011-02-03", ends_on="2024-07-02", ends_latest="2024-07-09")
    assert kinds(sketch) == [("expiry", "Agreement:a", False)]


def test_a_suspended_tie_is_silent_since_its_last_contact_not_since_the_source_s_word(sketch: Sketch) -> None:
    sketch.country("JPN")
    partner = sketch.city("kobe", "JPN")
    sketch.agreement("kobe", partner, "2001-01-01")
    sketch.activity("visit", "2010-06-30", partner)
    sketch.claim("stopped", "tie status", partner, value="suspended", dated_on="2023-06")
    table = dormant_ties(sketch.store(), as_of=AS_OF)[0]
    assert [row["years_silent"] for row in table.rows] == [14.0]
