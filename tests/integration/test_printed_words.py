"""The plan's printed words, read from the office's copy and checked by the packaged digests."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import InputError
from loaders.plan_text.digests import normalise
from loaders.plan_text.facts import found_facts
from loaders.plan_text.packaged import named_plan_spellings, packaged_rows
from loaders.plan_text.printed import PrintedPlan, Wording, read_printed_plan


@pytest.fixture(scope="module")
def printed(plan_document: Path) -> PrintedPlan:
    return read_printed_plan(plan_document)


def changed(plan_document: Path, folder: Path, old: str, new: str) -> PrintedPlan:
    text = plan_document.read_text(encoding="utf-8")
    assert old in text
    copy = folder / "copy.txt"
    copy.write_text(text.replace(old, new, 1), encoding="utf-8")
    return read_printed_plan(copy)


def words(printed: PrintedPlan, element: str) -> Wording:
    found = printed.words_of(element)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("element", "th", "en"),
    [
        ("Level:2.2-2/L4", "ร้อยละ 50 ของชุมชนชาวต่างชาติในกรุงเทพมหานครรับรู้ข้อมูล/ข่าวสารที่จำเป็น", ""),
        ("SwotItem:W7", "กระบวนการทำงานเน้นการทำงานเชิงเอกสาร", ""),
        ("Goal:3.2/G1", "นักวิเทศสัมพันธ์มีการพัฒนาสู่ความเป็นมืออาชีพ", ""),
        ("Project:P22", "โครงการพัฒนา Talent ของนักวิเทศสัมพันธ์", ""),
        ("Target:3.1-1/2568", "4 (*ในกรณีผ่านความเห็นจาก สกก.)", ""),
        ("Target:3.2-1/2566", "60", ""),
        (
            "Vision:V",
            "กรุงเทพมหานครเป็นเมืองที่มีบทบาทนำในเวทีระหว่างประเทศ",
            "Bangkok is the leading actor on the global stage",
        ),
    ],
)
def test_an_element_is_given_in_its_printed_words(
    printed: PrintedPlan, element: str, th: str, en: str
) -> None:
    assert words(printed, element) == Wording(element, "agrees", th, en)


def test_both_witnesses_of_a_challenge_are_given(printed: PrintedPlan) -> None:
    found = words(printed, "Challenge:geo/2")
    assert found.state == "agrees"
    assert "ไม่ต่อเนื่อง" in found.th
    assert "sporadic" in found.en


def test_a_criterion_has_the_words_of_its_level(printed: PrintedPlan) -> None:
    level = words(printed, "Level:1.1-2/L1")
    assert words(printed, "Criterion:1.1-2/L1/a") == level
    assert words(printed, "Criterion:1.1-2/L1/b") == level


def test_a_record_that_the_plan_does_not_print_has_no_words(printed: PrintedPlan) -> None:
    assert printed.words_of("City:hanoi") is None
    assert printed.words_of("Level:9.9-9/L1") is None


def test_a_changed_word_is_shown_and_said_to_differ(plan_document: Path, tmp_path: Path) -> None:
    copy = changed(plan_document, tmp_path, "ร้อยละ 80 ของชุมชน", "ร้อยละ 90 ของชุมชน")
    found = words(copy, "Level:2.2-2/L5")
    assert found.state == "differs"
    assert found.th.startswith("ร้อยละ 90")
    assert words(copy, "Level:2.2-2/L4").state == "agrees"
    assert [d.element for d in copy.differences] == ["Level:2.2-2/L5"]


def test_a_changed_target_differs(plan_document: Path, tmp_path: Path) -> None:
    copy = changed(plan_document, tmp_path, "\t60\t70\t80", "\t60\t75\t80")
    assert words(copy, "Target:3.2-1/2567") == Wording("Target:3.2-1/2567", "differs", "75")


def test_a_lost_passage_is_said_to_be_lost(plan_document: Path, tmp_path: Path) -> None:
    copy = changed(plan_document, tmp_path, "8. มีภารกิจแทรก", "9. มีภารกิจแทรก")
    assert words(copy, "SwotItem:T8") == Wording("SwotItem:T8", "not-found")


def test_another_document_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("แผนอื่น", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_printed_plan(other)
    assert caught.value.code == "plan-not-recognised"


def test_every_level_goal_tactic_challenge_and_swot_item_has_words(printed: PrintedPlan) -> None:
    tables = {
        "missions": "Mission",
        "challenges": "Challenge",
        "swot": "SwotItem",
        "strategies": "Strategy",
        "tactics": "Tactic",
        "goals": "Goal",
        "kpis": "Kpi",
        "levels": "Level",
        "criteria": "Criterion",
        "targets": "Target",
        "projects": "Project",
    }
    for table, label in tables.items():
        for row in packaged_rows(table):
            found = words(printed, f"{label}:{row['key']}")
            assert (found.state, bool(found.th)) == ("agrees", True), row["key"]


def test_what_is_told_from_passages_has_their_words(printed: PrintedPlan) -> None:
    footnote = words(printed, "Concept:foreign-community")
    assert footnote.state == "agrees"
    assert footnote.th.startswith("¹ ชุมชนชาวต่างชาติ คือ")
    finding = words(printed, "Statement:asean-finding")
    assert "เมืองชั้นนำ" in finding.th
    assert "low level to non-level" in finding.en
    assert words(printed, "Contributor:adviser-1").th == words(printed, "Contributor:adviser-7").th
    assert "พิธีการ" in words(printed, "Agency:city-relations-division").th


def test_a_changed_passage_differs_and_a_lost_one_is_lost(plan_document: Path, tmp_path: Path) -> None:
    copy = changed(plan_document, tmp_path, "ไม่มีเชื้อชาติและสัญชาติไทย", "ไม่มีสัญชาติไทย")
    found = words(copy, "Concept:foreign-community")
    assert (found.state, found.th) == ("differs", "¹ ชุมชนชาวต่างชาติ คือ กลุ่มของบุคคลที่ไม่มีสัญชาติไทย")
    line = "¹ ชุมชนชาวต่างชาติ คือ กลุ่มของบุคคลที่ไม่มีเชื้อชาติและสัญชาติไทย\n\n"
    assert words(changed(plan_document, tmp_path, line, ""), "Concept:foreign-community").state == "not-found"


def test_every_place_named_stands_in_the_text(printed: PrintedPlan) -> None:
    for table, label in (
        ("statements", "Statement"),
        ("concepts", "Concept"),
        ("contributors", "Contributor"),
    ):
        for row in packaged_rows(table):
            found = words(printed, f"{label}:{row['key']}")
            assert (found.state, bool(found.th or found.en)) == ("agrees", True), row["key"]


def test_a_concept_stands_in_the_words_of_what_uses_it(printed: PrintedPlan) -> None:
    forms = {row["key"]: row["forms"].split(";") for row in packaged_rows("concepts")}
    for row in packaged_rows("concept_uses"):
        found = words(printed, row["element"])
        names = found_facts(printed.text).get(row["element"], {})
        text = normalise(" ".join([found.th, found.en, *(one.text for one in names.values())]))
        stands = any(normalise(form) in text for form in forms[row["concept"]])
        assert stands or row["origin"] == "assumed", row
        assert bool(row["reason_en"]) or row["origin"] == "printed", row


def test_what_the_plan_is_aligned_with_is_printed_or_assumed_with_a_reason(printed: PrintedPlan) -> None:
    spellings = named_plan_spellings()
    parts = dict.fromkeys(("alignment", "background"), "")
    for passage in printed.text.passages:
        if passage.section in parts:
            parts[passage.section] += normalise(passage.text.text)
    for row in packaged_rows("plan_links"):
        if row["relation"] == "ALIGNED_WITH" and row["origin"] == "printed":
            assert normalise(spellings[row["to"]][0]) in parts[row["chapter"]], row
        else:
            assert row["origin"] == "printed" or (row["reason_en"] and row["reason_th"]), row
