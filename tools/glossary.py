"""Read the project's glossary, `docs/glossary.toml`: names, terms, words that are not used.

`render_glossary` makes `docs/glossary.md` of it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

GLOSSARY = Path(__file__).parent.parent / "docs" / "glossary.toml"
# Whose word a term is, as the page says it.
_FROM = {"plan": "แผน / plan", "office": "สำนักงาน / office", "ours": "ผู้จัดทำ / ours"}


@cache
def read_glossary() -> dict[str, list[dict[str, Any]]]:
    """Read the tables of the glossary, each a list of rows."""
    return tomllib.loads(GLOSSARY.read_text("utf-8"))


def spell(text: str) -> str:
    """Write the names in a text as the project spells them."""
    for name in read_glossary()["name"]:
        text = re.sub(name["not"], name["use"], text)
    return text


def words_not_used(lang: str, *, in_data: bool = False) -> Iterator[tuple[re.Pattern[str], str]]:
    """Give the words that no text of a language (or no note in the data) uses, with the term to use."""
    for term in read_glossary()["term"]:
        if in_data and not term.get("in_data"):
            continue
        for pattern in term.get(f"not_{lang}", ()):
            yield re.compile(pattern), term[lang]


def render_glossary(notice: str) -> str:
    """Render the terms as a page: Thai and English, one meaning each, whose word it is."""
    lines = [
        notice,
        "# คำศัพท์ / Glossary\n",
        "คำหนึ่งคำมีความหมายเดียว คำของแผนมาก่อน / One word, one meaning; the plan's own words come first.\n",
        "| คำไทย | English | ความหมาย / Meaning | คำของ / Whose word |",
        "|---|---|---|---|",
    ]
    for term in read_glossary()["term"]:
        meaning = f"{term['means_th']} / {term['means']}"
        lines.append(f"| {term['th']} | {term['en']} | {meaning} | {_FROM[term['from']]} |")
    return "\n".join(lines) + "\n"
