"""Continuity of contacts: gaps, the longest silence, years with a contact; sporadic or steady."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import sqrt
from statistics import fmean, pstdev
from typing import NamedTuple

from queries.measures.intervals import Interval

DAYS_A_YEAR = 365.25
# Ours, from the ladder of tie status: active within 24 months, dormant after 60.
STEADY_SILENCE, SPORADIC_SILENCE = 2.0, 5.0
# Fewer contacts than this say nothing on a rhythm, nor on breadth or rank: one threshold in every answer.
AT_LEAST = 3
SPORADIC_YEARS = 0.5


class Span(NamedTuple):
    """The first and last day a date can mean; the same day twice where it is known."""

    earliest: date
    latest: date


class Occurrence(NamedTuple):
    """A contact from the span of its first day to that of its last; the same span twice for one day."""

    first: Span
    last: Span


class Pattern(StrEnum):
    """How contacts lie in time."""

    STEADY = "steady"
    UNEVEN = "uneven"
    SPORADIC = "sporadic"
    CANNOT_TELL = "cannot-tell"
    TOO_FEW = "too-few"


@dataclass(frozen=True)
class Continuity:
    """How contacts lie between `since` (or the first contact) and the as-of date, in years.

    `gaps` lie between the end of all contacts so far and the next one's start (0 where it began
    before that), `silence` is the longest stretch without one, the last one up to the as-of date
    included; each from what is sure to what is possible, for a date may be known to a year only.
    `years_with` of `years` surely have a day of a contact, also of one that began earlier.
    `burstiness` is None for fewer than three contacts.
    """

    contacts: int
    gaps: tuple[Interval, ...]
    silence: Interval
    years_with: int
    years: int
    burstiness: float | None
    pattern: Pattern

    @property
    def years_share(self) -> float:
        """Years with a contact / years, a fraction of 1."""
        return self.years_with / self.years


def measure_continuity(
    contacts: Sequence[Occurrence],
    *,
    as_of: date,
    since: date | None = None,
    year_of: Callable[[date], int] = lambda day: day.year,
) -> Continuity | None:
    """Measure how steadily contacts follow one another up to a date; their order does not matter.

    `since` is where silence starts to count (the signing, say); a contact before it moves it
    back. `year_of` names the year of a day, calendar years unless given. None without
    contacts: no record is not no contact. Raises ValueError for a contact that may lie after
    `as_of`, or ends before it starts.
    """
    for contact in contacts:
        _check(contact, as_of)
    if not contacts:
        return None
    ordered = sorted(contacts)
    begins = ordered[0].first.earliest
    start = min(since, begins) if since else None
    gaps = tuple(_gaps(ordered))
    silence = Interval(_sure_silence(ordered, start, as_of), _possible_silence(ordered, start, as_of))
    surely = {
        year
        for contact in ordered
        for year in range(year_of(contact.first.latest), year_of(contact.last.earliest) + 1)
    }
    years = year_of(as_of) - year_of(start or begins) + 1
    pattern = find_pattern(len(ordered), silence=silence, years_share=len(surely) / years)
    return Continuity(
        len(ordered), gaps, silence, len(surely), years, burstiness([_middle(gap) for gap in gaps]), pattern
    )


def find_pattern(contacts: int, *, silence: Interval, years_share: float) -> Pattern:
    """Name how contacts lie in time.

    Rule (ours, its limits those of tie status): too few for a pattern with fewer than `AT_LEAST`
    contacts, however long the silence: the record is too thin, which says nothing of the tie.
    Sporadic if the longest silence is surely over
    60 months, or fewer than half of the years surely have a contact and it is surely over 24
    months; steady if it is at most 24 months even at its longest; uneven in between. Dates too vague to
    choose between steady and sporadic: cannot tell.
    """
    if contacts < AT_LEAST:
        return Pattern.TOO_FEW
    if silence.low > SPORADIC_SILENCE or (years_share < SPORADIC_YEARS and silence.low > STEADY_SILENCE):
        return Pattern.SPORADIC
    if silence.low <= STEADY_SILENCE and silence.high > SPORADIC_SILENCE:
        return Pattern.CANNOT_TELL
    return Pattern.STEADY if silence.high <= STEADY_SILENCE else Pattern.UNEVEN


def burstiness(gaps: Sequence[float]) -> float | None:
    """Give the burstiness of the gaps between contacts: -1 regular, 0 by chance, towards 1 in bursts.

    A = (sqrt(n+1) r - sqrt(n-1)) / ((sqrt(n+1) - 2) r + sqrt(n-1)), r = standard deviation /
    mean of the n gaps. Source: Goh and Barabasi (2008), with the correction for few events of Kim
    and Jo (2016): points thrown at random have r = sqrt((n-1)/(n+1)), all gaps but one nil give
    sqrt(n-1). None for fewer than two gaps, or where all
    contacts fall on one day. With a handful of contacts it is a hint, not a finding.
    """
    if len(gaps) < 2 or not fmean(gaps):
        return None
    n = len(gaps)
    r = pstdev(gaps) / fmean(gaps)
    return (sqrt(n + 1) * r - sqrt(n - 1)) / ((sqrt(n + 1) - 2) * r + sqrt(n - 1))


def years_between(start: date, end: date) -> float:
    """Give the years from one day to another, of 365.25 days each."""
    return (end - start).days / DAYS_A_YEAR


def _check(contact: Occurrence, as_of: date) -> None:
    first, last = contact
    if not (first.earliest <= first.latest <= last.latest <= as_of and first.earliest <= last.earliest
            <= last.latest):  # fmt: skip
        raise ValueError(f"no contact up to {as_of}: {first.earliest} to {last.latest}")


def _gaps(ordered: Sequence[Occurrence]) -> Iterator[Interval]:
    """Give the time from the end of what came before to each next start; what lasts bridges it."""
    reached = ordered[0].last
    for contact in ordered[1:]:
        sure = years_between(reached.latest, contact.first.earliest)
        possible = years_between(reached.earliest, contact.first.latest)
        yield Interval(max(0.0, sure), max(0.0, possible))
        reached = Span(*map(max, reached, contact.last))


def _middle(gap: Interval) -> float:
    return (gap.low + gap.high) / 2


def _sure_silence(ordered: Sequence[Occurrence], start: date | None, end: date) -> float:
    """Give the longest stretch in which no contact can lie."""
    reached = start or ordered[0].first.latest
    longest = 0.0
    for contact in ordered:
        longest = max(longest, years_between(reached, contact.first.earliest))
        reached = max(reached, contact.last.latest)
    return max(longest, years_between(reached, end))


def _possible_silence(ordered: Sequence[Occurrence], start: date | None, end: date) -> float:
    """Give the longest stretch that may be without contact, each date where it leaves most room.

    A silence that begins with a contact's end, as early as that can be, ends no later than the
    last day on which each contact can start that cannot have ended by then; there is none where
    one of these must have started before.
    """
    begins = {contact.last.earliest for contact in ordered} | ({start} if start else set())
    return max(
        max(0.0, years_between(begin, min((c.first.latest for c in ordered if c.last.earliest > begin),
                                          default=end)))
        for begin in begins
    )  # fmt: skip
