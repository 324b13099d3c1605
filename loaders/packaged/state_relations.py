"""What ministries and governments said on a country, by whom and when; what it means is our reading."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from graph.dates import format_date, parse_date
from graph.issues import errors_among
from graph.records import Edge, Node, node_id
from graph.texts import Label, text
from loaders.mapping import map_row
from loaders.names import slug
from loaders.packaged.references import check_filled, check_names, check_repeats
from loaders.packaged.sources import source_of
from loaders.result import LoadResult
from loaders.tables import RawRow

_COLUMNS = {
    "matter": "matter", "matter_th": "matter_th", "dated_on": "statement_date",
    "spoken_by": "spoken_by", "spoken_by_th": "spoken_by_th",
    "words": "in_our_words", "words_th": "in_our_words_th",
    "city_work": "meaning_for_city_work", "city_work_th": "meaning_for_city_work_th",
    "page_dated_on": "page_date", "confidence": "confidence", "note": "note", "note_th": "note_th",
}  # fmt: skip
_IDENTITY = ("country_iso3", "statement_date", "matter")


def load_state_relations(rows: Sequence[RawRow], *, countries: Collection[str]) -> LoadResult:
    """Load the statements; `countries` are the keys of those on record.

    One without a day or a source is refused at its cell: it would be read as true today.
    """
    result = LoadResult()
    repeats = check_repeats(rows, *_IDENTITY)
    for row in rows:
        values, issues = map_row(row, "StateStatement", _COLUMNS)
        issues += [
            *check_filled(row, (*_IDENTITY, "in_our_words")),
            *check_names(row, "country_iso3", countries),
            *([repeats[row.number]] if row.number in repeats else []),
        ]
        source = source_of(row)
        if errors_among(issues) or source is None:
            result.take(row, issues=issues)
            continue
        named = text(
            "sentences",
            "state-statement",
            country=Label(row["country_th"], row["country_en"]),
            matter=Label(row["matter_th"], row["matter"]),
            day=format_date(parse_date(row["statement_date"])),
        )
        statement = Node(
            "StateStatement",
            slug(" ".join(row[name] for name in _IDENTITY)),
            {
                **values,
                "name": named.en,
                "name_th": named.th,
                "visibility": "public",
                "sources": (source.id,),
            },
        )
        country = node_id("Country", row["country_iso3"])
        result.take(
            row, [statement, source], [Edge(statement.id, "CONCERNS", country)], issues, [statement.id]
        )
    return result
