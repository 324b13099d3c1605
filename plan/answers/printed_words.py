"""The plan's printed words beside our summaries, wherever a table names an element of the plan.

The words come from a copy that the user names (`loaders/plan_text/printed.py`); none are packaged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.records import Node
from graph.store import Store
from graph.texts import Label, text
from plan.answers.overview import described, page_words
from queries.table import ABSENT, Cell, Column, Table, column, columns

if TYPE_CHECKING:
    from datetime import date

    from loaders.plan_text.printed import PrintedPlan, Wording

# The column that names an element of the plan, by its id or its key, in each table that shows one.
_NAMED_IN = {
    "trace": "record", "plan-element": "record", "levels": "level", "criteria": "criterion",
    "plan-next": "element", "plan-next-help": "element", "untouched-criteria": "criterion",
    "blind-spots": "element", "plan-checks": "place", "contents": "chapter", "concepts": "concept",
    "statements": "statement", "office": "agency", "makers": "contributor", "binder-levels": "level",
}  # fmt: skip
# Labels whose keys a table may write without the label.
_LABELS = (
    "Level", "Criterion", "Challenge", "Mission", "SwotItem", "Chapter", "Concept", "Statement", "Agency",
    "Contributor", "Kpi", "Target", "Project", "Tactic", "Goal", "Strategy",
)  # fmt: skip
# The words stand after the column that holds our summary.
_SUMMARIES = ("name", "summary")
_PRINTED = column("printed", subject="plan")


def printed_beside(store: Store, tables: Sequence[Table], copy: PrintedPlan) -> list[Table]:
    """Give the tables with the printed words of the elements that their rows name.

    A table that names none is given as it is.
    """
    return [_with_words(store, table, copy) for table in tables]


def printed_data(store: Store, tables: Sequence[Table], copy: PrintedPlan) -> dict[str, object]:
    """Give the printed words of every element that the tables name, by its id, for scripts."""
    ids = sorted({named for table in tables for named in _ids(store, table) if named})
    found = ((named, copy.words_of(named)) for named in ids)
    return {
        named: {"words_of": words.element, "state": words.state, "th": words.th, "en": words.en}
        for named, words in found
        if words is not None
    }


def printed_cell(words: Wording | None) -> Cell:
    """Put printed words into a cell, marked where the copy differs; ABSENT for what is not printed."""
    if words is None:
        return ABSENT
    if words.state == "not-found":
        return text("plan", "printed-not-found")
    said = Label(words.th or words.en, words.en or words.th)
    return said if words.state == "agrees" else text("plan", "printed-differs", words=said)


def _with_words(store: Store, table: Table, copy: PrintedPlan) -> Table:
    ids = _ids(store, table)
    words = {named: found for named in ids if (found := copy.words_of(named)) is not None}
    if not words:
        return table
    rows = [
        {**row, _PRINTED.id: _cell(named, words.get(named), shown=set(ids))}
        for row, named in zip(table.rows, ids, strict=True)
    ]
    note = _note({found.element: found for found in words.values()}, copy)
    return replace(table, columns=_columns(table), rows=rows, notes=[*table.notes, note])


def _cell(named: str, words: Wording | None, *, shown: set[str]) -> Cell:
    """Give the words; a criterion whose level stands in the same table refers to it."""
    if words is not None and words.element != named and words.element in shown:
        return text("plan", "printed-as-level", level=words.element.partition(":")[2])
    return printed_cell(words)


def _columns(table: Table) -> list[Column]:
    made = list(table.columns)
    places = [place for place, one in enumerate(made, start=1) if one.id in _SUMMARIES]
    made.insert(places[0] if places else len(made), _PRINTED)
    return made


def _note(words: Mapping[str, Wording], copy: PrintedPlan) -> Label:
    counts = Counter(found.state for found in words.values())
    return text(
        "plan",
        "note-printed",
        file=copy.path.name,
        n=len(words),
        agrees=counts["agrees"],
        differs=counts["differs"],
        lost=counts["not-found"],
    )


def _ids(store: Store, table: Table) -> list[str]:
    """Give the id of the element that each row names; an empty text where it names none."""
    naming = _NAMED_IN.get(table.name)
    if naming is None:
        return []
    return [_id(store, str(row.get(naming) or "")) for row in table.rows]


def _id(store: Store, written: str) -> str:
    if not written or written == ABSENT:
        return ""
    tried = (written, *(f"{label}:{written}" for label in _LABELS))
    return next((one for one in tried if store.node(one) is not None), "")


def words_table(node: Node, *, as_of: date) -> Table:
    """Give a record of the plan with our summary and page; `printed_beside` puts its words beside."""
    row: dict[str, Cell] = {"record": node.id, "name": described(node), "page": page_words(node)}
    return Table(
        "plan-element",
        text("plan", "title-element-words"),
        columns("record name page", subjects=("plan",)),
        [row],
        as_of,
        text("plan", "unit-elements"),
        1,
        records=[node.id],
    )
