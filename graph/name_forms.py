"""The forms in which a name is written: folded, without its title, by its parts, by its Thai sounds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Letters that Unicode takes apart no further, as they are written where they cannot be typed.
_PLAIN_LETTERS = str.maketrans({
    "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "ŧ": "t", "þ": "th", "æ": "ae",
    "œ": "oe", "ß": "ss", "’": "'", "‘": "'", "ʻ": "'", "ʼ": "'",
})  # fmt: skip
# So many folded names are kept; a long text of a user pushes out what is older.
_MOST_KEPT = 50_000
_NIKHAHIT_AND_TONE = re.compile("\u0e4d([\u0e48-\u0e4b])")
_TONE_AND_SARA_AM = re.compile("([\u0e48-\u0e4b])\u0e4d\u0e32")
# What a Thai place's name may open with, the longer before the shorter.
TITLES = ("นครหลวง", "มหานคร", "กรุง", "นคร", "เมือง", "จังหวัด", "มณฑล", "เกาะ")
_KINDS = "city|prefecture|province|municipality|metropolis|governorate|island"
_LATIN_TITLES = re.compile(
    rf"^(?:(?:{_KINDS}) of (?:the )?)|(?: (?:metropolitan|special|capital))*(?: (?:{_KINDS}))+$"
)
_STATES = re.compile(r"^(?:.*\b)?(?:republic|kingdom|state|union|federation) of (?:the )?")
_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]\s*")
_SIGNS = re.compile(r"[^\w\u0e00-\u0e7f]+")
_SAINT = re.compile(r"\b(?:saint|sankt)\b")
_THAI = re.compile("[\u0e01-\u0e5b]")
# Thai spellings that sound alike: tone marks, letters that are silent, short vowels for long ones.
_SILENT = re.compile("[\u0e01-\u0e2e][\u0e34\u0e38]?\u0e4c|[\u0e47-\u0e4e\u0e30]")
_LONG_VOWELS = str.maketrans("\u0e34\u0e36\u0e38", "\u0e35\u0e37\u0e39")


def fold_name(name: str) -> str:
    """Fold a name so that spellings alike but for case, spaces, accents and order of marks are the same."""
    parts = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN_LETTERS))
    parts = "".join(one for one in parts if not "\u0300" <= one <= "\u036f")
    return " ".join(order_thai_marks(parts).split())


def order_thai_marks(written: str) -> str:
    """Put the marks of a Thai syllable in one order, where Unicode's normal forms leave both."""
    return _NIKHAHIT_AND_TONE.sub("\\1\u0e4d", written)


def same_text(written: str) -> str:
    """Write a text so that two that look the same are the same (NFC, SARA AM in one piece)."""
    composed = order_thai_marks(unicodedata.normalize("NFC", written))
    return _TONE_AND_SARA_AM.sub("\\1\u0e33", composed).replace("\u0e4d\u0e32", "\u0e33")


@lru_cache(_MOST_KEPT)
def plain_name(name: str) -> str:
    """Fold a name and leave out its signs: St. and Saint, & and "and" are the same."""
    folded = fold_name(name).replace("&", " and ").replace("'", "").replace(".", "")
    return " ".join(_SAINT.sub("st", _SIGNS.sub(" ", folded)).split())


@lru_cache(_MOST_KEPT)
def bare_name(name: str) -> str:
    """Fold a name and leave out what a Thai place is: capital, metropolis, town or province."""
    folded = fold_name(name)
    for title in map(fold_name, TITLES):
        if folded.startswith(title) and len(folded) > len(title):
            return folded.removeprefix(title)
    return folded


def short_forms(name: str, *, is_country: bool = False) -> Iterator[str]:
    """Give the short forms of a name, folded: without a title, one half of two, before a comma.

    A country's is its name without what kind of state it is.
    """
    for part in _parts(name):
        plain = plain_name(part)
        if is_country:
            yield from (plain, _STATES.sub("", plain))
        else:
            yield from (plain, _LATIN_TITLES.sub("", plain).strip(), plain_name(bare_name(part)))


def _parts(name: str) -> Iterator[str]:
    outside = _BRACKETS.sub(" ", name)
    yield name
    yield from (half for half in re.split(r"\s+/\s+|,", outside) if half.strip())
    yield from _BRACKETS.findall(name)


def parts_of(plain: str) -> Iterator[str]:
    """Give every run of whole words in a plain name, shorter than the name; of Thai its beginnings."""
    words = plain.split()
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            if end - start < len(words):
                yield " ".join(words[start:end])


def is_thai(written: str) -> bool:
    """Whether a text has a Thai letter."""
    return _THAI.search(written) is not None


@lru_cache(_MOST_KEPT)
def thai_sound(plain: str) -> str:
    """Write a Thai name so that spellings of one sound are the same; other scripts as they are.

    Tone marks and silent letters go, short vowels become long: จากาต้า and จาการ์ตา.
    """
    if not is_thai(plain):
        return plain
    silent = re.sub("[\u0e01-\u0e2e][\u0e34\u0e38]?\u0e4c", "", plain)
    return _SILENT.sub("", silent.replace("ร์", "")).translate(_LONG_VOWELS)
