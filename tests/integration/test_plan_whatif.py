"""`bfa plan whatif` and `bfa plan next` on packaged data, on the planners' files, and on bad input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import cli
from plan.clock import FISCAL
from plan.ladders.described import Described
from plan.ladders.descriptions import DESCRIPTION_FIELDS, read_descriptions
from plan.making.assemble import Assembly
from plan.making.rules import read_rules
from plan.making.situation import FIELDS

AS_OF = "2026-11-24"
# Several ASEAN cities together; the role is what a case is about.
FORUM = "kind=conference,setting=multilateral,partner=hanoi;jakarta"
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
FILES = [
    word for name in ("links", "evidence", "actuals") for word in (f"--{name}", str(EXAMPLES / f"{name}.csv"))
]


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli.main, ["plan", *words, "--as-of", AS_OF])
    assert result.exit_code == code, result.output
    return result


def data(*words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*words, "--format", "json").stdout)["data"]
    return found


def changes(found: dict[str, Any], change: str) -> list[tuple[str, int, str, float | None, float | None]]:
    (outcome,) = [one for one in found["outcomes"] if one["change"] == change]
    return [(c["kpi"], c["year"], c["mark"], c["before"], c["after"]) for c in outcome["changes"]]


def roles(found: dict[str, Any]) -> dict[tuple[str, str, int, str], str]:
    return {(r["record"], r["kpi"], r["year"], r["mark"]): r["role"] for r in found["roles"]}


# --- drops ---------------------------------------------------------------------------------------


def test_a_critical_activity_takes_the_number_with_it() -> None:
    # In fiscal 2569 two activities are counted for 1.3-1: A292 and A296.
    found = data("whatif", "--drop", "A292", "--drop", "A264", "--lang", "en")
    assert changes(found, "Activity:A292") == [("Kpi:1.3-1", 2569, "claimed", 2, 1)]
    assert roles(found)["Activity:A292", "Kpi:1.3-1", 2569, "claimed"] == "critical"
    # Bangkok attended A264; level 2 of 2.3-1, organizing, rests on A295.
    assert roles(found)["Activity:A264", "Kpi:2.3-1", 2569, "claimed"] == "redundant"


def test_two_that_support_alone_are_shown_alone_and_together() -> None:
    whole = data("whatif", "--drop", "A204")
    (one,) = [r for r in whole["roles"] if r["kpi"] == "Kpi:2.1-1" and r["rule"] == "best-single"]
    assert (one["role"], one["level"]) == ("supporting", 1)
    (other,) = {key for names in one["sets"] for key in names} - {"Activity:A204"}
    found = data("whatif", "--drop", "A204", "--drop", other)
    assert changes(found, "Activity:A204") == changes(found, other) == []
    lost = [change for change in changes(found, "together") if change[0] == "Kpi:2.1-1"]
    assert lost == [("Kpi:2.1-1", 2566, "claimed", 1, 0)] * 2  # under both rules


def test_a_partner_takes_all_of_its_activities(assembly: Assembly) -> None:
    found = data("whatif", "--drop", "City:yokohama")
    (dropped,) = found["dropped"]
    assert dropped["taken"] == sorted(
        {e.source for e in assembly.store.edges_to("City:yokohama", "INVOLVES")}
    )
    assert ("Kpi:1.3-1", 2567, "claimed", 2, 1) in changes(found, "City:yokohama")


def test_a_project_takes_what_carries_it_out(assembly: Assembly) -> None:
    (dropped,) = data("whatif", "--drop", "P14")["dropped"]
    assert dropped["taken"] == sorted(
        {e.source for e in assembly.store.edges_to("Project:P14", "CARRIES_OUT")}
    )


def test_dropping_evidence_lowers_what_it_confirms_and_lifts_what_it_denies() -> None:
    found = data("whatif", "--drop", "Evidence:x1", "--drop", "x2", *FILES)
    confirmed = [c for c in changes(found, "Evidence:x1") if c[2] == "confirmed"]
    assert ("Kpi:2.1-1", 2566, "confirmed", 1, 0) in confirmed
    assert roles(found)["Evidence:x1", "Kpi:2.1-1", 2566, "confirmed"] == "critical"
    assert ("Kpi:2.1-1", 2567, "possible", 4, 5) in changes(found, "Evidence:x2")
    assert roles(found)["Evidence:x2", "Kpi:2.1-1", 2567, "possible"] == "denies"


def test_dropping_a_result_takes_its_value_unless_a_document_states_it() -> None:
    result = "Actual:3.2-1/2566/2023-09-30"
    found = data("whatif", "--drop", result, "--drop", "Evidence:x3", *FILES)
    assert changes(found, result) == []
    assert ("Kpi:3.2-1", 2566, "claimed", 62, None) in changes(found, "together")


def test_what_moves_nothing_says_so() -> None:
    shown = run("whatif", "--drop", "A001", "--lang", "en").stdout
    assert "marks that fall 0" in shown
    assert "no level or number of the plan's years rests on it" in shown


# --- additions -----------------------------------------------------------------------------------


def test_an_added_activity_claims_and_never_confirms() -> None:
    found = data("whatif", "--add", f"{FORUM},role=main_host,year=2568")
    # Under both rules: a role stands for every level below its own.
    assert changes(found, "Activity:add-1") == [("Kpi:2.1-1", 2568, "claimed", 1, 3)] * 2
    (added,) = found["added"]
    assert [(link["element"], link["rule"]) for link in added["links"]][:3] == [
        ("Level:2.1-1/L1", "R-2.1-1-L1-attended"),
        ("Level:2.1-1/L2", "R-2.1-1-L2-initiated"),
        ("Level:2.1-1/L3", "R-2.1-1-L3-organized"),
    ]
    wanted = data("whatif", "--add", "date=15/8/2568,element=2.1-1/L5", *FILES)
    assert {change[2] for change in changes(wanted, "Activity:add-1")} == {"claimed"}


def test_a_year_to_come_is_judged_in_that_year() -> None:
    found = json.loads(
        CliRunner().invoke(cli.main, [
            "plan", "whatif", "--add", f"{FORUM},role=led_issue,year=2570",
            "--as-of", "2026-03-01", "--format", "json",
        ]).stdout
    )["data"]  # fmt: skip
    assert found["judged_on"] == "2026-10-01"
    assert ("Kpi:2.1-1", 2570, "claimed", 0, 5) in changes(found, "Activity:add-1")


def test_named_partners_bring_their_region_and_kind(assembly: Assembly) -> None:
    (described,) = read_descriptions(
        ["kind=conference,role=main_host,setting=multilateral,partner=hanoi,partner=CityNet,year=2568"], None,
        store=assembly.store, clock=FISCAL,
    )  # fmt: skip
    assert isinstance(described, Described)
    assert described.values["asean"] == {"only"}
    assert described.values["partner_label"] == {"City", "Organization"}
    assert described.values["partner_agreement"] == {"friendship", "sister_city"}
    rules = {link.rule for link in described.links(read_rules())}
    assert {"R-2.1-1-L3-organized", "R-2.3-1-L3-hosted"} <= rules


def test_words_of_either_language_stand_for_codes(assembly: Assembly) -> None:
    thai, english = read_descriptions(
        [
            "role=เจ้าภาพหลัก,audience=ประชาชน;เยาวชน,year=2568",
            "role=main host,audience=citizens;youth,year=2568",
        ],
        None,
        store=assembly.store,
        clock=FISCAL,
    )
    assert isinstance(thai, Described)
    assert isinstance(english, Described)
    assert thai.values["role"] == english.values["role"] == {"main_host"}
    assert thai.values["audience"] == english.values["audience"] == {"citizens", "youth"}


def test_every_field_of_the_rules_can_be_described() -> None:
    assert set(FIELDS) - {"status", "confidence"} <= set(DESCRIPTION_FIELDS)


def test_a_file_describes_many_activities_one_a_row(tmp_path: Path) -> None:
    adds = tmp_path / "adds.csv"
    adds.write_text(
        "name,year,kind,role,setting,partner,organised_by,audience,knowledge_flow,dimension\n"
        "Forum,2570,conference,main_host,multilateral,hanoi;jakarta,,,,\n"
        "Exchange,2569,exchange_youth,co_organized,bilateral,seoul,co,youth,both,education\n", "utf-8",
    )  # fmt: skip
    found = data("whatif", "--add-file", str(adds))
    assert [one["name"] for one in found["added"]] == ["Forum", "Exchange"]
    # The one dimension that 2569 lacked, and the third of three.
    (outcome,) = [one for one in found["outcomes"] if one["change"] == "Activity:add-2"]
    (change,) = outcome["changes"]
    assert (change["kpi"], change["status_after"]) == ("Kpi:1.3-1", "claimed-at-target")
    assert {c[0] for c in changes(found, "together")} == {"Kpi:1.3-1", "Kpi:2.1-1", "Kpi:2.3-1"}


def test_an_addition_that_no_rule_accepts_names_the_nearest_rule_and_field() -> None:
    shown = run("whatif", "--add", f"{FORUM},year=2568", "--lang", "en").stdout
    flat = " ".join(shown.split())
    assert "no rule moves a level" in flat
    assert "R-2.1-1-L1-attended (role = attended | initiated_issue |" in flat
    award = f"{FORUM},role=attended,output=award,year=2568"
    assert "output \u2260 award" in " ".join(run("whatif", "--add", award, "--lang", "en").stdout.split())


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, ["--drop", "--add"]),
        (("--drop", "A20"), 2, ["A20", "A020"]),
        (("--drop", "Strategy:1"), 2, ["Strategy:1"]),
        (("--add", "kind=confrence,rol=x,year=2568"), 2, ["--add 1: rol", "role", "1: kind", "conference"]),
        (("--add", "kind=conference"), 2, ["--add 1: year"]),
        (("--add", "year=2599"), 2, ["2566, 2567, 2568, 2569, 2570"]),
        (("--add", "date=31/2/2568"), 2, ["--add 1: date"]),
        (("--add", "year=2568,partner=tokio"), 2, ["tokyo"]),
        (("--add", "date=2025-05-02,end=2025-05-01"), 2, ["--add 1: end"]),
        (("--add", "year=2568,date=15/8/2568"), 2, ["--add 1: year", "date"]),
        (("--add", "year=2568,end=2025-05-01"), 2, ["--add 1: end", "date"]),
        (("--add", "year=2568,dimension=education,dimension=global_knowledge"), 2, ["--add 1: dimension"]),
        (("--add", "year=2568,year=2569"), 2, ["--add 1: year"]),
        (("--add", "year=2568,name=one;two"), 2, ["--add 1: name"]),
        (("--add", "year=2568,round_no=two"), 2, ["--add 1: round_no"]),
        (("--add-file", "nowhere.csv"), 3, ["nowhere.csv"]),
    ],
)  # fmt: skip
def test_bad_words_are_met_with_the_place_and_the_way_out(
    words: tuple[str, ...], code: int, said: list[str]
) -> None:
    shown = run("whatif", *words, "--lang", "en", code=code).stderr
    assert [word for word in said if word not in shown] == []
    assert "Traceback" not in shown


def test_an_addition_is_read_in_thai_figures_words_and_any_case_and_refused_with_thai_words() -> None:
    plain = data("whatif", "--add", "kind=conference,role=main_host,asean=only,year=2568,element=2.1-1/L3")
    thai = data("whatif", "--add", "kind=การประชุม,role=เจ้าภาพหลัก,asean=Only,year=พ.ศ. ๒๕๖๘,element=๒.๑-๑/l3")
    assert thai["outcomes"] == plain["outcomes"] != []
    shown = run("whatif", "--add", "role=hostt,year=2568", code=2).stderr
    assert "เจ้าภาพหลัก (main_host)" in shown


def test_a_bad_file_names_every_cell_and_a_bad_column(tmp_path: Path) -> None:
    adds = tmp_path / "adds.csv"
    adds.write_text("year,kind\n2568,confrence\n2599,conference\n", "utf-8")
    shown = run("whatif", "--add-file", str(adds), "--lang", "en", code=1).stderr
    assert "adds.csv!B2" in shown
    assert "adds.csv!A3" in shown
    adds.write_text("year,kinds\n2568,conference\n", "utf-8")
    assert "kinds" in run("whatif", "--add-file", str(adds), "--lang", "en", code=3).stderr


# --- next ----------------------------------------------------------------------------------------


def test_next_keeps_papers_apart_from_things_to_do() -> None:
    found = data("next", "2.1-1", "--year", "2566")
    by_level = {(goal["level"], goal["rule"]): goal for goal in found["goals"]}
    first = by_level[1, "best-single"]
    assert first["is_target"]
    papers = first["sets"][0]
    assert [(step["element"], step["step"]) for step in papers] == [("Criterion:2.1-1/L1/a", "paper")]
    assert papers[0]["claimed_by"]
    assert papers[0]["asks"] == dict.fromkeys(papers[0]["claimed_by"], "both")
    assert {step["step"] for steps in first["sets"][1:] for step in steps} == {"closed"}  # 2566 is over
    running = data("next", "2.1-1", "--year", "2570")["goals"][0]["sets"]
    assert {step["step"] for steps in running for step in steps} == {"do"}


def test_next_names_owner_project_and_what_the_rules_accept() -> None:
    found = data("next", "2.1-1", "--year", "2568")
    step = next(s for goal in found["goals"] for steps in goal["sets"] for s in steps if "L3" in s["element"])
    assert step["owners"] == ["Agency:international-affairs-office"]
    assert step["projects"] == ["Project:P14", "Project:P15"]
    (rule,) = step["rules"]
    assert rule["when"]["role"] == ["co_organized", "drove", "led_issue", "main_host"]
    assert rule["unless"]["output"] == ["award"]


def test_next_of_a_count_asks_for_the_dimension_that_lacks() -> None:
    (goal,) = data("next", "1.3-1", "--year", "2569")["goals"]
    (steps,) = goal["sets"]
    assert [(s["step"], s["dimension"], s["continuing"], s["claimed_by"]) for s in steps] == [
        ("closed", "education", False, []),
        ("paper", "arts_culture_creativity", False, ["Activity:A292"]),
        ("paper", "global_knowledge", False, ["Activity:A296"]),
        ("paper", "", True, ["Activity:A292"]),
    ]


def test_a_closed_year_says_what_each_paper_must_say() -> None:
    shown = run("next", "1.3-1", "--year", "2569", "--lang", "en").stdout
    assert "1.3-1, 2569, a closed year: 3 under" in shown
    assert "A292: a paper that names the activity and 1.3-1, or an officer's link" in " ".join(shown.split())


def test_next_of_a_confirmed_target_asks_for_nothing() -> None:
    assert data("next", "3.2-1", "--year", "2566", *FILES)["goals"] == []


@pytest.mark.parametrize("lang", ["th", "en"])
def test_both_commands_answer_in_every_form(lang: str, tmp_path: Path) -> None:
    for words in (("whatif", "--drop", "A264"), ("next", "2.2-2")):
        assert run(*words, "--lang", lang).stdout
        assert run(*words, "--lang", lang, "--format", "csv").stdout
        run(*words, "--lang", lang, "--format", "xlsx", "-o", str(tmp_path / "answer.xlsx"))


def test_the_clock_is_shown_and_switches() -> None:
    assert "1 Jan - 31 Dec" in run("next", "2.1-1", "--clock", "calendar", "--lang", "en").stdout
    assert data("whatif", "--drop", "A264", "--clock", "calendar")["clock"] == "calendar"


@pytest.mark.parametrize(("words", "said"), [(("9.9",), "9.9"), (("2.1-1", "--year", "2571"), "2570")])
def test_next_refuses_what_the_plan_does_not_have(words: tuple[str, ...], said: str) -> None:
    assert said in run("next", *words, "--lang", "en", code=2).stderr


def test_the_packaged_example_of_additions_is_read_whole() -> None:
    found = data("whatif", "--add-file", str(EXAMPLES / "adds.csv"))
    moved = {c[0] for one in found["added"] for c in changes(found, one["id"])}
    assert {"Kpi:2.1-1", "Kpi:1.1-1"} <= moved
