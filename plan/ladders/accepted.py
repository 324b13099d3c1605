"""Which documents count, and when a record lies: the years it is surely in, and those it may be in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.acceptance import is_acceptable
from graph.dates import PartialDate
from plan.clock import Clock
from plan.ladders.kpi import Activity, Evidence, KpiRecords, series_days


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a date puts a record among the years: surely, perhaps, or surely by the end of `late`."""

    sure: tuple[int, ...] = ()
    unsure: tuple[int, ...] = ()
    late: int | None = None


def place(
    start: PartialDate | None, end: PartialDate | None, *, clock: Clock, as_of: date, first_year: int
) -> Placed:
    """Place a date among the years, as far as it had come by `as_of`; undated is any year so far."""
    now = clock.year_of(as_of)
    if start is None:
        return Placed(unsure=tuple(range(first_year, now + 1)))
    if start.earliest > as_of:
        return Placed()
    years = clock.years_of(start, end)
    if start.latest > as_of:
        return Placed(unsure=tuple(year for year in (*years.sure, *years.unsure) if year <= now))
    is_late = bool(years.unsure) and not years.sure and min(years.unsure) >= first_year
    return Placed(years.sure, years.unsure, max(years.unsure) if is_late else None)


def is_accepted(evidence: Evidence, records: KpiRecords, *, clock: Clock, as_of: date) -> bool:
    """Whether a document confirms or denies."""
    return is_acceptable(
        grade=evidence.grade,
        least=records.kpi.least_grade,
        dated=evidence.dated,
        since=_earliest_day(evidence, records, clock),
        as_of=as_of,
        pending=evidence.pending,
    )


def _earliest_day(evidence: Evidence, records: KpiRecords, clock: Clock) -> date:
    """Give the first day on which what a document speaks of can be known.

    Its activity's first day; of what is read anew each year, the first of the year it speaks of;
    else, and at the least, the plan's.
    """
    activity = records.activities.get(evidence.activity)
    if activity is not None:
        return max(records.first_day, activity.start.earliest) if activity.start else records.first_day
    if evidence.year is None or not records.kpi.is_of_year(evidence.element):
        return records.first_day
    return clock.period(evidence.year).first


def take_place(records: KpiRecords, *, clock: Clock, as_of: date) -> KpiRecords:
    """Give the records with every activity done that accepted documents say took place.

    An undated one is dated by the earliest such document.
    """
    shown: defaultdict[str, list[Evidence]] = defaultdict(list)
    for evidence in records.evidence:
        activity = records.activities.get(evidence.activity)
        is_open = activity is not None and not (activity.is_done and activity.start is not None)
        if is_open and evidence.is_met and is_accepted(evidence, records, clock=clock, as_of=as_of):
            shown[evidence.activity].append(evidence)
    if not shown:
        return records
    new = {key: _shown(records.activities[key], papers, clock) for key, papers in shown.items()}
    series = series_days(new.values(), known=records.series)
    return replace(records, activities={**records.activities, **new}, series=series)


def _shown(activity: Activity, papers: Sequence[Evidence], clock: Clock) -> Activity:
    """Give an activity as documents show it; those show it alike that date it in the same years."""
    dated = sorted((one.dated.latest, one.id, one.dated) for one in papers if one.dated is not None)
    day = dated[0][2]
    alike = [
        key
        for _, key, other in dated
        if activity.start is not None or clock.years_of(other) == clock.years_of(day)
    ]
    return replace(activity, is_done=True, start=activity.start or day, shown_by=tuple(sorted(set(alike))))
