"""No answer in Thai holds an English sentence that does not say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from graph.store import Store
from maps.addresses import PAGES
from maps.pack import save_pack
from plan.making.assemble import Assembly
from queries.catalog import QUESTIONS, Question, run_question
from queries.facts.explain import explain
from queries.parameters import FILE_KINDS
from queries.table import Table, show_cell

AS_OF = date(2026, 11, 24)
MARK = "ภาษาอังกฤษ)"
# What is called by a name, and the fields that hold names: of people, bodies, places, networks, papers.
NAMED = ("Agency", "City", "Country", "Embassy", "Organization", "Plan", "Source")
NAME_FIELDS = (
    "name_th", "abbreviation", "aliases", "former_names", "subjects_named", "groups_named", "secretariat",
    "member_cities_known", "publisher", "coordinate_source", "person",
)  # fmt: skip
# English to this eye: two words of Latin letters in a row, one of them without a capital.
_WORD = r"[A-Za-z'’.-]*"
ENGLISH = re.compile(rf"\b(?:[A-Za-z]{_WORD}[ ,;:]+[a-z]|[a-z]{_WORD}[ ,;:]+[A-Za-z]){_WORD}")
# What is written alike in both languages: addresses, record ids, the program's own commands, and the
# words of a source that are quoted as such.
CODES = re.compile(r"ถ้อยคำ “[^”]*”|<?https?://\S+|\b[A-Z][A-Za-z]+:[\w./-]+|\bbfa(?: [a-z-]+)+|--[a-z-]+")
# What is left of a body's name when the place's is taken out.
CALLED_AFTER_A_PLACE = re.compile(r"[A-Z][a-z]+ of")


class Names:
    """The names that the data themselves hold, taken out of a text before it is judged."""

    def __init__(self, store: Store) -> None:
        self._names = {node.name for label in NAMED for node in store.nodes(label)}
        self._names |= {
            name for node in store.nodes() for field in NAME_FIELDS for name in _values(node.get(field))
        }
        self._longest_first = sorted((name for name in self._names if len(name) > 3), key=len, reverse=True)

    def english_in(self, words: str) -> bool:
        """Whether a Thai text holds two English words in a row that are no name and not marked."""
        left = CODES.sub("|", words)
        if MARK in words or not _runs(left):
            return False
        for name in self._longest_first:
            left = left.replace(name, "|")
        return any(not self._is_in_a_name(part) for part in _parts(left) if ENGLISH.search(part))

    def _is_in_a_name(self, part: str) -> bool:
        """Whether words stand so within a longer name: a paper within its source, a short form."""
        words = part.strip(" ,;:()|")
        return bool(CALLED_AFTER_A_PLACE.fullmatch(words)) or any(
            words in name for name in self._longest_first
        )


def _runs(words: str) -> bool:
    """Whether English stands anywhere, also within Thai."""
    return any(ENGLISH.search(part) is not None for part in _parts(words))


def _parts(words: str) -> list[str]:
    """Split a text at Thai words, figures and marks of its sentences."""
    return re.split(r"[\u0e00-\u0e7f\d|;()“”]+|, ", words)


def _values(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(str(one) for one in value) if isinstance(value, tuple) else ()


def calls(question: Question) -> Iterator[tuple[tuple[str, str], ...]]:
    yield ()
    for parameter in question.parameters:
        if parameter.kind not in FILE_KINDS and parameter.example:
            yield ((parameter.name, parameter.example),)


def thai_words(table: Table) -> Iterator[str]:
    yield from (table.title.th, table.unit.th, *(note.th for note in table.notes))
    if table.benchmark is not None:
        yield table.benchmark.th
    for column in table.columns:
        yield column.label.th
        yield from (show_cell(row.get(column.id), column.shown_as).th for row in table.rows)


@pytest.fixture(scope="module")
def names(store: Store) -> Names:
    return Names(store)


def test_a_sentence_is_told_from_names(names: Names) -> None:
    assert names.english_in("หมายเหตุ: kept as a partner")
    assert names.english_in("Not signed")
    assert names.english_in("Visit postponed")
    assert names.english_in("No reply: 2019")
    assert not names.english_in("Asian Network of Major Cities 21 พ.ศ. 2557")
    assert not names.english_in("kept as a partner (ภาษาอังกฤษ)")
    assert not names.english_in("ดูคำสั่ง bfa plan show และ Activity:A235, City:honolulu, City:hanoi")


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_answers_in_thai_alone(name: str, store: Store, names: Names) -> None:
    for params in calls(QUESTIONS[name]):
        tables = run_question(store, name, as_of=AS_OF, params=params)
        english = {words for table in tables for words in thai_words(table) if names.english_in(words)}
        assert english == set(), params


@pytest.mark.parametrize(
    "label", ["Claim", "Inquiry", "Embassy", "Organization", "Agreement", "Activity", "OfficeHolder"]
)
def test_a_record_is_explained_in_thai_alone(label: str, store: Store, names: Names) -> None:
    for node in store.nodes(label):
        facts, _, claims = explain(store, node.id, as_of=AS_OF)
        words = {*thai_words(facts), *thai_words(claims)}
        gathered = {*node.texts("themes_as_gathered"), node.text("address"), node.text("place_city")}
        told = {one for one in words - {node.name} if names.english_in(one) and not _is_of(one, gathered)}
        assert told == set(), node.id


def _is_of(words: str, gathered: set[str]) -> bool:
    """Whether a cell is what a source says in its own words: subjects, street, place."""
    return all(part in gathered for part in words.split("; ")) or words in gathered


class ThaiHalf(HTMLParser):
    """The text of a page that a reader of Thai sees. A picture's title cannot switch and holds both."""

    SILENT = frozenset({"script", "style", "title"})
    EMPTY = frozenset({"meta", "link", "br", "img", "input", "hr", "col"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str | None]] = []
        self.texts: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.EMPTY:
            self.open.append((tag, dict(attrs).get("lang")))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing opens."""

    def handle_data(self, data: str) -> None:
        language = next((lang for _, lang in reversed(self.open) if lang), None)
        if language != "en" and not self.SILENT & {tag for tag, _ in self.open}:
            self.texts.add(data.strip())


def test_the_thai_half_of_the_pack_holds_no_english_sentence(
    assembly: Assembly, names: Names, tmp_path: Path
) -> None:
    save_pack(assembly, tmp_path, as_of=AS_OF)
    for page in PAGES:
        half = ThaiHalf()
        half.feed((tmp_path / page).read_text("utf-8"))
        assert len(half.texts) > 300
        assert {words for words in half.texts if names.english_in(words)} == set(), page
