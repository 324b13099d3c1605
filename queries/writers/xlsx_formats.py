"""How a workbook shows its cells: looks, forms of numbers, and dates in each language's era."""

from __future__ import annotations

from typing import Any

from graph.texts import Language
from queries.table import MONEY

NUMBERS = {"share": "0%", "money": "#,##0", "money-parts": "#,##0.00", "whole": "0", "decimal": "0.0"}
# A true date. In Thai it is shown in the Buddhist era: calendar 07 of Thai (041E), in Arabic figures.
_DATES: dict[Language, str] = {"th": "[$-107041E]d mmm yyyy", "en": "[$-409]d mmm yyyy"}


def make_formats(book: Any, lang: Language) -> dict[str, Any]:  # noqa: ANN401 - xlsxwriter has no types
    """Make the formats of a workbook, by what they are for."""
    top: dict[str, object] = {"valign": "top"}
    wrapped, right = {**top, "text_wrap": True}, {**top, "align": "right", "indent": 1}
    head = {**wrapped, "bold": True, "bottom": 1}
    made = {
        "title": {**wrapped, "bold": True, "font_size": 14},
        "text": wrapped,
        "text-of-number": {**wrapped, **right},
        "head": head,
        "head-of-number": {**head, **right},
        "date": {**top, "align": "left", "num_format": _DATES[lang]},
        "link": {**wrapped, "font_color": "#0B5394", "underline": 1},
        **{name: {**right, "num_format": form} for name, form in NUMBERS.items()},
    }
    return {name: book.add_format(properties) for name, properties in made.items()}


def number_format(figure: float, unit: str) -> str:
    """Name the format of a figure of a unit."""
    if unit == "share":
        return unit
    if unit == MONEY:
        return "money" if figure == int(figure) else "money-parts"
    return "whole" if isinstance(figure, int) else "decimal"
