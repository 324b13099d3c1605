"""A larger archive, made from the packaged one by a seeded generator: what the office may hold one day.

Every copy has its own places, agreements, activities, claims and inquiries under new keys, with
dates shifted by up to some years; countries, networks, themes, missions and the plan are shared.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from graph.dates import PartialDate, parse_date
from graph.records import Batch, Edge, Node, Value

COPIED = frozenset({"City", "Agreement", "Activity", "Claim", "Inquiry"})
HOME = "City:bangkok"
_DATES = frozenset({"start_on", "end_on", "signed_on", "ends_on", "dated_on"})
_MOST_YEARS = 8


def enlarge(batch: Batch, *, times: int, seed: int = 2566) -> Batch:
    """Give a batch with so many copies of the archive; the same seed gives the same records."""
    chance = random.Random(seed)
    larger = Batch(list(batch.nodes), list(batch.edges))
    copied = [node for node in batch.nodes if node.label in COPIED and node.id != HOME]
    moved = {node.id for node in copied}
    links = [edge for edge in batch.edges if edge.source in moved or edge.target in moved]
    for copy in range(1, times):
        larger.add(_nodes(copied, copy, chance), (_edge(edge, moved, copy) for edge in links))
    return larger


def _nodes(nodes: list[Node], copy: int, chance: random.Random) -> Iterator[Node]:
    for node in nodes:
        years = chance.randint(0, _MOST_YEARS)
        properties = {name: _shift(name, value, years) for name, value in node.properties.items()}
        properties["name"] = f"{properties['name']} {copy}"
        yield Node(node.label, f"{node.key}-{copy}", properties)


def _shift(name: str, value: Value, years: int) -> Value:
    if name not in _DATES:
        return value
    day = parse_date(str(value))
    earlier = day.year - years
    # 29 February of a common year does not exist: the month is enough there.
    kept = 0 if (day.month, day.day) == (2, 29) else day.day
    return PartialDate(earlier, day.month, kept).isoformat()


def _edge(edge: Edge, moved: set[str], copy: int) -> Edge:
    source, target = (f"{end}-{copy}" if end in moved else end for end in (edge.source, edge.target))
    return Edge(source, edge.type, target, edge.properties)
