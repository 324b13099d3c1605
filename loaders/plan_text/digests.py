"""Normalising printed text, and the digest that stands for it in the packaged data.

Thai prose carries no spaces between words, so a line break or a space says nothing; a changed
letter or digit always does. Both sides of `verify` and `refresh` use these functions only.
"""

from __future__ import annotations

import hashlib
import re

from graph.name_forms import same_text

DIGEST_LENGTH = 16
EXCERPT_LENGTH = 60

_TAG = re.compile(r"</?(?:p|i|u|b|em|strong|ul|ol|li|br)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_SPACE = re.compile(r"[\s\u200b\ufeff]+")


def strip_markup(text: str) -> str:
    """Remove the tags that the extraction left in table cells."""
    return _TAG.sub(" ", text)


def normalise(text: str) -> str:
    """One spelling of what looks the same, without mark-up or any white space (zero-width ones included)."""
    return _SPACE.sub("", strip_markup(same_text(text)))


def digest(text: str) -> str:
    """First 16 hexadecimal digits of SHA-256 over the normalised text."""
    return hashlib.sha256(normalise(text).encode("utf-8")).hexdigest()[:DIGEST_LENGTH]


def tidy(text: str) -> str:
    """Return the text for people: mark-up removed, each run of white space one space."""
    return _SPACE.sub(" ", strip_markup(same_text(text))).strip()


def excerpt(text: str) -> str:
    """At most 60 characters of the text, for a message."""
    clean = tidy(text)
    return clean if len(clean) <= EXCERPT_LENGTH else clean[: EXCERPT_LENGTH - 1] + "…"
