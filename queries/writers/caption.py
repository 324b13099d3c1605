"""The line under every table's title: unit, n, as-of date with the end of the record, and yardstick."""

from __future__ import annotations

from graph.texts import Label, Language, text
from queries.table import Table, show_as_of


def caption_label(table: Table) -> Label:
    """Say what a table counts, in both languages: unit, n, as-of date with the record's end, yardstick."""
    as_of = show_as_of(table.as_of, table.record_end)
    if not table.has_yardstick:
        return text("questions", "caption-plain", unit=table.unit, n=table.n, as_of=as_of)
    return text(
        "questions", "caption", unit=table.unit, n=table.n, as_of=as_of,
        benchmark=table.benchmark or text("questions", "no-benchmark"),
    )  # fmt: skip


def caption(table: Table, lang: Language) -> str:
    """Say what a table counts, in one language."""
    return caption_label(table).in_language(lang)
