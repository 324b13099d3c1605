"""Activities by fiscal year and region, by hand and beside the plan's status and the trend."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from graph.dates import PartialDate
from graph.store import Store
from plan.ladders.plan_records import read_plan_records
from plan.making.assemble import assemble_graph
from queries.catalog import run_question
from queries.questions.activities_by_region import activities_by_region
from queries.questions.balance_trend import balance_trend
from queries.table import Cell, Table

if TYPE_CHECKING:
    from tests.unit.conftest import Sketch

AS_OF = date(2026, 11, 24)


@pytest.fixture(scope="module")
def store() -> Store:
    return assemble_graph().store


@pytest.fixture
def world(sketch: Sketch) -> Sketch:
    """Partners in Japan and Laos; Thailand lies in ASEAN and is no region of the answer."""
    sketch.plan()
    for country in ("JPN", "LAO"):
        sketch.country(country)
    sketch.region("east-asia", "JPN")
    sketch.region("asean", "LAO", "THA")
    sketch.city("tokyo", "JPN")
    sketch.city("vientiane", "LAO")
    return sketch


def cells(table: Table, period: str) -> dict[str, Cell]:
    (row,) = [row for row in table.rows if row["period"] == period]
    return {name: row[name] for name in ("asean", "east-asia", "nobody_abroad", "counted_again", "all")}


def test_a_record_in_two_regions_counts_in_both_and_the_parts_make_the_whole(world: Sketch) -> None:
    world.activity("both", "2025-05-22", "City:tokyo", "City:vientiane")
    world.activity("home", "2025-06-01", "Country:THA")
    world.activity("announced", "2025-07-01", "City:tokyo", status="announced")
    world.activity("later", "2025-10-01", "City:tokyo")  # opens fiscal year 2569
    activities, contacts = activities_by_region(world.store(), as_of=AS_OF)
    assert cells(activities, "2568") == {
        "asean": 1,
        "east-asia": 2,
        "nobody_abroad": 1,
        "counted_again": 1,
        "all": 3,
    }
    assert cells(contacts, "2568") == {
        "asean": 1,
        "east-asia": 1,
        "nobody_abroad": 1,
        "counted_again": 1,
        "all": 2,
    }
    assert cells(activities, "2569")["all"] == 1
    assert any("announced, not confirmed that it took place 1" in note.en for note in activities.notes)


def test_what_lasts_into_a_second_year_stands_in_both_and_once_in_the_whole(world: Sketch) -> None:
    world.activity("long", "2025-09-28", "City:tokyo", end_on="2025-10-04")
    activities, contacts = activities_by_region(world.store(), as_of=AS_OF)
    assert [cells(activities, year)["all"] for year in ("2568", "2569", "all")] == [1, 1, 1]
    assert [cells(contacts, year)["all"] for year in ("2568", "2569", "all")] == [1, 0, 1]
    assert any(note.en.endswith("counted in each: 1 (long).") for note in activities.notes)


def test_a_year_after_the_end_of_the_record_has_no_figure(world: Sketch) -> None:
    world.reaches = "2026-02-23"
    world.activity("announced", "2026-10-12", "City:tokyo", status="announced")
    activities, _ = activities_by_region(world.store(), as_of=AS_OF)
    assert {getattr(cell, "en", cell) for cell in cells(activities, "2570").values()} == {
        "record not gathered"
    }
    (named,) = [row["name"] for row in activities.rows if row["period"] == "2569"]
    assert getattr(named, "en", "") == "FY 2569 (to 23 Feb 2026)"


def test_what_is_on_record_with_a_region_is_listed_newest_first(world: Sketch) -> None:
    world.activity("first", "2025-05-22", "City:vientiane")
    world.activity("second", "2025-08", "Country:LAO", by_council=True)
    world.activity("other", "2025-08-01", "City:tokyo")
    region = "Region:plan/asean"
    listed = activities_by_region(world.store(), as_of=AS_OF, year=2568, region=region)[2]
    assert [row["record"] for row in listed.rows] == ["Activity:second", "Activity:first"]
    assert [getattr(row["why_uncounted"], "en", row["why_uncounted"]) for row in listed.rows] == [
        "an activity of the council",
        "—",
    ]


@pytest.mark.parametrize("scheme", ["plan", "un-m49"])
def test_every_total_equals_its_parts(store: Store, scheme: str) -> None:
    for table in activities_by_region(store, as_of=AS_OF, scheme=scheme):
        regions = [c.id for c in table.columns[2:-3]]
        for row in table.rows:
            if isinstance(row["all"], int):
                parts = sum(int(str(row[region])) for region in regions)
                assert parts + int(str(row["nobody_abroad"])) - int(str(row["counted_again"])) == row["all"]


def test_activities_are_those_the_plan_s_status_holds_and_contacts_those_of_the_trend(store: Store) -> None:
    activities, contacts = activities_by_region(store, as_of=AS_OF)
    held = read_plan_records(store, as_of=AS_OF).held
    assert [cells(activities, str(year))["all"] for year in (2566, 2567, 2568, 2569)] == [
        held[year] for year in (2566, 2567, 2568, 2569)
    ]
    trend = {str(row["period"]): row for row in balance_trend(store, as_of=AS_OF, by="plan-year")[0].rows}
    for row in contacts.rows[:4]:
        abroad = int(str(row["all"])) - int(str(row["nobody_abroad"]))
        assert abroad == trend[str(row["period"])]["contacts_with_anyone"]
        assert cells(activities, str(row["period"]))["all"] == trend[str(row["period"])]["records_held"]


def test_what_is_of_the_plan_s_years_but_of_none_for_certain_stands_in_a_row_of_its_own(store: Store) -> None:
    since = {str(row["what_code"]): row for row in balance_trend(store, as_of=AS_OF)[2].rows}
    _, contacts = activities_by_region(store, as_of=AS_OF)
    assert cells(contacts, "unplaced")["all"] == 2
    for row, counted in ((cells(contacts, "all"), since["contacts"]),):
        assert int(str(row["all"])) - int(str(row["nobody_abroad"])) == counted["inside_n"] == 92


def test_fiscal_2568_with_asean_and_east_asia(store: Store) -> None:
    """The golden answer (42 records, 22 and 5) with the three of 2568 that the table gained since."""
    found = {}
    for region in ("asean", "east-asia"):
        tables = run_question(
            store, "activities-by-region", as_of=AS_OF, params=[("year", "2568"), ("region", region)]
        )
        assert tables[0].title.en == f"FY 2568: {len(tables[2].rows)} of 45 activities on record with " + (
            "ASEAN" if region == "asean" else "East Asia"
        )
        found[region] = {str(row["record"]) for row in tables[2].rows}
    added = {"Activity:A294", "Activity:A303"}
    assert {region: len(records - added) for region, records in found.items()} == {
        "asean": 5,
        "east-asia": 22,
    }
    assert cells(tables[0], "2568")["all"] == 42 + 3
    assert tables[0].record_end == PartialDate(2026, 2, 23)
