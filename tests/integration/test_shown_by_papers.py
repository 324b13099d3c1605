"""An activity that was announced, or has no day, and that an accepted paper shows as done."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import cli

AS_OF = "2026-11-30"
EVIDENCE = "key,name,activity,element,verdict,grade,dated_on,document_no\n"
LINK = "activity,element,mode,reason_en\nA248,1.3-1,meets,Our young people went\n"


def run(*words: str) -> Result:
    result = CliRunner().invoke(cli.main, ["plan", *words, "--as-of", AS_OF, "--lang", "en"])
    assert result.exit_code == 0, result.output
    return result


def paper(
    tmp_path: Path, activity: str = "A248", grade: str = "A1", on: str = "30/9/2568", **cells: str
) -> list[str]:
    file = tmp_path / "evidence.csv"
    told = {"verdict": "met", "element": "", "document_no": "K 1", **cells}
    row = ("p1", "Report", activity, told["element"], told["verdict"], grade, on, told["document_no"])
    file.write_text(EVIDENCE + ",".join(row) + "\n", "utf-8")
    return ["--evidence", str(file)]


def claimed(*words: str, kpi: str = "1.3-1", year: int = 2568) -> object:
    tables = json.loads(run("status", *words, "--format", "json").stdout)["data"]["tables"]
    (row,) = [r for r in tables[0]["rows"] if (r["kpi"], r["year"]) == (kpi, year)]
    return row["claimed"]


def links(*words: str) -> list[dict[str, Any]]:
    data = json.loads(run("trace", "A248", *words, "--format", "json").stdout)["data"]
    return [link for kpi in data["kpis"] for level in kpi["levels"] for link in level["activities"]]


def test_the_rules_link_an_announced_activity_that_an_accepted_paper_shows(tmp_path: Path) -> None:
    assert claimed() == 6
    assert claimed(*paper(tmp_path)) == 7
    (link,) = links(*paper(tmp_path))
    assert (link["origin"], link["mode"]) == ("rule", "meets")
    assert "Activity:A248" in run("report", "--year", "2568", "--final", *paper(tmp_path)).stdout


@pytest.mark.parametrize(
    "cells",
    [
        {"grade": "E4"},
        {"document_no": ""},
        {"on": "1/5/2568"},  # it went in on 7 May 2025
        {"on": "1/12/2569"},
        {"verdict": "not_met"},
    ],
)
def test_a_paper_that_does_not_count_brings_no_link(cells: dict[str, str], tmp_path: Path) -> None:
    given = paper(tmp_path, **cells)
    assert claimed(*given) == 6
    assert links(*given) == []


def test_an_officers_link_takes_the_place_of_the_one_that_a_rule_then_makes(tmp_path: Path) -> None:
    file = tmp_path / "links.csv"
    file.write_text(LINK, "utf-8")
    given = [*paper(tmp_path), "--links", str(file)]
    assert claimed(*given) == 7
    (link,) = links(*given)
    assert link["origin"] == "asserted"
    file.write_text(LINK.replace("meets", "none"), "utf-8")
    assert claimed(*given) == 6


def test_what_the_paper_shows_falls_with_it_in_what_if(tmp_path: Path) -> None:
    found = json.loads(run("whatif", "--drop", "Evidence:p1", *paper(tmp_path), "--format", "json").stdout)
    (change,) = [c for c in found["data"]["outcomes"][0]["changes"] if c["kpi"] == "Kpi:1.3-1"]
    assert (change["year"], change["before"], change["after"]) == (2568, 7, 6)


def test_an_undated_activity_is_traced_as_the_paper_dates_it(tmp_path: Path) -> None:
    without = run("trace", "A268").stdout
    assert "begins after" not in without
    assert "It is linked to no KPI or project: undated" in without
    assert "1 KPI only by enabling" in run("trace", "A268", *paper(tmp_path, "A268")).stdout


@pytest.mark.parametrize(
    ("cells", "is_told"),
    [({}, False), ({"grade": "E4"}, True), ({"document_no": ""}, True), ({"verdict": "not_met"}, True)],
)
def test_only_a_paper_that_counts_silences_the_warning_of_a_link(
    cells: dict[str, str], is_told: bool, tmp_path: Path
) -> None:
    file = tmp_path / "links.csv"
    file.write_text(LINK, "utf-8")
    shown = run("status", *paper(tmp_path, **cells), "--links", str(file)).stderr
    assert ("links.csv!A2" in shown) is is_told
