"""Contacts: what Bangkok and a partner did together, and when last.

A contact is an activity that is done, not the council's, whose role of Bangkok is known, whose
confidence is not low, and that involves the partner itself (not its council). A dated one counts
from the last day its date can mean; an undated one stands apart. A signing is a contact too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from graph.dates import PartialDate, Period, fiscal_year, parse_date
from graph.records import Node
from graph.store import Store

PLAN_ID = "Plan:bma-fa-2566"


def plan_years(store: Store) -> list[int]:
    """List the plan's years (B.E.), from its period; empty where the graph holds no plan."""
    plan = store.node(PLAN_ID)
    if plan is None or not plan.text("period"):
        return []
    first, _, last = plan.text("period").replace("\u2013", "-").partition("-")
    return list(range(int(first), int(last) + 1))


def plan_period(store: Store) -> Period | None:
    """Give the plan's years as one period on the fiscal clock (assumed), or None without a plan."""
    years = plan_years(store)
    return Period(fiscal_year(years[0]).first, fiscal_year(years[-1]).last) if years else None


def activity_dates(activity: Node) -> tuple[PartialDate, PartialDate] | None:
    """Give an activity's first and last date as known, or None where it is undated."""
    start = activity.text("start_on")
    if not start:
        return None
    end = activity.text("end_on") or start
    return parse_date(start), parse_date(end)


def happens_in(activity: Node, period: Period) -> bool:
    """Whether some day of an activity is surely in a period."""
    dates = activity_dates(activity)
    return dates is not None and period.surely_overlaps(*dates)


def begins_in(activity: Node, period: Period) -> bool:
    """Whether the first day of an activity is surely in a period.

    So contacts are counted by year: each once, in the year of its first day, so that years add up.
    """
    dates = activity_dates(activity)
    return dates is not None and period.first <= dates[0].earliest and dates[0].latest <= period.last


def ends_by(activity: Node, day: date) -> bool:
    """Whether the last day of an activity may be no later than a day; an undated one's may."""
    dates = activity_dates(activity)
    return dates is None or dates[1].earliest <= day


def may_happen_in(activity: Node, period: Period) -> bool:
    """Whether some day of a dated activity may be in a period."""
    dates = activity_dates(activity)
    return dates is not None and period.may_overlap(*dates)


def began_by(activity: Node, as_of: date) -> bool:
    """Whether a dated activity had surely begun by a date."""
    dates = activity_dates(activity)
    return dates is not None and dates[0].latest <= as_of


def counts_as_contact(activity: Node) -> bool:
    """Whether an activity is a contact by the rule of this module, whatever its date."""
    return (
        activity.text("status") == "done"
        and activity.get("by_council") is not True
        and activity.text("role_of_bangkok") != "unknown"
        and activity.text("confidence") != "low"
    )


def is_contact(activity: Node, *, as_of: date) -> bool:
    """Whether an activity is a contact that has surely begun by a day; an undated one is not."""
    return began_by(activity, as_of) and counts_as_contact(activity)


def last_day(activity: Node, *, as_of: date) -> PartialDate | None:
    """Give an activity's last day as known (the as-of date where it lasts longer); None where undated."""
    dates = activity_dates(activity)
    if dates is None:
        return None
    return dates[1] if dates[1].earliest <= as_of else PartialDate(as_of.year, as_of.month, as_of.day)


def last_contact(activities: Iterable[Node], *, as_of: date) -> PartialDate | None:
    """Give the last day of the latest of some contacts, or None where there is none."""
    days = (last_day(activity, as_of=as_of) for activity in activities)
    return max((day for day in days if day is not None), default=None)


def newest_first(activities: Iterable[Node]) -> list[Node]:
    """Sort dated activities from the newest to the oldest, then by id."""
    by_id = sorted(activities, key=lambda activity: activity.id)
    return sorted(by_id, key=lambda activity: activity.text("start_on"), reverse=True)
