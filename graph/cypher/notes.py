"""What a user should know of a query before its rows mislead: dates, and where engines reckon apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from graph.cypher.tokens import Token, read_tokens, significant
from graph.schema import SCHEMA, Kind
from graph.texts import Label, text

_TIME_CALLS = frozenset({"DATE", "DATETIME", "LOCALDATETIME"})
# Functions that give null in kglite where a server gives NaN or infinity.
_OUT_OF_RANGE = frozenset({"SQRT", "LOG", "LOG10", "ASIN", "ACOS", "STDEV"})
_BUDDHIST = re.compile(r"2[4-6]\d\d(-\d\d){0,2}")


def date_notes(query: str, params: Mapping[str, object]) -> Iterator[Label]:
    """Warn where a query compares the graph's dates, which are text in C.E., as something else."""
    words = significant(read_tokens(query))
    dated = sorted(_properties(words) & _date_properties())
    if not dated:
        return
    if any(_is_called(words, place, _TIME_CALLS) for place in range(len(words))):
        yield text("neo4j", "cypher-dates-are-text", names=", ".join(dated))
    written = [token.text[1:-1] for token in words if token.kind == "string"]
    written += [value for value in params.values() if isinstance(value, str)]
    if years := sorted({value for value in written if _BUDDHIST.fullmatch(value)}):
        christian = int(years[0][:4]) - 543
        yield text("neo4j", "cypher-dates-are-ce", written=years[0], year=christian)


def engine_notes(query: str) -> Iterator[Label]:
    """Say where kglite reckons otherwise than a server does, by what the query calls."""
    words = significant(read_tokens(query))
    places = range(len(words))
    if any(_is_called(words, place, frozenset({"ROUND"})) for place in places):
        yield text("neo4j", "cypher-differs-round")
    if any(words[place].word == "DURATION" and _follows(words, place, "(.") for place in places):
        yield text("neo4j", "cypher-differs-duration")
    if any(_divides(words, place) or _is_called(words, place, _OUT_OF_RANGE) for place in places):
        yield text("neo4j", "cypher-differs-division")


def _divides(words: Sequence[Token], place: int) -> bool:
    """Whether a division stands here by what may be 0: by anything but a number that is not."""
    if words[place].text not in ("/", "%"):
        return False
    after = words[place + 1] if place + 1 < len(words) else None
    return after is None or after.kind != "number" or float(after.text) == 0


def _is_called(words: Sequence[Token], place: int, names: frozenset[str]) -> bool:
    token = words[place]
    is_property = place > 0 and words[place - 1].text == "."
    return not is_property and token.kind == "word" and token.word in names and _follows(words, place, "(.")


def _follows(words: Sequence[Token], place: int, signs: str) -> bool:
    return place + 1 < len(words) and words[place + 1].text in signs


def _properties(words: Sequence[Token]) -> set[str]:
    """Name what a query reads as a property, after a dot or before a colon in a map."""
    pairs = list(zip(words, words[1:], strict=False))
    dotted = {two.text for one, two in pairs if one.text == "."}
    keyed = {one.text for one, two in pairs if two.text == ":"}
    return {name.strip("`") for name in dotted | keyed}


@cache
def _date_properties() -> frozenset[str]:
    """Name the properties that hold dates, of nodes and relationships."""
    declared = [SCHEMA.node_properties(label) for label in SCHEMA.node_types]
    declared += [SCHEMA.relationship_properties(name) for name in SCHEMA.relationship_types]
    return frozenset(name for props in declared for name, prop in props.items() if prop.kind is Kind.DATE)
