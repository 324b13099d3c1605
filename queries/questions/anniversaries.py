"""Anniversaries: agreements and memberships that come to 5, 10, 25, 50 or 60 years within some months."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.dates import PartialDate, Period, months_after
from graph.errors import QuestionError
from graph.schema.codes import AGREEMENT_KIND, AGREEMENT_STATUS
from graph.store import Store
from graph.texts import Label, text
from queries.contact_index import ContactIndex, read_contact_index
from queries.explain import source_names
from queries.lookup import label_of
from queries.memberships import BANGKOK, read_memberships
from queries.networks import network_name
from queries.table import ABSENT, Cell, Table, column
from queries.tie_status import TieStatus, find_statuses
from queries.ties import Tie, counts, find_ties, signed_on

MILESTONES = (5, 10, 25, 50, 60)
_COLUMNS = (
    column("falls_on", subject="unit"), column("years", subject="unit", unit="years"), column("name"),
    column("occasion", subject="unit"), column("since", brief=False), column("sure", subject="unit"),
    column("tie_status", subject="unit"), column("last_contact"),
    column("document_status", subject="unit", brief=False),
    column("record", brief=False), column("sources", brief=False),
)  # fmt: skip
_KINDS = {code.value: code.label for code in AGREEMENT_KIND}
_STATUS = {code.value: code.label for code in AGREEMENT_STATUS}


@dataclass(frozen=True)
class _Beginning:
    """What began on a day: with whom or what, by which record, and what it is called."""

    began: PartialDate
    record: str
    name: Label
    occasion: Label
    partner: str
    sources: Sequence[str]
    status: Cell = ABSENT


def anniversaries(store: Store, *, as_of: date, months: int = 12, years: Sequence[int] = MILESTONES) -> Table:
    """List the anniversaries that fall, or may fall, from a date to so many months later.

    A day known to the month or year may fall anywhere in it: such rows are not sure. What
    began on 29 February comes round on 28 February of a common year.
    """
    if months < 0:
        raise QuestionError("parameter-negative", name="months", value=months)
    milestones = sorted(set(years)) or MILESTONES
    window = Period(as_of, months_after(as_of, months))
    index = read_contact_index(store, as_of=as_of)
    ties = find_ties(store, as_of=as_of)
    statuses = find_statuses(store, ties, as_of=as_of)
    rows = [
        _row(store, beginning, count, falls, window, index, statuses)
        for beginning in (*_agreements(ties, as_of), *_memberships(store, as_of))
        for count, falls in _coming(beginning.began, milestones, window)
    ]
    rows.sort(key=_order)
    title = _title(rows, months, milestones)
    return Table(
        "anniversaries", title, _COLUMNS, rows, as_of, text("unit", "unit-anniversaries"), len(rows),
        records=sorted({str(row["record"]) for row in rows}),
        notes=[text("unit", "note-anniversaries"), text("unit", "note-document-status")],
    )  # fmt: skip


def _agreements(ties: Sequence[Tie], as_of: date) -> Iterator[_Beginning]:
    for tie in ties:
        for agreement in tie.agreements:
            began = signed_on(agreement)
            if began is not None and counts(agreement, as_of=as_of):
                yield _Beginning(
                    began, agreement.id, label_of(tie.partner), _KINDS[agreement.text("kind")],
                    tie.partner.id, agreement.texts("sources"), _STATUS[agreement.text("status")],
                )  # fmt: skip


def _memberships(store: Store, as_of: date) -> Iterator[_Beginning]:
    for network, membership in sorted(read_memberships(store, as_of=as_of).networks(BANGKOK).items()):
        if membership.since is not None:
            name, occasion = network_name(store, network), text("unit", "occasion-membership")
            yield _Beginning(membership.since, network, name, occasion, network, membership.sources)


def _coming(
    began: PartialDate, milestones: Iterable[int], window: Period
) -> Iterator[tuple[int, PartialDate]]:
    for years in milestones:
        falls = years_later(began, years)
        if falls is not None and window.may_overlap(falls):
            yield years, falls


def years_later(began: PartialDate, years: int) -> PartialDate | None:
    """Give the date so many years later, known as well as the first; None beyond the calendar."""
    year = began.year + years
    if not date.min.year <= year <= date.max.year:
        return None
    if (began.month, began.day) == (2, 29):
        return PartialDate(year, 2, PartialDate(year, 2).latest.day)
    return PartialDate(year, began.month, began.day)


def _row(
    store: Store, beginning: _Beginning, years: int, falls: PartialDate, window: Period,
    index: ContactIndex,
    statuses: Mapping[str, TieStatus],
) -> dict[str, Cell]:  # fmt: skip
    return {
        "falls_on": falls,
        "years": years,
        "name": beginning.name,
        "occasion": beginning.occasion,
        "since": beginning.began,
        "sure": window.surely_overlaps(falls),
        "document_status": beginning.status,
        "tie_status": statuses[beginning.partner].label if beginning.partner in statuses else ABSENT,
        "last_contact": index.last(index.of(beginning.partner)) or ABSENT,
        "record": beginning.record,
        "sources": source_names(store, tuple(beginning.sources)) or None,
    }


def _order(row: Mapping[str, Cell]) -> tuple[date, str]:
    falls = row["falls_on"]
    return (falls.earliest if isinstance(falls, PartialDate) else date.max, str(row["record"]))


def _title(rows: Sequence[Mapping[str, Cell]], months: int, milestones: Sequence[int]) -> Label:
    sure = sum(1 for row in rows if row["sure"])
    counted = ", ".join(map(str, milestones))
    return text(
        "unit", "anniversaries-title", n=len(rows), months=months, years=counted, sure=sure,
        unsure=len(rows) - sure,
    )  # fmt: skip
