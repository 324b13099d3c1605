"""Records on their way into a store: nodes, edges, and the batch that carries them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

# What a property may hold. Dates are ISO 8601 text; a list holds strings. A store must give
# each of them back as it came.
Value = str | int | float | bool | tuple[str, ...]
Properties = Mapping[str, Value]


def node_id(label: str, key: str) -> str:
    """Give the id of a node, `Label:key`."""
    return f"{label}:{key}"


@dataclass(frozen=True)
class Node:
    """One node: its label, its key within the label, and its known properties.

    An unknown value is absent, never an empty text or a zero.
    """

    label: str
    key: str
    properties: Properties = field(default_factory=dict)

    @cached_property
    def id(self) -> str:
        """The node's id, `Label:key`."""
        return node_id(self.label, self.key)

    @property
    def name(self) -> str:
        """The display name, or the key where there is none."""
        return str(self.properties.get("name", self.key))

    def get(self, name: str) -> Value | None:
        """Give a property, or None where it is unknown."""
        return self.properties.get(name)

    def text(self, name: str) -> str:
        """Give a text property, or an empty text where it is unknown."""
        value = self.properties.get(name)
        return "" if value is None else str(value)

    def texts(self, name: str) -> tuple[str, ...]:
        """Give a list property, empty where it is unknown."""
        value = self.properties.get(name, ())
        if not isinstance(value, tuple):
            raise TypeError(f"{self.id}: {name} is not a list")
        return value

    def number(self, name: str) -> float | None:
        """Give a numeric property, or None where it is unknown."""
        value = self.properties.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TypeError(f"{self.id}: {name} is not a number")
        return value


@dataclass(frozen=True)
class Edge:
    """One relationship from a node to a node. Two edges may differ in properties alone."""

    source: str
    type: str
    target: str
    properties: Properties = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Give a text property, or an empty text where it is unknown."""
        value = self.properties.get(name)
        return "" if value is None else str(value)

    @cached_property
    def identity(self) -> tuple[str, str, str, str]:
        """What makes this edge itself: ends, type and properties in a fixed order."""
        return (self.source, self.type, self.target, repr(sorted(self.properties.items())))


@dataclass
class Batch:
    """Nodes and edges to be built together, all or nothing."""

    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)

    def add(self, nodes: Iterable[Node] = (), edges: Iterable[Edge] = ()) -> None:
        """Put more records in."""
        self.nodes.extend(nodes)
        self.edges.extend(edges)

    def extend(self, other: Batch) -> None:
        """Put another batch's records in."""
        self.add(other.nodes, other.edges)


def known(**values: Value | None) -> dict[str, Value]:
    """Keep the values that are known: None, empty texts and empty lists are left out."""
    return {name: value for name, value in values.items() if value is not None and value not in ("", ())}
