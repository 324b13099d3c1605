"""What is to come, by the record: planned activities, ends of terms, anniversaries, network meetings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph.dates import PartialDate, Period, format_date
from graph.records import Node
from graph.schema.codes import ACTIVITY_STATUS, AGREEMENT_KIND, labels
from graph.store import targets
from graph.texts import Label, join_labels, text
from queries.facts.contacts import activity_dates
from queries.facts.landscape import Landscape
from queries.facts.lookup import label_of
from queries.facts.milestones import MILESTONES, coming_years, find_beginnings, find_joinings
from queries.facts.terms import TermEnd, partners_of, signing_of
from queries.table import Cell, list_cell

# An activity of one of these statuses may still take place.
_AHEAD = frozenset({"idea", "planned", "announced", "confirmed", "postponed"})
_DOCUMENTS = labels(AGREEMENT_KIND)
_STATUS = labels(ACTIVITY_STATUS)
_NETWORK_KINDS = frozenset({"city_network"})


@dataclass(frozen=True)
class Coming:
    """One thing to come: its day as known, its kind, whom and what it is about, and its record."""

    day: PartialDate
    kind: str
    name: Cell
    what: Label
    record: str
    partners: Sequence[str] = ()
    sources: Sequence[str] = ()
    ends: PartialDate | None = None
    confirmed: bool = True

    def is_sure(self, window: Period) -> bool:
        """Whether it falls in a window on an exact day, and is no announcement alone nor past."""
        expected = self.confirmed and self.kind != "overdue"
        return expected and self._is_exact and window.surely_overlaps(self.day, self.ends)

    def certainty(self, window: Period) -> Label:
        """Say how certain its day is."""
        if self.kind == "overdue":
            return text("unit", "date-past")
        if not self.confirmed:
            return text("unit", "date-not-confirmed")
        return text("unit", "date-sure" if self.is_sure(window) else "date-unsure")

    @property
    def _is_exact(self) -> bool:
        """Whether its day is known, not the month or year alone; a term with two readings has none."""
        ends = self.ends or self.day
        return self.day.is_full and ends.is_full and (self.kind != "expiry" or ends == self.day)


def find_coming(land: Landscape, window: Period) -> list[Coming]:
    """List what falls, or may fall, in a window, in order of its first day there."""
    found = [*_activities(land), *_expiries(land), *_anniversaries(land, window)]
    coming = [one for one in found if window.may_overlap(one.day, one.ends)]
    coming.sort(key=lambda one: (max(one.day.earliest, window.first), one.day.latest, one.kind, one.record))
    return coming


def find_overdue(land: Landscape) -> list[Coming]:
    """List the terms that ended and were followed by no document, newest first."""
    found = [
        (
            end.last,
            _ending(
                land,
                document,
                end,
                "overdue",
                text("unit", "coming-overdue", document=_named(land, document), ended=end.label),
            ),
        )
        for document, end in land.terms.documents
        if end.last.latest < land.as_of and not land.terms.has_successor(document)
    ]
    return [coming for _, coming in sorted(found, key=lambda pair: (pair[0], pair[1].record), reverse=True)]


def weeks_after(day: date, weeks: int) -> date:
    """Give the day some weeks later, never outside the calendar."""
    return date.max if weeks > (date.max - day).days // 7 else day + timedelta(weeks=weeks)


def _activities(land: Landscape) -> Iterator[Coming]:
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
        yield Coming(
            dates[0],
            "network-meeting" if meets else "activity",
            list_cell(label_of(partner) for partner in partners),
            what,
            activity.id,
            [partner.id for partner in partners],
            activity.texts("sources"),
            dates[1],
            activity.text("status") == "confirmed",
        )


def _expiries(land: Landscape) -> Iterator[Coming]:
    """Give the terms that do not end for certain before the date."""
    for document, end in land.terms.documents:
        if end.last.latest >= land.as_of:
            yield _ending(land, document, end, "expiry", label_of(document))


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


def _ending(land: Landscape, document: Node, end: TermEnd, kind: str, what: Label) -> Coming:
    partners = partners_of(land.store, document)
    return Coming(
        end.first,
        kind,
        list_cell(label_of(partner) for partner in partners),
        what,
        document.id,
        [partner.id for partner in partners],
        document.texts("sources"),
        end.last,
    )


def _anniversaries(land: Landscape, window: Period) -> Iterator[Coming]:
    ties = (*(s.tie for s in land.standings), *land.councils.values())
    begun = (*find_beginnings(ties), *find_joinings(land.store, as_of=land.as_of))
    for beginning in begun:
        for years, falls in coming_years(beginning.began, MILESTONES, window):
            what = text(
                "unit",
                "coming-years",
                years=years,
                what=beginning.occasion,
                began=format_date(beginning.began),
            )
            yield Coming(
                falls,
                "anniversary",
                beginning.name,
                what,
                beginning.record,
                [beginning.partner],
                beginning.sources,
            )
