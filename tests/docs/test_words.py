"""Texts and packaged data keep to the words and names of docs/glossary.toml."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from graph.schema import SCHEMA, codes
from graph.schema.model import Code
from graph.texts import LANGUAGES, SUBJECTS, Language, read_subject
from loaders.packaged.load import read_packaged
from tools.glossary import read_glossary, spell, words_not_used

ROOT = Path(__file__).parents[2]
DATA = Path(str(files("loaders") / "data"))
# Other spellings, so that they are found; and the plan's names as printed.
OTHER_SPELLINGS = {"aliases.csv", "countries.csv"}
PRINTED = {"project_names.csv", "projects.csv", "corrections.csv"}


def cells() -> list[tuple[str, str]]:
    """List every Thai cell of the packaged tables with its place."""
    found = []
    for path in sorted(DATA.rglob("*.csv")):
        if path.name in OTHER_SPELLINGS | PRINTED:
            continue
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), start=2):
                found += [
                    (f"{path.name}:{number} {column}", cell)
                    for column, cell in row.items()
                    if column.endswith("_th")
                ]
    return found


def test_every_name_in_thai_data_has_one_spelling() -> None:
    assert {place: cell for place, cell in cells() if spell(cell) != cell} == {}


def test_a_name_of_a_country_is_the_one_that_is_used() -> None:
    rows = read_packaged("countries")
    assert [row["name_th"] for row in rows if spell(row["name_th"]) != row["name_th"]] == []
    assert [row["name_en"] for row in rows if spell(row["name_en"]) != row["name_en"]] == []


# Words that people type, which the program understands and does not say.
TYPED = (
    "synonyms-", "takes-", "leads-", "leaves-", "choice-", "number-", "name-of-", "kind-of-", "unit-of-",
    "empty-words", "clause-words", "joining-words",
)  # fmt: skip


def said(lang: Language) -> Iterator[tuple[str, str]]:
    """List every text of ours in a language with its place: messages, labels, codes, reasons, rules."""
    for subject in SUBJECTS:
        for key, label in read_subject(subject).items():
            if not key.startswith(TYPED):
                yield f"{subject}.toml {key}", label.in_language(lang)
    for node_type in SCHEMA.node_types.values():
        yield f"schema {node_type.name}", node_type.label.in_language(lang)
        for prop in node_type.properties:
            yield f"schema {node_type.name}.{prop.name}", prop.label.in_language(lang)
    for name, listed in vars(codes).items():
        for code in listed if isinstance(listed, tuple) else ():
            if isinstance(code, Code):
                yield f"codes {name}.{code.value}", code.label.in_language(lang)
    for row in read_packaged("reasons"):
        yield f"reasons.csv {row['fact']}", row[f"text_{lang}"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_uses_a_word_that_the_glossary_leaves_out(lang: Language) -> None:
    texts, words = list(said(lang)), list(words_not_used(lang))
    assert len(texts) > 2000
    assert [(place, use, text) for place, text in texts for word, use in words if word.search(text)] == []


def test_notes_of_packaged_data_keep_to_the_glossary() -> None:
    words = list(words_not_used("th", in_data=True))
    assert len(words) >= 8
    assert [(place, use, cell) for place, cell in cells() for word, use in words if word.search(cell)] == []


def test_every_term_has_one_meaning_and_one_word() -> None:
    terms = read_glossary()["term"]
    assert len(terms) >= 60
    for what in ("th", "en", "means", "means_th"):
        assert len({term[what] for term in terms}) == len(terms), what
    assert {term["from"] for term in terms} <= {"plan", "office", "ours"}


def test_a_share_is_written_in_words_in_a_thai_sentence() -> None:
    # Of an interval, of brackets and of a cell the sign stands with its figure, as in a table.
    cells_and_brackets = ("column-", "unit-", "value-", "interval", "verdict-none")
    sentences = [
        (place, re.sub(r"\([^)]*\)", "", text))
        for place, text in said("th")
        if not place.split()[-1].startswith(cells_and_brackets)
    ]
    assert [(place, text) for place, text in sentences if "%" in text and re.search("[ก-๙]", text)] == []
