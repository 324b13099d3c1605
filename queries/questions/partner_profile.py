"""Partner profile: one page on a partner, or a line on each: ties, contacts, strength, plan, open matters."""

from __future__ import annotations

from datetime import date

from graph.records import Node
from graph.store import Store
from graph.texts import text
from queries.facts.landscape import Landscape
from queries.facts.lookup import label_of
from queries.facts.memberships import BANGKOK
from queries.facts.rungs import by_kpi
from queries.facts.standing import Standing, last_contact_cell, records_of
from queries.facts.uncounted import newer_cell
from queries.gaps.profile import profile_tables
from queries.gaps.tie_gaps import disagreements_on, projects_naming, supports_of
from queries.table import ABSENT, Cell, Table, column

_COLUMNS = (
    column("partner", brief=False), column("name"), column("country"), column("status", subject="measures"),
    column("last_contact"), column("newer_uncounted", subject="unit"),
    column("contacts", subject="measures", unit="contacts"),
    column("undated_contacts", subject="measures", unit="contacts", brief=False),
    column("documents", subject="measures", unit="documents", brief=False),
    column("networks", subject="unit", unit="networks"), column("kpis", subject="unit"),
    column("projects", subject="unit", brief=False),
    column("open_matters", subject="unit", unit="matters", brief=False),
)  # fmt: skip


def partner_profile(store: Store, *, as_of: date, partner: str | None = None) -> list[Table]:
    """Give the page of one place; without one, a line on each partner with a tie.

    KPIs are those that its contacts bear on by the rules' links, more than as context.
    """
    land = Landscape(store, as_of)
    node = store.node(partner) if partner is not None else None
    return profile_tables(land, node) if node is not None else [profile_index(land)]


def profile_index(land: Landscape) -> Table:
    """Tabulate every partner in a line, by country and name."""
    standings = sorted(land.standings, key=_by_place)
    rows = [_row(land, standing) for standing in standings]
    title = text(
        "unit", "partner-profile-title", n=len(rows), carried=sum(1 for row in rows if row["kpis"] != ABSENT),
        named=sum(1 for row in rows if row["projects"] != ABSENT),
    )  # fmt: skip
    return Table(
        "partner-profile", title, _COLUMNS, rows, land.as_of, text("questions", "unit-ties"), len(rows),
        records=records_of(standings),
        notes=[
            text("questions", "note-tie"), text("unit", "note-supports"), text("measures", "note-contact"),
            text("unit", "note-newer"),
        ],
    )  # fmt: skip


def _by_place(standing: Standing) -> tuple[str, str, str]:
    country: Node | None = standing.country
    return (country.name if country is not None else "", standing.tie.partner.name, standing.tie.partner.id)


def _row(land: Landscape, standing: Standing) -> dict[str, Cell]:
    store, partner = land.store, standing.tie.partner
    moving = by_kpi(support for support in supports_of(land, partner.id) if support.moves)
    return {
        "partner": partner.id,
        "name": label_of(partner),
        "country": label_of(standing.country) if standing.country else None,
        "status": standing.status.label,
        "last_contact": last_contact_cell(standing.contacts),
        "newer_uncounted": newer_cell(
            land.uncounted.get(standing.tie.partner.id, ()), land.last_with(standing.tie.partner.id)
        ),
        "contacts": standing.strength.contacts,
        "undated_contacts": standing.strength.undated,
        "documents": len(standing.tie.agreements),
        "networks": len(land.memberships.shared(BANGKOK, partner.id)),
        "kpis": ", ".join(kpi.partition(":")[2] for kpi in moving) or ABSENT,
        "projects": ", ".join(project.key for project in projects_naming(store, partner.id)) or ABSENT,
        "open_matters": len(disagreements_on(store, partner.id)),
    }
