"""Names of records that stand in a text: the longest first, each by its letters, none guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property

from graph.name_forms import TITLES, bare_name, fold_name
from graph.names import names_of, short_forms_of, with_namesakes
from graph.records import Node
from graph.store import Store
from graph.texts import text
from queries.asking.found import Mention, words_in
from queries.facts.memberships import BANGKOK
from queries.facts.places import country_of

# What may be named in words; records of other labels are named by id alone.
LABELS = ("City", "Country", "Region", "Organization", "Theme")
# Of these alone a misspelt name is read: words of themes and short names of bodies are too common.
PLACES = ("City", "Country", "Region")
# Ids that nothing else looks like: a tactic, a KPI, an activity.
_IDS = {
    "Kpi": re.compile(r"(?<![\w.-])\d\.\d-\d(?![\w.-])"),
    "Tactic": re.compile(r"(?<![\w.-])\d\.\d(?![\w.-])"),
    "Activity": re.compile(r"(?<!\w)a\d{3}(?!\w)"),
}
# A shorter name would be found within words by chance.
_SHORTEST_THAI, _SHORTEST_LATIN = 3, 2
# A Thai name so short must close its run of letters: Hue would be found in the word for "except".
_CLOSING = 3
# What stands between a city and its country.
_BETWEEN = re.compile(r"[\s,(]*(?:ประเทศ)?")
_LEADING_VOWELS = "เแโใไ"
# A vowel or tone mark that belongs to the letter before it.
_FOLLOWING = re.compile("[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]")
_THAI = re.compile("[\u0e00-\u0e7f]")


class NameIndex:
    """The names of a graph's places, organizations and themes, folded."""

    def __init__(self, store: Store, *, scheme: str, empty: Iterable[str] = ()) -> None:
        """Read the names; regions are those of a scheme, a word in `empty` is no name."""
        self._store = store
        self._scheme = scheme
        self._empty = frozenset(empty)

    @cached_property
    def names(self) -> Mapping[str, Sequence[Node]]:
        """The records that each folded name stands for, those with the name in full before others."""
        found: dict[str, dict[str, Node]] = {}
        bare: dict[str, dict[str, Node]] = {}
        for node in self._nodes():
            for name in (*names_of(node), *_spelt_keys(node)):
                found.setdefault(fold_name(name), {})[node.id] = node
                bare.setdefault(bare_name(name), {})[node.id] = node
            others = short_forms_of(node) if node.label in PLACES else map(fold_name, node.texts("strings"))
            for form in others:
                bare.setdefault(form, {})[node.id] = node
        forms = (name for name in sorted({*found, *bare}) if self._is_name(name))
        read = {
            name: (tuple(found.get(name, {}).values()), tuple(bare.get(name, {}).values())) for name in forms
        }
        return {name: with_namesakes(full, short) if full else short for name, (full, short) in read.items()}

    def find(self, written: str) -> list[Mention]:
        """Find the names in a text, longest first, in their order; none lies in another.

        The places of a mention are those in the folded text. An id or a country's code is found
        where it is all that was written.
        """
        folded = fold_name(written)
        if (alone := self._by_id(written.strip())) is not None:
            return [Mention(0, len(folded), folded, (alone,))]
        taken = [False] * len(folded)
        found = []
        for start, end, nodes in self._hits(folded):
            if not any(taken[start:end]):
                taken[start:end] = [True] * (end - start)
                found.append(Mention(_with_title(folded, start, nodes), end, folded[start:end], nodes))
        return self._with_countries(folded, sorted(found, key=lambda mention: mention.start))

    def _with_countries(self, folded: str, mentions: Sequence[Mention]) -> list[Mention]:
        """Join a city's name with that of its country right after it: both name the city."""
        joined: list[Mention] = []
        for mention in mentions:
            last = joined[-1] if joined else None
            if last is not None and _BETWEEN.fullmatch(folded, last.end, mention.start):
                ids = {node.id for node in mention.nodes}
                cities = [city for city in last.nodes if self._country(city) in ids]
                if cities:
                    written = folded[last.start : mention.end]
                    joined[-1] = Mention(last.start, mention.end, written, tuple(cities))
                    continue
            joined.append(mention)
        return joined

    def _country(self, node: Node) -> str | None:
        country = country_of(self._store, node.id) if node.label == "City" else None
        return country.id if country is not None else None

    def _hits(self, folded: str) -> list[tuple[int, int, Sequence[Node]]]:
        hits = [
            (start, start + len(name), nodes)
            for name, nodes in self.names.items()
            if name in folded
            for start in _places(folded, name)
        ]
        for label, pattern in _IDS.items():
            for match in pattern.finditer(folded):
                node = self._store.node(f"{label}:{match[0].upper()}")
                if node is not None:
                    hits.append((match.start(), match.end(), (node,)))
        return sorted(hits, key=lambda hit: (hit[0] - hit[1], hit[0]))

    def _by_id(self, written: str) -> Node | None:
        found = self._store.node(written) or self._store.node(f"Country:{written}")
        return found if found is not None and found.label in (*LABELS, *_IDS) else None

    def _nodes(self) -> Iterable[Node]:
        for label in LABELS:
            for node in self._store.nodes(label):
                if label != "Region" or node.text("scheme") == self._scheme:
                    yield node

    def _is_name(self, name: str) -> bool:
        least = _SHORTEST_THAI if _THAI.match(name) else _SHORTEST_LATIN
        return len(name) >= least and name not in self._empty and not name.isdigit()


def _spelt_keys(node: Node) -> Iterable[str]:
    """Give a key as a name; a code of a country may be an English word, and a region's names its scheme."""
    if node.label not in ("Country", "Region"):
        yield from (node.key, node.key.replace("-", " ").replace("_", " "))


def _with_title(folded: str, start: int, nodes: Sequence[Node]) -> int:
    """Move the beginning of a city's name before the title that goes with it, if one does."""
    if any(node.label == "City" for node in nodes):
        for title in map(fold_name, TITLES):
            if folded.endswith(title, 0, start):
                return start - len(title)
    return start


def is_home(mention: Mention) -> bool:
    """Whether a name is Bangkok's own, which every question is about."""
    return all(node.id in (BANGKOK, "Country:THA") for node in mention.nodes)


def _places(folded: str, name: str) -> list[int]:
    """Give where a name stands as a word: whole in Latin letters, in whole syllable letters in Thai."""
    found = []
    start = folded.find(name)
    while start >= 0:
        if _stands_alone(folded, start, start + len(name)):
            found.append(start)
        start = folded.find(name, start + 1)
    return found


def _stands_alone(folded: str, start: int, end: int) -> bool:
    before, after = folded[start - 1 : start], folded[end : end + 1]
    if _THAI.match(folded[start]):
        starts = before not in _LEADING_VOWELS or not before
    else:
        starts = not _is_latin_word(before)
    if not _THAI.match(folded[end - 1]):
        return starts and not _is_latin_word(after)
    closes = _THAI if end - start <= _CLOSING else _FOLLOWING
    return starts and (not closes.match(after) or folded.startswith(_joining_words(), end))


@cache
def _joining_words() -> tuple[str, ...]:
    """Give the Thai words before which a name, however short, has ended."""
    keys = ("clause-words", "joining-words")
    words = (fold_name(word) for key in keys for word in words_in(text("asking", key)))
    return tuple(word for word in words if _THAI.match(word))


def _is_latin_word(letter: str) -> bool:
    return letter.isalnum() and not _THAI.match(letter)
