"""What speaks of a subject: what lies in a country, and the documents and activities of each."""

from __future__ import annotations

from collections.abc import Iterable

from graph.store import Store, sources


def records_on(store: Store, subject: str) -> set[str]:
    """Give the ids of the records that are, lie in, or speak of a subject; the subject itself among them.

    A country takes in its places, bodies and missions; each of these its agreements and the
    activities that involve it. A theme takes in the agreements and activities about it; a tactic or
    KPI its parts, and the activities that bear on them.
    """
    scope = {subject, *_ids(store, [subject], "IN_COUNTRY", "REPRESENTS"), *_parts(store, subject)}
    return scope | _ids(store, scope, "WITH", "INVOLVES", "ABOUT", "SUPPORTS")


def _parts(store: Store, whole: str) -> set[str]:
    """Give the ids of all that is part of a tactic or KPI, down to the criteria; empty for others."""
    found: set[str] = set()
    if whole.partition(":")[0] not in ("Tactic", "Kpi"):
        return found
    wanted = {whole}
    while wanted:
        wanted = _ids(store, wanted, "PART_OF") - found
        found |= wanted
    return found


def _ids(store: Store, records: Iterable[str], *types: str) -> set[str]:
    return {node.id for record in records for node in sources(store, record, *types)}
