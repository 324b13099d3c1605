"""What was said on the relations with a country: each the word of its day, newest first."""

from __future__ import annotations

from datetime import date

from graph.dates import PartialDate, parse_date
from graph.records import Node
from graph.store import Store, sources
from graph.texts import Label, text
from queries.facts.free_text import free_text
from queries.facts.gathered import gathered_on


def statements_on(store: Store, country: str, *, as_of: date) -> list[Node]:
    """List the statements on a country that were made by a day, newest first.

    What was gathered had been said by the day it was gathered, however openly it is dated.
    """
    gathered = gathered_on(store)
    by = gathered.earliest if gathered is not None else date.max
    found = [node for node in sources(store, country, "CONCERNS") if node.label == "StateStatement"]
    said = [node for node in found if min(said_on(node).latest, by) <= as_of]
    return sorted(said, key=lambda node: (said_on(node).earliest, node.id), reverse=True)


def said_on(statement: Node) -> PartialDate:
    """Give the day of a statement, as far as its source states it."""
    return parse_date(statement.text("dated_on"))


def speaker(statement: Node) -> Label:
    """Say who made a statement, or that no speaker is named."""
    named = statement.get("spoken_by") is not None
    return free_text(statement, "spoken_by") if named else text("unit", "speaker-unnamed")


def statement_in_words(statement: Node) -> Label:
    """Put a statement into one sentence: who said it, its sense, and our reading, marked as ours."""
    reading = text("unit", "our-reading", what=free_text(statement, "city_work"))
    return text(
        "unit",
        "statement-in-words",
        who=speaker(statement),
        words=free_text(statement, "words"),
        reading=reading if statement.get("city_work") else Label("", ""),
    )
