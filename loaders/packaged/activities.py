"""Activities: one record a row, joined to partners, place, countries and themes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.issues import Issue
from graph.records import Edge, Node, known, node_id
from loaders.mapping import map_row
from loaders.names import AliasTable
from loaders.packaged.attributes import Attributes
from loaders.packaged.sources import NOTES_SOURCE, source_of
from loaders.packaged.themes import themes_of
from loaders.result import LoadResult
from loaders.tables import RawRow

_COLUMNS = {
    "name": "title_en", "name_th": "title_th", "kind": "kind", "start_on": "start_on", "end_on": "end_on",
    "status": "status", "direction": "direction", "role_of_bangkok": "role_of_bangkok",
    "role_as_gathered": "role_as_gathered", "dimension": "dimension", "series": "series_id",
    "round_no": "round_no", "suggested_tactics": "suggested_tactic", "place_city": "place_city",
    "themes_as_gathered": "themes", "confidence": "confidence", "note": "note", "note_th": "note_th",
}  # fmt: skip
# How the gatherers mark what the council, not the administration, did.
_COUNCIL_MARK = "bangkok metropolitan council activity"


def source_ids(rows: Sequence[RawRow]) -> Mapping[str, str]:
    """Map each activity's record id to the id of its source (the gatherers' notes where none is given)."""
    return {node_id("Activity", row["activity_id"]): (source_of(row) or NOTES_SOURCE).id for row in rows}


def load_activities(
    rows: Sequence[RawRow], aliases: AliasTable, themes: Mapping[str, tuple[str, ...]], read: Attributes
) -> LoadResult:
    """Load activities, with what was read of them.

    A partner name without a judgement refuses the row: nothing is guessed.
    """
    result = LoadResult()
    for row in rows:
        values, issues = map_row(row, "Activity", _COLUMNS)
        key = node_id("Activity", row["activity_id"])
        partners, groups, unknown = _partners(row, key, aliases)
        about, differing = themes_of(row, key, themes)
        source = source_of(row) or NOTES_SOURCE
        own = {**read.get(row["activity_id"], {}), **known(sources=(source.id,), groups_named=groups)}
        council = _COUNCIL_MARK in row["note"].lower()
        activity = Node("Activity", row["activity_id"], {
            **values, **own, "by_council": council, "visibility": "public",
        })  # fmt: skip
        edges = [*partners, *_countries(row, key), *_place(row, key, aliases), *about]
        result.take(row, [activity, source], edges, [*issues, *unknown, *differing], [activity.id])
    return result


def _partners(row: RawRow, key: str, aliases: AliasTable) -> tuple[list[Edge], tuple[str, ...], list[Issue]]:
    edges: list[Edge] = []
    groups: list[str] = []
    issues: list[Issue] = []
    for name in row.parts("partners"):
        alias = aliases.find_in(name, row.parts("partner_countries_iso3"))
        place = row.place("partners")
        if alias is None:
            issues.append(Issue("alias-missing", place, {"name": name}))
        elif alias.judgement == "group":
            groups.append(name)
            issues.append(Issue("group-not-a-node", place, {"name": name}))
        else:
            edges.append(Edge(key, "INVOLVES", alias.target, {"role": alias.role, "as_named": name}))
            if alias.judgement == "unsure":
                params = {"name": name, "target": alias.target, "reason": alias.reason,
                          "reason_th": alias.reason_th}  # fmt: skip
                issues.append(Issue("alias-unsure", place, params))
    return edges, tuple(groups), issues


def _countries(row: RawRow, key: str) -> list[Edge]:
    return [
        Edge(key, "INVOLVES", node_id("Country", iso3), {"role": "country"})
        for iso3 in row.parts("partner_countries_iso3")
    ]


def _place(row: RawRow, key: str, aliases: AliasTable) -> list[Edge]:
    name, country = row["place_city"], row["place_country_iso3"]
    alias = aliases.find(name, country) if name else None
    if alias is not None and alias.target.startswith("City:"):
        return [Edge(key, "HELD_IN", alias.target)]
    return [Edge(key, "HELD_IN", node_id("Country", country))] if country else []
