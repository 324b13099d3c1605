"""What narrows an answer is said or refused: rows left out, and parameters that exclude each other."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

import cli

DAY = ("--as-of", "2026-11-24", "--lang", "en")


@pytest.mark.parametrize(
    ("words", "both"),
    [
        (
            ("white-space", "--param", "region=asean", "--param", "country=IND"),
            "region = ASEAN and country = India",
        ),
        (
            ("white-space", "--param", "country=Kenya", "--param", "region=plan/americas"),
            "region = Americas and country = Kenya",
        ),
        (
            ("activities-by-region", "--param", "scheme=un-m49", "--param", "region=plan/asean"),
            "scheme = un-m49 and region = plan/asean",
        ),
        (
            ("region-ahead", "--param", "scheme=un-m49", *(
                word for key in ("africa", "asean") for word in ("--param", f"region=plan/{key}")
            )),
            "scheme = un-m49 and region = plan/africa",
        ),
    ],
)  # fmt: skip
def test_parameters_that_exclude_each_other_are_refused(words: tuple[str, ...], both: str) -> None:
    done = CliRunner().invoke(cli.main, ["ask", *words, *DAY])
    assert (done.exit_code, done.stdout) == (2, "")
    assert both in done.stderr


def test_a_country_within_the_region_asked_for_is_answered() -> None:
    words = ("white-space", "--param", "region=south-asia", "--param", "country=IND")
    done = CliRunner().invoke(cli.main, ["ask", *words, *DAY])
    assert done.exit_code == 0, done.stderr


@pytest.mark.parametrize("about", ["KOR", "City:fukuoka-prefecture", "Theme:climate"])
def test_watch_says_how_many_activities_it_does_not_list(about: str) -> None:
    words = ["ask", "watch", "--param", f"about={about}", "--format", "json", *DAY]
    table = json.loads(CliRunner().invoke(cli.main, words).stdout)["data"]
    listed = sum(1 for row in table["rows"] if str(row["record"]).startswith("Activity:"))
    (said,) = table["says"]
    bare, held = (int(word) for word in said.split() if word.isdigit())
    assert (listed, held - bare) == (listed, listed), said
    assert bare > 0
