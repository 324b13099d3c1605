"""The years (B.E.) that a record of a KPI is about, and their names."""

from __future__ import annotations

from collections.abc import Sequence

from graph.texts import Label, same, text
from plan.clock import Clock
from plan.ladders.kpi import Activity, Evidence, KpiRecords

# An activity or a document that crosses the turn of a year is about both years.
Years = tuple[int, ...]


def years_of_activity(activity: Activity, clock: Clock) -> Years:
    """Give the years in which an activity lies or may lie; none where it is undated."""
    if activity.start is None:
        return ()
    years = clock.years_of(activity.start, activity.end)
    return tuple(sorted((*years.sure, *years.unsure)))


def years_of_document(proof: Evidence, records: KpiRecords, clock: Clock) -> Years:
    """Give the years a document is about: its activity's, the one it names, or those of its own day."""
    activity = records.activities.get(proof.activity)
    if activity is not None and activity.start is not None:
        return years_of_activity(activity, clock)
    if proof.year is not None:
        return (proof.year,)
    if proof.dated is None:
        return ()
    years = clock.years_of(proof.dated)
    found = tuple(sorted((*years.sure, *years.unsure)))
    if proof.pending != "year":
        return found
    # It is of a year's first months, and may be about the year that has just closed.
    return tuple(sorted({one for year in found for one in (year - 1, year)}))


def years_label(years: Sequence[int], clock: Clock) -> Label:
    """Name some years of a clock, or say that none is known."""
    if not years:
        return text("plan_papers", "year-unknown")
    return text("plan_papers", f"year-{clock.name}", years=same(", ".join(map(str, years))))
