"""Documents and their stated terms: what is signed, with whom, and whether a term runs or is over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from graph.dates import PartialDate, format_date, parse_date
from graph.records import Node
from graph.store import Store, targets
from graph.texts import Label, text
from queries.facts.known import Known, undated_from


def documents_of(store: Store) -> Iterator[Node]:
    """Give agreements, and signings whose document is not on record."""
    yield from store.nodes("Agreement")
    yield from (claim for claim in store.nodes("Claim") if claim.text("stage") == "signed")


def signing_of(node: Node) -> PartialDate | None:
    """Give a document's day of signing as known; a signing told by a source has the day it tells."""
    written = node.text("signed_on") or (node.text("dated_on") if node.label == "Claim" else "")
    return parse_date(written) if written else None


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


@dataclass(frozen=True)
class Terms:
    """The documents that are known at a date, their stated terms, and what followed them; read once."""

    store: Store
    as_of: date

    @cached_property
    def signed(self) -> Sequence[Node]:
        """The documents that are surely signed by the date (`known`)."""
        return [node for node in documents_of(self.store) if self.is_signed(node)]

    @cached_property
    def unknown(self) -> Sequence[Node]:
        """The documents that no date tells, where it is unknown whether they were signed yet."""
        undated = (node for node in documents_of(self.store) if signing_of(node) is None)
        return [node for node in undated if not self.is_signed(node)]

    @cached_property
    def documents(self) -> Sequence[tuple[Node, TermEnd]]:
        """The signed documents with a term, each with its end."""
        ends = ((node, end_of(node)) for node in self.signed)
        return [(node, end) for node, end in ends if end is not None]

    def is_signed(self, node: Node) -> bool:
        """Whether a document is surely signed by the date."""
        return Known(signing_of(node), self._undated_from).surely_by(self.as_of)

    @cached_property
    def _undated_from(self) -> date:
        return undated_from(self.store)

    @cached_property
    def _latest_end(self) -> Mapping[str, date]:
        """The first day that the latest known term with each partner can end on, by the partner's id."""
        found: dict[str, date] = {}
        for node, end in self.documents:
            for partner in partners_of(self.store, node):
                found[partner.id] = max(end.first.earliest, found.get(partner.id, date.min))
        return found

    def has_successor(self, node: Node) -> bool:
        """Whether a document that renews it, or one with the same partner and a later term, is signed."""
        newer = (self.store.node(edge.source) for edge in self.store.edges_to(node.id, "RENEWS"))
        if any(found is not None and self.is_signed(found) for found in newer):
            return True
        end = end_of(node)
        return end is not None and any(
            self._latest_end.get(partner.id, date.min) > end.last.latest
            for partner in partners_of(self.store, node)
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
