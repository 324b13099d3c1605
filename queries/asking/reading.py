"""A text read once: the names, amounts and choices in it, each in its place, and the words that are left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from graph.errors import QuestionError
from graph.name_forms import fold_name
from graph.texts import Label, join_labels, read_subject, text
from queries.asking.amounts import find_amounts
from queries.asking.choosing import SPELT
from queries.asking.found import Amount, Choice, Found, Mention, mask, words_in
from queries.asking.mentions import PLACES, NameIndex, is_home
from queries.asking.wording import is_one_run_of_thai, nearest_names, rank_questions, says_nothing
from queries.catalog import QUESTIONS
from queries.facts.lookup import label_of

# A name within a sentence must be spelt nearer than one that stands alone, which can be little else.
_NEAR_WITHIN, _NEAR_ALONE = 85.0, 80.0
_CHOICE_KEY, _KIND_KEY = "choice-", "kind-words-"
# A shorter stretch of Thai is what is left of a word between two that are known.
_STRETCH = 5


@dataclass(frozen=True)
class Reading:
    """What was written, folded, with the names in it; `read_as` has those that were misspelt."""

    written: str
    folded: str
    mentions: Sequence[Mention]
    read_as: Sequence[Label] = ()

    @cached_property
    def amounts(self) -> Sequence[Amount]:
        """The numbers that are no part of a name."""
        return find_amounts(mask(self.folded, self.mentions))

    @cached_property
    def choices(self) -> Sequence[Choice]:
        """The allowed values that the words name; of two that overlap the longer."""
        found: list[Choice] = []
        for word, parameter, value in _choice_words():
            for match in re.finditer(re.escape(word), self.folded):
                if not any(one.start < match.end() and match.start() < one.end for one in found):
                    found.append(Choice(match.start(), match.end(), match[0], parameter, value))
        return sorted(found, key=lambda one: one.start)

    @cached_property
    def found(self) -> Sequence[Found]:
        """All that was found, in the order of the text."""
        return sorted([*self.mentions, *self.amounts, *self.choices], key=lambda one: one.start)

    @cached_property
    def rest(self) -> str:
        """The text with blanks for its names and numbers."""
        return mask(self.folded, [*self.mentions, *self.amounts])

    @cached_property
    def names_alone(self) -> bool:
        """Whether nothing is left but names; "tactic" says of a tactic's name only what it is of."""
        labels = {node.label for mention in self.mentions for node in mention.nodes}
        return says_nothing(_kind_words(frozenset(labels)).sub(" ", self.rest))

    @cached_property
    def strangers(self) -> Sequence[str]:
        """The words that are neither found nor a question's; of Thai the longer stretches."""
        strangers = rank_questions(self.rest, QUESTIONS.values()).strangers
        return [word for word in strangers if word.isascii() or len(word) >= _STRETCH]


def read_text(index: NameIndex, written: str) -> Reading:
    """Find the names written in full, then those nearly spelt among the words no question has.

    Raises QuestionError where a word nearly names several records.
    """
    mentions = [one for one in index.find(written) if not is_home(one)]
    reading = Reading(written, fold_name(written), mentions)
    ranking = rank_questions(reading.rest, QUESTIONS.values())
    if any(near.spelling >= SPELT for near in ranking.nearest):
        return reading
    stretches = _stretches(reading.folded, ranking.strangers)
    single = len(ranking.strangers) == 1 or stretches[:1] == [reading.folded]
    alone = not mentions and not ranking.known and single
    if not mentions and is_one_run_of_thai(reading.folded):
        # Of a short run of Thai some piece is in a question by chance, so a name goes before.
        stretches, alone = [reading.folded, *stretches], True
    read_as = []
    for stretch in stretches:
        start = reading.folded.find(stretch)
        near = _nearly_named(index, stretch, start, alone=alone) if start >= 0 else None
        if near is not None and not any(one.start <= start < one.end for one in mentions):
            mentions.append(near)
            read_as.append(text("asking", "read-as", written=stretch, name=label_of(near.nodes[0])))
    return Reading(written, reading.folded, sorted(mentions, key=lambda one: one.start), read_as)


def _stretches(folded: str, strangers: Sequence[str]) -> list[str]:
    """List two words without a meaning that follow on each other, then each of them alone."""
    pairs = [f"{one} {other}" for one, other in pairwise(strangers)]
    return [*(pair for pair in pairs if pair in folded), *strangers]


def _nearly_named(index: NameIndex, stranger: str, start: int, *, alone: bool) -> Mention | None:
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
    return Mention(start, start + len(stranger), stranger, index.names[names[0]])


@cache
def _kind_words(labels: frozenset[str]) -> re.Pattern[str]:
    """Match the words for records of these labels, where the registry has some."""
    keys = sorted(f"{_KIND_KEY}{label}" for label in labels)
    words = [word for key in keys if key in read_subject("asking") for word in words_in(text("asking", key))]
    return re.compile("|".join(rf"(?<![a-z]){re.escape(fold_name(word))}(?![a-z])" for word in words) or "$^")


@cache
def _choice_words() -> Sequence[tuple[str, str, str]]:
    """List the words of allowed values with parameter and value, the longest first."""
    found = []
    for name, value in sorted(
        {(p.name, v) for q in QUESTIONS.values() for p in q.parameters for v in p.allowed}
    ):
        if f"{_CHOICE_KEY}{name}-{value}" in read_subject("asking"):
            words = words_in(text("asking", f"{_CHOICE_KEY}{name}-{value}"))
            found += [(fold_name(word), name, value) for word in words]
    return sorted(found, key=lambda one: (-len(one[0]), one))
