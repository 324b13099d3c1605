"""The blocks a page is made of: paragraphs, lists, tables, figures, folded parts.

Each function takes plain text and gives an escaped HTML fragment; escaping happens here and
nowhere above. Fragments given to `render_folded` and `render_figure` are passed on as they are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from graph.spelling import is_web_address, plain_address
from graph.texts import Label, Language, same
from maps.escape import check_name, escape_text, render_label
from maps.words import UNKNOWN
from queries.table import ABSENT
from queries.writers.caption import HOW_COUNTED

MOST_COLUMNS = 7
# A cell that is a day or a month with its year stays on one line.
_DATE = re.compile(r"(\d{1,2} )?[^\d\s]{2,12} \d{4}")
# What a browser takes for an address within the pack: no scheme, no other host.
_WITHIN = re.compile(r"(?![a-z][a-z0-9+.-]*:|[/\\])", re.IGNORECASE)

__all__ = [
    "ABSENT",
    "UNKNOWN",
    "Cell",
    "Fact",
    "Link",
    "RowGroup",
    "render_card",
    "render_cards",
    "render_counted",
    "render_figure",
    "render_grouped_table",
    "render_in_language",
    "render_facts",
    "render_folded",
    "render_heading",
    "render_link",
    "render_list",
    "render_paragraph",
    "render_signatures",
    "render_table",
]


@dataclass(frozen=True)
class Link:
    """A text that leads somewhere: a place on the page, a file of the pack, or a web address.

    One that leads to another page of the pack keeps the language shown.
    """

    text: Label
    address: str
    in_pack: bool = False


Cell = Label | Link | str | int | float | None
# A short text on a card under its name.
Fact = tuple[Label | Link, Label]


@dataclass(frozen=True)
class RowGroup:
    """Rows of a table that stand under one heading, or under none."""

    heading: Label | None
    rows: Sequence[Sequence[Cell]]


def render_paragraph(text: Label, *, look: str = "") -> str:
    """Render a paragraph; `look` names a class of the page's style sheet (lead, note, figures)."""
    return f"<p{_class(look)}>{render_label(text)}</p>"


def render_link(link: Link, *, look: str = "") -> str:
    """Render a link as a line of its own."""
    return f"<p{_class(look)}>{_render_link(link)}</p>"


def render_heading(text: Label) -> str:
    """Render a heading within a section."""
    return f"<h3>{render_label(text)}</h3>"


def render_list(items: Sequence[Label], *, ordered: bool = False) -> str:
    """Render a list; an empty one gives no text at all."""
    if not items:
        return ""
    tag = "ol" if ordered else "ul"
    return f"<{tag}>{''.join(f'<li>{render_label(item)}</li>' for item in items)}</{tag}>"


def render_table(
    columns: Sequence[Label],
    rows: Sequence[Sequence[Cell]],
    *,
    caption: Label,
    numeric: Collection[int] = (),
) -> str:
    """Render a table; columns at the places in `numeric` are set as figures, to the right.

    The first cell of a row is its heading. None reads as absent; whole numbers get thousands
    commas and others one decimal, so give shares as text. Raises ValueError for more than seven
    columns or a row of another length than the head.
    """
    return render_grouped_table(columns, [RowGroup(None, rows)], caption=caption, numeric=numeric)


def render_grouped_table(
    columns: Sequence[Label], groups: Sequence[RowGroup], *, caption: Label, numeric: Collection[int] = ()
) -> str:
    """Render a table as `render_table`, its rows in groups, each under the heading it has."""
    if len(columns) > MOST_COLUMNS:
        raise ValueError(f"a page table has at most {MOST_COLUMNS} columns, not {len(columns)}")
    if any(len(row) != len(columns) for group in groups for row in group.rows):
        raise ValueError("a row is not as long as the table's head")
    head = "".join(
        f'<th scope="col"{_figures(place in numeric)}>{render_label(column)}</th>'
        for place, column in enumerate(columns)
    )
    bodies = "".join(_render_group(group, len(columns), numeric) for group in groups)
    return (
        f'<div class="table" tabindex="0" role="group"><table><caption>{render_label(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead>{bodies}</table></div>"
    )


def render_facts(facts: Sequence[tuple[Label, Sequence[Label]]]) -> str:
    """Render matters below each other, each by its name with a few lines."""
    rows = "".join(
        f'<tr><th scope="row">{render_label(name)}</th><td>{"<br>".join(map(render_label, lines))}</td></tr>'
        for name, lines in facts
    )
    return f'<div class="table"><table class="facts"><tbody>{rows}</tbody></table></div>'


def render_signatures(signers: Sequence[tuple[Label, Sequence[Label]]]) -> str:
    """Render a place to sign for each person, beside each other, with the lines to fill in."""
    boxes = "".join(
        f"<div><p>{render_label(signer)}</p>{''.join(f'<p>{render_label(line)}</p>' for line in lines)}</div>"
        for signer, lines in signers
    )
    return f'<div class="signatures">{boxes}</div>'


def render_in_language(fragment: str, lang: Language) -> str:
    """Put a fragment that is in one language alone where only that language's half of the page shows it."""
    return f'<div class="{lang}" lang="{lang}">{fragment}</div>'


def render_card(title: Label | Link, facts: Sequence[Fact], *, level: int = 4) -> str:
    """Render one thing with a few short texts on it, each under its name; its title is a heading."""
    body = "".join(f"<dt>{_render_cell(name)}</dt><dd>{render_label(value)}</dd>" for name, value in facts)
    return f'<article class="card"><h{level}>{_render_cell(title)}</h{level}><dl>{body}</dl></article>'


def render_cards(cards: Sequence[str]) -> str:
    """Render cards beside each other as far as there is room; no cards give no text at all."""
    return f'<div class="cards">{"".join(cards)}</div>' if cards else ""


def render_folded(title: Label, fragments: Sequence[str], *, name: str = "") -> str:
    """Render a part that opens on demand, and is printed as the reader left it; `name` is its address."""
    address = f' id="{check_name(name)}"' if name else ""
    return f"<details{address}><summary>{render_label(title)}</summary>{''.join(fragments)}</details>"


def render_counted(lines: Sequence[Label]) -> str:
    """Render how something was counted: folded on a screen, small print on paper; of nothing no text."""
    listed = render_list(list(dict.fromkeys(lines)))
    return listed and (
        f'<details class="counted"><summary>{render_label(HOW_COUNTED)}</summary>{listed}</details>'
    )


def render_figure(
    picture: str,
    title: Label,
    *,
    subtitle: Label,
    foot: Label,
    counted: Sequence[Label] = (),
    wide: bool = False,
) -> str:
    """Render a picture with its finding as title, its measure below, its source at the foot.

    `picture` is a fragment (a chart's `<svg>`, a map's body). `counted` says how it was counted.
    `wide` lets it leave the column.
    """
    return (
        f'<figure{_class("wide" if wide else "")}><figcaption><p class="finding">{render_label(title)}</p>'
        f'<p class="measure">{render_label(subtitle)}</p></figcaption>'
        f'<div class="picture" tabindex="0" role="group">{picture}</div>'
        f'<p class="source">{render_label(foot)}</p>{render_counted(counted)}</figure>'
    )


def _render_group(group: RowGroup, columns: int, numeric: Collection[int]) -> str:
    rows = "".join(_render_row(row, numeric) for row in group.rows)
    if group.heading is None:
        return f"<tbody>{rows}</tbody>"
    heading = f'<th scope="rowgroup" colspan="{columns}">{render_label(group.heading)}</th>'
    return f'<tbody><tr class="group">{heading}</tr>{rows}</tbody>'


def _render_row(row: Sequence[Cell], numeric: Collection[int]) -> str:
    cells = []
    for place, cell in enumerate(row):
        tag, scope = ("th", ' scope="row"') if place == 0 else ("td", "")
        cells.append(f"<{tag}{scope}{_cell_class(cell, place in numeric)}>{_render_cell(cell)}</{tag}>")
    return f"<tr>{''.join(cells)}</tr>"


def _render_cell(cell: Cell) -> str:
    if isinstance(cell, Link):
        return _render_link(cell)
    if isinstance(cell, Label):
        return render_label(cell)
    if cell is None:
        return ABSENT
    if isinstance(cell, float):
        return escape_text(f"{cell:,.1f}")
    return escape_text(f"{cell:,}" if isinstance(cell, int) else cell)


def _render_link(link: Link) -> str:
    address = plain_address(link.address)
    if not (is_web_address(address) or _WITHIN.match(address)):
        return render_label(link.text)  # an address that could run something stays plain text
    text = render_label(link.text if link.text.th or link.text.en else same(link.address))
    kept = " data-page" if link.in_pack else ' rel="noreferrer"'
    # An address shown in full has no space to break at.
    look = _class("address" if link.text.en == link.address else "")
    return f'<a href="{escape_text(address)}"{kept}{look}>{text}</a>'


def _cell_class(cell: Cell, numeric: bool) -> str:
    is_date = isinstance(cell, Label) and _DATE.fullmatch(cell.en) is not None
    return _class("date") if is_date and not numeric else _figures(numeric)


def _figures(numeric: bool) -> str:
    return ' class="number"' if numeric else ""


def _class(look: str) -> str:
    return f' class="{escape_text(look)}"' if look else ""
