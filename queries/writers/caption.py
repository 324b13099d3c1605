"""What stands with every table: what it counts, and after the rows how it was counted."""

from __future__ import annotations

from graph.texts import Label, Language, text
from queries.table import Table, show_as_of

HOW_COUNTED = text("questions", "how-counted")


def caption_label(table: Table) -> Label:
    """Say what a table counts, in both languages: unit, n, as-of date with the record's end."""
    as_of = show_as_of(table.as_of, table.record_end)
    return text("questions", "caption", unit=table.unit, n=table.n, as_of=as_of)


def caption(table: Table, lang: Language) -> str:
    """Say what a table counts, in one language."""
    return caption_label(table).in_language(lang)


def how_counted(table: Table) -> list[Label]:
    """Say how a table was counted: its yardstick where it has one, then its notes."""
    yardstick = [] if table.benchmark is None else [text("questions", "compared-with", what=table.benchmark)]
    return [*yardstick, *table.notes]
