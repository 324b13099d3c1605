"""The partner map's legend: what the signs mean and how large a circle is, in both languages."""

from __future__ import annotations

import math

from graph.texts import Label, same
from maps import words
from maps.escape import render_label

ACCENT = "#0B6B4F"
WARNING = "#B3541E"
GREY = "#6B6B6B"
RING = "#222222"
PAPER = "#FFFFFF"
EMPTY_RADIUS = 5.0
RING_GAP = 3.5
STAR = "M0-11 2.9-3.9 10.5-3.4 4.7 1.5 6.5 8.9 0 4.8-6.5 8.9-4.7 1.5-10.5-3.4-2.9-3.9Z"
_SIZES = (1, 5, 10)


def scale_radius(activities: int) -> float:
    """Give a circle's radius in pixels: area grows with activities, up to a readable limit."""
    return EMPTY_RADIUS if activities <= 0 else min(24.0, round(3.0 + 3.4 * math.sqrt(activities), 1))


def render_star() -> str:
    """Render the star that stands for Bangkok."""
    return (
        '<svg class="bfa-star" width="26" height="26" viewBox="-13 -13 26 26" aria-hidden="true">'
        f'<path d="{STAR}" fill="{ACCENT}" stroke="{PAPER}" stroke-width="1.5"/></svg>'
    )


def render_legend() -> str:
    """Render the legend as one HTML list and a scale of sizes."""
    entries = [
        (render_star(), words.HOME),
        (_sign(_circle(7, fill=ACCENT, stroke=ACCENT)), words.TIE),
        (_sign(_circle(EMPTY_RADIUS, fill=PAPER, stroke=ACCENT)), words.NO_ACTIVITY),
        (_sign(_circle(EMPTY_RADIUS, fill=PAPER, stroke=GREY, dash="1.5 2.5")), words.NO_DATA),
        (_sign(_circle(5, fill=ACCENT, stroke=ACCENT) + _ring(5)), words.ASEAN),
        (_sign(_circle(6, fill=PAPER, stroke=WARNING, dash="4 3") + _ring(6)), words.GAP),
    ]
    signs = "".join(f"<li>{sign}<span>{render_label(label)}</span></li>" for sign, label in entries)
    return (
        f'<div class="bfa-legend"><ul>{signs}</ul>{_render_sizes()}'
        f'<p class="bfa-credit">{render_label(words.CREDIT)}</p></div>'
    )


def _render_sizes() -> str:
    steps = "".join(
        f"<li>{_sign(_circle(scale_radius(n), fill=ACCENT, stroke=ACCENT), scale_radius(n) + 2)}"
        f"<span>{render_label(same(str(n)))}</span></li>"
        for n in _SIZES
    )
    return (
        f'<p class="bfa-size">{render_label(_with_colon(words.SIZE))}</p><ul class="bfa-sizes">{steps}</ul>'
    )


def _with_colon(label: Label) -> Label:
    return Label(f"{label.th}:", f"{label.en}:")


def _sign(inner: str, half: float = 12.0) -> str:
    side = round(half * 2, 1)
    box = f"{-half:g} {-half:g} {side:g} {side:g}"
    return f'<svg width="{side:g}" height="{side:g}" viewBox="{box}" aria-hidden="true">{inner}</svg>'


def _circle(radius: float, *, fill: str, stroke: str, dash: str = "") -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<circle r="{radius:g}" fill="{fill}" stroke="{stroke}" stroke-width="2"{dashes}/>'


def _ring(radius: float) -> str:
    return f'<circle r="{radius + RING_GAP:g}" fill="none" stroke="{RING}" stroke-width="1.4"/>'
