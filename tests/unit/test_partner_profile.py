"""The page of one partner, by hand on a small graph."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from graph.dates import PartialDate
from queries.facts.memberships import BANGKOK
from queries.gaps.profile import LAST_CONTACTS
from queries.questions.partner_profile import partner_profile
from queries.table import ABSENT, Table
from queries.writers.csv_writer import render_csv
from queries.writers.screen_writer import render_screen

if TYPE_CHECKING:
    from tests.unit.conftest import Sketch

AS_OF = date(2024, 6, 30)


def english(cell: object) -> str:
    return getattr(cell, "en", str(cell))


@pytest.fixture
def partner(sketch: Sketch) -> Sketch:
    """One partner met twice, within the plan and before it, with a KPI, a project and a disagreement."""
    sketch.plan()
    sketch.country("JPN")
    sketch.region("east", "JPN")
    tokyo = sketch.city("tokyo", "JPN")
    sketch.agreement("mou", tokyo, "2010-01-01", ends_on="2025")
    sketch.agreement("council", tokyo, "2008", counterpart="council")
    sketch.link(sketch.record("Embassy", "emb-jpn"), "REPRESENTS", "Country:JPN")
    sketch.network("c40", BANGKOK, tokyo, list_year="2020")
    sketch.record("Kpi", "2.1-1")
    for level in ("L1", "L3"):
        sketch.link(sketch.record("Level", f"2.1-1/{level}"), "PART_OF", "Kpi:2.1-1")
    sketch.activity("before", "2020-01-01", tokyo)
    sketch.activity("within", "2023-01-01", tokyo)
    sketch.link("Activity:before", "SUPPORTS", "Level:2.1-1/L3", mode="context", rule="R1")
    sketch.link("Activity:within", "SUPPORTS", "Level:2.1-1/L1", mode="meets", rule="R2")
    sketch.record("Project", "P14")
    sketch.link("Activity:within", "CARRIES_OUT", "Project:P14", rule="R3")
    sketch.link(sketch.record("Project", "P11"), "NAMES", tokyo)
    sketch.claim("day", "conflict", "Agreement:mou", value="1 Jan; 2 Jan", choice="1 Jan")
    return sketch


def page(sketch: Sketch, key: str = "tokyo", as_of: date = AS_OF) -> dict[str, Table]:
    tables = partner_profile(sketch.store(), as_of=as_of, partner=f"City:{key}")
    return {table.name.removeprefix("partner-profile").removeprefix("-"): table for table in tables}


def facts(table: Table) -> dict[str, tuple[str, str]]:
    return {english(row["fact"]): (english(row["value"]), english(row["basis"])) for row in table.rows}


def test_the_facts_of_a_partner(partner: Sketch) -> None:
    found = facts(page(partner)[""])
    assert found["Country and region"] == ("JPN", "east")
    assert found["Status"][0] == "active within 2 years"
    assert found["Highest document"][0] == "memorandum of understanding"
    assert found["Mission in Bangkok"] == ("emb-jpn", "no contact on record")
    assert found["KPIs it supports"] == ("2.1-1", "by 1 activity")
    assert found["Projects of the plan that name it"] == ("P11", "P11")
    assert found["Last contact"][1] == "2 on record, 1 in the plan's years"
    assert "disagreements: 1" in found["Completeness of the record"][0]


def test_documents_of_both_sides_stand_oldest_first(partner: Sketch) -> None:
    table = page(partner)["agreements"]
    assert [english(side) for side in table.column("side")] == ["council", "executive"]
    assert [english(end) for end in table.column("ends_on")] == [
        "not stated", "PartialDate(year=2025, month=0, day=0)",
    ]  # fmt: skip


def test_levels_are_those_of_the_plan_s_years_and_context_is_counted_apart(partner: Sketch) -> None:
    (row,) = page(partner)["plan"].rows
    assert [row[name] for name in ("kpi", "rungs", "moving", "as_context")] == ["2.1-1", "L1", 1, 1]
    assert row["latest"] == PartialDate(2023, 1, 1)
    # Before the second contact only context is there, and its rung stands.
    (row,) = page(partner, as_of=date(2022, 12, 31))["plan"].rows
    assert [row[name] for name in ("rungs", "moving", "as_context")] == ["L3", 0, 1]


def test_projects_that_name_it_and_projects_it_carries_out(partner: Sketch) -> None:
    rows = page(partner)["projects"].rows
    assert [(row["project"], row["named"], row["carried_out"]) for row in rows] == [
        ("P11", True, 0), ("P14", False, 1),
    ]  # fmt: skip


def test_reasons_stand_only_where_a_tie_sleeps(partner: Sketch) -> None:
    assert "reasons" not in page(partner)
    assert page(partner, as_of=date(2028, 1, 2))["reasons"].n == 1


def test_a_place_without_a_tie_has_a_page_too(partner: Sketch) -> None:
    partner.activity("talks", "2024-01-01", partner.city("osaka", "JPN"))
    tables = page(partner, "osaka")
    assert "osaka: no tie; contacts on record 1, the last 1 Jan 2024" in tables[""].title.en
    assert facts(tables[""])["Tie since"] == ("no tie", ABSENT)
    assert tables["agreements"].rows == []


def test_a_screen_shows_the_last_contacts_and_a_file_holds_all(partner: Sketch) -> None:
    for number in range(LAST_CONTACTS):
        partner.activity(f"more-{number}", f"2024-01-{number + 1:02}", "City:tokyo")
    table = page(partner)["contacts"]
    assert len(table.rows) == table.n == LAST_CONTACTS + 2
    assert table.shown_rows == LAST_CONTACTS
    assert table.rows[0]["met_on"] == PartialDate(2024, 1, LAST_CONTACTS)
    screen = render_screen([table], "en", terminal=False)
    assert f"{LAST_CONTACTS} of {LAST_CONTACTS + 2} rows are shown" in screen
    assert str(table.rows[-1]["name"]) not in screen
    whole = render_screen([table], "en", terminal=False, whole=True)
    assert "rows are shown" not in whole
    assert len(whole.splitlines()) == len(screen.splitlines()) + 1
    assert render_csv(table, "en").count("\n") == LAST_CONTACTS + 3


def test_without_a_partner_every_tie_has_a_line(partner: Sketch) -> None:
    (table,) = partner_profile(partner.store(), as_of=AS_OF)
    (row,) = table.rows
    assert [row[name] for name in ("partner", "kpis", "projects", "networks", "open_matters")] == [
        "City:tokyo", "2.1-1", "P11", 1, 1,
    ]  # fmt: skip
    assert partner_profile(partner.store(), as_of=date(2009, 1, 1))[0].rows == []


def test_strength_shows_the_grade_of_the_strongest_document(sketch: Sketch) -> None:
    sketch.agreement("a", sketch.city("x"), "2010", kind="sister_city")
    facts = partner_profile(sketch.store(), as_of=AS_OF, partner="City:x")[0].rows
    assert "grade 6 of 6" in [getattr(row["basis"], "en", "") for row in facts]


def warnings(sketch: Sketch, key: str = "tokyo", as_of: date = AS_OF) -> dict[str, str]:
    table = page(sketch, key, as_of).get("warnings")
    return {english(row["warning_kind"]): english(row["what"]) for row in table.rows} if table else {}


def test_strained_relations_and_whom_to_consult_stand_first(partner: Sketch) -> None:
    partner.change(
        "Embassy:emb-jpn", relations_on="2024-05", relations_en="downgraded", relations_th="ลดระดับ"
    )
    assert warnings(partner)["relations of the states"] == (
        "downgraded. Ask the foreign ministry before any contact."
    )
    assert "relations of the states" not in warnings(partner, as_of=date(2024, 4, 30))


def test_a_term_over_without_a_successor_is_a_warning_until_one_is_signed(partner: Sketch) -> None:
    after = date(2026, 1, 1)
    assert "document ended, no successor" not in warnings(partner, as_of=date(2025, 12, 31))
    assert "no successor on record" in warnings(partner, as_of=after)["document ended, no successor"]
    partner.link(partner.agreement("new", "City:tokyo", "2025-11-01"), "RENEWS", "Agreement:mou")
    assert "document ended, no successor" not in warnings(partner, as_of=after)


def test_a_newer_announcement_stands_beside_the_last_contact(partner: Sketch) -> None:
    partner.activity("trip", "2024-05-07", "City:tokyo", status="announced")
    found = page(partner)
    told = "1 Jan 2023; not counted: 7 May 2024 (announced, not confirmed that it took place)"
    assert facts(found[""])["Last contact"][0] == told
    assert told in found[""].title.en
    assert "trip" in warnings(partner)["newer record that is not counted as a contact"]


def test_disagreements_are_named_first_too(partner: Sketch) -> None:
    assert warnings(partner)["sources disagree"] == "1: day"


def test_a_page_without_matters_has_no_warnings(sketch: Sketch) -> None:
    sketch.agreement("a", sketch.city("x"), "2023-01-01")
    assert warnings(sketch, "x") == {}


def test_days_ahead_are_those_of_its_documents_and_activities(partner: Sketch) -> None:
    partner.agreement("twin", "City:tokyo", "2015-01-01")
    partner.agreement("elsewhere", partner.city("osaka", "JPN"), "2015-01-01")
    partner.agreement("halls", "City:tokyo", "2015-02", counterpart="council")
    partner.activity("fair", "2024-09-01", "City:tokyo", status="planned")
    rows = page(partner)["coming"].rows
    assert [row["record"] for row in rows] == [
        "Activity:fair",
        "Agreement:twin",
        "Agreement:mou",
        "Agreement:halls",
    ]
    assert "coming" not in page(partner, as_of=date(2030, 6, 30))
