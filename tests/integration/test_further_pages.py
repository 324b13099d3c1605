"""The unit's page and the partners' pages on the packaged data."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from graph.texts import Label
from maps.addresses import PARTNERS, UNIT
from maps.answers import Answers
from maps.pack import render_pages
from maps.pages.reason_cards import render_reason_cards
from maps.pages.strength import render_strength
from maps.pages.strips import render_silence_strip, render_year_strip
from maps.pages.week import render_week
from maps.partner_list import sort_by_place
from plan.making.assemble import Assembly
from queries.table import show_cell

AS_OF = date(2026, 11, 24)


@pytest.fixture(scope="module")
def answers(assembly: Assembly) -> Answers:
    return Answers(assembly, AS_OF)


@pytest.fixture(scope="module")
def pages(answers: Answers) -> dict[str, str]:
    return render_pages(answers)


def section(page: str, name: str) -> str:
    found = re.search(rf'<section id="{name}".*?</section>', page, re.DOTALL)
    assert found is not None
    return found[0]


def in_english(fragment: str) -> str:
    """Give the words an English reader sees, without tags."""
    shown = re.sub(r'<(span|tspan) class="th".*?</\1>|<title>.*?</title>', "", fragment)
    return re.sub(r"<[^>]+>", " ", shown)


def test_the_unit_s_page_opens_with_what_is_overdue_and_what_comes(answers: Answers) -> None:
    week = render_week(answers)
    assert week.lead.en == (
        "Agreements that ended with no successor on record: 2. "
        "Coming in 8 weeks (to 19 Jan 2027): 9, of which 1 on a certain date."
    )
    cards = re.findall(r"<article.*?</article>", week.blocks[0])
    assert [in_english(re.search("<h3>(.*?)</h3>", card)[1]).strip() for card in cards] == [  # type: ignore[index]
        "Ask the partner about renewal, and look for a later document",
        "Check the day against the document, and consider a letter or an event",
    ]
    assert sum(card.count("<dt>") for card in cards) == answers.upcoming.n == 11
    assert "Yokohama" in cards[0]
    assert 'href="partners.html#partner-yokohama"' in cards[0]


def test_a_week_without_anything_says_so(assembly: Assembly) -> None:
    week = render_week(Answers(assembly, date(1961, 1, 1)))
    assert week.lead.en == "Nothing on record is overdue or comes in 8 weeks (to 26 Feb 1961)."
    assert "<article" not in "".join(week.blocks)


def test_every_gap_has_its_card_once(pages: dict[str, str]) -> None:
    named = Counter(re.findall("<h4>(.*?)</h4>", pages[UNIT]))
    assert len(named) > 30
    assert [name for name, times in named.items() if times > 1] == []


def test_a_reason_of_several_is_said_once_above_their_cards(answers: Answers) -> None:
    reasons = answers.dormant_ties[1]
    shared = [why for why, times in Counter(row["why"] for row in reasons.rows).items() if times > 1]
    assert shared
    cards = render_reason_cards(reasons)
    said = re.findall(r'<(?:p class="shared"|dd)>.*?</(?:p|dd)>', cards)
    for why in shared:
        assert isinstance(why, Label)
        times = dict(Counter(row["why"] for row in reasons.rows))[why]
        words = [in_english(one).strip() for one in said]
        assert [one for one in words if one.startswith(f"These {times} share why they matter: {why.en} (")]
        assert why.en not in words


def test_cards_hold_all_that_is_not_told_elsewhere(answers: Answers) -> None:
    reasons = answers.asean_gaps[1]
    ids = [str(row["gap_id"]) for row in reasons.rows]
    assert render_reason_cards(reasons).count("<article") == len(ids)
    assert render_reason_cards(reasons, told=ids[:3]).count("<article") == len(ids) - 3
    assert render_reason_cards(reasons, told=ids[:3], most=2).count("<article") == 2
    assert render_reason_cards(replace(reasons, rows=[])) == ""


def test_a_member_of_asean_has_one_card_with_what_leads_to_it(pages: dict[str, str]) -> None:
    cards = re.findall("<article.*?</article>", section(pages[UNIT], "asean-gaps"))
    told = {in_english(card.partition("</h4>")[0]).strip(): in_english(card) for card in cards}
    assert len(cards) == len(told) == 10
    for card in told.values():
        for fact in ("Networks shared with Bangkok", "Missions"):
            assert card.count(f" {fact} ") == 1
        cities = [
            card.count(f" {fact} ") for fact in ("Capital ", "Largest city ", "Capital and largest city ")
        ]
        assert cities in ([1, 1, 0], [0, 0, 1])
    vietnam = told["Vietnam"]
    assert "Kind of the highest document    sister city " in vietnam
    assert "Capital    Hanoi (tie) " in vietnam
    assert "Largest city    Ho Chi Minh City (tie) " in vietnam
    assert "effective themes" in vietnam
    brunei = told["Brunei"]
    assert "Capital and largest city    Bandar Seri Begawan (no tie) " in brunei
    assert "Missions   0 " in brunei
    assert "Kind of the strongest document" not in brunei
    assert "Why it matters" not in vietnam


def test_every_tie_is_in_the_picture_of_silence_by_sign_or_by_count(answers: Answers) -> None:
    picture = render_silence_strip(answers)
    signs = picture.count("<title>") - 1
    silent = sum(int(n) for n in re.findall(r">none on record: (\d+)<", picture))
    assert signs + silent == answers.balance.n == 45


def test_every_entry_of_the_year_has_a_lane(answers: Answers) -> None:
    assert render_year_strip(answers).count("<title>") - 1 == answers.year_ahead.n


def test_pictures_of_nothing_are_no_pictures(assembly: Assembly) -> None:
    before = Answers(assembly, date(1900, 1, 1))
    assert render_year_strip(before) == ""
    assert render_silence_strip(before) == ""


def test_partners_stand_under_countries_in_the_order_of_each_alphabet(
    answers: Answers, pages: dict[str, str]
) -> None:
    listed = section(pages[PARTNERS], "all-partners")
    for lang, first, last in (
        ("th", ["กัมพูชา", "คาซัคสถาน", "จีน", "ญี่ปุ่น", "ทูร์เคีย", "โปรตุเกส"], "ฮังการี"),
        ("en", ["Australia", "Cambodia", "China", "Hungary", "Indonesia", "Iran"], "Vietnam"),
    ):
        half = re.search(rf'<div class="{lang}" lang="{lang}">(.*?)</table></div></div>', listed, re.DOTALL)
        assert half is not None
        heads = re.findall(r'<th scope="rowgroup"[^>]*>(.*?) \(\d+\)</th>', half[1])
        assert heads[:6] == first
        assert heads[-1] == last
        assert half[1].count('<th scope="row">') == 45
    chinese = [show_cell(row["name"]).th for row in sort_by_place(answers.profile_index, "th")]
    assert chinese.index("กรุงปักกิ่ง") < chinese.index("นครเซี่ยงไฮ้") < chinese.index("เมืองซัวเถา")


def test_a_tie_s_strength_is_its_grade_and_its_rank_with_the_range(answers: Answers) -> None:
    told = in_english(render_strength(answers, "City:hanoi"))
    ranked = next(row for row in answers.standings[0].rows if row["partner"] == "City:hanoi")
    assert "sister city, grade 6 of 6" in told
    assert f"Rank {ranked['rank']} by volume of contacts" in told
    assert f"between {ranked['rank_best']} and {ranked['rank_worst']} " in told


def test_a_tie_with_too_little_record_has_no_rank(answers: Answers) -> None:
    told = in_english(render_strength(answers, "City:saint-petersburg"))
    assert "No rank by volume of contacts: 0 dated contacts, fewer than 3" in told
    assert render_strength(answers, "City:nowhere") == ""


def test_a_sheet_names_the_head_with_the_day_in_both_languages(pages: dict[str, str]) -> None:
    sheet = section(pages[PARTNERS], "partner-manila")
    assert "Domagoso, borne out up to 19 Jan 2026" in sheet
    assert "Domagoso (ข้อมูลยืนยันถึง 19 ม.ค. 2569)" in sheet
    assert "Oh Se-hoon" not in section(pages[PARTNERS], "partner-seoul")


def test_a_sheet_tells_what_was_said_on_the_country_and_whose_reading_it_is(pages: dict[str, str]) -> None:
    sheet = section(pages[PARTNERS], "partner-phnom-penh")
    for words in (
        "work (our reading)",
        "ความหมายต่องานของเมือง (การตีความของผู้จัดทำ)",
        "MFA spokesman Nikorndej Balankura",
        "นายนิกรเดช พลางกูร",
    ):
        assert words in sheet
    assert "statements on relations" not in section(pages[PARTNERS], "partner-tokyo")


def test_a_sheet_explains_what_a_link_moves_and_shows_its_dates(pages: dict[str, str]) -> None:
    sheet = section(pages[PARTNERS], "partner-hanoi")
    assert "bfa-strip" in sheet
    assert "&quot;enables&quot; and &quot;context only&quot; are shown and move nothing" in sheet
