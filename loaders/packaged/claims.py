"""What sources say and do not agree on: the official partner counts, and known conflicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.issues import Issue
from graph.records import Edge, Node, known, node_id
from loaders.mapping import map_row, own_columns
from loaders.packaged.agreements import BANGKOK
from loaders.packaged.sources import NOTES_SOURCE, source_of
from loaders.packaged.terms import Terms
from loaders.result import LoadResult
from loaders.tables import RawRow

# What claims of the pipeline speak of.
ANNOUNCED = "announced agreement"
SIGNING = "signing without a document"


def load_official_counts(rows: Sequence[RawRow]) -> LoadResult:
    """Load each published total of Bangkok's sister cities as a claim about Bangkok."""
    result = LoadResult()
    for row in rows:
        values, issues = map_row(
            row, "Claim", {"dated_on": "dated_on", "confidence": "confidence", "note": "note"}
        )
        source = source_of(row) or NOTES_SOURCE
        countries = f", {row['countries']} countries" if row["countries"] else ""
        claim = Node("Claim", row["count_id"], {
            **values, "name": f"{row['when_text']}: {row['cities']} cities{countries}",
            "subject_property": "partner count", "value": f"{row['cities']} cities{countries}",
            "visibility": "public", "sources": (source.id,),
        })  # fmt: skip
        result.take(row, [claim, source], [Edge(claim.id, "CONCERNS", BANGKOK)], issues, [claim.id])
    return result


def load_conflicts(rows: Sequence[RawRow]) -> LoadResult:
    """Load each matter on which sources disagree, with its versions and the choice made."""
    result = LoadResult()
    for row in rows:
        own = known(
            choice=row["choice"], note=row["note"], summary_th=row["matter_th"], summary_en=row["matter_en"]
        )
        claim = Node("Claim", row["conflict_id"], {
            **own, "name": row["matter_en"], "name_th": row["matter_th"], "subject_property": "conflict",
            "value": row["versions"], "visibility": "public", "sources": (NOTES_SOURCE.id,),
        })  # fmt: skip
        edges = [Edge(claim.id, "CONCERNS", record) for record in row.parts("record_ids")]
        result.take(row, [claim], edges)
    return result


def load_announced(rows: Sequence[RawRow], sources: Mapping[str, str]) -> LoadResult:
    """Load each agreement that was announced without a signing on record, as a claim about its place.

    `sources` gives the source id behind each record that tells of the matter.
    """
    result = LoadResult()
    for row in rows:
        columns = {**own_columns(row, "Claim"), "dated_on": "announced_on"}
        values, issues = map_row(row, "Claim", columns)
        told_by = {sources[record] for record in row.parts("record_ids")}
        claim = Node("Claim", row["announced_id"], {
            **values, "name": row["matter_en"], "name_th": row["matter_th"],
            "subject_property": ANNOUNCED, "value": row["matter_en"],
            "visibility": "public", "sources": (NOTES_SOURCE.id, *sorted(told_by - {NOTES_SOURCE.id})),
        })  # fmt: skip
        concerned = (row["target"], *row.parts("record_ids"))
        result.take(row, [claim], [Edge(claim.id, "CONCERNS", record) for record in concerned], issues)
    return result


def load_governors(rows: Sequence[RawRow]) -> LoadResult:
    """Load each governor's term as a claim about Bangkok; an end that no source gives stays open."""
    result = LoadResult()
    for row in rows:
        columns = {
            "dated_on": "from_on",
            "until_on": "until_on",
            "known_until": "known_until",
            "note": "note",
        }
        values, issues = map_row(row, "Claim", columns)
        source = source_of(row) or NOTES_SOURCE
        claim = Node("Claim", f"governor-{row['governor_id']}", {
            **values, "name": row["name_en"], "name_th": row["name_th"],
            "subject_property": "governor's term", "value": f"{row['from_on']} - {row['until_on'] or '?'}",
            "visibility": "public", "sources": (source.id,),
        })  # fmt: skip
        result.take(row, [claim, source], [Edge(claim.id, "CONCERNS", BANGKOK)], issues, [claim.id])
    return result


def load_signings(
    rows: Sequence[RawRow], activities: Sequence[RawRow], sources: Mapping[str, str], terms: Terms
) -> LoadResult:
    """Load each signing among the activities that has no row among the agreements, as a signed claim.

    It makes no tie: whether the document counts as one is for the office to say.
    """
    result = LoadResult()
    by_id = {row["activity_id"]: row for row in activities}
    for row in rows:
        told = by_id[row["activity_id"]]
        activity = node_id("Activity", row["activity_id"])
        values, issues = map_row(told, "Claim", {"dated_on": "start_on", "confidence": "confidence"})
        key = f"signing-{row['activity_id'].lower()}"
        claim = Node("Claim", key, {
            **values, **terms.get(node_id("Claim", key), {}),
            "name": told["title_en"], "name_th": told["title_th"], "subject_property": SIGNING,
            "value": told["title_en"], "stage": "signed", "note": row["note"],
            "visibility": "public", "sources": (sources[activity],),
        })  # fmt: skip
        edges = [Edge(claim.id, "CONCERNS", record) for record in (row["target"], activity)]
        missing = Issue("agreement-without-row", activity, {"partner": row["partner"]})
        result.take(row, [claim], edges, [*issues, missing])
    return result
