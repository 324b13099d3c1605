"""From words to a question with its parameters: places, organizations, themes, years and months named.

Names are those of the graph, exact before near; of two that are equally near none is taken, both
are offered. What was named and is not used is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from graph.errors import QuestionError
from graph.records import Node
from graph.store import Store
from graph.texts import LANGUAGES, Label, join_labels, text
from queries.asking.choosing import SPELT, choose_question
from queries.asking.mentions import PLACES, Mention, NameIndex, is_home
from queries.asking.name_pages import find_page, page_of
from queries.asking.wording import empty_words, has_word, nearest_names, rank_questions, says_nothing
from queries.catalog import QUESTIONS, Question
from queries.facts.lookup import find_record, fold_name, label_of
from queries.facts.places import DEFAULT_SCHEME
from queries.parameters import Parameter
from queries.question_lists import command_of

Params = tuple[tuple[str, str], ...]
# A name within a sentence must be spelt nearer than one that stands alone, which can be little else.
_NEAR_WITHIN, _NEAR_ALONE = 85.0, 80.0
_UNITS = ("month", "week", "year")
_MONTHS_A_YEAR = 12
_CALENDAR_YEAR = re.compile(r"(?<![\d.-])(?:2[45]|19|20)\d\d(?![\d.-])")
# Longer texts are no questions: what goes beyond is not read.
_LONGEST = 300


@dataclass(frozen=True)
class Understood:
    """A question with its parameters as a user would write them, and what must be said beside it."""

    question: Question
    params: Params
    notes: Sequence[Label] = ()


@dataclass(frozen=True)
class _Named:
    """What was written, folded, with the names in it; `read_as` has those that were misspelt."""

    written: str
    folded: str
    mentions: Sequence[Mention]
    read_as: Sequence[Label] = ()

    @cached_property
    def rest(self) -> str:
        """The text without its names and without its numbers of months, weeks or years."""
        rest = self.folded
        for mention in self.mentions:
            rest = rest[: mention.start] + " " * (mention.end - mention.start) + rest[mention.end :]
        return _amount_pattern().sub(" ", rest)

    @cached_property
    def amounts(self) -> Sequence[tuple[str, int, str]]:
        """The numbers with a unit of time, and bare years: unit, number, and as written."""
        found = [
            (next(unit for unit in _UNITS if match[unit]), int(match["number"]), match[0].strip())
            for match in _amount_pattern().finditer(self.folded)
        ]
        years = _CALENDAR_YEAR.finditer(_amount_pattern().sub(" ", self.folded))
        return [*found, *(("calendar", int(match[0]), match[0]) for match in years)]


def understand(store: Store, written: str, *, as_of: date, given: Params = ()) -> Understood:
    """Find the question that words mean, with the parameters named in them beside those given.

    A bare name leads to the page on what it names. Raises QuestionError where the words are near
    to several questions or to none, or a name is that of several records.
    """
    scheme = dict(given).get("scheme", DEFAULT_SCHEME)
    index = NameIndex(store, scheme=scheme, empty=empty_words())
    named = _find_names(index, written[:_LONGEST])
    if says_nothing(named.rest) and named.mentions and not _is_of_a_question(named):
        page = find_page(store, named.mentions, as_of=as_of)
        return Understood(QUESTIONS[page.question], (*given, page.param), named.read_as)
    question = choose_question(
        named.written,
        without_names=None if says_nothing(named.rest) else named.rest,
        takes=lambda question: len(_take(store, question, named, given).params),
    )
    found = _take(store, question, named, given)
    notes = [*named.read_as, *found.notes]
    if unused := _unused(named):
        notes.append(text("asking", "not-used", words=", ".join(unused)))
    return Understood(question, (*given, *found.params), notes)


def _is_of_a_question(named: _Named) -> bool:
    """Whether a bare name is also a word that questions are called by, such as ASEAN."""
    return any(has_word(question, named.folded) for question in QUESTIONS.values())


def _find_names(index: NameIndex, written: str) -> _Named:
    """Find the names written in full, then those nearly spelt among the words no question has."""
    folded = fold_name(written)
    mentions = [one for one in index.find(written) if not is_home(one)]
    named = _Named(written, folded, mentions)
    read_as = []
    ranking = rank_questions(named.rest, QUESTIONS.values())
    if any(near.spelling >= SPELT for near in ranking.nearest):
        return named
    stretches = _stretches(folded, ranking.strangers)
    alone = not mentions and not ranking.known and (len(ranking.strangers) == 1 or stretches[:1] == [folded])
    for stretch in stretches:
        start = folded.find(stretch)
        near = _nearly_named(index, stretch, alone=alone) if start >= 0 else None
        if near is not None and not any(one.start <= start < one.end for one in mentions):
            mentions.append(Mention(start, start + len(stretch), stretch, near.nodes))
            read_as.append(text("asking", "read-as", written=stretch, name=label_of(near.nodes[0])))
    return _Named(written, folded, sorted(mentions, key=lambda one: one.start), read_as)


def _stretches(folded: str, strangers: Sequence[str]) -> list[str]:
    """List two words without a meaning that follow on each other, then each of them alone."""
    pairs = [f"{one} {other}" for one, other in pairwise(strangers)]
    return [*(pair for pair in pairs if pair in folded), *strangers]


def _nearly_named(index: NameIndex, stranger: str, *, alone: bool) -> Mention | None:
    """Give the one record that a word nearly names. Raises QuestionError where it may be several."""
    places = [name for name, nodes in index.names.items() if any(node.label in PLACES for node in nodes)]
    least = _NEAR_ALONE if alone else _NEAR_WITHIN
    names = nearest_names(stranger, places, least=least, alone=alone)
    if not names:
        return None
    nodes = {node.id: node for name in names for node in index.names[name]}
    best = {node.id for node in index.names[names[0]]}
    if set(nodes) - best:
        shown = join_labels([label_of(node) for node in nodes.values()][:3])
        hint = text("errors", "nearest", names=shown)
        raise QuestionError("id-unknown", id=stranger, hint=hint)
    return Mention(0, len(stranger), stranger, index.names[names[0]])


@dataclass(frozen=True)
class _Taken:
    """The parameters that a question takes from what was named, and what it does not take."""

    params: Params
    notes: Sequence[Label]


def _take(store: Store, question: Question, named: _Named, given: Params) -> _Taken:
    filled = {name for name, _ in given}
    params: list[tuple[str, str]] = []
    notes = []
    for mention in named.mentions:
        found = _take_name(store, _named_first(question, named), mention, filled)
        if found is not None:
            params.append(found)
            filled |= {found[0]} - {p.name for p in question.parameters if p.repeatable}
        elif not has_word(question, mention.name):
            notes.append(_not_taken(question, mention))
    for unit, number, written in named.amounts:
        found = _take_amount(question, unit, number, filled)
        if found is not None:
            params.append(found)
        elif unit != "year" or not has_word(question, written):
            notes.append(text("asking", "not-taken", question=question.name, written=written, hint=""))
    return _Taken(tuple(params), notes)


def _take_name(
    store: Store, parameters: Sequence[Parameter], mention: Mention, filled: set[str]
) -> tuple[str, str] | None:
    for parameter in parameters:
        labels = _labels(parameter)
        nodes = [node for label in labels for node in mention.nodes if node.label == label]
        nodes = [node for node in nodes if node.label == nodes[0].label]
        if nodes and parameter.name not in filled:
            return parameter.name, _written(store, nodes[0], labels) if len(nodes) == 1 else mention.name
    return None


def _named_first(question: Question, named: _Named) -> list[Parameter]:
    """Give a question's parameters, first those that the words call by name, such as drop or add."""
    return sorted(question.parameters, key=lambda parameter: parameter.name not in named.rest)


def _labels(parameter: Parameter) -> Sequence[str]:
    """Give the labels of which a parameter takes records."""
    if parameter.kind == "place":
        return ("City",)
    return parameter.allowed if parameter.kind == "record" else ()


def _written(store: Store, node: Node, labels: Sequence[str]) -> str:
    """Write a record as shortly as it is found again: a region by its own part of the key."""
    short = node.key.partition("/")[2] if node.label == "Region" else node.key
    scheme = node.text("scheme")
    found = find_record(store, short, labels=labels, scheme=scheme) if short else node
    return short if found.id == node.id else node.id


def _take_amount(question: Question, unit: str, number: int, filled: set[str]) -> tuple[str, str] | None:
    names = {parameter.name for parameter in question.parameters} - filled
    ways = {
        "month": (("months", number),),
        "week": (("weeks", number),),
        "year": (("years", number), ("months", number * _MONTHS_A_YEAR)),
        "calendar": (("year", number),),
    }
    return next(((name, str(value)) for name, value in ways[unit] if name in names), None)


def _not_taken(question: Question, mention: Mention) -> Label:
    """Say that a question does not take a name, and which one is the page on it."""
    name = label_of(mention.nodes[0])
    pages = [page for node in mention.nodes if (page := page_of(node)) is not None]
    other = next((page for page in pages if page.question != question.name), None)
    hint: Label | str = ""
    if other is not None:
        hint = text("asking", "page-hint", name=name, command=command_of(other.question, (other.param,)))
    return text("asking", "not-taken", question=question.name, written=name, hint=hint)


def _unused(named: _Named) -> list[str]:
    """List the Latin words that are neither a name nor a question's."""
    strangers = rank_questions(named.rest, QUESTIONS.values()).strangers
    return [word for word in strangers if word.isascii()]


def _amount_pattern() -> re.Pattern[str]:
    """Match a number with a unit of time, in either language."""
    units = []
    for unit in _UNITS:
        words = text("asking", f"unit-{unit}")
        spelt = [fold_name(word) for lang in LANGUAGES for word in words.in_language(lang).split(";")]
        units.append(f"(?P<{unit}>{'|'.join(map(re.escape, spelt))})")
    return re.compile(rf"(?<![\w.])(?P<number>\d{{1,4}})\s*(?:{'|'.join(units)})")
