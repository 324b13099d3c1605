"""A record's own sentences in both languages; one that was written in English alone says so in Thai."""

from __future__ import annotations

import re

from graph.records import Node
from graph.schema import SCHEMA, Kind
from graph.texts import Label, read_subject, same, text

_LATIN = re.compile(r"[A-Za-z]")
_THAI = re.compile(r"[\u0e00-\u0e7f]")


def free_text(node: Node, name: str) -> Label:
    """Give a text property in both languages, from `name` and its twin `name_th`."""
    return in_both(node.text(name), node.text(f"{name}_th"))


def in_both(english: str, thai: str) -> Label:
    """Join the two languages of a text; without a Thai one the English stands, marked as English.

    Whether Latin letters are a name or a sentence is not guessed: where they stand, they are marked.
    """
    if thai or not _LATIN.search(english):
        return Label(thai or english, english or thai)
    mark = "in-english-partly" if _THAI.search(english) else "in-english"
    return Label(text("questions", mark, words=english).th, english)


def twins_of(label: str) -> frozenset[str]:
    """Name the texts of a type that have a Thai twin beside them (names stand as two facts)."""
    declared = SCHEMA.node_properties(label)
    return frozenset(
        name
        for name, prop in declared.items()
        if prop.kind is Kind.TEXT and name != "name" and f"{name}_th" in declared
    )


def about(subject_property: str) -> Label:
    """Say what a claim speaks of: a matter of ours, or a property by its label; else as it is stored."""
    key = f"claim-about-{subject_property.replace(' ', '-')}"
    if key in read_subject("questions"):
        return Label(text("questions", key).th, subject_property)
    for node_type in SCHEMA.node_types:
        declared = SCHEMA.node_properties(node_type).get(subject_property)
        if declared is not None:
            return Label(declared.label.th, subject_property)
    return same(subject_property)
