"""A small world of ties made by hand, and how tests of the balance ask about it."""

from __future__ import annotations

from datetime import date

from graph.memory_store import MemoryStore
from graph.records import Batch, Edge, Node, Value, known
from graph.store import Store
from queries.catalog import run_question
from queries.table import Cell, Table
from tests.tie_graphs import reaching

AS_OF = date(2026, 11, 24)
QUESTIONS = ("region-balance", "region-ahead", "benchmarks", "balance-trend", "balance-whatif", "challenges")
REGIONS = {"CHN": "east-asia", "LAO": "asean", "FRA": "europe", "KEN": "africa"}


def answer(store: Store, name: str, *params: tuple[str, str], as_of: date = AS_OF) -> dict[str, Table]:
    return {table.name: table for table in run_question(store, name, as_of=as_of, params=params)}


def row_of(table: Table, column: str, value: Cell, **others: Cell) -> dict[str, Cell]:
    wanted = {column: value, **others}
    (found,) = [dict(row) for row in table.rows if all(row[key] == want for key, want in wanted.items())]
    return found


def english(cell: Cell) -> str:
    return str(getattr(cell, "en", cell))


# ---- a small world: who was signed when, what ended, who was met ----


Visits = list[tuple[str, str]]


def world(
    partners: dict[str, str], agreements: list[dict[str, Value]], visits: Visits | None = None
) -> Batch:
    """Partners by country, agreements (`with` and properties), visits (day, partner); four regions."""
    batch = Batch([Node("Plan", "bma-fa-2566", {"period": "2566-2570"})])
    for country, region in REGIONS.items():
        own = {"name": region.title()}
        batch.add([Node("Region", f"plan/{region}", {"scheme": "plan", **own})])
        batch.add([Node("Region", f"un-m49/{region}", {"scheme": "un-m49", **own})])
        member = known(un_member=True, asean_since="1997-07-23" if region == "asean" else None)
        schemes = ("plan", "un-m49")
        edges = [Edge(f"Country:{country}", "IN_REGION", f"Region:{s}/{region}") for s in schemes]
        batch.add([Node("Country", country, {**member, "capital": "City:lao1"})], edges)
    for key, country in partners.items():
        inside = Edge(f"City:{key}", "IN_COUNTRY", f"Country:{country}")
        batch.add([Node("City", key, {"name": key.title()})], [inside])
    for place, agreement in enumerate(agreements):
        own = {"kind": "mou", "status": "in_force", "counterpart": "executive", **agreement}  # type: ignore[dict-item]
        partner = own.pop("with")
        signed = Edge(f"Agreement:a{place}", "WITH", f"City:{partner}")
        batch.add([Node("Agreement", f"a{place}", known(**own))], [signed])
    for place, (day, partner) in enumerate(visits or []):
        own = {"kind": "visit_inbound", "direction": "inbound", "status": "done", "confidence": "high",
               "role_of_bangkok": "received", "start_on": day}  # fmt: skip
        took_part = Edge(f"Activity:v{place}", "INVOLVES", f"City:{partner}")
        batch.add([Node("Activity", f"v{place}", own)], [took_part])
    return batch


def store_of(batch: Batch, reaches: str = "2100-12-31") -> MemoryStore:
    """Make a graph whose record goes on beyond every day asked about, or up to `reaches`."""
    store = MemoryStore()
    store.replace(Batch([*batch.nodes, *([reaching(reaches)] if reaches else [])], batch.edges))
    return store


def moving() -> Batch:
    """One tie stays, one is new, one ends, one ends and comes back, one has no date."""
    return world(
        {"stay": "CHN", "new": "CHN", "gone": "LAO", "back": "FRA", "bare": "KEN"},
        [
            {"with": "stay", "signed_on": "2001-05-01"},
            {"with": "gone", "signed_on": "2002-01-01", "ends_on": "2024-03-01", "status": "ended"},
            {"with": "back", "signed_on": "2003-01-01", "ends_on": "2010-01-01", "status": "ended"},
            {"with": "back", "signed_on": "2024-06-01"},
            {"with": "new", "signed_on": "2024-07-01"},
            {"with": "bare"},
        ],
        [("2020-01-01", "stay"), ("2023-06-01", "gone"), ("2024-06-01", "back"), ("2024-07-01", "new")],
    )
