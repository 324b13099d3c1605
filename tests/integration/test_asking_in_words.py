"""Asking in words on the packaged data: phrasings with the question and parameters they mean."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli
from graph.errors import QuestionError
from graph.store import Store
from queries.asking.understanding import Understood, understand

AS_OF = date(2026, 11, 24)
PHRASINGS = Path(__file__).parents[1] / "data" / "phrasings.csv"
ROWS = list(csv.DictReader(PHRASINGS.read_text("utf-8").splitlines()))
# Too little tells this from another question: it is met with a choice that holds the right one.
OFFERED = frozenset({"ใครเป็นสมาชิก UCLG"})
MEANT = [row for row in ROWS if row["question"]]
NOTHING = [row["written"] for row in ROWS if not row["question"]]


def ask(store: Store, written: str, *given: tuple[str, str]) -> Understood:
    return understand(store, written, as_of=AS_OF, given=given)


def refused(store: Store, written: str, *given: tuple[str, str]) -> QuestionError:
    with pytest.raises(QuestionError) as caught:
        ask(store, written, *given)
    return caught.value


def test_the_phrasings_are_many_and_in_both_languages() -> None:
    thai = [row for row in MEANT if any("\u0e00" <= letter <= "\u0e7f" for letter in row["written"])]
    assert len(MEANT) >= 120
    assert len(thai) >= 50
    assert len(NOTHING) >= 45


@pytest.mark.parametrize("row", MEANT, ids=lambda row: row["written"])
def test_words_lead_to_the_question_and_the_parameters_they_name(row: dict[str, str], store: Store) -> None:
    if row["written"] in OFFERED:
        error = refused(store, row["written"])
        assert error.code == "question-unclear"
        assert row["question"] in error.text.en
        return
    meant = ask(store, row["written"])
    assert meant.question.name == row["question"]
    assert " ".join(f"{name}={value}" for name, value in meant.params) == row["params"]


@pytest.mark.parametrize("written", NOTHING)
def test_words_about_something_else_are_offered_the_list_alone(written: str, store: Store) -> None:
    assert refused(store, written).code == "words-unknown"


# Each once ran a question that does not answer it, and said nothing.
NOT_ANSWERED = [
    "what is known about Tokyo",
    "เราเจอใครใน MGMAC",
    "มีอะไรใหม่",
    "what changed",
    "everything changed since last month",
    "list every sister city pls",
    "every sister city",
    "ข้อมูลไซ่ง่อน",
    "which kpis have no activities",
    "which kpis have no activity",
    "ไม่เคยไปเมืองไหนบ้าง",
    "countries we have never visited",
    "สัปดาห์หน้ามีอะไรต้องทำ",
    "which sources say 36 cities",
    # Others of their kind: a chance word, a chance word with a name, a question that says no.
    "what did the governor eat in Seoul",
    "who paid for Busan",
    "known problems in Hanoi",
    "which partners have not been met",
    "เมืองไหนไม่เคยมาเยือน",
]


@pytest.mark.parametrize("written", NOT_ANSWERED)
def test_a_question_that_shares_a_word_or_says_the_opposite_is_offered_and_not_run(
    written: str, store: Store
) -> None:
    error = refused(store, written)
    assert error.code in ("question-unclear", "words-unknown", "names-unused")
    choices = error.params.get("choices", ())
    assert error.code != "question-unclear" or (isinstance(choices, tuple) and len(choices) >= 3)


@pytest.mark.parametrize(
    ("written", "params"),
    [
        ("anniversaries in the next two years", "months=24"),
        ("anniversaries within 3 years", "months=36"),
        ("ครบรอบใน 2 ปีข้างหน้า", "months=24"),
        ("ครบรอบภายใน 5 ปี", "months=60"),
        ("ครบรอบ 10 ปี", "years=10"),
        ("who turns 25 years", "years=25"),
        ("this week", "weeks=1"),
        ("สัปดาห์นี้มีอะไร", "weeks=1"),
        ("งานสัปดาห์นี้", "weeks=1"),
    ],
)
def test_a_span_ahead_is_a_span_and_years_that_are_full_are_years(
    written: str, params: str, store: Store
) -> None:
    assert " ".join(f"{name}={value}" for name, value in ask(store, written).params) == params


def test_a_question_that_is_offered_can_be_picked_by_its_number() -> None:
    offered = CliRunner().invoke(cli.main, ["ask", "what is known about Tokyo"])
    assert (offered.exit_code, offered.stdout) == (2, "")
    assert "1) partner-profile" in offered.stderr
    picked = CliRunner().invoke(cli.main, ["ask", "what is known about Tokyo", "--pick", "1"])
    assert picked.exit_code == 0
    assert "bfa ask partner-profile --param partner=tokyo" in picked.stderr
    beyond = CliRunner().invoke(cli.main, ["ask", "what is known about Tokyo", "--pick", "99"])
    assert beyond.exit_code == 2


def test_the_answer_and_the_refusal_come_in_the_language_of_the_question() -> None:
    english = CliRunner().invoke(cli.main, ["ask", "list our partners"])
    assert "local governments have a tie" in english.stdout
    assert "It is not clear" in CliRunner().invoke(cli.main, ["ask", "what changed here"]).stderr
    assert "ไม่ชัด" in CliRunner().invoke(cli.main, ["ask", "มีอะไรใหม่"]).stderr
    asked = CliRunner().invoke(cli.main, ["ask", "list our partners", "--lang", "th"])
    assert "กรุงเทพมหานคร" in asked.stdout


def test_what_was_run_can_be_run_again_word_for_word() -> None:
    words = ["who can introduce us to Yangoon", "--as-of", "2026-11-24", "--lang", "en", "--format", "json"]
    asked = CliRunner().invoke(cli.main, ["ask", *words])
    said, read_as = asked.stderr.splitlines()
    command = "bfa ask introducers --param to=yangon --as-of 2026-11-24 --lang en"
    assert said.startswith(f"ran: {command} (")
    assert read_as == 'Read "yangoon" as Yangon.'
    again = CliRunner().invoke(cli.main, [*command.split()[1:], "--format", "json"])
    assert again.stdout == asked.stdout
    assert again.stderr == ""


def test_a_name_that_no_parameter_takes_is_said_with_the_way_to_its_page(store: Store) -> None:
    (note,) = ask(store, "ขั้นของการเจรจากับมะนิลา").notes
    assert "bfa ask partner-profile --param partner=manila" in note.th
    (note,) = ask(store, "anniversaries within 8 weeks").notes
    assert "8 weeks" in note.en


@pytest.mark.parametrize("written", ["climate in Europe", "เรื่องสภาพภูมิอากาศกับยุโรป"])
def test_of_a_theme_and_a_place_the_place_is_said_as_not_used(written: str, store: Store) -> None:
    meant = ask(store, written)
    assert meant.params == (("theme", "climate"),)
    (note,) = meant.notes
    assert "bfa ask white-space --param region=europe" in note.en


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ย่างกุง", "Yangon"),
        ("ย่างกง", "Yangon"),
        ("กัวลาลัมเปอ", "Kuala Lumpur"),
        ("สิงคโป", "Singapore"),
        ("เวียงจัน", "Vientiane"),
        ("โซลล", "Seoul"),
    ],
)
def test_a_slip_in_a_bare_thai_name_is_said(written: str, name: str, store: Store) -> None:
    assert [note.en for note in ask(store, written).notes] == [f'Read "{written}" as {name}.']


def test_a_number_that_belongs_to_a_phrase_is_not_said_as_left_over(store: Store) -> None:
    assert not ask(store, "สรุปปักกิ่ง 1 หน้า").notes
    (note,) = ask(store, "สรุปปักกิ่ง 1 หน้า 7").notes
    assert '"7"' in note.en


def test_words_that_match_no_question_are_not_taken_for_a_name() -> None:
    asked = CliRunner().invoke(cli.main, ["ask", "กินข้าวที่ไหนดี"])
    assert asked.exit_code == 2
    assert "ไม่พบคำถามที่ตรงกับข้อความนี้" in asked.stderr


def test_words_without_a_meaning_are_said(store: Store) -> None:
    (note,) = ask(store, "is Qwxyz membership worth the fee").notes
    assert "qwxyz" in note.en


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("upcoming in -3 weeks", "-3 weeks"),
        ("upcoming in 10-12 weeks", "10-12 weeks"),
        ("upcoming in ten to twelve weeks", "ten to twelve weeks"),
        ("upcoming between 10 and 12 weeks", "between 10 and 12 weeks"),
        ("upcoming in 1.5 weeks", "1.5 weeks"),
        ("upcoming in 99999 weeks", "99999 weeks"),
        ("กำหนดการใน 10 ถึง 12 สัปดาห์", "10 ถึง 12 สัปดาห์"),
        ("obligations 3 years", "3 years"),
        ("KPI targets 2568 and 2569", "2569"),
        ("KPI targets 2568-2570", "2568-2570"),
        ("Hanoi 12 weeks", "12 weeks"),
        ("introducers from Tokyo to Lagos", "Tokyo Metropolis"),
        ("หากเพิ่มไนโรบีและยุติโตเกียว", "ไนโรบี"),
        ("MOU ที่จะหมดอายุปีหน้า", "ปีหน้า"),
        ("which MOU expires next year", "next year"),
        ("what expires this year", "this year"),
        ("upcoming next month", "next month"),
    ],
)
def test_whatever_no_parameter_takes_whole_is_said(written: str, said: str, store: Store) -> None:
    (note,) = ask(store, written).notes
    assert f'"{said}"' in note.en or note.en.endswith(f": {said}")


@pytest.mark.parametrize(
    ("written", "way_out"),
    [
        ("partners in Japan", "bfa ask partner-profile --param partner=aichi-prefecture"),
        ("Lagos partners", "bfa ask white-space --param country=NGA"),
        ("kpi targets 2.1", "bfa plan trace 2.1"),
    ],
)
def test_the_way_out_of_a_name_is_where_the_bare_name_leads(written: str, way_out: str, store: Store) -> None:
    (note,) = ask(store, written).notes
    assert way_out in note.en
    assert "country=JPN" not in note.en


def test_a_name_that_no_word_decides_is_met_with_the_ways_to_use_it(store: Store) -> None:
    error = refused(store, "what if Osaka")
    assert error.code == "name-undecided"
    for name in ("add", "drop", "revive"):
        assert f"bfa ask balance-whatif --param {name}=osaka" in error.text.en


def test_what_is_called_by_a_whole_phrase_is_offered_and_none_alone(store: Store) -> None:
    error = refused(store, "theme gaps in Asia")
    assert error.code == "question-unclear"
    assert error.text.en.index("theme-gaps (") < error.text.en.index("region-balance (")


def test_too_long_a_text_is_refused_and_not_read_in_half(store: Store) -> None:
    error = refused(store, "upcoming events in the next 12 weeks " * 9)
    assert error.code == "question-long"
    assert "333" in error.text.en


def test_a_parameter_given_goes_before_one_in_the_words(store: Store) -> None:
    meant = ask(store, "anniversaries within 6 months", ("months", "3"))
    assert meant.params == (("months", "3"),)


def test_a_region_is_one_of_the_scheme_given(store: Store) -> None:
    given = ("scheme", "un-m49")
    assert ask(store, "gaps in Western Asia", given).params == (given, ("region", "western-asia"))


def test_years_become_months_where_a_question_has_no_years(store: Store) -> None:
    assert ask(store, "notes on Hanoi in the last 2 years").params == (("about", "hanoi"), ("months", "24"))


def test_a_year_of_the_common_era_is_read_as_the_plans(store: Store) -> None:
    assert ask(store, "KPI targets in 2026").params == (("year", "2026"),)
    common, buddhist = (
        CliRunner().invoke(cli.main, ["ask", "kpi-targets", "--param", f"year={year}", "--format", "json"])
        for year in (2026, 2569)
    )
    assert common.exit_code == 0
    assert common.stdout == buddhist.stdout


@pytest.mark.parametrize(
    ("written", "code", "way_out"),
    [
        ("Japan", "country-tied", "tokyo|โตเกียว"),
        ("2.1-1", "plan-element", "bfa plan trace 2.1-1"),
        ("2.1", "plan-element", "bfa plan trace 2.1"),
        ("tactic 2.1", "plan-element", "bfa plan trace 2.1"),
        ("กลยุทธ์ที่ 2.1 คืออะไร", "plan-element", "bfa plan trace 2.1"),
        ("KPI 2.1-1", "plan-element", "bfa plan trace 2.1-1"),
        ("ตัวชี้วัด 2.1-1", "plan-element", "bfa plan trace 2.1-1"),
        ("compare hanoi and jakarta", "names-unused", "bfa ask partner-profile --param partner=jakarta"),
        ("climate and waste in Europe", "names-several", "ขยะ"),
        ("Hanoi Seoul", "names-several", "โซล"),
        ("London", "name-ambiguous", "City:london-gbr"),
    ],
)
def test_a_bare_name_without_a_page_shows_the_way(
    written: str, code: str, way_out: str, store: Store
) -> None:
    error = refused(store, written)
    assert error.code == code
    assert any(part in error.text.th for part in way_out.split("|"))


@pytest.mark.parametrize("written", ["City:hanoi", "hanoi", "HANOI", "เมืองฮานอย", "กรุงฮานอย", "นครฮานอย"])
def test_a_bare_id_or_any_spelling_leads_to_the_page(written: str, store: Store) -> None:
    meant = ask(store, written)
    assert (meant.question.name, meant.params) == ("partner-profile", (("partner", "hanoi"),))


def test_a_countrys_code_is_read_where_it_stands_alone(store: Store) -> None:
    assert ask(store, "KEN").params == (("country", "KEN"),)
    assert ask(store, "CAN we see where we meet Hanoi").params == (("city", "hanoi"),)


def test_a_short_thai_name_is_not_found_within_a_word(store: Store) -> None:
    assert ask(store, "ข่าวล่าสุดของเว้").params == (("about", "hue"),)
    assert ask(store, "ข่าวล่าสุดเว้นวรรค").params == ()


def test_a_place_without_a_tie_in_a_country_with_ties_leads_to_who_can_introduce(store: Store) -> None:
    meant = ask(store, "Osaka")
    assert (meant.question.name, meant.params) == ("introducers", (("to", "osaka"),))


HOSTILE = [
    "x" * 20_000,
    "Hanoi " * 2_000,
    "ฮ" * 5_000,
    "a\x00b\x07c\nd",
    "\u202egnissim\u202c",
    "'; DROP TABLE records; --",
    "MATCH (n) DETACH DELETE n",
    "<img src=x onerror=alert(1)>",
    "😀" * 500,
    "{name} %s {0}",
    "=HYPERLINK(1)",
    "٣٤٥",
]


@pytest.mark.parametrize("place", ["question", "value", "name"])
@pytest.mark.parametrize("written", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_gets_one_line_and_exit_2(written: str, place: str) -> None:
    words = {
        "question": [written],
        "value": ["partner-profile", "--param", f"partner={written}"],
        "name": ["partner-profile", "--param", f"{written}=hanoi"],
    }[place]
    result = CliRunner().invoke(cli.main, ["ask", *words])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert len(result.stderr) < 1_000
    assert not set(result.stderr) & set("\x00\x07\u202e\u202c")
