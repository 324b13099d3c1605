"""What is tried: ties added, dropped and revived, from what a user writes to positions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from graph.errors import QuestionError
from graph.names import names_of
from graph.records import Node
from graph.store import Store, sources
from graph.texts import Label, join_labels, same, text
from queries.balance.additions import add_tie
from queries.facts.history import Position
from queries.facts.lookup import find_record, label_of, nearest
from queries.facts.places import HOME_COUNTRY, country_of

# From this likeness on a name is taken for a slip of one on record.
_ALMOST = 0.8


@dataclass(frozen=True)
class Place:
    """A local government, on record or made up: its id, its country's id, its name."""

    id: str
    country: str | None
    label: Label


@dataclass(frozen=True)
class Step:
    """One change: what is done (add, drop or revive) and to whom."""

    kind: str
    place: Place

    @property
    def label(self) -> Label:
        """The change in words."""
        return text("balance", f"step-of-{self.kind}", name=self.place.label)


def read_steps(
    store: Store, position: Position, *, add: Sequence[str], drop: Sequence[str], revive: Sequence[str]
) -> list[Step]:
    """Read what a user wrote: drops first, then revivals, then additions.

    Raises QuestionError for a place not known, one without a tie, one that is a tie or active
    already, or the same twice.
    """
    steps = [Step("drop", find_partner(store, position, written)) for written in drop]
    steps += [Step("revive", find_partner(store, position, written)) for written in revive]
    steps += [Step("add", find_place(store, written)) for written in add]
    seen: set[str] = set()
    for step in steps:
        if step.place.id in seen:
            raise QuestionError("whatif-twice", name=step.place.label)
        seen.add(step.place.id)
        if step.kind == "add" and step.place.id in position.ties:
            raise QuestionError("whatif-already", name=step.place.label)
        if step.kind == "revive" and step.place.id in position.active:
            raise QuestionError("whatif-active", name=step.place.label)
    return steps


def apply_step(position: Position, step: Step) -> Position:
    """Give the position after one change."""
    return _DO[step.kind](position, step.place)


def _add(position: Position, place: Place) -> Position:
    return add_tie(position, place.id, place.country)


def _drop(position: Position, place: Place) -> Position:
    ties = {partner: country for partner, country in position.ties.items() if partner != place.id}
    return Position(ties, position.active - {place.id})


def _revive(position: Position, place: Place) -> Position:
    return Position(position.ties, position.active | {place.id})


_DO: Mapping[str, Callable[[Position, Place], Position]] = {"add": _add, "drop": _drop, "revive": _revive}


def find_partner(store: Store, position: Position, written: str) -> Place:
    """Find a partner with a tie by id, key or name.

    Raises QuestionError with the nearest partners where there is no such tie.
    """
    node = store.node(written) or find_record(store, written, labels=("City",))
    if node.id not in position.ties:
        ties = [tie for tie in map(store.node, position.ties) if tie is not None]
        hint = nearest(node.key, [word for tie in ties for word in (*names_of(tie), tie.key)], "bfa ask ties")
        raise QuestionError("whatif-no-tie", name=node.name, hint=hint)
    return _on_record(store, node)


def find_place(store: Store, written: str) -> Place:
    """Find a local government abroad: one on record by id, key or name, or any as `COUNTRY:Name`.

    The country is an ISO code of three letters or a name in either language; `COUNTRY:=Name` takes
    a name that is almost one on record. Raises
    QuestionError, with the nearest names and the way to write one that is not on record.
    """
    country_name, colon, name = written.partition(":")
    country = _find_country(store, country_name) if colon and country_name != "City" else None
    if country is not None and name.strip(" ="):
        return _refuse_home(_in_country(store, country, name.strip()))
    try:
        return _refuse_home(_on_record(store, find_record(store, written, labels=("City",))))
    except QuestionError as error:
        if error.code != "id-unknown":
            raise
    known = [word for node in store.nodes("City") for word in (*names_of(node), node.key)]
    raise QuestionError("whatif-place", name=written, hint=nearest(written, known, "bfa ask partners"))


def _in_country(store: Store, country: Node, name: str) -> Place:
    """Give the place of that name in a country: the one on record, or one made up.

    A name that is almost one on record is refused, unless it is insisted on: `MMR:=Yangoon`.
    """
    wanted, held = name.removeprefix("=").strip(), sources(store, country.id, "IN_COUNTRY")
    if not name.startswith("="):
        cities = [node for node in held if node.label == "City"]
        spelt = {word.casefold(): node for node in cities for word in (node.key, *names_of(node))}
        if wanted.casefold() in spelt:
            return _on_record(store, spelt[wanted.casefold()])
        near = get_close_matches(wanted.casefold(), spelt, n=3, cutoff=_ALMOST)
        if near:
            names = join_labels(dict.fromkeys(label_of(spelt[word]) for word in near))
            raise QuestionError(
                "whatif-place-near", name=wanted, country=label_of(country), names=names,
                insist=f"{country.key}:={wanted}",
            )  # fmt: skip
    return Place(f"{country.key}:{wanted}", country.id, same(wanted))


def _find_country(store: Store, written: str) -> Node | None:
    """Find a country by code or name; None where there is no such country."""
    try:
        return find_record(store, written.strip().upper(), labels=("Country",))
    except QuestionError:
        return None


def _on_record(store: Store, node: Node) -> Place:
    country = country_of(store, node.id)
    return Place(node.id, country.id if country is not None else None, label_of(node))


def _refuse_home(place: Place) -> Place:
    if place.country == HOME_COUNTRY:
        raise QuestionError("whatif-home", name=place.label)
    return place
