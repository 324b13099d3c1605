"""The plan's facts that the package carries (`loaders/data/plan/*.csv`)."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

Row = dict[str, str]


def plan_data() -> Traversable:
    """Find the folder of the packaged tables."""
    return files("loaders").joinpath("data", "plan")


@cache
def packaged_rows(table: str) -> tuple[Row, ...]:
    """Read the rows of one packaged table, by its name without `.csv`."""
    text = plan_data().joinpath(f"{table}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text, newline="")))


def named_plan_spellings() -> dict[str, tuple[str, ...]]:
    """Key of each named plan or agenda -> the forms it is printed in, Thai first."""
    return {
        row["key"]: tuple(form for form in (row["printed_th"], row["printed_en"]) if form)
        for row in packaged_rows("named_plans")
    }


def agency_of_spelling() -> dict[str, str]:
    """Map each printed spelling -> key of the agency it means."""
    return {row["spelling"]: row["agency"] for row in packaged_rows("agency_spellings")}
