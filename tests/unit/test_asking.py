from __future__ import annotations

import pytest

from graph.errors import QuestionError
from queries.asking.choosing import choose_question
from queries.asking.wording import rank_questions
from queries.catalog import QUESTIONS, Question


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ASEAN ที่หายไป", "asean-gaps"),
        ("ความครอบคลุมอาเซียน", "asean-coverage"),
        ("which ties sleep", "dormant-ties"),
        ("สัปดาห์หน้า", "upcoming"),
        ("เมืองใดหลับ", "dormant-ties"),
        ("แผนระบุเมืองใด", "plan-partners"),
        ("what expires this year", "obligations"),
        ("เครือข่ายไหนคุ้ม", "network-value"),
        ("where are our gaps", "white-space"),
        ("one pager", "partner-profile"),
        ("region-balanse", "region-balance"),
        ("regionbalance", "region-balance"),
        ("Anniversary", "anniversaries"),
        ("obligatons", "obligations"),
        ("pipelne", "pipeline"),
        ("sister cities", "partners"),
        ("เมืองพี่เมืองน้อง", "partners"),
        ("ใครแนะนำเราได้บ้าง", "introducers"),
        ("MOU หมดอายุ", "obligations"),
        ("สถานทูตในกรุงเทพ", "communities"),
        ("what do we not know", "known-nothing"),
        ("ค่าสมาชิกเครือข่าย", "network-value"),
    ],
)
def test_words_that_clearly_mean_one_question_find_it(written: str, name: str) -> None:
    assert choose_question(written).name == name


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_every_question_is_found_by_its_own_name_and_label(name: str) -> None:
    question = QUESTIONS[name]
    slip = name[:-2] + name[-1]
    for written in (name, name.replace("-", " "), question.label.th, question.label.en, slip):
        assert choose_question(written).name == name


@pytest.mark.parametrize("written", ["network", "เครือข่าย", "missing", "ASEAN"])
def test_words_that_may_mean_several_are_met_with_three(written: str) -> None:
    with pytest.raises(QuestionError) as caught:
        choose_question(written)
    assert caught.value.code == "question-unclear"
    assert caught.value.exit_code == 2
    assert caught.value.text.en.count("(") == 3


@pytest.mark.parametrize("written", ["zzzzzz", "", "  ", "!!", "ฟฟฟฟฟฟ", "123"])
def test_words_like_nothing_are_pointed_to_the_list(written: str) -> None:
    with pytest.raises(QuestionError) as caught:
        choose_question(written)
    assert caught.value.code == "words-unknown"
    assert "bfa ask" in caught.value.text.en


def test_a_name_in_the_question_does_not_turn_it() -> None:
    assert choose_question("watch Jakarta", without_names="watch").name == "watch"


def test_a_question_without_synonyms_is_found_by_its_label() -> None:
    other = Question("region-balance")
    ranking = rank_questions("yardstick over regions", [other, QUESTIONS["watch"]])
    assert ranking.nearest[0].question is other
    assert ranking.known == 1.0


def test_half_of_the_words_must_say_something_to_a_question() -> None:
    ranking = rank_questions("football results", QUESTIONS.values())
    assert (ranking.known, ranking.strangers) == (0.5, ["football"])


@pytest.mark.parametrize("greeting", ["สวัสดี", "xyzzy"])
def test_words_that_say_nothing_offer_only_the_list(greeting: str) -> None:
    with pytest.raises(QuestionError) as refused:
        choose_question(greeting)
    assert refused.value.code == "words-unknown"
