"""Plan partners: the partners that the plan's own projects name, and where they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from graph.records import Edge, Node
from graph.schema.codes import CERTAINTY, labels
from graph.store import Store, targets
from graph.texts import Label, text
from queries.facts.contact_index import ContactIndex, read_contact_index
from queries.facts.gathered import list_notes
from queries.facts.history import find_statuses
from queries.facts.lookup import label_of
from queries.facts.places import DEFAULT_SCHEME, country_of, region_of
from queries.facts.tie_status import TieStatus
from queries.facts.uncounted import Uncounted, newer_cell, read_uncounted
from queries.table import ABSENT, Cell, Table, column, list_cell

_COLUMNS = (
    column("project", subject="unit"), column("project_name", subject="unit", brief=False), column("name"),
    column("country", brief=False), column("region"), column("tie_status", subject="unit"),
    column("project_kpis", subject="unit", brief=False), column("activities", unit="activities"),
    column("last_contact"), column("newer_uncounted", subject="unit"), column("certain", subject="unit"),
    column("document", subject="unit", brief=False), column("named_reason", subject="unit", brief=False),
    column("partner", brief=False), column("tie", presence=True, brief=False),
)  # fmt: skip
_CERTAIN = labels(CERTAINTY)


def plan_partners(store: Store, *, as_of: date, scheme: str = DEFAULT_SCHEME) -> Table:
    """List the partners that projects of the plan name, with tie, contacts and the KPI they advance."""
    index = read_contact_index(store, as_of=as_of)
    statuses, uncounted = find_statuses(store, as_of=as_of), read_uncounted(store, as_of=as_of)
    rows = []
    for edge in store.edges("NAMES"):
        project, partner = store.node(edge.source), store.node(edge.target)
        if project is not None and partner is not None and partner.label == "City":
            rows.append(_row(store, edge, project, partner, statuses, uncounted, index, scheme))
    projects = [project.id for project in store.nodes("Project")]
    records = {str(row["partner"]) for row in rows} | {edge.source for edge in store.edges("NAMES")}
    return Table(
        "plan-partners", _title(store, rows, len(projects)), _COLUMNS, rows, as_of,
        text("unit", "unit-named-partners"), len(rows), scheme,
        text("unit", "benchmark-projects", n=len(projects)), sorted(records),
        [
            text("unit", "note-named"), text("questions", "note-contact"), text("unit", "note-newer"),
            *list_notes(store, as_of=as_of),
        ],
    )  # fmt: skip


def _row(
    store: Store,
    edge: Edge,
    project: Node,
    partner: Node,
    statuses: Mapping[str, TieStatus],
    uncounted: Mapping[str, Sequence[Uncounted]],
    index: ContactIndex,
    scheme: str,
) -> dict[str, Cell]:
    country = country_of(store, partner.id)
    region = region_of(store, country.id, scheme=scheme) if country else None
    contacts = index.of(partner.id)
    documents = [node for node in targets(store, project.id, "NAMES") if node.label == "Agreement"]
    kpis = targets(store, project.id, "ADVANCES")
    return {
        "project": project.key,
        "project_name": label_of(project),
        "name": label_of(partner),
        "country": label_of(country) if country else None,
        "region": label_of(region) if region else None,
        "region_key": region.key if region else None,
        "tie": partner.id in statuses,
        "tie_status": statuses[partner.id].label if partner.id in statuses else ABSENT,
        "project_kpis": ", ".join(kpi.key for kpi in kpis) or ABSENT,
        "activities": index.in_plan(contacts),
        "last_contact": index.last(contacts) or ABSENT,
        "newer_uncounted": newer_cell(uncounted.get(partner.id, ()), index.last(contacts)),
        "certain": _CERTAIN[edge.text("certain")] if edge.text("certain") else None,
        "document": list_cell(label_of(document) for document in documents),
        "named_reason": Label(edge.text("reason_th"), edge.text("reason_en"))
        if edge.text("reason_en")
        else ABSENT,
        "partner": partner.id,
    }


def _title(store: Store, rows: Sequence[Mapping[str, Cell]], projects: int) -> Label:
    partners = {str(row["partner"]): row for row in rows}
    regions = sorted({str(row["region_key"]) for row in partners.values()})
    asean = sum(1 for row in partners.values() if str(row["region_key"]) in _ASEAN)
    found = [store.node(f"Region:{key}") for key in regions]
    return text(
        "unit", "plan-partners-title", n=len(partners), projects=projects, asean=asean,
        regions=list_cell(label_of(region) for region in found if region),
    )  # fmt: skip


# The region that holds the ASEAN members, in either scheme.
_ASEAN = frozenset({"plan/asean", "un-m49/south-eastern-asia"})
