from __future__ import annotations

from datetime import date

import pytest

from graph.errors import QuestionError
from graph.memory_store import MemoryStore
from graph.records import Batch, Edge, Node, known
from graph.texts import Label
from queries.facts.contact_records import merge_contacts, read_contacts
from queries.facts.standing import rank_standings, read_standings
from queries.facts.strength_cells import component_in_words
from queries.facts.tie_strength import Strength, StrengthRule, measure_strength
from tests.tie_graphs import reaching

# Two and four years of 365.25 days before are 1 January 2022 and 2020, to within a day.
AS_OF = date(2024, 1, 1)
ABOUT = {"m": ("climate", "water"), "n": ("climate",), "o": ("climate",), "p": ("culture",)}


def activity(
    key: str, start_on: str, *partners: str, **properties: str | bool
) -> tuple[list[Node], list[Edge]]:
    own = {
        "kind": "visit_inbound", "direction": "inbound", "status": "done", "role_of_bangkok": "received",
        "start_on": start_on, "confidence": "high",
    }  # fmt: skip
    node = Node("Activity", key, known(**{**own, **properties}))
    involved = [Edge(node.id, "INVOLVES", f"City:{partner}") for partner in partners or ("x",)]
    return [node], [*involved, *(Edge(node.id, "ABOUT", f"Theme:{name}") for name in ABOUT.get(key, ()))]


def agreement(key: str, kind: str, **properties: str) -> Node:
    return Node(
        "Agreement",
        key,
        known(**{"kind": kind, "status": "in_force", "counterpart": "executive", **properties}),
    )


def store_of(*activities: tuple[list[Node], list[Edge]], agreements: list[Node] | None = None) -> MemoryStore:
    edges = [edge for _, own in activities for edge in own]
    ends = {edge.target for edge in edges} | {"City:x"}
    nodes = [Node(end.partition(":")[0], end.partition(":")[2], {"name": end}) for end in sorted(ends)]
    signed = agreements or [agreement("a", "mou")]
    store = MemoryStore()
    store.replace(
        Batch(
            [*nodes, *signed, *(node for own, _ in activities for node in own), reaching("2100-12-31")],
            [*edges, *(Edge(each.id, "WITH", "City:x") for each in signed)],
        )
    )
    return store


def strength_of(
    *activities: tuple[list[Node], list[Edge]],
    agreements: list[Node] | None = None,
    rule: StrengthRule | None = None,
) -> Strength:
    store = store_of(*activities, agreements=agreements)
    (standing,) = read_standings(store, as_of=AS_OF, strength_rule=rule or StrengthRule())
    return standing.strength


def test_volume_decays_by_hand() -> None:
    # A signing (2) of today, a project (3) of two years ago at half its evidence, a call (1) of four.
    strength = strength_of(
        activity("m", "2024-01-01", kind="signing"),
        activity("n", "2022-01-01", kind="project", confidence="medium"),
        activity("o", "2020-01-01", kind="courtesy_call"),
    )
    assert strength.volume is not None
    assert strength.volume.low == pytest.approx(2 + 3 * 0.5 / 2 + 1 / 4, rel=1e-3)
    assert strength.volume.low == strength.volume.high


def test_the_half_life_can_be_set() -> None:
    strength = strength_of(activity("m", "2022-01-01"), rule=StrengthRule(half_life=1))
    assert strength.volume is not None
    assert strength.volume.low == pytest.approx(2 / 4, rel=1e-3)


@pytest.mark.parametrize("value", [0, -2, 101, float("nan")])
def test_a_half_life_that_gives_no_decay_is_refused(value: float) -> None:
    with pytest.raises(QuestionError) as caught:
        StrengthRule(half_life=value)
    assert caught.value.code == "half-life"


def test_a_partial_or_missing_date_widens_the_volume_and_the_recency() -> None:
    strength = strength_of(activity("m", "2022"), activity("n", ""))
    assert strength.volume is not None and strength.recency is not None
    assert strength.volume.low == pytest.approx(2 / 2, rel=1e-3)  # 1 January 2022; the undated one left out
    assert strength.volume.high == pytest.approx(2 / 2**0.5 + 2, rel=1e-2)  # 31 December 2022, and today
    assert strength.recency.low == 0
    assert strength.recency.high == pytest.approx(2, abs=0.01)
    assert (strength.contacts, strength.undated) == (1, 1)


def test_only_undated_contacts_are_not_enough_record() -> None:
    strength = strength_of(activity("m", ""))
    assert (strength.volume, strength.recency, strength.undated) == (None, None, 1)


def test_an_activity_is_shared_between_those_who_took_part() -> None:
    shared = activity("m", "2024-01-01", "x", "y", "z", "w", kind="network_meeting")
    strength = strength_of(shared)
    assert strength.volume is not None
    assert strength.volume.low == pytest.approx(2 / 4)
    contacts = read_contacts(store_of(shared), as_of=AS_OF)
    every = [measure_strength((), held, as_of=AS_OF).volume for held in contacts.values()]
    assert sum(volume.low for volume in every if volume is not None) == pytest.approx(2)
    assert len(merge_contacts(contacts.values())) == 1


def test_a_kind_without_a_weight_counts_as_other() -> None:
    strength = strength_of(activity("m", "2024-01-01", kind="regatta"))
    assert strength.volume is not None
    assert strength.volume.low == 1


def test_breadth_is_the_effective_number_of_themes() -> None:
    # climate 3, water 1, culture 1: exp of the entropy of 3/5, 1/5, 1/5.
    contacts = [activity(key, "2023-01-01") for key in "mnop"]
    assert strength_of(*contacts).breadth == pytest.approx(5 / 3**0.6)
    assert strength_of(*contacts[:2]).breadth is None


def test_reciprocity_is_the_smaller_over_the_larger() -> None:
    here = [activity("m", "2023-01-01"), activity("n", "2023-01-01", direction="in_bangkok_event")]
    there = activity("o", "2023-01-01", direction="outbound")
    elsewhere = [activity("p", "2023-01-01", direction="joint")]
    strength = strength_of(*here, there, *elsewhere)
    assert (strength.in_bangkok, strength.abroad, strength.reciprocity) == (2, 1, 0.5)
    assert strength_of(*here, *elsewhere).reciprocity is None


@pytest.mark.parametrize(
    ("agreements", "expected"),
    [
        ([agreement("a", "mou"), agreement("b", "sister_city")], "b"),
        ([agreement("a", "mou"), agreement("b", "sister_city", status="lapsed")], "a"),
        ([agreement("a", "mou", status="unknown"), agreement("b", "mou")], "b"),
        ([agreement("a", "mou"), agreement("b", "sister_city", status="ended", ends_on="2023-12-31")], "a"),
        ([agreement("a", "mou"), agreement("b", "sister_city", status="ended", ends_on="2024-01-02")], "b"),
    ],
)
def test_formality_is_the_strongest_document_that_counts(agreements: list[Node], expected: str) -> None:
    found = strength_of(agreements=agreements).agreement
    assert found is not None
    assert found.key == expected


def test_a_tie_with_too_few_contacts_takes_no_rank() -> None:
    few = store_of(activity("m", "2023-01-01"), activity("n", "2023-01-01"))
    assert rank_standings(read_standings(few, as_of=AS_OF), as_of=AS_OF) == {"City:x": None}
    enough = store_of(*(activity(key, "2023-01-01") for key in "mno"))
    rank = rank_standings(read_standings(enough, as_of=AS_OF), as_of=AS_OF)["City:x"]
    assert rank is not None
    assert (rank.rank, rank.best, rank.worst) == (1, 1, 1)


def test_a_component_in_words_has_one_decimal_and_its_unit() -> None:
    assert component_in_words("recency", 14.74) == Label("14.7 ปี", "14.7 years")
    assert component_in_words("breadth", 9.13) == Label("9.1 หัวข้อเทียบเท่า", "9.1 effective themes")
    assert component_in_words("volume", 0.0) == Label("0.0 ครั้ง (ถ่วงน้ำหนัก)", "0.0 weighted contacts")
    assert component_in_words("volume", 0.01) == Label("<0.1 ครั้ง (ถ่วงน้ำหนัก)", "<0.1 weighted contacts")
    thin = Label("ข้อมูลไม่เพียงพอ", "not enough data")
    assert component_in_words("reciprocity", thin) is thin
