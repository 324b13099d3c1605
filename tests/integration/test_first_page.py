"""A p-value, a power, a test, a yardstick or a command is named only where it says how something was counted.

The words stand in `tests/data/how_counted_words.csv`, each with an example that must be found.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import cli
from commands.plan import plan
from graph.store import Store
from graph.texts import same
from maps.addresses import PAGES
from maps.blocks import render_counted, render_figure, render_paragraph
from maps.pack import save_pack
from plan.making.assemble import Assembly
from queries.catalog import QUESTIONS, Question, run_question
from queries.parameters import FILE_KINDS

AS_OF = date(2026, 11, 24)
WORDS = Path(__file__).parents[1] / "data" / "how_counted_words.csv"
with WORDS.open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file))
# A question's name with a hyphen is no word of English or Thai.
_NAMES = "|".join(name for name in QUESTIONS if "-" in name)
FOUND = re.compile("|".join([*(row["pattern"] for row in ROWS), rf"\b(?:{_NAMES})\b"]), re.IGNORECASE)
_EMPTY = {"br", "meta", "link", "img", "input", "hr", "wbr"}
# What each command of the plan is asked for; one that writes a paper is held by the pages' test.
PLAN = (
    ["show"], ["show", "2.2-2"], ["show", "concepts"], ["show", "statements"], ["show", "office"],
    ["show", "makers"], ["show", "contents"], ["status"], ["status", "--year", "2568", "--score"],
    ["trace", "2.1"], ["trace", "2.1-1"], ["trace", "P05"], ["trace", "Activity:A250"], ["next", "2.1-1"],
    ["next", "1.3-1", "--year", "2568"], ["orphans"], ["checks"], ["blind-spots"],
    ["whatif", "--drop", "Activity:A250"], ["report", "--month", "6", "--year", "2568"],
)  # fmt: skip
PAPERS = (["card", "2.1-1", "--year", "2568", "-o", "card.html"],)
APART = {"binder", "verify"}  # a folder of papers by the same renderer; and a comparison of texts


class Unfolded(HTMLParser):
    """The texts of a page that show before anything is opened; a folded part shows its heading alone."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._open: list[str] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in _EMPTY:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        pass

    def handle_data(self, data: str) -> None:
        folded = self._open.count("details") - ("summary" in self._open)
        if data.strip() and folded <= 0 and not {"script", "style"} & set(self._open):
            self.texts.append(data.strip())


def named(texts: Iterable[str]) -> dict[str, str]:
    """Give each text that names what only how-counted parts may, with the word."""
    return {words: hit[0] for words in texts if (hit := FOUND.search(words))}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["example"])
def test_each_word_is_found_outside_a_folded_part_and_not_within(row: dict[str, str]) -> None:
    told = same(row["example"])
    assert named(Unfolded(render_paragraph(told)).texts)
    figure = render_figure("<svg/>", same("T"), subtitle=same("S"), foot=same("F"), counted=[told])
    for folded in (render_counted([told]), figure):
        assert not named(Unfolded(folded).texts)
        assert row["example"].split()[0][:3] in folded


def test_a_command_and_a_word_in_a_heading_are_found() -> None:
    assert named(["see balance-trend"])
    assert named(Unfolded("<details><summary>Fisher's test</summary><p>x</p></details>").texts)
    assert not named(["East Asia has 24 of 45 ties (53 %)", "Made by bfa 0.1.0", "bfa-tables.xlsx"])


@pytest.fixture(scope="module")
def pack(assembly: Assembly, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_pack(assembly, tmp_path_factory.mktemp("pack") / "p", as_of=AS_OF).parent


@pytest.mark.parametrize("page", PAGES)
def test_no_page_of_the_pack_names_them_unfolded(page: str, pack: Path) -> None:
    texts = Unfolded((pack / page).read_text("utf-8")).texts
    assert len(texts) > 1000
    assert named(texts) == {}


def calls(question: Question) -> Iterator[tuple[tuple[str, str], ...]]:
    yield ()
    for parameter in question.parameters:
        values = parameter.allowed if parameter.kind == "choice" else (parameter.example,)
        if parameter.kind not in FILE_KINDS:
            yield from (((parameter.name, value),) for value in values if value)


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_no_headline_of_a_question_names_them(name: str, store: Store) -> None:
    for params in calls(QUESTIONS[name]):
        tables = run_question(store, name, as_of=AS_OF, params=params)
        said = [label for table in tables for label in (table.title, table.unit, *table.says)]
        assert named(words for label in said for words in (label.th, label.en)) == {}, params


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("words", PLAN, ids=" ".join)
def test_no_headline_of_the_plan_names_them(words: list[str], lang: str, tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    asked = [
        "plan",
        *words,
        "--lang",
        lang,
        "--as-of",
        AS_OF.isoformat(),
        "--format",
        "xlsx",
        "-o",
        str(book),
    ]
    result = CliRunner().invoke(cli.main, asked)
    assert result.exit_code in (0, 1), result.output
    sheets = openpyxl.load_workbook(book).worksheets
    assert named(str(sheet.cell(row, 1).value) for sheet in sheets for row in (1, 2)) == {}


@pytest.mark.parametrize("words", PAPERS, ids=" ".join)
def test_no_paper_names_them_unfolded(words: list[str], tmp_path: Path) -> None:
    *asked, name = words
    result = CliRunner().invoke(cli.main, ["plan", *asked, str(tmp_path / name)])
    assert result.exit_code == 0, result.output
    assert named(Unfolded((tmp_path / name).read_text("utf-8")).texts) == {}


def test_every_command_of_the_plan_is_asked() -> None:
    assert {words[0] for words in (*PLAN, *PAPERS)} | APART == set(plan.commands)
