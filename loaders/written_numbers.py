"""Numbers as offices write them: thousands between commas, Thai digits. What was read is always said."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from graph.issues import Issue
from loaders.tables import RawRow

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
# Only whole groups of three are thousands; 13,75 could be a decimal and stays refused.
_GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")


def plain_number(written: str) -> str:
    """Write a number with plain digits; a text that is not surely one is given back as it is."""
    digits = written.translate(_THAI_DIGITS)
    plain = digits.replace(",", "") if _GROUPED.fullmatch(digits) else digits
    return plain if re.fullmatch(r"[0-9]+(\.[0-9]+)?", plain) else written


def read_numbers(row: RawRow, columns: Iterable[str]) -> tuple[RawRow, list[Issue]]:
    """Give a row with plain numbers in some columns, and an issue for each that was written otherwise."""
    read = {name: plain_number(row.get(name)) for name in columns if row.get(name)}
    issues = [
        Issue("number-read", row.place(name), {"value": row.get(name), "read": plain})
        for name, plain in read.items()
        if plain != row.get(name)
    ]
    return replace(row, cells={**row.cells, **read}), issues
