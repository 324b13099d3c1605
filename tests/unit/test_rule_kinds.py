"""The packaged rules on made-up activities: each kind of error that a review of the links found."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from graph.memory_store import MemoryStore
from graph.records import Batch, Edge, Node, Value
from graph.store import Store
from plan.making.assemble import Assembly
from plan.making.linking import link_activities
from plan.making.rules import read_rules

Links = dict[str, str]
Properties = Mapping[str, Value]
_AROUND = (
    "Plan",
    "Kpi",
    "Level",
    "Criterion",
    "Project",
    "Theme",
    "City",
    "Organization",
    "Embassy",
    "Country",
    "Region",
    "Agreement",
)
_BETWEEN = ("IN_COUNTRY", "IN_REGION", "REPRESENTS", "WITH")
MEETING: Properties = {
    "kind": "conference", "role_of_bangkok": "attended", "direction": "outbound", "setting": "multilateral",
    "organised_by": "network_or_igo", "audience": ("officials",), "knowledge_flow": "unknown",
    "output": "none_stated", "start_on": "2024-02-01",
}  # fmt: skip
FAIR: Properties = {
    **MEETING, "kind": "cultural_event", "role_of_bangkok": "co_organized", "direction": "in_bangkok_event",
    "setting": "local", "organised_by": "co", "audience": ("citizens",), "knowledge_flow": "none",
    "output": "exhibition_or_event", "dimension": "arts_culture_creativity",
}  # fmt: skip
ASEAN, WIDER, TWO_CITIES = ("City:hanoi", "City:jakarta"), ("City:hanoi", "City:tokyo"), ("City:tokyo",)
NETWORK, BODY, EMBASSY = ("Organization:mgmac",), ("Organization:worldbank",), ("Embassy:emb-jpn",)


@pytest.fixture(scope="module")
def around(assembly: Assembly) -> Batch:
    """All that an activity may touch, and no activity."""
    nodes = [node for label in _AROUND for node in assembly.store.nodes(label)]
    return Batch(nodes, [edge for verb in _BETWEEN for edge in assembly.store.edges(verb)])


def links(
    around: Batch, activity: Properties, partners: tuple[str, ...] = (), themes: tuple[str, ...] = ()
) -> Links:
    """Give what the packaged rules link one activity to, with the mode; a project has none."""
    node = Node("Activity", "A1", {"status": "done", "confidence": "high", "by_council": False, **activity})
    edges = [Edge(node.id, "INVOLVES", partner) for partner in partners]
    edges += [Edge(node.id, "ABOUT", f"Theme:{theme}") for theme in themes]
    store: Store = MemoryStore()
    store.replace(Batch([*around.nodes, node], [*around.edges, *edges]))
    made = link_activities(store, read_rules()).edges
    return {edge.target: edge.text("mode") or "carries out" for edge in made}


def moved(found: Links, kpi: str) -> Links:
    """Narrow links to those that move a KPI."""
    moving = {key: mode for key, mode in found.items() if mode in ("meets", "produces evidence")}
    return {key.partition(f":{kpi}")[2] or kpi: mode for key, mode in moving.items() if f":{kpi}" in key}


# --- K1: an activity for people, not a subject code -----------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"audience": ("officials", "experts")},
        {"audience": ("unknown",)},
        {"organised_by": "other", "role_of_bangkok": "attended"},
        {"organised_by": "unknown"},
        {"direction": "outbound"},  # citizens of another city
        {"dimension": ""},
    ],
)
def test_k1_a_subject_code_alone_is_no_activity_for_citizens(around: Batch, change: Properties) -> None:
    assert moved(links(around, FAIR, TWO_CITIES), "1.3-1") == {"1.3-1": "meets"}
    assert moved(links(around, {**FAIR, **change}, TWO_CITIES), "1.3-1") == {}


@pytest.mark.parametrize(
    ("flow", "expected"),
    [("both", {"1.3-1": "meets"}), ("inward", {"1.3-1": "meets"}), ("outward", {}), ("unknown", {})],
)
def test_k1_young_people_abroad_count_where_knowledge_comes_to_bangkok(
    around: Batch, flow: str, expected: Links
) -> None:
    exchange = {
        **FAIR,
        "kind": "exchange_youth",
        "direction": "outbound",
        "setting": "bilateral",
        "audience": ("youth",),
        "knowledge_flow": flow,
    }
    assert moved(links(around, exchange, ("City:seoul",)), "1.3-1") == expected


# --- K2: a network is also a meeting of cities or international bodies -----------------------------


@pytest.mark.parametrize(
    ("partners", "setting", "expected"),
    [
        (NETWORK, "multilateral", {"/L1": "meets"}),
        (WIDER, "multilateral", {"/L1": "meets"}),
        (BODY, "multilateral", {"/L1": "meets"}),
        (EMBASSY, "multilateral", {}),  # embassies are neither cities nor international bodies
        (TWO_CITIES, "bilateral", {}),
        (WIDER, "unknown", {}),
        (BODY, "bilateral", {"/L1": "produces evidence"}),
    ],
)
def test_k2_a_network_activity_is_one_of_several_cities_or_bodies(
    around: Batch, partners: tuple[str, ...], setting: str, expected: Links
) -> None:
    assert moved(links(around, {**MEETING, "setting": setting}, partners), "2.3-1") == expected


def test_k2_an_asean_activity_is_one_of_several_cities(around: Batch) -> None:
    assert moved(links(around, MEETING, ASEAN), "2.1-1") == {"/L1": "meets"}
    assert moved(links(around, {**MEETING, "setting": "bilateral"}, ("City:hanoi",)), "2.1-1") == {}
    assert moved(links(around, MEETING, WIDER), "2.1-1") == {}


# --- K3: a role satisfies every rung below it ------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "asean", "network"),
    [
        ("received", 0, 0), ("unknown", 0, 0), ("attended", 1, 1), ("initiated_issue", 2, 1),
        ("co_organized", 3, 2), ("drove", 4, 2), ("main_host", 3, 3), ("led_issue", 5, 2),
    ],
)  # fmt: skip
def test_k3_a_role_satisfies_every_rung_up_to_its_own(
    around: Batch, role: str, asean: int, network: int
) -> None:
    found = links(around, {**MEETING, "role_of_bangkok": role}, ASEAN)
    assert list(moved(found, "2.1-1")) == [f"/L{n}" for n in range(1, asean + 1)]
    assert list(moved(found, "2.3-1")) == [f"/L{n}" for n in range(1, network + 1)]


# --- K4: work whose paper would be the evidence ----------------------------------------------------


def test_k4_a_signed_paper_on_economy_would_be_evidence_of_business_cooperation(around: Batch) -> None:
    signing = {
        **MEETING,
        "kind": "signing",
        "setting": "bilateral",
        "organised_by": "co",
        "role_of_bangkok": "co_organized",
        "output": "agreement",
    }
    found = links(around, signing, TWO_CITIES, ("economy", "culture"))
    assert moved(found, "1.1-1") == {"/L3": "produces evidence"}
    assert moved(links(around, signing, TWO_CITIES, ("culture",)), "1.1-1") == {}
    talk = {**signing, "kind": "visit_inbound", "output": "none_stated"}
    assert links(around, talk, TWO_CITIES, ("trade_investment",))["Kpi:1.1-1"] == "enables"


def test_k4_knowledge_brought_home_or_passed_on_would_be_evidence(around: Batch) -> None:
    visit = {**MEETING, "kind": "visit_outbound", "setting": "bilateral", "knowledge_flow": "inward"}
    assert moved(links(around, visit, TWO_CITIES), "1.2-1") == {"/L1/a": "produces evidence"}
    assert moved(links(around, {**visit, "knowledge_flow": "unknown"}, TWO_CITIES), "1.2-1") == {}
    workshop = {
        **MEETING,
        "organised_by": "co",
        "role_of_bangkok": "co_organized",
        "knowledge_flow": "both",
        "direction": "in_bangkok_event",
        "dimension": "global_knowledge",
    }
    assert moved(links(around, workshop, TWO_CITIES), "1.2-1") == {"/L2/a": "produces evidence"}
    public = {**workshop, "audience": ("citizens", "officials")}
    assert moved(links(around, public, TWO_CITIES), "1.2-1") == {}


def test_k4_every_kpi_has_a_rule_that_moves_it_or_the_reason_why_none_is_written(assembly: Assembly) -> None:
    rules = read_rules()
    moving = {rule.owner for rule in rules.rules if rule.moves}
    kpis = {node.id for node in assembly.store.nodes("Kpi")}
    assert kpis - moving == {key for key in rules.unwritten if key.startswith("Kpi:")}


# --- K5: projects ----------------------------------------------------------------------------------


def test_k5_every_project_has_a_rule_or_the_reason_why_none_is_written(assembly: Assembly) -> None:
    rules = read_rules()
    ruled = {rule.target for rule in rules.rules if rule.links_to_project}
    projects = {node.id for node in assembly.store.nodes("Project")}
    assert projects - ruled == {key for key in rules.unwritten if key.startswith("Project:")}
    assert all(reason.th and reason.en for reason in rules.unwritten.values())


def test_k5_planting_trees_with_an_ambassador_connects_no_foreign_community(around: Batch) -> None:
    planting = {**FAIR, "audience": ("diplomats", "officials"), "dimension": ""}
    assert links(around, planting, EMBASSY) == {}
    festival = {**FAIR, "audience": ("citizens", "foreign_community")}
    assert links(around, festival, EMBASSY)["Project:P18"] == "carries out"


# --- K6: recognition is not taking part -------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [{"kind": "other"}, {"output": "award"}, {"direction": "unknown"}],
    ids=["an entry in a list", "an award", "nothing tells who went where"],
)
def test_k6_recognition_is_not_taking_part(around: Batch, change: Properties) -> None:
    assert moved(links(around, MEETING, NETWORK), "2.3-1") == {"/L1": "meets"}
    found = links(around, {**MEETING, **change}, NETWORK)
    assert "Project:P19" not in found
    assert (moved(found, "2.3-1"), moved(found, "2.1-1")) == ({}, {})


def test_k6_an_award_for_an_event_is_no_event_for_citizens(around: Batch) -> None:
    assert moved(links(around, {**FAIR, "output": "award"}), "1.3-1") == {}


# --- K7: time ---------------------------------------------------------------------------------------


def test_k7_an_activity_across_the_plans_first_day_is_of_the_plan(around: Batch) -> None:
    across = {**MEETING, "start_on": "2022-09-28", "end_on": "2022-10-01"}
    assert moved(links(around, across, NETWORK), "2.3-1") == {"/L1": "meets"}
    assert set(links(around, {**across, "end_on": "2022-09-30"}, NETWORK).values()) == {"context"}


# --- Unknown moves nothing ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["organised_by", "audience", "knowledge_flow", "setting", "output"])
def test_no_rule_takes_unknown_for_an_answer(name: str) -> None:
    assert [rule.id for rule in read_rules().rules if "unknown" in rule.when.get(name, ())] == []
