"""Cypher's tokens: enough of the grammar to know a word from a string, a name and a comment.

A check on words is worth nothing where the engine reads the text otherwise than we do. So what
could be read in two ways is refused here (hidden characters, escapes outside strings), and
`render_tokens` writes the text anew without comments: the engine never sees what we left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from graph.errors import QuestionError

TokenKind = Literal["word", "name", "string", "number", "parameter", "symbol", "space"]
# What a name may hold: letters, digits, and marks above and below them, as every Thai text has.
_IN_WORD = r"[\w\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
_TOKEN = re.compile(
    rf"""
      (?P<comment>//[^\n]*|/\*.*?\*/)
    | (?P<space>\s+)
    | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    | (?P<name>`(?:[^`]|``)*`)
    | (?P<parameter>\$(?:{_IN_WORD}+|`(?:[^`]|``)*`))
    | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    | (?P<word>[^\W\d]{_IN_WORD}*)
    | (?P<symbol>.)
    """,
    re.VERBOSE | re.DOTALL,
)
# Neo4j reads \uXXXX before anything else, so an escape could end a string; the sign itself can be written.
_SAFE_ESCAPES = frozenset("\\'\"`bfnrt")


@dataclass(frozen=True)
class Token:
    """One token: its kind, its text as written, and where it begins."""

    kind: TokenKind
    text: str
    start: int

    @property
    def word(self) -> str:
        """The token as a keyword would be read; a back-quoted name counts (kglite reads it as one)."""
        if self.kind == "word":
            return self.text.upper()
        return self.text[1:-1].replace("``", "`").upper() if self.kind == "name" else ""


def read_tokens(query: str) -> list[Token]:
    """Read a query's tokens; a comment becomes space.

    Raises QuestionError for what is left open (a string, name or comment) or could be read in
    two ways.
    """
    text = query.replace("\r\n", "\n").replace("\r", "\n")
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "symbol"
        if kind == "comment":
            found.append(Token("space", re.sub(r"[^\n]", " ", match[0]), match.start()))
            continue
        if kind == "space":
            found.append(Token("space", re.sub(r"[^\n\t]", " ", match[0]), match.start()))
            continue
        token = Token(kind, match[0], match.start())  # type: ignore[arg-type]
        _check(token, text)
        found.append(token)
    return found


def significant(tokens: Sequence[Token]) -> list[Token]:
    """Leave the spaces out."""
    return [token for token in tokens if token.kind != "space"]


def render_tokens(tokens: Sequence[Token]) -> str:
    """Write tokens as text: the query as it stood, with blanks where comments were."""
    return "".join(token.text for token in tokens)


def _check(token: Token, text: str) -> None:
    if token.kind == "symbol":
        if token.text in "'\"`" or text.startswith("/*", token.start):
            raise QuestionError("cypher-open", sign=token.text, position=token.start + 1)
        if unicodedata.category(token.text) in {"Cc", "Cf", "Cn", "Co", "Cs"}:
            sign = f"U+{ord(token.text):04X}"
            raise QuestionError("cypher-hidden", sign=sign, position=token.start + 1)
    escapes = _escapes(token)
    if not escapes <= (_SAFE_ESCAPES if token.kind == "string" else frozenset()):
        raise QuestionError("cypher-escape", position=token.start + 1)


def _escapes(token: Token) -> set[str]:
    """Give the signs that stand after a backslash."""
    return set(re.findall(r"\\(.?)", token.text, re.DOTALL))
