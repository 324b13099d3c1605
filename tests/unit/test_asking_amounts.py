from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.asking.amounts import find_amounts


@pytest.mark.parametrize(
    ("written", "number", "unit"),
    [
        ("in 6 weeks", 6, "week"),
        ("6weeks", 6, "week"),
        ("10-year anniversaries", 10, "year"),
        ("-3 weeks", -3, "week"),
        ("1.5 weeks", 1.5, "week"),
        (".5 weeks", 0.5, "week"),
        ("1,000 weeks", 1000, "week"),
        ("1,00 weeks", None, "week"),
        ("10-12 weeks", None, "week"),
        ("10 \u2013 12 weeks", None, "week"),
        ("10 to 12 weeks", None, "week"),
        ("24/11/2569", None, ""),
        ("3 weekends", 3, ""),
        ("weeks 4", 4, "weeks"),
        ("half-life=1.5", 1.5, "half-life"),
        ("twelve months", 12, "month"),
        ("twenty-four weeks", 24, "week"),
        ("ten to five weeks", None, "week"),
        ("สิบสองเดือน", 12, "month"),
        ("ยี่สิบเอ็ดปี", 21, "year"),
        ("๔ สัปดาห์", 4, "week"),
        ("ปี พ.ศ.2570", 2570, "calendar"),
        ("2568-2570", None, ""),
    ],
)
def test_a_number_is_read_whole_or_not_at_all(written: str, number: float | None, unit: str) -> None:
    (amount,) = find_amounts(written)
    assert (amount.number, amount.unit) == (number, unit)


@pytest.mark.parametrize("written", ["one pager on Daegu", "someone", "c40", "สิบ", "weeks"])
def test_a_word_for_a_number_without_a_unit_is_no_number(written: str) -> None:
    assert find_amounts(written) == []


@given(st.text("0123456789.,-/ weksทีเดอน", max_size=40))
def test_every_digit_lies_in_one_thing_that_is_found(written: str) -> None:
    found = find_amounts(written)
    spans = [set(range(one.start, one.end)) for one in found]
    assert sum(map(len, spans)) == len(set().union(*spans))
    free = set(range(len(written))).difference(*spans)
    assert not any(written[place].isdigit() and not _in_latin_word(written, place) for place in free)


def _in_latin_word(written: str, place: int) -> bool:
    """Whether a digit belongs to a word that began with a Latin letter, such as c40."""
    while place >= 0 and written[place].isascii() and written[place].isalnum():
        place -= 1
    return written[place + 1].isalpha()
