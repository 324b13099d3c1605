"""What speaks of a subject: what lies in a country, and the documents and activities of each."""

from __future__ import annotations

from collections.abc import Iterable

from graph.store import Store, sources


def records_on(store: Store, subject: str) -> set[str]:
    """Give the ids of the records that are, lie in, or speak of a subject; the subject itself among them.

    A country takes in its places, bodies and missions; each of these its agreements and the
    activities that involve it. A theme takes in the agreements and activities about it.
    """
    scope = {subject, *_ids(store, [subject], "IN_COUNTRY", "REPRESENTS")}
    return scope | _ids(store, scope, "WITH", "INVOLVES", "ABOUT")


def _ids(store: Store, records: Iterable[str], *types: str) -> set[str]:
    return {node.id for record in records for node in sources(store, record, *types)}
