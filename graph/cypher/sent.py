"""A query as it goes to an engine, and places in it told as in what the user wrote."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graph.cypher.tokens import Token, read_tokens

EXPLAIN = "EXPLAIN "
_PLACE = re.compile(r"line (\d+), col(umn)? (\d+)( \(offset: \d+\))?|at position (\d+)")
Rename = Callable[[Token], str]


@dataclass(frozen=True)
class Sent:
    """`text` went to the engine in place of `query`; `starts` pairs where each token stands in both."""

    query: str
    text: str
    starts: Sequence[tuple[int, int]]

    def relocate(self, words: str) -> str:
        """Put the places that an engine names where they are in the user's own text."""
        return _PLACE.sub(self._replace, words)

    def _replace(self, found: re.Match[str]) -> str:
        if found[5] is not None:
            offset = int(found[5])
        else:
            lines = self.text.split("\n")[: int(found[1]) - 1]
            offset = sum(len(line) + 1 for line in lines) + int(found[3]) - 1
        before = self.query[: self._own(offset)]
        at = "at " if found[5] is not None else ""
        return f"{at}line {before.count(chr(10)) + 1}, column {len(before) - before.rfind(chr(10))}"

    def _own(self, offset: int) -> int:
        place = bisect_right(self.starts, offset, key=lambda start: start[0]) - 1
        if place < 0:
            return 0
        there, here = self.starts[place]
        ends = self.starts[place + 1][1] if place + 1 < len(self.starts) else len(self.query)
        return min(here + offset - there, max(here, ends - 1) if place + 1 < len(self.starts) else ends)


def send(query: str, *, prefix: str = "", rename: Rename = lambda token: token.text) -> Sent:
    """Write a query anew behind a prefix, each token as `rename` gives it."""
    text, starts = prefix, []
    for token in read_tokens(query):
        starts.append((len(text), token.start))
        text += rename(token)
    return Sent(query, text, starts)
