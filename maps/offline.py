"""Packaged files, inlined; and the check that a page loads nothing from outside."""

from __future__ import annotations

import base64
import re
from importlib.resources import files

from graph.errors import OutputError

_LOADS = re.compile(
    r"""<(?!a[\s>])[a-z][^<>]*?\s(?:src|srcset|href|xlink:href|data|poster|action)\s*=\s*["']?\s*((?:https?:)?//[^"'\s>]+)"""
    r"""|url\(\s*["']?\s*((?:https?:)?//[^"')\s]+)"""
    r"""|@import\s+["']\s*((?:https?:)?//[^"'\s]+)"""
    r"""|\b(?:fetch|importScripts|import)\(\s*["'`]\s*((?:https?:)?//[^"'`\s]+)""",
    re.IGNORECASE,
)


def read_asset(name: str) -> str:
    """Read a packaged text file of `maps/assets`. Raises FileNotFoundError if there is none."""
    return (files("maps") / "assets" / name).read_text("utf-8")


def read_asset_uri(name: str, media_type: str) -> str:
    """Read a packaged binary file of `maps/assets` as a `data:` address."""
    raw = (files("maps") / "assets" / name).read_bytes()
    return f"data:{media_type};base64,{base64.b64encode(raw).decode('ascii')}"


def render_inline_script(text: str) -> str:
    """Wrap a script of ours or of a library in its element, unable to end it early."""
    plain = re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE)
    closed = re.sub("</(script)", r"<\\/\1", plain, flags=re.IGNORECASE)
    return f"<script>{closed.strip()}</script>"


def render_inline_style(text: str) -> str:
    """Wrap a style sheet in its element; pictures it names by relative address are dropped."""
    inlined = re.sub(r"url\(\s*[\"']?(?!data:)[^)]*\)", "none", text)
    closed = inlined.replace("</", "<\\/")
    return f"<style>{closed.strip()}</style>"


def check_offline(page: str) -> str:
    """Give the page back unchanged when nothing in it loads from outside.

    Links (`<a href>`) may point outside: they load nothing until a reader follows them. Raises
    OutputError `page-loads-from-outside` with the addresses found.
    """
    found = sorted({next(filter(None, match)) for match in _LOADS.findall(page)})
    if found:
        raise OutputError("page-loads-from-outside", urls=", ".join(found[:5]))
    return page
