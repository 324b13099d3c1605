"""Write a workspace's graph to a server, so that doing it again, or after a kill, ends the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.mirror.differences import (
    Difference,
    PartChange,
    all_parts,
    compare_part,
    damage,
    parts_that_differ,
)
from graph.mirror.parts import Digest, Part, Record, digest_parts, group_records
from graph.mirror.state import Counts, PushState, begin_push, end_push, read_counts, read_state
from graph.mirror.writes import Batch, change_batches, retire_nodes
from graph.server.neo4j_store import Lock, Neo4jConnection
from graph.server.store import Connection, check_ours, prepare
from graph.store import Store

Report = Callable[[int, int], None]


@dataclass(frozen=True)
class PushResult:
    """What a push did; `changes` is the server's own count, 0 where there was nothing to do.

    `number` is the push's own, or the last one's where nothing was to do.
    """

    number: int
    differences: Sequence[Difference] = ()
    changes: int = 0


def plan_push(store: Store, connection: Connection, *, every_record: bool = False) -> list[Difference]:
    """List what a push would change, and write nothing; raises as `push`."""
    check_ours(connection)
    survey = _survey(_Local.of(store), connection, every_record=every_record)
    return [*damage(survey.state), *_differences(_compare(survey, connection))]


def push(
    store: Store,
    connection: Neo4jConnection,
    *,
    loaded_on: date,
    version: str,
    every_record: bool = False,
    report: Report = lambda done, of: None,
) -> PushResult:
    """Make a server hold exactly this graph; what it holds beyond is retired, never deleted.

    Parts whose digests the last complete push left are not read again, unless `every_record`
    asks for it (it also puts hand edits right). Batches are managed transactions that may be
    run twice. Raises StoreError where the database holds nodes of others, a newer program
    wrote it, another push is under way, or the server is lost; the next push then completes it.
    """
    check_ours(connection)
    local = _Local.of(store)
    survey = _survey(local, connection, every_record=every_record)
    if survey.is_current:
        return PushResult(survey.state.number)
    prepare(connection)
    with connection.lock() as lock:
        # Read again: another push may have ended between the first look and the lock.
        survey = _survey(local, connection, every_record=every_record)
        changes = _compare(survey, connection)
        differences = [*damage(survey.state), *_differences(changes)]
        if not differences and survey.state.is_trusted and survey.state.digests == local.digests:
            return PushResult(survey.state.number)
        number, opening = begin_push(survey.state, loaded_on=loaded_on, version=version)
        total = sum(change.size for change in changes)
        batches = change_batches(changes, survey.counts)
        damaged = [push.node for push in survey.state.damaged]
        written = connection.write([*retire_nodes(damaged), *opening])
        written += _write(connection, lock, batches, report=lambda done: report(done, total))
        written += connection.write([end_push(number, local.digests)])
    return PushResult(number, differences, written)


def _write(
    connection: Neo4jConnection, lock: Lock, batches: Iterable[Batch], *, report: Callable[[int], None]
) -> int:
    done = written = 0
    for batch in batches:
        lock.check()
        written += connection.write(batch.statements)
        done += batch.records
        report(done)
    lock.check()
    return written


def _differences(changes: Iterable[PartChange]) -> list[Difference]:
    return [difference for change in changes for difference in change.differences]


@dataclass(frozen=True)
class _Local:
    """The workspace's records by part, and their digests."""

    records: Mapping[Part, Sequence[Record]]
    digests: Mapping[Part, Digest]

    @classmethod
    def of(cls, store: Store) -> _Local:
        records = group_records(store)
        return cls(records, digest_parts(records))


@dataclass(frozen=True)
class _Survey:
    """How a server stands against a workspace, before any record is read."""

    local: _Local
    state: PushState
    counts: Counts
    parts: Sequence[Part]

    @property
    def is_current(self) -> bool:
        return not self.parts and self.state.is_trusted


def _survey(local: _Local, connection: Connection, *, every_record: bool) -> _Survey:
    state = read_state(connection)
    counts = read_counts(connection, local.digests)
    if every_record:
        parts = all_parts(connection, local.records)
    else:
        parts = parts_that_differ(connection, local.digests, state, counts)
    return _Survey(local, state, counts, parts)


def _compare(survey: _Survey, connection: Connection) -> list[PartChange]:
    """Read and compare the records of the parts that may differ."""
    records, counts = survey.local.records, survey.counts
    # Nothing of ours is there: nothing need be read.
    is_empty = counts.nodes == 0
    return [
        compare_part(connection, part, records.get(part, ()), known=records, is_empty=is_empty)
        for part in survey.parts
    ]
