"""Spellings of one word that mean the same: another case, Thai figures, a dash for a hyphen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_FIGURES = re.compile(r"\d+")
# No number in a key has more figures; what goes beyond is not compared.
_LONGEST = 15
# Signs that nobody sees: control characters (tabs and line breaks are seen), marks of direction, tags; and
# those of no width, by which a running text may say where it breaks or joins.
_CONTROLS = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u0600-\u0605\u061c\u200e\u200f\u202a-\u202e\u2061-\u206f"
    r"\ufff9-\ufffb\U000e0000-\U000e007f"
)
_OF_NO_WIDTH = r"\u00ad\u180e\u200b-\u200d\u2060\ufeff"
_UNSEEN_IN_TEXT, _UNSEEN = re.compile(f"[{_CONTROLS}]"), re.compile(f"[{_CONTROLS}{_OF_NO_WIDTH}]")
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_PLAIN = str.maketrans(dict(zip("๐๑๒๓๔๕๖๗๘๙", "0123456789", strict=True)) | dict.fromkeys(_DASHES, "-"))


def plain_signs(written: str) -> str:
    """Write Thai figures as 0 to 9, every dash as a hyphen, and signs of double width as plain ones."""
    return unicodedata.normalize("NFKC", written).translate(_PLAIN)


def fold_word(written: str) -> str:
    """Fold a code, key or label: alike but for case, figures, dashes, and spaces or underscores."""
    return " ".join(plain_signs(written).casefold().replace("_", " ").split())


def built_alike(written: str, words: Iterable[str]) -> list[str]:
    """Give the words that differ from one in figures alone (2.9 and 2.1), those of the nearest numbers first.

    None where it has no figure.
    """
    if not _FIGURES.search(written):
        return []
    build, numbers = _FIGURES.sub("0", written), _numbers(written)
    alike = [word for word in words if _FIGURES.sub("0", word) == build]
    return sorted(
        alike, key=lambda word: ([abs(a - b) for a, b in zip(numbers, _numbers(word), strict=True)], word)
    )


def _numbers(written: str) -> list[int]:
    return [int(figures[:_LONGEST]) for figures in _FIGURES.findall(written)]


def unseen_sign(written: str, *, is_text: bool = False) -> str:
    """Name the first sign that nobody sees, as U+200B; empty where there is none.

    A running text may hold signs of no width; an id, a code or a name of a column may not.
    """
    found = (_UNSEEN_IN_TEXT if is_text else _UNSEEN).search(written)
    return f"U+{ord(found.group()):04X}" if found is not None else ""


# A browser drops these from an address before it reads it, at its ends and within (URL Standard, "basic URL
# parser", steps 1 to 3).
_DROPPED_AT_ENDS, _DROPPED = "".join(map(chr, range(0x21))), re.compile(r"[\t\n\r]")
_WEB = re.compile(r"https?://[^\s/?#\\@]+([/?#]\S*)?", re.IGNORECASE)


def plain_address(written: str) -> str:
    """Write an address as a browser reads it."""
    return _DROPPED.sub("", written.strip(_DROPPED_AT_ENDS))


def is_web_address(written: str) -> bool:
    """Tell whether a text is an address of a web page in full, with nothing that a browser would drop."""
    return _WEB.fullmatch(written) is not None and unseen_sign(written) == ""
