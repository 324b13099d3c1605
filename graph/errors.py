"""Every exception `bfa` raises on purpose, in one tree, one exit code a branch.

    BfaError                 70  (never raised itself)
    +-- DataError             1  the data was read, and has errors
    +-- QuestionError         2  wrong command, question, parameter, id or date
    +-- InputError            3  an input file cannot be read, or is not what it should be
    +-- StoreError            4  a store is unavailable or in conflict
    +-- OutputError           5  a result cannot be written, or is over the size budget

The text of an error is not written where it is raised: `code` and `params` name it, and
`graph.texts` holds the words in Thai and English.
"""

from __future__ import annotations

import errno
import unicodedata
from collections.abc import Mapping
from pathlib import PurePath
from typing import ClassVar

from graph.texts import Label, error_text, same

# What a user wrote comes back under one of these names, so much of it at most.
_ECHOED = frozenset({"id", "name", "value"})
_MOST_ECHOED, _MOST_OF_A_PATH, _MOST_SHOWN = 80, 400, 1000


class BfaError(Exception):
    """Base of every error that a user may meet; catch this one to catch them all."""

    exit_code: ClassVar[int] = 70

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(self.text.en)

    @property
    def text(self) -> Label:
        """The message in both languages, with what to do next."""
        return error_text(self.code, in_one_line(self.params))


def in_one_line(params: Mapping[str, object]) -> dict[str, object]:
    """Take out what could break a line or turn its direction, and most of what is very long."""
    return {key: _shown(key, value) for key, value in params.items()}


def _shown(key: str, value: object) -> object:
    if isinstance(value, PurePath):
        return echo(str(value), most=_MOST_OF_A_PATH)
    if isinstance(value, Exception):
        return why(value)
    if isinstance(value, str):
        return echo(value, most=_MOST_ECHOED if key in _ECHOED else _MOST_SHOWN)
    return value


def why(error: Exception) -> Label:
    """Say in both languages why the system refuses; in its own words where we have none."""
    number = getattr(error, "errno", None)
    name = errno.errorcode.get(number, "") if isinstance(number, int) else ""
    try:
        return error_text(f"system-{name}", {})
    except KeyError:
        return same(one_line(getattr(error, "strerror", None) or str(error) or type(error).__name__))


def one_line(words: str) -> str:
    """Take out of a text what could break a line, turn its direction or command a terminal."""
    return "".join(" " if unicodedata.category(one)[0] in "CZ" else one for one in words)


def echo(written: str, *, most: int = _MOST_ECHOED) -> str:
    """Give back what a user wrote: in one line, and at most so much of it."""
    clean = one_line(written)
    return f"{clean[:most]}…" if len(clean) > most else clean


class DataError(BfaError):
    """The input was readable, and what it says is wrong."""

    exit_code = 1


class QuestionError(BfaError):
    """The command asks for something that does not exist or cannot be meant."""

    exit_code = 2


class InputError(BfaError):
    """A file is missing, unreadable, or not the document it should be."""

    exit_code = 3


class StoreError(BfaError):
    """A graph store is unavailable, or holds something that must not be mixed."""

    exit_code = 4


class OutputError(BfaError):
    """A result cannot be written where it was asked for, or breaks a promise about pages."""

    exit_code = 5
