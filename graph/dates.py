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
from graph.texts import Label, text

BUDDHIST_OFFSET = 543
# A written year from here on is Buddhist: no date of this domain is later than 2400 C.E.
FIRST_BUDDHIST_YEAR = 2400
# A bare year below the Buddhist ones is of the Common Era from here on: no plan is older in B.E.
_FIRST_COMMON_YEAR = 1900
# A day to answer for beyond this year (C.E.) is a slip of the pen, such as 2600 for 2570: no plan, term
# or record of the domain reaches so far.
LAST_AS_OF = 2050
FISCAL_START_MONTH, MONTHS = 10, 12

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
# The ways to write a date, its era taken out. A year of two digits is known, to be refused as one.
_IN_FIGURES = re.compile(r"(?P<day>\d{1,2})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4}|\d\d)")
_FORMS = (
    re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2}))?"),
    re.compile(r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})"),
    _IN_FIGURES,
    re.compile(r"(?:(?P<day>\d{1,2})[\s-]*)?(?P<name>[^\d\s-]+)[\s-]*(?P<year>\d{4}|\d\d)"),
    re.compile(r"(?P<year>\d\d)"),
)
_ERA = re.compile(
    r"(?P<buddhist>พ\.?\s?ศ\.?|\bB\.?E\b\.?)|(?P<common>ค\.?\s?ศ\.?|\b(?:C\.?E|A\.?D)\b\.?)", re.IGNORECASE
)
# What may stand before a date, and before a year that is written alone.
_DATE_WORD = re.compile(r"(?:ลง)?วันที่")
_YEAR_WORD = re.compile(r"ปี(?:งบประมาณ)?|FY", re.IGNORECASE)
# A day as a spreadsheet counts it: some day from 1927 to 2173.
_SERIAL = re.compile(r"[1-9]\d{4}")


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


class DateError(ValueError):
    """A text that is no date; `why` says in both languages what is wrong, and how to write it."""

    def __init__(self, code: str, **params: object) -> None:
        self._code, self._params = code, params
        super().__init__(code)

    def __str__(self) -> str:
        """Say why in English, for whoever reads a log."""
        return self.why.en

    @property
    def why(self) -> Label:
        """What is wrong with the text, and how to write it."""
        return text("errors", self._code, **self._params)


@lru_cache(maxsize=8192)
def parse_date(value: str) -> PartialDate:
    """Read a date to the day, the month or the year, in B.E. or C.E., in any of these ways.

    `2565-12-20`, `2565/12/20`, `20/12/2565`, `20-12-2565`, `20 ธ.ค. 2565`, `20 ธันวาคม พ.ศ. 2565`,
    `20 Dec 2022`; `2565-12`, `ธ.ค. 2565`; `2565`. Figures may be Thai, a dot may stand for a slash,
    and spaces beside a month's name may be left out. The day goes before the month. A year of
    2400 or later is Buddhist, and an era that is written must agree.
    Raises DateError for anything else, above all for a two-digit year, which could mean either era.
    """
    written, era = _take_era(_DATE_WORD.sub("", value, count=1))
    match = next((found for form in _FORMS if (found := form.fullmatch(written))), None)
    parts = match.groupdict() if match is not None else {}
    month = str(_MONTHS.get(parts["name"].lower(), "")) if "name" in parts else parts.get("month")
    if match is None or month == "":
        raise DateError("date-serial" if _SERIAL.fullmatch(written) else "date-forms")
    return _dated(parts["year"], month, parts.get("day"), era)


def figures_of(value: str) -> tuple[int, int, int] | None:
    """Give the figures of a date such as 5/8/2023 as they stand; None for one that is written otherwise."""
    match = _IN_FIGURES.fullmatch(value.strip())
    if match is None or len(match["year"]) == len("65"):
        return None
    return int(match["day"]), int(match["month"]), int(match["year"])


def parse_year(value: str) -> int:
    """Read a year in B.E. or C.E., and give it in B.E.: `2566`, `๒๕๖๖`, `พ.ศ. 2566`, `ปี 2566` or `2023`.

    Raises DateError for anything else, above all for a two-digit year.
    """
    written, era = _take_era(_YEAR_WORD.sub("", value.strip(), count=1))
    if not re.fullmatch(r"\d{4}|\d\d", written):
        raise DateError("date-year-forms")
    year = _common_year(written, era)
    return year + BUDDHIST_OFFSET if era else buddhist_year(int(written))


def _take_era(value: str) -> tuple[str, str]:
    """Take the era out of a written date, and say which it is: `buddhist`, `common`, or none."""
    found = _ERA.search(value)
    if found is None:
        return value.strip(), ""
    written = f"{value[: found.start()]} {value[found.end() :]}"
    return " ".join(written.split()), str(found.lastgroup)


def _common_year(written: str, era: str) -> int:
    """Give a written year in the Common Era; one of two digits is refused as such."""
    if len(written) == len("65"):
        raise DateError("date-short-year")
    year = int(written)
    is_buddhist = year >= FIRST_BUDDHIST_YEAR
    if era and is_buddhist != (era == "buddhist"):
        raise DateError("date-era", year=written)
    return year - BUDDHIST_OFFSET if is_buddhist else year


def _dated(written: str, month: str | None, day: str | None, era: str) -> PartialDate:
    """Make a date of its written parts; one that no calendar has is refused as such."""
    year = _common_year(written, era)
    if month is not None and not 0 < int(month) <= MONTHS:
        is_swapped = day is not None and int(month) > MONTHS >= int(day) > 0
        raise DateError(
            "date-month-first" if is_swapped else "date-no-month", day=day, month=month, year=written
        )
    if not year:
        raise DateError("date-forms")
    if day is not None:
        days = monthrange(year, int(month or 0))[1]
        if not 0 < int(day) <= days:
            of = format_date(PartialDate(year, int(month or 0)))
            raise DateError("date-no-day", day=int(day), month=of, days=days)
    return PartialDate(year, int(month or 0), int(day or 0))


def parse_as_of(value: str) -> date:
    """Read a full date given by a user. Raises QuestionError with the way to write one."""
    try:
        partial = parse_date(value)
    except DateError as error:
        raise QuestionError("date-unreadable", value=value, why=error.why) from None
    if not partial.is_full:
        raise QuestionError("date-not-full", value=value)
    if partial.year > LAST_AS_OF:
        raise QuestionError(
            "date-far", value=value, read=format_date(partial), last=format_date(PartialDate(LAST_AS_OF))
        )
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
