"""The questions' texts in Cypher, and the values of their parameters.

A text is in the subset that Neo4j 5.23+ and kglite read alike. It compares dates as ISO text: a
date known to the month or year is padded to the last day it can mean with `-31` or `-12-31`. So
`$until`, the as-of date, is day 31 where it closes its month: `2024-02` counts on 29 February 2024.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from graph.cypher.tokens import Token, read_tokens
from graph.errors import QuestionError
from graph.store import Store
from queries.facts.contacts import plan_period
from queries.facts.known import undated_from
from queries.facts.ties import running_until_renewed

_FOLDER = files("queries") / "cypher"
_EXTENSION = ".cypher"
# Signs in a Cypher string that JSON writes otherwise.
_JSON_SIGNS = {"\\'": "'", '"': '\\"', "\\`": "`"}
# Without a plan in the graph no day is in its years.
_NEVER = {"plan_first": "9999-12-31", "plan_last": "0000-01-01"}


@cache
def cypher_names() -> tuple[str, ...]:
    """Name the questions that have a text, sorted."""
    found = (file.name for file in _FOLDER.iterdir() if file.name.endswith(_EXTENSION))
    return tuple(sorted(name.removesuffix(_EXTENSION) for name in found))


@cache
def read_cypher(name: str) -> str:
    """Read a question's text. Raises QuestionError, naming those that have one, where it has none."""
    if name not in cypher_names():
        raise QuestionError("cypher-no-text", name=name, names=", ".join(cypher_names()))
    return (_FOLDER / f"{name}{_EXTENSION}").read_text("utf-8")


def cypher_parameters(
    store: Store, name: str, *, as_of: date, values: Mapping[str, object]
) -> dict[str, object]:
    """Give the value of every parameter a question's text names; None for one left out.

    `values` are the question's own, as read. Added where the text asks for them are `as_of`, and
    what is read from the store: the day from which undated agreements are known to stand, the
    agreements that run until they are renewed, and the plan's first and last day.
    """
    wanted = parameter_names(read_cypher(name))
    given: dict[str, object] = {key: values.get(key) for key in wanted}
    days = {"as_of": as_of.isoformat(), "until": closing_day(as_of)}
    given |= {key: day for key, day in days.items() if key in wanted}
    if "undated" in wanted:
        given["undated"] = undated_from(store).isoformat()
    if "renewed" in wanted:
        given["renewed"] = running_until_renewed(store, as_of=as_of)
    if wanted & set(_NEVER):
        period = plan_period(store)
        given |= _NEVER if period is None else {
            "plan_first": period.first.isoformat(), "plan_last": closing_day(period.last),
        }  # fmt: skip
    return dict(sorted(given.items()))


def parameter_names(query: str) -> set[str]:
    """Name the parameters of a query."""
    return {token.text[1:].strip("`") for token in read_tokens(query) if token.kind == "parameter"}


def closing_day(day: date) -> str:
    """Write a day as ISO text, the last day of its month as day 31."""
    is_last = (day + timedelta(days=1)).day == 1
    return f"{day:%Y-%m}-31" if is_last else day.isoformat()


def render_browser(query: str, params: Mapping[str, object]) -> str:
    """Write a query as Neo4j Browser and cypher-shell take it: parameters first, then the text."""
    lines = [f":param {name} => {_literal(value)};" for name, value in params.items()]
    return "\n".join([*lines, query.rstrip() + ";", ""])


def read_browser(written: str) -> tuple[str, dict[str, object]]:
    """Read what `render_browser` writes: a query, and the values its `:param` lines give.

    Raises QuestionError for a `:param` line of another form.
    """
    lines = written.removeprefix("\ufeff").splitlines(keepends=True)
    params: dict[str, object] = {}
    while lines and lines[0].lstrip().startswith(":"):
        name, value = _read_param_line(lines.pop(0).strip())
        params[name] = value
    return "".join(lines), params


def _read_param_line(line: str) -> tuple[str, object]:
    found = re.fullmatch(r":param\s+`?(\w+)`?\s*(?:=>|:)\s*(.+?);?", line)
    if found is None:
        raise QuestionError("cypher-param-line", line=line)
    tokens = read_tokens(found[2])
    try:
        return found[1], json.loads("".join(_as_json(token) for token in tokens))
    except ValueError:
        raise QuestionError("cypher-param-line", line=line) from None


def _as_json(token: Token) -> str:
    if token.kind != "string":
        return token.text
    inner = re.sub(r"\\.|\"", lambda sign: _JSON_SIGNS.get(sign[0], sign[0]), token.text[1:-1])
    return f'"{inner}"'


def _literal(value: object) -> str:
    """Write a value as Cypher does, with single quotes; a JSON text's escapes are Cypher's too."""
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_literal(item) for item in value) + "]"
    if isinstance(value, str):
        inner = json.dumps(value, ensure_ascii=False)[1:-1].replace('\\"', '"').replace("'", "\\'")
        return f"'{inner}'"
    return json.dumps(value)
