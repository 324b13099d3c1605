"""What a headline says where the record tells nothing: of the undated, and of what came after its end.

What is undated had happened by the end of the record (`known`). On an earlier day nobody can tell,
so it is counted in no figure, and the headline says how many there are. On a day after the end a
status is that of the end, and the headline says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from graph.dates import format_date
from graph.store import Store
from graph.texts import Label, join_labels, text
from queries.facts.known import undated_from
from queries.facts.lookup import label_of
from queries.facts.record_end import find_record_end
from queries.facts.ties import read_documents
from queries.table import Table


def with_undated(store: Store, tables: Sequence[Table], *, as_of: date) -> list[Table]:
    """Say in the tables that count ties how many are unknown to have stood yet, and which."""
    if undated_from(store) <= as_of:
        return list(tables)
    apart = [tie.partner for tie in read_documents(store).undated_ties(as_of)]
    if not apart:
        return list(tables)
    unit, names = text("questions", "unit-ties"), join_labels([label_of(partner) for partner in apart])
    note = text("questions", "note-unknown-yet", n=len(apart), names=names)
    return [
        replace(
            table,
            title=text("questions", "title-and-undated", title=table.title, n=len(apart)),
            notes=[*table.notes, note],
        )
        if table.unit == unit
        else table
        for table in tables
    ]


def at_record_end(title: Label, store: Store, *, as_of: date) -> Label:
    """Say in a headline on status, after the end of the record, of which day it is; else leave it alone."""
    end = find_record_end(store)
    if end is None or as_of <= end.latest:
        return title
    return text("measures", "at-record-end", said=title, end=format_date(end))


def title_with_unknown(title: Label, n: int) -> Label:
    """Add to a headline how many documents or matters are unknown to have been yet; nothing for none."""
    return text("unit", "title-with-unknown", title=title, n=n) if n else title
