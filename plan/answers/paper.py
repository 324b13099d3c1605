"""What stands on a paper, without its form: parts with facts, tables, lines and places to sign.

Renderers for a page and for a word processor read the same content, so the two cannot differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.texts import Label
from queries.table import Table


@dataclass(frozen=True)
class Fact:
    """A named matter and what is said of it, a line each. With no line it is left to be filled in by hand."""

    name: Label
    lines: Sequence[Label] = ()


@dataclass(frozen=True)
class Facts:
    """Named matters below each other."""

    facts: Sequence[Fact]


@dataclass(frozen=True)
class Lines:
    """Sentences of equal standing."""

    lines: Sequence[Label]


@dataclass(frozen=True)
class Signatures:
    """Places to sign, each for a person in the part named."""

    signers: Sequence[Label]


Block = Facts | Table | Lines | Signatures


@dataclass(frozen=True)
class Part:
    """A part of a paper. `id` is its address on a page."""

    id: str
    title: Label
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Paper:
    """A whole paper.

    `mark` names it in short at the foot of every sheet. `dated` says of what day it is, with the end
    of the record; `lead` what it finds, and `foot` what it was made by.
    """

    title: Label
    mark: Label
    as_of: date
    dated: Label
    lead: Label
    parts: Sequence[Part]
    foot: Label
