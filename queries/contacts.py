"""Contacts: what Bangkok and a partner did together, and when last.

A contact is an activity that is done, dated, not the council's, whose role of Bangkok is
known, whose confidence is not low, and that involves the partner itself (not its council).
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


def may_happen_in(activity: Node, period: Period) -> bool:
    """Whether some day of a dated activity may be in a period."""
    dates = activity_dates(activity)
    return dates is not None and period.may_overlap(*dates)


def is_contact(activity: Node, *, as_of: date) -> bool:
    """Whether an activity counts as a contact by the rule of this module."""
    dates = activity_dates(activity)
    return (
        dates is not None
        and dates[0].latest <= as_of
        and activity.text("status") == "done"
        and activity.get("by_council") is not True
        and activity.text("role_of_bangkok") != "unknown"
        and activity.text("confidence") != "low"
    )


def contacts_with(store: Store, partner_id: str, *, as_of: date) -> list[Node]:
    """List the contacts with a partner, newest first."""
    found = {
        edge.source for edge in store.edges_to(partner_id, "INVOLVES") if edge.text("role") in ("partner", "")
    }
    activities = (store.node(activity_id) for activity_id in found)
    return newest_first(a for a in activities if a is not None and is_contact(a, as_of=as_of))


def newest_first(activities: Iterable[Node]) -> list[Node]:
    """Sort dated activities from the newest to the oldest, then by id."""
    by_id = sorted(activities, key=lambda activity: activity.id)
    return sorted(by_id, key=lambda activity: activity.text("start_on"), reverse=True)
