"""Every sentence of the packaged data has its Thai, with the same figures in the Buddhist era."""

from __future__ import annotations

import re

import pytest

from graph.records import Node
from graph.store import Store
from loaders.packaged.load import read_packaged
from queries.facts.free_text import about, free_text, in_both, twins_of

ADDRESS = re.compile(r"https?://\S+|\b[\w-]+(?:\.[\w-]+)+/\S+")
FIGURE = re.compile(r"\d+(?:\.\d+)?")


def figures(words: str, *, christian_era: bool) -> set[float]:
    """Give the figures of a text, its years in the Buddhist era; an ISO date gives year and day."""
    plain = re.sub(r"(\d),(\d{3})", r"\1\2", ADDRESS.sub(" ", words))
    if not christian_era:
        return {float(found) for found in FIGURE.findall(plain)}
    plain = re.sub(r"\b(\d{4})-(\d{2})-(\d{2})\b", r"\1 \3", plain)
    plain = re.sub(r"\b(20|19)(\d\d)-(\d\d)\b(?!\d)", r"\1\2 \1\3", plain)
    years = re.sub(r"\b(?:19|20)\d\d\b", lambda year: str(int(year[0]) + 543), plain)
    return {float(found) for found in FIGURE.findall(years)}


def test_figures_are_compared_in_one_era() -> None:
    english = "2008-11 list; 12 of 1,200 on 2016-05-09 (https://a.b/2019), 4.5 %"
    assert figures(english, christian_era=True) == {2551, 2554, 12, 1200, 2559, 9, 4.5}
    assert figures("12 จาก 1,200 รายการ พ.ศ. 2551", christian_era=False) == {12, 1200, 2551}


def twins(store: Store) -> list[tuple[Node, str]]:
    return [(node, name) for node in store.nodes() for name in twins_of(node.label) if node.get(name)]


def test_every_sentence_of_the_packaged_data_has_its_thai(store: Store) -> None:
    held = twins(store)
    assert len(held) > 500
    lacking = [(node.id, name) for node, name in held if "ภาษาอังกฤษ)" in free_text(node, name).th]
    assert lacking == []


def test_no_thai_stands_without_its_english(store: Store) -> None:
    alone = [
        (node.id, name)
        for node in store.nodes()
        for name in twins_of(node.label)
        if node.get(f"{name}_th") and not node.get(name)
    ]
    assert alone == []


def test_both_languages_give_the_same_figures(store: Store) -> None:
    differing = {
        (node.id, name): (english, thai)
        for node, name in twins(store)
        if node.get(f"{name}_th")
        and (english := figures(node.text(name), christian_era=True))
        != (thai := figures(node.text(f"{name}_th"), christian_era=False))
        and node.text("subject_property") != "signing without a document"  # the titles of activities
    }
    assert differing == {}


def test_every_doubt_about_a_name_has_its_thai() -> None:
    unsure = [row for row in read_packaged("aliases") if row["judgement"] == "unsure"]
    assert unsure
    assert [row["name"] for row in unsure if not row["reason_th"]] == []


@pytest.mark.parametrize(
    ("english", "thai", "shown"),
    [
        ("kept as a partner", "คงไว้", "คงไว้"),
        ("kept as a partner", "", "kept as a partner (ภาษาอังกฤษ)"),
        ("Not signed", "", "Not signed (ภาษาอังกฤษ)"),
        ("No reply: 2019", "", "No reply: 2019 (ภาษาอังกฤษ)"),
        ("Seoul", "", "Seoul (ภาษาอังกฤษ)"),
        ("2555-07-09", "", "2555-07-09"),
        ("ตรวจแล้ว", "", "ตรวจแล้ว"),
        ("ตรวจแล้ว see the file list", "", "ตรวจแล้ว see the file list (มีส่วนที่เป็นภาษาอังกฤษ)"),
    ],
)
def test_a_text_without_thai_says_that_it_is_english(english: str, thai: str, shown: str) -> None:
    assert in_both(english, thai).th == shown
    assert in_both(english, thai).en == english


def test_what_a_claim_is_about_is_said_in_thai() -> None:
    assert about("conflict").th == "ข้อขัดแย้ง"
    assert about("governor's term").th == "วาระผู้ว่าราชการ"
    assert about("name_th").th == "ชื่อไทย"
    assert about("of no kind known").th == "of no kind known"
