"""The ASEAN card: member by member, who has a tie, when the last contact was, how many there were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.texts import Label
from maps import words
from maps.charts.frame import Chart, KeyLook, Sign, render_key
from maps.charts.svg import (
    ACCENT,
    INK,
    PAPER,
    QUIET,
    RULE,
    WIDTH,
    render_bar,
    render_chart,
    render_hatch,
    render_line,
    render_text,
    round_position,
)

_NAME, _SIGNS, _STEP, _AXIS, _END = 112, 142, 68, 330, 540
_TOP, _ROW = 54, 38
_KEY = KeyLook(beside=32, rise=10, line=INK)


@dataclass(frozen=True)
class AseanRow:
    """One member: whether state, capital and largest city have a tie; status; last contact; contacts.

    `with_ties` is the year of the last contact with its ties, as a fraction (2025.4), `with_any`
    that with anyone there; None without one on record. `shown` says the former in words, or where
    there is none the latter, and that it is that. `status` is None without a tie, `contacts` are
    those with anyone in the plan's years.
    """

    member: Label
    reached: tuple[bool, bool, bool]
    status: Label | None
    with_ties: float | None
    with_any: float | None
    shown: Label
    contacts: int


@dataclass(frozen=True)
class AseanCard(Chart):
    """Members in the order the title claims; the axis runs from `first` to `end`, in years."""

    rows: Sequence[AseanRow]
    first: float
    end: float
    years: Sequence[tuple[float, Label]]


def render_asean_card(card: AseanCard) -> str:
    """Render the card as SVG: squares for ties, a dot on a line of years, the figures as text.

    A filled square is a tie, an empty one none. A filled dot is the last contact with the ties, a
    ring that with anyone there; a member without contact on record is hatched.
    Raises ValueError when there is no member or the axis has no length.
    """
    if not card.rows or card.first >= card.end:
        raise ValueError("an ASEAN card needs members and a span of years")
    hatch = f"asean-{card.key}-none"
    parts = [f"<defs>{render_hatch(hatch, ground='#EFEDE8', ink='#8A8A8A')}</defs>", *_render_head(card)]
    for place, row in enumerate(card.rows):
        parts.extend(_render_row(card, row, _TOP + place * _ROW, hatch))
    floor = _TOP + len(card.rows) * _ROW
    parts.extend(render_key(_signs(hatch), floor + 16, look=_KEY))
    return render_chart(card.title, parts, height=floor + 44, chart="asean")


def _render_head(card: AseanCard) -> list[str]:
    heads = zip((words.STATE, words.CAPITAL, words.LARGEST), range(3), strict=True)
    parts = [
        render_text(word, _SIGNS + place * _STEP, _TOP - 18, anchor="middle", look="small")
        for word, place in heads
    ]
    for year, label in card.years:
        x = _x(card, year)
        parts.append(render_line(x, _TOP - 12, x, _TOP + len(card.rows) * _ROW, colour=RULE))
        parts.append(render_text(label, x, _TOP - 18, anchor="middle", look="small"))
    parts.append(render_text(words.LAST_CONTACT, _AXIS, _TOP - 38, look="strong"))
    parts.append(render_text(words.STATUS_AND_CONTACTS, WIDTH, _TOP - 38, anchor="end", look="small"))
    return parts


def _x(card: AseanCard, year: float) -> float:
    part = (min(max(year, card.first), card.end) - card.first) / (card.end - card.first)
    return round_position(_AXIS + part * (_END - _AXIS))


def _render_row(card: AseanCard, row: AseanRow, y: float, hatch: str) -> list[str]:
    middle = y + _ROW / 2
    parts = [
        render_line(0, y, WIDTH, y, colour=RULE),
        render_text(row.member, _NAME, middle + 5, anchor="end", look="strong"),
    ]
    for place, reached in enumerate(row.reached):
        fill = ACCENT if reached else PAPER
        parts.append(render_bar(_SIGNS + place * _STEP - 7, middle - 7, 14, 14, fill=fill, stroke=ACCENT))
    parts.extend(_render_contacts(card, row, middle, hatch))
    parts.append(render_text(row.shown, _END + 12, middle - 3, look="small"))
    status = row.status or words.NO_TIE
    parts.append(render_text(_with_contacts(status, row.contacts), _END + 12, middle + 13, look="small"))
    return parts


def _render_contacts(card: AseanCard, row: AseanRow, middle: float, hatch: str) -> list[str]:
    """Draw the last contacts on the line of years: filled with the ties, hollow with anyone there."""
    if row.with_any is None and row.with_ties is None:
        return [render_bar(_AXIS, middle - 8, _END - _AXIS, 16, fill=f"url(#{hatch})")]
    parts = []
    if row.with_any is not None:
        parts.append(_render_dot(_x(card, row.with_any), middle, hollow=True))
    if row.with_ties is not None:
        x = _x(card, row.with_ties)
        parts.append(render_line(_AXIS, middle, x, middle, colour=QUIET, width=2))
        parts.append(_render_dot(x, middle, hollow=False))
    return parts


def _render_dot(x: float, y: float, *, hollow: bool) -> str:
    if hollow:
        return f'<circle cx="{x:g}" cy="{y:g}" r="7" fill="{PAPER}" stroke="{ACCENT}" stroke-width="1.6"/>'
    return f'<circle cx="{x:g}" cy="{y:g}" r="4.5" fill="{ACCENT}"/>'


def _with_contacts(status: Label, contacts: int) -> Label:
    return Label(f"{status.th} · {contacts}", f"{status.en} · {contacts}")


def _signs(hatch: str) -> list[Sign]:
    return [
        Sign(0, render_bar(5, 1, 14, 14, fill=ACCENT, stroke=ACCENT), words.TIE),
        Sign(148, render_bar(5, 1, 14, 14, fill=PAPER, stroke=ACCENT), words.NO_TIE),
        Sign(276, _render_dot(14, 8, hollow=False), words.LAST_WITH_TIES),
        Sign(434, _render_dot(14, 8, hollow=True), words.LAST_WITH_ANY),
        Sign(600, render_bar(0, 2, 24, 12, fill=f"url(#{hatch})"), words.NO_RECORDS),
    ]
