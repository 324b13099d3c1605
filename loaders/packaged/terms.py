"""How long agreements run, and which renews which: read from what their sources say, with the reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from graph.records import Edge, Value
from loaders.mapping import map_edge, map_row
from loaders.packaged.references import check_names, rows_about
from loaders.result import LoadResult
from loaders.tables import RawRow

Terms = Mapping[str, Mapping[str, Value]]
_TERM = ("ends_on", "ends_latest", "term_th", "term_en")
_RENEWAL = ("how", "certain", "reason_th", "reason_en")


def read_terms(rows: Sequence[RawRow], *, records: Collection[str]) -> tuple[LoadResult, Terms]:
    """Read the stated terms: record id -> properties of its term; the rows are accounted for here.

    `records` are the ids that a term may be of, each once.
    An end is entered to the precision its source carries, with how it follows from the term.
    """
    result = LoadResult()
    terms: dict[str, Mapping[str, Value]] = {}
    for row in rows_about(rows, "record", known=records, result=result):
        columns = {name: name for name in _TERM}
        columns |= {f"term_reason_{lang}": f"reason_{lang}" for lang in ("th", "en")}
        values, issues = map_row(row, "Agreement", columns)
        result.take(row, issues=issues, records=[row["record"]])
        terms[row["record"]] = values
    return result, terms


def load_renewals(rows: Sequence[RawRow], sources: Mapping[str, str]) -> LoadResult:
    """Load which agreement renews, revises, reaffirms, raises or adds to which earlier one.

    `sources` gives the source id behind each agreement; the newer one's speaks of the link.
    """
    result = LoadResult()
    for row in rows:
        unknown = [*check_names(row, "newer", sources), *check_names(row, "older", sources)]
        if unknown:
            result.take(row, issues=unknown)
            continue
        values, issues = map_edge(row, "RENEWS", {name: name for name in _RENEWAL})
        cited = (sources[row["newer"]],)
        edge = Edge(row["newer"], "RENEWS", row["older"], {**values, "sources": cited})
        result.take(row, edges=[edge], issues=issues, records=[row["newer"]])
    return result
