"""Disagreements: the matters on which sources differ, with every version and the one that is used."""

from __future__ import annotations

from datetime import date

from graph.store import Store, targets
from graph.texts import Label, text
from queries.facts.lookup import label_of
from queries.facts.related import records_on
from queries.gaps.disagreement_table import disagreements_table, is_disagreement
from queries.table import Table


def disagreements(store: Store, *, as_of: date, about: str | None = None) -> Table:
    """List the matters on which sources disagree, whole or on one record; none is dated.

    A matter on a partner's agreements and activities is a matter on the partner.
    """
    claims = [claim for claim in store.nodes("Claim") if is_disagreement(claim)]
    if about is not None:
        wanted = records_on(store, about)
        claims = [c for c in claims if wanted & {node.id for node in targets(store, c.id, "CONCERNS")}]
    title = _title(store, len(claims), about)
    return disagreements_table(store, claims, as_of=as_of, name="disagreements", title=title)


def _title(store: Store, n: int, about: str | None) -> Label:
    record = store.node(about) if about is not None else None
    if record is None:
        return text("unit", "disagreements-title", n=n)
    return text("unit", "disagreements-about-title", n=n, name=label_of(record))
