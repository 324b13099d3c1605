"""From what a user writes to a record: by id, by key alone, or by a name in either language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from graph.errors import QuestionError
from graph.records import Node
from graph.store import Store
from graph.texts import Label, text

# A part of a theme's name must be so long to be told from chance.
_SHORTEST = 3
# What a Thai place's name may open with, the longer before the shorter.
_TITLES = ("นครหลวง", "กรุง", "นคร", "เมือง", "จังหวัด", "มณฑล", "มหานคร")


def find_record(store: Store, written: str, *, labels: Sequence[str], command: str = "bfa ask") -> Node:
    """Find a record of one of these labels by its id, its key, its name or another spelling.

    An id or key goes before a name, a name in full before one without its title.
    Raises QuestionError with the nearest names when there is
    no such record, or with the ids to choose from when a name stands for several.
    """
    exact = store.node(written)
    if exact is not None and exact.label in labels:
        return exact
    for label in labels:
        node = store.node(f"{label}:{written}")
        if node is not None:
            return node
    named = [node for node in _of(store, labels) if _folded(written) in map(_folded, names_of(node))]
    if len(named) == 1:
        return named[0]
    if named:
        raise QuestionError("name-ambiguous", name=written, ids=", ".join(node.id for node in named))
    bare = [node for node in _of(store, labels) if _bare(written) in map(_bare, names_of(node))]
    if len(bare) == 1:
        return bare[0]
    if len(bare) == 0 and len(part := _themes_with(store, written, labels)) == 1:
        return part[0]
    if "City" in labels and "Country" not in labels:
        _refuse_country(store, written)
    known = [word for node in _of(store, labels) for word in (node.key, node.id, *names_of(node))]
    raise QuestionError("id-unknown", id=written, hint=nearest(written, known, command))


def names_of(node: Node) -> list[str]:
    """List what a record is called: its names in both languages, short name, other and former ones."""
    single = (node.text("name"), node.text("name_th"), node.text("abbreviation"))
    return [name for name in (*single, *node.texts("aliases"), *node.texts("former_names")) if name]


def label_of(node: Node) -> Label:
    """Give a record's display name in both languages; the name alone where it has no Thai one."""
    return Label(node.text("name_th") or node.name, node.name)


def nearest(name: str, known: Iterable[str], command: str) -> Label:
    """Say which known names are closest to a misspelt one, or which command lists them."""
    found = get_close_matches(name, list(dict.fromkeys(known)), n=3, cutoff=0.5)
    if found:
        return text("errors", "nearest", names=", ".join(found))
    return text("errors", "see-list", command=command)


def _of(store: Store, labels: Iterable[str]) -> Iterable[Node]:
    return (node for label in labels for node in store.nodes(label))


def _themes_with(store: Store, written: str, labels: Sequence[str]) -> list[Node]:
    """List the themes, where one is wanted, whose name holds what was written."""
    word = _folded(written)
    if "Theme" not in labels or len(word) < _SHORTEST:
        return []
    return [node for node in store.nodes("Theme") if any(word in _folded(name) for name in names_of(node))]


def _refuse_country(store: Store, written: str) -> None:
    """Name a country's capital and leading city where a city is wanted. Raises QuestionError."""
    for country in store.nodes("Country"):
        if _folded(written) in map(_folded, names_of(country)):
            ids = dict.fromkeys((country.text("capital"), country.text("leading_city")))
            cities = [city for found in ids if found and (city := store.node(found)) is not None]
            if cities:
                names = "; ".join(f"{city.key} ({city.text('name_th') or city.name})" for city in cities)
                raise QuestionError("country-not-city", name=written, names=names)


def _bare(name: str) -> str:
    """Fold a name and leave out what a Thai place is: capital, metropolis, town or province."""
    folded = _folded(name)
    for title in _TITLES:
        if folded.startswith(title) and len(folded) > len(title):
            return folded.removeprefix(title)
    return folded


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
