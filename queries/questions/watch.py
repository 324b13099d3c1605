"""Watch: the dated notes on a partner or an issue, newest first, each with its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from graph.dates import PartialDate, months_before, parse_date
from graph.errors import QuestionError
from graph.records import Node
from graph.schema import SCHEMA
from graph.schema.codes import INQUIRY_OUTCOME, labels
from graph.store import Store, targets
from graph.texts import Label, same, text
from queries.facts.explain import source_names
from queries.facts.free_text import free_text
from queries.facts.headlines import at_record_end
from queries.facts.lookup import label_of
from queries.facts.places import country_of
from queries.facts.related import records_on
from queries.facts.state_statements import said_on, statement_in_words, statements_on
from queries.table import ABSENT, Cell, Table, column, name_some

# How far back the notes go where no subject is named.
DEFAULT_MONTHS = 12
_COLUMNS = (
    column("noted_on", subject="unit"), column("note_kind", subject="unit"), column("name"),
    column("note", subject="unit"), column("record", brief=False), column("sources", brief=False),
)  # fmt: skip
_OUTCOMES = labels(INQUIRY_OUTCOME)
# Two readings of one activity differ: no note on what happened. `explain` shows them.
_READ = frozenset(name for name, prop in SCHEMA.node_properties("Activity").items() if prop.grounds)
# So many subjects of an inquiry are named.
_SUBJECTS = 4
# Which property dates the note on a record.
_DATES = {"Activity": "start_on", "Agreement": "signed_on", "Claim": "dated_on", "Inquiry": "asked_on"}
_KINDS = {
    "announced agreement": "announced",
    "signing without a document": "signing",
    "conflict": "disagreement",
    "partner count": "count",
    "governor's term": "term",
    "governor not known": "term",
    "tie status": "status",
}


@dataclass(frozen=True)
class _Note:
    """A note: the day it speaks of as far as known, its kind, its record, its words."""

    day: PartialDate | None
    kind: str
    record: Node
    words: Label


def watch(store: Store, *, as_of: date, about: str | None = None, months: int | None = None) -> Table:
    """List the dated notes on a subject (all of them), or on anything in the last months (12).

    A dated note is a text beside the facts: a claim, an announcement, a disagreement, an inquiry
    without a result, or the note on an activity, agreement, mission or organization. Its day is
    the record's own; a disagreement without one takes the newest of the records it concerns.
    What has no date stands last, and inquiries after all that happened.
    A note counts from the first day its date can mean.
    """
    if months is not None and months < 1:
        raise QuestionError("parameter-below", name="months", value=months, least=1)
    wanted = None if about is None else records_on(store, about)
    reach = months if months is not None or about is not None else DEFAULT_MONTHS
    found = (*_notes(store, wanted), *_statements(store, about, as_of))
    notes = [note for note in found if _is_in(note, as_of, reach)]
    notes.sort(key=lambda note: note.record.id)
    notes.sort(key=lambda note: note.day.earliest if note.day else date.min, reverse=True)
    notes.sort(key=lambda note: note.kind == "inquiry")  # what happened goes before what was asked
    rows = [_row(store, note) for note in notes]
    title = _title(store, notes, about, reach)
    if reach is not None:  # that the last months hold little says where the record ends
        title = at_record_end(title, store, as_of=as_of)
    return Table(
        "watch", title, _COLUMNS, rows, as_of, text("unit", "unit-notes"),
        len(rows), records=sorted({note.record.id for note in notes}), notes=[text("unit", "note-watch")],
        says=list(_left_out(store, wanted, as_of, reach)),
    )  # fmt: skip


def _left_out(store: Store, wanted: set[str] | None, as_of: date, reach: int | None) -> Iterator[Label]:
    """Say how many activities on the subject bear no note, and so are not listed."""
    if wanted is None:
        return
    held = [node for node in store.nodes("Activity") if node.id in wanted]
    on_it = [node for node in held if _is_in(_Note(_own_day(node), "", node, same("")), as_of, reach)]
    if bare := sum(1 for node in on_it if not node.get("note")):
        yield text("unit", "watch-left-out", bare=bare, n=len(on_it))


def _is_in(note: _Note, as_of: date, months: int | None) -> bool:
    if note.day is None:
        return months is None
    return note.day.earliest <= as_of and (months is None or note.day.latest >= months_before(as_of, months))


def _notes(store: Store, wanted: set[str] | None) -> Iterator[_Note]:
    for label in ("Activity", "Agreement", "Embassy", "Organization"):
        for node in store.nodes(label):
            if node.get("note") and (wanted is None or node.id in wanted):
                yield _Note(_own_day(node), label.lower(), node, free_text(node, "note"))
    for label in ("Claim", "Inquiry"):
        for node in store.nodes(label):
            concerned = targets(store, node.id, "CONCERNS")
            if node.text("subject_property") in _READ:
                continue
            if wanted is None or any(record.id in wanted for record in concerned):
                yield _said(node, concerned)


def _statements(store: Store, about: str | None, as_of: date) -> Iterator[_Note]:
    """Give what was said on relations with every country, or with the one that a subject is or lies in."""
    of_subject = country_of(store, about) if about is not None else None
    for country in store.nodes("Country"):
        if about in (None, country.id) or country == of_subject:
            for node in statements_on(store, country.id, as_of=as_of):
                yield _Note(said_on(node), "relations", node, statement_in_words(node))


def _own_day(node: Node) -> PartialDate | None:
    written = node.text(_DATES[node.label]) if node.label in _DATES else ""
    return parse_date(written) if written else None


def _said(node: Node, concerned: list[Node]) -> _Note:
    """Put a claim or an inquiry into words: what it says, and what was chosen or noted."""
    if node.label == "Inquiry":
        note = _with(_subjects(node, concerned), free_text(node, "note"))
        return _Note(_own_day(node), "inquiry", node, _with(_OUTCOMES[node.text("outcome")], note))
    days = [day for record in concerned if (day := _own_day(record))]
    newest = max(days, key=lambda day: (day.earliest, day.latest), default=None)
    kind = _KINDS.get(node.text("subject_property"), "disagreement")
    aside = free_text(node, "choice" if node.get("choice") else "note")
    said = same("") if node.text("value") == node.name else free_text(node, "value")
    return _Note(_own_day(node) or newest, kind, node, _with(said, aside))


def _subjects(node: Node, concerned: list[Node]) -> Label:
    """Name the first places or countries that an inquiry was about, and how many more."""
    names = [label_of(record) for record in concerned] + [same(name) for name in node.texts("subjects_named")]
    return name_some(names, most=_SUBJECTS)


def _with(words: Label, aside: Label) -> Label:
    if not words.en or not aside.en:
        return words if words.en else aside
    return Label(f"{words.th} - {aside.th}", f"{words.en} - {aside.en}")


def _row(store: Store, note: _Note) -> dict[str, Cell]:
    return {
        "noted_on": note.day,
        "note_kind": text("unit", f"note-kind-{note.kind}"),
        "name": label_of(note.record),
        "note": note.words if note.words.en else ABSENT,
        "record": note.record.id,
        "sources": source_names(store, note.record.get("sources")),
    }


def _title(store: Store, notes: list[_Note], about: str | None, months: int | None) -> Label:
    searches = sum(1 for note in notes if note.kind == "inquiry")
    counts: Mapping[str, object] = {
        "n": len(notes) - searches,
        "undated": sum(1 for note in notes if note.day is None and note.kind != "inquiry"),
        "searches": text("unit", "watch-searches", n=searches) if searches else same(""),
    }
    record = store.node(about) if about is not None else None
    if record is None:
        return text("unit", "watch-title", months=months, **counts)
    key = "watch-about-title" if months is None else "watch-about-months-title"
    return text("unit", key, months=months, name=label_of(record), **counts)
