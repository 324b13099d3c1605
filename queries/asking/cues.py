"""Which parameter a name is called for: by the words of the registry before it, or after it.

"Drop Tokyo and add Nairobi" calls each name by the word before it, "Tokyo dropped" by the one after.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from graph.name_forms import fold_name
from graph.texts import read_subject, text
from queries.asking.found import Mention, words_in
from queries.catalog import Question

# What a name after such a word is called for: nothing, it is left out.
LEFT_OUT = ""


@dataclass
class _Cue:
    """A word that calls names for a parameter; `leads` where it may only stand before them.

    `calls` says that it has called a name, `spent` that it stands after that name.
    """

    start: int
    parameter: str
    clause: int
    leads: bool
    calls: bool = False
    spent: bool = False


def called_for(question: Question, rest: str, mentions: Sequence[Mention]) -> Mapping[int, str]:
    """Give, by where a name begins, the parameter it is called for; LEFT_OUT where it is for none.

    `rest` is the text with blanks for what was found. A name that no word calls is not there.
    """
    # In the registry a semicolon divides words, so it is none of them.
    parts = _any_word("clause-words").finditer(rest.replace(";", ","))
    breaks = [match.start() for match in parts]
    cues = _find_cues(question, rest, breaks)
    called: dict[int, str] = {}
    last: _Cue | None = None
    for place, mention in enumerate(mentions):
        clause = _clause(breaks, mention.start)
        final = all(_clause(breaks, one.start) != clause for one in mentions[place + 1 :])
        own = _own([cue for cue in cues if cue.clause == clause], mention, final=final)
        last = own or _carried(cues, mention, last, mentions, breaks)
        if last is not None:
            last.calls = True
            last.spent = last.start > mention.start
            called[mention.start] = last.parameter
    return called


def _find_cues(question: Question, rest: str, breaks: Sequence[int]) -> list[_Cue]:
    known = read_subject("asking")
    names = [parameter.name for parameter in question.parameters]
    kinds = [(name, f"takes-{name}", False) for name in names]
    kinds += [(name, f"leads-{name}", True) for name in names]
    kinds += [(LEFT_OUT, key, True) for key in ("leaves-any", *(f"leaves-{name}" for name in names))]
    cues = [
        _Cue(match.start(), parameter, _clause(breaks, match.start()), leads)
        for parameter, key, leads in kinds
        if key in known
        for match in _any_word(key).finditer(rest)
    ]
    return sorted(cues, key=lambda cue: cue.start)


def _own(cues: Sequence[_Cue], mention: Mention, *, final: bool) -> _Cue | None:
    """Give the word of a name's own clause: before it and free, else after its final name, else before it."""
    before = [cue for cue in cues if cue.start < mention.start and not cue.spent][-1:]
    after = [cue for cue in cues if final and mention.end <= cue.start and not cue.leads][:1]
    free = [cue for cue in before if not cue.calls]
    return next(iter((*free, *after, *before)), None)


def _carried(
    cues: Sequence[_Cue], mention: Mention, last: _Cue | None, mentions: Sequence[Mention], breaks: list[int]
) -> _Cue | None:
    """Give the word of a list of names, before the first or after the last of them."""
    before = [cue for cue in cues if cue.start < mention.start and not cue.spent][-1:]
    if before and not (last is not None and last.spent):
        return before[0]
    after = next((cue for cue in cues if cue.start >= mention.end and not cue.leads), None)
    if after is None or any(
        one.start > after.start and _clause(breaks, one.start) == after.clause for one in mentions
    ):
        return None
    return after


def _clause(breaks: Sequence[int], place: int) -> int:
    return sum(1 for one in breaks if one < place)


@cache
def _any_word(key: str) -> re.Pattern[str]:
    words = sorted(map(fold_name, words_in(text("asking", key))), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(_whole, words)))


def _whole(word: str) -> str:
    return (
        rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() and word[0].isalpha() else re.escape(word)
    )
