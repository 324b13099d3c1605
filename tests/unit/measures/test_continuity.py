from __future__ import annotations

from datetime import date
from math import sqrt

import pytest

from queries.measures.continuity import (
    Occurrence,
    Pattern,
    Span,
    burstiness,
    find_pattern,
    measure_continuity,
    years_between,
)
from queries.measures.intervals import Interval

AS_OF = date(2026, 11, 1)


def on(earliest: date, latest: date) -> Occurrence:
    """A contact of one day, which may be any from the earliest to the latest."""
    return Occurrence(Span(earliest, latest), Span(earliest, latest))


def lasting(first: date, last: date) -> Occurrence:
    return Occurrence(Span(first, first), Span(last, last))


def day(year: int, month: int = 7, number: int = 1) -> Occurrence:
    return on(date(year, month, number), date(year, month, number))


def year(number: int) -> Occurrence:
    return on(date(number, 1, 1), date(number, 12, 31))


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
    found = measure_continuity([on(date(2020, 12, 1), date(2021, 1, 31))], as_of=date(2022, 6, 1))
    assert found is not None
    assert (found.years_with, found.years) == (0, 3)


def test_two_contacts_of_one_vague_year_may_lie_apart_or_together() -> None:
    found = measure_continuity([year(2020), year(2020)], as_of=date(2020, 12, 31))
    assert found is not None
    assert found.gaps == (Interval(0, 365 / 365.25),)
    assert found.silence == Interval(0, 365 / 365.25)


def test_years_may_be_fiscal() -> None:
    def fiscal(when: date) -> int:
        return when.year + (when.month >= 10)

    found = measure_continuity([day(2025, 10)], as_of=AS_OF, year_of=fiscal)
    assert found is not None
    assert (found.years_with, found.years) == (1, 2)  # 2026 of 2026, 2027


def test_no_contact_on_record_is_unknown_and_the_future_is_refused() -> None:
    assert measure_continuity([], as_of=AS_OF) is None
    with pytest.raises(ValueError, match="no contact up to 2026-11-01"):
        measure_continuity([year(2026)], as_of=AS_OF)
    with pytest.raises(ValueError, match="2020-02-01 to 2020-01-01"):
        measure_continuity([on(date(2020, 2, 1), date(2020, 1, 1))], as_of=AS_OF)


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


def test_what_lasts_is_no_silence() -> None:
    """A project of June 2012 to May 2018 between visits of July 2010 and July 2020."""
    project = lasting(date(2012, 6, 1), date(2018, 5, 31))
    found = measure_continuity([day(2010), project, day(2020)], as_of=date(2021, 7, 1))
    assert found is not None
    before, after = years(date(2010, 7, 1), date(2012, 6, 1)), years(date(2018, 5, 31), date(2020, 7, 1))
    assert found.gaps == (Interval(before, before), Interval(after, after))
    assert found.silence == Interval(after, after)  # as a point in 2018 it would be 7.9 years
    assert (found.years_with, found.years) == (9, 12)  # 2010, each of 2012 to 2018, 2020


@pytest.mark.parametrize(
    ("start", "gap"),
    [
        (date(2018, 5, 30), 0.0),  # it began before the other ended: no silence
        (date(2018, 5, 31), 0.0),
        (date(2018, 6, 1), 1 / 365.25),
    ],
)
def test_what_overlaps_leaves_no_gap(start: date, gap: float) -> None:
    project, visit = lasting(date(2012, 6, 1), date(2018, 5, 31)), lasting(start, date(2018, 6, 3))
    found = measure_continuity([project, visit], as_of=date(2018, 6, 3))
    assert found is not None
    assert (found.gaps, found.silence) == ((Interval(gap, gap),), Interval(gap, gap))


def test_a_contact_within_a_longer_one_ends_nothing() -> None:
    project = lasting(date(2012, 6, 1), date(2018, 5, 31))
    found = measure_continuity([project, day(2014), day(2019, 5, 31)], as_of=date(2019, 5, 31))
    assert found is not None
    assert found.gaps == (Interval(0, 0), Interval(365 / 365.25, 365 / 365.25))


def test_a_last_day_known_to_the_year_widens_the_silence() -> None:
    project = Occurrence(Span(date(2012, 6, 1), date(2012, 6, 1)), Span(date(2018, 1, 1), date(2018, 12, 31)))
    found = measure_continuity([project, day(2020)], as_of=date(2020, 7, 1))
    assert found is not None
    ends = (date(2018, 12, 31), date(2018, 1, 1))
    assert found.silence == tuple(years(end, date(2020, 7, 1)) for end in ends)
    assert found.years_with == 8  # 2012 to 2018, and 2020


def test_a_contact_ends_no_earlier_than_it_starts() -> None:
    with pytest.raises(ValueError, match="no contact up to"):
        measure_continuity([lasting(date(2020, 2, 1), date(2020, 1, 31))], as_of=AS_OF)
