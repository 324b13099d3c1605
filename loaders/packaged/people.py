"""Who heads a place or a body, borne out up to which day; what came after that day is not known."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from graph.dates import DateError, format_date, parse_date
from graph.issues import Issue, errors_among
from graph.records import Edge, Node, Value, node_id
from graph.texts import Label, text
from loaders.mapping import map_row
from loaders.names import AliasTable, slug
from loaders.packaged.references import check_filled, check_names, check_repeats
from loaders.packaged.sources import source_of
from loaders.result import LoadResult
from loaders.tables import RawRow

_COLUMNS = {
    "person": "name_en", "person_local": "name_local", "office_en": "office", "office_th": "office_th",
    "place": "place", "place_th": "place_th", "since": "held_since", "borne_out_until": "as_of",
    "standing_as_gathered": "status_now", "standing_as_gathered_th": "status_now_th",
    "confidence": "confidence", "note": "note", "note_th": "note_th",
}  # fmt: skip
_MUST = ("place", "country_iso3", "office", "office_th", "name_en")
_IDENTITY = ("partner_key", "place", "office", "name_en")
# How the gatherers say what is known now; after some of their words the end of the term follows.
_STANDINGS = {
    "in office at as_of": "in_office", "re-elected at as_of": "re_elected",
    "in office in undated pages": "undated", "unknown now": "unknown",
}  # fmt: skip
_STANDINGS_WITH_END = {"leaves at the end of ": "leaving", "term ended ": "ended"}
# The standings that may lack the day up to which a source bears the post out.
_WITHOUT_DAY = ("ended", "undated")
# What the gatherers add to the name of a place.
_MARK = re.compile(r" \((no tie|council partner)\)$")
_THAI = re.compile(r"[\u0e00-\u0e7f]")


def load_people(
    rows: Sequence[RawRow], aliases: AliasTable, *, cities: Collection[str], countries: Collection[str]
) -> LoadResult:
    """Load the holders of posts; `cities` and `countries` are the keys of the places on record.

    A row without a source, or without the day up to which it holds, is refused at its cell: a name
    without a day would be read as that of the present holder.
    """
    result = LoadResult()
    repeats = check_repeats(rows, *_IDENTITY)
    for row in rows:
        values, issues = map_row(row, "OfficeHolder", _COLUMNS)
        standing, wrong = _standing(row)
        issues += [
            *check_names(row, "partner_key", cities),
            *check_names(row, "country_iso3", countries),
            *check_filled(row, _required(standing.get("standing"))),
            *wrong,
            *([repeats[row.number]] if row.number in repeats else []),
        ]
        source = source_of(row)
        if errors_among(issues) or source is None:
            result.take(row, issues=issues)
            continue
        post, side = _post(row, aliases)
        values |= {**standing, **side, "visibility": "public", "sources": (source.id,)}
        key = slug(f"{row['partner_key'] or _MARK.sub('', row['place'])} {row['name_en']}")
        holder = Node("OfficeHolder", key, {**values, **_name(row, values)})
        result.take(row, [holder, source], [Edge(holder.id, "POST_AT", post)], issues, [holder.id])
    return result


def _standing(row: RawRow) -> tuple[dict[str, Value], list[Issue]]:
    """Read what is known now, and when the term ends where the words say so."""
    written = row["status_now"]
    if written in _STANDINGS:
        return {"standing": _STANDINGS[written]}, []
    for words, standing in _STANDINGS_WITH_END.items():
        if written.startswith(words):
            end = written.removeprefix(words).partition(";")[0]
            try:
                return {"standing": standing, "term_ends": parse_date(end).isoformat()}, []
            except DateError as error:
                return {}, [Issue("cell-date", row.place("status_now"), {"value": end, "why": error.why})]
    allowed = ", ".join([*_STANDINGS, *(f"{words}…" for words in _STANDINGS_WITH_END)])
    return {}, [Issue("cell-unknown-code", row.place("status_now"), {"value": written, "allowed": allowed})]


def _required(standing: Value | None) -> Sequence[str]:
    """Name the cells that a row must fill in, by what is known now."""
    return _MUST if standing in _WITHOUT_DAY else (*_MUST, "as_of")


def _post(row: RawRow, aliases: AliasTable) -> tuple[str, dict[str, Value]]:
    """Tell where the post is, and whether it is the head's of a place or of its council."""
    alias = aliases.find(_MARK.sub("", row["place"]), row["country_iso3"])
    council = alias is not None and alias.role == "council"
    side: dict[str, Value] = {"counterpart": "council" if council else "executive"}
    if alias is not None and not alias.target.startswith("City:"):
        return alias.target, {}
    if row["partner_key"]:
        return node_id("City", row["partner_key"]), side
    return alias.target if alias is not None else node_id("Country", row["country_iso3"]), side


def _name(row: RawRow, values: dict[str, Value]) -> dict[str, Value]:
    """Name a holder with the day, so that no list shows the name without it."""
    days = {name: _day(values.get(at)) for name, at in (("day", "borne_out_until"), ("end", "term_ends"))}
    local = row["name_local"] if _THAI.search(row["name_local"]) else row["name_en"]
    named = text(
        "sentences",
        f"holder-{values['standing']}",
        office=Label(row["office_th"], row["office"]),
        person=Label(local, row["name_en"]),
        **days,
    )
    return {"name": named.en, "name_th": named.th}


def _day(written: Value | None) -> Label:
    return format_date(parse_date(str(written))) if written else Label("", "")
