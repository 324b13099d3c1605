"""The one registry of words: every message and label, in Thai and in English.

The words stand in `graph/texts/*.toml`, one file a subject, as `[key]` tables with `th`
and `en`. Code names a text by subject and key, and never holds the words itself, except
schema labels, which belong to the schema.
"""

from __future__ import annotations

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
    "plan_gaps", "plan_papers", "planning", "questions", "sentences", "unit",
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
        return Label(
            self.th.format_map({key: _choose(value, "th") for key, value in params.items()}),
            self.en.format_map({key: _choose(value, "en") for key, value in params.items()}),
        )


def same(text: str) -> Label:
    """Make a Label of a text that reads alike in both languages (ids, numbers, names)."""
    return Label(text, text)


def join_labels(labels: Iterable[Label], separator: str = ", ") -> Label:
    """Put several texts into one, each language in its own; of none an empty text."""
    listed = list(labels)
    return Label(separator.join(one.th for one in listed), separator.join(one.en for one in listed))


class _Counted(int):
    """A whole number that a text may give its noun: `{n:tie|ties}` reads 1 tie, 2 ties, 0 ties."""

    def __format__(self, spec: str) -> str:
        """Write the number, and after it the one noun or the other."""
        one, bar, more = spec.partition("|")
        if not bar:
            return super().__format__(spec)
        return f"{int(self)} {one if self == 1 else more}"


def _choose(value: object, lang: Language) -> object:
    if isinstance(value, Label):
        return value.in_language(lang)
    return _Counted(value) if type(value) is int else value


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
