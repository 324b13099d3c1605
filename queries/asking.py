"""Asking in words: from what a user writes to a named question, by its name, label and synonyms.

The only home of rapidfuzz, imported when a name is not found. No model and no translation: Latin
words are compared with Latin words, runs of Thai with Thai phrases, each by the letters. A word
that few questions have says more than one that many have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.errors import QuestionError
from graph.texts import LANGUAGES, Label, read_subject, text
from queries.catalog import QUESTIONS, Question

# Scores run from 0 to 100. One question is run where it is near and no other is nearly as near;
# from OFFERED on it is offered.
NEAR = 75.0
# A name or phrase so nearly spelt out goes before the words it is made of.
SPELT = 85.0
AHEAD = 8.0
OFFERED = 40.0
MOST_OFFERED = 3
# The subject that holds synonyms of questions of other subjects.
_SYNONYMS = "unit"
_LATIN, _THAI = re.compile(r"[a-z0-9]+"), re.compile(r"[\u0e00-\u0e7f]{3,}")
# Words that say nothing of what is asked.
_EMPTY_WORDS = frozenset(
    {
        "a", "an", "and", "are", "at", "be", "by", "can", "do", "does", "for", "from", "has", "have", "how",
        "i", "in", "is", "it", "its", "list", "me", "most", "no", "not", "of", "on", "or", "our", "please",
        "show", "tell", "that", "the", "there", "to", "us", "was", "we", "what", "when", "where", "which",
        "who", "whom", "whose", "with",
    }
)  # fmt: skip
# Letters must agree this far; short words wholly.
_LATIN_CUT, _THAI_CUT, _SHORT = 80.0, 65.0, 3
# What a word counts that no question has: it may be a name.
_STRANGER = 0.15


@dataclass(frozen=True)
class Nearness:
    """A question and how near it is to what was written, from 0 to 100.

    `spelling` compares the whole with its nearest phrase; `score` is the better of that and of
    the words one by one.
    """

    question: Question
    score: float
    spelling: float


@dataclass(frozen=True)
class _Wording:
    """A question with all that it is called, folded."""

    question: Question

    @cached_property
    def phrases(self) -> Sequence[str]:
        return [phrase.casefold().strip() for phrase in words_of(self.question)]

    @cached_property
    def latin(self) -> frozenset[str]:
        return frozenset(word for phrase in self.phrases for word in _LATIN.findall(phrase)) - _EMPTY_WORDS

    @cached_property
    def thai(self) -> frozenset[str]:
        return frozenset(run for phrase in self.phrases for run in _THAI.findall(phrase))


def choose_question(written: str) -> Question:
    """Give the question that is clearly nearest to what was written.

    Raises QuestionError with the nearest three where none is, or with the way to the list where
    nothing is near.
    """
    found = rank_questions(written)
    spelt = sorted(found, key=lambda near: -near.spelling)
    if _leads([near.spelling for near in spelt], SPELT):
        return spelt[0].question
    if _leads([near.score for near in found], NEAR):
        return found[0].question
    offered = [near.question for near in found[:MOST_OFFERED] if near.score >= OFFERED]
    # Where many are equally near and none is near, the words say nothing of what is asked.
    if len(offered) == MOST_OFFERED and NEAR > found[0].score == found[MOST_OFFERED - 1].score:
        offered = []
    if not offered:
        hint = text("errors", "see-list", command="bfa ask")
        raise QuestionError("question-unknown", name=written, hint=hint)
    raise QuestionError("question-unclear", name=written, offered=_offer(offered))


def _leads(scores: Sequence[float], least: float) -> bool:
    """Tell whether the first score is high enough and well ahead of the second."""
    second = scores[1] if len(scores) > 1 else 0.0
    return scores[0] >= least and scores[0] - second >= AHEAD


def rank_questions(written: str, questions: Iterable[Question] = tuple(QUESTIONS.values())) -> list[Nearness]:
    """Rank questions by how near their words are to what was written, nearest first, then by name."""
    wordings = [_Wording(question) for question in questions]
    folded = " ".join(written.casefold().replace("-", " ").split())
    by_words = _score_words(folded, wordings)
    ranked = []
    for wording in wordings:
        spelling = _spelling(folded, wording)
        score = max(by_words[wording.question.name], spelling)
        ranked.append(Nearness(wording.question, score, spelling))
    return sorted(ranked, key=lambda near: (-near.score, -near.spelling, near.question.name))


def words_of(question: Question) -> Iterator[str]:
    """Give what a question is called: its name, its label, and its synonyms where it has some."""
    yield question.name.replace("-", " ")
    labels = [question.label]
    for subject in dict.fromkeys((question.subject, _SYNONYMS)):
        found = read_subject(subject).get(f"synonyms-{question.name}")
        labels += [found] if found is not None else []
    for label in labels:
        for lang in LANGUAGES:
            yield from label.in_language(lang).split(";")


def _score_words(folded: str, wordings: Sequence[_Wording]) -> Mapping[str, float]:
    """Score every question by the words asked, each weighing less the more questions have it."""
    asked = [word for word in _LATIN.findall(folded) if word not in _EMPTY_WORDS] + _THAI.findall(folded)
    scores = dict.fromkeys((wording.question.name for wording in wordings), 0.0)
    total = 0.0
    for word in asked:
        near = {wording.question.name: _closeness(word, wording) for wording in wordings}
        having = sum(1 for closeness in near.values() if closeness)
        weight = 1 / having if having else _STRANGER
        total += weight
        for name, closeness in near.items():
            scores[name] += weight * closeness
    return {name: score / total for name, score in scores.items()} if total else scores


def _closeness(word: str, wording: _Wording) -> float:
    from rapidfuzz import fuzz

    if _THAI.fullmatch(word):
        best = max((fuzz.partial_ratio(word, run) for run in wording.thai), default=0.0)
        return best if best >= _THAI_CUT else 0.0
    if len(word) <= _SHORT:
        return 100.0 if word in wording.latin else 0.0
    best = max((fuzz.ratio(word, known) for known in wording.latin), default=0.0)
    return best if best >= _LATIN_CUT else 0.0


def _spelling(folded: str, wording: _Wording) -> float:
    """Compare all that was written with each phrase as a whole: spelling, and words run together."""
    from rapidfuzz import fuzz

    return max((fuzz.ratio(folded, phrase) for phrase in wording.phrases), default=0.0)


def _offer(questions: list[Question]) -> Label:
    lines = [(question.name, question.label) for question in questions]
    return Label(
        "; ".join(f"{name} ({label.th})" for name, label in lines),
        "; ".join(f"{name} ({label.en})" for name, label in lines),
    )
