"""What every chart has: its finding as its title, a key that sets it apart, and a row of signs below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.texts import Label
from maps.charts.svg import RULE, WIDTH, render_line, render_text


@dataclass(frozen=True)
class Chart:
    """A chart's finding (`title`), and its `key`: letters, digits, hyphen.

    Patterns are named by the key, so it has to differ from those of the other charts of the page.
    """

    title: Label
    key: str


@dataclass(frozen=True)
class Sign:
    """One sign of a chart's key: a fragment at its own origin, where it goes, and what it means."""

    x: float
    picture: str
    label: Label


@dataclass(frozen=True)
class KeyLook:
    """How a key is set: the room beside and below a sign for its words, and the line above them all."""

    beside: float = 34
    below: float = 13
    rise: float = 8
    left: float = 0
    line: str = RULE


def render_key(signs: Sequence[Sign], y: float, *, look: KeyLook) -> list[str]:
    """Render the row of signs at a height of the picture, each with its words, under a line."""
    parts = [render_line(look.left, y - look.rise, WIDTH, y - look.rise, colour=look.line)]
    for sign in signs:
        parts.append(f'<g transform="translate({sign.x:g} {y:g})">{sign.picture}</g>')
        parts.append(render_text(sign.label, sign.x + look.beside, y + look.below, look="small"))
    return parts
