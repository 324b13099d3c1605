"""What a driver gives, as plain values: the same from each driver, as every Cypher engine gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.schema import SCHEMA


@dataclass(frozen=True)
class DriverTypes:
    """A driver's own classes, and how it names a relationship's type."""

    node: Any
    relationship: Any
    path: Any
    type_name: Callable[[Any], str]


def plain(value: Any, types: DriverTypes) -> Any:  # noqa: ANN401 - whatever a query may give
    """Give a node, relationship or path as a map, a date as ISO 8601 text, and the rest as it is."""

    def all_of(values: Iterable[Any]) -> list[Any]:
        return [plain(item, types) for item in values]

    def held(entity: Any) -> dict[str, Any]:  # noqa: ANN401 - a node or relationship of a driver
        return {name: plain(item, types) for name, item in sorted(dict(entity.items()).items())}

    if isinstance(value, types.node):
        ours = sorted(SCHEMA.node_types.keys() & set(value.labels)) or sorted(value.labels)
        return {"label": ours[0] if ours else "", **held(value)}
    if isinstance(value, types.relationship):
        # Its id is the mirror's own mark, not the record's.
        own = {name: item for name, item in held(value).items() if name != "id"}
        return {"type": types.type_name(value), **own}
    if isinstance(value, types.path):
        return {"nodes": all_of(value.nodes), "relationships": all_of(value.relationships)}
    if isinstance(value, Mapping):
        return {name: plain(item, types) for name, item in value.items()}
    if isinstance(value, list):
        return all_of(value)
    return value.iso_format() if hasattr(value, "iso_format") else value
