"""A command line that cannot be read: one line in the reader's language, the way out, exit 2."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

import cli
from commands.usage import Misuse, words_of
from graph.texts import Label, text

THAI = re.compile(r"[\u0e00-\u0e7f]")
# The line, what it must name, and the command whose help it points to.
WRONG = [
    ("plan status --year abc", ["--year", "abc"], "bfa plan status"),
    ("plan status --clock lunar", ["--clock", "lunar", "fiscal, calendar"], "bfa plan status"),
    ("plan status --clock fiscl", ["fiscal"], "bfa plan status"),
    ("plan trace", ["ID"], "bfa plan trace"),
    ("plan report", ["--year"], "bfa plan report"),
    ("plan status extra words", ["extra words"], "bfa plan status"),
    ("plan stats", ["stats", "status"], "bfa plan"),
    ("brif", ["brif", "brief"], "bfa"),
    ("ask --parm x=y", ["--parm", "--param"], "bfa ask"),
    ("--nope", ["--nope", "--help"], "bfa"),
    ("ask --format pdf", ["pdf", "table, csv, json, xlsx"], "bfa ask"),
    ("cypher x --limit 0", ["--limit", "0", "1"], "bfa cypher"),
    ("cypher x --limit many", ["--limit", "many"], "bfa cypher"),
    ("cypher x --timeout soon", ["--timeout", "soon", "0.1"], "bfa cypher"),
    ("brief --as-of", ["--as-of"], "bfa brief"),
    ("ask ties --cypher=1", ["--cypher", "ไม่รับค่า"], "bfa ask"),
    ("ask --format", ["--format", "ไม่ได้ระบุค่า"], "bfa ask"),
    ("plan --help=1", ["--help", "ไม่รับค่า"], "bfa plan"),
    ("schema show --lang fr", ["--lang", "fr", "th, en"], "bfa schema show"),
]


def refused(*words: str) -> str:
    result = CliRunner().invoke(cli.main, list(words), prog_name="bfa")
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    return line


@pytest.mark.parametrize(("line", "named", "command"), WRONG, ids=[line for line, _, _ in WRONG])
def test_a_wrong_line_is_refused_in_thai_with_the_way_out(line: str, named: list[str], command: str) -> None:
    said = refused(*line.split())
    assert THAI.search(said)
    assert not re.search(
        r"[A-Za-z]+ [A-Za-z]+ [A-Za-z]+", said.replace(f"{command} --help", "").replace("extra words", "")
    )
    assert [word for word in named if word not in said] == []
    assert said.endswith(f"{command} --help")


@pytest.mark.parametrize(
    "line", [line for line, _, _ in WRONG if not line.endswith(("--as-of", "--lang fr", "--format"))]
)
@pytest.mark.parametrize("english", [["--lang", "en"], ["--lang=en"]])
def test_a_wrong_line_is_refused_in_english_where_asked_for(line: str, english: list[str]) -> None:
    said = refused(*line.split(), *english)
    assert not THAI.search(said)
    assert said.endswith(" --help")


@pytest.mark.parametrize(
    "words",
    [
        ["ask", "ties", "foo", "red\n2nd"], ["ask", "ties", "--format", "a\nb"], ["ask", "--a\x1b[2J\u2028b"],
        ["a\r\nb"], ["plan", "trace", "\u202eab", "more"], ["plan", "status", "--year", "9" * 5000],
    ],
)  # fmt: skip
def test_what_is_echoed_breaks_no_line_and_is_not_endless(words: list[str]) -> None:
    for language in ("th", "en"):
        said = refused(*words, f"--lang={language}")
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e]", said)
        assert len(said) < 600
        assert "Got unexpected" not in said


def test_a_refusal_that_click_words_alone_keeps_its_words() -> None:
    import click

    said = words_of(click.UsageError("something new"))
    assert "something new" in said.th
    assert "something new" in said.en
    assert words_of(Misuse(Label("ก", "a"))).en == "a See: bfa --help"


@pytest.mark.parametrize(
    "words", [["--help"], ["plan", "--help"], ["plan", "status", "-h"], ["ask", "-h"], []]
)
def test_help_has_its_headings_and_lines_in_both_languages(words: list[str]) -> None:
    shown = CliRunner().invoke(cli.main, words, prog_name="bfa").output
    assert shown.startswith("วิธีใช้ / Usage: bfa")
    assert "ตัวเลือก / Options:" in shown
    own = text("cli", "opt-ask-help")  # `ask` lists a question's parameters as well
    help_line = (
        f"{own.th} {own.en}" if words[:1] == ["ask"] else "แสดงวิธีใช้แล้วจบ / Show this message and exit."
    )
    assert help_line in " ".join(shown.split())
    assert "..." not in shown.replace("[ARGS]...", "").replace("VALUE,...", "").replace("peer-...", "")


def test_a_name_that_no_file_can_have_is_refused() -> None:
    for written in ("", "a\x00b", "\ud800"):
        said = refused("plan", "verify", written, "--lang=en")
        assert "cannot be the name of a file" in said


def test_a_missing_file_is_named_in_one_line() -> None:
    result = CliRunner().invoke(cli.main, ["plan", "checks", "--links", "a\nb", "--lang", "en"])
    assert (result.exit_code, len(result.stderr.splitlines())) == (3, 1)
