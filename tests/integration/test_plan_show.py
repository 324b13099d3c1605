"""`bfa plan show` of what the plan's text holds, and the printed words beside our summaries."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import cli
from graph.store import Store, sources

AS_OF = "2026-11-24"


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli.main, [*words, "--as-of", AS_OF])
    assert result.exit_code == code, result.output
    return result


def shown(*words: str) -> dict[str, list[dict[str, object]]]:
    """Give the rows of each table of an answer by its name."""
    data = json.loads(run(*words, "--lang", "en", "--format", "json").stdout)["data"]
    return {table["name"]: table["rows"] for table in data.get("tables", [data])}


def by(rows: list[dict[str, object]], column: str) -> dict[str, dict[str, object]]:
    return {str(row[column]): row for row in rows}


def test_the_plan_is_shown_with_its_contents_by_page() -> None:
    pages = {row["chapter"]: row["page"] for row in shown("plan", "show")["contents"]}
    assert pages["swot"] == "page 26"
    assert pages["appendix"] == "page 52"
    assert len(pages) == 11
    assert "หน้า 26" in run("plan", "show", "contents").stdout


def test_concepts_say_whether_the_plan_defines_them() -> None:
    concepts = by(shown("plan", "show", "concepts")["concepts"], "concept")
    assert [key for key, row in concepts.items() if row["defined"]] == ["foreign-community"]
    assert {
        "icop",
        "agile-organization",
        "flexible",
        "resilience",
        "city-diplomacy",
        "talent",
        "intelligent-unit",
    } <= set(concepts)
    assert "2.2-2" in str(concepts["foreign-community"]["used_by"])


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("bma-government", "17 departments and 50 districts"),
        ("office-vision", "centre of the region"),
        ("one-plan", "One Plan"),
        ("un-report", "UN-Habitat and UNEP (2021)"),
        ("asean-finding", "very little to none"),
        ("rebalance", "rebalanced"),
        ("hub-role", "trade and investment, culture, education and tourism"),
        ("linker-role", "proactively"),
        ("national-focal-point", "foreign ministry"),
        ("workshops", "8 workshops and 3 interviews from 3 February to 5 April 2022"),
        ("colophon", "Thammasat University Research and Consultancy Institute"),
        ("audiences", "foreign communities, international organizations and international networks"),
    ],
)
def test_what_the_plan_says_beside_its_elements_is_held(statement: str, words: str) -> None:
    statements = by(shown("plan", "show", "statements")["statements"], "statement")
    assert words in str(statements[statement]["says"])


def test_the_office_is_shown_with_its_divisions_and_duties() -> None:
    office = by(shown("plan", "show", "office")["office"], "agency")
    assert office["city-relations-division"]["part_of"] == "International Affairs Office"
    assert "ASEAN" in str(office["city-capacity-division"]["says"])
    assert office["city-relations-section"]["kind"] == "section"


def test_the_makers_stand_by_their_printed_number() -> None:
    makers = shown("plan", "show", "makers")["makers"]
    assert [row["number"] for row in makers if row["kind"] == "adviser or supporter"] == [1, 2, 3, 4, 6, 7]
    assert "no number 5" in run("plan", "show", "makers", "--lang", "en").stdout


def test_an_element_is_shown_with_all_that_stands_around_it() -> None:
    rows = by(shown("plan", "show", "2.2-1")["plan-element"], "record")
    assert rows["Kpi:2.2-1"]["relation"] == "itself"
    assert rows["Kpi:2.2-1"]["page"] == "from page 39"
    assert rows["Concept:foreign-community"]["origin"] == "printed in the document"
    assert {"Level:2.2-1/L5", "Criterion:2.2-1/L5/b", "Target:2.2-1/2570", "Correction:c27"} <= set(rows)
    challenge = by(shown("plan", "show", "geo/3")["plan-element"], "record")
    assert {"Statement:rebalance", "Correction:c01"} <= set(challenge)


def test_every_element_of_the_plan_can_be_shown(store: Store) -> None:
    from datetime import date

    from plan.answers.plan_parts import part_tables

    for node in list(store.nodes()):
        if node.text("page_is"):
            table, *more = part_tables(store, node.id, as_of=date(2026, 11, 24))
            assert table.rows[0]["record"] == node.id
            assert bool(more) == (node.label in ("Level", "Criterion") or node.text("kind") == "level")


def test_what_is_no_part_of_the_plan_is_refused_with_the_parts() -> None:
    refused = run("plan", "show", "City:hanoi", "--lang", "en", code=2).stderr
    assert "contents, concepts, statements, office, makers" in refused
    assert "bfa explain City:hanoi" in refused
    assert "2.2-2" in run("plan", "show", "2.2-9", code=2).stderr


@pytest.mark.parametrize(
    ("words", "table", "column", "element", "printed"),
    [
        (("plan", "show", "2.2-2"), "plan-element", "record", "Level:2.2-2/L4", "ร้อยละ 50 ของชุมชน"),
        (("plan", "show", "W7"), "plan-element", "record", "SwotItem:W7", "กระบวนการทำงานเน้น"),
        (("plan", "show", "concepts"), "concepts", "concept", "foreign-community", "¹ ชุมชนชาวต่างชาติ คือ"),
        (("plan", "show", "statements"), "statements", "statement", "asean-finding", "However, according to"),
        (("plan", "status", "--year", "2568"), "levels", "level", "3.3-1/L1", "มีการศึกษา ออกแบบ"),
        (("plan", "orphans"), "untouched-criteria", "criterion", "3.1-1/L4/a", "มีการปรับโครงสร้าง"),
        (("plan", "blind-spots"), "blind-spots", "element", "geo/2", "The Southeast Asian region"),
        (("explain", "Tactic:2.1"), "plan-element", "record", "Tactic:2.1", "ขับเคลื่อนและผลักดัน"),
    ],
)
def test_the_printed_words_stand_beside_our_summary(
    plan_document: Path, words: tuple[str, ...], table: str, column: str, element: str, printed: str
) -> None:
    plain = shown(*words).get(table, [])
    assert all("printed" not in row for row in plain)
    rows = by(shown(*words, "--plan-text", str(plan_document))[table], column)
    assert str(rows[element]["printed"]).startswith(printed)


def test_a_trace_has_them_on_the_screen_and_for_scripts(plan_document: Path) -> None:
    words = ("plan", "trace", "2.2-2", "--plan-text", str(plan_document))
    assert "จัดทำสื่อประชาสัมพันธ์และกิจกรรม" in run(*words).stdout
    data = json.loads(run(*words, "--format", "json").stdout)["data"]
    criterion = data["printed"]["Criterion:2.2-2/L1/a"]
    assert criterion == data["printed"]["Level:2.2-2/L1"]
    assert (criterion["words_of"], criterion["state"]) == ("Level:2.2-2/L1", "agrees")
    assert "printed" not in json.loads(run("plan", "trace", "2.2-2", "--format", "json").stdout)["data"]


def test_next_steps_give_the_words_of_the_level(plan_document: Path) -> None:
    found = run(
        "plan", "next", "3.3-1", "--year", "2569", "--plan-text", str(plan_document), "--lang", "en"
    ).stdout
    assert "Printed words" in found
    assert "มีการศึกษา ออกแบบ" in found


def test_the_binder_has_the_words_of_each_level_on_the_page_and_in_the_sheets(
    plan_document: Path, tmp_path: Path
) -> None:
    run("plan", "binder", "2.2-2", "-o", str(tmp_path / "with"), "--plan-text", str(plan_document))
    page = (tmp_path / "with" / "index.html").read_text("utf-8")
    assert "ถ้อยคำตามแผน: ร้อยละ 50 ของชุมชน" in page
    assert "ตั้งแต่หน้า 39 ของแผน" in page
    run("plan", "binder", "2.2-2", "-o", str(tmp_path / "without"))
    assert "ร้อยละ 50 ของชุมชนชาวต่างชาติในกรุงเทพมหานคร" not in (tmp_path / "without" / "index.html").read_text(
        "utf-8"
    )


def test_a_copy_that_differs_is_said_to_and_its_words_are_marked(plan_document: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    text = plan_document.read_text("utf-8").replace("ร้อยละ 80 ของชุมชน", "ร้อยละ 90 ของชุมชน", 1)
    copy.write_text(text.replace("8. มีภารกิจแทรก", "9. มีภารกิจแทรก", 1), "utf-8")
    found = run("plan", "show", "2.2-2/L5", "--plan-text", str(copy), "--lang", "en")
    assert "differs from the packaged facts in 3 places" in found.stderr
    assert "[this copy differs from the one that was read] ร้อยละ 90" in found.stdout
    assert (
        "not found in this copy" in run("plan", "show", "T8", "--plan-text", str(copy), "--lang", "en").stdout
    )
    thai = run("plan", "show", "2.2-2/L5", "--plan-text", str(copy))
    assert "ต่างจากข้อเท็จจริงที่มากับโปรแกรม 3 แห่ง" in thai.stderr
    assert "[แฟ้มนี้ต่างจากฉบับที่โปรแกรมอ่าน]" in thai.stdout


def test_a_file_that_is_no_copy_of_the_plan_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("แผนอื่น", "utf-8")
    refused = run("plan", "show", "2.2-2", "--plan-text", str(other), code=3).stderr
    assert str(other) in refused
    assert len(refused.strip().splitlines()) == 1


def test_no_printed_sentence_is_packaged(plan_document: Path, store: Store) -> None:
    """A summary of ours is no copy: none holds the whole of its printed words."""
    from loaders.plan_text.digests import normalise
    from loaders.plan_text.printed import read_printed_plan

    copy = read_printed_plan(plan_document)
    for label in ("Challenge", "SwotItem", "Tactic", "Goal", "Level", "Criterion", "Mission", "Strategy"):
        for node in store.nodes(label):
            words = copy.words_of(node.id)
            assert words is not None
            summary = normalise(node.text("summary_th"))
            assert len(words.th) < 25 or normalise(words.th) not in summary, node.id
    assert sources(store, "Concept:foreign-community", "USES")
