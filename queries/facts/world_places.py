"""Places of the world network in the graph's terms: joined by Wikidata id, else by name and country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.errors import QuestionError
from graph.names import names_of
from graph.records import Node
from graph.store import Store, targets
from graph.texts import Label, same
from graph.world import Twinning, World
from queries.facts.lookup import find_record, label_of, nearest

# Before the id of a place that only the world network has.
WORLD = "world:"


@dataclass(frozen=True)
class JoinedWorld:
    """The world's twinnings between places: record ids where the graph has the place, else `world:` ids."""

    names: Mapping[str, Label]
    twins: Mapping[str, Mapping[str, Twinning]]


def join_world(store: Store, world: World | None) -> JoinedWorld:
    """Put the world network into the graph's terms.

    A name that several places of the network share within a country joins none of them.
    """
    if world is None:
        return JoinedWorld({}, {})
    of_qid = _matches(store, world)
    key = {qid: of_qid.get(qid, f"{WORLD}{qid}") for qid in world.places}
    twins = {
        key[qid]: {key[other]: pair for other, pair in others.items()} for qid, others in world.twins.items()
    }
    names = {key[qid]: same(place.name) for qid, place in world.places.items() if qid not in of_qid}
    return JoinedWorld(names, twins)


def find_place(store: Store, joined: JoinedWorld, written: str) -> str:
    """Find a place by id, key or name in the graph, else by name in the world network.

    Raises QuestionError with the nearest names of both, or with the ids a name stands for.
    """
    try:
        return find_record(store, written, labels=("City",)).id
    except QuestionError as error:
        if error.code != "id-unknown":
            raise
    if written in joined.names:
        return written
    folded = written.casefold()
    found = sorted(place for place, name in joined.names.items() if name.en.casefold() == folded)
    if len(found) == 1:
        return found[0]
    if found:
        raise QuestionError("name-ambiguous", name=written, ids=", ".join(found))
    known = [name for city in store.nodes("City") for name in names_of(city)]
    known += [name.en for name in joined.names.values()]
    raise QuestionError("id-unknown", id=written, hint=nearest(written, known, "bfa ask"))


def name_of_place(store: Store, joined: JoinedWorld, place: str) -> Label:
    """Name a place of the graph or of the world network."""
    node = store.node(place)
    return label_of(node) if node is not None else joined.names.get(place, same(place))


def _matches(store: Store, world: World) -> dict[str, str]:
    """Give the record id for each place of the network that the graph has too."""
    by_name: dict[tuple[str, str], list[str]] = {}
    for place in world.places.values():
        by_name.setdefault((place.name.casefold(), place.country), []).append(place.qid)
    found: dict[str, str] = {}
    for city in store.nodes("City"):
        own = city.text("wikidata_qid")
        meant = own if own in world.places else _by_name(store, city, by_name)
        # A place under another Wikidata id is another place, whatever it is called.
        if meant and (meant == own or not own or not meant.startswith("Q")):
            found.setdefault(meant, city.id)
    return found


def _by_name(store: Store, city: Node, by_name: Mapping[tuple[str, str], list[str]]) -> str:
    for country in targets(store, city.id, "IN_COUNTRY"):
        for name in names_of(city):
            qids = by_name.get((name.casefold(), country.key), ())
            if len(qids) == 1:
                return qids[0]
    return ""
