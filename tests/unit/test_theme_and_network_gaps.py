"""Gaps of themes and of memberships: which facts they have, by hand on small graphs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from queries.facts.landscape import Landscape
from queries.facts.memberships import BANGKOK
from queries.gaps.network_gaps import is_unused, network_gap
from queries.gaps.reasons import Fact, Facts
from queries.gaps.theme_gaps import ThemeGround, theme_gap

if TYPE_CHECKING:
    from tests.unit.conftest import Sketch

AS_OF = date(2024, 6, 30)


def values(fact: Fact) -> dict[str, str]:
    return {name: getattr(value, "en", str(value)) for name, value in fact.values.items()}


def ground_of(sketch: Sketch) -> ThemeGround:
    return ThemeGround(Landscape(sketch.store(), AS_OF))


def theme_facts(sketch: Sketch, theme: str) -> Facts:
    ground = ground_of(sketch)
    node = ground.land.store.node(f"Theme:{theme}")
    assert node is not None
    return theme_gap(ground, node).facts


def is_gap(sketch: Sketch, theme: str) -> bool:
    ground = ground_of(sketch)
    node = ground.land.store.node(f"Theme:{theme}")
    assert node is not None
    return ground.is_gap(node)


@pytest.fixture
def world(sketch: Sketch) -> Sketch:
    """A tie in ASEAN and one outside, and three themes: two of one field of the plan, one of none."""
    sketch.plan()
    sketch.country("VNM", asean_since="1995-07-28", capital="City:hanoi", leading_city="City:hcmc")
    sketch.country("JPN")
    sketch.agreement("with-hanoi", sketch.city("hanoi", "VNM"), "2004")
    sketch.agreement("with-tokyo", sketch.city("tokyo", "JPN"), "2010")
    sketch.city("hcmc", "VNM")
    for theme in ("water", "waste"):
        sketch.record("Theme", theme, plan_field="sustainable_development")
    sketch.record("Theme", "sport")
    return sketch


def meet(sketch: Sketch, key: str, start: str, partner: str, theme: str) -> None:
    sketch.link(sketch.activity(key, start, partner), "ABOUT", f"Theme:{theme}")


@pytest.mark.parametrize(("contacts", "gap"), [(0, True), (3, True), (4, False)])
def test_a_theme_of_a_field_of_the_plan_is_a_gap_up_to_three_contacts(
    contacts: int, gap: bool, world: Sketch
) -> None:
    for day in range(1, contacts + 1):
        meet(world, f"inside-{day}", f"2023-01-0{day}", "City:tokyo", "water")
    meet(world, "before", "2022-09-30", "City:tokyo", "water")
    assert is_gap(world, "water") is gap
    assert not is_gap(world, "sport")
    facts = theme_facts(world, "water")
    assert ("theme-empty" in facts, "theme-thin" in facts) == (contacts == 0, contacts > 0)


def test_a_theme_is_told_of_asean_of_its_last_contact_and_of_others_of_its_field(world: Sketch) -> None:
    nothing = theme_facts(world, "water")
    assert {"theme-empty", "theme-no-document", "theme-no-way", "theme-silence"} <= nothing.keys()
    assert (
        not {"theme-without-asean", "theme-contact", "theme-field-served", "theme-uncoded"} & nothing.keys()
    )
    meet(world, "visit", "2024-01-01", "City:tokyo", "water")
    facts = theme_facts(world, "water")
    assert values(facts["theme-without-asean"]) == {"count": "1"}
    assert values(facts["theme-contact"]) == {"what": "visit", "last": "1 Jan 2024"}
    assert "theme-asean-tie" not in facts  # none is surely active
    assert values(facts["theme-silence"]) == {"count": "1"}
    assert values(theme_facts(world, "waste")["theme-field-served"]) == {
        "field": "sustainable development", "names": "water", "most": "1",
    }  # fmt: skip
    meet(world, "call", "2024-02-01", "City:hanoi", "water")
    facts = theme_facts(world, "water")
    assert "theme-without-asean" not in facts
    assert values(facts["theme-asean-tie"]) == {"partner": "hanoi", "last": "1 Feb 2024"}
    world.activity("bare", "2024-03-01", "City:tokyo")
    facts = theme_facts(world, "water")
    assert (values(facts["theme-uncoded"]), "theme-silence" in facts) == ({"count": "1"}, False)


def test_the_document_on_a_theme_is_that_of_asean_else_the_newest(world: Sketch) -> None:
    world.link("Agreement:with-tokyo", "ABOUT", "Theme:water")
    one = theme_facts(world, "water")
    assert values(one["theme-document"])["document"] == "with-tokyo"
    assert {"theme-one-document", "theme-documents-asleep"} <= one.keys()
    world.link("Agreement:with-hanoi", "ABOUT", "Theme:water")
    meet(world, "call", "2024-02-01", "City:hanoi", "sport")
    two = theme_facts(world, "water")
    assert values(two["theme-document"])["document"] == "with-hanoi"
    assert values(two["theme-documents-asleep"]) == {"count": "1", "of": "2"}
    assert not {"theme-one-document", "theme-no-document"} & two.keys()


def test_a_document_with_two_partners_is_one_document_and_asleep_when_both_are(world: Sketch) -> None:
    world.agreement("with-both", "City:tokyo", "2012")
    world.link("Agreement:with-both", "WITH", "City:hanoi")
    world.link("Agreement:with-both", "ABOUT", "Theme:water")
    both = theme_facts(world, "water")
    assert values(both["theme-document"])["documents"] == "1"
    assert "theme-one-document" in both
    assert values(both["theme-documents-asleep"]) == {"count": "1", "of": "1"}
    meet(world, "call", "2024-02-01", "City:tokyo", "sport")
    assert "theme-documents-asleep" not in theme_facts(world, "water")


def test_a_theme_cites_the_kpis_that_its_contacts_bear_on(world: Sketch) -> None:
    meet(world, "visit", "2024-01-01", "City:tokyo", "water")
    world.link(world.record("Level", "1.3-1/L1"), "PART_OF", world.record("Kpi", "1.3-1"))
    world.link("Activity:visit", "SUPPORTS", "Level:1.3-1/L1", mode="context")
    assert "theme-moves" not in theme_facts(world, "water")
    world.link("Activity:visit", "SUPPORTS", "Kpi:1.3-1", mode="meets")
    moves = theme_facts(world, "water")["theme-moves"]
    assert (values(moves), moves.cites) == ({"count": "1", "kpis": "1.3-1"}, ("Kpi:1.3-1",))


def network_facts(sketch: Sketch, network: str) -> Facts:
    land = Landscape(sketch.store(), AS_OF)
    return network_gap(land, land.memberships.networks(BANGKOK)[network]).facts


@pytest.mark.parametrize(("start", "unused"), [("2022-09-30", True), ("2022-10-01", False)])
def test_a_membership_is_unused_without_a_contact_in_the_plan_s_years(
    start: str, unused: bool, world: Sketch
) -> None:
    network = world.network("n", BANGKOK)
    world.activity("met", start, network)
    assert is_unused(Landscape(world.store(), AS_OF), network) is unused


def test_a_membership_is_told_whom_it_leads_to(world: Sketch) -> None:
    network = world.network("n", BANGKOK, list_year="2020")
    assert not {"network-asean", "network-asleep", "network-partners"} & network_facts(world, network).keys()
    world.network("n", "City:hcmc", "City:tokyo")
    facts = network_facts(world, network)
    assert values(facts["network-asean"]) == {"count": "1", "of": "2"}
    assert values(facts["network-asleep"]) == {"names": "tokyo"}
    assert values(facts["network-partners"]) == {"count": "1", "n": "2"}
    assert "network-active-partner" not in facts
    world.activity("visit", "2024-01-01", "City:tokyo")
    facts = network_facts(world, network)
    assert "network-asleep" not in facts
    assert values(facts["network-active-partner"]) == {"partner": "tokyo", "last": "1 Jan 2024"}


def test_a_network_in_use_stands_for_one_of_which_it_has_more_than_half(world: Sketch) -> None:
    idle = world.network("idle", BANGKOK, "City:tokyo", "City:hanoi", list_year="2020")
    used = world.network("used", BANGKOK, "City:tokyo", list_year="2020")
    world.activity("met", "2024-01-01", used)
    assert "network-overlap" not in network_facts(world, idle)  # one of two is half
    world.network("used", "City:hanoi")
    assert values(network_facts(world, idle)["network-overlap"]) == {
        "count": "2", "of": "2", "other": "used", "last": "1 Jan 2024",
    }  # fmt: skip


@pytest.mark.parametrize(("list_year", "old"), [("2018", True), ("2019", False), ("", False)])
def test_an_old_list_speaks_against_a_membership(list_year: str, old: bool, world: Sketch) -> None:
    listed = {"list_year": list_year} if list_year else {}
    facts = network_facts(world, world.network("n", BANGKOK, **listed))
    assert ("network-old-list" in facts) is old
    assert ("network-list" in facts, "network-list-undated" in facts) == (bool(list_year), not list_year)


@pytest.mark.parametrize(("start", "told"), [("2022-09-30", False), ("2022-10-01", True)])
def test_a_record_that_does_not_count_is_told_where_it_bears_on_the_plan_s_years(
    start: str, told: bool, world: Sketch
) -> None:
    network = world.network("n", BANGKOK)
    world.activity("doubtful", start, network, confidence="low")
    facts = network_facts(world, network)
    assert ("unconfirmed" in facts, "newer-uncounted" in facts) == (told, told)


def test_a_membership_is_told_its_last_contact_and_what_sources_disagree_on(world: Sketch) -> None:
    network = world.network("n", BANGKOK)
    assert not {"network-met-before", "network-disputed"} & network_facts(world, network).keys()
    world.activity("summit", "2012-05-01", network)
    world.claim("network-seat", "conflict", network)
    assert "network-disputed" not in network_facts(world, network)  # where its office sits is no reason
    world.claim("standing", "conflict", network)
    facts = network_facts(world, network)
    assert values(facts["network-met-before"]) == {"what": "summit", "last": "1 May 2012"}
    assert values(facts["network-disputed"]) == {"matter": "standing"}
