"""Pattern questions by hand on small graphs, and against what other parts of the program say."""

from __future__ import annotations

from datetime import date

import pytest

from graph.memory_store import MemoryStore
from graph.records import Batch, Edge, Node, Value
from graph.store import Store
from graph.texts import Label
from plan.answers.trace_tables import links_table
from plan.ladders.trace import trace
from queries.catalog import run_question
from queries.pattern import Row, in_order, joined, named, records
from queries.table import ABSENT, Table

AS_OF = date(2024, 2, 29)


def node(label: str, key: str, **properties: Value) -> Node:
    return Node(label, key, {"name": f"{label} {key}", "visibility": "public", **properties})


def ask(store: Store, name: str, *params: tuple[str, str], as_of: date = AS_OF) -> Table:
    (table,) = run_question(store, name, as_of=as_of, params=params)
    return table


def graph(nodes: list[Node], edges: list[Edge]) -> Store:
    store = MemoryStore()
    store.replace(Batch(nodes, edges))
    return store


def supports(activity: str, rung: str, mode: str = "meets", rule: str = "R") -> Edge:
    return Edge(f"Activity:{activity}", "SUPPORTS", rung, {"mode": mode, "rule": rule})


LADDER = [
    node("Strategy", "2"), node("Tactic", "2.1"), node("Tactic", "2.2"), node("Kpi", "2.1-1"),
    node("Kpi", "2.2-1"), node("Level", "2.1-1/L1", level=1), node("Criterion", "2.1-1/L1/a"),
]  # fmt: skip
PARTS = [
    Edge("Tactic:2.1", "PART_OF", "Strategy:2"), Edge("Tactic:2.2", "PART_OF", "Strategy:2"),
    Edge("Kpi:2.1-1", "PART_OF", "Tactic:2.1"), Edge("Kpi:2.2-1", "PART_OF", "Tactic:2.2"),
    Edge("Level:2.1-1/L1", "PART_OF", "Kpi:2.1-1"), Edge("Criterion:2.1-1/L1/a", "PART_OF", "Level:2.1-1/L1"),
]  # fmt: skip
DONE = {"status": "done", "kind": "conference", "role_of_bangkok": "attended"}
ACTIVITIES = [
    node("Activity", "february", start_on="2024-02", **DONE),
    node("Activity", "leap-day", start_on="2024-02-29", **DONE),
    node("Activity", "march", start_on="2024-03-01", **DONE),
    node("Activity", "year", start_on="2024", **DONE),
    node("Activity", "undated", **DONE),
    node("Activity", "free", start_on="2023-01-01", **DONE),
]
LINKS = [
    supports("february", "Level:2.1-1/L1"), supports("leap-day", "Criterion:2.1-1/L1/a", "context"),
    supports("leap-day", "Kpi:2.1-1", "produces evidence"), supports("march", "Kpi:2.2-1"),
    supports("year", "Kpi:2.1-1"), supports("undated", "Kpi:2.1-1"),
]  # fmt: skip
PLAN = graph([*LADDER, *ACTIVITIES, node("Project", "P01")], [*PARTS, *LINKS])


def test_a_tactic_is_traced_to_what_had_surely_begun() -> None:
    table = ask(PLAN, "tactic-trace", ("tactic", "2.1"))
    assert [(row["element"], row["activity"]) for row in table.rows] == [
        ("Criterion:2.1-1/L1/a", "Activity:leap-day"),
        ("Kpi:2.1-1", "Activity:leap-day"),
        ("Level:2.1-1/L1", "Activity:february"),
    ]
    assert ask(PLAN, "tactic-trace", ("tactic", "2.2")).n == 0
    assert ask(PLAN, "tactic-trace", ("tactic", "2.2"), as_of=date(2024, 3, 1)).n == 1


def test_an_activity_is_traced_up_to_the_strategy() -> None:
    (row,) = ask(PLAN, "activity-trace", ("activity", "february")).rows
    assert (row["element"], row["kpi"], row["tactic"], row["strategy"]) == (
        "Level:2.1-1/L1", "Kpi:2.1-1", "Tactic:2.1", "Strategy:2",
    )  # fmt: skip


def test_activities_are_counted_once_a_kpi() -> None:
    rows = {row["kpi"]: row for row in ask(PLAN, "kpi-activities").rows}
    assert (rows["2.1-1"]["linked"], rows["2.1-1"]["moving"], rows["2.2-1"]["linked"]) == (2, 2, 0)
    assert rows["2.2-1"]["latest"] == ABSENT


def test_orphans_are_judged_as_of_the_day() -> None:
    orphans = {row["record"] for row in ask(PLAN, "orphans").rows}
    assert orphans == {"Activity:free", "Kpi:2.2-1", "Project:P01"}
    later = {row["record"] for row in ask(PLAN, "orphans", as_of=date(2024, 3, 1)).rows}
    assert later == {"Activity:free", "Project:P01"}


def test_sources_say_what_cites_them() -> None:
    city = node("City", "x", sources=("Source:a",))
    edges = [Edge("City:x", "IN_COUNTRY", "Country:XXX", {"sources": ("Source:a", "Source:b")})]
    store = graph([city, node("Country", "XXX"), *(node("Source", key) for key in "abc")], edges)
    rows = ask(store, "record-sources", ("record", "City:x")).rows
    cited = [(row["source"], str(row["cited_by"])) for row in rows]
    assert [source for source, _ in cited] == ["Source:a", "Source:b"]
    assert "IN_COUNTRY" in cited[1][1]
    assert "the record itself" in cited[0][1]


def test_a_retired_record_cites_nothing() -> None:
    store = graph([node("City", "x", sources=("Source:a",), retired=True), node("Source", "a")], [])
    assert ask(store, "record-sources").n == 0


def test_members_stand_once_a_network_with_all_their_years() -> None:
    years = ("2018", "2016", "2018")
    edges = [
        Edge("City:x", "MEMBER_OF", "Organization:n", {"list_year": y, "note": str(i)})
        for i, y in enumerate(years)
    ]
    store = graph([node("City", "x"), node("Organization", "n", kind="city_network")], edges)
    (row,) = ask(store, "network-members").rows
    assert (row["list_years"], row["tie"]) == ("2016, 2018", False)


@pytest.mark.parametrize(
    ("names", "said"),
    [("participants", "cities that take part, no members"), ("heads", "heads of cities in person"),
     (None, "members")],
)  # fmt: skip
def test_who_a_list_names_is_called_a_member_only_where_the_list_is_one_of_members(
    names: str | None, said: str
) -> None:
    own = {"list_names": names} if names else {}
    store = graph(
        [node("City", "x"), node("Organization", "n", kind="city_network", **own)],
        [Edge("City:x", "MEMBER_OF", "Organization:n", {"list_year": "2024"})],
    )
    table = ask(store, "network-members")
    (row,) = table.rows
    assert isinstance(row["list_names"], Label)
    assert row["list_names"].en == said
    assert "member" not in table.title.en


def test_a_claim_counts_from_its_day() -> None:
    claims = [
        node("Claim", "old", subject_property="count", value="21", dated_on="2024-02"),
        node("Claim", "new", subject_property="count", value="22", dated_on="2024-03"),
        node("Claim", "undated", subject_property="count", value="23"),
    ]
    found = [row["claim"] for row in ask(graph(claims, []), "claims").rows]
    assert found == ["Claim:old", "Claim:undated"]


@pytest.mark.parametrize("tactic", ["1.1", "1.3", "2.1", "2.3"])
def test_a_tactics_links_are_those_of_the_plans_trace(tactic: str, store: Store) -> None:
    day = date(2026, 11, 24)
    traced = links_table(store, trace(store, tactic).kpis, as_of=day)
    asked = ask(store, "tactic-trace", ("tactic", tactic), as_of=day)
    assert sorted((str(row["activity"]), str(row["rule_id"])) for row in traced.rows) == sorted(
        (str(row["activity"]), str(row["rule"])) for row in asked.rows
    )


@pytest.mark.parametrize("scheme", ["plan", "un-m49"])
def test_region_counts_are_those_of_the_balance(scheme: str, store: Store) -> None:
    day = date(2026, 11, 24)
    counts = [
        (row["region"], row["ties"])
        for row in ask(store, "region-counts", ("scheme", scheme), as_of=day).rows
    ]
    balance = run_question(store, "region-balance", as_of=day, params=[("scheme", scheme)])[0]
    assert counts == [(row["region"], row["ties"]) for row in balance.rows]


def test_countries_and_partners_hold_the_same_ties(store: Store) -> None:
    day = date(2026, 11, 24)
    partners, countries = ask(store, "partners", as_of=day), ask(store, "ties-by-country", as_of=day)
    assert countries.n == partners.n == sum(int(str(row["ties"])) for row in countries.rows)


def test_rows_are_sorted_as_cypher_sorts() -> None:
    rows: list[Row] = [{"a": None, "n": 1}, {"a": "x", "n": 1}, {"a": "b", "n": 2}]
    assert [row["a"] for row in in_order(rows, "a")] == ["b", "x", None]
    assert [row["a"] for row in in_order(rows, "-n", "a")] == ["b", "x", None]


def test_names_and_records_of_rows() -> None:
    row = {"name": "Hanoi", "name_th": None, "x_name": None, "x_name_th": None, "ids": ["b", "a"], "id": None}
    label = named(row)
    assert label is not None
    assert (label.th, label.en) == ("Hanoi", "Hanoi")
    assert named(row, "x_") is None
    assert records([row, row], "ids", "id") == ["a", "b"]
    assert joined([], []) == ABSENT
