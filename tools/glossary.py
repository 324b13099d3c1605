"""Read the project's glossary, `docs/glossary.toml`: names, terms, words that are not used."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

GLOSSARY = Path(__file__).parent.parent / "docs" / "glossary.toml"


@cache
def read_glossary() -> dict[str, list[dict[str, str]]]:
    """Read the tables of the glossary, each a list of rows."""
    return tomllib.loads(GLOSSARY.read_text("utf-8"))


def spell(text: str) -> str:
    """Write the names in a text as the project spells them."""
    for name in read_glossary()["name"]:
        text = re.sub(name["not"], name["use"], text)
    return text
