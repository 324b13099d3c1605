"""The one shape of an answer: a table with its date, unit, n, yardstick and record ids.

Screen, page, spreadsheet and JSON are all written from it, so they cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeGuard

from graph.dates import PartialDate, format_date, parse_date
from graph.texts import Label, join_labels, read_subject, same, text


class Level(int):
    """A level of a ladder as a cell: 0 is none, below the first. JSON holds the number."""


# What a cell may hold. None is unknown and is shown as such; ABSENT says there is none. A date is
# shown in each language's era; JSON and CSV hold it as ISO 8601.
Cell = Label | str | int | float | bool | date | PartialDate | None
ABSENT = "—"
# With a few dozen ties these carry one decimal at most.
ONE_DECIMAL = ("ratio", "regions")
# Money is shown with thousands signs, and with satang where there are any.
MONEY = "baht"


@dataclass(frozen=True)
class Column:
    """One column: its id (English, fixed), its heading, and the unit of its numbers.

    `brief` columns are shown on a screen or page; all are written to files. A `presence` column
    says whether there is such a thing, which Thai words otherwise than yes and no.
    """

    id: str
    label: Label
    unit: str = ""
    brief: bool = True
    presence: bool = False

    @property
    def shown_as(self) -> str:
        """What `show_cell` must know of the column: its unit, or that it tells of presence."""
        return "presence" if self.presence else self.unit

    @property
    def is_number(self) -> bool:
        """Whether the column holds numbers (it then has a unit)."""
        return bool(self.unit)


@dataclass(frozen=True)
class Table:
    """An answer. `title` states the finding; `unit` and `n` say what was counted, and how many.

    A reader of the first page sees the title, what the answer `says` besides, and the rows. How it
    was counted (`benchmark`, the yardstick, and `notes`: definitions, rules, tests, files) comes
    after them, folded on a page. Tests hold that only there a p-value, a test, a yardstick or a
    command is named (`tests/integration/test_first_page.py`).

    `record_end` is the day of the newest record held; it stands beside the as-of date. None where
    the answer is not read off a graph, or nothing in it has a date.

    A screen or page shows the first `shown_rows` and says so; None shows all. Files hold all.
    """

    name: str
    title: Label
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Cell]]
    as_of: date
    unit: Label
    n: int
    scheme: str | None = None
    benchmark: Label | None = None
    records: Sequence[str] = ()
    notes: Sequence[Label] = ()
    record_end: PartialDate | None = None
    says: Sequence[Label] = ()
    shown_rows: int | None = None

    def column(self, column_id: str) -> list[Cell]:
        """Give one column's cells in order."""
        return [row[column_id] for row in self.rows]


def show_as_of(as_of: date, record_end: PartialDate | None) -> Label:
    """Write an as-of date with the day of the newest record held, where one is known."""
    day = format_date(as_of)
    if record_end is None:
        return day
    return text("questions", "as-of-and-end", as_of=day, end=format_date(record_end))


def column(
    column_id: str, *, subject: str = "questions", unit: str = "", brief: bool = True, presence: bool = False
) -> Column:
    """Make a column whose heading stands in the registry under `column-<id>` of a subject."""
    return Column(column_id, text(subject, f"column-{column_id}"), unit, brief, presence)


def columns(names: str, *, subjects: Sequence[str], **units: str) -> tuple[Column, ...]:
    """Make columns by name in order; a name with a star is for files alone, one with a unit a number.

    A heading is that of the first subject that has it. Raises KeyError for one that none has.
    """
    made = []
    for written in names.split():
        name = written.rstrip("*")
        found = next((s for s in subjects if f"column-{name}" in read_subject(s)), subjects[0])
        made.append(column(name, subject=found, unit=units.get(name, ""), brief=not written.endswith("*")))
    return tuple(made)


def number_cell(value: float | None) -> int | float | None:
    """Make a cell of a number that is whole wherever it can be; None stays unknown."""
    return int(value) if value is not None and value == int(value) else value


def level_cell(value: float | None, *, kind: str) -> int | float | None:
    """Make a cell of a mark in its KPI's unit: a level (0 is none), or a count or percent (0 is 0)."""
    return number_cell(value) if value is None or kind != "level" else Level(value)


def is_figure(cell: Cell) -> TypeGuard[int | float]:
    """Whether a sheet holds a cell as a number; a level below the first is no number but none."""
    if isinstance(cell, bool) or (isinstance(cell, Level) and cell == 0):
        return False
    return isinstance(cell, int | float)


def list_cell(labels: Iterable[Label]) -> Cell:
    """Make one cell of several names, each language in its own; absent where there is none."""
    named = list(labels)
    if not named:
        return ABSENT
    return Label("; ".join(label.th for label in named), "; ".join(label.en for label in named))


def name_some(labels: Iterable[Label], *, most: int = 3) -> Label:
    """Name the first of some names in one text, and count the others."""
    named = list(labels)
    words = join_labels(named[:most])
    return text("unit", "subjects-and-more", names=words, n=len(named) - most) if len(named) > most else words


def date_cell(written: str) -> PartialDate | None:
    """Make a cell of a stored date (ISO 8601 to the day, month or year), unknown where there is none."""
    return parse_date(written) if written else None


def ids_cell(records: Iterable[str]) -> Cell:
    """Put record ids into one cell, sorted, each once, between bars; absent where there are none."""
    return "|".join(sorted(set(records))) or ABSENT


def show_cell(cell: Cell, shown_as: str = "") -> Label:
    """Put a cell into words: shares as per cent, yes and no, unknown as unknown."""
    if isinstance(cell, Label):
        return cell
    if cell is None:
        return text("questions", "unknown")
    if isinstance(cell, date | PartialDate):
        return format_date(cell)
    if isinstance(cell, bool):
        words = ("there-is", "there-is-none") if shown_as == "presence" else ("yes", "no")
        return text("questions", words[0] if cell else words[1])
    if isinstance(cell, Level) and cell == 0:
        return text("questions", "level-none")
    return same(cell if isinstance(cell, str) else _show_number(cell, shown_as))


def _show_number(value: float, unit: str) -> str:
    if unit == MONEY:
        return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"
    if isinstance(value, int):
        return str(value)
    if unit == "share":
        return f"{value * 100:.0f} %"
    if unit in ONE_DECIMAL:
        return f"{value:.1f}"
    if unit == "p":
        return f"{value:.3f}" if value >= 0.001 else "< 0.001"
    # What is there, however small, is not shown as none.
    return "<0.01" if 0 < value < 0.005 else f"{value:.2f}".rstrip("0").rstrip(".")
