"""From what a user writes to a record: by id, by key alone, or by a name in either language."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches

from graph.errors import QuestionError
from graph.records import Node
from graph.spelling import built_alike, plain_signs
from graph.store import Store, sources
from graph.texts import Label, text

# A part of a theme's name must be so long to be told from chance.
_SHORTEST = 3
# No name is longer: what goes beyond is not compared.
_LONGEST = 100
# So many places of a country are named beside its capital and leading city, where a city is wanted.
_MOST_OTHERS = 3
# So many nearest names are offered, of so many spellings looked at, if they are as close as this.
_NEAREST, _MOST_FORMS, _CLOSE = 3, 12, 0.5
# What a Thai place's name may open with, the longer before the shorter.
TITLES = ("นครหลวง", "มหานคร", "กรุง", "นคร", "เมือง", "จังหวัด", "มณฑล")


def find_record(
    store: Store, written: str, *, labels: Sequence[str], command: str = "bfa ask", scheme: str = ""
) -> Node:
    """Find a record of one of these labels by its id, its key, its name or another spelling.

    An id or key goes before a name, a name in full before one without its title. A theme is also
    found by what sources call it, or a part of its name. A region is one of `scheme`, where a
    scheme is in force and no id names another.
    Raises QuestionError with the nearest names when there is no such record, or with the ids to
    choose from when a name stands for several.
    """
    if (exact := _by_key(store, written, labels, scheme)) is not None:
        return exact
    known = [node for label in labels for node in store.nodes(label) if _is_in(node, scheme)]
    found = _by_name(known, written)
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(f"{node.id} ({node.text('name_th') or node.name})" for node in found)
        raise QuestionError("name-ambiguous", name=written, ids=ids)
    if "City" in labels and "Country" not in labels:
        _refuse_country(store, written)
    raise QuestionError("id-unknown", id=written, hint=_nearest_records(known, written, command))


def names_of(node: Node) -> list[str]:
    """List what a record is called: its names in both languages, short name, other and former ones."""
    single = (node.text("name"), node.text("name_th"), node.text("abbreviation"))
    return [name for name in (*single, *node.texts("aliases"), *node.texts("former_names")) if name]


def label_of(node: Node) -> Label:
    """Give a record's display name in both languages; the name alone where it has no Thai one."""
    return Label(node.text("name_th") or node.name, node.name)


def _nearest_records(known: Sequence[Node], written: str, command: str) -> Label:
    """Say which records come closest, each by the one spelling that is nearest."""
    spellings: dict[str, tuple[str, str]] = {}
    for node in known:
        for word in (*names_of(node), node.key, node.id):
            spellings.setdefault(fold_name(word), (node.id, word))
    folded = fold_name(written[:_LONGEST])
    alike = built_alike(folded, spellings)
    if 0 < len(alike) <= _MOST_FORMS:
        return text("errors", "nearest", names=", ".join(spellings[form][1] for form in sorted(alike)))
    found: dict[str, str] = {}
    for form in alike or get_close_matches(folded, list(spellings), n=_MOST_FORMS, cutoff=_CLOSE):
        record, word = spellings[form]
        found.setdefault(record, word)
    if not found:
        return text("errors", "see-list", command=command)
    return text("errors", "nearest", names=", ".join(list(found.values())[:_NEAREST]))


def nearest(name: str, known: Iterable[str], command: str) -> Label:
    """Say which known names are closest to a misspelt one, or which command lists them."""
    folded: dict[str, str] = {}
    for one in known:
        folded.setdefault(fold_name(one), one)
    found = get_close_matches(fold_name(name[:_LONGEST]), list(folded), n=_NEAREST, cutoff=_CLOSE)
    if found:
        return text("errors", "nearest", names=", ".join(folded[one] for one in found))
    return text("errors", "see-list", command=command)


def fold_name(name: str) -> str:
    """Fold a name so that spellings alike but for case, spaces and accents are the same."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(one for one in parts if not "\u0300" <= one <= "\u036f").split())


def bare_name(name: str) -> str:
    """Fold a name and leave out what a Thai place is: capital, metropolis, town or province."""
    folded = fold_name(name)
    for title in map(fold_name, TITLES):
        if folded.startswith(title) and len(folded) > len(title):
            return folded.removeprefix(title)
    return folded


def _is_in(node: Node, scheme: str) -> bool:
    """Whether a record may be meant where a scheme of regions is in force."""
    return node.label != "Region" or not scheme or node.text("scheme") == scheme


def _by_key(store: Store, written: str, labels: Sequence[str], scheme: str) -> Node | None:
    exact = store.node(written)
    if exact is not None and exact.label in labels:
        return exact
    ids = (f"{label}:{key}" for label in labels for key in _keys(label, written, scheme))
    return next((node for one in ids if (node := store.node(one)) is not None), None)


def _keys(label: str, written: str, scheme: str) -> Iterator[str]:
    """Give the keys that may be meant: as written, in plain signs and either case, in the scheme in force."""
    plain = plain_signs(written)
    spellings = dict.fromkeys((written, plain, plain.lower(), plain.upper()))
    yield from spellings
    if label == "Region" and scheme:
        yield from (f"{scheme}/{spelling.replace(' ', '-')}" for spelling in spellings)


def _by_name(known: Sequence[Node], written: str) -> list[Node]:
    """Give the records that a name stands for, by the surest way that finds any."""
    word, bare = fold_name(written), bare_name(written)
    ways: tuple[Callable[[Node], bool], ...] = (
        lambda node: word in map(fold_name, names_of(node)),
        lambda node: bare in map(bare_name, names_of(node)),
        lambda node: word in map(fold_name, node.texts("strings")),
        lambda node: _is_part_of_theme(node, word),
    )
    for holds in ways:
        found = [node for node in known if holds(node)]
        if found:
            return found
    return []


def _is_part_of_theme(node: Node, word: str) -> bool:
    long_enough = node.label == "Theme" and len(word) >= _SHORTEST
    return long_enough and any(word in fold_name(name) for name in names_of(node))


def _refuse_country(store: Store, written: str) -> None:
    """Where a city is wanted and a country is written, name cities of it. Raises QuestionError."""
    for country in store.nodes("Country"):
        if written.upper() == country.key or fold_name(written) in map(fold_name, names_of(country)):
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
