"""Documents and their stated terms: what is signed, with whom, and whether a term runs or is over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graph.dates import PartialDate, format_date, parse_date
from graph.records import Node
from graph.store import Store, targets
from graph.texts import Label, text
from queries.facts.gathered import is_later


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


@dataclass(frozen=True)
class TermEnd:
    """When a term ends: by its earliest and by its latest reading, the same where there is one."""

    first: PartialDate
    last: PartialDate

    @property
    def label(self) -> Label:
        """Both readings in words, or the one."""
        if self.first == self.last:
            return format_date(self.first)
        return text("unit", "term-two-readings", first=format_date(self.first), last=format_date(self.last))


def end_of(node: Node) -> TermEnd | None:
    """Give when a document's term ends, None where no source states one."""
    written = node.text("ends_on")
    if not written:
        return None
    return TermEnd(parse_date(written), parse_date(node.text("ends_latest") or written))


def is_term_known(store: Store, node: Node, as_of: date) -> bool:
    """Whether a document with a term is signed by a date, for certain.

    An undated one is at any date that the record was gathered for, and before that once its term may end.
    """
    end = end_of(node)
    if end is None:
        return False
    if signing_of(node) is None:
        return end.first.earliest <= as_of or not is_later(store, as_of)
    return is_signed_by(node, as_of)


def has_successor(store: Store, node: Node, *, as_of: date) -> bool:
    """Whether a document that renews it, or one with the same partner and a later term, is on record."""
    newer = [store.node(edge.source) for edge in store.edges_to(node.id, "RENEWS")]
    if any(found is not None and is_signed_by(found, as_of) for found in newer):
        return True
    end, partners = end_of(node), {partner.id for partner in partners_of(store, node)}
    return end is not None and any(
        other.id != node.id
        and (later := end_of(other)) is not None
        and later.first.earliest > end.last.latest
        and is_term_known(store, other, as_of)
        and partners & {partner.id for partner in partners_of(store, other)}
        for other in documents_of(store)
    )


def term_state(ends: PartialDate, *, as_of: date, latest: PartialDate | None = None) -> str:
    """Tell whether a term is over by every reading, may be over, or runs; it runs through its last day."""
    if (latest or ends).latest < as_of:
        return "over"
    return "may-be-over" if ends.earliest < as_of else "runs"


def partners_of(store: Store, node: Node) -> list[Node]:
    """List whom a document is with."""
    if node.label == "Agreement":
        return targets(store, node.id, "WITH")
    return [found for found in targets(store, node.id, "CONCERNS") if found.label != "Activity"]
