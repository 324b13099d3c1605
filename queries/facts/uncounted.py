"""Records that do not count as contacts: announced, doubtful, of the councils, or held there with others.

They are no contacts by the rule of `contacts`, yet most speak against calling a tie silent, and
some can be confirmed; so they are counted and named beside the contacts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.dates import PartialDate, format_date
from graph.records import Node
from graph.store import Store, targets
from graph.texts import Label, text
from queries.facts.contact_records import councils_of_activities, partners_of_activities
from queries.facts.contacts import activity_dates, counts_as_contact
from queries.facts.known import Known, read_known, undated_from
from queries.facts.memberships import BANGKOK
from queries.facts.places import countries_of_activity
from queries.table import ABSENT, Cell

# Why a record does not count, the first that holds.
WHYS = ("announced", "low-confidence", "role-unknown", "by-council", "with-council", "held-there")
# What these say did happen; the rest are no contact until somebody confirms them.
_HAPPENED = frozenset({"by-council", "with-council", "held-there"})
_ANNOUNCED = frozenset({"announced", "confirmed"})
# So many records are named by their id in a line.
_NAMED = 3


@dataclass(frozen=True)
class Uncounted:
    """An activity that does not count as a contact with a partner or country, and why.

    `with-council` and `held-there` count with others: here only the partner's council took part,
    or the place was no more than where it was held.
    """

    activity: Node
    why: str

    @property
    def can_be_confirmed(self) -> bool:
        """Whether it would count as a contact once confirmed."""
        return self.why not in _HAPPENED

    @property
    def is_sign(self) -> bool:
        """Whether it tells of dealings with the place itself, and so speaks against silence."""
        return self.why != "held-there"


def read_uncounted(store: Store, *, as_of: date) -> Mapping[str, Sequence[Uncounted]]:
    """Read what does not count by a date, newest first, by each partner and each country it is with.

    A record counts from the last day its first date can mean; an undated one counts from the day
    the record was gathered, and stands last.
    """
    found: defaultdict[str, list[Uncounted]] = defaultdict(list)
    joined, limit = _Joined(store), undated_from(store)
    for activity in store.nodes("Activity"):
        if _began(activity, limit).surely_by(as_of):
            for record, why in joined.uncounted(activity):
                found[record].append(Uncounted(activity, why))
    return {record: _newest_first(held) for record, held in found.items()}


class _Joined:
    """Whom activities were with and where they were held, read once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._partners, self._councils = partners_of_activities(store), councils_of_activities(store)

    def uncounted(self, activity: Node) -> Iterator[tuple[str, str]]:
        """Give each record that an activity is with but does not count for, and why."""
        partners = self._partners.get(activity.id, ())
        councils = [record for record in self._councils.get(activity.id, ()) if record not in partners]
        if counts_as_contact(activity):
            yield from ((record, "with-council") for record in councils)
            yield from ((place, "held-there") for place in self._places(activity, {*partners, *councils}))
            return
        why = why_uncounted(activity)
        if why is not None:
            countries = countries_of_activity(self._store, activity.id)
            yield from ((record, why) for record in {*partners, *councils, *countries})

    def _places(self, activity: Node, known: set[str]) -> Iterator[str]:
        """Give the places abroad where it was held and that took no part."""
        for place in targets(self._store, activity.id, "HELD_IN"):
            if place.label == "City" and place.id not in known and place.id != BANGKOK:
                yield place.id


def why_uncounted(activity: Node) -> str | None:
    """Tell why an activity counts for nobody; None where it counts, or tells of no contact at all.

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


def _newest_first(held: Sequence[Uncounted]) -> list[Uncounted]:
    by_id = sorted(held, key=lambda one: one.activity.id)
    return sorted(by_id, key=lambda one: one.activity.text("start_on"), reverse=True)


def newest_day(activity: Node) -> PartialDate | None:
    """Give the last day of a record as known, None where it is undated."""
    dates = activity_dates(activity)
    return dates[1] if dates is not None else None


def newer_than(held: Sequence[Uncounted], last: PartialDate | None) -> Uncounted | None:
    """Give the newest of some records that is later than the last contact, for certain; None if none is."""
    for one in held:
        day = newest_day(one.activity)
        if day is not None and (last is None or day.earliest > last.latest):
            return one
    return None


def newest_sign(held: Sequence[Uncounted], last: PartialDate | None) -> Uncounted | None:
    """Give the newest sign of dealings with the place itself after the last contact; None without any."""
    return newer_than([one for one in held if one.is_sign], last)


def newer_label(why: str, day: PartialDate | None) -> Label:
    """Write a record that does not count: its day, and why."""
    return text("unit", "record-and-why", day=day_words(day), why=text("unit", f"uncounted-why-{why}"))


def newer_cell(held: Sequence[Uncounted], last: PartialDate | None) -> Cell:
    """Give the newest sign later than the last contact as a cell, absent without any."""
    newer = newest_sign(held, last)
    return newer_label(newer.why, newest_day(newer.activity)) if newer is not None else ABSENT


def day_words(day: PartialDate | None) -> Label:
    """Write a day, or that there is none on record."""
    return format_date(day) if day is not None else text("unit", "undated")


def describe_uncounted(held: Sequence[Uncounted]) -> Label | None:
    """Count and name records that do not count, by why; None where there is none."""
    by_why: defaultdict[str, list[Node]] = defaultdict(list)
    for one in held:
        by_why[one.why].append(one.activity)
    parts = [_part(why, by_why[why]) for why in WHYS if by_why[why]]
    if not parts:
        return None
    return Label("; ".join(part.th for part in parts), "; ".join(part.en for part in parts))


def uncounted_cell(held: Sequence[Uncounted]) -> Cell:
    """Give the same as a cell."""
    return describe_uncounted(held) or ABSENT


def with_uncounted(completeness: Label, held: Sequence[Uncounted]) -> Label:
    """Add what does not count to a line on the completeness of a record."""
    found = describe_uncounted(held)
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
        newest=day_words(day),
    )  # fmt: skip


def _began(activity: Node, undated_from: date) -> Known:
    return read_known(activity.text("start_on"), undated_from=undated_from)
