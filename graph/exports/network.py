"""The graph as GraphML and GEXF, for Gephi, yEd, Cytoscape, R and other programs that draw networks.

A node shows its name (`label`) and says of what label it is (`record_type`); a link shows its type. A
property keeps its name; where two labels hold it in two kinds (`value` is text in one, a number in
another) the less common is named with its label (`Target.value`), for such a file knows one kind a name.
"""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from graph.exports.flat import Scalar, flat_value, without_orders
from graph.records import Properties
from graph.store import Store

# By this a file is known for one of ours.
CREATOR = "bfa"
# Names that the forms keep for themselves, with how a property of that name is written.
_NAME, _RECORD_TYPE = "label", "record_type"

Held = Iterable[tuple[str, Properties]]


def render_graphml(store: Store) -> bytes:
    """Write a store as GraphML."""
    out = io.BytesIO()
    nx.write_graphml_xml(_network(store), out, prettyprint=True)
    declaration, rest = out.getvalue().split(b"\n", 1)
    return b"\n".join((declaration, f"<!-- {CREATOR} -->".encode(), rest))


def render_gexf(store: Store) -> bytes:
    """Write a store as GEXF 1.2, which Gephi opens. It bears no date, for the same graph is the same file."""
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(_network(store))
    meta = writer.xml.find("meta")
    meta.attrib.clear()
    meta.find("creator").text = CREATOR
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _network(store: Store) -> Any:  # noqa: ANN401 - networkx's types know no attributes
    """Give a store as a network whose properties are single values of one kind a name."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    nodes = list(store.nodes())
    of_nodes = _names((node.label, node.properties) for node in nodes)
    for node in nodes:
        own = _written(node.label, node.properties, of_nodes)
        network.add_node(node.id, **{_NAME: without_orders(node.name), _RECORD_TYPE: node.label, **own})
    edges = list(store.edges())
    of_edges = _names((edge.type, edge.properties) for edge in edges)
    for number, edge in enumerate(edges):
        own = _written(edge.type, edge.properties, of_edges)
        network.add_edge(edge.source, edge.target, key=str(number), **{_NAME: edge.type, **own})
    return network


def _written(
    owner: str, properties: Properties, names: Mapping[tuple[str, str, type], str]
) -> dict[str, Scalar]:
    return {names[owner, name, type(value)]: value for name, value in _single(properties)}


def _single(properties: Properties) -> Iterator[tuple[str, Scalar]]:
    for name, held in properties.items():
        value = flat_value(held)
        if value is not None:
            yield name, without_orders(value) if isinstance(value, str) else value


def _names(held: Held) -> dict[tuple[str, str, type], str]:
    """Name every property of every owner: with the owner where most hold that name in another kind."""
    kinds: defaultdict[str, Counter[type]] = defaultdict(Counter)
    owners: set[tuple[str, str, type]] = set()
    for owner, properties in held:
        for name, value in _single(properties):
            kinds[name][type(value)] += 1
            owners.add((owner, name, type(value)))
    usual = {name: max(sorted(found, key=str), key=found.__getitem__) for name, found in kinds.items()}
    return {
        (owner, name, kind): name if kind is usual[name] else f"{owner}.{name}"
        for owner, name, kind in owners
    }
