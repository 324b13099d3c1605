"""Dates as this domain has them: known to the day, the month or the year, in B.E. or C.E.

Inside the program every date is ISO 8601 in the Common Era. The Buddhist Era (C.E. + 543)
lives only at the edges: `parse_date` reads it, `format_date` writes it. The year is converted
before a date is built, so 29 February 2567 B.E. is 2024-02-29.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache

from graph.errors import QuestionError
from graph.texts import Label

BUDDHIST_OFFSET = 543
# A written year from here on is Buddhist: no date of this domain is later than 2400 C.E.
FIRST_BUDDHIST_YEAR = 2400
# A bare year below the Buddhist ones is of the Common Era from here on: no plan is older in B.E.
_FIRST_COMMON_YEAR = 1900
# A day to answer for beyond this year (C.E.) is a slip of the pen, such as 3000 for 2570.
LAST_AS_OF = 2100
FISCAL_START_MONTH = 10

THAI_MONTHS = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
    "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_MONTHS_IN_FULL = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
# What a sheet may hold for a month: Thai and English, short and in full.
_MONTHS = {
    name.lower(): place % 12 + 1
    for place, name in enumerate((*THAI_MONTHS, *ENGLISH_MONTHS, *_MONTHS_IN_FULL))
}
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_WORDED = re.compile(r"(?:(\d{1,2})\s+)?([^\d\s]+)\s+(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date known to the day, the month (day is 0) or the year (month and day are 0).

    An unknown part widens the date to an interval; it is never filled in.
    """

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        """Refuse a date that no calendar has (raises ValueError)."""
        if self.day and not self.month:
            raise ValueError("a day needs a month")
        date(self.year, self.month or 1, self.day or 1)

    @property
    def earliest(self) -> date:
        """The first day this date can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day this date can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def is_full(self) -> bool:
        """Whether the day is known."""
        return self.day > 0

    def isoformat(self) -> str:
        """Write as `2024-02-29`, `2024-02` or `2024`."""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part]
        return "-".join(parts)


def buddhist_year(year: int) -> int:
    """Give a written year in B.E.: one that can only be of the Common Era is moved, others stand."""
    return year + BUDDHIST_OFFSET if _FIRST_COMMON_YEAR <= year < FIRST_BUDDHIST_YEAR else year


@lru_cache(maxsize=8192)
def parse_date(value: str) -> PartialDate:
    """Read `2024-02-29`, `2567-02-29`, `2024-02`, `2567`, `29/2/2567`, `29 ก.พ. 2567` or `Feb 2024`.

    A month may be written in Thai or English, short or in full. A year of 2400 or later is
    Buddhist. Raises ValueError for anything else, above all for a two-digit year, which could
    mean either era.
    """
    written = value.strip()
    if match := _ISO.fullmatch(written):
        year, month, day = (int(part) if part else 0 for part in match.groups())
        if (match[2] and not month) or (match[3] and not day):
            raise ValueError(f"no such date: {value!r}")
    elif match := _SLASHED.fullmatch(written):
        day, month, year = (int(part) for part in match.groups())
        if not day:
            raise ValueError(f"no such date: {value!r}")
    elif (match := _WORDED.fullmatch(written)) and match[2].lower() in _MONTHS:
        day, month, year = int(match[1] or 0), _MONTHS[match[2].lower()], int(match[3])
        if match[1] and not day:
            raise ValueError(f"no such date: {value!r}")
    else:
        raise ValueError(f"not a date: {value!r}")
    if year >= FIRST_BUDDHIST_YEAR:
        year -= BUDDHIST_OFFSET
    return PartialDate(year, month, day)


def parse_as_of(value: str) -> date:
    """Read a full date given by a user. Raises QuestionError with the way to write one."""
    try:
        partial = parse_date(value)
    except ValueError:
        raise QuestionError("date-unreadable", value=value) from None
    if not partial.is_full:
        raise QuestionError("date-not-full", value=value)
    if partial.year > LAST_AS_OF:
        raise QuestionError("date-far", value=value, read=format_date(partial))
    return partial.earliest


def format_date(value: PartialDate | date) -> Label:
    """Write a date for people: `29 ก.พ. 2567` in Thai, `29 Feb 2024` in English."""
    if isinstance(value, date):
        value = PartialDate(value.year, value.month, value.day)
    thai = [str(value.year + BUDDHIST_OFFSET)]
    english = [str(value.year)]
    if value.month:
        thai.insert(0, THAI_MONTHS[value.month - 1])
        english.insert(0, ENGLISH_MONTHS[value.month - 1])
    if value.day:
        thai.insert(0, str(value.day))
        english.insert(0, str(value.day))
    return Label(" ".join(thai), " ".join(english))


def format_span(first: PartialDate, last: PartialDate) -> Label:
    """Write the days from one date to another: `22-23 May 2025`, `30 Nov - 2 Dec 2025`; one date once."""
    start, end = format_date(first), format_date(last)
    if first == last:
        return end
    if first.is_full and last.is_full and first.year == last.year:
        if first.month == last.month:
            return Label(f"{first.day}-{end.th}", f"{first.day}-{end.en}")
        start = Label(start.th.rsplit(" ", 1)[0], start.en.rsplit(" ", 1)[0])
    return Label(f"{start.th} - {end.th}", f"{start.en} - {end.en}")


def fiscal_year_of(day: date) -> int:
    """Give the Thai fiscal year (B.E.) of a day: 1 October 2022 opens fiscal year 2566."""
    return day.year + BUDDHIST_OFFSET + (1 if day.month >= FISCAL_START_MONTH else 0)


@dataclass(frozen=True)
class Period:
    """Two days and all days between them, both ends included."""

    first: date
    last: date

    def surely_overlaps(self, start: PartialDate, end: PartialDate | None = None) -> bool:
        """Whether an event so dated has, for certain, some day in this period."""
        end = end or start
        return start.latest <= self.last and end.earliest >= self.first

    def may_overlap(self, start: PartialDate, end: PartialDate | None = None) -> bool:
        """Whether an event so dated may have some day in this period."""
        end = end or start
        return start.earliest <= self.last and end.latest >= self.first


def fiscal_year(year: int) -> Period:
    """Give the period of a Thai fiscal year (B.E.): 2566 is 1 Oct 2022 to 30 Sep 2023."""
    opens = year - BUDDHIST_OFFSET - 1
    return Period(date(opens, FISCAL_START_MONTH, 1), date(opens + 1, FISCAL_START_MONTH - 1, 30))


def months_after(day: date, months: int) -> date:
    """Give the same day of the month some months later, or earlier where they are negative.

    The month's last day where it is shorter; never outside the calendar.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return date.max if months > 0 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_before(day: date, months: int) -> date:
    """Give the day some months earlier, as `months_after`."""
    return months_after(day, -months)


def years_between(earlier: date, later: date) -> float:
    """Give the time between two days in years of 365.25 days; negative when reversed."""
    return (later - earlier).days / 365.25
