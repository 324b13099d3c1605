"""Numbers as offices write them: thousands between commas, Thai digits."""

from __future__ import annotations

import re

from graph.spelling import plain_signs

# Only whole groups of three are thousands; 13,75 could be a decimal and stays refused.
_GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def plain_number(written: str) -> str:
    """Write a number with plain digits; a text that is not surely one is given back as it is."""
    digits = plain_signs(written)
    plain = digits.replace(",", "") if _GROUPED.fullmatch(digits) else digits
    return plain if _NUMBER.fullmatch(plain) else written
