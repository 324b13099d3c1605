"""Documents and their stated terms: what is signed, with whom, and whether a term runs or is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from graph.dates import PartialDate, parse_date
from graph.records import Node
from graph.store import Store, targets


def documents_of(store: Store) -> Iterator[Node]:
    """Give agreements, and signings whose document is not on record."""
    yield from store.nodes("Agreement")
    yield from (claim for claim in store.nodes("Claim") if claim.text("stage") == "signed")


def signing_of(node: Node) -> PartialDate | None:
    """Give a document's day of signing as known; a signing told by a source has the day it tells."""
    written = node.text("signed_on") or (node.text("dated_on") if node.label == "Claim" else "")
    return parse_date(written) if written else None


def is_signed_by(node: Node, as_of: date) -> bool:
    """Whether a document is surely signed by a date; an undated one is at any."""
    signed = signing_of(node)
    return signed is None or signed.latest <= as_of


def term_state(ends: PartialDate, *, as_of: date) -> str:
    """Tell whether a term is over, may be over, or runs; it runs through its last day."""
    if ends.latest < as_of:
        return "over"
    return "may-be-over" if ends.earliest < as_of else "runs"


def partners_of(store: Store, node: Node) -> list[Node]:
    """List whom a document is with."""
    if node.label == "Agreement":
        return targets(store, node.id, "WITH")
    return [found for found in targets(store, node.id, "CONCERNS") if found.label != "Activity"]
