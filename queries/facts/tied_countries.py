"""Countries with ties: who the partners in one are, and that it is no gap."""

from __future__ import annotations

from datetime import date

from graph.errors import QuestionError
from graph.records import Node
from graph.store import Store, require_node, targets
from graph.texts import join_labels
from queries.facts.lookup import label_of
from queries.facts.places import HOME_COUNTRY
from queries.facts.ties import find_ties


def partners_in(store: Store, country: str, *, as_of: date) -> list[Node]:
    """List the partners with a tie at a date that lie in a country, by id."""
    partners = (tie.partner for tie in find_ties(store, as_of=as_of))
    return [one for one in partners if country in (c.id for c in targets(store, one.id, "IN_COUNTRY"))]


def refuse_tied(store: Store, country: str, *, as_of: date) -> None:
    """Where a gap is wanted, name the partners of a country that has ties. Raises QuestionError."""
    if country == HOME_COUNTRY:
        raise QuestionError("country-home")
    partners = partners_in(store, country, as_of=as_of)
    if partners:
        names = join_labels([label_of(partner) for partner in partners])
        name = label_of(require_node(store, country))
        raise QuestionError("country-tied", name=name, names=names, key=partners[0].key)
