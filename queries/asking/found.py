"""What is found in a text: names, amounts and choices, each with its place and as it was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.records import Node
from graph.texts import LANGUAGES, Label


@dataclass(frozen=True)
class Found:
    """A thing in a folded text: where it begins and ends, and as it was written."""

    start: int
    end: int
    written: str

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands, which tells it from all else in the text."""
        return self.start, self.end


@dataclass(frozen=True)
class Mention(Found):
    """A name, with the records that it is a name of."""

    nodes: Sequence[Node]


@dataclass(frozen=True)
class Amount(Found):
    """A number, whole or not; None where it is a range, a date or no one number.

    `unit` is day, week, month or year, the name of a parameter, `calendar` for a bare year, or empty.
    `ahead` says that it is a span from today on ("in the next two years").
    """

    number: float | None
    unit: str
    ahead: bool = False


@dataclass(frozen=True)
class Choice(Found):
    """The words of one allowed value of a parameter."""

    parameter: str
    value: str


def mask(folded: str, found: Sequence[Found]) -> str:
    """Put blanks where things were found, so that all else keeps its place."""
    for one in found:
        folded = folded[: one.start] + " " * (one.end - one.start) + folded[one.end :]
    return folded


def words_in(label: Label) -> list[str]:
    """List the words that a text of the registry names between semicolons, in both languages."""
    spelt = (word.strip() for lang in LANGUAGES for word in label.in_language(lang).split(";"))
    return [word for word in spelt if word]
