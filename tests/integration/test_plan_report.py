"""The report of a month and of a whole year, as a planner calls it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

import cli

AS_OF = "2026-11-24"
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
FILES = [
    word for name in ("links", "evidence", "actuals") for word in (f"--{name}", str(EXAMPLES / f"{name}.csv"))
]
YEARS = ("2566", "2567", "2568", "2569")
Row = dict[str, object]


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli.main, ["plan", *words, "--as-of", AS_OF])
    assert result.exit_code == code, result.output
    return result


def tables(*words: str) -> dict[str, list[Row]]:
    data = json.loads(run(*words, "--format", "json", "--lang", "en").stdout)["data"]
    return {table["name"]: table["rows"] for table in data["tables"]}


def report(*words: str) -> dict[str, list[Row]]:
    return tables("report", *words)


def test_a_report_says_given_or_not_given_and_never_zero() -> None:
    found = report("--year", "2566", "--month", "9", *FILES)
    rows = {str(row["project"]): row for row in found["report-projects"]}
    given = rows["P07"]
    assert (given["budget"], given["spent"]) == (1500000, 900000)
    assert given["narrative"] == "Two exchanges were held."
    assert rows["P01"]["budget"] == "not given"
    assert not [row for row in rows.values() if 0 in (row["budget"], row["spent"])]
    kpis = {row["kpi"]: row for row in found["report-kpis"]}
    assert (kpis["3.2-1"]["result"], kpis["3.2-1"]["numerator"], kpis["3.2-1"]["denominator"]) == (62, 31, 50)


def test_a_report_knows_only_what_was_measured_by_the_months_last_day() -> None:
    august = {row["kpi"]: row for row in report("--year", "2566", "--month", "8", *FILES)["report-kpis"]}
    assert (august["3.2-1"]["result"], august["3.2-1"]["claimed"]) == ("not given", None)
    assert august["2.1-1"]["confirmed"] == 1  # the document is of 15 August
    july = {row["kpi"]: row for row in report("--year", "2566", "--month", "7", *FILES)["report-kpis"]}
    assert july["2.1-1"]["confirmed"] == 0


def test_a_result_without_a_date_is_one_of_the_years_last_month(tmp_path: Path) -> None:
    actuals = tmp_path / "a.csv"
    actuals.write_text(
        "element,year,value,narrative,note\nKpi:2.1-1,2566,3,,seen\nProject:P07,2566,,Two exchanges.,\n",
        "utf-8",
    )
    given = ("--year", "2566", "--actuals", str(actuals))
    early, last = report(*given, "--month", "10"), report(*given, "--month", "9")
    kpi = {row["kpi"]: row for row in early["report-kpis"]}
    assert (kpi["2.1-1"]["result"], kpi["2.1-1"]["note"]) == ("not given", "date of a result not given")
    assert kpi["2.1-1"]["claimed"] == 0  # nor is it in the mark before it is known
    assert kpi["1.1-1"]["note"] == "not given"
    project = {row["project"]: row for row in early["report-projects"]}["P07"]
    assert (project["narrative"], project["note"]) == ("not given", "date of a result not given")
    kpi = {row["kpi"]: row for row in last["report-kpis"]}
    assert (kpi["2.1-1"]["result"], kpi["2.1-1"]["note"]) == (3, "seen")
    assert kpi["2.1-1"]["claimed"] == 3


@pytest.mark.parametrize(
    ("clock", "month", "first", "last"),
    [
        ("fiscal", "10", "2022-10-01", "2022-10-31"),
        ("fiscal", "2", "2022-10-01", "2023-02-28"),
        ("calendar", "10", "2023-01-01", "2023-10-31"),
    ],
)
def test_a_report_is_cumulative_within_its_year(clock: str, month: str, first: str, last: str) -> None:
    rows = report("--year", "2566", "--month", month, "--clock", clock)["report-activities"]
    days = [str(row["date"]) for row in rows]
    assert days
    assert all(first[:7] <= day[:7] and day <= last for day in days)


def test_a_report_prints_its_month_and_clock() -> None:
    shown = run("report", "--year", "2568", "--month", "11").stdout
    assert "พ.ย. 2567 (ปีงบประมาณ 2568 สะสม 1 ต.ค. 2567 ถึง 30 พ.ย. 2567)" in shown
    assert "จึงเป็นข้อสมมติ" in shown
    current = run("report", "--year", "2570", "--month", "11", "--lang", "en").stdout
    assert "cumulative 1 Oct 2026 to 24 Nov 2026" in current


def test_a_report_by_its_files_name_is_a_workbook(tmp_path: Path) -> None:
    file = tmp_path / "r.xlsx"
    run("report", "--year", "2566", "--month", "9", "-o", str(file), *FILES)
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["สารบัญแผ่นงาน", "ตัวชี้วัดในรายงาน", "โครงการในรายงาน", "กิจกรรมในรายงาน"]
    assert "ไม่ได้ระบุ" in {str(cell.value) for row in book["โครงการในรายงาน"].iter_rows() for cell in row}


@pytest.mark.parametrize(
    ("year", "month", "words"),
    [("2571", "1", "2566, 2567"), ("2566", "13", "1 to 12"), ("2570", "12", "on 24 Nov 2026")],
)
def test_a_month_that_cannot_be_reported_is_one_clear_line(year: str, month: str, words: str) -> None:
    result = run("report", "--year", year, "--month", month, "--lang", "en", code=2)
    assert words in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.fixture
def late(tmp_path: Path) -> tuple[str, ...]:
    """A result of fiscal 2566, and the paper that states it, signed after the year's end."""
    actuals, evidence = tmp_path / "actuals.csv", tmp_path / "evidence.csv"
    actuals.write_text(
        "element,year,numerator,denominator,measured_on,method\n3.2-1,2566,31,50,30/9/2566,register\n",
        "utf-8",
    )
    evidence.write_text(
        "key,name,element,verdict,grade,dated_on,year,document_no,page,numerator,denominator\n"
        "e1,Register,3.2-1,met,A1,5/10/2566,2566,1/2566,1,31,50\n",
        "utf-8",
    )
    return ("--actuals", str(actuals), "--evidence", str(evidence))


def test_a_final_report_counts_the_papers_that_came_after_the_years_end(late: tuple[str, ...]) -> None:
    month, final = (
        {row["kpi"]: row for row in report("--year", "2566", *how, *late)["report-kpis"]}["3.2-1"]
        for how in (("--month", "9"), ("--final",))
    )
    assert (month["result"], month["confirmed"]) == (62, None)
    assert (final["result"], final["confirmed"], final["status"]) == (62, 62, "confirmed at target")


def test_a_report_is_as_of_its_cut_off_day_and_says_so(late: tuple[str, ...]) -> None:
    words = ("report", "--year", "2566", *late, "--lang")
    cut = run(*words, "en", "--month", "9").stdout
    assert "as of 30 Sep 2023" in cut
    assert "24 Nov 2026" not in cut
    assert "Cut off on 30 Sep 2023: papers and results dated later are not counted" in cut
    assert "ตัดยอดข้อมูล ณ 30 ก.ย. 2566" in run(*words, "th", "--month", "9").stdout
    final = run(*words, "en", "--final").stdout
    assert "final report of fiscal year 2566 B.E. (1 Oct 2022 to 30 Sep 2023)" in final
    assert "that are dated by 24 Nov 2026, whenever they were received" in final


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("clock", ["fiscal", "calendar"])
def test_a_final_report_has_the_marks_and_the_headline_of_the_status(year: str, clock: str) -> None:
    wanted = ("--year", year, "--clock", clock, *FILES)
    if (year, clock) == ("2569", "calendar"):
        assert "ends on 31 Dec 2026" in run("report", *wanted, "--final", "--lang", "en", code=2).stderr
        return
    marks = ("kpi", "target", "confirmed", "claimed", "possible", "status", "condition_shown", "owner")
    reported, standing = (
        [{name: row[name] for name in marks} for row in found]
        for found in (report(*wanted, "--final")["report-kpis"], tables("status", *wanted)["plan-status"])
    )
    assert reported == standing
    (claimed, of, confirmed) = re.findall(
        r"(\d+) of (\d+) (?:yearly )?targets are claimed at target, (\d+) confirmed",
        run("status", *wanted, "--lang", "en").stdout,
    )[0]
    shown = run("report", *wanted, "--final", "--lang", "en").stdout
    assert f"{claimed} of {of} targets are claimed at target, {confirmed} confirmed" in shown


@pytest.mark.parametrize("how", [(), ("--month", "3", "--final")])
def test_a_report_is_of_a_month_or_final(how: tuple[str, ...]) -> None:
    said = run("report", "--year", "2566", *how, "--lang", "en", code=2).stderr
    assert said.strip().splitlines() == ["Give either --month MONTH or --final."]


def test_a_final_report_of_a_year_that_is_not_over_is_refused_with_the_day() -> None:
    said = run("report", "--year", "2570", "--final", "--lang", "en", code=2).stderr
    assert "ends on 30 Sep 2027 and is not over on 24 Nov 2026" in said


def test_a_kpis_result_stands_once_and_a_project_once() -> None:
    found = report("--year", "2566", "--final", *FILES)
    assert "result" not in found["report-projects"][0]
    keys = [row["project"] for row in found["report-projects"]]
    assert len(keys) == len(set(keys)) == 24  # 23 projects and the total
    (shared,) = [row for row in found["report-projects"] if row["project"] == "P05"]
    assert shared["kpis"] == "1.2-1, 1.3-1, 2.3-1"


def test_the_figures_of_criteria_are_reported_beside_their_kpi() -> None:
    rows = {row["kpi"]: row for row in report("--year", "2567", "--final", *FILES)["report-kpis"]}
    assert rows["2.2-2"]["criterion_figures"] == "2.2-2/L4/a: 52 % (130 of 250)"


def test_money_has_thousands_signs_and_a_total_of_what_was_given(tmp_path: Path) -> None:
    actuals = tmp_path / "a.csv"
    rows = ("Project:P07,2566,1500000,900000", "Project:P10,2566,2000000.50,", "Project:P14,2567,7,7")
    actuals.write_text("element,year,budget,spent\n" + "\n".join(rows) + "\n", "utf-8")
    wanted = ("--year", "2566", "--final", "--actuals", str(actuals))
    total = report(*wanted)["report-projects"][-1]
    assert (total["project"], total["budget"], total["spent"]) == ("Total", 3500000.5, 900000)
    assert total["name"] == "Budget of 2 projects, spending of 1 project that gave a figure"
    shown = run("report", *wanted).stdout
    assert "1,500,000" in shown
    assert "3,500,000.50" in shown
    book = tmp_path / "r.xlsx"
    run("report", *wanted, "-o", str(book))
    sheet = openpyxl.load_workbook(book)["โครงการในรายงาน"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == 1500000]
    assert [cell.number_format for cell in cells] == ["#,##0"]


def test_where_nobody_gives_money_there_is_no_total_of_0() -> None:
    total = report("--year", "2567", "--final")["report-projects"][-1]
    assert (total["budget"], total["spent"]) == ("not given", "not given")


def test_the_report_says_that_only_linked_activities_are_listed() -> None:
    shown = run("report", "--year", "2568", "--month", "3", "--lang", "en").stdout
    (found,) = re.findall(r"(\d+) linked activities of (\d+) held", shown)
    assert 0 < int(found[0]) < int(found[1])
    assert "only linked ones are listed" in shown
