"""The page on a bare name: which question, with which parameter, tells of a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.errors import QuestionError
from graph.records import Node
from graph.store import Store
from graph.texts import join_labels
from queries.asking.found import Mention
from queries.asking.mentions import LABELS, PLACES
from queries.facts.lookup import label_of, name_all
from queries.facts.places import country_of
from queries.facts.tied_countries import partners_in, refuse_tied
from queries.facts.ties import find_ties

_CITY_NETWORK = "city_network"


@dataclass(frozen=True)
class NamePage:
    """A question and the one parameter that narrows it to a record, with the name of that record."""

    question: str
    param: tuple[str, str]
    mention: Mention | None = None


def find_page(store: Store, mentions: Sequence[Mention], *, as_of: date) -> NamePage:
    """Give the page on what a bare name stands for at a date.

    A city goes before a country of the same name, a theme before the places named beside it.
    Raises QuestionError where there are several other names, where one stands for several records,
    for a country that is no gap, and with the way to the plan's own elements.
    """
    mention = _chief(mentions)
    return replace(_page(store, mention, as_of=as_of), mention=mention)


def _chief(mentions: Sequence[Mention]) -> Mention:
    """Give the only name, or the only theme beside places. Raises QuestionError where neither is."""
    others = [one for one in mentions if not any(node.label in PLACES for node in one.nodes)]
    named = list(mentions) if len(mentions) == 1 else others
    if len(named) != 1 or (len(mentions) > 1 and named[0].nodes[0].label != "Theme"):
        names = join_labels([label_of(mention.nodes[0]) for mention in mentions])
        raise QuestionError("names-several", names=names)
    return named[0]


def _page(store: Store, mention: Mention, *, as_of: date) -> NamePage:
    labels = [label for label in LABELS if any(node.label == label for node in mention.nodes)]
    nodes = [node for node in mention.nodes if not labels or node.label == labels[0]]
    if len(nodes) > 1:
        raise QuestionError("name-ambiguous", name=mention.written, ids=name_all(store, nodes))
    (node,) = nodes
    if node.label == "City":
        return _city_page(store, node, as_of)
    if node.label == "Country":
        refuse_tied(store, node.id, as_of=as_of)
    make = _PAGES.get(node.label)
    if make is None:
        raise QuestionError("plan-element", name=node.key, command=f"bfa plan trace {node.key}")
    return make(node)


def _city_page(store: Store, city: Node, as_of: date) -> NamePage:
    """Give a partner's page, or the gap of a country without a tie, or the way to a place."""
    if any(tie.partner.id == city.id for tie in find_ties(store, as_of=as_of)):
        return NamePage("partner-profile", ("partner", city.key))
    country = country_of(store, city.id)
    if country is not None and not partners_in(store, country.id, as_of=as_of):
        return NamePage("white-space", ("country", country.key))
    return NamePage("introducers", ("to", city.key))


def _organization_page(node: Node) -> NamePage:
    if node.text("kind") == _CITY_NETWORK:
        return NamePage("network-members", ("network", node.key))
    return NamePage("watch", ("about", node.key))


_PAGES: Mapping[str, Callable[[Node], NamePage]] = {
    "Country": lambda node: NamePage("white-space", ("country", node.key)),
    "Region": lambda node: NamePage("white-space", ("region", node.key.rpartition("/")[2])),
    "Organization": _organization_page,
    "Theme": lambda node: NamePage("theme-gaps", ("theme", node.key)),
    "Activity": lambda node: NamePage("activity-trace", ("activity", node.key)),
}
