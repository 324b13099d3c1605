"""`bfa plan status` and the trace on packaged data and on the planners' files."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import cli
from graph.store import Store
from graph.texts import Label
from plan.answers.by_tactic import by_tactic_table
from plan.answers.trace_tables import trace_tables
from plan.ladders.plan_records import read_plan_records
from plan.ladders.trace import trace
from plan.making.assemble import Assembly
from queries.facts.contacts import may_happen_in, plan_period

AS_OF = "2026-11-24"
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
FILES = [
    word for name in ("links", "evidence", "actuals") for word in (f"--{name}", str(EXAMPLES / f"{name}.csv"))
]


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli.main, [*words, "--as-of", AS_OF])
    assert result.exit_code == code, result.output
    return result


def tables(*words: str) -> dict[str, dict[str, object]]:
    found = json.loads(run("plan", "status", *words, "--format", "json").stdout)["data"]["tables"]
    return {table["name"]: table for table in found}


def rows(table: dict[str, object]) -> dict[tuple[str, int], dict[str, object]]:
    listed = table["rows"]
    assert isinstance(listed, list)
    return {(row["kpi"], row["year"]): row for row in listed}


def test_on_packaged_data_nothing_is_confirmed_and_the_top_stays_possible() -> None:
    found = rows(tables()["plan-status"])
    assert len(found) == 55
    assert {row["confirmed"] for row in found.values()} == {0, None}
    ladders = {row["possible"] for (kpi, _), row in found.items() if kpi not in ("1.3-1", "2.3-1", "3.2-1")}
    assert ladders == {5}
    assert {row["possible"] for (kpi, _), row in found.items() if kpi == "2.3-1"} == {3}
    assert all(isinstance(row["records_held"], int) for row in found.values())


def test_the_role_ladder_is_shown_under_both_rules() -> None:
    listed = tables("--year", "2567")["plan-readings"]["rows"]
    assert isinstance(listed, list)
    assert [(row["kpi"], row["claimed"]) for row in listed] == [("2.1-1", 1), ("2.1-1", 1)]
    assert len({row["rule"] for row in listed}) == 2


def test_conditions_are_shown_as_printed() -> None:
    table = tables("--year", "2568", "--lang", "th")["plan-status"]
    assert rows(table)["3.1-1", 2568]["condition"] == "(*ในกรณีผ่านความเห็นจาก สกก.)"
    notes = table["notes"]
    assert isinstance(notes, list)
    assert any("3.1-1 / 2568" in note and "สกก." in note for note in notes)


@pytest.mark.parametrize(("clock", "words"), [("fiscal", "1 Oct - 30 Sep"), ("calendar", "1 Jan - 31 Dec")])
def test_the_clock_is_printed_as_assumed(clock: str, words: str) -> None:
    shown = run("plan", "status", "--year", "2566", "--clock", clock, "--lang", "en").stdout
    assert words in shown
    assert "assumed" in shown


def test_the_clocks_hold_other_records() -> None:
    held = [
        [
            row["records_held"]
            for (kpi, _), row in rows(tables("--clock", clock)["plan-status"]).items()
            if kpi == "2.1-1"
        ]
        for clock in ("fiscal", "calendar")
    ]
    assert len(held[0]) == len(held[1]) == 5
    assert held[0] != held[1]


def test_the_roll_up_counts_every_kpi_once_and_averages_nothing() -> None:
    listed = tables("--year", "2567")["plan-rollup"]["rows"]
    assert isinstance(listed, list)
    strategies = [row for row in listed if len(row["element"]) == 1]
    assert sum(row["total"] for row in strategies) == 11
    for row in listed:
        assert row["above"] + row["at"] + row["below"] + row["unknown"] == row["total"]


def test_the_score_stands_apart_and_only_when_asked_for() -> None:
    assert "plan-score" not in tables("--year", "2567")
    listed = tables("--year", "2567", "--score")["plan-score"]["rows"]
    assert isinstance(listed, list)
    ranges = [(row["score_least"], row["score_most"]) for row in listed]
    assert (ranges[0], ranges[2]) == ((0, 0), (100, 100))
    assert 0 < ranges[1][0] <= ranges[1][1] < 100


def test_the_planners_files_confirm_deny_and_measure() -> None:
    found = rows(tables(*FILES)["plan-status"])
    role = found["2.1-1", 2566]
    assert (role["confirmed"], role["claimed"], role["possible"]) == (1, 1, 5)
    assert found["2.1-1", 2567]["possible"] == 4  # a document says that no issue was led
    assert (found["3.2-1", 2566]["confirmed"], found["3.2-1", 2566]["claimed"]) == (62, 62)
    assert found["1.3-1", 2567]["confirmed"] == 0  # its only document is hearsay


def test_a_bad_file_is_refused_whole_with_every_place(tmp_path: Path) -> None:
    bad = tmp_path / "links.csv"
    bad.write_text("activity,element,mode,reason_th\nA1,2.1-1/L9,meets,x\nA999,1.3-1,meets,x\n", "utf-8")
    shown = run("plan", "status", "--links", str(bad), "--lang", "en", code=1).stderr
    assert "links.csv!B2" in shown
    assert "2.1-1/L5" in shown or "2.1-1/L" in shown
    assert "links.csv!A3" in shown


def test_warnings_are_said_and_stand_in_json(tmp_path: Path) -> None:
    old = tmp_path / "evidence.csv"
    old.write_text("key,activity,verdict,grade,dated_on,page\ne1,A204,met,A1,1/7/2566,1\n", "utf-8")
    shown = run("plan", "status", "--year", "2566", "--evidence", str(old), "--lang", "en")
    assert "evidence.csv!E2" in shown.stderr
    envelope = json.loads(run("plan", "status", "--evidence", str(old), "--format", "json").stdout)
    assert [issue["code"] for issue in envelope["issues"]] == ["evidence-older"]


def test_a_year_outside_the_plan_is_met_with_its_years() -> None:
    assert "2566, 2567, 2568, 2569, 2570" in run("plan", "status", "--year", "2571", code=2).stderr


def traced(*words: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(run("plan", "trace", *words, "--format", "json").stdout)["data"]
    return found


def kpis(found: dict[str, object]) -> dict[str, dict[str, object]]:
    listed = found["kpis"]
    assert isinstance(listed, list)
    return {kpi["id"]: kpi for kpi in listed}


@pytest.mark.parametrize(
    ("start", "reached"),
    [
        ("Strategy:2", {"Kpi:2.1-1", "Kpi:2.2-1", "Kpi:2.2-2", "Kpi:2.3-1"}),
        ("2.1", {"Kpi:2.1-1"}),
        ("2.1-1", {"Kpi:2.1-1"}),
        ("2.1-1/L1", {"Kpi:2.1-1"}),
        ("2.1-1/L1/a", {"Kpi:2.1-1"}),
        ("P18", {"Kpi:2.2-2"}),
        ("Agency:social-development", {"Kpi:1.1-1", "Kpi:1.1-2", "Kpi:2.2-1"}),
        ("geo/2", {"Kpi:2.1-1"}),
        ("Mission:M3", {"Kpi:1.3-1", "Kpi:2.1-1", "Kpi:2.2-1", "Kpi:2.2-2"}),
        ("foreign-community", {"Kpi:2.2-1", "Kpi:2.2-2"}),
        ("continuing-activity", {"Kpi:1.3-1"}),
        ("asean-direction", {"Kpi:2.1-1"}),
        ("Correction:c12", {"Kpi:1.1-1"}),
        ("Chapter:strategy-3", {"Kpi:3.1-1", "Kpi:3.2-1", "Kpi:3.3-1"}),
    ],
)
def test_a_trace_reaches_its_kpis(start: str, reached: set[str]) -> None:
    assert set(kpis(traced(start))) == reached


def test_a_trace_of_a_project_lists_what_carries_it_out() -> None:
    (kpi,) = kpis(traced("P18")).values()
    carried = kpi["carried_out"]
    assert isinstance(carried, list)
    assert {link["project"] for link in carried} == {"Project:P18"}
    assert all(link["rule"].startswith("R-P18") and link["reason"] for link in carried)


@pytest.mark.parametrize(("start", "named"), [("P20", "P20"), ("3.3-1", "3.3-1"), ("2.2-1", "P16, P17")])
def test_a_trace_says_for_what_no_rule_is_written(start: str, named: str) -> None:
    shown = run("plan", "trace", start, "--lang", "en").stdout
    assert f"No rule is written for {named}. It" in shown


def test_a_trace_of_an_activity_or_partner_shows_its_links_alone() -> None:
    found = kpis(traced("A204"))["Kpi:2.1-1"]
    levels = found["levels"]
    assert isinstance(levels, list)
    assert {link["id"] for level in levels for link in level["activities"]} == {"Activity:A204"}
    assert "Kpi:1.3-1" in kpis(traced("City:yokohama"))


def test_an_open_group_is_never_counted_as_a_named_agency() -> None:
    agencies = kpis(traced("Kpi:2.1-1"))["Kpi:2.1-1"]["agencies"]
    assert agencies == [
        {"id": "Agency:concerned-units", "role": "assists", "named": False, "correction": None},
        {"id": "Agency:international-affairs-office", "role": "leads", "named": True, "correction": None},
    ]
    shown = run("plan", "trace", "Kpi:2.1-1", "--lang", "en").stdout
    assert "Named agencies: 1; open groups: 1" in shown


def test_an_agency_read_through_a_slip_of_the_print_is_marked() -> None:
    found = kpis(traced("1.1-1"))["Kpi:1.1-1"]
    assert found["corrections"] == ["Correction:c12", "Correction:c28"]
    slips = {agency["id"]: agency["correction"] for agency in found["agencies"]}  # type: ignore[attr-defined]
    assert slips["Agency:finance"] == "Correction:c12"
    assert slips["Agency:social-development"] is None
    shown = " ".join(run("plan", "trace", "1.1-1").stdout.split())
    assert "สำนักการคลัง: พิมพ์ว่า “สำนักการค้าปลีก”" in shown
    assert "ยังไม่แน่ชัด" in shown


def test_a_trace_cites_each_element_by_its_page(store: Store) -> None:
    chain = trace_tables(store, trace(store, "2.2-1"), as_of=date(2026, 11, 24))[0]
    pages = {str(row["record"]): row["page"] for row in chain.rows}
    assert pages["Strategy:2"] == Label("หน้า 39", "page 39")
    assert pages["Level:2.2-1/L1"] == Label("ตั้งแต่หน้า 39", "from page 39")
    assert pages["Mission:M3"] == Label("ตั้งแต่หน้า 30", "from page 30")
    assert "Concept:foreign-community" in pages


def test_evidence_is_traced_to_what_it_attests() -> None:
    found = kpis(traced("Evidence:x1", *FILES))
    assert "Kpi:2.1-1" in found


def test_every_activity_of_the_plan_years_is_linked_or_listed_with_why_not(assembly: Assembly) -> None:
    store, period = assembly.store, plan_period(assembly.store)
    assert period is not None
    inside = [activity for activity in store.nodes("Activity") if may_happen_in(activity, period)]
    assert len(inside) > 100
    for activity in inside:
        linked = store.edges_from(activity.id, "SUPPORTS", "CARRIES_OUT")
        assert bool(linked) != (activity.id in assembly.unlinked), activity.id
    undated = [a.id for a in store.nodes("Activity") if not a.text("start_on")]
    assert {assembly.unlinked.get(key) for key in undated} == {"undated"}


def test_by_tactic_counts_as_moving_only_what_some_year_counts(store: Store) -> None:
    table = by_tactic_table(store, as_of=date(2026, 11, 24))
    counted = {
        key
        for one in read_plan_records(store, as_of=date(2026, 11, 24)).assess_all()
        if one.kpi == "Kpi:1.3-1"
        for key in one.activities
    }
    (row,) = [row for row in table.rows if isinstance(row["tactic"], Label) and "1.3" in row["tactic"].en]
    assert row["moving"] == len(counted)


def test_the_status_and_the_condition_of_a_count_stand_on_the_screen() -> None:
    shown = run("plan", "status", "--year", "2567", "--lang", "en").stdout
    assert "Status" in shown
    assert "claimed below target" in shown or "nothing on record reaches a level" in shown
    found = rows(tables("--lang", "en")["plan-status"])
    missing = "condition not shown: arts, culture and creativity missing"
    assert found["1.3-1", 2567]["condition_shown"] == f"2 · {missing}"
    assert found["1.3-1", 2568]["condition_shown"] == "6 · condition shown"
    assert found["1.3-1", 2566]["condition_shown"] == "2 · condition not shown: education missing"
    assert found["2.1-1", 2566]["condition_shown"] == "—"


def test_none_is_not_0_in_files() -> None:
    shown = run("plan", "status", "--year", "2567", "--format", "csv", "--lang", "en").stdout
    listed = {row["kpi"]: row for row in csv.DictReader(shown.splitlines()[:12])}
    assert (listed["2.3-1"]["confirmed"], listed["2.3-1"]["claimed"]) == ("none", "2")
    assert listed["1.3-1"]["confirmed"] == "0"  # a count of nothing
    assert listed["3.2-1"]["confirmed"] == "unknown"


def test_a_claim_on_hearsay_or_a_bare_number_is_marked(tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_text(
        "key,element,verdict,grade,dated_on\nh,2.2-1/L3,met,E5,2023-05-01\n", "utf-8"
    )
    (tmp_path / "a.csv").write_text("element,year,value\n1.3-1,2566,40\n", "utf-8")
    table = tables(
        "--evidence", str(tmp_path / "e.csv"), "--actuals", str(tmp_path / "a.csv"), "--lang", "en"
    )
    found = {key: row["weak_claims"] for key, row in rows(table["plan-status"]).items() if row["weak_claims"]}
    assert found["2.2-1", 2566] == 1
    assert found["1.3-1", 2566] == 1
    notes = table["plan-status"]["notes"]
    assert isinstance(notes, list)
    assert any("below the accepted grade" in note and "1.3-1 / 2566" in note for note in notes)
    assert not any("in 0" in note for note in notes)
    assert {row["weak_claims"] for row in rows(tables()["plan-status"]).values()} == {0}


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("geo/3", "No link from a tactic, project or KPI has been read yet"),
        ("A185", "linked to no KPI or project"),
    ],
)
def test_a_trace_that_reaches_nothing_says_why(start: str, words: str) -> None:
    assert words in run("plan", "trace", start, "--lang", "en").stdout


def test_a_trace_reaches_nothing_by_what_has_not_begun() -> None:
    words = ["plan", "trace", "A204", "--as-of", "2023-01-01"]
    shown = CliRunner().invoke(cli.main, [*words, "--lang", "en"]).stdout
    assert "0 KPIs reached" in shown
    assert "begins after the as-of date 1 Jan 2023" in shown
    envelope = json.loads(CliRunner().invoke(cli.main, [*words, "--format", "json"]).stdout)
    assert envelope["data"]["kpis"] == []


def test_a_trace_from_an_activity_shows_its_own_levels_first() -> None:
    shown = run("plan", "trace", "A204", "--lang", "en").stdout
    assert "Criterion:2.1-1/L1/a" in shown
    assert "2.1-1/L4" not in shown
    assert shown.index("links from activities to these KPIs") < shown.index("10 targets")


def test_one_kpi_is_singular_and_what_only_stands_beside_is_told_apart() -> None:
    assert "1 KPI reached" in run("plan", "trace", "2.1", "--lang", "en").stdout
    assert " moved; " in run("plan", "trace", "City:yokohama", "--lang", "en").stdout.splitlines()[0]


def test_a_common_era_year_is_read_and_the_reading_said() -> None:
    shown = run("plan", "status", "--year", "2023", "--lang", "en")
    assert "2023 (C.E.) is read as 2566 B.E." in shown.stderr
    assert shown.stdout == run("plan", "status", "--year", "2566", "--lang", "en").stdout


@pytest.mark.parametrize("year", ["๒๕๖๖", "พ.ศ. 2566", "พ.ศ.๒๕๖๖", "ปีงบประมาณ 2566"])
def test_a_year_is_read_as_the_office_writes_it_without_a_word(year: str) -> None:
    shown = run("plan", "status", "--year", year, "--lang", "en")
    assert shown.stderr == ""
    assert shown.stdout == run("plan", "status", "--year", "2566", "--lang", "en").stdout


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2600-01-01", "read as 1 Jan 2057"),
        ("24 พ.ย. 69", "two digits"),
        ("11/24/2026", "write the day first: 24/11/2026"),
        ("31/2/2566", "Feb 2023 has 28 days"),
    ],
)
def test_a_day_to_answer_for_is_refused_for_what_it_is(written: str, words: str) -> None:
    shown = CliRunner().invoke(cli.main, ["plan", "status", "--as-of", written, "--lang", "en"])
    assert shown.exit_code == 2
    assert words in shown.stderr


def test_the_next_steps_name_the_rule_and_no_raw_code() -> None:
    shown = run("plan", "next", "2.1-1", "--lang", "en").stdout
    assert "under “the best single item”" in shown.splitlines()[0]
    tables = ("plan-next", "plan-next-help")
    thai = "".join(
        run("plan", "next", "2.1-1", "--table", table, "--format", "csv").stdout for table in tables
    )
    assert "ประเทศอาเซียน: only" not in thai
    assert "ทุกประเทศเป็นสมาชิกอาเซียน" in thai


@pytest.mark.parametrize(("kpi", "year"), [("1.3-1", "2568"), ("2.1-1", "2568"), ("2.3-1", "2569")])
def test_every_record_that_the_next_steps_give_is_named_with_its_day(kpi: str, year: str) -> None:
    asked = run(
        "plan", "next", kpi, "--year", year, "--lang", "th", "--format", "csv", "--table", "plan-next"
    )
    given = set(re.findall(r"\bA\d{3}\b", asked.stdout))
    named = run(
        "plan", "next", kpi, "--year", year, "--lang", "th", "--format", "csv", "--table", "plan-next-records"
    )
    rows = {row["record"]: row for row in csv.DictReader(named.stdout.splitlines())}
    assert given
    assert given <= set(rows)
    assert all(row["name"] and row["date"] for row in rows.values())
    assert "Activity:" not in run("plan", "next", kpi, "--year", year, "--lang", "th").stdout


@pytest.mark.parametrize("written", ["1,500,000", "๑๕๐๐๐๐๐", "๑,๕๐๐,๐๐๐"])
def test_numbers_as_offices_write_them_are_read_and_said(written: str, tmp_path: Path) -> None:
    given = tmp_path / "a.csv"
    given.write_text(f'element,year,narrative,budget\nProject:P07,2566,Held.,"{written}"\n', "utf-8")
    shown = run(
        "plan",
        "report",
        "--year",
        "2566",
        "--month",
        "9",
        "--actuals",
        str(given),
        "--format",
        "csv",
        "--table",
        "report-projects",
        "--lang",
        "en",
    )
    assert "a.csv!D2" in shown.stderr
    assert "is read as 1500000" in shown.stderr
    assert ",1500000," in shown.stdout


def test_a_number_that_may_be_read_two_ways_is_refused_with_the_way_to_write_it(tmp_path: Path) -> None:
    given = tmp_path / "a.csv"
    given.write_text('element,year,budget\nProject:P07,2566,"13,75"\n', "utf-8")
    shown = run("plan", "status", "--actuals", str(given), "--lang", "en", code=1).stderr
    assert "1500000" in shown


def test_a_table_is_not_written_as_what_it_is_not(tmp_path: Path) -> None:
    shown = run("plan", "status", "-o", str(tmp_path / "x.pdf"), "--lang", "en", code=2).stderr
    assert ".csv, .json, .txt, .xlsx" in shown
    assert not (tmp_path / "x.pdf").exists()


def test_a_value_measured_outside_its_year_claims_nothing_and_is_said(tmp_path: Path) -> None:
    given = tmp_path / "actuals.csv"
    for measured, value in (("2020-09-30", None), ("30/9/2567", 80), ("1 ต.ค. 2567", None)):
        given.write_text(
            f"element,year,numerator,denominator,measured_on,method\n3.2-1,2567,40,50,{measured},register\n",
            "utf-8",
        )
        found = rows(tables("--actuals", str(given), "--year", "2567")["plan-status"])["3.2-1", 2567]
        assert found["claimed"] == value
        shown = run("plan", "status", "--actuals", str(given), "--year", "2567", "--lang", "en")
        assert ("actuals.csv!E2" in shown.stderr) == (value is None)
        wanted = ("--year", "2567", "--month", "9", "--lang", "en", "--format", "json")
        report = run("plan", "report", "--actuals", str(given), *wanted)
        assert ("measured outside the year" in report.stdout) == (value is None)


def test_money_below_nothing_is_refused_and_more_spent_than_given_is_said(tmp_path: Path) -> None:
    given = tmp_path / "actuals.csv"
    words = ("plan", "report", "--year", "2567", "--month", "9", "--actuals", str(given), "--lang", "en")
    given.write_text("element,year,budget,spent\nProject:P07,2567,-100,900000\n", "utf-8")
    assert "actuals.csv!C2" in run(*words, code=1).stderr
    given.write_text('element,year,budget,spent\nโครงการ P07,๒๕๖๗,"3,000,000","3,500,000"\n', "utf-8")
    assert "actuals.csv!D2: 3,500,000 baht spent is over the budget of 3,000,000 baht" in run(*words).stderr
    checked = run("plan", "checks", "--actuals", str(given), "--format", "csv", "--lang", "en").stdout
    assert "spent-over-budget" in checked


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("A204,2.1-1,meets", "Kpi:2.1-1 is a ladder as a whole"),
        ("A204,3.2-1,meets", "a measured figure decides Kpi:3.2-1"),
        ("A204,2.2-2/L4/a,meets", "a measured figure decides Criterion:2.2-2/L4/a"),
        ("A211,1.3-1,meets", "announced, not confirmed that it took place"),
        ("A268,1.3-1,meets", "has no date"),
    ],
)
def test_a_link_that_can_move_nothing_says_why_and_moves_nothing(
    tmp_path: Path, link: str, words: str
) -> None:
    given = tmp_path / "links.csv"
    given.write_text(f"activity,element,mode,reason_th\n{link},เหตุผล\n", "utf-8")
    shown = run("plan", "status", "--links", str(given), "--lang", "en")
    assert words in shown.stderr
    marks = ("confirmed", "claimed", "status")
    with_link = rows(tables("--links", str(given))["plan-status"])
    assert {key: [row[m] for m in marks] for key, row in with_link.items()} == {
        key: [row[m] for m in marks] for key, row in rows(tables()["plan-status"]).items()
    }


def test_the_links_of_two_departments_both_count(tmp_path: Path) -> None:
    words = []
    for name, element in (("a", "1.1-1/L1"), ("b", "1.2-1/L1")):
        (tmp_path / f"{name}.csv").write_text(
            f"activity,element,mode,reason_th\nA204,{element},บรรลุ,เหตุผล\n", "utf-8"
        )
        words += ["--links", str(tmp_path / f"{name}.csv")]
    found = rows(tables(*words)["plan-status"])
    assert found["1.1-1", 2566]["claimed"] == found["1.2-1", 2566]["claimed"] == 1
