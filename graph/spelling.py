"""Spellings of one word that mean the same: another case, Thai figures, a dash for a hyphen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_FIGURES = re.compile(r"\d+")
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_PLAIN = str.maketrans(dict(zip("๐๑๒๓๔๕๖๗๘๙", "0123456789", strict=True)) | dict.fromkeys(_DASHES, "-"))


def plain_signs(written: str) -> str:
    """Write Thai figures as 0 to 9, every dash as a hyphen, and signs of double width as plain ones."""
    return unicodedata.normalize("NFKC", written).translate(_PLAIN)


def fold_word(written: str) -> str:
    """Fold a code, key or label: alike but for case, figures, dashes, and spaces or underscores."""
    return " ".join(plain_signs(written).casefold().replace("_", " ").split())


def built_alike(written: str, words: Iterable[str]) -> list[str]:
    """Give the words that differ from one in figures alone (2.9 and 2.1); none where it has no figure."""
    if not _FIGURES.search(written):
        return []
    build = _FIGURES.sub("0", written)
    return [word for word in words if _FIGURES.sub("0", word) == build]
