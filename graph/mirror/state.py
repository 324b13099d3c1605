"""What a server says about its pushes: the last one, whether it is complete, and what it wrote.

Each push that writes is one node (:LoadRun:BfaPush). Its `status` is `running` until the last
record is written, then `complete`; a push that a later one found unfinished is `interrupted`.
So a reader finds out whether the records are whole by the status of the highest `number`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from graph.errors import StoreError
from graph.mirror.parts import Digest, Part, read_digests, write_digests
from graph.schema import VERSION
from graph.server.statements import PUSH, RECORD, RETIRED, RETIRED_TYPE, quoted
from graph.server.store import Connection, Statement

PUSH_LABEL = "LoadRun"


@dataclass(frozen=True)
class PushState:
    """The last push to a server; number 0 where there was none."""

    number: int = 0
    status: str = ""
    loaded_on: str = ""
    version: str = ""
    schema_version: int = VERSION
    digests: Mapping[Part, Digest] = field(default_factory=dict)

    @property
    def known_digests(self) -> Mapping[Part, Digest]:
        """The digests that may be trusted: of a complete push by a program of this schema."""
        return self.digests if self.is_trusted else {}

    @property
    def is_trusted(self) -> bool:
        """Whether what the last push says of itself holds: it is complete, and of this schema."""
        return self.is_complete and self.schema_version == VERSION

    @property
    def is_complete(self) -> bool:
        """Whether every record of the last push was written."""
        return self.status == "complete"


def read_state(connection: Connection) -> PushState:
    """Read the last push. Raises StoreError where a newer program made it."""
    rows = connection.read(
        f"MATCH (p:{PUSH}) WHERE p.number IS NOT NULL "
        "RETURN p.number AS number, p.status AS status, p.loaded_on AS loaded_on, p.version AS version, "
        "p.schema_version AS schema_version, p.parts AS parts ORDER BY p.number DESC LIMIT 1"
    )
    if not rows:
        return PushState()
    parts = rows[0].pop("parts")
    state = PushState(**rows[0], digests=read_digests(parts or []))
    if state.schema_version > VERSION:
        raise StoreError("neo4j-schema-newer", theirs=state.schema_version, ours=VERSION)
    return state


def begin_push(state: PushState, *, loaded_on: date, version: str) -> tuple[int, list[Statement]]:
    """Give the next push's number and the statements that open it and mark an unfinished one."""
    number = state.number + 1
    properties = {
        "id": f"LoadRun:push-{number}",
        "key": f"push-{number}",
        "name": f"push {number}",
        "visibility": "internal",
        "number": number,
        "status": "running",
        "loaded_on": loaded_on.isoformat(),
        "version": version,
        "schema_version": VERSION,
    }
    mark = Statement(f"MATCH (p:{PUSH} {{status: 'running'}}) SET p.status = 'interrupted'")
    text = f"MERGE (p:{PUSH} {{id: $properties.id}}) SET p:{PUSH_LABEL}, p = $properties"
    return number, [mark, Statement(text, {"properties": properties})]


def end_push(number: int, digests: Mapping[Part, Digest]) -> Statement:
    """Give the statement that says all was written."""
    nodes = sum(digest.count for part, digest in digests.items() if part.kind == "node")
    records = sum(digest.count for digest in digests.values())
    properties = {
        "status": "complete",
        "node_count": nodes,
        "relationship_count": records - nodes,
        "record_count": records,
        "parts": write_digests(digests),
    }
    text = f"MATCH (p:{PUSH} {{id: $id}}) SET p += $properties"
    return Statement(text, {"id": f"LoadRun:push-{number}", "properties": properties})


@dataclass(frozen=True)
class Counts:
    """How many records a server holds, from its own counters."""

    parts: Mapping[Part, int]
    nodes: int
    relationships: int
    retired_nodes: int
    retired_relationships: int


def read_counts(connection: Connection, parts: Iterable[Part]) -> Counts:
    """Count a server's records of these parts, and of all."""
    wanted = sorted(parts)
    texts = [
        f"MATCH (n:{RECORD}) RETURN count(n) AS n",
        f"MATCH (n:{RETIRED}) RETURN count(n) AS n",
        "MATCH ()-[r]->() RETURN count(r) AS n",
        f"MATCH ()-[r:{RETIRED_TYPE}]->() RETURN count(r) AS n",
        *(_count_text(part) for part in wanted),
    ]
    rows = connection.read(" UNION ALL ".join(texts))
    nodes, retired_nodes, all_relationships, retired, *counted = (row["n"] for row in rows)
    found = dict(zip(wanted, counted, strict=True))
    return Counts(found, nodes, all_relationships - retired, retired_nodes, retired)


def _count_text(part: Part) -> str:
    if part.name == PUSH_LABEL:
        return f"MATCH (n:{PUSH_LABEL}:{RECORD}) RETURN count(n) AS n"  # pushes carry the label too
    if part.kind == "node":
        return f"MATCH (n:{quoted(part.name)}) RETURN count(n) AS n"
    return f"MATCH ()-[r:{quoted(part.name)}]->() RETURN count(r) AS n"
