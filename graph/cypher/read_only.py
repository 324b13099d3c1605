"""What a query may do: read the graph, and nothing else.

A READ session and a read-only graph refuse writes, but `LOAD CSV` still reads files and addresses
there, some procedures change the server, and a function of a plug-in may do anything. So a query
must pass twice: by its words before an engine sees it, and by the engine's plan before it runs.
The words count because kglite's plan says nothing of a UNION's second branch; the plan counts
because it is the engine's own reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from graph.cypher.tokens import Token, read_tokens, render_tokens, significant
from graph.errors import QuestionError
from graph.texts import same, text

# How a reading query begins. EXPLAIN, PROFILE, CYPHER, USE, SHOW and TERMINATE do not.
STARTS = ("MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL")
# Procedures that tell of the schema alone, on both engines.
PROCEDURES = (
    "db.labels", "db.propertyKeys", "db.relationshipTypes", "db.schema.nodeTypeProperties",
    "db.schema.relTypeProperties", "db.schema.visualization",
)  # fmt: skip
# The namespaces of functions that both engines bring themselves; a plug-in's have others.
FUNCTION_SPACES = ("date", "datetime", "duration", "localdatetime", "localtime", "point", "time", "vector")
# Of 300 brackets within each other a server's parser dies without a word.
DEEPEST = 100
_BRACKETS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}


@dataclass(frozen=True)
class Plan:
    """An engine's plan: whether it only reads, its operations, and the procedures it names."""

    reads_only: bool
    operations: Sequence[str]
    procedures: Sequence[str] = ()


def check_query(query: str) -> str:
    """Give a query as it may go to an engine: one reading statement, without comments.

    Raises QuestionError that names what is not allowed, and the way out.
    """
    if not can_be_sent(query):
        raise QuestionError("cypher-not-text")
    tokens = read_tokens(query)
    while tokens and (tokens[-1].kind == "space" or tokens[-1].text == ";"):
        tokens.pop()
    words = significant(tokens)
    if not words:
        raise QuestionError("cypher-empty")
    _check_depth(words)
    for place, token in enumerate(words):
        _check_token(token, words, place)
    if words[0].kind != "word" or words[0].word not in STARTS:
        raise _wrong_start(words[0].text)
    return render_tokens(tokens)


def can_be_sent(written: str) -> bool:
    """Whether a text is Unicode: what was no UTF-8, or half a pair of surrogates, is not."""
    return not any("\ud800" <= sign <= "\udfff" for sign in written)


def _check_depth(words: Sequence[Token]) -> None:
    depth = 0
    for token in words:
        depth += _BRACKETS.get(token.text, 0)
        if depth > DEEPEST:
            raise QuestionError("cypher-nested", most=DEEPEST)


def check_plan(plan: Plan) -> None:
    """Refuse a plan that does more than read the graph. Raises QuestionError."""
    if not plan.reads_only:
        raise QuestionError("cypher-writes")
    for operation in plan.operations:
        name = operation.lower()
        if name.startswith("loadcsv"):
            raise QuestionError("cypher-load")
        if name.startswith(("show", "terminate")):
            raise _wrong_start(operation)
    for procedure in plan.procedures:
        _check_procedure(procedure)


def _wrong_start(word: str) -> QuestionError:
    near = get_close_matches(word.upper(), STARTS, n=1, cutoff=0.7)
    hint = text("errors", "nearest", names=near[0]) if near else same("")
    return QuestionError("cypher-start", word=word, starts=", ".join(STARTS), hint=hint)


def _check_token(token: Token, words: Sequence[Token], place: int) -> None:
    before = words[place - 1] if place else None
    after = words[place + 1] if place + 1 < len(words) else None
    if token.text == ";":
        raise QuestionError("cypher-statements")
    if after is not None and after.word == "CSV" and token.word in ("LOAD", "FORMAT"):
        raise QuestionError("cypher-load" if token.word == "LOAD" else "cypher-format")
    if token.word == "CALL" and after is not None and after.text not in "{(":
        if after.word and not _is_a_name(words, place):
            _check_procedure(".".join(_parts(words, place + 1)))
    elif token.word == "USE" and after is not None and after.word and _begins_a_query(before):
        raise _wrong_start(token.text)
    elif token.word and (before is None or before.text != "."):
        _check_function(words, place)


def _is_a_name(words: Sequence[Token], place: int) -> bool:
    """Whether a CALL is a label, property or alias that only looks like a keyword.

    After AS only where no call can be read: AS may be a variable too, as in `WITH as CALL f()`.
    """
    before = words[place - 1] if place else None
    if before is None or before.text in (".", ":", "|", "&"):
        return before is not None
    if before.kind != "word" or before.word != "AS":
        return False
    return not _is_called(words, place + 1) and len(list(_parts(words, place + 1))) == 1


def _begins_a_query(before: Token | None) -> bool:
    return before is None or before.text == "{" or before.word in ("UNION", "ALL", "DISTINCT")


def _check_procedure(name: str) -> None:
    if name.lower() not in {known.lower() for known in PROCEDURES}:
        raise QuestionError("cypher-procedure", name=name, allowed=", ".join(PROCEDURES))


def _check_function(words: Sequence[Token], place: int) -> None:
    """Refuse `a.b(`, a function of a namespace that no engine brings itself; `a.b` alone is a property.

    The whole name may stand in back quotes, dots and all.
    """
    name = ".".join(_parts(words, place))
    space, dot, _ = name.partition(".")
    after_call = place > 0 and words[place - 1].word == "CALL"
    if dot and _is_called(words, place) and not after_call and space.lower() not in FUNCTION_SPACES:
        raise QuestionError("cypher-function", name=name, allowed=", ".join(FUNCTION_SPACES))


def _is_called(words: Sequence[Token], place: int) -> bool:
    """Whether a bracket opens after the dotted name that begins at a place."""
    end = place + 2 * len(list(_parts(words, place))) - 1
    return place < end < len(words) and words[end].text == "("


def _parts(words: Sequence[Token], place: int) -> Iterator[str]:
    """Give the parts of a dotted name that begins at a place."""
    while place < len(words) and words[place].word:
        yield words[place].text.strip("`")
        if place + 1 >= len(words) or words[place + 1].text != ".":
            return
        place += 2
