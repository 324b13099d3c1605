"""What if a figure were reported: percents, surveys, counts and levels that a planner plans."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import cli

AS_OF = "2026-11-30"
HEAD = "element,year,numerator,denominator,measured_on,method\n"


@pytest.fixture
def register(tmp_path: Path) -> tuple[str, str]:
    """Results of 3.2-1: 41 of 50 in 2568, 40 and then 46 of 50 in 2569."""
    file = tmp_path / "actuals.csv"
    rows = ("2568,41,50,30/9/2568", "2569,40,50,31/3/2569", "2569,46,50,30/9/2569")
    file.write_text(HEAD + "".join(f"3.2-1,{row},register\n" for row in rows), "utf-8")
    return "--actuals", str(file)


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli.main, ["plan", "whatif", *words, "--as-of", AS_OF])
    assert result.exit_code == code, result.output
    return result


def added(*words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*words, "--format", "json").stdout)["data"]
    return found


def claimed(found: dict[str, Any]) -> list[tuple[str, int, float | None, float | None, str]]:
    return [
        (one["kpi"], one["year"], one["before"], one["after"], one["status_after"])
        for one in found["outcomes"][0]["changes"]
        if one["mark"] == "claimed"
    ]


def test_a_percent_is_planned_as_a_figure_and_stays_a_claim(register: tuple[str, str]) -> None:
    found = added("--add", "element=3.2-1,value=100,year=2570", *register)
    assert claimed(found) == [("Kpi:3.2-1", 2570, None, 100, "claimed-at-target")]
    assert {one["mark"] for one in found["outcomes"][0]["changes"]} == {"claimed"}


def test_a_numerator_alone_is_so_many_more_than_the_latest_result(register: tuple[str, str]) -> None:
    found = added("--add", "element=3.2-1,numerator=2,year=2570", *register)
    assert claimed(found) == [("Kpi:3.2-1", 2570, None, 96, "claimed-below-target")]
    shown = run("--add", "element=3.2-1,numerator=2,year=2570", *register, "--lang", "en").stdout
    assert "96 % (48 of 50)" in shown
    assert "2 more than the latest result, 46 of 50 (2569)." in " ".join(shown.split())
    of_its_year = added("--add", "element=3.2-1,numerator=5,year=2568", *register)
    assert claimed(of_its_year) == [("Kpi:3.2-1", 2568, 82, 92, "claimed-at-target")]


def test_a_figure_without_a_year_is_of_the_running_one(register: tuple[str, str]) -> None:
    assert claimed(added("--add", "element=3.2-1,numerator=4", *register))[0][:2] == ("Kpi:3.2-1", 2570)


def test_both_parts_make_a_figure_of_their_own(register: tuple[str, str]) -> None:
    found = added("--add", "element=3.2-1,numerator=๖๐,denominator=๖๐,year=๒๕๗๐", *register)
    assert claimed(found) == [("Kpi:3.2-1", 2570, None, 100, "claimed-at-target")]


def test_figures_of_a_file_stand_beside_activities(tmp_path: Path) -> None:
    file = tmp_path / "adds.csv"
    file.write_text(
        "name,element,year,value,role,asean\n"
        "All trained,3.2-1,2570,100,,\n"
        "Forum,2.1-1/L3,2570,,main_host,only\n",
        "utf-8",
    )
    found = added("--add-file", str(file))
    assert [(one["id"], one["name"]) for one in found["added"]] == [
        ("Actual:add-1", "All trained"),
        ("Activity:add-2", "Forum"),
    ]
    together = {one["kpi"] for one in found["outcomes"][-1]["changes"]}
    assert together == {"Kpi:3.2-1", "Kpi:2.1-1"}


def test_a_count_and_a_level_are_planned_too() -> None:
    count = added("--add", "element=1.3-1,value=5,year=2570")
    assert claimed(count) == [("Kpi:1.3-1", 2570, 0, 5, "claimed-condition-open")]
    level = added("--add", "element=2.1-1,value=4,year=2570")
    assert claimed(level)[0][:4] == ("Kpi:2.1-1", 2570, 0, 4)


def test_a_survey_carries_a_level_once_the_steps_below_it_are_met() -> None:
    below = [word for level in (1, 2, 3) for word in ("--add", f"element=2.2-2/L{level},year=2570")]
    found = added(*below, "--add", "element=2.2-2/L4/a,value=55,year=2570")
    after = {one["after"] for one in found["outcomes"][-1]["changes"] if one["mark"] == "claimed"}
    assert after == {4}


@pytest.mark.parametrize(
    ("written", "kinds"),
    [
        ("element=2.2-2/L4/a,value=55,year=2570", {"lacking", "method"}),
        ("element=2.2-2/L5,value=40,year=2570,method=survey", {"low"}),
        ("element=2.2-2/L4/a,year=2570", {"measured"}),
        ("element=3.2-1,year=2570", {"measured"}),
        ("element=2.1-1,year=2570", {"whole"}),
        ("element=2.1-1/L1,year=2566", {"claimed"}),
        ("element=1.3-1,value=1,year=2568", {"number"}),
    ],
)
def test_an_addition_that_moves_nothing_says_why(written: str, kinds: set[str]) -> None:
    (one,) = added("--add", written)["added"]
    assert {reason["kind"] for reason in one["unmoved"]} == kinds
    for lang in ("th", "en"):
        assert run("--add", written, "--lang", lang).stdout


def test_a_later_result_and_a_paper_go_before_a_planned_figure(
    tmp_path: Path, register: tuple[str, str]
) -> None:
    early = added("--add", "element=3.2-1,value=95,date=1/4/2569", *register)
    assert early["outcomes"][0]["changes"] == []
    assert [(one["kind"], one["value"]) for one in early["added"][0]["unmoved"]] == [("later", 92)]
    evidence = tmp_path / "evidence.csv"
    evidence.write_text(
        "key,name,element,verdict,grade,dated_on,year,document_no,page,numerator,denominator\n"
        "e1,Register,3.2-1,met,A1,5/10/2569,2569,1/2569,1,46,50\n",
        "utf-8",
    )
    words = ("--add", "element=3.2-1,value=100,year=2569", *register, "--evidence", str(evidence))
    (one,) = added(*words)["added"]
    (reason,) = one["unmoved"]
    assert (reason["kind"], reason["value"], reason["others"]) == ("stated", 92, ["Evidence:e1"])
    assert "Accepted papers state 92 for 3.2-1" in " ".join(run(*words, "--lang", "en").stdout.split())


def test_what_moves_a_mark_needs_no_reason(register: tuple[str, str]) -> None:
    (one,) = added("--add", "element=3.2-1,value=100,year=2570", *register)["added"]
    assert one["unmoved"] == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("element=3.2-1,numerator=5", ["--add 1: numerator", "46 of 50 (2569), it makes 51", "denominator"]),
        ("element=2.2-2/L4/a,numerator=5", ["--add 1: numerator", "no result", "denominator"]),
        ("element=3.2-1,denominator=60", ["--add 1", "numerator"]),
        ("element=3.2-1,value=120", ["--add 1: value", "0-100"]),
        ("element=3.2-1,numerator=61,denominator=60", ["--add 1: denominator", "60"]),
        ("element=3.2-1,value=abc", ["--add 1: value", "not a number"]),
        ("element=2.1-1/L5/a,value=3", ["--add 1: value", "2.1-1/L5/a"]),
        ("element=2.3-1,value=5", ["--add 1: value", "2.3-1"]),
        ("value=3", ["--add 1: element", "element=3.2-1"]),
        ("element=3.2-1,value=60,kind=conference", ["--add 1: kind", "describes an activity"]),
        ("role=main_host,method=survey,year=2570", ["--add 1: method", "figure"]),
        ("element=3.2-1,value=60,year=2599", ["2566, 2567, 2568, 2569, 2570"]),
        ("element=3.2-1,value=60,method=guess", ["--add 1: method"]),
        ("element=3.2-1;2.1-1,value=60", ["--add 1: element"]),
    ],
)
def test_a_figure_that_cannot_be_meant_is_refused_at_its_place(
    written: str, said: list[str], register: tuple[str, str]
) -> None:
    shown = run("--add", written, *register, "--lang", "en", code=2).stderr
    assert [word for word in said if word not in shown] == []
    assert len(shown.strip().splitlines()) == 2
    assert run("--add", written, *register, code=2).stderr
