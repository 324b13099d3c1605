"""Holding the texts in Cypher against their questions, on any engine and day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import product

import pytest

from graph.cypher.engine import CypherEngine
from graph.cypher.read_only import check_query
from graph.dates import parse_date
from graph.schema import SCHEMA, Kind
from graph.store import Store
from queries.catalog import QUESTIONS
from queries.cypher_texts import cypher_parameters, read_cypher
from queries.parameters import Parameter
from queries.pattern import Pattern, Row

LIMIT = 100_000
DAY = timedelta(days=1)


def pattern(name: str) -> Pattern:
    found = QUESTIONS[name].run
    assert isinstance(found, Pattern)
    return found


def values(parameter: Parameter, store: Store) -> Sequence[object]:
    """All of a choice; nothing and one record, or a year, of the others."""
    if parameter.kind == "choice":
        return parameter.allowed
    if parameter.kind == "integer":
        return [None, 2568]
    ids = [node.id for label in parameter.allowed for node in store.nodes(label)]
    return [None, *ids[:: max(1, len(ids) // 3)]]


def calls(name: str, store: Store) -> Iterator[dict[str, object]]:
    parameters = QUESTIONS[name].parameters
    for chosen in product(*(values(parameter, store) for parameter in parameters)):
        yield {parameter.name: value for parameter, value in zip(parameters, chosen, strict=True)}


def same(found: object, expected: object) -> bool:
    if isinstance(expected, float) or isinstance(found, float):
        return found == pytest.approx(expected, abs=1e-9)
    if isinstance(expected, list):
        return isinstance(found, list) and len(found) == len(expected) and all(map(same, found, expected))
    return found == expected and isinstance(found, bool) == isinstance(expected, bool)


def differences(found: Sequence[Row], expected: Sequence[Row]) -> list[str]:
    """Tell rows apart, in order, a line for each difference; a few are enough."""
    lines = [] if len(found) == len(expected) else [f"{len(found)} rows, {len(expected)} expected"]
    for place, (row, wanted) in enumerate(zip(found, expected, strict=False)):
        if set(row) != set(wanted):
            lines.append(f"row {place}: columns {sorted(set(row) ^ set(wanted))}")
            continue
        lines += [
            f"row {place}: {key} is {row[key]!r}, {wanted[key]!r} expected"
            for key in wanted
            if not same(row[key], wanted[key])
        ]
    return lines[:5]


def compare(
    engine: CypherEngine,
    store: Store,
    name: str,
    *,
    as_of: date,
    chosen: Sequence[Mapping[str, object]] | None = None,
) -> int:
    """Hold a text against its question for every call, or those chosen; give how many rows were compared."""
    compared = 0
    for given in calls(name, store) if chosen is None else chosen:
        expected = pattern(name).rows(store, as_of=as_of, **given)
        params = cypher_parameters(store, name, as_of=as_of, values=given)
        # As `bfa ask --store` does: our own texts need no look at the plan each time.
        found = engine.execute(check_query(read_cypher(name)), params, limit=LIMIT, timeout=60).rows
        assert differences(found, expected) == [], f"{name} {as_of} {params}"
        compared += len(expected)
    return compared


def days_of_change(store: Store, *labels: str) -> list[date]:
    """List the days on which an answer may change, and those before: both ends of every date on record."""
    found: set[date] = set()
    for label in labels:
        dated = [name for name, prop in SCHEMA.node_properties(label).items() if prop.kind is Kind.DATE]
        for node in store.nodes(label):
            for written in (node.text(name) for name in dated):
                if written:
                    day = parse_date(written)
                    found |= {end + step for end in (day.earliest, day.latest) for step in (-DAY, 0 * DAY)}
    return sorted(found)
