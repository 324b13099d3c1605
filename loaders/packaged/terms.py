"""How long agreements run, and which renews which: read from what their sources say, with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.records import Edge, Value
from loaders.mapping import map_edge, map_row
from loaders.result import LoadResult
from loaders.tables import RawRow

Terms = Mapping[str, Mapping[str, Value]]
_TERM = ("ends_on", "ends_latest", "term_th", "term_en")
_RENEWAL = ("how", "certain", "reason_th", "reason_en")


def read_terms(rows: Sequence[RawRow]) -> tuple[LoadResult, Terms]:
    """Read the stated terms: record id -> properties of its term; the rows are accounted for here.

    An end is entered to the precision its source carries, with how it follows from the term.
    """
    result = LoadResult()
    terms: dict[str, Mapping[str, Value]] = {}
    for row in rows:
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
        values, issues = map_edge(row, "RENEWS", {name: name for name in _RENEWAL})
        cited = (sources[row["newer"]],)
        edge = Edge(row["newer"], "RENEWS", row["older"], {**values, "sources": cited})
        result.take(row, edges=[edge], issues=issues, records=[row["newer"]])
    return result
