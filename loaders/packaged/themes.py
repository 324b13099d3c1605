"""The closed list of themes and the words in sources that stand for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from graph.issues import Issue
from graph.records import Edge, Node, known, node_id
from loaders.mapping import map_row
from loaders.packaged.references import check_names, check_repeats, rows_about
from loaders.packaged.sources import NOTES_SOURCE, PLAN_SOURCE
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
    codes = {row["theme_code"] for row in rows}
    words = _source_words(strings, codes, result)
    called: dict[str, tuple[str, ...]] = {}
    for row in rows_about(aliases, "theme_code", known=codes, result=result):
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
        # A field is the plan's; which theme belongs to it is the gatherers' word.
        sources = (NOTES_SOURCE.id, PLAN_SOURCE.id) if row["plan_field"] else (NOTES_SOURCE.id,)
        own = known(strings=tuple(words.get(code, ())), aliases=called.get(code, ()), sources=sources)
        theme = Node("Theme", code, {**values, **own, "visibility": "public"})
        result.take(row, [theme], issues=issues)
    return result


def _source_words(
    strings: Sequence[RawRow], codes: Collection[str], result: LoadResult
) -> Mapping[str, Sequence[str]]:
    """Give the source words of each theme, every row taken or refused."""
    words: defaultdict[str, list[str]] = defaultdict(list)
    repeats = check_repeats(strings, "source_string")
    for row in strings:
        meant = row.parts("theme_codes")
        wrong = check_names(row, "theme_codes", codes)
        wrong += [repeats[row.number]] if row.number in repeats else []
        unmapped = [] if meant else [_unmapped(row)]
        ids = [node_id("Theme", code) for code in meant] or [NOTES_SOURCE.id]
        result.take(row, issues=[*unmapped, *wrong], records=ids)
        for code in () if wrong else meant:
            words[code].append(row["source_string"])
    return words


def _unmapped(row: RawRow) -> Issue:
    params = {"value": row["source_string"], "note": row["note"], "note_th": row["note_th"]}
    return Issue("theme-unmapped", row.row_place, params)


def theme_index(strings: Sequence[RawRow]) -> Mapping[str, tuple[str, ...]]:
    """Map source words to theme codes; a later row on the same words is refused where they are loaded."""
    return {row["source_string"]: row.parts("theme_codes") for row in reversed(strings)}


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
