"""Anniversaries: agreements and memberships that come to a round number of years within some months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from graph.dates import PartialDate, Period, months_after
from graph.errors import QuestionError
from graph.store import Store
from graph.texts import Label, text
from queries.facts.contact_index import ContactIndex, read_contact_index
from queries.facts.explain import source_names
from queries.facts.history import find_statuses
from queries.facts.milestones import MILESTONES, Beginning, coming_years, find_beginnings, find_joinings
from queries.facts.tie_status import TieStatus
from queries.facts.ties import find_council_accords, find_ties
from queries.table import ABSENT, Cell, Table, column

_COLUMNS = (
    column("falls_on", subject="unit"), column("years", subject="unit", unit="years"), column("name"),
    column("occasion", subject="unit"), column("since", brief=False),
    column("date_certainty", subject="unit"), column("sure", subject="unit", brief=False),
    column("tie_status", subject="unit"), column("last_contact"),
    column("document_status", subject="unit", brief=False),
    column("record", brief=False), column("sources", brief=False),
)  # fmt: skip


def anniversaries(store: Store, *, as_of: date, months: int = 12, years: Sequence[int] = MILESTONES) -> Table:
    """List the anniversaries that fall, or may fall, from a date to so many months later.

    What is known to the month or year is not sure, even where all of it lies ahead. Documents of
    the council stand beside those of the executive, and say so.
    """
    if months < 0:
        raise QuestionError("parameter-negative", name="months", value=months)
    for count in years:
        if count < 1:
            raise QuestionError("parameter-below", name="years", value=count, least=1)
    milestones = sorted(set(years)) or MILESTONES
    window = Period(as_of, months_after(as_of, months))
    index = read_contact_index(store, as_of=as_of)
    ties = find_ties(store, as_of=as_of)
    statuses = find_statuses(store, as_of=as_of)
    documents = (*ties, *find_council_accords(store, as_of=as_of))
    beginnings = (*find_beginnings(documents), *find_joinings(store, as_of=as_of))
    rows = [
        _row(store, beginning, count, falls, index, statuses)
        for beginning in beginnings
        for count, falls in coming_years(beginning.began, milestones, window)
    ]
    rows.sort(key=_order)
    title = _title(rows, months, milestones)
    return Table(
        "anniversaries", title, _COLUMNS, rows, as_of, text("unit", "unit-anniversaries"), len(rows),
        records=sorted({str(row["record"]) for row in rows}),
        notes=[text("unit", "note-anniversaries"), text("unit", "note-document-status")],
    )  # fmt: skip


def _row(
    store: Store, beginning: Beginning, years: int, falls: PartialDate, index: ContactIndex,
    statuses: Mapping[str, TieStatus],
) -> dict[str, Cell]:  # fmt: skip
    return {
        "falls_on": falls,
        "years": years,
        "name": beginning.name,
        "occasion": beginning.occasion,
        "since": beginning.began,
        "date_certainty": text("unit", "date-sure" if falls.is_full else "date-unsure"),
        "sure": falls.is_full,
        "document_status": beginning.status,
        "tie_status": statuses[beginning.partner].label if beginning.partner in statuses else ABSENT,
        "last_contact": index.last(index.of(beginning.partner)) or ABSENT,
        "record": beginning.record,
        "sources": source_names(store, tuple(beginning.sources)),
    }


def _order(row: Mapping[str, Cell]) -> tuple[date, str]:
    falls = row["falls_on"]
    return (falls.earliest if isinstance(falls, PartialDate) else date.max, str(row["record"]))


def _title(rows: Sequence[Mapping[str, Cell]], months: int, milestones: Sequence[int]) -> Label:
    sure = sum(1 for row in rows if row["sure"])
    every = text("unit", "round-years")
    counted = every if tuple(milestones) == MILESTONES else ", ".join(map(str, milestones))
    return text(
        "unit", "anniversaries-title", n=len(rows), months=months, years=counted, sure=sure,
        unsure=len(rows) - sure,
    )  # fmt: skip
