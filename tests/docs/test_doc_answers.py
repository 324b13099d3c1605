"""docs/questions.md shows what the program says, line by line."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest

from tools.doc_answers import LineLostError, narrow, renew_answers

DOCUMENT = Path(__file__).parents[2] / "docs" / "questions.md"
BLOCK = "## plan-partners\n\n```text{words}\n{shown}```\n\nWords after it.\n"


def test_every_answer_shown_is_what_the_program_says() -> None:
    written = DOCUMENT.read_text("utf-8")
    renewed = renew_answers(written)
    changed = difflib.unified_diff(written.splitlines(), renewed.splitlines(), n=0, lineterm="")
    assert renewed == written, "run `make docs` and read the difference:\n" + "\n".join(changed)


def test_a_line_that_went_stale_is_replaced_and_nothing_else() -> None:
    stale = "Unit: projects and partners · n = 2 · as of 1 Jan 2025 (records to 2 Feb 2024)\n"
    renewed = renew_answers(BLOCK.format(words="", shown=stale))
    before, unit, after = re.split(r"^(Unit: .*\n)", renewed, flags=re.MULTILINE)
    assert (before, after) == ("## plan-partners\n\n```text\n", "```\n\nWords after it.\n")
    assert unit in DOCUMENT.read_text("utf-8")


def test_a_line_that_the_answer_says_nothing_like_is_no_answer() -> None:
    with pytest.raises(LineLostError, match="plan-partners says nothing like: 14 of 15"):
        renew_answers(BLOCK.format(words="", shown="14 of 15\n"))


def test_a_command_that_fails_is_named() -> None:
    with pytest.raises(LineLostError, match="--param theme=colour"):
        renew_answers(BLOCK.format(words=" --param theme=colour", shown="anything\n"))


def test_a_block_under_no_question_is_left_alone() -> None:
    other = "# A title\n\n```text\nmake brief\n```\n"
    assert renew_answers(other) == other


def test_gaps_between_columns_shrink_to_two_spaces_and_columns_stay_in_line() -> None:
    wide = ["Headline", "Name          Ties", "กรุงโซล          6", "Rome            12"]
    assert narrow(wide) == ["Headline", "Name    Ties", "กรุงโซล    6", "Rome      12"]
