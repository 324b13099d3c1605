"""From words to a question with its parameters, and what must be said beside it.

Names are those of the graph, exact before near; of two that are equally near none is taken, both
are offered. What was found and is not used is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.errors import QuestionError
from graph.store import Store
from graph.texts import Label, join_labels, same, text
from queries.asking.choosing import choose_question, is_surely_meant, unclear
from queries.asking.claims import Claims, Params, claim
from queries.asking.cues import LEFT_OUT, called_for
from queries.asking.found import Amount, Found, Mention, mask
from queries.asking.mentions import NameIndex
from queries.asking.name_pages import find_page
from queries.asking.reading import Reading, read_text
from queries.asking.wording import empty_words, has_word, is_of_a_phrase, says_little
from queries.catalog import QUESTIONS, Question
from queries.facts.lookup import label_of
from queries.facts.places import DEFAULT_SCHEME
from queries.question_lists import command_of

# A longer text is no question. It is refused, for half of it may mean another one.
LONGEST = 300


@dataclass(frozen=True)
class Understood:
    """A question with its parameters as a user would write them, and what must be said beside it."""

    question: Question
    params: Params
    notes: Sequence[Label] = ()


def understand(
    store: Store, written: str, *, as_of: date, given: Params = (), chosen: Question | None = None
) -> Understood:
    """Find the question that words mean, with the parameters named in them beside those given.

    `chosen` is the question where the user chose it of those offered. A bare name leads to the page
    on what it names. Raises QuestionError where the words are near to several questions, to none or
    surely mean no question, or are too many; where a name is that of several records, or where several
    parameters could take it.
    """
    if len(written) > LONGEST:
        raise QuestionError("question-long", n=len(written), most=LONGEST)
    scheme = dict(given).get("scheme", DEFAULT_SCHEME)
    reading = read_text(NameIndex(store, scheme=scheme, empty=empty_words()), written)
    if chosen is None:
        question, claims = _claim(store, reading, given, as_of=as_of)
    else:
        question, claims = chosen, claim(store, chosen, reading, given)
    _refuse_undecided(question, claims)
    left = [one for one in claims.unclaimed if not _is_said_by(question, one, reading)]
    notes = [*reading.read_as, *(_not_taken(store, question, one, as_of) for one in left), *_unused(reading)]
    return Understood(question, (*given, *claims.params), notes)


def _claim(store: Store, reading: Reading, given: Params, *, as_of: date) -> tuple[Question, Claims]:
    """Choose the question and what it takes: of a bare name the page on it, else by the words."""
    bare = reading.names_alone
    if bare and reading.mentions and not _is_of_a_question(reading):
        page = find_page(store, reading.mentions, as_of=as_of)
        question = QUESTIONS[page.question]
        others = [one for one in reading.mentions if one != page.mention]
        claims = claim(store, question, replace(reading, mentions=others), (*given, page.param))
        return question, replace(claims, params=(page.param, *claims.params))
    question = choose_question(
        reading.written,
        without_names=None if bare else reading.rest,
        takes=lambda question: len(claim(store, question, reading, given).params),
    )
    claims = claim(store, question, reading, given)
    _refuse_little(store, question, reading, claims, as_of)
    _refuse_unsure(store, question, reading, claims, as_of)
    return question, claims


def _refuse_unsure(store: Store, question: Question, reading: Reading, claims: Claims, as_of: date) -> None:
    """Offer the page on what was named and the nearest questions, where none is surely meant.

    Raises QuestionError. What no word decides is offered by itself.
    """
    if claims.undecided:
        return
    called = called_for(question, reading.rest, reading.mentions).values()
    takes_called = bool(claims.params) and any(parameter != LEFT_OUT for parameter in called)
    if not is_surely_meant(question, reading.written, without_names=reading.rest, takes_called=takes_called):
        raise unclear(reading.written, reading.rest, _pages(store, reading, as_of))


def _pages(store: Store, reading: Reading, as_of: date) -> list[Question]:
    """Give the question that shows what was named, where there is one."""
    try:
        return (
            [QUESTIONS[find_page(store, reading.mentions, as_of=as_of).question]] if reading.mentions else []
        )
    except QuestionError:
        return []


def _refuse_little(store: Store, question: Question, reading: Reading, claims: Claims, as_of: date) -> None:
    """Offer the pages on names that a question of one chance word says nothing of. Raises QuestionError."""
    names = [one for one in reading.mentions if not has_word(question, one.written)]
    if names and not claims.params and not claims.undecided and says_little(question, reading.rest):
        labels = [label_of(one.nodes[0]) for one in names]
        ways = [_way_out(store, one, label, as_of) for one, label in zip(names, labels, strict=True)]
        raise QuestionError("names-unused", names=join_labels(labels), hints=join_labels(ways, "; "))


def _is_said_by(question: Question, found: Found, reading: Reading) -> bool:
    """Whether what no parameter takes is what a question is called by, so that nothing is lost."""
    if isinstance(found, Amount):
        return is_of_a_phrase(found.written, mask(reading.folded, reading.mentions), question)
    return has_word(question, found.written)


def _is_of_a_question(reading: Reading) -> bool:
    """Whether a bare name is also a word that questions are called by, such as ASEAN."""
    names = " ".join(mention.written for mention in reading.mentions)
    return any(has_word(question, names) for question in QUESTIONS.values())


def _refuse_undecided(question: Question, claims: Claims) -> None:
    """Offer the ways to take a name that no word decides. Raises QuestionError where there is one."""
    for mention, ways in claims.undecided:
        commands = join_labels([same(command_of(question.name, (way,))) for way in ways], "; ")
        raise QuestionError("name-undecided", name=label_of(mention.nodes[0]), commands=commands)


def _not_taken(store: Store, question: Question, found: Found, as_of: date) -> Label:
    """Say that a question does not take what was found; of a name, with the page on it or its refusal."""
    name: Label | str = found.written
    hint: Label | str = ""
    if isinstance(found, Mention):
        name = label_of(found.nodes[0])
        hint = _way_out(store, found, name, as_of)
    return text("asking", "not-taken", question=question.name, written=name, hint=hint)


def _way_out(store: Store, mention: Mention, name: Label, as_of: date) -> Label:
    """Give the command that shows a name alone, or why there is none with what to ask instead."""
    try:
        page = find_page(store, (mention,), as_of=as_of)
    except QuestionError as refused:
        return refused.text
    return text("asking", "page-hint", name=name, command=command_of(page.question, (page.param,)))


def _unused(reading: Reading) -> Iterator[Label]:
    if reading.strangers:
        yield text("asking", "not-used", words=", ".join(reading.strangers))
