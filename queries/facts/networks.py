"""What a network is called, and how complete its list of members is."""

from __future__ import annotations

from collections.abc import Iterable

from graph.dates import PartialDate
from graph.records import Node
from graph.schema.codes import LIST_COMPLETENESS, LIST_NAMES, labels
from graph.store import Store
from graph.texts import Label, join_labels, same, text
from queries.facts.lookup import label_of
from queries.table import Cell

_COMPLETENESS = labels(LIST_COMPLETENESS)
_NAMES = labels(LIST_NAMES)
# Kinds of activity at which members meet; a launch, an award or a joining is none.
_MEETINGS = frozenset({"network_meeting", "conference"})


def meetings_among(contacts: Iterable[Node], *, joined: PartialDate | None) -> list[Node]:
    """Keep the contacts at which members of a network meet, in the order given.

    What is on record for the very day on which the membership began is the joining, not a meeting.
    """
    day = joined.isoformat() if joined is not None else ""
    return [one for one in contacts if one.text("kind") in _MEETINGS and one.text("start_on") != day]


def network_name(store: Store, network: str) -> Label:
    """Give a network's short name where it has one, else its name."""
    node = store.node(network)
    if node is None:
        return same(network)
    short = node.text("abbreviation").partition(";")[0]  # several short names: the first
    return same(short) if short else label_of(node)


def has_members(store: Store, network: str) -> bool:
    """Whether the lists of a network name members, and not cities that take part or heads in person."""
    node = store.node(network)
    return node is None or not node.text("list_names")


def notes_on_lists(store: Store, networks: Iterable[str]) -> list[Label]:
    """Say what lists of networks prove and what they do not, and which of these name no members."""
    notes = [text("unit", "note-membership"), text("unit", "note-lists")]
    others = [network for network in sorted(set(networks)) if not has_members(store, network)]
    if not others:
        return notes
    names = join_labels([_with_names(store, network) for network in others], "; ")
    return [*notes, text("unit", "note-no-members", n=len(others), names=names)]


def _with_names(store: Store, network: str) -> Label:
    node = store.node(network)
    whom = _NAMES[node.text("list_names")] if node is not None else same("")
    return text("unit", "network-and-names", network=network_name(store, network), whom=whom)


def completeness_cell(network: Node) -> Cell:
    """Say how much of a network's member list is held, with what it covers; None where not said."""
    known = _COMPLETENESS.get(network.text("list_completeness"))
    if known is None:
        return None
    thai, english = network.text("list_remark_th"), network.text("list_remark_en")
    return Label(f"{known.th}: {thai}", f"{known.en}: {english}") if english else known
