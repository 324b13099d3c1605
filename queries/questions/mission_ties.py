"""Foreign missions in Bangkok: the country each speaks for, and the ties there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.records import Node
from graph.schema.codes import MISSION_KIND, labels
from graph.store import Store, targets
from graph.texts import text
from queries.facts.places import country_of
from queries.facts.ties import find_ties
from queries.pattern import Pattern, Row, in_order, named, records
from queries.table import ABSENT, Table, column

_COLUMNS = (
    column("mission", subject="neo4j", brief=False), column("name"), column("mission_kind", subject="neo4j"),
    column("country"), column("district", subject="neo4j"), column("ties", unit="ties"),
)  # fmt: skip
_KINDS = labels(MISSION_KIND)


def _rows(store: Store, *, as_of: date) -> list[Row]:
    """List a row for each mission and country; a non-state mission has none."""
    partners: dict[str, list[str]] = {}
    for tie in find_ties(store, as_of=as_of):
        country = country_of(store, tie.partner.id)
        if country is not None:
            partners.setdefault(country.id, []).append(tie.partner.id)
    found = []
    for mission in store.nodes("Embassy"):
        countries: list[Node | None] = [*targets(store, mission.id, "REPRESENTS")]
        found += [_row(mission, country, partners) for country in countries or [None]]
    return in_order(found, "mission", "country")


def _row(mission: Node, country: Node | None, partners: dict[str, list[str]]) -> Row:
    return {
        "mission": mission.id, "name": mission.name, "name_th": mission.get("name_th"),
        "kind": mission.get("kind"), "district": mission.get("district"),
        "country": country.id if country else None, "country_name": country.name if country else None,
        "country_name_th": country.get("name_th") if country else None,
        "partners": partners.get(country.id, []) if country else [],
    }  # fmt: skip


def _table(rows: Sequence[Row], *, as_of: date) -> Table:
    """List the missions; the title counts the countries among them without a tie."""
    cells = [
        {"mission": row["mission"], "name": named(row), "mission_kind": _KINDS.get(row["kind"]),
         "country": named(row, "country_") or ABSENT, "district": row["district"],
         "ties": len(row["partners"])}
        for row in rows
    ]  # fmt: skip
    countries = {row["country"] for row in rows if row["country"]}
    without = countries - {row["country"] for row in rows if row["partners"]}
    missions = len({row["mission"] for row in rows})
    title = text("neo4j", "mission-ties-title", n=missions, countries=len(countries), without=len(without))
    return Table(
        "mission-ties", title, _COLUMNS, cells, as_of, text("neo4j", "unit-missions"), missions,
        records=records(rows, "mission", "country", "partners"), notes=[text("questions", "note-tie")],
    )  # fmt: skip


mission_ties = Pattern(_rows, _table)
