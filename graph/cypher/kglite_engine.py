"""Cypher without a server: a store's graph copied into kglite. The only home of kglite.

Two traps of kglite 0.21 shape this module. Its bulk loader merges parallel relationships, so
relationships are made by `UNWIND ... CREATE`; and `title` and `type` are other names for `name`
and the label, so both are taken out of what comes back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from typing import TYPE_CHECKING

from graph.cypher.engine import MOST_VALUES, CypherResult, Row, Unknown, check_size, unknown_name
from graph.cypher.kglite_words import Renaming
from graph.cypher.read_only import Plan
from graph.cypher.sent import EXPLAIN, Sent
from graph.errors import QuestionError, StoreError
from graph.records import Properties
from graph.schema import SCHEMA
from graph.store import Store
from graph.texts import Label, same

if TYPE_CHECKING:
    from types import ModuleType

EXTRA = "bangkok-foreign-affairs[cypher]"
_ALIASES = frozenset({"title", "type"})
_NODE_KEYS = {"id", "labels", "properties"}
_EDGE_KEYS = {"id", "start", "end", "type", "properties"}
_UNKNOWN: tuple[tuple[Unknown, re.Pattern[str]], ...] = (
    ("label", re.compile(r"unknown node label '([^']*)'")),
    ("relationship", re.compile(r"unknown relationship type '([^']*)'")),
    ("property", re.compile(r"property '([^']*)' which no")),
)


@dataclass(frozen=True)
class GraphRows:
    """A graph as kglite takes it: nodes by label, and a statement with its rows for each kind of edge."""

    nodes: Sequence[Row]
    edges: Sequence[tuple[str, Sequence[Row]]]


def read_rows(store: Store) -> GraphRows:
    """Read a store's graph as plain rows, which may also go to another process."""
    return GraphRows(list(_node_specs(store)), list(_edge_statements(store)))


class KgliteEngine:
    """A `CypherEngine` on a copy of a store, locked against writing."""

    def __init__(self, source: Store | GraphRows) -> None:
        """Copy a store, or its rows. Raises StoreError, with the way to install it, without kglite."""
        rows = source if isinstance(source, GraphRows) else read_rows(source)
        self._kglite = _import_kglite()
        # Warnings are read from each result; none is printed.
        self._kglite.set_query_warning_policy("silent")
        self._graph = self._kglite.from_records({"nodes": list(rows.nodes)})
        for statement, edges in rows.edges:
            self._graph.cypher(statement, params={"rows": edges})
        self._graph.read_only(True)

    def plan(self, query: str, params: Mapping[str, object], *, timeout: float) -> Plan:
        """Give kglite's plan: it refuses writes by itself, and names a leading LOAD CSV."""
        found = self._cypher(query, params, prefix=EXPLAIN, timeout_ms=_milliseconds(timeout))
        return Plan(True, [str(step["operation"]) for step in found.rows])

    def execute(
        self, query: str, params: Mapping[str, object], *, limit: int, timeout: float
    ) -> CypherResult:
        """Run a query; as `CypherEngine.execute`."""
        found = self._cypher(query, params, row_limit=limit + 1, timeout_ms=_milliseconds(timeout))
        check_size(found.rows, limit=limit)
        return found

    def _cypher(
        self, query: str, params: Mapping[str, object], *, prefix: str = "", **bounds: int
    ) -> CypherResult:
        words = Renaming(query)
        sent = words.send(query, prefix=prefix)
        with self._refusing(words, sent, bounds["timeout_ms"] / 1000):
            found = self._graph.cypher(sent.text, params=words.rename_keys(params), **bounds)
        columns = [words.restore_words(name) for name in found.columns]
        rows: list[Row] = [
            {words.restore_words(name): words.restore(_plain(value)) for name, value in row.items()}
            for row in found.to_list()
        ]
        return CypherResult(columns, rows, [_warning(words.restore_words(word)) for word in found.warnings])

    @contextmanager
    def _refusing(self, words: Renaming, sent: Sent, seconds: float) -> Iterator[None]:
        kglite = self._kglite
        try:
            yield
        except kglite.ReadOnlyError:
            raise QuestionError("cypher-writes") from None
        except kglite.CypherTimeoutError:
            raise QuestionError("cypher-timeout", seconds=seconds) from None
        except (kglite.CypherSyntaxError, kglite.SchemaError) as error:
            detail = words.restore_words(sent.relocate(_first_line(error)))
            raise QuestionError("cypher-wrong", detail=detail) from None
        except kglite.KgError as error:
            raise _refusal(words.restore_words(sent.relocate(_first_line(error)))) from None


def check_installed() -> None:
    """Raise StoreError, with the way to install it, where kglite is not there; it is not imported."""
    try:
        found = find_spec("kglite")
    except ValueError:
        found = None
    if found is None:
        raise StoreError("cypher-extra", extra=EXTRA)


def _milliseconds(seconds: float) -> int:
    return max(1, round(seconds * 1000))


def _import_kglite() -> ModuleType:
    try:
        import kglite
    except ImportError:
        raise StoreError("cypher-extra", extra=EXTRA) from None
    return kglite


def _node_specs(store: Store) -> Iterator[dict[str, object]]:
    by_label: dict[str, list[Row]] = {}
    for node in store.nodes():
        # Without a name kglite would show an id of its own making; our own id is at least ours.
        record = {"name": node.id, **_listed(node.properties), "id": node.id, "key": node.key}
        by_label.setdefault(node.label, []).append(record)
    for label, records in by_label.items():
        yield {"type": label, "id_field": "id", "title_field": "name", "records": records}


def _edge_statements(store: Store) -> Iterator[tuple[str, list[Row]]]:
    """Give a statement and its rows for each pair of labels that a relationship type joins.

    Labels and types come from the schema, so none of them can hold Cypher.
    """
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for edge in store.edges():
        ends = _label(edge.source), edge.type, _label(edge.target)
        row: Row = {"source": edge.source, "target": edge.target, "own": _listed(edge.properties)}
        groups.setdefault(ends, []).append(row)
    for (source, verb, target), rows in sorted(groups.items(), key=lambda group: group[0]):
        find = f"MATCH (a:{source} {{id: row.source}}) MATCH (b:{target} {{id: row.target}})"
        yield f"UNWIND $rows AS row {find} CREATE (a)-[r:`{verb}`]->(b) SET r += row.own", rows


def _label(node_id: str) -> str:
    return node_id.partition(":")[0]


def _listed(properties: Properties) -> Row:
    return {name: list(v) if isinstance(v, tuple) else v for name, v in properties.items()}


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return _plain_map(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _plain_map(value: Mapping[str, object]) -> Row:
    own = value.get("properties")
    if isinstance(own, Mapping) and set(value) == _NODE_KEYS and _is_node(value["id"], value["labels"], own):
        return {"label": own["type"], **_own(own)}
    if isinstance(own, Mapping) and set(value) == _EDGE_KEYS and _is_edge(value):
        return {"type": value["type"], **_own(own)}
    return {name: _plain(item) for name, item in value.items()}


def _is_node(number: object, labels: object, own: Mapping[str, object]) -> bool:
    """Tell kglite's way to write a node from a map of the user's own with the same keys."""
    label, _, key = str(own.get("id")).partition(":")
    named = {"key", *_ALIASES} <= set(own) and own["type"] == label and own["key"] == key
    return isinstance(number, int) and labels == [label] and named


def _is_edge(value: Mapping[str, object]) -> bool:
    numbered = all(isinstance(value[name], int) for name in ("id", "start", "end"))
    return numbered and value["type"] in SCHEMA.relationship_types


def _own(properties: Mapping[str, object]) -> Row:
    return {name: _plain(value) for name, value in sorted(properties.items()) if name not in _ALIASES}


def _warning(words: str) -> Label:
    for kind, pattern in _UNKNOWN:
        if match := pattern.search(words):
            return unknown_name(kind, match[1])
    return same(_first_line(words))


def _refusal(words: str) -> QuestionError:
    if match := re.search(r"Missing parameter: \$(\S+)", words):
        return QuestionError("cypher-parameter", name=match[1])
    if any(sign in words for sign in ("safety ceiling", "safety limit", "budget")):
        return QuestionError("cypher-too-large", most=MOST_VALUES)
    return QuestionError("cypher-wrong", detail=words)


def _first_line(error: object) -> str:
    lines = str(error).splitlines() or [""]
    return re.sub(r"^(Cypher \w+ error|Schema error)(: )?", "", lines[0]).strip()
