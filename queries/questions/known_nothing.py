"""Known nothing: what was asked and not found, when and of whom; what was not asked stands apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from graph.dates import parse_date
from graph.records import Node
from graph.schema.codes import INQUIRY_FIELD, INQUIRY_OUTCOME, labels
from graph.store import Store, targets
from graph.texts import Label, same, text
from queries.facts.explain import source_names
from queries.facts.free_text import free_text
from queries.facts.lookup import label_of
from queries.facts.related import records_on
from queries.table import ABSENT, Cell, Table, column, date_cell

_COLUMNS = (
    column("subject", subject="unit"), column("looked_for", subject="unit"), column("field", subject="unit"),
    column("asked_on", subject="unit"), column("asked_of", subject="unit"),
    column("searches", subject="unit", unit="searches", brief=False), column("remark", subject="unit"),
    column("record", brief=False), column("sources", brief=False),
)  # fmt: skip
FIELDS = tuple(code.value for code in INQUIRY_FIELD)
OUTCOMES = tuple(code.value for code in INQUIRY_OUTCOME)
_FIELDS = labels(INQUIRY_FIELD)


def known_nothing(
    store: Store, *, as_of: date, about: str | None = None, field: str | None = None
) -> list[Table]:
    """List what was asked and not found, then what was not asked, one row a subject.

    An inquiry counts from the first day its date can mean. One on a place is also one on its country.
    """
    wanted = None if about is None else records_on(store, about)
    rows = [
        row
        for inquiry in store.nodes("Inquiry")
        if field in (None, inquiry.text("field")) and _asked_by(inquiry, as_of)
        for row in _rows(store, inquiry)
        if wanted is None or row["subject_id"] in wanted
    ]
    rows.sort(
        key=lambda row: (FIELDS.index(str(row["field_key"])), str(row["record"]), _english(row["subject"]))
    )
    return [_table(rows, outcome, as_of) for outcome in OUTCOMES]


def _asked_by(inquiry: Node, as_of: date) -> bool:
    written = inquiry.text("asked_on")
    return not written or parse_date(written).earliest <= as_of


def _rows(store: Store, inquiry: Node) -> Iterator[dict[str, Cell]]:
    subjects = [(node.id, label_of(node)) for node in targets(store, inquiry.id, "CONCERNS")]
    subjects += [("", same(name)) for name in inquiry.texts("subjects_named")]
    asked_of = Label(inquiry.text("asked_of_th"), inquiry.text("asked_of_en"))
    note = free_text(inquiry, "note")
    searches = inquiry.number("searches")
    for subject, name in subjects:
        yield {
            "subject_id": subject, "subject": name, "looked_for": label_of(inquiry),
            "field_key": inquiry.text("field"), "field": _FIELDS[inquiry.text("field")],
            "asked_on": date_cell(inquiry.text("asked_on")) or ABSENT,
            "asked_of": asked_of if asked_of.en else ABSENT,
            "searches": int(searches) if searches is not None else None,
            "remark": note if note.en else ABSENT, "outcome": inquiry.text("outcome"), "record": inquiry.id,
            "sources": source_names(store, inquiry.get("sources")),
        }  # fmt: skip


def _english(cell: Cell) -> str:
    return cell.en if isinstance(cell, Label) else str(cell)


def _table(rows: list[dict[str, Cell]], outcome: str, as_of: date) -> Table:
    held = [row for row in rows if row["outcome"] == outcome]
    name = "known-nothing" if outcome == "not_found" else "known-nothing-not-asked"
    inquiries = {str(row["record"]) for row in held}
    records = inquiries | {str(row["subject_id"]) for row in held if row["subject_id"]}
    title = text("unit", f"{name}-title", n=len(held), inquiries=len(inquiries))
    return Table(
        name, title, _COLUMNS, held, as_of, text("unit", "unit-subjects"), len(held), records=sorted(records),
        notes=[text("unit", "note-silence")] if outcome == "not_found" else (),
    )  # fmt: skip
