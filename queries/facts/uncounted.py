"""Records that do not count as contacts: what was announced, what is doubtful, what was the council's.

They are no contacts by the rule of `contacts`, yet they speak against calling a tie silent, and
each can be confirmed; so they are counted and named beside the contacts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from graph.dates import PartialDate, format_date
from graph.records import Node
from graph.store import Store
from graph.texts import Label, text
from queries.facts.contact_records import partners_of_activities
from queries.facts.contacts import activity_dates, counts_as_contact, newest_first
from queries.facts.known import Known, read_known, undated_from
from queries.facts.places import countries_of_activity
from queries.table import ABSENT, Cell

# Why a record does not count, the first that holds.
WHYS = ("announced", "low-confidence", "role-unknown", "by-council")
_ANNOUNCED = frozenset({"announced", "confirmed"})
# So many records are named by their id in a line.
_NAMED = 3


def why_uncounted(activity: Node) -> str | None:
    """Tell why an activity does not count as a contact; None where it counts or tells of none.

    An idea, a plan, what was postponed or cancelled is no sign of a contact, confirmed or not.
    """
    status = activity.text("status")
    if status in _ANNOUNCED:
        return "announced"
    if status != "done" or counts_as_contact(activity):
        return None
    if activity.get("by_council") is True:
        return "by-council"
    return "low-confidence" if activity.text("confidence") == "low" else "role-unknown"


def read_uncounted(store: Store, *, as_of: date) -> Mapping[str, Sequence[Node]]:
    """Read what does not count by a date, newest first, by each partner and each country it is with.

    A record counts from the last day its first date can mean; an undated one counts from the day
    the record was gathered, and stands last.
    """
    found: defaultdict[str, list[Node]] = defaultdict(list)
    partners, limit = partners_of_activities(store), undated_from(store)
    for activity in store.nodes("Activity"):
        if why_uncounted(activity) is not None and _began(activity, limit).surely_by(as_of):
            records = {*partners.get(activity.id, ()), *countries_of_activity(store, activity.id)}
            for record in records:
                found[record].append(activity)
    return {record: newest_first(activities) for record, activities in found.items()}


def newest_day(activity: Node) -> PartialDate | None:
    """Give the last day of a record as known, None where it is undated."""
    dates = activity_dates(activity)
    return dates[1] if dates is not None else None


def newer_than(activities: Sequence[Node], last: PartialDate | None) -> Node | None:
    """Give the newest of some records that is later than the last contact, for certain; None if none is."""
    for activity in activities:
        day = newest_day(activity)
        if day is not None and (last is None or day.earliest > last.latest):
            return activity
    return None


def describe_uncounted(activities: Sequence[Node]) -> Label | None:
    """Count and name records that do not count, by why; None where there is none."""
    by_why: defaultdict[str, list[Node]] = defaultdict(list)
    for activity in activities:
        by_why[why_uncounted(activity) or ""].append(activity)
    parts = [_part(why, by_why[why]) for why in WHYS if by_why[why]]
    if not parts:
        return None
    return Label("; ".join(part.th for part in parts), "; ".join(part.en for part in parts))


def uncounted_cell(activities: Sequence[Node]) -> Cell:
    """Give the same as a cell."""
    return describe_uncounted(activities) or ABSENT


def with_uncounted(completeness: Label, activities: Sequence[Node]) -> Label:
    """Add what does not count to a line on the completeness of a record."""
    found = describe_uncounted(activities)
    if found is None:
        return completeness
    added = text("unit", "completeness-uncounted", found=found)
    return Label(f"{completeness.th} {added.th}", f"{completeness.en}; {added.en}")


def _part(why: str, held: Sequence[Node]) -> Label:
    day = newest_day(held[0])
    ids = ", ".join(activity.key for activity in held[:_NAMED])
    more = text("unit", "uncounted-more", n=len(held) - _NAMED) if len(held) > _NAMED else Label("", "")
    return text(
        "unit", f"uncounted-{why}", n=len(held), ids=ids, more=more,
        newest=format_date(day) if day is not None else text("unit", "undated"),
    )  # fmt: skip


def _began(activity: Node, undated_from: date) -> Known:
    return read_known(activity.text("start_on"), undated_from=undated_from)
