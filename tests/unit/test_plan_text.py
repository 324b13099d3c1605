from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import InputError
from loaders.packaged.load import read_packaged
from loaders.packaged.plan_tables import read_plan_table
from loaders.plan_text.cells import parse_agencies, parse_head, parse_levels, parse_projects, parse_targets
from loaders.plan_text.digests import digest, excerpt, normalise
from loaders.plan_text.document import document_of, read_document
from loaders.plan_text.packaged import agency_of_spelling, packaged_rows, plan_data
from loaders.plan_text.parse import read_plan
from loaders.plan_text.prose import parse_challenges, parse_missions, parse_swot
from loaders.plan_text.strategy import parse_strategies, parse_tactics
from loaders.plan_text.tables import merge_projects, parse_kpis
from loaders.plan_text.verify import compare_passages

HEAD = "ตัวชี้วัดกลยุทธ์\tค่าเป้าหมาย\t\t\t\t\tโครงการ\tหน่วยงานที่เกี่ยวข้อง"
TABLE = "โครงการ กลยุทธ์ที่ 9.1 | กลยุทธ์ตัวอย่าง"


def row(kpi: str, *, project: str = "1. โครงการก", agencies: str = "", years: str = "1\t2\t3\t4\t5") -> str:
    return f"{kpi}\t{years}\t{project}\t{agencies}"


def test_white_space_markup_and_form_do_not_count() -> None:
    assert normalise("<p>การ\nเมือง </p><ul style='x'><li>ไทย</li></ul>") == "การเมืองไทย"
    assert digest("ก ข\u200bค") == digest("กขค")
    assert digest("เป้า 50") != digest("เป้า 60")
    assert len(digest("")) == 16


def test_excerpt_is_at_most_sixty_characters() -> None:
    assert len(excerpt("ก" * 200)) == 60
    assert excerpt("<p>สั้น</p>") == "สั้น"


@pytest.mark.parametrize(
    "cell",
    [
        "<p>1. ตัวชี้วัด</p> <p><i>หมายเหตุ</i></p> <p>ระดับที่ 1 เริ่ม</p> <p>ระดับที่ 2 จบ</p>",
        "<ul><li>1. ตัวชี้วัด</li><li>หมายเหตุ</li><li>ระดับที่ 1 เริ่ม</li><li>ระดับที่ 2 จบ</li></ul>",
        "1. ตัวชี้วัด หมายเหตุ ระดับที่ 1 เริ่ม ระดับที่ 2 จบ",
    ],
)
def test_three_kinds_of_markup_read_alike(cell: str) -> None:
    assert parse_head(cell) == ("1", "ตัวชี้วัด", "หมายเหตุ")
    levels = parse_levels("9.1-1", cell, 3)
    assert [(level.key, level.text_th.text) for level in levels] == [
        ("9.1-1/L1", "เริ่ม"),
        ("9.1-1/L2", "จบ"),
    ]


def test_levels_go_on_in_a_second_table() -> None:
    first = row("<p>1. ตัวชี้วัด</p><p>ระดับที่ 1 เริ่ม</p>")
    second = row("<p>ระดับที่ 2 จบ</p>", project="", years="\t\t\t\t")
    [kpi] = parse_kpis(document_of(f"{TABLE}\n\n{HEAD}\n{first}\n\n{HEAD}\n{second}\n"))
    assert kpi.key == "9.1-1"
    assert [(level.number, level.text_th.line) for level in kpi.levels] == [(1, 4), (2, 7)]
    assert [target.value for target in kpi.targets] == ["1", "2", "3", "4", "5"]


def test_two_kpis_share_a_project_and_one_has_no_levels() -> None:
    text = "\n".join([TABLE, row("1. นับ"), row("2. วัด", project="1. โครงการข 2. โครงการก")])
    kpis = parse_kpis(document_of(text))
    assert [kpi.levels for kpi in kpis] == [(), ()]
    projects = merge_projects(kpis)
    assert [(p.key, p.name.text, p.kpis) for p in projects] == [
        ("P01", "โครงการก", ("9.1-1", "9.1-2")),
        ("P02", "โครงการข", ("9.1-2",)),
    ]


def test_targets_keep_unit_and_condition_as_printed() -> None:
    cells = ["3 งานต่อปี (1 งานต่อด้าน)", "<p>2*</p><p>ถ้าเสร็จเป็น 3</p>", "60", "", "รอผล"]
    targets = parse_targets("9.1-1", cells, 1)
    assert [(t.key, t.value, t.unit, t.condition) for t in targets] == [
        ("9.1-1/2566", "3", "งานต่อปี", "(1 งานต่อด้าน)"),
        ("9.1-1/2567", "2", "", "* ถ้าเสร็จเป็น 3"),
        ("9.1-1/2568", "60", "", ""),
        ("9.1-1/2570", "", "", "รอผล"),
    ]


def test_projects_on_one_line_new_budget_and_number() -> None:
    cell = "1. โครงการก (**โครงการใหม่) 2. โครงการข 3 ปี (หมายเหตุ ตามงบ) 10. โครงการค"
    projects, condition = parse_projects(cell, 1)
    assert condition is None
    assert [(p.number, p.name.text, p.is_new, p.condition) for p in projects] == [
        ("1", "โครงการก", True, ""),
        ("2", "โครงการข 3 ปี", False, "ตามงบ"),
        ("10", "โครงการค", False, ""),
    ]


def test_a_project_without_number_under_a_condition_on_the_whole_kpi() -> None:
    cell = "<p>โครงการก</p><p>(** โครงการใหม่)</p><p><i>หมายเหตุ</i> เป้าปรับได้</p>"
    [project], condition = parse_projects(cell, 1)
    assert (project.number, project.name.text, project.is_new) == ("", "โครงการก", True)
    assert condition is not None
    assert condition.text == "เป้าปรับได้"


@pytest.mark.parametrize(
    "cell",
    [
        "<p><u>หน่วยงานหลัก</u></p><p>- สำนักงาน- ก</p><p><u>หน่วยงานสนับสนุน</u></p><p>- ข และ ค</p><p>- ง</p>",
        '<u>หน่วยงานหลัก</u><ul style="x"><li>- สำนักงาน- ก</li></ul><u>หน่วยงานสนับสนุน</u>'
        "<ul><li>- ข และ ค</li><li>- ง</li></ul>",
        "หน่วยงานหลัก - สำนักงาน- ก <u>หน่วยงานสนับสนุน</u> - ข และ ค - ง",
    ],
)
def test_one_bullet_is_one_agency(cell: str) -> None:
    found = [(a.role, a.ordinal, a.name.text) for a in parse_agencies(cell, 1)]
    assert found == [("lead", 1, "สำนักงาน- ก"), ("assist", 1, "ข และ ค"), ("assist", 2, "ง")]


def test_agencies_under_an_unknown_heading_are_kept() -> None:
    found = parse_agencies("หัวอื่น - ก", 1)
    assert [(a.role, a.name.text) for a in found] == [("unknown", "หัวอื่น"), ("unknown", "ก")]


def test_challenges_pair_two_witnesses_and_swot_joins_wrapped_lines() -> None:
    text = (
        "1. ข้อหนึ่ง\n\n2. ข้อสอง\n\n1. First\n2. Second\n\n1. ภูมิหนึ่ง\n\n1. Geo one\n\n(SWOT)\n\n"
        "จุดแข็ง\n\n1. ดี\nมาก\n2. เก่ง\n\nโอกาส\n\n1. เปิด\n"
    )
    document = document_of(text)
    challenges = parse_challenges(document)
    assert [(c.key, c.text_th and c.text_th.text, c.text_en and c.text_en.text) for c in challenges] == [
        ("role/1", "ข้อหนึ่ง", "First"),
        ("role/2", "ข้อสอง", "Second"),
        ("geo/1", "ภูมิหนึ่ง", "Geo one"),
    ]
    assert [(s.key, s.text_th.text) for s in parse_swot(document)] == [
        ("S1", "ดีมาก"),
        ("S2", "เก่ง"),
        ("O1", "เปิด"),
    ]


def test_missions_strategies_and_tactics() -> None:
    text = (
        "พันธกิจ (MISSION)\n\n1 งาน WORK\n\nทำงาน\n(Do the\nwork)\n\n"
        "ยุทธศาสตร์ที่ 1\n\nชื่อภาพรวม\n(NAME)\n\nยุทธศาสตร์ที่ 1\n\nชื่อจริง\n\n(Real (Name))\n\nคำอธิบาย\n\nText\n\n"
        "กลยุทธ์ที่\n1.1ชื่อ IA (Affairs) ยาว\nต่อ\n(Long\nName)\n\nอธิบาย\n\nเป้าประสงค์เชิงกลยุทธ์\n\n1. หนึ่ง\n2. สอง\n"
    )
    document = document_of(text)
    [mission] = parse_missions(document)
    assert mission.text_en is not None
    assert (mission.key, mission.name_en.text, mission.text_en.text) == ("M1", "WORK", "Do the work")
    [strategy] = parse_strategies(document)
    assert (strategy.key, strategy.name_th.text, strategy.name_en.text) == ("1", "ชื่อจริง", "Real (Name)")
    [tactic] = parse_tactics(document)
    assert tactic.name_en is not None
    assert (tactic.key, tactic.name_th.text, tactic.name_en.text) == (
        "1.1",
        "ชื่อ IA (Affairs) ยาวต่อ",
        "Long Name",
    )
    assert [goal.key for goal in tactic.goals] == ["1.1/G1", "1.1/G2"]


def test_line_ends_and_byte_order_mark_do_not_count(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes("\ufeffก\r\n \r\nข".encode())
    assert [line.text for line in read_document(path).lines] == ["ก", "", "ข"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "file-missing"),
        (b"\xff\xfe\x00\x01", "file-not-text"),
        (b"x" * 5_000_001, "file-too-large"),
        (b"", "plan-not-recognised"),
        (b"\x00\x00", "plan-not-recognised"),
        ("แผนอื่น\t\t\t\t\t\t\t\n1.1ก".encode(), "plan-not-recognised"),
    ],
)
def test_wrong_files_end_in_a_clear_error(tmp_path: Path, content: bytes | None, code: str) -> None:
    path = tmp_path / "plan.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_plan(path)
    assert caught.value.code == code
    assert caught.value.exit_code == 3
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(("name", "code"), [("", "file-not-regular"), ("no\0file", "file-missing")])
def test_a_folder_or_an_impossible_name_is_unreadable(tmp_path: Path, name: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_plan(tmp_path / name)
    assert caught.value.code == code


def test_an_inserted_passage_is_one_difference() -> None:
    document = document_of("ก\n\nข\n\nค")
    from loaders.plan_text.parse import parse_passages

    passages = parse_passages(document, covered=())
    rows = [{"passage_id": f"p{p.ordinal}", "digest": digest(p.text.text)} for p in passages]
    assert list(compare_passages(rows, passages)) == []
    [extra] = compare_passages([rows[0], rows[2]], passages)
    assert (extra.packaged, extra.found, extra.line) == ("", "ข", 3)
    [lost] = compare_passages(rows, passages[:2])
    assert (lost.element, lost.found, lost.line) == ("Passage:p3", "", None)
    changed = replace(passages[1], text=replace(passages[1].text, text="ฮ"))
    [other] = compare_passages(rows, [passages[0], changed, passages[2]])
    assert (other.element, other.packaged, other.found) == ("Passage:p2", digest("ข"), "ฮ")


@pytest.mark.parametrize("table", sorted(path.name.removesuffix(".csv") for path in plan_data().iterdir()))
def test_every_table_of_the_plan_is_read_by_the_reader_that_refuses_slips(table: str) -> None:
    assert len(read_plan_table(table)) == len(packaged_rows(table))


COUNTS = {
    "plan": 1,
    "visions": 1,
    "missions": 4,
    "challenges": 7,
    "swot": 47,
    "strategies": 3,
    "tactics": 9,
    "goals": 11,
    "kpis": 11,
    "levels": 43,
    "targets": 55,
    "projects": 23,
    "project_kpis": 25,
    "agencies": 17,
    "chapters": 11,
    "concepts": 16,
    "statements": 22,
    "contributors": 7,
    "agency_spellings": 21,
    "agency_links": 37,
    "goal_kpis": 11,
}


@pytest.mark.parametrize(("table", "count"), COUNTS.items())
def test_the_package_carries_every_element_once(table: str, count: int) -> None:
    rows = packaged_rows(table)
    assert len(rows) == count
    if "key" in rows[0]:
        assert len({row["key"] for row in rows}) == count


def test_links_of_the_package_end_at_elements() -> None:
    kpis = {row["key"] for row in packaged_rows("kpis")}
    agencies = {row["key"] for row in packaged_rows("agencies")}
    projects = {row["key"] for row in packaged_rows("projects")}
    links = packaged_rows("agency_links")
    assert Counter(row["role"] for row in links) == {"lead": 14, "assist": 23}
    assert {row["kpi"] for row in links} == kpis
    assert {agency_of_spelling()[row["printed"]] for row in links} == {row["agency"] for row in links}
    named = {row["agency"] for row in links}
    divisions = {row["key"] for row in packaged_rows("agencies") if row["part_of"]}
    assert agencies - named == divisions - named | {"permanent-secretary-office"}
    assert {row["project"] for row in packaged_rows("project_kpis")} == projects
    assert [row["project"] for row in packaged_rows("project_kpis") if not row["printed_number"]] == ["P20"]
    assert {row["kpi"] for row in packaged_rows("goal_kpis")} == kpis
    assert {row["project"] for row in packaged_rows("project_names")} <= projects


def test_assumed_links_say_so_and_leave_regional_balance_alone() -> None:
    rows = packaged_rows("addresses")
    assert all(row["origin"] == "assumed" and row["reason_en"] and row["reason_th"] for row in rows)
    assert "Challenge:geo/3" not in {row["to"] for row in rows}
    assert ("Tactic:2.1", "Challenge:geo/2") in {(row["from"], row["to"]) for row in rows}
    [warned] = [row for row in packaged_rows("goal_kpis") if row["warning"] == "yes"]
    assert (warned["kpi"], warned["goal"]) == ("2.2-2", "3.1/G2")


def test_levels_that_are_the_target_of_no_year_are_the_known_ones() -> None:
    aimed = {f"{row['kpi']}/L{row['value']}" for row in packaged_rows("targets")}
    never = {row["key"] for row in packaged_rows("levels")} - aimed
    assert never == {"1.2-1/L1", "2.1-1/L4", "2.2-2/L5", "3.1-1/L1", "3.1-1/L5", "3.3-1/L1"}


def test_texts_of_ours_stand_in_both_languages() -> None:
    for table in ("missions", "challenges", "swot", "strategies", "tactics", "goals", "levels"):
        assert all(row["summary_th"] and row["summary_en"] for row in packaged_rows(table))
    for row in packaged_rows("known_gaps"):
        assert row["text_th"]
        assert row["text_en"]


def summaries(table: str) -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in packaged_rows(table)}


def test_a_summary_says_no_more_than_its_words_and_drops_no_point() -> None:
    challenges, swot, tactics = summaries("challenges"), summaries("swot"), summaries("tactics")
    assert "attention" in challenges["geo/2"]["summary_en"]
    assert not {"few", "broken"} & set(challenges["geo/2"]["summary_en"].split())
    assert "East Asia" in challenges["geo/3"]["summary_en"]
    assert "เอเชียตะวันออก" in challenges["geo/3"]["summary_th"]
    assert "has a part" in challenges["geo/1"]["summary_en"]
    assert "split" not in challenges["role/1"]["summary_en"]
    assert "position" in swot["W1"]["summary_en"]
    assert "budgeted in advance" in swot["T6"]["summary_en"]
    assert "relations" in tactics["1.1"]["summary_en"]
    assert "leading city in ASEAN" in tactics["2.1"]["summary_en"]
    assert "เมืองนำในอาเซียน" in summaries("strategies")["2"]["summary_th"]
    assert "international organizations and international networks" in tactics["2.2"]["summary_en"]


def test_criteria_are_no_stricter_than_the_level_is_printed() -> None:
    levels, criteria = summaries("levels"), summaries("criteria")
    for found in (levels["1.1-1/L5"], criteria["1.1-1/L5/a"]):
        assert "same" not in found["summary_en"]
        assert "เดิม" not in found["summary_th"]
    assert "explained" in criteria["1.2-1/L2/b"]["summary_en"]
    assert "สร้างความเข้าใจ" in criteria["1.2-1/L2/b"]["summary_th"]
    for found in (levels["3.1-1/L1"], criteria["3.1-1/L1/a"]):
        assert "ทบทวน" in found["summary_th"]
        assert "c21" in found["summary_th"]
        assert "c21" in found["summary_en"]


def test_one_printed_word_has_one_english_word() -> None:
    for table in ("tactics", "goals", "kpis", "levels", "criteria", "projects"):
        for row in packaged_rows(table):
            ours = f"{row.get('name_en', '')} {row.get('summary_en', '')}".lower()
            assert "world knowledge" not in ours, row["key"]
            assert "international knowledge" not in ours, row["key"]
    assert "among foreign communities" in summaries("kpis")["2.2-2"]["name_en"]
    assert summaries("named_plans")["nesdp-13"]["name_en"].startswith("Draft of the 13th")


def test_no_reason_puts_words_into_the_plans_mouth() -> None:
    for row in read_packaged("reasons"):
        if not {"Challenge:geo/2", "Challenge:geo/4"} & set(row.parts("cites")):
            continue
        assert "the plan calls" not in row["text_en"], row["reason_id"]
        assert "the plan asks" not in row["text_en"].lower(), row["reason_id"]
        assert "แผนระบุว่า" not in row["text_th"], row["reason_id"]
        assert "แผนต้องการ" not in row["text_th"], row["reason_id"]
