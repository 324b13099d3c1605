"""Members of the city networks on record, with the years of the lists and the ties among them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.schema.codes import LIST_NAMES, labels
from graph.store import Store
from graph.texts import text
from queries.facts.ties import find_ties
from queries.pattern import Pattern, Row, in_order, named, records
from queries.table import ABSENT, Table, column

_COLUMNS = (
    column("network", subject="neo4j"), column("member", subject="neo4j", brief=False), column("name"),
    column("list_names", subject="neo4j"), column("list_years", subject="neo4j"),
    column("tie", presence=True),
)  # fmt: skip

_WHOM = labels(LIST_NAMES)


def _rows(store: Store, *, as_of: date, network: str | None = None) -> list[Row]:
    """List a row for each member of each network, or of one."""
    tied = {tie.partner.id for tie in find_ties(store, as_of=as_of)}
    years: dict[tuple[str, str], set[str]] = {}
    for edge in store.edges("MEMBER_OF"):
        if network is None or edge.target == network:
            listed = years.setdefault((edge.target, edge.source), set())
            listed.update([edge.text("list_year")] if edge.text("list_year") else [])
    found = []
    for (network_id, member_id), listed in years.items():
        body, member = store.node(network_id), store.node(member_id)
        if body is not None and member is not None:
            found.append({
                "network": body.id, "network_name": body.name, "network_name_th": body.get("name_th"),
                "member": member.id, "name": member.name, "name_th": member.get("name_th"),
                "list_names": body.text("list_names") or None, "list_years": sorted(listed),
                "tie": member.id in tied,
            })  # fmt: skip
    return in_order(found, "network", "member")


def _table(rows: Sequence[Row], *, as_of: date, network: str | None = None) -> Table:
    """List whom the lists name, as members or otherwise; the title counts networks, places and ties."""
    cells = [
        {"network": named(row, "network_"), "member": row["member"], "name": named(row),
         "list_names": _WHOM.get(row["list_names"], text("neo4j", "list-of-members")),
         "list_years": ", ".join(row["list_years"]) or ABSENT, "tie": row["tie"]}
        for row in rows
    ]  # fmt: skip
    members = {row["member"] for row in rows}
    counts = {
        "networks": len({row["network"] for row in rows}), "n": len(members),
        "ties": len({row["member"] for row in rows if row["tie"]}),
    }  # fmt: skip
    return Table(
        "network-members", text("neo4j", "network-members-title", **counts), _COLUMNS, cells, as_of,
        text("neo4j", "unit-memberships"), len(rows), records=records(rows, "network", "member"),
        notes=[text("neo4j", "note-members"), text("questions", "note-tie")],
    )  # fmt: skip


network_members = Pattern(_rows, _table)
