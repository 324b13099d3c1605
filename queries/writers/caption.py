"""The line under every table's title: unit, n, as-of date and yardstick."""

from __future__ import annotations

from graph.dates import format_date
from graph.texts import Label, Language, text
from queries.table import Table


def caption_label(table: Table) -> Label:
    """Say what a table counts, in both languages: unit, n, as-of date and, where one may apply, yardstick."""
    if not table.has_yardstick:
        return text("questions", "caption-plain", unit=table.unit, n=table.n, as_of=format_date(table.as_of))
    return text(
        "questions", "caption", unit=table.unit, n=table.n, as_of=format_date(table.as_of),
        benchmark=table.benchmark or text("questions", "no-benchmark"),
    )  # fmt: skip


def caption(table: Table, lang: Language) -> str:
    """Say what a table counts, in one language."""
    return caption_label(table).in_language(lang)
