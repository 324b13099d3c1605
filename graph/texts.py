"""The one registry of words: every message and label, in Thai and in English.

The words stand in `graph/texts/*.toml`, one file a subject, as `[key]` tables with `th`
and `en`. Code names a text by subject and key, and never holds the words itself, except
schema labels, which belong to the schema.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["th", "en"]
LANGUAGES: tuple[Language, Language] = ("th", "en")
SUBJECTS = (
    "asking", "balance", "card", "challenges", "cli", "errors", "issues", "measures", "neo4j", "pack", "plan",
    "plan_gaps", "plan_papers", "planning", "questions", "sentences", "sheets", "unit",
)  # fmt: skip


@dataclass(frozen=True)
class Label:
    """One text in both languages."""

    th: str
    en: str

    def in_language(self, lang: Language) -> str:
        """Give the text in one language."""
        return self.th if lang == "th" else self.en

    def fill(self, **params: object) -> Label:
        """Put values into the `{name}` places of both languages; extra values are ignored.

        A value that is itself a Label is put in by language.
        """
        return Label(_fill(self.th, params, "th"), _fill(self.en, params, "en"))


def same(text: str) -> Label:
    """Make a Label of a text that reads alike in both languages (ids, numbers, names)."""
    return Label(text, text)


def join_labels(labels: Iterable[Label], separator: str = ", ") -> Label:
    """Put several texts into one, each language in its own; of none an empty text."""
    listed = list(labels)
    return Label(separator.join(one.th for one in listed), separator.join(one.en for one in listed))


# A place for a value: `{name}`, a number's form `{size:,.1f}`, or a number with its noun `{n:tie|ties}`.
# Nothing else of a text is read, so no text can ask for more than the values given.
_PLACE = re.compile(r"\{([a-z]\w*)(?::(?:([^{}|]+)\|([^{}|]+)|(,?(?:\.\d)?[fg]?)))?\}")


def places_of(template: str) -> list[str]:
    """Name the places of a text. Raises ValueError for a brace that is part of none."""
    if re.search(r"[{}]", _PLACE.sub("", template)):
        raise ValueError("a brace that opens or closes no place")
    return [found[1] for found in _PLACE.finditer(template)]


def _fill(template: str, params: Mapping[str, object], lang: Language) -> str:
    """Put values into the places of a text. Raises KeyError for a place without a value."""

    def value_of(found: re.Match[str]) -> str:
        name, one, more, form = found.groups()
        value = params[name]
        if isinstance(value, Label):
            return value.in_language(lang)
        if one is not None:
            return f"{value} {one if value == 1 else more}"
        return format(value, form or "")

    return _PLACE.sub(value_of, template)


@cache
def read_subject(subject: str) -> Mapping[str, Label]:
    """Read one subject's file: key -> Label. Raises KeyError when a language is missing."""
    raw = tomllib.loads((files("graph") / "texts" / f"{subject}.toml").read_text("utf-8"))
    return {key: Label(entry["th"], entry["en"]) for key, entry in raw.items()}


def text(subject: str, key: str, /, **params: object) -> Label:
    """Give the text `key` of a subject, its places filled. Raises KeyError if there is none."""
    label = read_subject(subject)[key]
    return label.fill(**params) if params else label


def error_text(code: str, params: Mapping[str, object]) -> Label:
    """Give an error's words; used by `graph.errors`."""
    return text("errors", code, **params)
