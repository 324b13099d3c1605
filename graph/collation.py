"""Alphabetical order for names in Thai and English: one key, by which lists on a page are sorted.

Thai follows the order of the Royal Institute's dictionary: by consonant first, a vowel that is
written before its consonant (เ แ โ ใ ไ) counted after it, tone marks and the like only where all
else is equal. Latin letters go without regard to case and accents, after Thai ones. Spaces and
punctuation do not count. This is what Unicode's collation gives for Thai (CLDR `th`); the
libraries that hold it bring tables of megabytes or a compiled library for what is one rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from unicodedata import category, normalize

from graph.texts import Label

# Vowels that stand before the consonant after which they are spoken, and that consonant.
_LEADING = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")
# Phinthu, mai taikhu, the four tones, thanthakhat, nikhahit and yamakkan: no letters of their own.
_THAI_MARKS = frozenset("\u0e3a" + "".join(map(chr, range(0x0E47, 0x0E4F))))
_THAI = range(0x0E01, 0x0E5C)

# Letters, then marks by letter, then the text itself, so that no two texts share a key.
CollationKey = tuple[tuple[tuple[int, str], ...], tuple[str, ...], str]


def collation_key(text: str) -> CollationKey:
    """Give the key of a text: `sorted(names, key=collation_key)` is alphabetical in either language.

    Digits go before Thai letters, Thai before others. The order is total and depends on no locale.
    """
    spelt = _LEADING.sub(r"\2\1", normalize("NFD", text))
    starts = [place for place, sign in enumerate(spelt) if _is_letter(sign)]
    letters = tuple((_script(spelt[place]), spelt[place].casefold()) for place in starts)
    marks = tuple(
        "".join(sign for sign in spelt[start + 1 : end] if _is_mark(sign))
        for start, end in pairwise([*starts, len(spelt)])
    )
    return letters, marks, text


def join_in_order(names: Iterable[Label], separator: str = ", ") -> Label:
    """Put some names into one text, in each language by its own alphabet."""
    listed = list(names)
    return Label(
        separator.join(sorted((name.th for name in listed), key=collation_key)),
        separator.join(sorted((name.en for name in listed), key=collation_key)),
    )


def _is_mark(sign: str) -> bool:
    return sign in _THAI_MARKS or (ord(sign) not in _THAI and category(sign) == "Mn")


def _is_letter(sign: str) -> bool:
    return not _is_mark(sign) and category(sign)[0] in "LNM"


def _script(sign: str) -> int:
    if category(sign)[0] == "N":
        return 0
    return 1 if ord(sign) in _THAI else 2
