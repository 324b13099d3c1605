"""Orphans, blind spots, checks, the binder and the report, as a planner calls them."""

from __future__ import annotations

import hashlib
import html
import io
import json
import os
import re
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

import cli
from graph.records import Node
from graph.texts import text
from loaders.kept_files import check_file
from maps.offline import check_offline

AS_OF = "2026-11-24"
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
FILES = [
    word for name in ("links", "evidence", "actuals") for word in (f"--{name}", str(EXAMPLES / f"{name}.csv"))
]
Row = dict[str, object]


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli.main, ["plan", *words, "--as-of", AS_OF])
    assert result.exit_code == code, result.output
    return result


def tables(*words: str, code: int = 0) -> dict[str, list[Row]]:
    data = json.loads(run(*words, "--format", "json", code=code).stdout)["data"]
    return {table["name"]: table["rows"] for table in data.get("tables", [data])}


@pytest.mark.parametrize("command", ["orphans", "blind-spots", "checks"])
@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_table_answers_in_both_languages_with_unit_n_and_date(command: str, lang: str) -> None:
    shown = run(command, "--lang", lang).stdout
    assert ("24 พ.ย. 2569" if lang == "th" else "24 Nov 2026") in shown
    assert "n = " in shown


def test_the_orphans_of_the_plan() -> None:
    found = tables("orphans")
    assert list(found) == ["idle-activities", "untouched-criteria", "unplanned-targets", "idle-projects"]
    assert {row["year"] for row in found["unplanned-targets"]} == {2570}
    assert all(row["why"] for row in found["idle-activities"])
    touched = tables("orphans", *FILES)
    gone = {row["criterion"] for row in found["untouched-criteria"]} - {
        row["criterion"] for row in touched["untouched-criteria"]
    }
    # A document denies that an issue was led; awareness and training were measured.
    assert gone == {"2.1-1/L5/a", "2.2-2/L4/a", "3.2-1"}


def test_the_checks_end_with_1_only_when_there_are_errors() -> None:
    before, after = tables("checks")["plan-checks"], tables("checks", *FILES)["plan-checks"]
    codes = {row["code"] for row in after} - {row["code"] for row in before}
    assert codes == {"result-without-evidence"}


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    """Evidence with a file that matches its hash, one that differs, one missing and two that lead away."""
    minutes = tmp_path / "minutes.pdf"
    minutes.write_bytes(b"minutes")
    (tmp_path / "other.pdf").write_bytes(b"changed since")
    digest = hashlib.sha256(b"minutes").hexdigest()
    head = "key,name,activity,element,verdict,grade,dated_on,document_no,page,file,file_hash\n"
    rows = [
        f"e1,Minutes,A204,2.1-1/L1/a,met,A2,15/8/2566,กท 1/2566,2,minutes.pdf,{digest}",
        f"e2,Letter,,2.1-1/L2/a,met,B2,2023-08-16,,,other.pdf,{digest}",
        f"e3,Note,,2.1-1/L3/a,met,E4,2023-08-17,7,1,gone.pdf,{digest}",
        "e4,Away,,2.1-1/L4/a,not_met,A2,2023-08-18,8,1,../secret.pdf,",
        "e5,Root,,2.1-1/L4/a,not_met,A2,2023-08-19,9,1,C:\\secret.pdf,",
    ]
    file = tmp_path / "evidence.csv"
    file.write_text(head + "\n".join(rows) + "\n", "utf-8")
    return file


@pytest.mark.parametrize(
    ("named", "kept"),
    [
        ("rapport-été.pdf", "rapport-e\u0301te\u0301.pdf"),
        ("หนังสือนํา.pdf", "หนังสือนำ.pdf"),
        ("หนังสือนำ.pdf", "หนังสือนํา.pdf"),
        ("น้ำท่วม.pdf", "นํ้าท่วม.pdf"),
        ("ผลสำรวจ/แบบ\u00e9.pdf", "ผลสํารวจ/แบบe\u0301.pdf"),
        ("Minutes.PDF", "minutes.pdf"),
    ],
)
def test_a_file_is_found_however_its_name_is_coded(tmp_path: Path, named: str, kept: str) -> None:
    place = tmp_path / kept
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(b"x")
    assert check_file(Node("Evidence", "e", {"file": named}), tmp_path).path == place


def test_of_two_files_of_the_same_text_none_is_guessed(tmp_path: Path) -> None:
    for name in ("นํา.pdf", "นำ.pdf"):
        (tmp_path / name).write_bytes(name.encode())
        assert check_file(Node("Evidence", "e", {"file": name}), tmp_path).path == tmp_path / name
    assert check_file(Node("Evidence", "e", {"file": "นำ.PDF"}), tmp_path).state == "not-found"


def test_each_document_has_its_file_beside_the_evidence_that_names_it(tmp_path: Path) -> None:
    words: list[str] = []
    for key, department in (("e1", "a"), ("e2", "b")):
        (tmp_path / department).mkdir()
        (tmp_path / department / "scan.pdf").write_text(department)
        file = tmp_path / department / "evidence.csv"
        file.write_text(
            "key,activity,element,verdict,grade,dated_on,file\n"
            f"{key},A204,2.1-1/L1/a,met,A2,15/8/2566,scan.pdf\n",
            "utf-8",
        )
        words += ["--evidence", str(file)]
    run("binder", "2.1-1", "-o", str(tmp_path / "binder"), *words)
    kept = {path.name: path.read_text() for path in (tmp_path / "binder" / "files").iterdir()}
    assert kept == {"e1-scan.pdf": "a", "e2-scan.pdf": "b"}


def sheet_rows(path: Path, name: str) -> list[list[object]]:
    book, names = openpyxl.load_workbook(io.BytesIO(path.read_bytes())), text("sheets", name)
    sheet = book[names.th if names.th in book.sheetnames else names.en]
    return [list(row) for row in sheet.iter_rows(min_row=4, values_only=True)]


def test_a_binder_holds_index_tables_and_the_files_that_match(evidence: Path, tmp_path: Path) -> None:
    folder = tmp_path / "binder"
    shown = run("binder", "2.1-1", "-o", str(folder), "--evidence", str(evidence)).stdout
    assert Path(shown.strip()) == (folder / "index.html").resolve()
    written = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    assert written == ["files/e1-minutes.pdf", "index.html", "index.xlsx"]
    page = (folder / "index.html").read_text("utf-8")
    assert check_offline(page) == page
    assert re.search(r'<html lang="th"', page)
    words = html.unescape(page)
    for part in (
        "15 ส.ค. 2566",
        "กท 1/2566",
        "หน้า 2",
        "ตรงกับค่าตรวจสอบ",
        "ไฟล์ไม่ตรงกับค่าตรวจสอบที่ให้มา",
        "ไม่พบไฟล์",
    ):
        assert part in words, part
    assert words.count("จึงไม่เปิด") >= 2
    assert "@page th{size:A4 portrait" in page
    kept = sheet_rows(folder / "index.xlsx", "binder-documents")
    assert {str(row[-2]) for row in kept if row[15] == "Evidence:e1"} == {
        hashlib.sha256(b"minutes").hexdigest()
    }


def test_a_binder_lists_what_is_missing(evidence: Path, tmp_path: Path) -> None:
    run("binder", "2.1-1", "-o", str(tmp_path / "b"), "--evidence", str(evidence), "--lang", "en")
    rows = [
        [str(cell) for cell in row] for row in sheet_rows(tmp_path / "b" / "index.xlsx", "binder-missing")
    ]
    missing = {(row[0].split(" ")[0], row[1], row[4]) for row in rows}
    assert ("L2/a", "its number", "Evidence:e2") in missing
    assert ("L2/a", "a file that matches the hash", "Evidence:e2") in missing
    assert ("L3/a", "the document is not accepted", "Evidence:e3") in missing
    assert ("L1/a", "a document that the activity took place", "Activity:A184") in missing
    named = {row[2] for row in rows}
    assert "Letter (e2)" in named
    assert any(str(name).endswith("PM Hun Sen (A184)") for name in named)
    assert not [row for row in missing if row[2] == "Evidence:e1"]
    assert ("L5/a", "neither an activity nor a document", "—") in missing


def test_the_same_binder_has_the_same_bytes_and_replaces_an_older_one(evidence: Path, tmp_path: Path) -> None:
    folder = tmp_path / "b"
    run("binder", "2.1-1", "-o", str(folder), "--evidence", str(evidence))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    (folder / "notes.txt").write_text("mine")
    run("binder", "2.1-1", "-o", str(folder), "--evidence", str(evidence))
    assert {path: path.read_bytes() for path in before} == before
    assert (folder / "notes.txt").read_text() == "mine"


def test_somebody_elses_index_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    result = run("binder", "2.1-1", "-o", str(tmp_path), code=5)
    assert len(result.stderr.strip().splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]
    assert (tmp_path / "index.html").read_text() == "mine"


def test_a_binder_of_what_is_no_kpi_names_the_kpis(tmp_path: Path) -> None:
    assert "2.1-1, 2.2-1" in run("binder", "Tactic:2.1", "-o", str(tmp_path / "b"), code=2).stderr
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize("kpi", ["1.3-1", "3.2-1", "2.2-2"])
def test_a_count_a_percent_and_a_measured_ladder_have_binders(kpi: str, tmp_path: Path) -> None:
    run("binder", kpi, "-o", str(tmp_path / "b"), *FILES)
    rows = sheet_rows(tmp_path / "b" / "index.xlsx", "binder-missing")
    assert rows


def test_hostile_evidence_is_shown_as_text(tmp_path: Path) -> None:
    file = tmp_path / "e.csv"
    file.write_text(
        "key,name,element,verdict,grade,dated_on,document_no\n"
        '"../../x","<script>alert(1)</script>",2.1-1/L1/a,met,A2,2023-08-15,"=cmd|x"\n', "utf-8",
    )  # fmt: skip
    run("binder", "2.1-1", "-o", str(tmp_path / "b"), "--evidence", str(file))
    page = (tmp_path / "b" / "index.html").read_text("utf-8")
    assert "<script>alert(1)" not in page
    assert "<script>alert(1)</script>" in html.unescape(page)
    book = openpyxl.load_workbook(tmp_path / "b" / "index.xlsx")
    assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def test_a_binder_opens_neither_a_pipe_nor_a_folder(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in ("pipe", "folder", "nul\0byte"):
        document = Node("Evidence", "e", {"name": "e", "file": name})
        assert check_file(document, tmp_path).state == "not-found"


def test_a_control_character_in_a_cell_is_named_by_its_place(tmp_path: Path) -> None:
    file = tmp_path / "e.csv"
    file.write_text(
        "key,name,element,verdict,grade,dated_on,file\n"
        "x,Minutes,2.1-1/L1/a,met,A2,2023-08-15,a\0b.pdf\n", "utf-8",
    )  # fmt: skip
    said = run("binder", "2.1-1", "-o", str(tmp_path / "b"), "--evidence", str(file), "--lang", "en", code=1)
    assert "e.csv!G2" in said.stderr
    assert "U+0000" in said.stderr


def test_a_binder_shows_an_activity_once_and_does_not_ask_for_the_link_just_given(tmp_path: Path) -> None:
    run("binder", "2.1-1", "-o", str(tmp_path / "b"), "--lang", "en", *FILES[:2])
    claims = [row for row in sheet_rows(tmp_path / "b" / "index.xlsx", "binder-claims") if row[3]]
    first = [(row[0], row[3]) for row in claims]
    assert len(first) == len(set(first))
    (linked_by,) = [row[5] for row in claims if row[3] == "Activity:A204" and "L1/a" in str(row[0])]
    assert str(linked_by) == "asserted by an officer in place of R-2.1-1-L1-attended"
    missing = sheet_rows(tmp_path / "b" / "index.xlsx", "binder-missing")
    asked = {row[4] for row in missing if "officer" in str(row[1])}
    assert "Activity:A204" not in asked
    assert any("took place" in str(row[1]) for row in missing if row[4] == "Activity:A204")


def test_a_binder_of_a_percent_shows_how_it_was_measured(tmp_path: Path) -> None:
    run("binder", "3.2-1", "-o", str(tmp_path / "b"), "--lang", "en", *FILES)
    (row, *_) = sheet_rows(tmp_path / "b" / "index.xlsx", "binder-results")
    assert row[1:7] == [2566, 62, 31, 50, datetime(2023, 9, 30), "register"]
    assert "register" in (tmp_path / "b" / "index.html").read_text("utf-8")


def test_a_value_measured_outside_its_year_stands_among_the_results_as_not_used(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        "element,year,numerator,denominator,measured_on,method\n"
        "3.2-1,2567,40,50,1/10/2567,register\n3.2-1,2567,35,50,30/9/2567,register\n",
        "utf-8",
    )
    run("binder", "3.2-1", "-o", str(tmp_path / "b"), "--lang", "en", "--actuals", str(file))
    rows = sheet_rows(tmp_path / "b" / "index.xlsx", "binder-results")
    assert {(row[2], row[7]) for row in rows if row[1] == 2567} == {
        (80, "measured outside its year: not used"),
        (70, "a result of its year"),
    }
    assert "measured outside its year" in (tmp_path / "b" / "index.html").read_text("utf-8")
    card = tmp_path / "card.html"
    run("card", "3.2-1", "--year", "2567", "-o", str(card), "--lang", "en", "--actuals", str(file))
    assert "measured outside its year: not used" in card.read_text("utf-8")


def test_a_level_that_is_reported_for_a_ladder_stands_in_its_binder(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("element,year,value,measured_on\n2.1-1,2567,3,30/9/2567\n", "utf-8")
    run("binder", "2.1-1", "-o", str(tmp_path / "b"), "--lang", "en", "--actuals", str(file))
    rows = sheet_rows(tmp_path / "b" / "index.xlsx", "binder-results")
    assert [row[:3] for row in rows if row[1] == 2567] == [["the KPI itself", 2567, 3]]
    assert "30 Sep 2024" in (tmp_path / "b" / "index.html").read_text("utf-8")


def test_a_document_whose_file_differs_is_not_accepted(evidence: Path, tmp_path: Path) -> None:
    run("binder", "2.1-1", "-o", str(tmp_path / "b"), "--lang", "en", "--evidence", str(evidence))
    found = sheet_rows(tmp_path / "b" / "index.xlsx", "binder-documents")
    assert any("not the one whose hash" in str(row[5]) for row in found)


def test_blind_spots_name_the_matter_first_and_its_code_after() -> None:
    (first, *_) = tables("blind-spots", "--lang", "en")["blind-spots"]
    assert str(first["name"]).endswith("(challenge geo/3)")
