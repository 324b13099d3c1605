"""From what a user writes to a record: by id, by key alone, or by a name in either language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from weakref import WeakKeyDictionary

from graph.errors import QuestionError
from graph.name_forms import fold_name, plain_name
from graph.names import Names, names_of
from graph.records import Node
from graph.spelling import plain_signs
from graph.store import Store, sources
from graph.texts import Label, text

# No name is longer: what goes beyond is not compared.
_LONGEST = 100
# So many places of a country are named beside its capital and leading city, where a city is wanted.
_MOST_OTHERS = 3
# So many records that a name may stand for are named.
_MOST_MEANT = 8
# So many nearest names are offered, if they are as close as this.
_NEAREST, _CLOSE = 3, 0.5
# Names by labels and scheme, for the records that a store held when they were last asked for.
_KNOWN: WeakKeyDictionary[Store, dict[tuple[tuple[str, ...], str], tuple[tuple[Node, ...], Names]]]
_KNOWN = WeakKeyDictionary()


def find_record(
    store: Store, written: str, *, labels: Sequence[str], command: str = "bfa ask", scheme: str = ""
) -> Node:
    """Find a record of one of these labels by its id, its key, its name or another spelling.

    An id, or a key as it is written, goes before a name, and that before a key in other case or
    figures. A region is one of `scheme`, where a scheme is in force and no id names another.
    Raises QuestionError with the nearest names when there is no such record, or with the ids to
    choose from, partners first, when a name stands for several.
    """
    if (exact := _by_key(store, _keys(written, labels, scheme, (written,)), labels)) is not None:
        return exact
    names = names_in(store, labels, scheme=scheme)
    if "City" in labels and "Country" not in labels and not names.is_full(written):
        _refuse_country(store, written)
    found = names.find(written)
    if len(found) == 1:
        return found[0]
    if found:
        raise QuestionError("name-ambiguous", name=written, ids=name_all(store, found))
    plain = plain_signs(written)
    spelt = _keys(written, labels, scheme, (plain, plain.lower(), plain.upper()))
    if (exact := _by_key(store, spelt, labels)) is not None:
        return exact
    near = names.near(written)
    hint = text("errors", "nearest", names=", ".join(near)) if near else None
    raise QuestionError("id-unknown", id=written, hint=hint or text("errors", "see-list", command=command))


def names_in(store: Store, labels: Sequence[str], *, scheme: str = "") -> Names:
    """Give the names of a store's records of some labels, read once as long as these stay the same."""
    held = tuple(node for label in labels for node in store.nodes(label) if _is_in(node, scheme))
    of_store = _KNOWN.setdefault(store, {})
    nodes, names = of_store.get((tuple(labels), scheme), ((), None))
    if names is None or len(nodes) != len(held) or any(a is not b for a, b in zip(nodes, held, strict=True)):
        names = Names(held)
        of_store[tuple(labels), scheme] = (held, names)
    return names


def name_all(store: Store, found: Sequence[Node]) -> str:
    """Name the records that a name may stand for, partners first, and say how many more there are."""
    ordered = sorted(found, key=lambda node: _standing_of(store, node))
    shown = [f"{node.id} ({node.text('name_th') or node.name})" for node in ordered[:_MOST_MEANT]]
    more = [f"+{len(ordered) - _MOST_MEANT}"] if len(ordered) > _MOST_MEANT else []
    return ", ".join((*shown, *more))


def label_of(node: Node) -> Label:
    """Give a record's display name in both languages; the name alone where it has no Thai one."""
    return Label(node.text("name_th") or node.name, node.name)


def nearest(name: str, known: Iterable[str], command: str) -> Label:
    """Say which known names are closest to a misspelt one, or which command lists them."""
    folded: dict[str, str] = {}
    for one in known:
        folded.setdefault(fold_name(one), one)
    found = get_close_matches(fold_name(name[:_LONGEST]), list(folded), n=_NEAREST, cutoff=_CLOSE)
    if found:
        return text("errors", "nearest", names=", ".join(folded[one] for one in found))
    return text("errors", "see-list", command=command)


def _is_in(node: Node, scheme: str) -> bool:
    """Whether a record may be meant where a scheme of regions is in force."""
    return node.label != "Region" or not scheme or node.text("scheme") == scheme


def _by_key(store: Store, ids: Iterable[str], labels: Sequence[str]) -> Node | None:
    found = (store.node(one) for one in ids)
    return next((node for node in found if node is not None and node.label in labels), None)


def _keys(written: str, labels: Sequence[str], scheme: str, spellings: Iterable[str]) -> Iterator[str]:
    """Give the ids that may be meant: the text itself, and each spelling as a key of each label."""
    yield written
    for label in labels:
        for spelling in spellings:
            yield f"{label}:{spelling}"
            if label == "Region" and scheme:
                yield f"{label}:{scheme}/{spelling.replace(' ', '-')}"


def _refuse_country(store: Store, written: str) -> None:
    """Where a city is wanted and a country is written, name cities of it. Raises QuestionError."""
    for country in store.nodes("Country"):
        called = (country.key, country.text("iso2"), *names_of(country))
        if plain_name(written) in map(plain_name, called):
            cities = [f"{city.key} ({city.text('name_th') or city.name})" for city in _cities(store, country)]
            hint = text("errors", "name-cities", names="; ".join(cities)) if cities else text(
                "errors", "no-cities"
            )  # fmt: skip
            raise QuestionError("country-not-city", name=written, hint=hint)


def _cities(store: Store, country: Node) -> list[Node]:
    """List a country's capital and leading city, then others on record: partners, members of networks."""
    chief = dict.fromkeys((country.text("capital"), country.text("leading_city")))
    named = [city for one in chief if one and (city := store.node(one)) is not None]
    held = [city for city in sources(store, country.id, "IN_COUNTRY") if city.label == "City"]
    others = [city for city in held if city.id not in chief]
    others.sort(key=lambda city: _standing_of(store, city))
    return [*named, *others[:_MOST_OTHERS]]


def _standing_of(store: Store, city: Node) -> tuple[bool, int, str]:
    """Order places: partners first, then those in most networks, then by id."""
    networks = sum(1 for edge in store.edges_from(city.id, "MEMBER_OF"))
    return (not sources(store, city.id, "WITH"), -networks, city.id)
