"""What a result says of itself: how it was measured, and how a count is divided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from graph.issues import Issue
from graph.records import Node, Value
from graph.schema import codes
from graph.spelling import fold_word
from loaders.mapping import code_spellings
from loaders.tables import RawRow


def read_method(row: RawRow) -> tuple[RawRow, str, list[Issue]]:
    """Read how a result was measured, by the words that the cell begins with.

    Gives the row with the code, the words as they are written where they say more, and the
    reading. What begins with no known word stays as it is, to be refused.
    """
    written = row.get("method")
    spelt = code_spellings(codes.MEASURING_METHOD)
    folded = fold_word(written)
    if not written or folded in spelt:
        return row, "", []
    begins = [word for word in spelt if word and folded.startswith(word)]
    if not begins:
        return row, "", []
    code = spelt[max(begins, key=len)]
    said = Issue(
        "method-read",
        row.place("method"),
        {
            "value": written,
            "read": codes.labels(codes.MEASURING_METHOD)[code].en,
            "read_th": codes.labels(codes.MEASURING_METHOD)[code].th,
        },
    )
    return replace(row, cells={**row.cells, "method": code}), written, [said]


def check_parts(row: RawRow, values: dict[str, Value], scale: str) -> list[Issue]:
    """Check what only a count may give: its dimension, and how many of it continue."""
    given = [name for name in ("dimension", "continuing") if row.get(name)]
    if scale != "count":
        params = {"about": row["element"]}
        return [Issue("cell-not-allowed", row.place(name), {"column": name, **params}) for name in given]
    continuing, value = values.get("continuing"), values.get("value")
    if not isinstance(continuing, int) or not isinstance(value, float) or 0 <= continuing <= value:
        return []
    params = {"value": str(continuing), "about": row["element"], "allowed": f"0-{value:g}"}
    return [Issue("actual-off-scale", row.place("continuing"), params)]


def check_divided(nodes: Iterable[Node]) -> list[Issue]:
    """Find counts whose parts do not add up to the whole given for the same day."""
    wholes: dict[tuple[str, str], Node] = {}
    parts: defaultdict[tuple[str, str], float] = defaultdict(float)
    for node in nodes:
        value = node.number("value")
        if node.label == "Actual" and value is not None:
            about = node.name, node.text("measured_on")
            if node.text("dimension"):
                parts[about] += value
            else:
                wholes[about] = node
    return [
        Issue(
            "count-divided",
            wholes[about].id,
            {"whole": f"{wholes[about].number('value'):g}", "parts": f"{sum_:g}"},
        )
        for about, sum_ in sorted(parts.items())
        if about in wholes and wholes[about].number("value") != sum_
    ]
