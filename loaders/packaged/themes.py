"""The closed list of themes and the words in sources that stand for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from graph.issues import Issue
from graph.records import Edge, Node, known, node_id
from loaders.mapping import map_row
from loaders.packaged.sources import NOTES_SOURCE
from loaders.result import LoadResult
from loaders.tables import RawRow


def load_themes(
    rows: Sequence[RawRow], strings: Sequence[RawRow], aliases: Sequence[RawRow] = ()
) -> LoadResult:
    """Load themes, each with the source words that mean it, and what the office also calls it.

    Words without a theme are reported.
    """
    result = LoadResult()
    result.batch.add([NOTES_SOURCE])
    words = defaultdict(list)
    for row in strings:
        codes = row.parts("theme_codes")
        for code in codes:
            words[code].append(row["source_string"])
        unmapped = [] if codes else [_unmapped(row)]
        result.take(
            row, issues=unmapped, records=[node_id("Theme", code) for code in codes] or [NOTES_SOURCE.id]
        )
    called: dict[str, tuple[str, ...]] = {}
    for row in aliases:
        called[row["theme_code"]] = row.parts("aliases")
        result.take(row, records=[node_id("Theme", row["theme_code"])])
    for row in rows:
        columns = {
            "name": "name_en",
            "name_th": "name_th",
            "plan_field": "plan_field",
            "sdg": "sdg",
            "note": "note",
            "note_th": "note_th",
        }
        values, issues = map_row(row, "Theme", columns)
        code = row["theme_code"]
        own = known(strings=tuple(words[code]), aliases=called.get(code, ()), sources=(NOTES_SOURCE.id,))
        theme = Node("Theme", code, {**values, **own, "visibility": "public"})
        result.take(row, [theme], issues=issues)
    return result


def _unmapped(row: RawRow) -> Issue:
    params = {"value": row["source_string"], "note": row["note"], "note_th": row["note_th"]}
    return Issue("theme-unmapped", row.row_place, params)


def theme_index(strings: Sequence[RawRow]) -> Mapping[str, tuple[str, ...]]:
    """Map source words to theme codes."""
    return {row["source_string"]: row.parts("theme_codes") for row in strings}


def themes_of(
    row: RawRow, source: str, index: Mapping[str, tuple[str, ...]]
) -> tuple[list[Edge], list[Issue]]:
    """Link a row's record to its themes; report where its codes are not those of its words."""
    given = row.parts("theme_codes")
    mapped = {code for word in row.parts("themes") for code in index.get(word, ())}
    issues = []
    if mapped != set(given):
        issues.append(Issue("theme-differs", row.place("theme_codes"),
                            {"given": "; ".join(given), "mapped": "; ".join(sorted(mapped))}))  # fmt: skip
    return [Edge(source, "ABOUT", node_id("Theme", code)) for code in given], issues
