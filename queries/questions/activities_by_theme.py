"""Activities by theme: how many on record, with how many partners, and the latest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.records import Node
from graph.schema.codes import PLAN_FIELD, labels
from graph.store import Store, sources, targets
from graph.texts import text
from queries.facts.contacts import began_by
from queries.pattern import Pattern, Row, in_order, named, records
from queries.table import ABSENT, Table, column, date_cell

_FIELDS = labels(PLAN_FIELD)
_COLUMNS = (
    column("theme", subject="neo4j", brief=False), column("name"),
    column("known", subject="neo4j", unit="activities"), column("met", subject="neo4j", unit="partners"),
    column("latest", subject="neo4j"), column("plan_field", subject="unit", brief=False),
)  # fmt: skip


def _rows(store: Store, *, as_of: date) -> list[Row]:
    """List every theme of the closed list, most activities first."""
    return in_order((_row(store, theme, as_of) for theme in store.nodes("Theme")), "-activities", "theme")


def _row(store: Store, theme: Node, as_of: date) -> Row:
    about = (node for node in sources(store, theme.id, "ABOUT") if node.label == "Activity")
    activities = [activity for activity in about if began_by(activity, as_of)]
    partners = {
        node.id
        for activity in activities
        for node in targets(store, activity.id, "INVOLVES")
        if node.label != "Country"
    }
    return {
        "theme": theme.id, "name": theme.name, "name_th": theme.get("name_th"),
        "plan_field": theme.get("plan_field"), "activities": len(activities), "partners": len(partners),
        "latest": max((activity.text("start_on") for activity in activities), default=None),
    }  # fmt: skip


def _table(rows: Sequence[Row], *, as_of: date) -> Table:
    """List the themes; the title names the one with most activities."""
    cells = [
        {"theme": row["theme"], "name": named(row), "known": row["activities"], "met": row["partners"],
         "latest": date_cell(row["latest"]) if row["latest"] else ABSENT,
         "plan_field": _FIELDS[row["plan_field"]] if row["plan_field"] else ABSENT}
        for row in rows
    ]  # fmt: skip
    title = text("neo4j", "activities-by-theme-empty")
    if rows and rows[0]["activities"]:
        first = rows[0]
        title = text("neo4j", "activities-by-theme-title", theme=named(first), n=first["activities"])
    return Table(
        "activities-by-theme", title, _COLUMNS, cells, as_of, text("neo4j", "unit-themes"), len(rows),
        records=records(rows, "theme"), notes=[text("neo4j", "note-themes")],
    )  # fmt: skip


activities_by_theme = Pattern(_rows, _table)
