"""Every answer there is, and what holds across them: one number, one name.

What a row is about, and which figures are parts of which, stand here as data. A check gives what
contradicts itself, as sentences; `tests/model/test_one_number.py` holds that each finds a planted
contradiction, and none in the packaged data.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.dates import PartialDate
from graph.texts import Label, text
from maps.answers import Answers
from plan.answers.next_tables import answer_next
from plan.answers.orphans import orphan_tables
from plan.answers.plan_parts import PARTS, levels_table, part_tables
from plan.answers.report import report_tables
from plan.answers.report_span import find_span
from plan.answers.status import plan_tables
from plan.answers.trace_tables import trace_tables
from plan.clock import CLOCKS
from plan.ladders.trace import trace
from plan.making.assemble import Assembly
from plan.making.rules import read_rules
from queries.catalog import QUESTIONS, run_question
from queries.table import Cell, Column, Table, show_cell

Row = Mapping[str, Cell]
# What rows are about, and the columns that tell them apart; the first that a table has is taken.
SUBJECTS: Sequence[tuple[str, Sequence[str]]] = (
    ("partner", ("partner",)),
    ("partner", ("place",)),
    ("country", ("country",)),
    ("region", ("region",)),
    ("theme", ("theme",)),
    ("network", ("network",)),
    ("KPI and year", ("kpi", "year")),
    ("KPI", ("kpi",)),
    ("project", ("project",)),
    ("tactic", ("tactic",)),
    ("matter of the plan", ("element",)),
    ("matter of the plan", ("challenge",)),
    ("way of counting", ("way",)),
    ("measure", ("measure",)),
    ("stretch of time", ("period",)),
    ("kind of source", ("source_kind",)),
    ("mission", ("mission",)),
    ("link of a record", ("activity", "rule_id")),
    ("record", ("record",)),
    ("record", ("activity",)),
)
# The row of the whole, and a row whose records stand in it and in others too.
WHOLE, APART = "all", "undated"
# In every row a column that begins so is a part of the other.
PARTS_OF: Mapping[str, str] = {"status_": "ties", "pattern_": "ties"}
# In every row of a table these columns add up to the other.
SUMS: Sequence[tuple[str, str, Sequence[str]]] = (
    ("plan-rollup", "total", ("above", "at", "below", "unknown")),
)
# Counts of what one row may share with another: a contact with two regions stands in both.
SHARED = frozenset(
    {
        "contacts",
        "contacts_since",
        "undated_contacts",
        "activities_with_ties",
        "mentions",
        "themes",
        "records_held",
        "nobody_abroad",
        "all",
    }
)
# A stretch of time tells how things stand at its end: ties there are no parts of a whole.
STANDING = frozenset({"ties"})
# The same measure under the name of another table.
ALIASES: Mapping[str, str] = {"active": "status_active"}
# The name of a row on a record may be that of whom it is with.
NAMED_AFTER = frozenset({"record"})
# Headlines whose counts overlap, and say so.
OVERLAPPING = frozenset({"communities", "network-reach"})
# Units whose figures add up over rows.
ADDABLE = frozenset({"ties", "contacts", "activities", "KPI-years", "mentions", "themes"})
# Headings that say what a column is in its row, whatever the row is.
OF_THE_ROW = frozenset({"Date", "Until"})


@dataclass(frozen=True)
class Told:
    """A table, and what it is about: everything, unless it is of one partner, KPI or element."""

    table: Table
    about: str = ""

    @property
    def subject(self) -> tuple[str, Sequence[str]] | None:
        """What the rows are about, and the columns that tell them apart; None where none do."""
        ids = {column.id for column in self.table.columns}
        for subject, columns in SUBJECTS:
            if ids.issuperset(columns):
                keys = {row_key(row, columns) for row in self.table.rows}
                if len(keys) == len(self.table.rows):
                    return subject, columns
        return None


def row_key(row: Row, columns: Sequence[str]) -> str:
    """Write what a row is about: record ids without their label, which some columns leave out."""
    return " ".join(str(row[column]).rpartition(":")[2] for column in columns)


def every_table(held: Assembly, *, as_of: date) -> list[Told]:
    """Give every table of every question, of every plan command and of the pack."""
    return [*_answers(held, as_of), *_plan_tables(held, as_of), *_pack(held, as_of)]


def _answers(held: Assembly, as_of: date) -> Iterator[Told]:
    for question in QUESTIONS.values():
        yield from (Told(table) for table in run_question(held.store, question.name, as_of=as_of))


def _plan_tables(held: Assembly, as_of: date) -> Iterator[Told]:
    store, rules, book = held.store, read_rules(), Answers(held, as_of).book
    kpis = [kpi.key for kpi in store.nodes("Kpi")]
    whole = [
        *plan_tables(store, as_of=as_of),
        *(table for part in PARTS for table in part_tables(store, part, as_of=as_of)),
        levels_table(store, [f"Kpi:{kpi}" for kpi in kpis], as_of=as_of),
        *orphan_tables(store, book, unlinked=held.unlinked, rules=rules),
    ]
    yield from (Told(table) for table in whole)
    for kpi in kpis:
        tables, _ = answer_next(held, kpi, year=None, clock="fiscal", as_of=as_of)
        yield from (Told(table, kpi) for table in tables)
    traced = trace(store, "2.1", as_of=as_of)
    for table in trace_tables(store, traced, as_of=as_of, unlinked=held.unlinked, rules=rules):
        yield Told(table, "2.1")
    span = find_span(store, year=2568, month=3, clock=CLOCKS["fiscal"], as_of=as_of)
    for table in report_tables(store, span, rules=held.rules_version):
        yield Told(table, "three months of 2568")


def _pack(held: Assembly, as_of: date) -> Iterator[Told]:
    answers = Answers(held, as_of)
    for table in answers.tables:
        yield Told(table, "thread" if table is answers.thread_links else "")
    for place, tables in answers.profiles:
        yield from (Told(table, place.id) for table in tables)


def unlike_values(told: Iterable[Told]) -> list[str]:
    """Find a measure with two values for one thing: alike in column, unit, scope and the row's subject."""
    found: defaultdict[tuple[str, ...], defaultdict[Label, list[str]]]
    found = defaultdict(lambda: defaultdict(list))
    for one in told:
        if (subject := one.subject) is None:
            continue
        for row in one.table.rows:
            key = row_key(row, subject[1])
            for column in _measured(one.table.columns, subject, key):
                measure = (one.about, subject[0], key, ALIASES.get(column.id, column.id), column.unit)
                found[measure][show_cell(row[column.id], column.shown_as)].append(one.table.name)
    return [f"{measure}: {dict(values)}" for measure, values in found.items() if len(values) > 1]


def _measured(columns: Iterable[Column], subject: tuple[str, Sequence[str]], key: str) -> list[Column]:
    """Leave out what tells rows apart, and a name that is of something else."""
    named_after = subject[0] in NAMED_AFTER or key in (WHOLE, APART)
    apart = {*subject[1], *(("name",) if named_after else ())}
    return [column for column in columns if column.id not in apart]


def shared_headings(told: Iterable[Told]) -> list[str]:
    """Find a heading of figures, days or yes and no that stands for two things, or a thing with two."""
    things: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    headings: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for one in told:
        for column in one.table.columns:
            kind = _kind(column, one.table.rows)
            if kind and column.label.en not in OF_THE_ROW:
                things[column.label.en, kind].add(column.id)
                things[column.label.th, kind].add(column.id)
                headings[column.id].add((column.label.th, column.label.en))
    return [
        *(f"{heading} stands for {sorted(ids)}" for heading, ids in things.items() if len(ids) > 1),
        *(f"{thing} is headed {sorted(heads)}" for thing, heads in headings.items() if len(heads) > 1),
    ]


def _kind(column: Column, rows: Sequence[Row]) -> str:
    """Tell what a column holds that can be compared: figures of a unit, days, yes and no; else nothing."""
    if column.unit:
        return column.unit
    cells = [row[column.id] for row in rows]
    if any(isinstance(cell, bool) for cell in cells):
        return "yes and no"
    words = any(isinstance(cell, Label) for cell in cells)
    return "day" if not words and any(isinstance(cell, date | PartialDate) for cell in cells) else ""


def twice_in_one_table(told: Iterable[Told]) -> list[str]:
    """Find two columns of one table under one heading, in either language."""
    found = set()
    for one in told:
        for lang in ("th", "en"):
            heads = [column.label.in_language(lang) for column in one.table.columns]
            found |= {f"{one.table.name}: {head}" for head in heads if heads.count(head) > 1}
    return sorted(found)


def unequal_totals(told: Iterable[Told]) -> list[str]:
    """Find a total that is not its parts: over the rows of a table, and over columns of a row."""
    found: list[str] = []
    for one in told:
        ids = [column.id for column in one.table.columns]
        for column in one.table.columns:
            if column.unit in ADDABLE and column.id not in SHARED:
                found += _unlike_whole(one, column)
        for start, whole in PARTS_OF.items():
            own = [column for column in ids if column.startswith(start) and column != f"{start}code"]
            if whole in ids and len(own) > 1:
                found += _unlike_sum(one.table, whole, own)
        for name, whole, parts in SUMS:
            if one.table.name == name:
                found += _unlike_sum(one.table, whole, parts)
    return found


def _unlike_whole(one: Told, column: Column) -> list[str]:
    """Compare the row of the whole with the sum of the others; ties with the count of a table of ties."""
    if one.subject is None or (one.subject[0] == "stretch of time" and column.unit in STANDING):
        return []
    by_key = {row_key(row, one.subject[1]): row[column.id] for row in one.table.rows}
    whole = by_key.pop(WHOLE, None)
    if column.id == "ties" and one.table.unit == text("questions", "unit-ties"):
        whole = one.table.n
    by_key.pop(APART, None)
    parts = [cell for cell in by_key.values() if isinstance(cell, int)]
    if not isinstance(whole, int) or sum(parts) == whole:
        return []
    return [f"{one.table.name}, {column.id}: {sum(parts)} in its rows, {whole} in all"]


def _unlike_sum(table: Table, whole: str, parts: Sequence[str]) -> list[str]:
    return [
        f"{table.name}, {row.get('name')}: {[row[part] for part in parts]} of {row[whole]}"
        for row in table.rows
        if sum(int(str(row[part])) for part in parts) != row[whole]
    ]


def unequal_headlines(told: Iterable[Told]) -> list[str]:
    """Find a headline whose counts after the colon are not the count before it."""
    found = set()
    for one in told:
        if one.table.name in OVERLAPPING:
            continue
        before, _, after = one.table.title.en.partition(": ")
        total = re.search(r"\d+", before)
        parts = [int(part) for part in re.findall(r"(?:^|, (?:and )?)(\d+) [a-z]", after.partition("; ")[0])]
        if total and len(parts) > 1 and int(total[0]) != sum(parts) and "the rest" not in after:
            found.add(one.table.title.en)
    return sorted(found)
