from __future__ import annotations

import re
from datetime import date

import pytest

from graph.dates import (
    DateError,
    PartialDate,
    Period,
    fiscal_year,
    fiscal_year_of,
    format_date,
    format_span,
    months_after,
    months_before,
    parse_as_of,
    parse_date,
    parse_year,
)
from graph.errors import QuestionError
from graph.texts import Label


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-02-29", PartialDate(2024, 2, 29)),
        ("2567-02-29", PartialDate(2024, 2, 29)),
        ("29/2/2567", PartialDate(2024, 2, 29)),
        ("1/10/2565", PartialDate(2022, 10, 1)),
        (" 2024-02 ", PartialDate(2024, 2)),
        ("2567", PartialDate(2024)),
        ("15 ต.ค. 2565", PartialDate(2022, 10, 15)),
        ("1 ตุลาคม 2565", PartialDate(2022, 10, 1)),
        ("ก.พ. 2567", PartialDate(2024, 2)),
        ("29 Feb 2024", PartialDate(2024, 2, 29)),
        ("October 2565", PartialDate(2022, 10)),
        ("2399", PartialDate(2399)),
        ("2400", PartialDate(1857)),
        ("20 ธ.ค.2565", PartialDate(2022, 12, 20)),
        ("20ธันวาคม 2565", PartialDate(2022, 12, 20)),
        ("20-12-2565", PartialDate(2022, 12, 20)),
        ("20.12.2022", PartialDate(2022, 12, 20)),
        ("2565/12/20", PartialDate(2022, 12, 20)),
        ("2026/01/01", PartialDate(2026, 1, 1)),
        ("20-Dec-2022", PartialDate(2022, 12, 20)),
        ("พ.ศ. 2565", PartialDate(2022)),
        ("พ.ศ.2565", PartialDate(2022)),
        ("ค.ศ. 2022", PartialDate(2022)),
        ("2565 B.E.", PartialDate(2022)),
        ("20 ธันวาคม พ.ศ. 2565", PartialDate(2022, 12, 20)),
        ("ลงวันที่ ๒๐ ธันวาคม พ.ศ. ๒๕๖๕", PartialDate(2022, 12, 20)),
        ("ธ.ค. พ.ศ. 2565", PartialDate(2022, 12)),
        ("๒๐/๑๒/๒๕๖๕", PartialDate(2022, 12, 20)),
    ],
)
def test_reads_both_eras(written: str, meant: PartialDate) -> None:
    assert parse_date(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "66", "1/10/66", "1-10-66", "", "abc", "31/2/2566", "29/2/2566", "2023-02-29", "2026-13-01",
        "2026-00", "2026-01-00", "0/1/2566", "0/0/2566", "1/0/2566", "2026/01-01", "2026-11-01T00:00",
        "25670229", "15 ต.ค. 65", "0 ต.ค. 2565", "30 ก.พ. 2567", "15 ตค 2565", "15 Octo 2022", "Oct",
    ],
)  # fmt: skip
def test_refuses_what_is_no_date(written: str) -> None:
    with pytest.raises(ValueError):
        parse_date(written)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("20 ธ.ค. 65", "two digits"), ("20/12/65", "two digits"), ("20-Dec-22", "two digits"),
        ("65", "two digits"),
        ("พ.ศ. 65", "two digits"), ("31/2/2566", "Feb 2023 has 28 days"),
        ("30 ก.พ. 2567", "Feb 2024 has 29 days"),
        ("31 เม.ย. 2566", "Apr 2023 has 30 days"), ("2566-13-01", "no month 13"), ("0/1/2566", "no day 0"),
        ("12/20/2565", "write the day first: 20/12/2565"), ("8/15/2023", "write the day first: 15/8/2023"),
        ("ค.ศ. 2565", "not of the era"), ("20 ธ.ค. พ.ศ. 2022", "not of the era"),
        ("44915", "number in a spreadsheet"),
        ("someday", "20 Dec 2022, 20/12/2565"), ("20 ธค. 2565", "months in Thai"),
    ],
)  # fmt: skip
def test_a_text_that_is_no_date_is_refused_for_what_it_is(written: str, words: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(written)
    assert words in caught.value.why.en
    assert re.search("[\u0e00-\u0e7f]", caught.value.why.th)


def test_every_form_that_the_refusal_names_is_read() -> None:
    with pytest.raises(DateError) as caught:
        parse_date("?")
    for words, count in ((caught.value.why.th, 10), (caught.value.why.en, 8)):
        forms = re.split(", | หรือ | or ", re.sub("^ใช้ |^write | \\(.*", "", words))
        assert len(forms) == count
        assert {parse_date(form).year for form in forms} == {2022}


@pytest.mark.parametrize(
    "written",
    ["2566", "๒๕๖๖", "พ.ศ. 2566", "พ.ศ.๒๕๖๖", "2023", "ค.ศ. 2023", " 2566 ", "ปี 2566", "ปีงบประมาณ พ.ศ. 2566"],
)
def test_a_year_is_read_in_either_era_and_either_figures(written: str) -> None:
    assert parse_year(written) == 2566


@pytest.mark.parametrize("written", ["66", "ปี ๖๖", "2566.0", "25666", "-2566", "", "พ.ศ. 2023", "2566-2570"])
def test_what_is_no_year_is_refused(written: str) -> None:
    with pytest.raises(DateError):
        parse_year(written)


def test_a_day_without_a_month_is_refused() -> None:
    with pytest.raises(ValueError):
        PartialDate(2024, 0, 3)


@pytest.mark.parametrize(
    ("partial", "first", "last"),
    [
        (PartialDate(2024), date(2024, 1, 1), date(2024, 12, 31)),
        (PartialDate(2024, 2), date(2024, 2, 1), date(2024, 2, 29)),
        (PartialDate(2023, 2), date(2023, 2, 1), date(2023, 2, 28)),
        (PartialDate(2023, 2, 5), date(2023, 2, 5), date(2023, 2, 5)),
    ],
)
def test_an_unknown_part_widens_to_an_interval(partial: PartialDate, first: date, last: date) -> None:
    assert (partial.earliest, partial.latest) == (first, last)
    assert partial.is_full == (first == last)


@pytest.mark.parametrize("written", ["2024", "2024-02", "2024-02-09"])
def test_isoformat_keeps_what_is_known(written: str) -> None:
    assert parse_date(written).isoformat() == written


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2022, 9, 30), 2565),
        (date(2022, 10, 1), 2566),
        (date(2023, 9, 30), 2566),
        (date(2023, 10, 1), 2567),
        (date(2023, 1, 1), 2566),
    ],
)
def test_fiscal_year_edges(day: date, year: int) -> None:
    assert fiscal_year_of(day) == year
    period = fiscal_year(year)
    assert period.first <= day <= period.last


def test_fiscal_year_is_october_to_september() -> None:
    assert fiscal_year(2566) == Period(date(2022, 10, 1), date(2023, 9, 30))


def test_certain_and_possible_overlap() -> None:
    year = fiscal_year(2566)
    straddles = PartialDate(2023)
    assert year.may_overlap(straddles)
    assert not year.surely_overlaps(straddles)
    assert year.surely_overlaps(PartialDate(2022, 10))
    assert not year.may_overlap(PartialDate(2023, 10))
    assert not year.may_overlap(PartialDate(2022, 9, 30))
    assert year.surely_overlaps(PartialDate(2022, 9, 30), PartialDate(2022, 10, 1))
    assert year.surely_overlaps(PartialDate(2023, 9, 30), PartialDate(2023, 10, 4))


def test_an_event_over_years_surely_touches_the_year_between() -> None:
    assert fiscal_year(2566).surely_overlaps(PartialDate(2022), PartialDate(2023, 11))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(2024, 2, 29), Label("29 ก.พ. 2567", "29 Feb 2024")),
        (PartialDate(2024, 2), Label("ก.พ. 2567", "Feb 2024")),
        (PartialDate(2024), Label("2567", "2024")),
        (date(2022, 12, 1), Label("1 ธ.ค. 2565", "1 Dec 2022")),
    ],
)
def test_dates_are_shown_in_the_era_of_the_language(value: date | PartialDate, shown: Label) -> None:
    assert format_date(value) == shown


def test_as_of_reads_a_full_date() -> None:
    assert parse_as_of("1/11/2569") == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("31/2/2566", "date-unreadable"),
        ("66", "date-unreadable"),
        ("abc", "date-unreadable"),
        ("", "date-unreadable"),
        ("2026-11", "date-not-full"),
        ("2569", "date-not-full"),
    ],
)
def test_as_of_says_what_is_wrong(written: str, code: str) -> None:
    with pytest.raises(QuestionError) as caught:
        parse_as_of(written)
    assert caught.value.code == code
    assert written in caught.value.text.th


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 6, 30), 24, date(2024, 6, 30)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(50, 1, 1), 1200, date(1, 1, 1)),
    ],
)
def test_months_before_keep_the_day_where_they_can(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2024, 6, 30), 12, date(2025, 6, 30)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 1, 15), -13, date(2022, 12, 15)),
        (date(2024, 6, 30), 0, date(2024, 6, 30)),
        (date(9999, 1, 1), 12, date.max),
        (date(1, 1, 1), -1, date.min),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(day: date, months: int, found: date) -> None:
    assert months_after(day, months) == found


@pytest.mark.parametrize("written", ["3000-01-01", "1/1/2700", "2399-01-01", "2600-01-01"])
def test_a_day_far_beyond_any_record_is_refused_with_how_it_was_read(written: str) -> None:
    with pytest.raises(QuestionError, match="2457|2157|2399|2057"):
        parse_as_of(written)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2025-05-22", "2025-05-23", "22-23 May 2025"),
        ("2025-05-22", "2025-05-22", "22 May 2025"),
        ("2025-11-30", "2025-12-02", "30 Nov - 2 Dec 2025"),
        ("2025-12-31", "2026-01-02", "31 Dec 2025 - 2 Jan 2026"),
        ("2025-05", "2025-06", "May 2025 - Jun 2025"),
        ("2025", "2025", "2025"),
    ],
)
def test_days_from_one_date_to_another_are_written_once(first: str, last: str, words: str) -> None:
    assert format_span(parse_date(first), parse_date(last)).en == words
