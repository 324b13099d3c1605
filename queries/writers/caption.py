"""The line under every table's title: unit, n, as-of date and yardstick."""

from __future__ import annotations

from graph.dates import format_date
from graph.texts import Language, text
from queries.table import Table


def caption(table: Table, lang: Language) -> str:
    """Say what a table counts: unit, n, as-of date and yardstick."""
    label = text(
        "questions", "caption", unit=table.unit, n=table.n, as_of=format_date(table.as_of),
        benchmark=table.benchmark or text("questions", "no-benchmark"),
    )  # fmt: skip
    return label.in_language(lang)
