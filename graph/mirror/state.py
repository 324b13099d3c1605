"""What a server says about its pushes: the last one, whether it is complete, and what it wrote.

Each push that writes is one node (:LoadRun:BfaPush). Its `status` is `running` until the last
record is written, then `complete`; a push that a later one found unfinished is `interrupted`.
So a reader finds out whether the records are whole by the status of the highest `number`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graph.errors import StoreError
from graph.mirror.parts import Digest, Part, are_digests, read_digests, write_digests
from graph.schema import VERSION
from graph.server.statements import PUSH, RECORD, RETIRED, RETIRED_TYPE, Row, quoted
from graph.server.store import Connection, Statement

PUSH_LABEL = "LoadRun"
STATUSES = ("running", "complete", "interrupted")
_OF_A_STATE = ("number", "status", "loaded_on", "version", "schema_version")
# The parts of the last pushes alone are of use; those of all pushes would grow without end.
_PUSHES = (
    f"MATCH (p:{PUSH}) WITH p ORDER BY p.number DESC WITH collect(p) AS pushes "
    "UNWIND range(0, size(pushes) - 1) AS place WITH pushes[place] AS p, place "
    "RETURN elementId(p) AS handle, labels(p) AS labels, p.id AS id, "
    + ", ".join(f"p.{name} AS {name}" for name in _OF_A_STATE)
    + ", CASE WHEN place < 3 THEN p.parts END AS parts"
)


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


# How a push writes each property of its node; the labels are judged with them.
_WRITTEN: Mapping[str, Callable[[Row], bool]] = {
    "number": lambda row: type(row["number"]) is int and row["number"] > 0,
    "id": lambda row: row["id"] == f"{PUSH_LABEL}:push-{row['number']}",
    "status": lambda row: row["status"] in STATUSES,
    "loaded_on": lambda row: _is_day(row["loaded_on"]),
    "version": lambda row: isinstance(row["version"], str),
    "schema_version": lambda row: type(row["schema_version"]) is int and row["schema_version"] >= 0,
    "parts": lambda row: row["parts"] is None or are_digests(row["parts"]),
    "labels": lambda row: set(row["labels"]) == {PUSH, PUSH_LABEL},
}


@dataclass(frozen=True)
class DamagedPush:
    """A push that was edited by hand: a property that no push writes so, and where the node is."""

    record: str
    property: str
    value: Any
    node: Row

    @classmethod
    def of(cls, row: Row) -> DamagedPush | None:
        """Give what is damaged in a row of `_PUSHES`, or None."""
        for name, is_well in _WRITTEN.items():
            if not is_well(row):
                return cls(str(row["id"] or f"(:{PUSH})"), name, row[name], row)
        return None


@dataclass(frozen=True)
class PushState:
    """The last push to a server; number 0 where there was none."""

    number: int = 0
    status: str = ""
    loaded_on: str = ""
    version: str = ""
    schema_version: int = VERSION
    digests: Mapping[Part, Digest] = field(default_factory=dict)
    damaged: Sequence[DamagedPush] = ()

    @property
    def known_digests(self) -> Mapping[Part, Digest]:
        """The digests that may be trusted: of a complete push by a program of this schema."""
        return self.digests if self.is_trusted else {}

    @property
    def is_trusted(self) -> bool:
        """Whether what the last push says of itself holds: it is complete, and of this schema."""
        return self.is_complete and self.schema_version == VERSION and not self.damaged

    @property
    def is_complete(self) -> bool:
        """Whether every record of the last push was written."""
        return self.status == "complete"


def read_state(connection: Connection) -> PushState:
    """Read the last push, and which pushes were edited by hand.

    Raises StoreError where a newer program made the last one.
    """
    rows = connection.read(_PUSHES)
    damaged = [found for row in rows if (found := DamagedPush.of(row)) is not None]
    bad = {push.node["handle"] for push in damaged}
    whole = [row for row in rows if row["handle"] not in bad]
    if not whole:
        return PushState(damaged=damaged)
    last = max(whole, key=lambda row: int(row["number"]))
    state = PushState(
        **{name: last[name] for name in _OF_A_STATE},
        digests=read_digests(last["parts"] or []),
        damaged=damaged,
    )
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
