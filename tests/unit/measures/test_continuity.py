from __future__ import annotations

from datetime import date
from math import sqrt

import pytest

from queries.measures.continuity import (
    Pattern,
    Span,
    burstiness,
    find_pattern,
    measure_continuity,
    years_between,
)
from queries.measures.intervals import Interval

AS_OF = date(2026, 11, 1)


def day(year: int, month: int = 7, number: int = 1) -> Span:
    return Span(date(year, month, number), date(year, month, number))


def year(number: int) -> Span:
    return Span(date(number, 1, 1), date(number, 12, 31))


def years(start: date, end: date) -> float:
    return (end - start).days / 365.25


def test_continuity_by_hand() -> None:
    found = measure_continuity([day(2024), day(2020), day(2021)], as_of=AS_OF)
    assert found is not None
    assert found.contacts == 3
    assert found.gaps == (Interval(365 / 365.25, 365 / 365.25), Interval(1096 / 365.25, 1096 / 365.25))
    assert found.silence == Interval(1096 / 365.25, 1096 / 365.25)  # July 2021 to July 2024
    assert (found.years_with, found.years) == (3, 7)  # 2020, 2021, 2024 of 2020..2026
    assert found.years_share == pytest.approx(3 / 7)


def test_the_silence_since_the_last_contact_counts() -> None:
    found = measure_continuity([day(2014), day(2015), day(2016)], as_of=AS_OF)
    assert found is not None
    assert found.silence.low == found.silence.high == years(date(2016, 7, 1), AS_OF)
    assert found.pattern is Pattern.SPORADIC


def test_the_silence_after_signing_counts() -> None:
    found = measure_continuity([day(2019), day(2024)], as_of=AS_OF, since=date(2006, 7, 1))
    assert found is not None
    assert found.silence.low == pytest.approx(13, abs=0.01)
    assert found.years == 21


def test_a_contact_before_the_signing_moves_the_start_back() -> None:
    found = measure_continuity([day(2025), day(2026)], as_of=AS_OF, since=date(2025, 12, 1))
    assert found is not None
    assert found.years == 2


def test_a_year_alone_widens_and_never_sharpens() -> None:
    found = measure_continuity([day(2020), year(2022), day(2024)], as_of=date(2024, 7, 1))
    assert found is not None
    first, second = found.gaps
    assert first == (years(date(2020, 7, 1), date(2022, 1, 1)), years(date(2020, 7, 1), date(2022, 12, 31)))
    assert second == (years(date(2022, 12, 31), date(2024, 7, 1)), years(date(2022, 1, 1), date(2024, 7, 1)))
    assert found.silence == (
        max(first.low, second.low),
        max(years(date(2020, 7, 1), date(2022, 12, 31)), years(date(2022, 1, 1), date(2024, 7, 1))),
    )
    assert found.years_with == 3  # the year is known, though the day is not


def test_a_date_in_one_of_two_years_proves_neither() -> None:
    found = measure_continuity([Span(date(2020, 12, 1), date(2021, 1, 31))], as_of=date(2022, 6, 1))
    assert found is not None
    assert (found.years_with, found.years) == (0, 3)


def test_two_contacts_of_one_vague_year_may_lie_apart_or_together() -> None:
    found = measure_continuity([year(2020), year(2020)], as_of=date(2020, 12, 31))
    assert found is not None
    assert found.gaps == (Interval(0, 365 / 365.25),)
    assert found.silence == Interval(0, 365 / 365.25)


def test_years_may_be_fiscal() -> None:
    def fiscal(on: date) -> int:
        return on.year + (on.month >= 10)

    found = measure_continuity([day(2025, 10)], as_of=AS_OF, year_of=fiscal)
    assert found is not None
    assert (found.years_with, found.years) == (1, 2)  # 2026 of 2026, 2027


def test_no_contact_on_record_is_unknown_and_the_future_is_refused() -> None:
    assert measure_continuity([], as_of=AS_OF) is None
    with pytest.raises(ValueError, match="no contact up to 2026-11-01"):
        measure_continuity([year(2026)], as_of=AS_OF)
    with pytest.raises(ValueError, match="2020-02-01 to 2020-01-01"):
        measure_continuity([Span(date(2020, 2, 1), date(2020, 1, 1))], as_of=AS_OF)


def test_steady_uneven_and_sporadic() -> None:
    steady = measure_continuity([day(y) for y in range(2020, 2027)], as_of=AS_OF)
    uneven = measure_continuity([day(y) for y in (2018, 2021, 2022, 2023, 2025, 2026)], as_of=AS_OF)
    sporadic = measure_continuity([day(y) for y in (2010, 2016, 2026)], as_of=AS_OF)
    young = measure_continuity([day(2026)], as_of=AS_OF)
    found = [each.pattern for each in (steady, uneven, sporadic, young) if each]
    assert found == [Pattern.STEADY, Pattern.UNEVEN, Pattern.SPORADIC, Pattern.TOO_FEW]


def test_the_rule_at_its_limits() -> None:
    assert find_pattern(3, silence=Interval(2, 2), years_share=0.5) is Pattern.STEADY
    assert find_pattern(2, silence=Interval(2, 2), years_share=1) is Pattern.TOO_FEW
    assert find_pattern(2, silence=Interval(9, 9), years_share=0.1) is Pattern.TOO_FEW
    assert find_pattern(3, silence=Interval(2.1, 2.1), years_share=0.5) is Pattern.UNEVEN
    assert find_pattern(3, silence=Interval(2.1, 2.1), years_share=0.4) is Pattern.SPORADIC
    assert find_pattern(9, silence=Interval(5.1, 5.1), years_share=1) is Pattern.SPORADIC
    assert find_pattern(9, silence=Interval(1, 6), years_share=1) is Pattern.CANNOT_TELL


def test_burstiness_runs_from_regular_to_one_burst() -> None:
    assert burstiness([2, 2, 2]) == pytest.approx(-1)
    assert burstiness([0, 0, 0, 7]) == pytest.approx(1)
    # By chance, r = sqrt((n-1)/(n+1)): for two gaps of mean 1, 1 +- 1/sqrt(3).
    assert burstiness([1 + 1 / sqrt(3), 1 - 1 / sqrt(3)]) == pytest.approx(0)
    assert burstiness([3]) is None
    assert burstiness([0, 0]) is None


def test_years_have_a_quarter_day() -> None:
    assert years_between(date(2020, 1, 1), date(2024, 1, 1)) == 4
