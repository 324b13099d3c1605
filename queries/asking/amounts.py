"""Numbers in a text: every run of digits with its sign, decimals and range, and numbers spelt out.

A run is one thing: of a range, a date or a decimal no part is ever read as a number of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from graph.name_forms import fold_name
from graph.texts import read_subject, text
from queries.asking.found import Amount, mask, words_in
from queries.catalog import QUESTIONS

UNITS = ("day", "week", "month", "year")
_SIGN = "[-+\u2212\u2013]"
# A point opens a number, but not after the letters of an abbreviation such as that of an era.
_POINT = r"(?:(?<![a-z\d\u0e00-\u0e7f])\.)?"
_DIGITS = rf"(?:(?<![\w\u0e00-\u0e7f.)]){_SIGN})?{_POINT}\d+(?:[.,:/]\d+)*%?"
_WHOLE = re.compile(r"[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)")
_DECIMAL = re.compile(r"[-+]?\d*\.\d+")
_CALENDAR = re.compile(r"(?:2[45]|19|20)\d\d")
_TEN, _PAIR = 10, 2
_NUMBER_KEY = "number-"
_SPAN_KEY, _NO_UNIT = "span-", "none"


def find_amounts(folded: str) -> list[Amount]:
    """Find the numbers in a folded text and the spans of time named by a word, in their order.

    "Next week" is one week; "next year" is no number of years, so no parameter takes it.
    """
    spans = [_span(match) for match in _span_pattern().finditer(folded)]
    numbers = [_amount(match) for match in _pattern().finditer(mask(folded, spans))]
    return sorted([*spans, *numbers], key=lambda amount: amount.start)


def _span(match: re.Match[str]) -> Amount:
    unit = next(unit for unit in (*UNITS, _NO_UNIT) if match.groupdict().get(unit))
    return Amount(match.start(), match.end(), match[0], None if unit == _NO_UNIT else 1, unit)


@cache
def _span_pattern() -> re.Pattern[str]:
    keys = [key for key in read_subject("asking") if key.startswith(_SPAN_KEY)]
    return re.compile("|".join(f"(?P<{key.removeprefix(_SPAN_KEY)}>{_registered(key)})" for key in keys))


def _amount(match: re.Match[str]) -> Amount:
    written = match["digits"] or match["spelt"]
    number = None if match["range"] else _read_digits(written) if match["digits"] else _read_spelt(written)
    before = match["before"]
    unit = before or next((unit for unit in UNITS if match[unit]), "")
    if not unit and match["digits"] and not match["range"] and _CALENDAR.fullmatch(written):
        unit = "calendar"
    before_it, after_it = match.string[: match.start()], match.string[match.end() :]
    is_ahead = bool(
        _ahead("ahead-before", r"\s*$").search(before_it) or _ahead("ahead-after").match(after_it)
    )
    return Amount(match.start(), match.end(), match[0].strip(), number, unit.replace(" ", "-"), is_ahead)


@cache
def _ahead(key: str, end: str = "") -> re.Pattern[str]:
    return re.compile(rf"\s*{_registered(key)}{end}")


def _read_digits(written: str) -> float | None:
    plain = written.replace("\u2212", "-").replace("\u2013", "-")
    if _WHOLE.fullmatch(plain):
        return int(plain.replace(",", ""))
    return float(plain) if _DECIMAL.fullmatch(plain) else None


def _read_spelt(written: str) -> int | None:
    """Read one word for a number, or a word for tens with one for less than ten after it."""
    words = _spelt_word().findall(written)
    values = [_spelt()[word] for word in words]
    if "".join(words) != re.sub(r"[\s-]", "", written):
        return None
    if len(values) == 1:
        return values[0]
    tens, ones = values if len(values) == _PAIR else (0, 0)
    return tens + ones if tens and tens % _TEN == 0 and 0 < ones < _TEN else None


@cache
def _spelt() -> dict[str, int]:
    """Give the numbers that the registry spells out."""
    keys = (key for key in read_subject("asking") if key.startswith(_NUMBER_KEY))
    return {
        fold_name(word): int(key.removeprefix(_NUMBER_KEY))
        for key in keys
        for word in words_in(text("asking", key))
    }


@cache
def _spelt_word() -> re.Pattern[str]:
    return re.compile(_any_of(_spelt()))


@cache
def _pattern() -> re.Pattern[str]:
    """Match digits, or numbers spelt out before a unit, with what they count before or after them."""
    units = "|".join(f"(?P<{unit}>{_registered(f'unit-{unit}')})" for unit in UNITS)
    unit = rf"(?P<unit>\s*-?\s*(?:{units}))"
    to, spelt = _registered("range-words"), _any_of(_spelt())
    between = rf"{_registered('between-words')}\s*{_DIGITS}\s*{_registered('and-words')}\s*{_DIGITS}"
    ranged = rf"(?P<range>{between}|{_DIGITS}(?:\s*(?:{_SIGN}|{to})\s*{_DIGITS})+)"
    digits = rf"(?<![a-z\d])(?P<digits>{ranged}|{_DIGITS})"
    words = rf"(?<![a-z])(?P<spelt>{spelt}(?:[\s-]*(?:{to})?[\s-]*{spelt})*)"
    counted = rf"(?:(?<![a-z\d])(?P<before>{_any_of(_counted())})\s*[=:]?\s*(?={_SIGN}?\.?\d))?"
    # A number spelt out is read before a unit alone: its word may be part of many others.
    return re.compile(rf"{counted}(?:{digits}|{words}){unit}?(?(spelt)(?(unit)|(?!))|[a-z\d]*)")


def _counted() -> set[str]:
    """Give the names of the parameters that take a number, also with spaces."""
    numbered = {p.name for q in QUESTIONS.values() for p in q.parameters if p.kind in ("integer", "number")}
    return numbered | {name.replace("-", " ") for name in numbered}


def _registered(key: str) -> str:
    return _any_of(map(fold_name, words_in(text("asking", key))))


def _any_of(words: Iterable[str]) -> str:
    """Match one of the words, the longest first; a Latin word in whole."""
    return "(?:" + "|".join(map(_word, sorted(words, key=lambda word: (-len(word), word)))) + ")"


def _word(word: str) -> str:
    return rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word)
