"""What sources say and do not agree on: the official partner counts, and known conflicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.dates import format_date, parse_date
from graph.issues import Issue
from graph.records import Edge, Node, node_id
from graph.texts import Label, text
from loaders.mapping import map_row, own_columns
from loaders.packaged.agreements import BANGKOK
from loaders.packaged.references import check_names, rows_about
from loaders.packaged.sources import NOTES_SOURCE, named_source, source_of
from loaders.packaged.terms import Terms
from loaders.result import LoadResult
from loaders.tables import RawRow

# What claims of the pipeline speak of.
ANNOUNCED = "announced agreement"
SIGNING = "signing without a document"
TERM = "governor's term"
NO_TERM = "governor not known"
_CONFLICT = {
    "name": "matter_en", "name_th": "matter_th", "summary_en": "matter_en", "summary_th": "matter_th",
    "value": "versions", "value_th": "versions_th",
}  # fmt: skip


def load_official_counts(rows: Sequence[RawRow]) -> LoadResult:
    """Load each published total of Bangkok's sister cities as a claim about Bangkok."""
    result = LoadResult()
    for row in rows:
        values, issues = map_row(row, "Claim", own_columns(row, "Claim"))
        source = source_of(row) or NOTES_SOURCE
        count = text("sentences", "claim-cities-countries" if row["countries"] else "claim-cities",
                     cities=row["cities"], countries=row["countries"])  # fmt: skip
        claim = Node("Claim", row["count_id"], {
            **values,
            "name": f"{row['when_text']}: {count.en}", "name_th": f"{row['when_text_th']}: {count.th}",
            "subject_property": "partner count", "value": count.en, "value_th": count.th,
            "visibility": "public", "sources": (source.id,),
        })  # fmt: skip
        result.take(row, [claim, source], [Edge(claim.id, "CONCERNS", BANGKOK)], issues, [claim.id])
    return result


def load_conflicts(rows: Sequence[RawRow]) -> LoadResult:
    """Load each matter on which sources disagree, with its versions and the choice made."""
    result = LoadResult()
    for row in rows:
        values, issues = map_row(row, "Claim", {**own_columns(row, "Claim"), **_CONFLICT})
        claim = Node("Claim", row["conflict_id"], {
            **values, "subject_property": "conflict", "visibility": "public", "sources": (NOTES_SOURCE.id,),
        })  # fmt: skip
        edges = [Edge(claim.id, "CONCERNS", record) for record in row.parts("record_ids")]
        result.take(row, [claim], edges, issues)
    return result


def load_announced(rows: Sequence[RawRow], sources: Mapping[str, str]) -> LoadResult:
    """Load each agreement that was announced without a signing on record, as a claim about its place.

    `sources` gives the source id behind each record that tells of the matter.
    """
    result = LoadResult()
    for row in rows:
        if unknown := check_names(row, "record_ids", sources):
            result.take(row, issues=unknown)
            continue
        columns = {**own_columns(row, "Claim"), "dated_on": "announced_on"}
        values, issues = map_row(row, "Claim", columns)
        told_by = {sources[record] for record in row.parts("record_ids")}
        claim = Node("Claim", row["announced_id"], {
            **values, "name": row["matter_en"], "name_th": row["matter_th"],
            "subject_property": ANNOUNCED, "value": row["matter_en"], "value_th": row["matter_th"],
            "visibility": "public", "sources": (NOTES_SOURCE.id, *sorted(told_by - {NOTES_SOURCE.id})),
        })  # fmt: skip
        concerned = (row["target"], *row.parts("record_ids"))
        result.take(row, [claim], [Edge(claim.id, "CONCERNS", record) for record in concerned], issues)
    return result


def load_governors(rows: Sequence[RawRow]) -> LoadResult:
    """Load each governor's term as a claim about Bangkok; an end that no source gives stays open.

    A row that names no person (its key begins with `unknown`) says from when no source tells who governs.
    """
    result = LoadResult()
    for row in rows:
        values, issues = map_row(row, "Claim", {**own_columns(row, "Claim"), "dated_on": "from_on"})
        more = named_source(row["more_source_title"], row["more_source_url"])
        sources = [source_of(row) or NOTES_SOURCE, *([more] if more is not None else [])]
        is_open = row["governor_id"].startswith("unknown")
        told = Label(row["how_th"], row["how_en"]) if is_open else _term(row)
        claim = Node("Claim", f"governor-{row['governor_id']}", {
            **values, "name": row["name_en"], "name_th": row["name_th"],
            "subject_property": NO_TERM if is_open else TERM, "value": told.en, "value_th": told.th,
            "visibility": "public", "sources": tuple(source.id for source in sources),
        })  # fmt: skip
        result.take(row, [claim, *sources], [Edge(claim.id, "CONCERNS", BANGKOK)], issues, [claim.id])
    return result


def _term(row: RawRow) -> Label:
    """Give a term in words: its first and last day, and how it came about and ended."""
    start, end = _day(row["from_on"]), _day(row["until_on"])
    return Label(
        f"{start.th} - {end.th or '?'}; {row['how_th']}", f"{start.en} - {end.en or '?'}; {row['how_en']}"
    )


def _day(written: str) -> Label:
    """Write a day in words; a cell that is no date stays as it is, and is reported where read."""
    try:
        return format_date(parse_date(written))
    except ValueError:
        return Label(written, written)


def signing_key(row: RawRow) -> str:
    """Give the key of the claim that stands for a signing without a document."""
    return f"signing-{row['activity_id'].lower()}"


def load_signings(
    rows: Sequence[RawRow], activities: Sequence[RawRow], sources: Mapping[str, str], terms: Terms
) -> LoadResult:
    """Load each signing among the activities that has no row among the agreements, as a signed claim.

    It makes no tie: whether the document counts as one is for the office to say.
    """
    result = LoadResult()
    by_id = {row["activity_id"]: row for row in activities}
    for row in rows_about(rows, "activity_id", known=by_id, result=result):
        told = by_id[row["activity_id"]]
        activity = node_id("Activity", row["activity_id"])
        values, issues = map_row(told, "Claim", {"dated_on": "start_on", "confidence": "confidence"})
        key = signing_key(row)
        claim = Node("Claim", key, {
            **values, **terms.get(node_id("Claim", key), {}),
            "name": told["title_en"], "name_th": told["title_th"], "subject_property": SIGNING,
            "value": told["title_en"], "value_th": told["title_th"], "stage": "signed",
            "note": row["note"], "note_th": row["note_th"],
            "visibility": "public", "sources": (sources[activity],),
        })  # fmt: skip
        edges = [Edge(claim.id, "CONCERNS", record) for record in (row["target"], activity)]
        missing = Issue(
            "agreement-without-row", activity, {"partner": row["partner"], "partner_th": row["partner_th"]}
        )
        result.take(row, [claim], edges, [*issues, missing])
    return result
