from __future__ import annotations

import ast
import re
from importlib.resources import files
from pathlib import Path

import pytest

from graph.errors import BfaError, DataError, InputError, OutputError, QuestionError, StoreError
from graph.issues import CODES, SEVERITIES, Issue
from graph.texts import SUBJECTS, Label, places_of, read_subject, same
from queries.catalog import QUESTIONS

ROOT = Path(__file__).parents[2]
THAI = re.compile(r"[\u0e01-\u0e5b]")
TEXTS = [
    pytest.param(label, id=f"{subject}.{key}")
    for subject in SUBJECTS
    for key, label in read_subject(subject).items()
]
ERRORS = {error.__name__ for error in (DataError, InputError, OutputError, QuestionError, StoreError)}


def places(text: str) -> set[str]:
    return set(places_of(text))


def product_code() -> list[Path]:
    folders = ("graph", "loaders", "queries", "plan", "maps", "commands")
    return [ROOT / "cli.py", *(path for folder in folders for path in (ROOT / folder).rglob("*.py"))]


def literal_calls(names: set[str]) -> dict[str, str]:
    """First text arguments of calls to these names: the text -> where it stands."""
    found = {}
    for path in product_code():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
                continue
            first = node.args[0]
            if node.func.id in names and isinstance(first, ast.Constant) and isinstance(first.value, str):
                found[first.value] = f"{path.name}:{node.lineno}"
    return found


def test_every_subject_is_a_file_and_every_file_a_subject() -> None:
    stored = {path.name for path in (files("graph") / "texts").iterdir()}
    assert stored == {f"{subject}.toml" for subject in SUBJECTS}


@pytest.mark.parametrize("label", TEXTS)
def test_both_languages_are_there(label: Label) -> None:
    assert label.th.strip()
    assert label.en.strip()
    # What reads alike in both (a number, a sign) needs no Thai script.
    assert THAI.search(label.th) or label.th == label.en
    assert not THAI.search(label.en)


@pytest.mark.parametrize("label", TEXTS)
def test_both_languages_have_the_same_places(label: Label) -> None:
    assert places(label.th) == places(label.en)


def test_every_issue_code_has_words_and_none_is_extra() -> None:
    assert set(read_subject("issues")) == set(CODES)
    assert set(CODES.values()) <= set(SEVERITIES)


def test_every_issue_the_code_makes_is_registered() -> None:
    made = literal_calls({"Issue"})
    assert made
    assert {code: place for code, place in made.items() if code not in CODES} == {}


@pytest.mark.parametrize("code", sorted(CODES))
def test_an_issue_can_be_put_into_words(code: str) -> None:
    label = read_subject("issues")[code]
    filled = Issue(code, "t.csv!B2", dict.fromkeys(places(label.en), "x")).words
    assert "{" not in filled.th + filled.en


def test_every_error_the_code_raises_has_words() -> None:
    raised = literal_calls(ERRORS)
    assert len(raised) > 10
    assert {code: place for code, place in raised.items() if code not in read_subject("errors")} == {}


def test_exit_codes_are_one_a_branch() -> None:
    branches = BfaError.__subclasses__()
    assert {error.__name__: error.exit_code for error in branches} == {
        "DataError": 1, "QuestionError": 2, "InputError": 3, "StoreError": 4, "OutputError": 5,
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_every_question_has_words(name: str) -> None:
    question = QUESTIONS[name]
    assert THAI.search(question.label.th)
    assert question.label.en
    assert set(read_subject(question.subject)) >= {f"ask-{name}", f"{name}-title"}


def test_every_column_has_words() -> None:
    columns = literal_calls({"column"})
    assert len(columns) > 20
    words = {key for subject in SUBJECTS for key in read_subject(subject)}
    assert {name: place for name, place in columns.items() if f"column-{name}" not in words} == {}


def test_filling_puts_labels_in_by_language() -> None:
    filled = Label("มี {n} {unit}", "{n} {unit}").fill(n=2, unit=Label("แห่ง", "places"))
    assert filled == Label("มี 2 แห่ง", "2 places")
    assert same("x") == Label("x", "x")


@pytest.mark.parametrize(("n", "said"), [(0, "0 ties"), (1, "1 tie"), (2, "2 ties"), (43, "43 ties")])
def test_an_english_count_has_the_noun_of_its_number(n: int, said: str) -> None:
    label = Label("ความสัมพันธ์ {n} แห่ง", "{n:tie|ties}").fill(n=n)
    assert (label.th, label.en) == (f"ความสัมพันธ์ {n} แห่ง", said)


@pytest.mark.parametrize(
    "template",
    [
        "{n.__class__}",
        "{n[0]}",
        "{n!r}",
        "{n:>900000000}",
        "{0}",
        "{}",
        "{N}",
        "{n",
        "n}",
        "{{n}}",
        "{n:{n}}",
    ],
)
def test_a_text_can_ask_for_nothing_but_a_value_in_its_place(template: str) -> None:
    assert "class" not in Label(template, template).fill(n=1).en.replace("__class__", "")
    assert len(Label(template, template).fill(n=1).en) <= len(template)
    with pytest.raises(ValueError, match="brace"):
        places_of(template)


@pytest.mark.parametrize("label", TEXTS)
def test_every_brace_of_a_text_belongs_to_a_place(label: Label) -> None:
    for words in (label.th, label.en):
        places_of(words)
