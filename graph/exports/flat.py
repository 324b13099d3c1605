"""The graph as flat tables: a table a label, a table a type of link; and what no such form can hold.

A list is JSON text (`["a", "b"]`), a gap is no value. So both come back as they were.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.records import Properties
from graph.schema import SCHEMA
from graph.schema.model import Property
from graph.store import Store

Scalar = str | int | float | bool
# What makes a spreadsheet read a cell as a formula or a command.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# What orders a terminal about, or stands in no XML: control signs, but for tab and line ends.
_ORDERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


@dataclass(frozen=True)
class FlatTable:
    """The records of one label, or the links of one type: what each column is, and its rows."""

    name: str
    is_of_links: bool
    properties: Sequence[Property]
    rows: Sequence[Sequence[Scalar | None]]

    @property
    def fixed(self) -> tuple[str, ...]:
        """The columns that every such table has before its own."""
        return ("source", "target") if self.is_of_links else ("id", "key")

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Every column, in order."""
        return (*self.fixed, *(prop.name for prop in self.properties))


def flat_tables(store: Store) -> Iterator[FlatTable]:
    """Give the tables of a graph by name: those of labels, then those of links; none without rows."""
    for label in sorted(SCHEMA.node_types):
        held = [((node.id, node.key), node.properties) for node in store.nodes(label)]
        yield from _table(label, SCHEMA.node_properties(label), held, is_of_links=False)
    for name in sorted(SCHEMA.relationship_types):
        ends = [((edge.source, edge.target), edge.properties) for edge in store.edges(name)]
        yield from _table(name, SCHEMA.relationship_properties(name), ends, is_of_links=True)


def _table(
    name: str,
    declared: Mapping[str, Property],
    held: Sequence[tuple[tuple[str, str], Properties]],
    *,
    is_of_links: bool,
) -> Iterator[FlatTable]:
    if not held:
        return
    used = set().union(*(properties for _, properties in held))
    own = [prop for prop in declared.values() if prop.name in used]
    rows = [(*fixed, *(flat_value(properties.get(prop.name)) for prop in own)) for fixed, properties in held]
    yield FlatTable(name, is_of_links, own, rows)


def flat_value(value: object) -> Scalar | None:
    """Give a property as one value: a list as JSON text, all else as it is."""
    if value is None or isinstance(value, str | int | float):
        return value
    if not isinstance(value, tuple | list):
        raise TypeError(f"no property holds {type(value).__name__}")
    return json.dumps(list(value), ensure_ascii=False)


def without_orders(value: str) -> str:
    """Show as a sign what would order a terminal about, or what stands in no XML."""
    return _ORDERS.sub("\N{REPLACEMENT CHARACTER}", value)


def neutralise(value: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run; show what orders a terminal as a sign."""
    shown = without_orders(value)
    return f"'{shown}" if shown.startswith(_DANGEROUS) else shown
