"""Who organised an activity, for whom, which way knowledge went, in what setting, with what output.

Two readers gave these values independently by one codebook, without sight of a rule or a KPI.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from graph.issues import Issue
from graph.records import Edge, Node, Value, node_id
from graph.schema import SCHEMA
from graph.schema.codes import labels
from graph.texts import Label, join_labels, text
from loaders.cells import missing
from loaders.mapping import map_row
from loaders.packaged.references import rows_about
from loaders.packaged.sources import READINGS_SOURCE
from loaders.result import LoadResult
from loaders.tables import RawRow

Attributes = Mapping[str, Mapping[str, Value]]
_READ = ("organised_by", "audience", "knowledge_flow", "setting", "output")
_COLUMNS = {
    **{name: name for name in _READ},
    "read_basis": "basis", "read_basis_th": "basis_th", "read_confidence": "confidence",
}  # fmt: skip
_DIFFER = "readings_differ"
# How the column says that a second reading was not made.
_ONE_READING = "one reading only"


def read_attributes(rows: Sequence[RawRow], *, activities: Collection[str]) -> tuple[LoadResult, Attributes]:
    """Read what was read of activities: key -> properties; the rows are accounted for here.

    Each value is one of a closed list, `unknown` among them; none may be empty. Where the two
    readings differ, both values are kept in a claim on the activity.
    """
    result = LoadResult()
    read: dict[str, Mapping[str, Value]] = {}
    for row in rows_about(rows, "activity_id", known=activities, result=result):
        values, issues = map_row(row, "Activity", _COLUMNS)
        issues += missing(row, (*_READ, "basis", "confidence"))
        claims, wrong = _differing(row)
        activity = node_id("Activity", row["activity_id"])
        edges = [Edge(claim.id, "CONCERNS", activity) for claim in claims]
        ids = [activity, *(claim.id for claim in claims)]
        result.take(row, [READINGS_SOURCE, *claims], edges, [*issues, *wrong], ids)
        if not result.manifest[-1].refused:
            readings = 1 if row[_DIFFER] == _ONE_READING else 2
            own: dict[str, Value] = {"readings": readings, "read_sources": (READINGS_SOURCE.id,)}
            read[row["activity_id"]] = {**values, **own}
    return result, read


def _differing(row: RawRow) -> tuple[list[Node], list[Issue]]:
    """Read `knowledge_flow: both / unknown; output: ...`: a claim for each, the first reading first."""
    claims: list[Node] = []
    issues: list[Issue] = []
    for part in row.parts(_DIFFER) if row[_DIFFER] != _ONE_READING else ():
        name, _, versions = (piece.strip() for piece in part.partition(":"))
        first, _, second = versions.partition(" / ")
        codes = SCHEMA.node_properties("Activity")[name].codes if name in _READ else ()
        called = labels(codes)
        if called.keys() >= {code for reading in (first, second) for code in reading.split("|")}:
            claims.append(_claim(row, name, *(_in_words(one, called) for one in (first, second, row[name]))))
        else:
            allowed = ", ".join(called) or ", ".join(_READ)
            issues.append(Issue("cell-unknown-code", row.place(_DIFFER), {"value": part, "allowed": allowed}))
    return claims, issues


def _in_words(reading: str, called: Mapping[str, Label]) -> Label:
    return join_labels(called.get(code, Label(code, code)) for code in reading.split("|"))


def _claim(row: RawRow, name: str, first: Label, second: Label, used: Label) -> Node:
    value = text("sentences", "two-readings", first=first, second=second)
    attribute, activity = SCHEMA.node_properties("Activity")[name].label, row["activity_id"]
    return Node(
        "Claim",
        f"read-{activity.lower()}-{name.replace('_', '-')}",
        {
            "name": f"{activity}: {attribute.en}",
            "name_th": f"{activity}: {attribute.th}",
            "subject_property": name,
            "value": value.en,
            "value_th": value.th,
            "choice": used.en,
            "choice_th": used.th,
            "visibility": "public",
            "sources": (READINGS_SOURCE.id,),
        },
    )
