"""What a schema is made of: properties, node types, relationship types, code lists."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from graph.texts import Label

# Names with one meaning in every store and export; no property of a type may take them.
RESERVED = frozenset({"id", "key", "label", "type", "title", "source", "target"})


class Kind(Enum):
    """The kinds of value a property can hold, named as the documents name them."""

    TEXT = "text"
    ADDRESS = "web address"  # http or https
    INTEGER = "integer"
    YEAR = "year (B.E.)"
    PERIOD = "years (B.E.), the first and the last"
    NUMBER = "number"
    YES_NO = "yes/no"
    DATE = "date"  # ISO 8601, to the day, month or year
    LIST = "list of texts"
    CODE = "code"  # one of a closed list
    CODES = "list of codes"  # several of a closed list


@dataclass(frozen=True)
class Code:
    """One value of a closed list; `also` are further words by which a cell may name it."""

    value: str
    label: Label
    also: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that a cell may hold for it: the value, its label in either language, further words."""
        return (self.value, self.label.th, self.label.en, *self.also)


@dataclass(frozen=True)
class Property:
    """One property of a node or relationship type."""

    name: str
    kind: Kind
    label: Label
    description: str
    example: str
    required: bool = False
    codes: tuple[Code, ...] = ()
    # Where a property rests on other sources than its record: the beginning of the names of the
    # properties `..._sources` and `..._confidence` that hold them.
    grounds: str = ""
    # The bounds of a number, both included; None where there is none.
    least: float | None = None
    most: float | None = None

    def __post_init__(self) -> None:
        """Refuse a declaration that contradicts itself (raises ValueError on import)."""
        if self.name in RESERVED:
            raise ValueError(f"{self.name} is a reserved name")
        if (self.kind in (Kind.CODE, Kind.CODES)) != bool(self.codes):
            raise ValueError(f"{self.name}: a code property needs its codes, and only that")
        if not self.description.endswith("."):
            raise ValueError(f"{self.name}: the description is one sentence")

    def holds(self, number: float) -> bool:
        """Whether a number lies within the bounds."""
        return (self.least is None or number >= self.least) and (self.most is None or number <= self.most)

    @cached_property
    def code_values(self) -> frozenset[str]:
        """The allowed values of a code property."""
        return frozenset(code.value for code in self.codes)


@dataclass(frozen=True)
class NodeType:
    """One label: what it stands for, how its key is made, and its own properties."""

    name: str
    label: Label
    description: str
    key_description: str
    example: str
    properties: tuple[Property, ...] = ()
    needs_source: bool = False


@dataclass(frozen=True)
class RelationshipType:
    """One verb between labels. `ends` lists the allowed (from, to) pairs."""

    name: str
    label: Label
    description: str
    ends: tuple[tuple[str, str], ...]
    properties: tuple[Property, ...] = ()


@dataclass(frozen=True)
class Schema:
    """Every type there is, with the properties that all nodes or all relationships share."""

    node_types: dict[str, NodeType]
    relationship_types: dict[str, RelationshipType]
    common_node: tuple[Property, ...]
    common_relationship: tuple[Property, ...]

    def node_properties(self, label: str) -> dict[str, Property]:
        """Give every property a node of this label may have, by name."""
        return self._node_properties[label]

    def relationship_properties(self, name: str) -> dict[str, Property]:
        """Give every property a relationship of this type may have, by name."""
        return self._relationship_properties[name]

    def required_of(self, type_name: str) -> tuple[str, ...]:
        """Name the properties that every node or relationship of a type must have."""
        return self._required[type_name]

    @cached_property
    def _required(self) -> dict[str, tuple[str, ...]]:
        declared = {**self._node_properties, **self._relationship_properties}
        return {name: tuple(p.name for p in own.values() if p.required) for name, own in declared.items()}

    @cached_property
    def _node_properties(self) -> dict[str, dict[str, Property]]:
        types = self.node_types.values()
        return {t.name: {p.name: p for p in (*self.common_node, *t.properties)} for t in types}

    @cached_property
    def _relationship_properties(self) -> dict[str, dict[str, Property]]:
        types = self.relationship_types.values()
        return {t.name: {p.name: p for p in (*self.common_relationship, *t.properties)} for t in types}
