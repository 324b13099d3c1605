"""The audit card of a KPI for one year, and the binder of one year, as a planner calls them."""

from __future__ import annotations

import hashlib
import html
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from docx.document import Document

import cli
from maps.offline import check_offline

AS_OF = "2026-11-24"
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
EVIDENCE = "key,name,activity,element,verdict,grade,dated_on,year,document_no,page,reviewer,note,value\n"
HOSTILE = "<script>alert(1)</script>{{7*7}} =cmd|' /C calc'!A0 ]]> &amp; "


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli.main, ["plan", *words, "--as-of", AS_OF])
    assert result.exit_code == code, result.output
    return result


def card(tmp_path: Path, kpi: str, year: int, *words: str, form: str = "docx", lang: str = "en") -> Path:
    place = tmp_path / f"card.{form}"
    run("card", kpi, "--year", str(year), "-o", str(place), "--lang", lang, *words)
    return place


def words_of(document: Document) -> str:
    """Every paragraph and cell of a document, a line each."""
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def facts_of(document: Document) -> dict[str, str]:
    """The named matters of a document: the tables of two columns without a head."""
    return {
        row.cells[0].text: row.cells[1].text
        for table in document.tables
        if len(table.columns) == 2 and not is_head(table.rows[0])
        for row in table.rows
    }


def is_head(row: object) -> bool:
    return "w:tblHeader" in row._tr.xml  # type: ignore[attr-defined]


def rows_of(document: Document, head: str) -> list[list[str]]:
    """The rows below the head whose first cell is this."""
    for table in document.tables:
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        if is_head(table.rows[0]) and rows[0][0] == head:
            return rows[1:]
    return []


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Evidence of three years on 2.1-1, one of them of no use yet, with links and a result."""
    links = tmp_path / "links.csv"
    links.write_text(
        "activity,element,mode,reason_th,reason_en,rival\n"
        "A224,2.1-1/L2/a,meets,เสนอประเด็นฝุ่น,Raised the issue of dust,The embassy raised it\n"
        "A260,2.1-1/L3/a,meets,ร่วมจัด,Shared in it,\n",
        "utf-8",
    )
    evidence = tmp_path / "evidence.csv"
    evidence.write_text(
        EVIDENCE + "old,Report 2566,A204,2.1-1/L1/a,met,A2,15/8/2566,,K 1/2566,2,Suda,seen and signed,\n"
        "new,Report 2567,A224,2.1-1/L2/a,met,A1,20/9/2567,,K 7/2567,5-6,Suda,minutes name the issue,\n"
        "bare,News,A224,,met,B2,21/9/2567,,,,,,\n",
        "utf-8",
    )
    actuals = tmp_path / "actuals.csv"
    actuals.write_text(
        "element,year,value,measured_on,narrative,problem,next_step,note\n"
        "2.1-1,2567,3,30/9/2567,Two rounds,No budget for travel,Ask in January,draft\n"
        "P14,2567,,,Went once,Late papers,,\n",
        "utf-8",
    )
    return ["--links", str(links), "--evidence", str(evidence), "--actuals", str(actuals)]


def test_a_card_names_the_kpi_its_target_owner_and_page(tmp_path: Path, files: list[str]) -> None:
    facts = facts_of(docx.Document(str(card(tmp_path, "2.1-1", 2567, *files))))
    assert facts["KPI"].startswith("2.1-1 Success in driving city issues")
    assert facts["Page of the plan"] == "from page 39"
    assert facts["Target"] == "level 2"
    assert facts["Lead agency"] == "International Affairs Office"
    assert "Departments, district offices" in facts["Assisting agencies"]
    assert "P14" in facts["Projects under the KPI"]
    assert "1 Oct 2023 to 30 Sep 2024" in facts["Year reported"]
    # What nobody gives is left to be filled in.
    for name in ("Owner of the KPI", "Keeper of the data", "Telephone"):
        assert set(facts[name]) == {"."}


def test_a_card_says_how_it_is_counted_and_what_the_plan_does_not_print(
    tmp_path: Path, files: list[str]
) -> None:
    facts = facts_of(docx.Document(str(card(tmp_path, "2.1-1", 2567, *files))))
    assert facts["Baseline"] == "None printed in the plan."
    assert "whatever the levels below it" in facts["Formula"]
    assert "every level below it" in facts["Formula"]
    assert "Assumed by us" in facts["Formula"]
    assert "names no source of data" in facts["Source of data"]
    assert "B2" in facts["Evidence that confirms"]
    foreign = facts_of(docx.Document(str(card(tmp_path, "2.2-1", 2567))))
    assert "not of Thai ethnicity and nationality" in foreign["Definition"]


def test_a_card_gives_both_readings_and_the_score_of_each(tmp_path: Path, files: list[str]) -> None:
    facts = facts_of(docx.Document(str(card(tmp_path, "2.1-1", 2567, *files))))
    assert facts["Confirmed"] == "level 2"
    readings = facts["Result under both readings of the plan"].splitlines()
    assert readings[0].startswith("the best single item: confirmed level 2")
    assert readings[1].startswith("all steps up to the level: confirmed no level")
    score = facts["Score, 1 to 5"]
    assert score.startswith("By what is confirmed: level 2")
    assert "prints no scoring" in score


@pytest.mark.parametrize(
    ("kpi", "said"), [("2.3-1", "3 levels"), ("1.3-1", "no scoring"), ("3.2-1", "no scoring")]
)
def test_no_score_is_made_up_where_the_plan_has_not_five_levels(kpi: str, said: str, tmp_path: Path) -> None:
    score = facts_of(docx.Document(str(card(tmp_path, kpi, 2567))))["Score, 1 to 5"]
    assert said in score
    assert "as the office decides: ...." in score


def test_a_document_stands_once_with_number_date_page_grade_figure_reviewer_and_reason(
    tmp_path: Path, files: list[str]
) -> None:
    rows = rows_of(docx.Document(str(card(tmp_path, "2.1-1", 2567, *files))), "Document")
    found = {row[0].partition(":")[0]: row for row in rows}
    assert set(found) == {"new", "bare"}
    document, dated, about, says, accepted, reviewed = found["new"]
    assert document == "new: Report 2567 · no. K 7/2567 · page 5-6"
    assert (dated, says) == ("20 Sep 2024", "shows it met")
    assert "2.1-1/L2/a" in about
    assert "A224" in about
    assert accepted == "accepted (grade A1)"
    assert reviewed == "Suda · reason: minutes name the issue"
    assert "not counted yet" in found["bare"][4]
    assert found["bare"][0] == "bare: News · no number · no page"


def test_a_percent_gives_the_figure_stated_and_the_paper_of_the_result(tmp_path: Path) -> None:
    given = [w for n in ("evidence", "actuals") for w in (f"--{n}", str(EXAMPLES / f"{n}.csv"))]
    document = docx.Document(str(card(tmp_path, "3.2-1", 2566, *given)))
    (row,) = rows_of(document, "Document")
    assert row[3] == "shows it met · states 62 (31 of 50)"
    assert rows_of(document, "Of")[0][:4] == ["3.2-1", "62", "31", "50"]
    assert rows_of(document, "Of")[0][6] == "x3"
    assert facts_of(document)["Confirmed"] == "62 per cent"


def test_a_result_without_a_paper_and_a_conflict_are_said(tmp_path: Path, files: list[str]) -> None:
    shown = words_of(docx.Document(str(card(tmp_path, "2.1-1", 2567, *files))))
    assert "No accepted document states the result 3 of 2.1-1 (measured 30 Sep 2024)." in shown
    assert "1 document confirms nothing until settled" in shown
    assert "no accepted paper" in shown


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize(("kpi", "year"), [("2.1-1", 2567), ("1.3-1", 2568), ("3.2-1", 2566)])
def test_a_card_names_records_and_shows_no_raw_id(
    kpi: str, year: int, lang: str, tmp_path: Path, files: list[str]
) -> None:
    given = [*files[:4], "--actuals", str(EXAMPLES / "actuals.csv")]
    shown = words_of(docx.Document(str(card(tmp_path, kpi, year, *given, lang=lang))))
    assert re.findall(r"\b(?:Activity|Evidence|Actual|Criterion|Level|Kpi|Project):\S*", shown) == []


def test_a_conflict_names_the_result_and_the_paper_that_differ(tmp_path: Path) -> None:
    evidence, actuals = tmp_path / "e.csv", tmp_path / "a.csv"
    evidence.write_text(
        "key,name,element,verdict,grade,dated_on,year,document_no,numerator,denominator\n"
        "p1,Training register,3.2-1,met,A1,5/10/2566,2566,K 1,31,50\n",
        "utf-8",
    )
    actuals.write_text(
        "element,year,numerator,denominator,measured_on,method\n3.2-1,2566,47,50,30/9/2566,register\n",
        "utf-8",
    )
    given = ["--evidence", str(evidence), "--actuals", str(actuals)]
    shown = words_of(docx.Document(str(card(tmp_path, "3.2-1", 2566, *given))))
    assert "(the result entered for 3.2-1 / 2566, measured on 30 Sep 2023, Training register (p1))." in shown


def test_every_column_has_room_for_its_longest_word(tmp_path: Path) -> None:
    """In the widest font a letter takes 2.1 mm, in a bold heading 2.4, and a cell's edges 4."""
    for kpi, year in (("1.3-1", 2568), ("2.1-1", 2567), ("2.2-2", 2568), ("3.2-1", 2568)):
        given = [word for n in ("links", "evidence", "actuals") for word in (f"--{n}", f"{EXAMPLES}/{n}.csv")]
        for table in docx.Document(str(card(tmp_path, kpi, year, *given))).tables:
            for number, row in enumerate(table.rows if is_head(table.rows[0]) else ()):
                for cell in row.cells:
                    longest = max(map(len, re.split(r"[\s-]+", cell.text)), default=0)
                    letter = 2.1 if number else 2.4
                    assert cell.width is not None
                    assert cell.width.mm >= 4 + letter * min(longest, 16), cell.text


def test_problem_and_next_step_come_from_the_results_and_are_left_blank_without(
    tmp_path: Path, files: list[str]
) -> None:
    document = docx.Document(str(card(tmp_path, "2.1-1", 2567, *files)))
    rows = [
        ["2.1-1", "Two rounds", "No budget for travel", "Ask in January", "draft"],
        ["P14", "Went once", "Late papers", "—", "—"],
    ]
    assert rows in [
        [[cell.text for cell in row.cells] for row in table.rows][1:] for table in document.tables
    ]
    facts = facts_of(docx.Document(str(card(tmp_path, "2.1-1", 2567))))
    assert set(facts["Problem"]) == set(facts["Next step"]) == {"."}


def test_an_activity_has_its_dimension_whether_it_continues_and_what_it_counts_for(tmp_path: Path) -> None:
    document = docx.Document(str(card(tmp_path, "1.3-1", 2568)))
    rows = {row[0].split()[0]: row for row in rows_of(document, "Activity (day; source)")}
    assert rows["A230"][1:5] == ["1.3-1", "received", "arts, culture and creativity", "yes"]
    assert rows["A244"][3:5] == ["education", "no"]
    shown = words_of(document)
    assert shown.count("R-1.3-1-youth: Bangkok held or shared") == 1  # a rule's reason stands once


def test_an_officers_reason_and_its_rival_are_shown(tmp_path: Path, files: list[str]) -> None:
    document = docx.Document(str(card(tmp_path, "2.1-1", 2567, *files)))
    (row,) = rows_of(document, "Activity (day; source)")
    assert "Raised the issue of dust" in row[5]
    assert "rival explanation: The embassy raised it" in row[5]


def test_a_link_that_an_officer_withdrew_is_said_with_the_reason(tmp_path: Path) -> None:
    links = tmp_path / "links.csv"
    links.write_text(
        "activity,element,mode,reason_en\nA224,2.1-1/L1/a,none,The embassy's own event\n", "utf-8"
    )
    document = docx.Document(str(card(tmp_path, "2.1-1", 2567, "--links", str(links))))
    assert not rows_of(document, "Activity (day; source)")
    assert "The embassy's own event" in words_of(document)


def test_a_card_shows_its_year_and_the_earlier_papers_that_still_carry_it(tmp_path: Path) -> None:
    evidence = tmp_path / "evidence.csv"
    evidence.write_text(
        EVIDENCE + "study,Study,,3.1-1/L1,met,A1,30/9/2566,2566,K 1,4,Suda,,\n"
        "late,Draft,,3.1-1/L2/a,met,A1,1/6/2568,2568,K 2,4,Suda,,\n",
        "utf-8",
    )
    document = docx.Document(str(card(tmp_path, "3.1-1", 2567, "--evidence", str(evidence))))
    assert [row[0].partition(":")[0] for row in rows_of(document, "Document")] == ["study"]
    assert "1 document on other years that the result of" in words_of(document)


def test_a_changed_target_has_the_printed_one_beside_it(tmp_path: Path) -> None:
    given = ["--decisions", str(EXAMPLES / "decisions.csv")]
    target = facts_of(docx.Document(str(card(tmp_path, "3.1-1", 2566, *given))))["Target"]
    assert target.startswith("level 3\n")
    assert "2" in target.splitlines()[1]
    assert "ผู้อำนวยการสำนักงานการต่างประเทศ" in target
    assert "EXAMPLE 5" in target
    assert "Condition as the plan prints it:" in target


def test_the_plans_own_words_stand_beside_the_summaries(tmp_path: Path, plan_document: Path) -> None:
    document = docx.Document(str(card(tmp_path, "2.1-1", 2567, "--plan-text", str(plan_document))))
    rows = rows_of(document, "Level")
    assert len(rows) == 5
    assert all(re.search("[ก-๙]", row[2]) for row in rows)
    assert "plan's printed words" in facts_of(document)["Target"]


def test_every_input_file_has_its_fingerprint(tmp_path: Path, files: list[str], plan_document: Path) -> None:
    given = [*files, "--plan-text", str(plan_document)]
    shown = words_of(docx.Document(str(card(tmp_path, "2.1-1", 2567, *given))))
    for path in (word for word in given if not word.startswith("--")):
        assert hashlib.sha256(Path(path).read_bytes()).hexdigest() in shown
    assert "rests on the packaged records alone" in words_of(
        docx.Document(str(card(tmp_path, "2.1-1", 2567)))
    )


@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_card_says_what_made_it_and_has_places_to_sign(lang: str, tmp_path: Path) -> None:
    shown = words_of(docx.Document(str(card(tmp_path, "2.1-1", 2567, lang=lang))))
    assert ("24 พ.ย. 2569" if lang == "th" else "24 Nov 2026") in shown
    assert re.search(r"bfa (รุ่น )?\d", shown)
    assert shown.count("ลงชื่อ ...." if lang == "th" else "Signed ....") == 3


def test_the_page_says_what_the_document_says(tmp_path: Path, files: list[str]) -> None:
    document = docx.Document(str(card(tmp_path, "2.1-1", 2567, *files)))
    page = card(tmp_path, "2.1-1", 2567, *files, form="html").read_text("utf-8")
    check_offline(page)
    plain = html.unescape(re.sub(r"<[^>]+>", "", page))
    for line in words_of(document).splitlines():
        assert line in plain or line.strip(".") == "" or " · as of " in line or line.startswith("As of"), line


def test_the_page_opens_in_the_language_asked_for(tmp_path: Path) -> None:
    thai, english = (
        card(tmp_path, "2.1-1", 2567, form="html", lang=lang).read_text("utf-8") for lang in ("th", "en")
    )
    assert '<html lang="th" data-lang="th">' in thai
    assert '<html lang="en" data-lang="en">' in english
    assert "ค่าเป้าหมาย" in english


@pytest.mark.parametrize("form", ["docx", "html"])
def test_the_same_card_has_the_same_bytes(form: str, tmp_path: Path, files: list[str]) -> None:
    first = card(tmp_path, "2.1-1", 2567, *files, form=form).read_bytes()
    assert card(tmp_path, "2.1-1", 2567, *files, form=form).read_bytes() == first


def test_hostile_text_stays_text_in_both(tmp_path: Path) -> None:
    evidence = tmp_path / "evidence.csv"
    name = '"' + HOSTILE.replace('"', '""') + '"'
    evidence.write_text(EVIDENCE + f"bad,{name},A224,,met,A1,20/9/2567,,{name},1,{name},{name},\n", "utf-8")
    given = ["--evidence", str(evidence)]
    (row,) = rows_of(docx.Document(str(card(tmp_path, "2.1-1", 2567, *given))), "Document")
    assert HOSTILE.strip() in row[0]
    page = card(tmp_path, "2.1-1", 2567, *given, form="html").read_text("utf-8")
    assert "<script>alert" not in page
    assert "{{7*7}}" not in page
    assert HOSTILE.strip() in html.unescape(re.sub(r"<[^>]+>", "", page))
    body = parts(card(tmp_path, "2.1-1", 2567, *given))["word/document.xml"]
    assert "instrText" not in body  # no text became a field
    assert "<script" not in body


def parts(place: Path) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(place.read_bytes())) as packed:
        return {name: packed.read(name).decode("utf-8", "replace") for name in packed.namelist()}


def test_a_document_is_on_a4_in_a_thai_font_with_heads_that_repeat(tmp_path: Path) -> None:
    place = card(tmp_path, "2.1-1", 2567, lang="th")
    section = docx.Document(str(place)).sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    held = parts(place)
    styles = held["word/styles.xml"]
    normal = re.search(r'<w:style [^>]*w:styleId="Normal">.*?</w:style>', styles, re.DOTALL)
    assert normal is not None
    assert 'w:cs="TH Sarabun New"' in normal[0]
    assert 'w:szCs w:val="28"' in normal[0]
    assert 'w:bidi="th-TH"' in normal[0]
    assert "Sarabun" in held["word/fontTable.xml"]
    headed = [table for table in docx.Document(str(place)).tables if is_head(table.rows[0])]
    assert len(headed) >= 4


def test_nothing_in_a_document_tells_when_or_where_it_was_made(tmp_path: Path) -> None:
    place = card(tmp_path, "2.1-1", 2567)
    about = docx.Document(str(place)).core_properties
    assert about.created is not None
    assert about.created.date().isoformat() == AS_OF
    # Who saved it last is the program itself, by which an edited card is told from a written one.
    assert (about.author, about.last_modified_by) == ("", "bfa")
    with zipfile.ZipFile(place) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_another_ending_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    place = tmp_path / "card.pdf"
    said = run("card", "2.1-1", "--year", "2567", "-o", str(place), "--lang", "en", code=2).stderr
    assert ".docx" in said
    assert ".html" in said
    assert not place.exists()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("2.1-1",), 2, "--year"),
        (("2.1-1", "--year", "2571"), 2, "2566"),
        (("Tactic:2.1", "--year", "2567"), 2, "2.1-1"),
        (("2.1-1", "--year", "2567", "-o", "no/such/folder/card.docx"), 5, "card.docx"),
    ],
)
def test_a_card_that_cannot_be_made_says_why(words: tuple[str, ...], code: int, said: str) -> None:
    assert said in run("card", *words, "--lang", "en", code=code).stderr


def test_a_year_that_has_not_begun_has_no_result(tmp_path: Path) -> None:
    place = tmp_path / "card.docx"
    words = ["card", "2.1-1", "--year", "2570", "--as-of", "2026-09-01", "--lang", "en", "-o", str(place)]
    assert CliRunner().invoke(cli.main, ["plan", *words]).exit_code == 0
    facts = facts_of(docx.Document(str(place)))
    assert facts["Status"] == "year not begun"
    assert "Confirmed" not in facts


def test_a_binder_of_one_year_shows_that_year_alone(tmp_path: Path, files: list[str]) -> None:
    run("binder", "2.1-1", "--year", "2567", "-o", str(tmp_path / "b"), "--lang", "en", *files)
    shown = (tmp_path / "b" / "index.html").read_text("utf-8")
    plain = html.unescape(re.sub(r"<[^>]+>", "", shown))
    assert "Report 2567" in plain
    assert "Report 2566" not in plain
    assert "Fiscal year 2567 B.E." in plain
    assert "1 of 1 yearly targets are claimed at target, 1 confirmed" in plain


def test_a_binder_of_all_years_groups_by_year_and_counts_targets_reached(
    tmp_path: Path, files: list[str]
) -> None:
    run("binder", "2.1-1", "-o", str(tmp_path / "b"), "--lang", "en", *files)
    shown = (tmp_path / "b" / "index.html").read_text("utf-8")
    groups = [
        html.unescape(re.sub(r"<[^>]+>", "|", found))
        for found in re.findall(r'<tr class="group">.*?</tr>', shown)
    ]
    assert any("Fiscal year 2567 B.E." in group for group in groups)
    assert any("Fiscal year 2566 B.E." in group for group in groups)
    assert hashlib.sha256(Path(files[1]).read_bytes()).hexdigest() in shown


def test_a_binder_of_one_year_names_the_earlier_papers_it_rests_on(tmp_path: Path) -> None:
    evidence = tmp_path / "evidence.csv"
    evidence.write_text(EVIDENCE + "study,Study,,3.1-1/L1,met,A1,30/9/2566,2566,K 1,4,Suda,,\n", "utf-8")
    run(
        "binder",
        "3.1-1",
        "--year",
        "2567",
        "-o",
        str(tmp_path / "b"),
        "--evidence",
        str(evidence),
        "--lang",
        "en",
    )
    plain = html.unescape(re.sub(r"<[^>]+>", "", (tmp_path / "b" / "index.html").read_text("utf-8")))
    assert "also rests on documents of other years: Study" in plain
    missing = re.findall(r"L1/a.{0,80}neither an activity", plain)
    assert missing == []


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_a_card_prints_on_a4(tmp_path: Path) -> None:
    page = card(tmp_path, "2.1-1", 2567, form="html")
    made = tmp_path / "card.pdf"
    words = [
        str(CHROMIUM),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        f"--user-data-dir={tmp_path / 'profile'}",
        "--virtual-time-budget=3000",
        f"--print-to-pdf={made}",
        page.as_uri(),
    ]
    subprocess.run(words, capture_output=True, check=True, timeout=90)
    boxes = set(re.findall(rb"/MediaBox \[([^\]]+)\]", made.read_bytes()))
    assert boxes
    for box in boxes:
        width, height = map(float, box.split()[2:])
        assert (round(width), round(height)) == (595, 842)
