"""Ties by country: how many, and with whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.records import Node
from graph.store import Store
from graph.texts import text
from queries.facts.places import country_of
from queries.facts.ties import find_ties
from queries.pattern import Pattern, Row, in_order, joined, named, records
from queries.table import Table, column

_COLUMNS = (
    column("country", brief=False), column("name"), column("ties", unit="ties"), column("partners"),
)  # fmt: skip


def _rows(store: Store, *, as_of: date) -> list[Row]:
    """List the countries that have a tie, most first."""
    found: dict[str, tuple[Node, list[Node]]] = {}
    for tie in find_ties(store, as_of=as_of):
        country = country_of(store, tie.partner.id)
        if country is not None:
            found.setdefault(country.id, (country, []))[1].append(tie.partner)
    rows = (
        {
            "country": country.id, "name": country.name, "name_th": country.get("name_th"),
            "ties": len(partners), "partners": [partner.id for partner in partners],
            "names": [partner.name for partner in partners],
            "names_th": [partner.text("name_th") or partner.name for partner in partners],
        }
        for country, partners in found.values()
    )  # fmt: skip
    return in_order(rows, "-ties", "country")


def _table(rows: Sequence[Row], *, as_of: date) -> Table:
    """List the countries with their partners."""
    n = sum(row["ties"] for row in rows)
    cells = [
        {"country": row["country"].partition(":")[2], "name": named(row), "ties": row["ties"],
         "partners": joined(row["names_th"], row["names"])}
        for row in rows
    ]  # fmt: skip
    return Table(
        "ties-by-country", text("neo4j", "ties-by-country-title", n=n, countries=len(rows)), _COLUMNS, cells,
        as_of, text("questions", "unit-ties"), n, records=records(rows, "country", "partners"),
        notes=[text("questions", "note-tie")],
    )  # fmt: skip


ties_by_country = Pattern(_rows, _table)
