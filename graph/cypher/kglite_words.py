"""Words that kglite reads otherwise than a server does, under other names while it works.

kglite's names are of Latin letters: a Thai one fails in a pattern or parameter, and comes back cut
from elsewhere. And `title`, `type` and `label` are its own further names for a node's name and label,
where a server has no such property. Each gets a plain name on the way in, and its own on the way out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from graph.cypher.sent import Sent, send
from graph.cypher.tokens import Token, read_tokens, significant

_FURTHER_NAMES = frozenset({"title", "type", "label"})


class Renaming:
    """The words of one query that are renamed, and back again."""

    def __init__(self, query: str) -> None:
        """Find the words that need another name."""
        words = significant(read_tokens(query))
        # What a procedure yields keeps its name.
        own = _FURTHER_NAMES - {"label"} if any(token.word == "CALL" for token in words) else _FURTHER_NAMES
        called = {
            token.start
            for token, after in zip(words, words[1:], strict=False)
            if after.text == "(" and token.kind == "word"
        }
        self._called = called
        found = sorted({_name(token) for token in words if _is_renamed(token, own, called)})
        stem = "w"
        while stem in query:
            stem += "w"
        self._new = {name: f"{stem}{number}e" for number, name in enumerate(found)}
        self._old = {new: name for name, new in self._new.items()}
        self._pattern = re.compile("|".join(map(re.escape, self._old)) or "(?!)")

    def send(self, query: str, *, prefix: str = "") -> Sent:
        """Write the query with the new names."""
        return send(query, prefix=prefix, rename=self._rename)

    def _rename(self, token: Token) -> str:
        if token.start in self._called or token.kind not in ("word", "name", "parameter"):
            return token.text
        new = self._new.get(_name(token))
        if new is None:
            return token.text
        return f"${new}" if token.kind == "parameter" else new

    def rename_keys(self, value: object) -> object:
        """Give a parameter's value with the new names as keys of its maps."""
        return _with_keys(value, lambda key: self._new.get(key, key))

    def restore(self, value: object) -> object:
        """Give a value of the answer with the old names as keys of its maps."""
        return _with_keys(value, self.restore_words)

    def restore_words(self, words: str) -> str:
        """Give words of the engine (a column, a message) with the old names."""
        return self._pattern.sub(lambda found: self._old[found[0]], words)


def _name(token: Token) -> str:
    text = token.text.removeprefix("$")
    return text[1:-1].replace("``", "`") if text.startswith("`") else text


def _is_renamed(token: Token, own: frozenset[str], called: set[int]) -> bool:
    if token.start in called or token.kind not in ("word", "name", "parameter"):
        return False
    name = _name(token)
    return name in own or not name.isascii()


def _with_keys(value: object, rename: object) -> object:
    assert callable(rename)
    if isinstance(value, Mapping):
        return {rename(key): _with_keys(item, rename) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_with_keys(item, rename) for item in value]
    return value
