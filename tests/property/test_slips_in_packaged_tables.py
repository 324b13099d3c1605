"""A slip in any cell of any packaged table is loaded or refused at a place; it never ends in a crash."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from random import Random

import pytest

from graph.errors import BfaError
from graph.issues import errors_among
from graph.validate import check_batch
from loaders.packaged import load as packaged
from loaders.packaged import plan, plan_pages, plan_tables, plan_words
from loaders.packaged.load import load_packaged, read_packaged
from loaders.packaged.plan import load_plan
from loaders.packaged.plan_tables import read_plan_table
from loaders.tables import RawRow
from tests.depth import seeds

DATA = Path(str(files("loaders") / "data"))
TABLES = sorted(path.relative_to(DATA).with_suffix("").as_posix() for path in DATA.rglob("*.csv"))
SLIPS = (
    "1984-13-01", "about 2016", "25670", "67", "-7", "95", "1e400", "zz qq", "ก", "x;y", "{", "{missing}",
    "{missing.__class__}", "java\tscript:x", "",
)  # fmt: skip


def slip_in(rows: list[RawRow], random: Random) -> list[RawRow]:
    """Write a slip into one filled cell of a table."""
    place = random.randrange(len(rows))
    filled = [column for column, cell in rows[place].cells.items() if cell.strip()]
    column = random.choice(filled)
    cells = {**rows[place].cells, column: random.choice(SLIPS)}
    return [*rows[:place], replace(rows[place], cells=cells), *rows[place + 1 :]]


@pytest.mark.parametrize("seed", seeds(60))
def test_a_slip_in_any_cell_is_loaded_or_refused_at_a_place(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(seed)
    table = random.choice(TABLES)
    changed: dict[str, list[RawRow]] = {}

    def once(name: str, rows: list[RawRow]) -> list[RawRow]:
        """Give the table with its slip, the same one however often the table is read."""
        return changed.setdefault(name, slip_in(rows, random)) if name == table else rows

    def read_data(name: str) -> list[RawRow]:
        return once(name, read_packaged(name))

    def read_plan(name: str) -> list[RawRow]:
        return once(f"plan/{name}", read_plan_table(name))

    monkeypatch.setattr(packaged, "read_packaged", read_data)
    for room in (plan, plan_pages, plan_tables, plan_words):
        monkeypatch.setattr(room, "read_plan_table", read_plan)
    try:
        result = load_plan() if table.startswith("plan/") else load_packaged()
    except BfaError as error:
        assert error.text.en
        return
    for issue in errors_among([*result.issues, *check_batch(result.batch)]):
        assert issue.place
        assert issue.words.th
        assert issue.words.en
