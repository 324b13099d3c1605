from __future__ import annotations

import itertools
from datetime import date
from typing import TYPE_CHECKING

import pytest

from graph.dates import PartialDate
from graph.errors import QuestionError
from queries.facts.memberships import BANGKOK
from queries.facts.related import records_on
from queries.questions.communities import communities
from queries.questions.disagreements import disagreements
from queries.questions.known_nothing import known_nothing
from queries.questions.plan_partners import plan_partners
from queries.questions.theme_gaps import theme_gaps
from queries.questions.watch import watch
from queries.table import ABSENT

if TYPE_CHECKING:
    from tests.unit.conftest import Sketch

AS_OF = date(2024, 6, 30)


def english(cell: object) -> str:
    return getattr(cell, "en", str(cell))


def test_communities_count_a_country_s_contacts_once(sketch: Sketch) -> None:
    sketch.plan()
    for country in ("IND", "USA", "VNM"):
        sketch.country(country)
    mission = sketch.record("Embassy", "ind", kind="embassy")
    chamber = sketch.record("Organization", "chamber", kind="association")
    sketch.link(mission, "REPRESENTS", "Country:IND")
    sketch.link(chamber, "REPRESENTS", "Country:IND")
    other = sketch.record("Embassy", "usa", kind="embassy")
    sketch.link(other, "REPRESENTS", "Country:USA")
    sketch.agreement("a", sketch.city("washington", "USA"), "1962")
    sketch.activity("both", "2023-01-01", mission, chamber)
    sketch.activity("before", "2022-09-30", mission)
    sketch.activity("with-city", "2023-01-01", "City:washington")
    by_country, bodies = communities(sketch.store(), as_of=AS_OF)
    india, usa = by_country.rows
    assert (india["country"], india["missions"], india["tie"]) == ("IND", 1, False)
    assert (india["contacts_with_seats"], india["activities_with_seats"]) == (2, 1)
    assert (english(india["bodies"]), india["last_with_seats"]) == ("chamber", PartialDate(2023, 1, 1))
    assert (usa["tie"], usa["contacts_with_seats"], usa["last_with_seats"]) == (True, 0, ABSENT)
    assert "1 with a tie, 1 with a contact on record, 1 in the plan's years, of which 1 have no tie" in (
        by_country.title.en
    )
    assert bodies.n == 0


def test_bodies_of_no_country_are_those_seated_in_bangkok(sketch: Sketch) -> None:
    seated = sketch.record("Organization", "escap", kind="un_body")
    sketch.link(seated, "LOCATED_IN", BANGKOK)
    sketch.activity("met", "2019-08-26", seated)
    (row,) = communities(sketch.store(), as_of=AS_OF)[1].rows
    assert (row["body"], row["contacts_with_seats"], row["activities_with_seats"]) == (seated, 1, 0)


def themes(sketch: Sketch) -> None:
    sketch.plan()
    for country, region in (("JPN", "east-asia"), ("VNM", "asean")):
        sketch.country(country)
        sketch.region(region, country)
    for theme, properties in (("climate", {"plan_field": "climate"}), ("sport", {}), ("food", {})):
        sketch.record("Theme", theme, **properties)
    sketch.city("tokyo", "JPN")
    sketch.city("hanoi", "VNM")


def test_theme_gaps_count_contacts_and_documents_that_make_a_tie(sketch: Sketch) -> None:
    themes(sketch)
    for key, status in (("live", "in_force"), ("old", "lapsed")):
        sketch.link(sketch.agreement(key, "City:tokyo", "2010", status=status), "ABOUT", "Theme:climate")
    for key, start, partner, theme in (
        ("before", "2022-09-30", "City:tokyo", "sport"), ("inside", "2023-01-01", "City:tokyo", "climate"),
        ("joint", "2023-02-01", "City:tokyo", "climate"), ("future", "2024-07-01", "City:hanoi", "food"),
    ):  # fmt: skip
        sketch.link(sketch.activity(key, start, partner), "ABOUT", f"Theme:{theme}")
    sketch.link("Activity:joint", "INVOLVES", "City:hanoi", role="partner")
    summary, contacts, documents, reasons = theme_gaps(sketch.store(), as_of=AS_OF)
    found = {row["theme"]: row for row in summary.rows}
    counts = ("documents_counted", "contacts_with_anyone", "activities_with_anyone")
    assert {theme: tuple(row[name] for name in counts) for theme, row in found.items()} == {
        "food": (0, 0, 0), "sport": (0, 1, 0), "climate": (1, 2, 2),
    }  # fmt: skip
    assert english(found["climate"]["plan_field"]) == "climate"
    assert found["sport"]["plan_field"] == ABSENT
    assert english(found["sport"]["regions_without"]) == "asean"
    assert found["climate"]["regions_without"] == ABSENT
    by_theme = {row["theme"]: (row["east-asia"], row["asean"], row["no_region"]) for row in contacts.rows}
    assert by_theme == {"climate": (2, 1, 0), "food": (0, 0, 0), "sport": (1, 0, 0)}
    assert [row["east-asia"] for row in documents.rows] == [1, 0, 0]
    assert (contacts.n, documents.n) == (3, 1)
    assert reasons.column("gap_id") == ["Theme:climate"]  # the only one of a field that the plan names
    assert "Of 3 themes 1 have no contact on record and 2 none in the plan's years; 0 of these" in (
        summary.title.en
    )


def test_one_theme_may_be_asked_for(sketch: Sketch) -> None:
    themes(sketch)
    tables = theme_gaps(sketch.store(), as_of=AS_OF, theme="Theme:sport")
    assert [table.column("theme") for table in tables[:3]] == [["sport"]] * 3
    assert tables[3].rows == []


def test_plan_partners_are_the_places_that_project_names_hold(sketch: Sketch) -> None:
    themes(sketch)
    sketch.record("Project", "P1")
    sketch.record("Project", "P2")
    document = sketch.agreement("a", "City:tokyo", "2012")
    sketch.link("Project:P1", "NAMES", "City:tokyo", certain="yes")
    sketch.link("Project:P1", "NAMES", document, certain="yes")
    table = plan_partners(sketch.store(), as_of=AS_OF)
    (row,) = table.rows
    assert (row["project"], row["tie"], english(row["document"])) == ("P1", True, "a")
    assert table.title.en == "1 partner is named among the plan's 2 projects (east-asia); 0 are in ASEAN"
    assert not plan_partners(sketch.store(), as_of=date(2011, 1, 1)).rows[0]["tie"]


def subject(sketch: Sketch) -> None:
    sketch.country("VNM")
    sketch.city("hanoi", "VNM")
    sketch.city("tokyo")
    sketch.agreement("with-hanoi", "City:hanoi", "2004", note="signed in Hanoi")
    sketch.activity("visit", "2024-06-30", "City:hanoi", note="day deduced")
    sketch.activity("other", "2024-06-01", "City:tokyo", note="elsewhere")
    mission = sketch.record("Embassy", "vnm", note="no coordinates")
    sketch.link(mission, "REPRESENTS", "Country:VNM")
    sketch.claim("year", "conflict", "Agreement:with-hanoi", value="2004; 2001", choice="2004")
    sketch.claim("count", "partner count", BANGKOK, value="24 cities", dated_on="2013-02")
    inquiry = sketch.record("Inquiry", "calls", field="activity", outcome="not_found", asked_on="2024-06",
                            asked_of_en="pages", asked_of_th="หน้าเว็บ")  # fmt: skip
    sketch.link(inquiry, "CONCERNS", "Country:VNM")


def test_records_on_a_country_take_in_its_places_and_what_speaks_of_them(sketch: Sketch) -> None:
    subject(sketch)
    store = sketch.store()
    city = {"City:hanoi", "Agreement:with-hanoi", "Activity:visit"}
    assert records_on(store, "City:hanoi") == city
    assert records_on(store, "Country:VNM") == city | {"Country:VNM", "Embassy:vnm"}


def test_records_on_a_tactic_reach_down_to_the_activities_of_its_criteria(sketch: Sketch) -> None:
    subject(sketch)
    chain = ("Tactic:2.1", "Kpi:2.1-1", "Level:2.1-1/L1", "Criterion:2.1-1/L1/a")
    for record in chain:
        sketch.record(*record.split(":"))
    for whole, part in itertools.pairwise(chain):
        sketch.link(part, "PART_OF", whole)
    sketch.link("Activity:visit", "SUPPORTS", chain[3], mode="meets")
    sketch.link("Activity:other", "SUPPORTS", chain[1], mode="context")
    store = sketch.store()
    assert records_on(store, "Tactic:2.1") == {*chain, "Activity:visit", "Activity:other"}
    assert records_on(store, chain[2]) == {chain[2]}
    assert [row["record"] for row in watch(store, as_of=AS_OF, about="Tactic:2.1").rows] == [
        "Activity:visit", "Activity:other",
    ]  # fmt: skip


def test_watch_gives_every_note_on_a_subject_newest_first_and_the_undated_last(sketch: Sketch) -> None:
    subject(sketch)
    table = watch(sketch.store(), as_of=AS_OF, about="Country:VNM")
    assert [row["record"] for row in table.rows] == [
        "Activity:visit", "Agreement:with-hanoi", "Claim:year", "Embassy:vnm", "Inquiry:calls",
    ]  # fmt: skip
    # A disagreement without a date takes the newest of what it concerns.
    assert table.rows[2]["noted_on"] == PartialDate(2004)
    assert english(table.rows[2]["note"]) == "2004; 2001 - 2004"
    assert table.rows[3]["noted_on"] is None
    assert "4 notes about VNM, 1 of them undated; besides, 1 search" in table.title.en


@pytest.mark.parametrize(
    ("months", "records"),
    [
        (1, ["Activity:visit", "Activity:other", "Inquiry:calls"]),
        (137, ["Activity:visit", "Activity:other", "Claim:count", "Inquiry:calls"]),
    ],
)
def test_watch_without_a_subject_goes_back_so_many_months(
    months: int, records: list[str], sketch: Sketch
) -> None:
    subject(sketch)
    table = watch(sketch.store(), as_of=AS_OF, months=months)
    assert [row["record"] for row in table.rows] == records


def test_watch_of_no_month_is_refused(sketch: Sketch) -> None:
    with pytest.raises(QuestionError, match="at least 1"):
        watch(sketch.store(), as_of=AS_OF, months=0)


def test_an_inquiry_says_what_it_was_about(sketch: Sketch) -> None:
    cities = [sketch.city(f"c{number}") for number in range(5)]
    inquiry = sketch.record("Inquiry", "i", asked_on="2024-06", outcome="not_found", field="agreement")
    for city in cities:
        sketch.link(inquiry, "CONCERNS", city)
    (row,) = watch(sketch.store(), as_of=AS_OF).rows
    assert "c0, c1, c2, c3 and 1 more" in english(row["note"])


def test_watch_leaves_out_what_is_dated_later(sketch: Sketch) -> None:
    subject(sketch)
    found = watch(sketch.store(), as_of=date(2024, 6, 29), about="City:hanoi").rows
    assert "Activity:visit" not in {row["record"] for row in found}


def test_disagreements_on_a_partner_are_those_on_its_records(sketch: Sketch) -> None:
    subject(sketch)
    sketch.claim("spelling", "name_th", "City:tokyo", preferred=False)
    store = sketch.store()
    assert disagreements(store, as_of=AS_OF).records == ["Claim:spelling", "Claim:year"]
    assert disagreements(store, as_of=AS_OF, about="City:hanoi").records == ["Claim:year"]
    assert disagreements(store, as_of=AS_OF, about="City:tokyo").records == ["Claim:spelling"]


@pytest.mark.parametrize(
    ("as_of", "found"), [(date(2024, 5, 31), 0), (date(2024, 6, 1), 1), (date(2024, 6, 30), 1)]
)
def test_an_inquiry_counts_from_the_first_day_it_can_mean(as_of: date, found: int, sketch: Sketch) -> None:
    subject(sketch)
    assert known_nothing(sketch.store(), as_of=as_of)[0].n == found


def test_what_was_not_asked_stands_apart_and_a_place_is_also_its_country(sketch: Sketch) -> None:
    subject(sketch)
    unasked = sketch.record("Inquiry", "unasked", field="agreement", outcome="not_asked",
                            subjects_named=("Urban 20",))  # fmt: skip
    sketch.link(unasked, "CONCERNS", "City:hanoi")
    asked, not_asked = known_nothing(sketch.store(), as_of=AS_OF)
    assert (asked.n, not_asked.n) == (1, 2)
    assert [english(row["subject"]) for row in not_asked.rows] == ["Urban 20", "hanoi"]
    assert [row["asked_on"] for row in not_asked.rows] == [ABSENT, ABSENT]
    asked, not_asked = known_nothing(sketch.store(), as_of=AS_OF, about="Country:VNM")
    assert (asked.n, not_asked.n) == (1, 1)
    assert [table.n for table in known_nothing(sketch.store(), as_of=AS_OF, about="City:hanoi")] == [0, 1]
    assert [table.n for table in known_nothing(sketch.store(), as_of=AS_OF, field="agreement")] == [0, 2]
