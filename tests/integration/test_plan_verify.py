from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.texts import Label
from loaders.plan_text import PlanText, read_plan, refresh
from loaders.plan_text.digests import normalise
from loaders.plan_text.model import printed_parts
from loaders.plan_text.packaged import packaged_rows, plan_data
from loaders.plan_text.verify import Difference, verify_plan


@pytest.fixture(scope="module")
def plan(plan_document: Path) -> PlanText:
    return read_plan(plan_document)


def changed(plan_document: Path, folder: Path, changes: Iterable[tuple[str, str]]) -> list[Difference]:
    text = plan_document.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    copy = folder / "copy.txt"
    copy.write_text(text, encoding="utf-8")
    return verify_plan(copy)


def test_the_text_holds_what_the_package_carries(plan_document: Path) -> None:
    assert verify_plan(plan_document) == []


def test_counts_of_the_document(plan: PlanText) -> None:
    assert (len(plan.missions), len(plan.challenges), len(plan.swot)) == (4, 7, 47)
    assert (len(plan.strategies), len(plan.tactics), len(plan.goals), len(plan.kpis)) == (3, 9, 11, 11)
    assert all(c.text_th and c.text_en for c in plan.challenges)
    agencies = [agency for kpi in plan.kpis for agency in kpi.agencies]
    assert sum(a.role == "lead" for a in agencies) == 14
    assert sum(a.role == "assist" for a in agencies) == 23
    assert len({a.name.text for a in agencies}) == 21
    assert {kpi.key: len(kpi.levels) for kpi in plan.kpis if len(kpi.levels) != 5} == {
        "1.3-1": 0,
        "2.3-1": 3,
        "3.2-1": 0,
    }
    assert {p.key: p.kpis for p in plan.projects if len(p.kpis) > 1} == {"P05": ("1.2-1", "1.3-1", "2.3-1")}
    assert [kpi.key for kpi in plan.kpis if kpi.condition] == ["3.1-1"]


def test_named_plans_stand_in_the_text(plan: PlanText) -> None:
    assert [named.key for named in plan.named_plans] == [row["key"] for row in packaged_rows("named_plans")]


CHANGES = [
    ("<p>ระดับที่ 5 มีการขยาย", "<p>ระดับที่ 5 มีการย่อ", "Level:1.1-1/L5", "digest_th"),
    ("ร้อยละ 80 ของชุมชน", "ร้อยละ 90 ของชุมชน", "Level:2.2-2/L5", "digest_th"),
    ("\t60\t70\t80", "\t60\t75\t80", "Target:3.2-1/2567", "value"),
    ("ในกรณีผ่านความเห็น", "ในกรณีไม่ผ่านความเห็น", "Target:3.1-1/2568", "condition"),
    ("รวมการประชุมฯ ทั้งสิ้น 8 ครั้ง", "รวมการประชุมฯ ทั้งสิ้น 9 ครั้ง", "Passage:p086", "text"),
    ("held from 3 February", "held from 3 January", "Passage:p088", "text"),
    ("<p>- สำนักการคลัง</p>", "<p>- สำนักการโยธา</p>", "Kpi:1.1-2", "assist/3"),
    ("concentrated in only major", "concentrated in few major", "Challenge:geo/3", "digest_en"),
    ("2. โครงการพัฒนา Talent ของ", "2. โครงการพัฒนา Talent แก่", "Kpi:3.2-1", "project/2/name"),
    ("(Leading ASEAN City)", "(Leading Asian City)", "Tactic:2.1", "name_en"),
    ("8. บุคลากรมีทักษะด้านภาษาอังกฤษที่ดี", "8. บุคลากรมีทักษะด้านภาษาจีนที่ดี", "SwotItem:S8", "digest_th"),
    ("การวิเคราะห์สภาพแวดล้อม\t26", "การวิเคราะห์สภาพแวดล้อม\t27", "Chapter:swot", "page"),
    ("ไม่มีเชื้อชาติและสัญชาติไทย", "ไม่มีสัญชาติไทย", "Passage:p140", "text"),
    ('actor on the global stage"\n\nสอดคล้อง', 'actor on the local stage"\n\nสอดคล้อง', "Vision:V", "name_en"),
]


@pytest.mark.parametrize(("old", "new", "element", "field"), CHANGES)
def test_each_change_is_found_and_nothing_else(
    plan_document: Path, tmp_path: Path, old: str, new: str, element: str, field: str
) -> None:
    [difference] = changed(plan_document, tmp_path, [(old, new)])
    assert (difference.element, difference.field) == (element, field)
    assert difference.line is not None
    if field.startswith("digest"):
        assert len(difference.packaged) == 16
        assert 0 < len(difference.found) <= 60


def test_one_digit_and_one_word_are_both_found(plan_document: Path, tmp_path: Path) -> None:
    pairs = [CHANGES[2][:2], CHANGES[0][:2]]
    found = changed(plan_document, tmp_path, pairs)
    assert {d.element for d in found} == {"Target:3.2-1/2567", "Level:1.1-1/L5"}
    assert len(found) == 2


def test_missing_and_extra_elements_are_found(plan_document: Path, tmp_path: Path) -> None:
    found = changed(plan_document, tmp_path, [("8. มีภารกิจแทรก", "9. มีภารกิจแทรก")])
    assert [(d.element, d.field, d.packaged) for d in found] == [
        ("SwotItem:T9", "element", ""),
        ("SwotItem:T8", "element", "yes"),
    ]


def test_line_wraps_and_line_ends_are_no_difference(plan_document: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    text = plan_document.read_text(encoding="utf-8").replace("The workshops aimed", "The workshops\naimed")
    copy.write_bytes(text.replace("\n", "\r\n").encode("utf-8"))
    assert verify_plan(copy) == []


def test_half_a_document_is_refused_or_reported(plan_document: Path, tmp_path: Path) -> None:
    lines = plan_document.read_text(encoding="utf-8").splitlines()
    copy = tmp_path / "copy.txt"
    copy.write_text("\n".join(lines[:500]), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        verify_plan(copy)
    assert caught.value.params["missing"] == Label("ตารางตัวชี้วัด", "tables of KPIs")
    copy.write_text("\n".join(lines[:600]), encoding="utf-8")
    assert {"Kpi:3.1-1", "Tactic:3.3"} <= {d.element for d in verify_plan(copy)}


def test_corrections_point_at_text_that_stands_there(plan: PlanText) -> None:
    elements: dict[str, object] = {f"Passage:p{p.ordinal:03d}": p for p in plan.passages}
    groups: dict[str, Iterable[object]] = {
        "Challenge": plan.challenges,
        "SwotItem": plan.swot,
        "Mission": plan.missions,
        "Goal": plan.goals,
        "Project": plan.projects,
        "Kpi": plan.kpis,
        "Level": (level for kpi in plan.kpis for level in kpi.levels),
        "Target": (target for kpi in plan.kpis for target in kpi.targets),
    }
    for label, members in groups.items():
        elements |= {f"{label}:{getattr(member, 'key', '')}": member for member in members}
    for row in packaged_rows("corrections"):
        texts = [normalise(part.text) for part in printed_parts(elements[row["element"]])]
        assert any(normalise(row["as_printed"]) in text for text in texts), row
        assert row["certain"] in {"yes", "unsure"}
        assert row["as_meant"] != row["as_printed"]
        assert row["reason_en"]
        assert row["reason_th"]


def test_refresh_writes_only_digests_and_nothing_for_the_same_text(plan: PlanText, tmp_path: Path) -> None:
    from loaders.plan_text.refresh import refresh as run

    folder = tmp_path / "plan"
    shutil.copytree(str(plan_data()), folder)
    assert run(plan, folder) == []
    goals = folder / "goals.csv"
    original = goals.read_text(encoding="utf-8")
    digest_of_first = packaged_rows("goals")[0]["digest_th"]
    goals.write_text(original.replace(digest_of_first, "0" * 16), encoding="utf-8")
    assert run(plan, folder) == ["goals.csv"]
    assert goals.read_text(encoding="utf-8") == original


def test_refresh_keeps_the_ids_of_passages_that_others_name(plan_document: Path, tmp_path: Path) -> None:
    text = plan_document.read_text(encoding="utf-8")
    copy = tmp_path / "copy.txt"
    copy.write_text(text.replace("คำนำ\n", "คำนำ\n\nย่อหน้าใหม่\n", 1), encoding="utf-8")
    before = {row["digest"]: row["passage_id"] for row in packaged_rows("passages")}
    rows = refresh.passage_rows(read_plan(copy).passages)
    added = [row for row in rows if row["digest"] not in before]
    assert [row["passage_id"] for row in added] == [f"p{len(packaged_rows('passages')) + 1:03d}"]
    footnote = next(row for row in packaged_rows("passages") if row["passage_id"] == "p140")
    assert [row["passage_id"] for row in rows if row["digest"] == footnote["digest"]] == ["p140"]


def test_every_passage_that_a_record_names_is_packaged() -> None:
    known = {f"Passage:{row['passage_id']}" for row in packaged_rows("passages")}
    named = {row["element"] for row in packaged_rows("corrections")}
    for table in ("statements", "concepts", "contributors", "agencies"):
        named |= {place for row in packaged_rows(table) for place in row["printed_at"].split(";")}
    assert {one for one in named if one.startswith("Passage:")} <= known


def test_refresh_refuses_another_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refresh.main([str(tmp_path / "none.txt")]) == 3
    assert refresh.main([]) == 2
    assert "usage" in capsys.readouterr().err
