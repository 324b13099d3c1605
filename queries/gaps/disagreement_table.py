"""Matters on which sources differ as a table: the same on the answer and on a partner's page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.records import Node
from graph.store import Store, targets
from graph.texts import Label, text
from queries.facts.explain import source_names
from queries.facts.free_text import free_text
from queries.facts.lookup import label_of
from queries.table import ABSENT, Cell, Table, column, list_cell

_COLUMNS = (
    column("matter", subject="unit"), column("versions", subject="unit"), column("choice", subject="unit"),
    column("concerns", subject="unit"), column("remark", subject="unit", brief=False),
    column("record", brief=False), column("sources", brief=False),
)  # fmt: skip

CONFLICT = "conflict"


def is_disagreement(node: Node) -> bool:
    """Whether a record tells that sources differ: a conflict, or a version that is not the one used."""
    if node.label != "Claim":
        return False
    return node.text("subject_property") == CONFLICT or node.get("preferred") is False


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
        "versions": free_text(claim, "value"),
        "choice": free_text(claim, "choice") if claim.get("choice") else ABSENT,
        "concerns": list_cell(label_of(node) for node in targets(store, claim.id, "CONCERNS")),
        "remark": free_text(claim, "note") if claim.get("note") else ABSENT,
        "record": claim.id,
        "sources": source_names(store, claim.get("sources")),
    }
