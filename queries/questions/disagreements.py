"""Disagreements: the matters on which sources differ, with every version and the one that is used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.records import Node
from graph.store import Store, targets
from graph.texts import Label, text
from queries.explain import source_names
from queries.lookup import label_of
from queries.related import records_on
from queries.table import ABSENT, Cell, Table, column, list_cell

_COLUMNS = (
    column("matter", subject="unit"), column("versions", subject="unit"), column("choice", subject="unit"),
    column("concerns", subject="unit"), column("remark", subject="unit", brief=False),
    column("record", brief=False), column("sources", brief=False),
)  # fmt: skip
CONFLICT = "conflict"


def disagreements(store: Store, *, as_of: date, about: str | None = None) -> Table:
    """List the matters on which sources disagree, whole or on one record; none is dated.

    A matter on a partner's agreements and activities is a matter on the partner.
    """
    claims = [c for c in store.nodes("Claim") if c.text("subject_property") == CONFLICT]
    claims += [c for c in store.nodes("Claim") if c.get("preferred") is False]
    if about is not None:
        wanted = records_on(store, about)
        claims = [c for c in claims if wanted & {node.id for node in targets(store, c.id, "CONCERNS")}]
    title = _title(store, len(claims), about)
    return disagreements_table(store, claims, as_of=as_of, name="disagreements", title=title)


def disagreements_table(
    store: Store, claims: Sequence[Node], *, as_of: date, name: str, title: Label
) -> Table:
    """Tabulate some matters with every version and the one that is used."""
    rows = [_row(store, claim) for claim in claims]
    return Table(
        name, title, _COLUMNS, rows, as_of, text("unit", "unit-matters"),
        len(rows), records=sorted({claim.id for claim in claims}),
        notes=[text("unit", "note-preference"), text("unit", "note-undated-claims")],
    )  # fmt: skip


def _row(store: Store, claim: Node) -> dict[str, Cell]:
    return {
        "matter": label_of(claim),
        "versions": claim.text("value"),
        "choice": claim.text("choice") or ABSENT,
        "concerns": list_cell(label_of(node) for node in targets(store, claim.id, "CONCERNS")),
        "remark": claim.text("note") or ABSENT,
        "record": claim.id,
        "sources": source_names(store, claim.get("sources")) or None,
    }


def _title(store: Store, n: int, about: str | None) -> Label:
    record = store.node(about) if about is not None else None
    if record is None:
        return text("unit", "disagreements-title", n=n)
    return text("unit", "disagreements-about-title", n=n, name=label_of(record))
