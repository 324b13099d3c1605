"""The graph as node-link JSON: a contract that scripts rely on, and canonical text.

Each node has `id`, `key`, `label`, `name` and its properties; each edge has `source`,
`target`, `type` and its properties. The header holds the counts, so that a reader can tell a
file cut short. The edge key is `edges`, as networkx >= 3.4 reads by default.
"""

from __future__ import annotations

import json

from graph.store import Store

VERSION = 1


def render_node_link(store: Store) -> str:
    """Write a store as node-link JSON: the same graph gives the same bytes."""
    nodes = [
        {"id": node.id, "key": node.key, "label": node.label, **_plain(dict(node.properties))}
        for node in store.nodes()
    ]
    edges = [
        {"source": edge.source, "target": edge.target, "type": edge.type, **_plain(dict(edge.properties))}
        for edge in store.edges()
    ]
    document = {
        "directed": True,
        "multigraph": True,
        "graph": {"format": "bfa-node-link", "version": VERSION, "nodes": len(nodes), "edges": len(edges)},
        "nodes": nodes,
        "edges": edges,
    }
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def _plain(properties: dict[str, object]) -> dict[str, object]:
    return {name: list(v) if isinstance(v, tuple) else v for name, v in properties.items()}
