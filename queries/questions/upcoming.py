"""Upcoming: what falls in the next weeks: planned activities, expiries, anniversaries, network meetings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph.dates import PartialDate, Period, format_date, months_after, parse_date
from graph.errors import QuestionError
from graph.schema.codes import ACTIVITY_STATUS
from graph.store import Store, targets
from graph.texts import Label, text
from queries.contacts import activity_dates
from queries.explain import source_names
from queries.landscape import Landscape
from queries.lookup import label_of
from queries.milestones import MILESTONES, coming_years, find_beginnings, find_joinings
from queries.standing import Standing
from queries.table import ABSENT, Cell, Table, column, list_cell
from queries.terms import documents_of, is_signed_by, partners_of
from queries.ties import find_council_accords

_COLUMNS = (
    column("comes_on", subject="unit"), column("coming_kind", subject="unit"), column("name"),
    column("what", subject="unit"), column("sure", subject="unit"), column("tie_status", subject="unit"),
    column("kind_code", subject="unit", brief=False), column("record", brief=False),
    column("sources", brief=False),
)  # fmt: skip
KINDS = ("activity", "network-meeting", "expiry", "anniversary", "status")
# An activity of one of these statuses may still take place.
_AHEAD = frozenset({"idea", "planned", "announced", "confirmed", "postponed"})
_STATUS = {code.value: code.label for code in ACTIVITY_STATUS}
_NETWORK_KINDS = frozenset({"city_network"})


@dataclass(frozen=True)
class _Coming:
    """One thing to come: its day as known, its kind, whom and what it is about, and its record."""

    day: PartialDate
    kind: str
    name: Cell
    what: Label
    record: str
    partner: str = ""
    sources: Sequence[str] = ()
    ends: PartialDate | None = None


def upcoming(store: Store, *, as_of: date, weeks: int = 8) -> Table:
    """List what falls, or may fall, from a date to so many weeks later, in order of its first day.

    Anniversaries are those of 5, 10, 25, 50 and 60 years. A tie's status ends on the last day on
    which its last contact is new enough for it by the ladder of `ties`, without another contact.
    """
    if weeks < 0:
        raise QuestionError("parameter-negative", name="weeks", value=weeks)
    return upcoming_table(Landscape(store, as_of), weeks=weeks)


def upcoming_table(land: Landscape, *, weeks: int) -> Table:
    """Give the table of `upcoming` on a ground that is read already."""
    as_of = land.as_of
    window = Period(as_of, _weeks_after(as_of, weeks))
    found = [
        *_activities(land), *_expiries(land), *_anniversaries(land, window), *_status_changes(land),
    ]  # fmt: skip
    coming = [one for one in found if window.may_overlap(one.day, one.ends)]
    coming.sort(key=lambda one: (max(one.day.earliest, as_of), one.day.latest, one.kind, one.record))
    rows = [_row(land, one, window) for one in coming]
    counts = {kind.replace("-", "_"): sum(1 for one in coming if one.kind == kind) for kind in KINDS}
    title = text(
        "unit", "upcoming-title", n=len(rows), weeks=weeks, until=format_date(window.last),
        sure=sum(1 for row in rows if row["sure"]), **counts,
    )  # fmt: skip
    return Table(
        "upcoming", title, _COLUMNS, rows, as_of, text("unit", "unit-comings"), len(rows),
        records=sorted({one.record for one in coming}),
        notes=[text("unit", "note-upcoming"), text("unit", "note-anniversaries")],
    )  # fmt: skip


def _weeks_after(day: date, weeks: int) -> date:
    return date.max if weeks > (date.max - day).days // 7 else day + timedelta(weeks=weeks)


def _activities(land: Landscape) -> Iterator[_Coming]:
    for activity in land.store.nodes("Activity"):
        dates = activity_dates(activity)
        if dates is None or activity.text("status") not in _AHEAD or dates[1].latest < land.as_of:
            continue
        partners = targets(land.store, activity.id, "INVOLVES")
        meets = activity.text("kind") == "network_meeting" or any(
            partner.text("kind") in _NETWORK_KINDS for partner in partners
        )
        what = text(
            "unit", "coming-activity", what=label_of(activity), status=_STATUS[activity.text("status")]
        )
        yield _Coming(
            dates[0], "network-meeting" if meets else "activity",
            list_cell(label_of(partner) for partner in partners), what, activity.id,
            next((partner.id for partner in partners), ""), activity.texts("sources"), dates[1],
        )  # fmt: skip


def _expiries(land: Landscape) -> Iterator[_Coming]:
    for document in documents_of(land.store):
        if document.get("ends_on") and is_signed_by(document, land.as_of):
            partners = partners_of(land.store, document)
            yield _Coming(
                parse_date(document.text("ends_on")), "expiry",
                list_cell(label_of(partner) for partner in partners), label_of(document), document.id,
                next((partner.id for partner in partners), ""), document.texts("sources"),
            )  # fmt: skip


def _anniversaries(land: Landscape, window: Period) -> Iterator[_Coming]:
    ties = (*(s.tie for s in land.standings), *find_council_accords(land.store, as_of=land.as_of))
    begun = (*find_beginnings(ties, as_of=land.as_of), *find_joinings(land.store, as_of=land.as_of))
    for beginning in begun:
        for years, falls in coming_years(beginning.began, MILESTONES, window):
            what = text("unit", "coming-years", years=years, what=beginning.occasion,
                        began=format_date(beginning.began))  # fmt: skip
            yield _Coming(falls, "anniversary", beginning.name, what, beginning.record, beginning.partner,
                          beginning.sources)  # fmt: skip


def _status_changes(land: Landscape) -> Iterator[_Coming]:
    """Give the last day of each settled status, if no contact comes before it."""
    months = {"active": land.rule.active_months, "quiet": land.rule.dormant_months}
    following = {"active": "quiet", "quiet": "dormant"}
    for standing in land.standings:
        status, day = standing.status.settled, standing.status.day
        if status in months and day is not None:
            what = text("unit", "coming-status", now=standing.status.label,
                        then=text("measures", f"status-{following[status]}"))  # fmt: skip
            yield _Coming(
                _moved(day, months[status]), "status", label_of(standing.tie.partner), what,
                standing.tie.partner.id, standing.tie.partner.id, standing.status.sources,
            )  # fmt: skip


def _moved(day: PartialDate, months: int) -> PartialDate:
    """Give the last day on which a contact is no older than some months, known as well as the contact."""
    later = months_after(day.latest, months)
    return PartialDate(later.year, later.month if day.month else 0, later.day if day.is_full else 0)


def _row(land: Landscape, one: _Coming, window: Period) -> dict[str, Cell]:
    return {
        "comes_on": one.day,
        "coming_kind": text("unit", f"coming-kind-{one.kind}"),
        "name": one.name,
        "what": one.what,
        "sure": window.surely_overlaps(one.day, one.ends),
        "tie_status": _status_of(land, one.partner),
        "kind_code": one.kind,
        "record": one.record,
        "sources": source_names(land.store, tuple(one.sources)) or ABSENT,
    }


def _status_of(land: Landscape, partner: str) -> Cell:
    found: Standing | None = land.standing_of.get(partner)
    return found.status.label if found is not None else ABSENT
