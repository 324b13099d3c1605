"""Checks across records, before anything is written: the schema's rules and every end point."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from math import isfinite

from graph.dates import parse_date
from graph.issues import Issue
from graph.records import Batch, Edge, Node, Properties, Value
from graph.schema import SCHEMA, Kind, Property
from graph.spelling import is_web_address

_PYTHON_KINDS: Mapping[Kind, tuple[type, ...]] = {
    Kind.TEXT: (str,),
    Kind.ADDRESS: (str,),
    Kind.PERIOD: (str,),
    Kind.CODE: (str,),
    Kind.DATE: (str,),
    Kind.INTEGER: (int,),
    Kind.YEAR: (int,),
    Kind.NUMBER: (int, float),
    Kind.YES_NO: (bool,),
    Kind.LIST: (tuple,),
    Kind.CODES: (tuple,),
}


def check_batch(batch: Batch) -> list[Issue]:
    """Check every record of a batch against the schema and against the others."""
    issues: list[Issue] = []
    by_id: dict[str, Node] = {}
    for node in batch.nodes:
        earlier = by_id.get(node.id)
        if earlier == node:
            continue  # the same record from another row, such as a source that many rows name
        if earlier is not None:
            issues.append(Issue("id-twice", node.id))
        by_id[node.id] = node
        issues.extend(_check_node(node))
    issues.extend(check_edges(batch.edges, by_id))
    issues.extend(_check_sources(batch, by_id))
    issues.extend(_check_identity(batch))
    return issues


def _check_identity(batch: Batch) -> Iterator[Issue]:
    """Report two records of a label with one Wikidata id, and a place that lies in two countries."""
    by_qid: dict[tuple[str, str], str] = {}
    for node in batch.nodes:
        # A value of a wrong kind has an issue of its own.
        qid = node.get("wikidata_qid")
        other = by_qid.setdefault((node.label, str(qid)), node.id) if qid else node.id
        if other != node.id:
            yield Issue("wikidata-twice", node.id, {"qid": qid, "other": other})
        if node.get("latitude") == 0 and node.get("longitude") == 0:
            yield Issue("place-at-zero", node.id)
    countries: dict[str, str] = {}
    for edge in batch.edges:
        if edge.type == "IN_COUNTRY":
            one = countries.setdefault(edge.source, edge.target)
            if one != edge.target:
                yield Issue("country-twice", edge.source, {"one": one, "other": edge.target})


def check_edges(edges: Iterable[Edge], nodes: Mapping[str, Node]) -> list[Issue]:
    """Check edges against the schema and against the nodes (by id) they may join."""
    return [issue for edge in edges for issue in _check_edge(edge, nodes)]


def _check_node(node: Node) -> Iterator[Issue]:
    node_type = SCHEMA.node_types.get(node.label)
    if node_type is None:
        yield Issue("label-unknown", node.id, {"label": node.label})
        return
    declared = SCHEMA.node_properties(node.label)
    yield from _check_properties(node.id, node.properties, declared)
    yield from _check_required(node.id, node.properties, SCHEMA.required_of(node.label))
    if node_type.needs_source and not node.texts("sources"):
        yield Issue("source-missing", node.id)
    yield from _check_spans(node)


def _check_spans(node: Node) -> Iterator[Issue]:
    """Report an end that surely lies before its start: of an activity, of an agreement's term."""
    for first, last in (("start_on", "end_on"), ("signed_on", "ends_on")):
        start, end = node.text(first), node.text(last)
        both = _is_date(start) and _is_date(end)
        if both and parse_date(end).latest < parse_date(start).earliest:
            yield Issue("dates-reversed", node.id, {"start": start, "end": end})


def _check_edge(edge: Edge, by_id: Mapping[str, Node]) -> Iterator[Issue]:
    place = f"{edge.source} -{edge.type}-> {edge.target}"
    verb = SCHEMA.relationship_types.get(edge.type)
    if verb is None:
        yield Issue("relationship-unknown", place, {"type": edge.type})
        return
    ends = (by_id.get(edge.source), by_id.get(edge.target))
    missing = [name for name, node in zip((edge.source, edge.target), ends, strict=True) if node is None]
    if missing:
        yield Issue("relationship-end-missing", place, {"missing": ", ".join(missing)})
    elif (edge.source.partition(":")[0], edge.target.partition(":")[0]) not in verb.ends:
        yield Issue("relationship-ends-wrong", place, {"type": edge.type})
    yield from _check_properties(place, edge.properties, SCHEMA.relationship_properties(edge.type))
    yield from _check_required(place, edge.properties, SCHEMA.required_of(edge.type))


def _check_properties(place: str, values: Properties, declared: Mapping[str, Property]) -> Iterator[Issue]:
    for name, value in values.items():
        prop = declared.get(name)
        if prop is None:
            yield Issue("property-unknown", place, {"property": name})
        elif not _fits(value, prop):
            yield Issue("property-kind", place, {"property": name, "value": value, "kind": prop.kind.value})


def _check_required(place: str, values: Properties, required: Iterable[str]) -> Iterator[Issue]:
    for name in required:
        if name not in values:
            yield Issue("property-missing", place, {"property": name})


def _fits(value: Value, prop: Property) -> bool:
    if not isinstance(value, _PYTHON_KINDS[prop.kind]):
        return False
    if isinstance(value, bool) and prop.kind is not Kind.YES_NO:
        return False
    if not _can_be_stored(value):
        return False
    if (fits := _FORMS.get(prop.kind)) is not None:
        return fits(str(value))
    if isinstance(value, tuple):
        return all(isinstance(part, str) and _is_listed(part, prop) for part in value)
    return _is_listed(value, prop)


def _is_listed(value: Value, prop: Property) -> bool:
    return not prop.codes or value in prop.code_values


def _can_be_stored(value: Value | None) -> bool:
    """Tell whether every store and export can hold a value: 64-bit, finite, text that is Unicode."""
    if isinstance(value, str):
        return not any("\ud800" <= sign <= "\udfff" for sign in value)
    if isinstance(value, tuple):
        return all(_can_be_stored(part) for part in value)
    if isinstance(value, float):
        return isfinite(value)
    return not isinstance(value, int) or -(2**63) <= value < 2**63


def _is_date(value: str) -> bool:
    try:
        return parse_date(value).isoformat() == value
    except ValueError:
        return False


def _is_period(value: str) -> bool:
    found = re.fullmatch(r"(2[4-6]\d\d)-(2[4-6]\d\d)", value, re.ASCII)
    return found is not None and found[1] <= found[2]


_FORMS: Mapping[Kind, Callable[[str], bool]] = {
    Kind.DATE: _is_date,
    Kind.ADDRESS: is_web_address,
    Kind.PERIOD: _is_period,
}


def _check_sources(batch: Batch, by_id: Mapping[str, Node]) -> Iterator[Issue]:
    """Report every source id that no Source record answers to, once for each record."""
    for node in batch.nodes:
        for source in (*node.texts("sources"), *node.texts("read_sources")):
            if source not in by_id:
                yield Issue("relationship-end-missing", node.id, {"missing": source})
    for edge in batch.edges:
        named = edge.properties.get("sources", ())
        for source in named if isinstance(named, tuple) else ():
            if source not in by_id:
                yield Issue("relationship-end-missing", f"{edge.source} -{edge.type}->", {"missing": source})
