from __future__ import annotations

from datetime import date

import pytest

from graph.errors import InputError
from graph.memory_store import MemoryStore
from graph.records import Batch, Edge, Node, known
from plan.making.linking import link_activities
from plan.making.rules import RuleSet, read_rules
from plan.making.situation import FIELDS, Situation

RULE = """
version = "1"
role_ladders = [["attended", "co_organized", "drove"], ["co_organized", "main_host"]]
[definition.in-bangkok.when]
direction = ["in_bangkok_event", "online"]
[[kpi]]
key = "k"
[[kpi.rule]]
id = "R-x"
on = "L1"
mode = "meets"
reason_th = "เพราะ"
reason_en = "because"
when = { role = ["attended", "main_host"], kind = "conference" }
"""
PROJECT_RULE = """
[[project]]
key = "P01"
[[project.rule]]
id = "R-P01"
reason_th = "เพราะ"
reason_en = "because"
when = { role = ["attended", "main_host"] }
"""
PLAN = Node("Plan", "bma-fa-2566", {"period": "2566-2570"})


def asking(more: str) -> str:
    """The rule with something more in its conditions."""
    return RULE.replace("when = {", f"when = {{ {more},")


def activity(key: str, **properties: str) -> Node:
    own = {"status": "done", "role_of_bangkok": "attended", "kind": "conference", "start_on": "2023-01-01"}
    return Node("Activity", key, known(**{**own, **properties}))


def link(rules: RuleSet, *activities: Node, edges: list[Edge] | None = None) -> dict[str, list[Edge]]:
    kpi = Node("Kpi", "k", {"kind": "level"})
    batch = Batch(
        [
            PLAN,
            kpi,
            Node("Level", "k/L1", {"level": 1}),
            Node("Criterion", "k/L1/a"),
            Node("Project", "P01"),
            *activities,
        ],
        edges or [],
    )
    store = MemoryStore()
    store.replace(batch)
    made = link_activities(store, rules)
    return {a.id: [edge for edge in made.edges if edge.source == a.id] for a in activities}


def refusal(text: str) -> InputError:
    with pytest.raises(InputError) as caught:
        read_rules(text)
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("role =", "rank =", "rank"),
        ("role =", "suggested_tactic =", "suggested_tactic"),
        ("main_host", "mainhost", "main_host"),
        ("role =", "role_at_least =", "role_at_least = attended, main_host"),
        ('role = ["attended", "main_host"]', 'role_at_least = "received"', "attended, co_organized"),
        ('mode = "meets"', 'mode = "proves"', "proves"),
        ('mode = "meets"', "", "mode"),
        ('on = "L1"', 'onn = "L1"', "onn"),
        ('reason_th = "เพราะ"', "", "reason_th"),
        ('when = { role = ["attended", "main_host"], kind = "conference" }', "when = 3", "when"),
        ('on = "L1"', 'on = "L1"\nis = ["abroad"]', "in-bangkok"),
        ("when = {", 'is = ["in-bangkok"]\nwhen = { direction = "outbound",', "when.direction x 2"),
    ],
)
def test_a_wrong_rule_is_named_with_what_is_wrong(old: str, new: str, named: str) -> None:
    assert old in RULE
    error = refusal(RULE.replace(old, new))
    assert error.code == "rule-invalid"
    assert "R-x" in error.text.en
    assert named in error.text.en
    assert "R-x" in error.text.th


NO_RULE = "[[no_rule]]\nof = 'Kpi:k'\nreason_th = 'ก'\nreason_en = 'b'\n"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (RULE + PROJECT_RULE.replace("R-P01", "R-x"), "R-x"),
        (RULE + "[[rule]]\nid = 'R-y'\n", "rule"),
        (RULE.replace('key = "k"', ""), "key"),
        (NO_RULE.replace("reason_th = 'ก'", ""), "reason_th"),
        (RULE + NO_RULE, "R-x"),
    ],
    ids=["an id twice", "a rule under nothing", "no key", "a reason in one language", "a rule and none"],
)
def test_a_file_that_is_not_whole_is_refused(text: str, named: str) -> None:
    assert named in refusal(text).text.en


def test_bad_toml_is_an_input_error() -> None:
    assert refusal("[[rule]\nid=").code == "rules-unreadable"


def test_a_target_that_the_plan_lacks_is_named() -> None:
    with pytest.raises(InputError) as caught:
        link(read_rules(RULE.replace('"L1"', '"L9"')), activity("A1"))
    assert caught.value.params == {"rule": "R-x", "detail": "Level:k/L9"}


def test_a_reason_for_no_rule_is_held_by_what_it_is_of() -> None:
    held = read_rules(NO_RULE)
    assert {key: reason.en for key, reason in held.unwritten.items()} == {"Kpi:k": "b"}
    with pytest.raises(InputError) as caught:
        link(read_rules(NO_RULE.replace("Kpi:k", "Kpi:m")))
    assert caught.value.params["detail"] == "Kpi:m"


@pytest.mark.parametrize("asked", ['partner = "City:tokio"', 'theme = "weather"'])
def test_a_record_that_the_graph_lacks_is_named(asked: str) -> None:
    with pytest.raises(InputError) as caught:
        link(read_rules(asking(asked)), activity("A1"))
    assert str(caught.value.params["detail"]).endswith(("tokio", "weather"))


def test_a_rule_holds_when_every_line_holds() -> None:
    found = link(
        read_rules(RULE), activity("A1"), activity("A2", role_of_bangkok="main_host"),
        activity("A3", role_of_bangkok="received"), activity("A4", kind="project"),
    )  # fmt: skip
    assert {key: len(edges) for key, edges in found.items()} == {
        "Activity:A1": 1, "Activity:A2": 1, "Activity:A3": 0, "Activity:A4": 0,
    }  # fmt: skip
    (edge,) = found["Activity:A1"]
    assert (edge.type, edge.target) == ("SUPPORTS", "Level:k/L1")
    assert edge.properties == {
        "origin": "rule", "rule": "R-x", "reason_th": "เพราะ", "reason_en": "because", "mode": "meets",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("role", "holds"),
    [("attended", False), ("co_organized", True), ("drove", True), ("main_host", True), ("received", False)],
)
def test_a_rule_names_the_least_role(role: str, *, holds: bool) -> None:
    least = RULE.replace('role = ["attended", "main_host"]', 'role_at_least = "co_organized"')
    assert bool(link(read_rules(least), activity("A1", role_of_bangkok=role))["Activity:A1"]) is holds


def test_what_a_group_or_a_definition_asks_is_asked_of_its_rules_and_of_nothing_beside() -> None:
    beside = """
[[kpi.beside]]
id = "R-beside"
reason_th = "ข้าง"
reason_en = "beside"
when = { kind = "conference" }
"""
    shared = RULE.replace('key = "k"', "key = 'k'\nis = 'in-bangkok'\nunless = { output = 'award' }") + beside
    event = activity("A1", direction="in_bangkok_event")
    found = link(
        read_rules(shared),
        event,
        activity("A2", direction="outbound"),
        activity("A3", direction="online", output="award"),
    )
    assert {key: [(e.target, e.properties["mode"]) for e in edges] for key, edges in found.items()} == {
        "Activity:A1": [("Level:k/L1", "meets")],  # what moves the KPI stands for what is beside it
        "Activity:A2": [("Kpi:k", "enables")],
        "Activity:A3": [("Kpi:k", "enables")],
    }


def test_of_two_rules_on_one_level_the_stronger_links() -> None:
    second = RULE[RULE.index("[[kpi.rule]]") :].replace("R-x", "R-y")
    weaker = RULE.replace('mode = "meets"', 'mode = "produces evidence"') + second
    assert [e.properties["rule"] for e in link(read_rules(weaker), activity("A1"))["Activity:A1"]] == ["R-y"]
    assert [e.properties["rule"] for e in link(read_rules(RULE + second), activity("A1"))["Activity:A1"]] == [
        "R-x"
    ]


def test_defaults_stand_unless_the_rule_says_otherwise() -> None:
    defaults = RULE + '[defaults]\nstatus = ["done"]\n'
    planned = activity("A1", status="planned")
    assert link(read_rules(RULE), planned)["Activity:A1"]
    assert not link(read_rules(defaults), planned)["Activity:A1"]
    own = asking('status = ["planned"]') + '[defaults]\nstatus = ["done"]\n'
    assert link(read_rules(own), planned)["Activity:A1"]


@pytest.mark.parametrize(
    ("start", "end", "mode"),
    [
        ("2022-09-30", "", "context"),
        ("2022-10-01", "", "meets"),
        ("2022-09-28", "2022-10-01", "meets"),
        ("2022-09", "", "context"),
        ("2021", "", "context"),
        ("2022", "", "meets"),  # may be inside; the assessment still asks for a sure day
    ],
)
def test_an_activity_before_the_plan_is_context(start: str, end: str, mode: str) -> None:
    (edge,) = link(read_rules(RULE), activity("A1", start_on=start, end_on=end))["Activity:A1"]
    assert edge.properties["mode"] == mode


@pytest.mark.parametrize(
    ("line", "start", "end", "holds"),
    [
        ('since = "2023-01-01"', "2023-01-01", "", True),
        ('since = "2023-01-02"', "2023-01-01", "", False),
        ('since = "2566-01"', "2023-01", "", True),
        ('since = "2023-02"', "2023", "", False),  # not surely
        ('until = "2023"', "2023", "", True),
        ('until = "2566-10"', "2023-11-01", "", False),
        ('since = "2023-01", until = "1/2/2566"', "2023-02-01", "", True),
        ('since = "2023-10-01"', "2023-09-28", "2023-10-04", True),
        ('until = "2023-09-30"', "2023-09-28", "2023-10-04", True),
        ('since = "2023-10-05", until = "2023-10-06"', "2023-09-28", "2023-10-04", False),
    ],
)
def test_k7_a_rule_reads_dates_as_the_years_do_any_day_counts(
    line: str, start: str, end: str, *, holds: bool
) -> None:
    found = link(read_rules(asking(line)), activity("A1", start_on=start, end_on=end))
    assert bool(found["Activity:A1"]) is holds


def test_a_date_that_is_none_is_named() -> None:
    error = refusal(asking('since = "1/10/65"'))
    assert (error.code, "when.since" in error.text.en, "R-x" in error.text.en) == ("rule-invalid", True, True)


def test_conditions_on_networks_ask_of_the_same_partner() -> None:
    joined = Node("Organization", "c40", {"kind": "city_network", "relation": "member"})
    other = Node("Organization", "x", {"kind": "city_network", "relation": "partner"})
    office = Node("Organization", "y", {"kind": "un_body", "relation": "member"})
    one = activity("A1")
    store = MemoryStore()
    for partners, relations, networks in (
        ([joined], {"member"}, {"Organization:c40"}),
        ([other, office], {"partner"}, {"Organization:x"}),
    ):
        edges = [Edge(one.id, "INVOLVES", partner.id) for partner in partners]
        place = Edge(one.id, "HELD_IN", "Country:JPN")
        store.replace(Batch([one, *partners, Node("Country", "JPN")], [*edges, place]))
        situation = Situation.of(store, one)
        assert situation.values["network_relation"] == relations
        assert situation.values["network"] == networks
        assert situation.values["held_in"] == {"Country:JPN"}


def test_a_rule_may_lead_to_a_criterion() -> None:
    rules = read_rules(RULE.replace('"L1"', '"L1/a"'))
    assert [e.target for e in link(rules, activity("A1"))["Activity:A1"]] == ["Criterion:k/L1/a"]


def test_an_early_activity_carries_out_no_project() -> None:
    rules = read_rules(PROJECT_RULE)
    found = link(rules, activity("A1", start_on="2022-09-30"), activity("A2"))
    assert found["Activity:A1"] == []
    assert [edge.type for edge in found["Activity:A2"]] == ["CARRIES_OUT"]


def test_an_undated_activity_is_not_linked() -> None:
    assert link(read_rules(RULE), activity("A1", start_on=""))["Activity:A1"] == []


def test_the_guessed_tactic_is_no_field_and_changes_nothing() -> None:
    assert not [name for name in FIELDS if "suggest" in name or "tactic" in name]
    guessed = Node("Activity", "A1", {**activity("A1").properties, "suggested_tactics": ("2.1",)})
    assert link(read_rules(RULE), guessed) == link(read_rules(RULE), activity("A1"))


def test_regions_are_those_of_partners_and_named_countries() -> None:
    nodes = [
        activity("A1"),
        Node("City", "hanoi"),
        Node("Country", "VNM"),
        Node("Country", "JPN"),
        Node("Country", "THA"),
    ]
    regions = [Node("Region", f"plan/{key}", {"scheme": "plan"}) for key in ("asean", "east-asia")]
    edges = [
        Edge("City:hanoi", "IN_COUNTRY", "Country:VNM"),
        Edge("Country:VNM", "IN_REGION", "Region:plan/asean"),
        Edge("Country:JPN", "IN_REGION", "Region:plan/east-asia"),
        Edge("Country:THA", "IN_REGION", "Region:plan/asean"),
        Edge("Activity:A1", "INVOLVES", "City:hanoi"), Edge("Activity:A1", "INVOLVES", "Country:THA"),
    ]  # fmt: skip
    store = MemoryStore()
    store.replace(Batch([*nodes, *regions], edges))
    assert Situation.of(store, nodes[0]).asean_reach == "only"
    store.replace(Batch([*nodes, *regions], [*edges, Edge("Activity:A1", "INVOLVES", "Country:JPN")]))
    assert Situation.of(store, nodes[0]).asean_reach == "partly"
    store.replace(Batch([*nodes, *regions], edges[:4]))
    assert Situation.of(store, nodes[0]).asean_reach == "none"


def test_no_packaged_rule_moves_a_level_for_receiving_a_visitor() -> None:
    for rule in read_rules().rules:
        if rule.moves and rule.target.startswith(("Level:", "Kpi:2.1-1")):
            assert "received" not in rule.when.get("role", ()), rule.id


def test_packaged_rules_have_reasons_and_ids_of_their_own() -> None:
    rules = read_rules()
    assert date.fromisoformat(rules.version)
    assert len({rule.id for rule in rules.rules}) == len(rules.rules) > 0
    assert all(rule.reason_th and rule.reason_en for rule in rules.rules)
