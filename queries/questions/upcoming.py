"""Upcoming: what falls in the next weeks: planned activities, expiries, anniversaries, network meetings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph.dates import PartialDate, Period, format_date, months_before
from graph.errors import QuestionError
from graph.records import Node
from graph.schema.codes import ACTIVITY_STATUS, AGREEMENT_KIND, labels
from graph.store import Store, targets
from graph.texts import Label, join_labels, text
from queries.facts.contacts import activity_dates
from queries.facts.explain import source_names
from queries.facts.landscape import Landscape
from queries.facts.lookup import label_of
from queries.facts.milestones import MILESTONES, coming_years, find_beginnings, find_joinings
from queries.facts.standing import Standing
from queries.facts.terms import TermEnd, Terms, partners_of, signing_of
from queries.facts.ties import find_council_accords
from queries.table import ABSENT, Cell, Table, column, list_cell

_COLUMNS = (
    column("comes_on", subject="unit"), column("coming_kind", subject="unit"), column("name"),
    column("what", subject="unit"), column("date_certainty", subject="unit"),
    column("tie_status", subject="unit"),
    column("sure", subject="unit", brief=False), column("kind_code", subject="unit", brief=False),
    column("record", brief=False),
    column("sources", brief=False),
)  # fmt: skip
KINDS = ("overdue", "activity", "network-meeting", "expiry", "anniversary")
# A term that ended longer ago without a successor is no matter of the week.
OVERDUE_MONTHS = 24
# An activity of one of these statuses may still take place.
_AHEAD = frozenset({"idea", "planned", "announced", "confirmed", "postponed"})
_DOCUMENTS = labels(AGREEMENT_KIND)
_STATUS = labels(ACTIVITY_STATUS)
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
    confirmed: bool = True


def upcoming(store: Store, *, as_of: date, weeks: int = 8) -> Table:
    """List what falls, or may fall, from a date to so many weeks later, in order of its first day.

    Anniversaries are those of every ten years, and of 5 and 25. That a tie will grow quiet is nothing to
    come: after the end of the record no status changes.
    """
    if weeks < 0:
        raise QuestionError("parameter-below", name="weeks", value=weeks, least=0)
    return upcoming_table(Landscape(store, as_of), weeks=weeks)


def upcoming_table(land: Landscape, *, weeks: int) -> Table:
    """Give the table of `upcoming` on a ground that is read already."""
    as_of = land.as_of
    window = Period(as_of, weeks_after(as_of, weeks))
    terms = Terms(land.store, as_of)
    found = [*_activities(land), *_expiries(land, terms), *_anniversaries(land, window)]
    coming = [one for one in found if window.may_overlap(one.day, one.ends)]
    coming.sort(key=lambda one: (max(one.day.earliest, as_of), one.day.latest, one.kind, one.record))
    coming = [*_overdue(land, terms), *coming]
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


def weeks_after(day: date, weeks: int) -> date:
    """Give the day some weeks later, never outside the calendar."""
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
            activity.text("status") == "confirmed",
        )  # fmt: skip


def _expiries(land: Landscape, terms: Terms) -> Iterator[_Coming]:
    """Give the terms that do not end for certain before the date."""
    for document, end in terms.documents:
        if end.last.latest >= land.as_of:
            yield _ending(land, document, end, "expiry", label_of(document))


def _overdue(land: Landscape, terms: Terms) -> list[_Coming]:
    """Give the terms that ended within two years and were followed by no document, newest first."""
    found = []
    since = months_before(land.as_of, OVERDUE_MONTHS)
    for document, end in terms.documents:
        over = since <= end.last.latest < land.as_of
        if over and not terms.has_successor(document):
            what = text("unit", "coming-overdue", document=_named(land, document), ended=end.label)
            found.append((end.last, _ending(land, document, end, "overdue", what)))
    return [coming for _, coming in sorted(found, key=lambda pair: (pair[0], pair[1].record), reverse=True)]


def _named(land: Landscape, document: Node) -> Label:
    """Name a document by kind, partner and signing, where all are on record; else by its title."""
    signed, partners = signing_of(document), partners_of(land.store, document)
    if document.label != "Agreement" or signed is None or not partners:
        return label_of(document)
    names = join_labels(map(label_of, partners))
    return text(
        "unit",
        "document-with",
        kind=_DOCUMENTS[document.text("kind")],
        name=names,
        signed=format_date(signed),
    )


def _ending(land: Landscape, document: Node, end: TermEnd, kind: str, what: Label) -> _Coming:
    partners = partners_of(land.store, document)
    return _Coming(
        end.first, kind, list_cell(label_of(partner) for partner in partners), what, document.id,
        next((partner.id for partner in partners), ""), document.texts("sources"), end.last,
    )  # fmt: skip


def _anniversaries(land: Landscape, window: Period) -> Iterator[_Coming]:
    ties = (*(s.tie for s in land.standings), *find_council_accords(land.store, as_of=land.as_of))
    begun = (*find_beginnings(ties), *find_joinings(land.store, as_of=land.as_of))
    for beginning in begun:
        for years, falls in coming_years(beginning.began, MILESTONES, window):
            what = text("unit", "coming-years", years=years, what=beginning.occasion,
                        began=format_date(beginning.began))  # fmt: skip
            yield _Coming(falls, "anniversary", beginning.name, what, beginning.record, beginning.partner,
                          beginning.sources)  # fmt: skip


def _row(land: Landscape, one: _Coming, window: Period) -> dict[str, Cell]:
    sure = _is_sure(one, window)
    return {
        "comes_on": one.day,
        "coming_kind": text("unit", f"coming-kind-{one.kind}"),
        "name": one.name,
        "what": one.what,
        "date_certainty": text("unit", _certainty(one, sure=sure)),
        "sure": sure,
        "tie_status": _status_of(land, one.partner),
        "kind_code": one.kind,
        "record": one.record,
        "sources": source_names(land.store, tuple(one.sources)) or ABSENT,
    }


def _is_sure(one: _Coming, window: Period) -> bool:
    """Whether it falls in the weeks on an exact day, and is no announcement alone nor past."""
    expected = one.confirmed and one.kind != "overdue"
    return expected and _is_exact(one) and window.surely_overlaps(one.day, one.ends)


def _is_exact(one: _Coming) -> bool:
    """Whether its day is known, not the month or year alone; a term with two readings has none."""
    ends = one.ends or one.day
    return one.day.is_full and ends.is_full and (one.kind != "expiry" or ends == one.day)


def _certainty(one: _Coming, *, sure: bool) -> str:
    if one.kind == "overdue":
        return "date-past"
    if not one.confirmed:
        return "date-not-confirmed"
    return "date-sure" if sure else "date-unsure"


def _status_of(land: Landscape, partner: str) -> Cell:
    found: Standing | None = land.standing_of.get(partner)
    return found.status.label if found is not None else ABSENT
