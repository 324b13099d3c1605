"""The one place where the text of data becomes the text of a page.

folium compiles what it is given as a Jinja template, a second time, in our own process, and
Leaflet's scripts hold texts in backtick strings. So a name from a staff sheet could run code on
this machine or in the reader's browser. Every data text passes `escape_text` once, on its way
into a fragment, and nowhere else.
"""

from __future__ import annotations

import html
import re

from graph.texts import Label

# HTML's five, and what JavaScript template strings and Jinja give meaning to.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# A code such as 2.3-1 is not broken at its hyphen at the end of a line.
_CODE = re.compile(r"(?<![\w.])\d\.\d-\d{1,2}(?![\w-]|\.\d)")
# An address in a running text may break after a slash, or it would widen the column that holds it.
_ADDRESS = re.compile(r"https?://[^\s<]+")
_INNER_SLASH = re.compile(r"(?<=[^/:])/(?=[^/])")
_BEYOND_HTML = {ord(sign): f"&#{ord(sign)};" for sign in "`$\\{}"}


def escape_text(text: str) -> str:
    """Make a text safe for HTML, attributes, SVG, JavaScript strings and Jinja templates.

    The reader sees the text exactly as it was typed. Characters no page may hold (controls other
    than tab and line ends, lone surrogates) become U+FFFD.
    """
    return html.escape(without_controls(text)).translate(_BEYOND_HTML)


def without_controls(text: str) -> str:
    """Put U+FFFD for each character that neither a page nor a document may hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def render_label(label: Label) -> str:
    """Render a text in both languages as HTML spans, of which the page shows one.

    A text that reads alike in both is given once, without spans. Codes of the plan stay on one line;
    an address may go on in the next after a slash.
    """
    rendered = _CODE.sub(r'<span class="code">\g<0></span>', _render_both(label, "span"))
    return _ADDRESS.sub(lambda address: _INNER_SLASH.sub("/<wbr>", address[0]), rendered)


def render_svg_label(label: Label) -> str:
    """Render a text in both languages as SVG `tspan`s, for the inside of a `<text>`."""
    return _render_both(label, "tspan")


def render_attribute(label: Label) -> str:
    """Render both languages for an attribute or `<title>`, where nothing can be hidden."""
    if label.th == label.en:
        return escape_text(label.en)
    return f"{escape_text(label.th)} / {escape_text(label.en)}"


def _render_both(label: Label, tag: str) -> str:
    if label.th == label.en:
        return escape_text(label.en)
    return (
        f'<{tag} class="th" lang="th">{escape_text(label.th)}</{tag}>'
        f'<{tag} class="en" lang="en">{escape_text(label.en)}</{tag}>'
    )


def check_name(name: str) -> str:
    """Give a name for an element back unchanged, when it may stand in an id, address or script.

    Raises ValueError otherwise: names come from code and record keys, never from free text.
    """
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9._-]*", name):
        raise ValueError(f"not a name for an element: {name!r}")
    return name
