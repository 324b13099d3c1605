"""When the record was gathered: what stands beside the facts may speak of later than the date asked about."""

from __future__ import annotations

from datetime import date

from graph.dates import PartialDate, format_date, parse_date
from graph.store import Store
from graph.texts import Label, text


def gathered_on(store: Store) -> PartialDate | None:
    """Give the day of the newest inquiry on record, to which remarks and lists belong; None without one."""
    asked = (inquiry.text("asked_on") for inquiry in store.nodes("Inquiry"))
    return max((parse_date(written) for written in asked if written), default=None)


def is_later(gathered: PartialDate | None, as_of: date) -> bool:
    """Whether remarks and lists of a record gathered then are surely of later than a date."""
    return gathered is not None and gathered.earliest > as_of


def dated_remark(remark: Label, gathered: PartialDate | None, *, as_of: date) -> Label:
    """Give a remark, with the year it was written where that is later than the date asked about."""
    if gathered is None or gathered.year <= as_of.year:
        return remark
    return text("unit", "remark-written", remark=remark, year=format_date(PartialDate(gathered.year)))


def list_notes(store: Store, *, as_of: date) -> list[Label]:
    """Say that undated lists are of later than the date asked about, where they are."""
    year = _year_of_later_lists(store, as_of)
    return [text("unit", "note-lists-later", year=year)] if year is not None else []


def of_list(finding: Label, store: Store, *, as_of: date) -> Label:
    """Say of which year's list a finding is, where the list is of later than the date asked about."""
    year = _year_of_later_lists(store, as_of)
    return text("unit", "finding-of-list", finding=finding, year=year) if year is not None else finding


def _year_of_later_lists(store: Store, as_of: date) -> Label | None:
    """Give the year of undated lists where they are of later than a date, else None."""
    gathered = gathered_on(store)
    if gathered is None or not is_later(gathered, as_of):
        return None
    return format_date(PartialDate(gathered.year))
