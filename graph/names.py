"""One way from what people write to the records that are meant; nothing is chosen in silence.

A name is tried in order: in full; in a short form; by the sound of its Thai; by whole words of it.
The first way that finds a record ends the search. A city's short form counts as its full name, so
"Fukuoka" is the city as well as the prefecture.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

from graph.name_forms import bare_name, fold_name, is_thai, parts_of, plain_name, short_forms, thai_sound
from graph.records import Node
from graph.spelling import built_alike

# A part of a name must be so long to be told from chance, and be more than a kind or a link word.
_SHORTEST = 3
_NO_PARTS = frozenset(
    plain
    for words in (
        "city of and the republic province prefecture island state states united new north south east west",
        "international association council network saint st san santa",
    )
    for plain in words.split()
)
# No name is longer: what goes beyond is not compared.
_LONGEST = 100
# So many nearest names are offered, if they share so much of their pairs of letters (Dice's coefficient).
_NEAREST, _CLOSE = 3, 0.4
# So many keys built alike are all offered.
_MOST_ALIKE = 12
# Labels whose records are places that share a name with the land around them.
_WITH_LAND = ("City",)

Ids = Mapping[str, Sequence[Node]]


def names_of(node: Node) -> list[str]:
    """List what a record is called: its names in both languages, short name, other and former ones."""
    single = (node.text("name"), node.text("name_th"), node.text("abbreviation"))
    return [name for name in (*single, *node.texts("aliases"), *node.texts("former_names")) if name]


class Names:
    """The names of some records, ready to be looked up."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        """Take the records whose names may be meant."""
        self._nodes = tuple(nodes)

    def find(self, written: str) -> list[Node]:
        """Give the records that a name stands for, by the surest way that finds any, in order of id."""
        plain = plain_name(written[:_LONGEST])
        if not plain:
            return []
        for found in self._ways(plain, written):
            if found:
                return list({node.id: node for node in found}.values())
        return []

    def _ways(self, plain: str, written: str) -> Iterator[Sequence[Node]]:
        full, short = self._full.get(plain, ()), self._short.get(plain, ())
        yield with_namesakes(full, short)
        yield short
        yield self._short.get(plain_name(bare_name(written)), ())
        yield self._strings.get(fold_name(written), ())
        yield self._sounds.get(thai_sound(plain_name(bare_name(written))), ()) if is_thai(plain) else ()
        yield self._parts.get(plain, ()) if len(plain) >= _SHORTEST else ()
        yield self._begun(plain) if is_thai(plain) and len(plain) >= _SHORTEST else ()

    def is_full(self, written: str) -> bool:
        """Whether a record is called so in full."""
        return plain_name(written[:_LONGEST]) in self._full

    def near(self, written: str) -> list[str]:
        """Give the spellings nearest to one that names nothing, each of another record; perhaps none.

        Keys that differ in figures alone go before names that share many pairs of letters.
        """
        folded = fold_name(written[:_LONGEST])
        alike = built_alike(folded, self._spellings)
        if 0 < len(alike) <= _MOST_ALIKE:
            return [self._spellings[form][1] for form in sorted(alike)]
        found: dict[str, str] = {}
        for form in alike or self._closest(folded):
            record, word = self._spellings[form]
            found.setdefault(record, word)
            if len(found) == _NEAREST:
                break
        return list(found.values())

    @cached_property
    def _full(self) -> Ids:
        return self._indexed((plain_name(name), node) for node in self._nodes for name in _called(node))

    @cached_property
    def _short(self) -> Ids:
        return self._indexed((form, node) for node in self._nodes for form in short_forms_of(node))

    @cached_property
    def _sounds(self) -> Ids:
        found = ((thai_sound(form), node) for form, nodes in self._short.items() for node in nodes)
        return self._indexed((sound, node) for sound, node in found if is_thai(sound))

    @cached_property
    def _strings(self) -> Ids:
        return self._indexed((fold_name(one), node) for node in self._nodes for one in node.texts("strings"))

    @cached_property
    def _parts(self) -> Ids:
        return self._indexed(
            (part, node)
            for form, nodes in self._short.items()
            for part in parts_of(form)
            if len(part) >= _SHORTEST and not _NO_PARTS.issuperset(part.split())
            for node in nodes
        )

    def _begun(self, plain: str) -> list[Node]:
        """Give the records whose Thai names begin with what was written; a theme's may hold it anywhere.

        Thai words stand without spaces, so what one name alone begins with may be a slip: it is offered as
        near, and not taken.
        """
        held = [(form, node) for form, nodes in self._short.items() if plain in form for node in nodes]
        themes = [node for _, node in held if node.label == "Theme"]
        begun = [node for form, node in held if form.startswith(plain)]
        return themes or (begun if len({node.id for node in begun}) > 1 else [])

    def _indexed(self, pairs: Iterable[tuple[str, Node]]) -> Ids:
        found: defaultdict[str, dict[str, Node]] = defaultdict(dict)
        for form, node in pairs:
            if form:
                found[form][node.id] = node
        return {form: [nodes[key] for key in sorted(nodes)] for form, nodes in found.items()}

    @cached_property
    def _spellings(self) -> Mapping[str, tuple[str, str]]:
        """Every folded name, key and id, then short forms, with the record's id and the name as written."""
        found: dict[str, tuple[str, str]] = {}
        for node in self._nodes:
            for word in (*names_of(node), node.key, node.id):
                found.setdefault(fold_name(word), (node.id, word))
        for node in self._nodes:
            for word in names_of(node):
                for form in short_forms(word, is_country=node.label == "Country"):
                    found.setdefault(form, (node.id, word))
        return found

    @cached_property
    def _by_pair(self) -> tuple[Sequence[tuple[str, int]], Mapping[str, Sequence[int]]]:
        """List the spellings with their number of pairs of letters, and where each pair occurs."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        forms = []
        for number, form in enumerate(self._spellings):
            pairs = _pairs(form)
            forms.append((form, len(pairs)))
            for pair in pairs:
                places[pair].append(number)
        return forms, places

    def _closest(self, folded: str) -> list[str]:
        """List the spellings that share most pairs of letters, the closest first."""
        forms, places = self._by_pair
        pairs = _pairs(folded)
        shared = Counter(chain.from_iterable(places.get(pair, ()) for pair in pairs))
        # No spelling has fewer than two pairs, so none that shares less can be close.
        least = _CLOSE * (len(pairs) + 2) / 2
        close = [
            (-share, form)
            for number, count in shared.items()
            if count >= least
            for form, own in [forms[number]]
            if (share := 2 * count / (len(pairs) + own)) >= _CLOSE
        ]
        return [form for _, form in sorted(close)]


def short_forms_of(node: Node) -> Iterator[str]:
    """Give the short forms of all that a record is called, folded."""
    for name in names_of(node):
        yield from short_forms(name, is_country=node.label == "Country")


def with_namesakes(full: Sequence[Node], short: Sequence[Node]) -> Sequence[Node]:
    """Give the records called so in full; to a city also the places called so in short, like its province."""
    if not any(node.label in _WITH_LAND for node in full):
        return full
    return (*full, *(node for node in short if node.label in _WITH_LAND and node not in full))


def _called(node: Node) -> Iterator[str]:
    """Give what names a record in full: its names, its key, and of a country its codes."""
    yield from names_of(node)
    yield node.key.replace("-", " ").replace("_", " ")
    if node.label == "Country":
        yield node.text("iso2")


def _pairs(form: str) -> set[str]:
    """Give the pairs of letters of a word, with its first and last one marked."""
    marked = f"\u0002{form}\u0003"
    return {marked[place : place + 2] for place in range(len(marked) - 1)}
