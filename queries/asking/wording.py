"""How near words are to what questions are called: by the letters, without a model or translation.

The only home of rapidfuzz, imported when words are compared. Latin words are compared one by one;
Thai, which has no spaces, by pieces of four letters. What few questions have says more than what
many have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from graph.name_forms import fold_name
from graph.texts import LANGUAGES, read_subject, text
from queries.catalog import Question

# The subject that holds synonyms of questions of other subjects.
_SYNONYMS = "unit"
_LATIN, _THAI = re.compile(r"[a-z][a-z0-9]+"), re.compile(r"[\u0e00-\u0e7f]{3,}")
# Thai first: its letters are letters of words too, but its vowels and tones are not.
_WORD_OR_THAI = re.compile(r"[\u0e00-\u0e7f]+|(?:(?![\u0e00-\u0e7f])[^\W_])+")
# So many letters of Thai are about a syllable and a half: fewer are in every phrase, more miss slips.
_PIECE = 4
# Letters of a Latin word must agree this far (one slip in five), those of a shorter one further,
# and of a short one wholly: "movie" is no slip of "moved".
_CUT, _CUT_SHORTER, _SHORTER, _SHORT = 78.0, 84.0, 6, 4
# A shorter name is nearly spelt by too many words; Thai ones are sought in whole sentences.
_NAME, _THAI_NAME = 5, 6
# A tone and a vowel are two marks on one letter, and both are easily left out.
_THAI_SLIP = 2
_SILENT, _TWICE = re.compile("[\u0e01-\u0e2e][\u0e34\u0e38]?\u0e4c"), re.compile(r"(.)\1")
# Three Latin words and a half, or so much Thai, are no chance.
_MUCH = 3.5
# What a word counts that no question has: it may be a name.
_STRANGER = 0.15


@dataclass(frozen=True)
class Nearness:
    """A question and how near it is to what was written, from 0 to 100.

    `spelling` compares the whole with its nearest phrase; `words` the words one by one.
    """

    question: Question
    words: float
    spelling: float


@dataclass(frozen=True)
class Ranking:
    """Questions, nearest by words first, with how much of what was written any has, from 0 to 1.

    `strangers` are the stretches that none has.
    """

    nearest: Sequence[Nearness]
    known: float
    strangers: Sequence[str]


@dataclass(frozen=True)
class _Wording:
    """A question with all that it is called, folded."""

    question: Question

    @cached_property
    def phrases(self) -> Sequence[str]:
        return [fold_name(phrase) for phrase in words_of(self.question)]

    @cached_property
    def latin(self) -> frozenset[str]:
        return frozenset(word for phrase in self.phrases for word in _LATIN.findall(phrase)) - empty_words()

    @cached_property
    def singular(self) -> frozenset[str]:
        return frozenset(map(_singular, self.latin))

    @cached_property
    def thai(self) -> str:
        return _empty_thai().sub(" ", " ".join(self.phrases))

    def closeness(self, word: str) -> float:
        """Tell how near a word or piece is to one of the question's, from 0 to 1; 0 below the cut."""
        if not _is_latin(word):
            return float(word in self.thai)
        if word in self.latin or _singular(word) in self.singular:
            return 1.0
        if len(word) <= _SHORT:
            return 0.0
        from rapidfuzz import fuzz

        # A slip of the first letter is rare, and chance likeness often differs there.
        best = max((fuzz.ratio(word, known) for known in self.latin if known[0] == word[0]), default=0.0)
        return best / 100 if best >= (_CUT_SHORTER if len(word) <= _SHORTER else _CUT) else 0.0


def rank_questions(written: str, questions: Iterable[Question]) -> Ranking:
    """Rank questions by how near their words are to what was written, nearest first, then by name."""
    wordings = [_wording(question) for question in questions]
    folded = fold_name(written.replace("-", " "))
    scores = dict.fromkeys((wording.question.name for wording in wordings), 0.0)
    total = 0.0
    covered: list[_Cover] = []
    for run in _runs(folded):
        covered.append(_Cover(run, [False] * len(run)))
        for start, word in _pieces(run):
            near = {wording.question.name: wording.closeness(word) for wording in wordings}
            having = sum(1 for closeness in near.values() if closeness)
            weight = covered[-1].share(word) * (1 / having if having else _STRANGER)
            total += weight
            if having:
                covered[-1].cover(start, len(word))
            for name, closeness in near.items():
                scores[name] += weight * closeness
    ranked = [
        Nearness(one.question, 100 * scores[one.question.name] / (total or 1), _spelling(folded, one))
        for one in wordings
    ]
    ranked.sort(key=lambda near: (-near.words, -near.spelling, near.question.name))
    size = sum(cover.size for cover in covered)
    known = sum(cover.known for cover in covered) / size if size else 0.0
    return Ranking(ranked, known, [stranger for cover in covered for stranger in cover.strangers()])


@dataclass(frozen=True)
class _Cover:
    """A Latin word or a run of Thai, with which of its letters are in a word or piece that is known."""

    run: str
    letters: list[bool]

    @property
    def size(self) -> float:
        """What the run counts beside others: a Latin word one, Thai one for the letters of a piece."""
        return 1.0 if _is_latin(self.run) else len(self.run) / _PIECE

    @property
    def known(self) -> float:
        """What of that is known."""
        return self.size * sum(self.letters) / len(self.letters)

    def share(self, word: str) -> float:
        """Tell what one word or piece of the run weighs."""
        return 1.0 if _is_latin(word) else 1 / _PIECE

    def cover(self, start: int, length: int) -> None:
        """Mark letters as known."""
        self.letters[start : start + length] = [True] * length

    def strangers(self) -> list[str]:
        """List the stretches that are not known."""
        marked = "".join(
            " " if known else letter for letter, known in zip(self.run, self.letters, strict=True)
        )
        return marked.split()


def has_word(question: Question, written: str) -> bool:
    """Whether a question has all the words of a text among its own."""
    wording = _wording(question)
    words = [word for run in _runs(fold_name(written)) for _, word in _pieces(run)]
    return bool(words) and all(wording.closeness(word) == 1.0 for word in words)


def called_whole(written: str, questions: Iterable[Question]) -> list[Question]:
    """List the questions of which a phrase stands whole in a text, the longest phrase first."""
    found = []
    for question in questions:
        lengths = [len(phrase) for phrase in _phrases_in(written, question)]
        if lengths:
            found.append((-max(lengths), question.name, question))
    return [question for _, _, question in sorted(found, key=lambda one: one[:2])]


def phrases_covered(written: str, question: Question) -> list[str]:
    """List the phrases that call a question of which a text has every word that says something.

    The words may stand in any order, with others between them; Thai ones in runs between empty words.
    """
    folded = fold_name(written.replace("-", " "))
    words, thai = _latin_words(folded), _empty_thai().sub(" ", folded)
    found = []
    for phrase in _wording(question).phrases:
        own, runs = _latin_words(phrase), _THAI.findall(_empty_thai().sub(" ", phrase))
        if (own or runs) and own <= words and all(run in thai or run in folded for run in runs):
            found.append(phrase)
    return found


def known_to(question: Question, written: str) -> float:
    """Tell how much of a text is a question's own words, from 0 to 1; 1 where nothing is left of it."""
    return _own_share(_wording(question), list(_runs(fold_name(written.replace("-", " ")))))


def negates(written: str) -> bool:
    """Whether a text says no: what has not been, or lacks."""
    folded = fold_name(written)
    for particle in _registered("asking-particles"):
        folded = folded.replace(particle, " ")
    latin = set(_LATIN.findall(folded.replace("n't", " not")))
    return any(word in latin if word.isascii() else word in folded for word in _registered("negating-words"))


@cache
def _registered(key: str) -> frozenset[str]:
    words = text("asking", key)
    return frozenset(fold_name(word) for lang in LANGUAGES for word in words.in_language(lang).split(";"))


def _latin_words(folded: str) -> frozenset[str]:
    return frozenset(map(_singular, _LATIN.findall(folded.replace("-", " ")))) - empty_words()


def _own_share(wording: _Wording, runs: Sequence[str]) -> float:
    covered = [_Cover(run, [False] * len(run)) for run in runs]
    for cover in covered:
        for start, word in _pieces(cover.run):
            if wording.closeness(word):
                cover.cover(start, len(word))
    size = sum(cover.size for cover in covered)
    return sum(cover.known for cover in covered) / size if size else 1.0


def is_of_a_phrase(part: str, written: str, question: Question) -> bool:
    """Whether a word of a text is one of a phrase that stands whole in it: the 1 of "1 page"."""
    return any(part in phrase.split() for phrase in _phrases_in(written, question))


def _phrases_in(written: str, question: Question) -> list[str]:
    folded = f" {' '.join(_WORD_OR_THAI.findall(fold_name(written)))} "
    return [phrase for phrase in _wording(question).phrases if _stands_in(phrase, folded)]


def _stands_in(phrase: str, folded: str) -> bool:
    if _THAI.search(phrase):
        return len(phrase) >= _THAI_NAME and phrase in folded
    return f" {phrase} " in folded and not says_nothing(phrase)


def is_one_run_of_thai(folded: str) -> bool:
    """Whether a text is Thai without a space, of which nothing is empty words."""
    return list(_runs(folded)) == [folded] and not _is_latin(folded)


def nearest_names(stranger: str, names: Iterable[str], *, least: float, alone: bool) -> list[str]:
    """List the names that a text nearly spells, nearest first.

    A stretch of Thai that does not stand alone may spell one in any part of it. Thai is compared
    without what is not sounded; a name too short for that must be the same. `names` are folded,
    and so is the text; `least` is from 0 to 100.
    """
    from rapidfuzz import fuzz

    thai = bool(_THAI.search(stranger))
    compare, shortest = (fuzz.partial_ratio, _THAI_NAME) if thai and not alone else (fuzz.ratio, _NAME)
    spelt = _sounded(stranger) if thai else stranger
    found = []
    for name in names:
        if bool(_THAI.search(name)) != thai:
            continue
        known = _sounded(name) if thai else name
        comparable = shortest <= len(known) <= len(spelt) + (_THAI_SLIP if thai and alone else 1)
        if (comparable or (alone and known == spelt)) and (score := compare(known, spelt)) >= least:
            found.append((-score, -len(name), name))
    return [name for _, _, name in sorted(found)]


def _sounded(thai: str) -> str:
    """Leave out a letter that a mark silences, and one that is written twice: the usual slips."""
    return _TWICE.sub(r"\1", _SILENT.sub("", thai))


@cache
def _wording(question: Question) -> _Wording:
    return _Wording(question)


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


def empty_words() -> frozenset[str]:
    """Give the words that say nothing of what is asked, folded."""
    return _registered("empty-words")


def says_nothing(written: str) -> bool:
    """Whether nothing is left of a text but words that say nothing of what is asked."""
    return not any(True for _ in _runs(fold_name(written)))


def says_much(rest: str) -> bool:
    """Whether so much was written beside names that chance words do not make it up."""
    return sum(_Cover(run, []).size for run in _runs(fold_name(rest.replace("-", " ")))) >= _MUCH


def says_little(question: Question, rest: str) -> bool:
    """Whether a word at most is left beside names, and the question is not called by it ("compare")."""
    runs = list(_runs(fold_name(rest)))
    return len(runs) <= 1 and not called_whole(rest, [question])


def _runs(folded: str) -> Iterator[str]:
    """Give the Latin words and the runs of Thai that are left between empty words."""
    yield from (word for word in _LATIN.findall(folded) if word not in empty_words())
    yield from _THAI.findall(_empty_thai().sub(" ", folded))


def _pieces(run: str) -> Iterator[tuple[int, str]]:
    """Give a Latin word whole, and every piece of a run of Thai, with where it begins."""
    if _is_latin(run):
        yield 0, run
        return
    for start in range(max(len(run) - _PIECE, 0) + 1):
        yield start, run[start : start + _PIECE]


def _singular(word: str) -> str:
    return word.removesuffix("s") if len(word) > _SHORT else word


def _is_latin(run: str) -> bool:
    return run[0].isascii()


@cache
def _empty_thai() -> re.Pattern[str]:
    thai = sorted((word for word in empty_words() if not word.isascii()), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, thai)))


def _spelling(folded: str, wording: _Wording) -> float:
    """Compare all that was written with each phrase as a whole: spelling, and words run together."""
    from rapidfuzz import fuzz

    return max((fuzz.ratio(folded, phrase) for phrase in wording.phrases), default=0.0)
