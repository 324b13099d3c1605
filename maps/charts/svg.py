"""The few SVG parts that the charts are made of, and their colours and patterns."""

from __future__ import annotations

from collections.abc import Sequence

from graph.texts import Label
from maps.escape import check_name, render_attribute, render_svg_label

ACCENT = "#0B6B4F"
WARNING = "#B3541E"
INK = "#1C1C1C"
QUIET = "#595959"
RULE = "#C9C5BC"
PAPER = "#FFFFFF"
WIDTH = 720
# Okabe and Ito's colours, told apart by most readers; each goes with a pattern of its own.
OKABE_ITO = ("#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7", "#999999")
_PATTERNS = (
    "",
    '<path d="M0 8 8 0M-2 2 2-2M6 10 10 6"/>',
    '<path d="M0 4H8"/>',
    '<path d="M4 0V8"/>',
    '<path d="M0 0 8 8M-2 6 2 10M6-2 10 2"/>',
    '<path d="M0 4H8M4 0V8"/>',
    '<path d="M2 2h.1M6 6h.1" stroke-width="2.4" stroke-linecap="round"/>',
    '<path d="M0 8 8 0M0 0 8 8"/>',
)


def render_chart(title: Label, parts: Sequence[str], *, height: int, chart: str) -> str:
    """Render the outer `<svg>` of one chart: a picture with a title that is read aloud."""
    name = render_attribute(title)
    return (
        f'<svg class="bfa-chart bfa-{chart}" role="img" aria-label="{name}" viewBox="0 0 {WIDTH} {height}" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{name}</title>{"".join(parts)}</svg>'
    )


def render_text(label: Label, x: float, y: float, *, anchor: str = "start", look: str = "") -> str:
    """Render a text in both languages; `look` names classes of the page's style sheet."""
    classes = f' class="{look}"' if look else ""
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}"{classes}>{render_svg_label(label)}</text>'


def render_line(x1: float, y1: float, x2: float, y2: float, *, colour: str = RULE, width: float = 1) -> str:
    """Render a straight line."""
    return (
        f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{colour}" stroke-width="{width:g}"/>'
    )


def render_bar(x: float, y: float, width: float, height: float, *, fill: str, stroke: str = "none") -> str:
    """Render a rectangle."""
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{fill}" '
        f'stroke="{stroke}" stroke-width="1.6"/>'
    )


def render_hatch(name: str, *, ground: str, ink: str, style: int = 1) -> str:
    """Render a pattern to fill bars with, `style` 0..7 (0 is plain); refer to it as `url(#name)`."""
    check_name(name)
    marks = _PATTERNS[style % len(_PATTERNS)]
    return (
        f'<pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{ground}"/>'
        f'<g stroke="{ink}" stroke-width="1.3" fill="none">{marks}</g></pattern>'
    )


def round_position(value: float) -> float:
    """Round a position to a tenth of a pixel, so that the same data gives the same bytes."""
    return round(value, 1)
