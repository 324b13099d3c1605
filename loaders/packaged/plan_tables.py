"""The plan's packaged tables: reading them, and what each of their records carries."""

from __future__ import annotations

from importlib.resources import files

from graph.issues import Issue
from graph.records import Node, Value, known, node_id
from loaders.mapping import map_row, own_columns
from loaders.packaged.sources import PLAN_SOURCE
from loaders.tables import RawRow, read_table

PLAN = node_id("Plan", "bma-fa-2566")
CITED: dict[str, Value] = {"sources": (PLAN_SOURCE.id,), "visibility": "public"}


def read_plan_table(name: str) -> list[RawRow]:
    """Read one table of the plan's facts by its name without extension."""
    return read_table(files("loaders") / "data" / "plan" / f"{name}.csv")


def element_of(row: RawRow, label: str) -> tuple[Node, list[Issue]]:
    """Make an element of the plan from a row, by the columns that are named after its properties."""
    values, issues = map_row(row, label, own_columns(row, label))
    return Node(label, row["key"], {**values, **names_in(row), **CITED}), issues


def names_in(row: RawRow) -> dict[str, Value]:
    """Name an element: by its official name, or by our summary where the plan gives it none."""
    return known(
        name=row.get("name_en") or row.get("summary_en") or row.get("name_th"),
        name_th=row.get("name_th") or row.get("summary_th"),
    )


def reasons_in(row: RawRow) -> dict[str, Value]:
    """Give the reason of a link in both languages, where the row has one."""
    return known(reason_en=row["reason_en"], reason_th=row["reason_th"])
