"""What a spreadsheet writes is read cell by cell; all else a file holds is refused or read, never a bug."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.dates import BUDDHIST_OFFSET, THAI_MONTHS, parse_date, parse_year
from graph.errors import BfaError, InputError
from graph.memory_store import MemoryStore
from graph.records import Batch
from graph.store import Store
from loaders.officer_links import LINK_COLUMNS
from loaders.plan_records import ACTUAL_COLUMNS, EVIDENCE_COLUMNS, RecordFiles, load_plan_records
from loaders.tables import RawRow, read_table
from tests.depth import examples

COLUMNS = ("a", "b", "c")
THAI_FIGURES = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
cells = st.text(st.sampled_from('ab ก,;\t"\n'), max_size=6)
filled = cells.filter(lambda cell: bool(cell.strip()))
table_rows = st.lists(st.one_of(st.tuples(filled, cells, cells), st.just(("", "", ""))), max_size=6)


def read(content: str, **known: tuple[str, ...]) -> list[RawRow]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_bytes(content.encode("utf-8", "surrogatepass"))
        return read_table(path, columns=known.get("columns", ()), known=known.get("known", ()))


@given(
    table_rows, st.sampled_from(",;\t"), st.sampled_from([0, 1, 3]),
    st.sampled_from(["", "title", 'a "title"\nof two']),
    st.sampled_from(["\r\n", "\n", "\r"]), st.booleans(),
)  # fmt: skip
def test_a_table_comes_back_cell_by_cell_with_the_rows_that_a_spreadsheet_counts(
    rows: list[tuple[str, str, str]], separator: str, spare: int, title: str, end: str, marked: bool
) -> None:
    file = io.StringIO(newline="")
    # The writer leaves a bare \n unquoted where rows end otherwise.
    quoting: Literal[0, 1] = csv.QUOTE_ALL if end == "\r" else csv.QUOTE_MINIMAL
    writer = csv.writer(file, delimiter=separator, lineterminator=end, quoting=quoting)
    before = [(title, "", "")] if title else []
    for row in (*before, COLUMNS, *rows):
        writer.writerow((*row, *[""] * spare))
    found = read(("\ufeff" if marked else "") + file.getvalue(), columns=COLUMNS)
    expected = [(at, row) for at, row in enumerate(rows, len(before) + 2) if any(map(str.strip, row))]
    assert [(row.number, tuple(row.cells.values())) for row in found] == expected
    assert [row.place("c") for row in found] == [f"t.csv!C{at}" for at, _ in expected]


@examples(300)
@given(table_rows, st.integers(0, 200), st.sampled_from('",;\t\n\r\0ก\u200b'))
def test_a_sign_put_anywhere_into_a_file_is_read_or_refused_by_the_reader(
    rows: list[tuple[str, str, str]], at: int, sign: str
) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerows((COLUMNS, *rows))
    whole = file.getvalue()
    place = min(at, len(whole))
    try:
        found = read(whole[:place] + sign + whole[place:], columns=COLUMNS, known=COLUMNS)
    except InputError as error:
        assert "\n" not in error.text.th
    else:
        assert all(tuple(row.cells) == COLUMNS for row in found)


words = st.one_of(
    st.sampled_from(["", "A204", "a๒๐๔", "2.1-1/L1", "Kpi:1.3-1", "P07", "meets", "บรรลุ", "none", "met", "A1",
                     "a7", "2566", "๒๕๖๖", "66", "5/8/2023", "31/2/2566", "2567-09-30", "-1", "1,500"]),
    st.text(max_size=6),
)  # fmt: skip


@pytest.fixture(scope="module")
def plan(store: Store) -> MemoryStore:
    """The plan and its first activities: less to search than the whole graph."""
    labels = ("Kpi", "Level", "Criterion", "Project", "Target")
    nodes = [*(n for label in labels for n in store.nodes(label)), *list(store.nodes("Activity"))[180:210]]
    ids = {node.id for node in nodes}
    small = MemoryStore()
    edges = [edge for edge in store.edges("PART_OF") if edge.source in ids and edge.target in ids]
    small.replace(Batch(nodes, edges))
    return small


@examples(100)
@given(st.sampled_from(["links", "evidence", "actuals"]), st.data())
def test_whatever_the_cells_of_the_planners_files_hold_each_finding_is_one_line_at_its_place(
    plan: MemoryStore, kind: str, data: st.DataObject
) -> None:
    columns = {"links": LINK_COLUMNS, "evidence": EVIDENCE_COLUMNS, "actuals": ACTUAL_COLUMNS}[kind]
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(columns)
    for _ in range(data.draw(st.integers(1, 4))):
        writer.writerow(data.draw(st.lists(words, min_size=len(columns), max_size=len(columns))))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{kind}.csv"
        path.write_bytes(file.getvalue().encode("utf-8", "surrogatepass"))
        try:
            loaded = load_plan_records(RecordFiles(**{kind: (path,)}), store=plan, as_of=date(2026, 11, 24))
        except BfaError as error:
            assert error.exit_code == InputError.exit_code
            return
    for issue in loaded.issues:
        assert issue.place.startswith(f"{kind}.csv!")
        assert "\n" not in issue.words.th + issue.words.en
    assert all(row.file == f"{kind}.csv" for row in loaded.manifest)


@given(st.dates(date(1900, 1, 1), date(2399, 12, 31)), st.booleans(), st.booleans())
def test_a_day_is_the_same_in_every_form_either_era_and_either_figures(
    day: date, is_buddhist: bool, is_thai: bool
) -> None:
    year = day.year + BUDDHIST_OFFSET if is_buddhist and day.year + BUDDHIST_OFFSET >= 2400 else day.year
    month = THAI_MONTHS[day.month - 1]
    era = "พ.ศ." if year != day.year else "ค.ศ."
    forms = (
        f"{year}-{day:%m-%d}",
        f"{year}/{day.month}/{day.day}",
        f"{day.day}/{day.month}/{year}",
        f"{day.day}-{day.month}-{year}",
        f"{day.day} {month} {year}",
        f"{day.day}{month}{year}",
        f"วันที่ {day.day} {month} {era} {year}",
    )
    written = [form.translate(THAI_FIGURES) if is_thai else form for form in forms]
    assert {parse_date(form).earliest for form in written} == {day}
    assert parse_year(f"{era} {year}") == day.year + BUDDHIST_OFFSET
