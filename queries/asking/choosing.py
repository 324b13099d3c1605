"""Asking in words: from what a user writes to the one question that it clearly means, or to a choice.

Where the words are near to one question and to no other as near, it is taken; else the nearest
are offered, and where most words say nothing to any question only the list is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from graph.errors import QuestionError
from graph.texts import Label, join_labels, text
from queries.asking.wording import (
    Nearness,
    Ranking,
    called_whole,
    known_to,
    negates,
    phrases_covered,
    rank_questions,
    says_much,
)
from queries.catalog import QUESTIONS, Question

# Scores run from 0 to 100. A question is taken from NEAR on where no other is nearly as near.
NEAR = 75.0
# A phrase so nearly spelt out goes before the words it is made of: a slip or two in ten letters.
SPELT = 85.0
AHEAD = 8.0
# From here on, and so far ahead, likeness of the whole tells two questions apart that the words do
# not. Any two sentences of a language are alike to about 60, and a short word is like every short
# phrase that holds it.
LIKE, LIKE_AHEAD = 70.0, 12.0
OFFERED = 50.0
# So many questions are offered, more where the text calls more by a whole phrase.
OFFERED_AT_LEAST = 3
# More than this share of what was written must say something to some question: with half or less
# the words are about something else ("football results").
KNOWN = 0.5
# More than so much of what was written must be a question's own words where a phrase of it is there.
MOSTLY = 0.5


def choose_question(
    written: str, *, without_names: str | None = None, takes: Callable[[Question], int] = lambda _: 0
) -> Question:
    """Give the question that is clearly nearest to what was written.

    `without_names` is the same without the names in it; `takes` tells how many of those names a
    question takes as parameters, which decides between questions that the words leave equal.
    Raises QuestionError with what the text calls by a whole phrase and the nearest, three at least,
    where none is nearest; or with the way to the list where nothing is near.
    """
    whole = rank_questions(written, QUESTIONS.values())
    bare = whole if without_names is None else rank_questions(without_names, QUESTIONS.values())
    spelling = _best_spelling(whole, bare)
    if question := _leader(spelling, least=SPELT):
        return question
    called = called_whole(written, QUESTIONS.values())
    if bare.known <= KNOWN:
        raise _unclear(written, bare, called) if called else _unknown()
    candidates = _leading(bare.nearest) or _only_called(called, bare.nearest)
    named = {near.question.name: near.words for near in whole.nearest}
    question = (
        _leader({name: spelling[name] for name in candidates}, least=LIKE, ahead=LIKE_AHEAD)
        or _leader({name: named[name] for name in candidates}, least=0.0)
        or _leader({name: AHEAD * takes(QUESTIONS[name]) for name in candidates}, least=0.0)
    )
    if question is None:
        raise _unclear(written, bare, called)
    return question


def is_surely_meant(question: Question, written: str, *, without_names: str, takes_called: bool) -> bool:
    """Whether what was written is what a question answers, and not only words that it shares.

    It is where a phrase that calls the question is spelt out, or all of one's words are there; where
    a word calls a name that the question takes; or where much was written, all in its words. What
    says no is meant by a phrase that says no.
    """
    rankings = [rank_questions(one, [question]) for one in (written, without_names)]
    if _best_spelling(*rankings)[question.name] >= SPELT:
        return True
    says_no = negates(written)
    phrases = [phrase for phrase in phrases_covered(written, question) if negates(phrase) == says_no]
    if says_no and not phrases:
        return False
    known = known_to(question, without_names)
    if phrases or takes_called:
        return known > MOSTLY
    return known >= 1.0 and says_much(without_names)


def unclear(written: str, without_names: str, pages: Sequence[Question]) -> QuestionError:
    """Offer the pages on what was named, then the questions nearest to words that may mean none of them."""
    ranking = rank_questions(without_names, QUESTIONS.values())
    return _unclear(written, ranking, [*pages, *called_whole(written, QUESTIONS.values())])


def _unknown() -> QuestionError:
    return QuestionError("words-unknown", hint=text("errors", "see-list", command="bfa ask"))


def _unclear(written: str, ranking: Ranking, called: Sequence[Question]) -> QuestionError:
    """Offer what is called in the text by a whole phrase, then the nearest; one alone is no choice."""
    near = [near.question for near in ranking.nearest if near.words >= OFFERED]
    if not called and not near:
        return _unknown()
    alike = sorted(ranking.nearest, key=lambda near: (-near.spelling, near.question.name))
    ranked = [*called, *near, *(near.question for near in ranking.nearest if near.words > 0)]
    ranked += [near.question for near in alike]
    offered = list({question.name: question for question in ranked}.values())
    chosen = offered[: max(OFFERED_AT_LEAST, len(called))]
    names = tuple(question.name for question in chosen)
    return QuestionError("question-unclear", name=written, offered=_offer(chosen), choices=names)


def _names(questions: Sequence[Question]) -> list[str]:
    return [question.name for question in questions]


def _best_spelling(*rankings: Ranking) -> dict[str, float]:
    found = dict.fromkeys(QUESTIONS, 0.0)
    for ranking in rankings:
        for near in ranking.nearest:
            found[near.question.name] = max(found[near.question.name], near.spelling)
    return found


def _leading(nearest: Sequence[Nearness]) -> list[str]:
    """Name the questions whose words are near, and as near as the nearest."""
    best = nearest[0].words
    return [near.question.name for near in nearest if near.words >= NEAR and best - near.words < AHEAD]


def _only_called(called: Sequence[Question], nearest: Sequence[Nearness]) -> list[str]:
    """Name the one question called by a whole phrase, if the words are nearly near and well nearest to it."""
    words = {near.question.name: near.words for near in nearest}
    return _names(called) if len(called) == 1 and _leader(words, least=NEAR - AHEAD) in called else []


def _leader(scores: dict[str, float], *, least: float, ahead: float = AHEAD) -> Question | None:
    """Give the question whose score is high enough and well ahead of the second, if one is."""
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < least:
        return None
    second = ranked[1][1] if len(ranked) > 1 else float("-inf")
    return QUESTIONS[ranked[0][0]] if ranked[0][1] - second >= ahead else None


def _offer(questions: Sequence[Question]) -> Label:
    lines = [
        Label(f"{n}) {one.name} ({one.label.th})", f"{n}) {one.name} ({one.label.en})")
        for n, one in enumerate(questions, 1)
    ]
    return join_labels(lines, "; ")
