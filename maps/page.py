"""One self-contained page: frame, type, language switch and paper rules, with nothing outside."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from graph.collation import collation_key
from graph.texts import LANGUAGES, Label, Language, same, text
from maps import words
from maps.blocks import Link
from maps.escape import check_name, escape_text, render_attribute, render_label
from maps.offline import (
    check_offline,
    read_asset,
    read_asset_uri,
    render_inline_script,
    render_inline_style,
)

# Only what is written in the file itself may show, and only the scripts named by their hashes may run:
# no address that is a script, no attribute that is one.
_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; "
    "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
)
_SCRIPT = re.compile(r"<script[^>]*>(.*?)</script>", re.DOTALL)
_THAI = "U+02D7, U+0303, U+0331, U+0E01-0E5B, U+200C-200D, U+25CC"


# The look of a section that stands alone while a link points to it.
_SHEET = "sheet"


@dataclass(frozen=True)
class Section:
    """A part of the page: its answer in one sentence (`lead`), then its blocks.

    `blocks` are fragments from `maps.blocks`, escaped already. `id` is the section's address. A
    section of the look `sheet` stands alone, on screen and paper, while a link points to it.
    """

    id: str
    title: Label
    lead: Label
    blocks: Sequence[str]
    look: str = ""


def make_section(section_id: str, lead: Label, blocks: Sequence[str]) -> Section:
    """Make a section whose title stands in the registry under `section-<id>`."""
    return Section(section_id, text("pack", f"section-{section_id}"), lead, blocks)


@dataclass(frozen=True)
class Page:
    """A whole page. `as_of` is the date in both languages' own form; `foot` closes the page.

    `heads` and `scripts` come from `MapParts`, one each a map; a head given twice is held once.
    `siblings` are the pack's other pages, in the bar. `lang` is the language that it opens in.
    `product` is what the page belongs to: a folder is known by it as one that `bfa` wrote.
    """

    title: Label
    as_of: Label
    sections: Sequence[Section]
    foot: Label
    heads: Sequence[str] = ()
    scripts: Sequence[str] = ()
    siblings: Sequence[Link] = ()
    lang: Language = "th"
    product: str = "brief"


def product_mark(product: str) -> bytes:
    """Give the line in a page's head by which a folder is known as this product of `bfa`."""
    return f'<meta name="generator" content="bfa {check_name(product)}">'.encode()


def render_page(page: Page) -> str:
    """Render the page as one HTML file in both languages; the same page gives the same bytes.

    Raises OutputError `page-loads-from-outside` when a block would ask the network, ValueError
    when two sections share an id.
    """
    ids = [check_name(section.id) for section in page.sections]
    if len(set(ids)) < len(ids):
        raise ValueError("two sections share an id")
    sections = "".join(_render_section(section) for section in page.sections)
    folded = f" {render_label(words.FOLDED)}" if "<details" in sections else ""
    html = (
        f'<!DOCTYPE html>\n<html lang="{page.lang}" data-lang="{page.lang}">\n<head>\n'
        f"{_render_head(page)}\n</head>\n<body>\n"
        f'<a class="skip" href="#content">{render_label(words.SKIP)}</a>\n{_render_bar(page)}\n'
        f'<div class="frame">{_render_index(page.sections)}\n<main id="content" tabindex="-1">\n'
        f"<h1>{render_label(page.title)}</h1>\n{sections}"
        f"<footer>{render_label(page.foot)}{folded}</footer>\n</main></div>\n"
        f"{render_inline_script(read_asset('page.js'))}\n{''.join(page.scripts)}\n</body>\n</html>\n"
    )
    return check_offline(html.replace(_POLICY, _POLICY.format(scripts=_script_hashes(html)), 1))


def _script_hashes(html: str) -> str:
    """Name the scripts of a page as Content Security Policy does (CSP3, "hash-source")."""
    hashes = (sha256(script.encode()).digest() for script in _SCRIPT.findall(html))
    return " ".join(f"'sha256-{b64encode(digest).decode()}'" for digest in hashes)


def _render_head(page: Page) -> str:
    titles = {lang: escape_text(page.title.in_language(lang)) for lang in LANGUAGES}
    return "\n".join(
        [
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            product_mark(page.product).decode(),
            '<link rel="icon" href="data:,">',
            f'<title data-th="{titles["th"]}" data-en="{titles["en"]}">{titles[page.lang]}</title>',
            f"<style>{_render_fonts()}</style>",
            render_inline_style(read_asset("page.css")),
            f"<style>{_render_paper(page)}</style>",
            *dict.fromkeys(page.heads),
        ]
    )


def _render_fonts() -> str:
    faces = []
    for weight in (400, 700):
        for script, reach in (("latin", ""), ("thai", f"unicode-range:{_THAI};")):
            uri = read_asset_uri(f"sarabun-{script}-{weight}-normal.woff2", "font/woff2")
            faces.append(
                f'@font-face{{font-family:"Sarabun";font-weight:{weight};{reach}'
                f'src:url({uri}) format("woff2")}}'
            )
    return "".join(faces)


def _render_paper(page: Page) -> str:
    """Name the page's title and date at the foot of every printed sheet.

    A sheet's margin cannot follow the language switch through classes, so each language has a
    named page of its own.
    """
    rules = []
    for lang, title, as_of in (
        ("th", page.title.th, f"{words.AS_OF.th} {page.as_of.th}"),
        ("en", page.title.en, f"{words.AS_OF.en} {page.as_of.en}"),
    ):
        font = 'font:8pt "Sarabun",sans-serif;color:#595959'
        rules.append(
            f"@page {lang}{{size:A4 portrait;margin:13mm 16mm 17mm;"
            f"@bottom-left{{content:{_quote_css(f'{title} · {as_of}')};width:166mm;text-align:left;{font}}}"
            '@bottom-right{content:counter(page) " / " counter(pages);width:12mm;text-align:right;'
            f"{font}}}}}"
            f'@media print{{html[data-lang="{lang}"] body{{page:{lang}}}}}'
        )
    return "".join(rules)


def _quote_css(text: str) -> str:
    """Quote a text as a CSS string: everything but plain letters and Thai goes by number."""
    plain = (
        sign if sign.isalnum() or sign in " ·.,-/()" or "\u0e00" <= sign <= "\u0e7f" else f"\\{ord(sign):x} "
        for sign in text
    )
    return f'"{"".join(plain)}"'


def _render_bar(page: Page) -> str:
    return (
        '<header class="bar"><span class="asof">'
        f"{render_label(words.AS_OF)} {render_label(page.as_of)}</span>"
        f"{_render_siblings(page.siblings)}"
        f'<span class="switch" role="group" aria-label="ภาษา / Language">{_render_switch(page.lang)}</span>'
        f'<button type="button" data-print>{render_label(words.PRINT)}</button></header>'
    )


def _render_switch(shown: Language) -> str:
    return "".join(
        f'<button type="button" data-set-lang="{lang}" lang="{lang}" aria-pressed="{pressed}">{name}</button>'
        for lang, name in (("th", "ไทย"), ("en", "English"))
        for pressed in ("true" if lang == shown else "false",)
    )


def _render_siblings(siblings: Sequence[Link]) -> str:
    if not siblings:
        return ""
    links = "".join(
        f'<a href="{escape_text(link.address)}" data-page>{render_label(link.text)}</a>' for link in siblings
    )
    return f'<nav class="pages" aria-label="{render_attribute(words.PAGES)}">{links}</nav>'


def _render_index(sections: Sequence[Section]) -> str:
    """Render the links to the sections; sheets, which are many, in each language's alphabetical order."""
    plain = [section for section in sections if section.look != _SHEET]
    sheets = [section for section in sections if section.look == _SHEET]
    lists = [f"<ol>{''.join(_render_item(section, section.title) for section in plain)}</ol>"]
    for lang in LANGUAGES if sheets else ():
        titles = {section.id: section.title.in_language(lang) for section in sheets}
        ordered = sorted(sheets, key=lambda section: collation_key(titles[section.id]))
        items = "".join(_render_item(section, same(titles[section.id])) for section in ordered)
        lists.append(f'<ol class="sheets {lang}" lang="{lang}">{items}</ol>')
    label = render_attribute(words.CONTENTS)
    return f'<nav class="index" aria-label="{label}">{"".join(lists)}</nav>'


def _render_item(section: Section, title: Label) -> str:
    return f'<li><a href="#{check_name(section.id)}">{render_label(title)}</a></li>'


def _render_section(section: Section) -> str:
    lead = f'<p class="lead">{render_label(section.lead)}</p>' if section.lead.th or section.lead.en else ""
    look = f' class="{check_name(section.look)}"' if section.look else ""
    return (
        f'<section id="{section.id}"{look} aria-labelledby="{section.id}-title">'
        f'<div class="opening"><h2 id="{section.id}-title">{render_label(section.title)}</h2>{lead}</div>\n'
        f"{''.join(section.blocks)}</section>\n"
    )
