from __future__ import annotations

import random
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from graph.errors import QuestionError
from graph.world import Twinning, World, WorldPlace
from queries.facts.memberships import BANGKOK, Membership, Memberships
from queries.facts.world_places import join_world
from queries.gaps.introductions import Chain, Reach, find_chains
from queries.questions.introducers import introducers
from queries.table import ABSENT
from tests.depth import seeds

if TYPE_CHECKING:
    from tests.unit.conftest import Sketch

AS_OF = date(2024, 6, 30)
PAIR = Twinning("2026", "wp2026")


def reach_of(
    networks: dict[str, list[str]], partners: set[str], twins: list[tuple[str, str]] | None = None
) -> Reach:
    members = {
        network: {city: Membership(city, network, None, None, ()) for city in cities}
        for network, cities in networks.items()
    }
    of: dict[str, dict[str, Membership]] = {}
    for network, held in members.items():
        for city, membership in held.items():
            of.setdefault(city, {})[network] = membership
    pairs: dict[str, dict[str, Twinning]] = {}
    for one, other in twins or []:
        pairs.setdefault(one, {})[other] = PAIR
        pairs.setdefault(other, {})[one] = PAIR
    return Reach(Memberships(of, members), pairs, partners)


def ways(chains: list[Chain]) -> list[list[str]]:
    return [[hop.end for hop in chain.hops] for chain in chains]


def test_a_partner_introduces_to_a_place_in_a_network_of_both() -> None:
    reach = reach_of({"n": ["p", "goal"], "m": ["q", "goal"], "o": ["p", "goal"]}, {"p", "q", "r"})
    chains = find_chains(reach, "goal")
    assert ways(chains) == [["p", "goal"], ["q", "goal"]]  # two networks before one
    assert [chain.reasons for chain in chains] == [2, 1]
    assert chains[0].hops[1].networks == ("n", "o")


def test_a_partner_needs_no_introduction_and_bangkok_is_no_goal() -> None:
    reach = reach_of({"n": ["p", "goal"]}, {"p", "goal"})
    assert ways(find_chains(reach, "goal")) == [["goal"]]
    assert find_chains(reach, BANGKOK) == []


def test_bangkok_does_not_stand_within_a_chain() -> None:
    reach = reach_of({"n": [BANGKOK, "goal"], "m": [BANGKOK, "p"]}, {"p"})
    assert find_chains(reach, "goal") == []


def test_only_the_shortest_chains_count() -> None:
    reach = reach_of({"n": ["p", "x"], "m": ["x", "goal"]}, {"p", "q"}, [("q", "y"), ("y", "goal")])
    assert ways(find_chains(reach, "goal")) == [["p", "x", "goal"], ["q", "y", "goal"]]
    shorter = reach_of({"n": ["p", "x"], "m": ["x", "goal"]}, {"p", "q"}, [("q", "goal")])
    assert ways(find_chains(shorter, "goal")) == [["q", "goal"]]


def test_a_place_that_nothing_joins_has_no_chain() -> None:
    assert find_chains(reach_of({"n": ["p", "x"], "m": ["goal"]}, {"p"}), "goal") == []


@pytest.mark.parametrize("seed", seeds(40))
def test_chains_are_those_of_networkx(seed: int) -> None:
    """Against all shortest paths of the plain graph, in which every network is a clique."""
    chance = random.Random(seed)
    cities = [f"c{number:02d}" for number in range(24)]
    networks = {f"n{n}": chance.sample(cities, chance.randint(0, 5)) for n in range(7)}
    pairs = [(one, other) for one, other in combinations(cities, 2) if chance.random() < 0.02]
    partners = set(chance.sample(cities, 4))
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(cities)
    plain.add_edges_from(pairs)
    for members in networks.values():
        plain.add_edges_from(combinations(members, 2))
    for goal in sorted(set(cities) - partners):
        near = {
            partner: nx.shortest_path_length(plain, partner, goal)
            for partner in partners
            if nx.has_path(plain, partner, goal)
        }
        expected = [
            path
            for partner, length in near.items()
            if length == min(near.values())
            for path in nx.all_shortest_paths(plain, partner, goal)
        ]
        found = ways(find_chains(reach_of(networks, partners, pairs), goal))
        assert sorted(found) == sorted(expected)


def wanted(sketch: Sketch) -> None:
    sketch.country("MYS", asean_since="1967-08-08", capital="City:kl", leading_city="City:kl")
    sketch.city("kl", "MYS")
    for partner in ("p", "q"):
        sketch.agreement(f"with-{partner}", sketch.city(partner), "2010")


def test_the_better_met_introducer_comes_first_among_equals(sketch: Sketch) -> None:
    wanted(sketch)
    sketch.network("n", "City:p", "City:q", "City:kl", list_year="2020")
    sketch.activity("met", "2023-01-01", "City:q")
    answer, hops = introducers(sketch.store(), as_of=AS_OF, to="kl")
    assert [getattr(row["introducer"], "en", "") for row in answer.rows] == ["q", "p"]
    assert "2 partners may be asked to introduce Bangkok to kl (1 go-between)" in answer.title.en
    by = [getattr(row["by"], "en", "") for row in hops.rows]
    assert by == ["tie", "shared network", "tie", "shared network"]
    assert [row["record"] for row in hops.rows[:2]] == ["Agreement:with-q", "Organization:n"]


def test_without_a_place_the_asean_cities_without_a_tie_are_asked_for(sketch: Sketch) -> None:
    wanted(sketch)
    (row,) = introducers(sketch.store(), as_of=AS_OF)[0].rows
    assert (getattr(row["goal"], "en", ""), row["introducer"]) == ("kl", ABSENT)
    sketch.agreement("with-kl", "City:kl", "2024-07-01")
    assert len(introducers(sketch.store(), as_of=AS_OF)[0].rows) == 1
    assert introducers(sketch.store(), as_of=date(2024, 7, 1))[0].rows == []


def test_the_world_network_joins_by_wikidata_id_or_by_a_name_of_its_own(sketch: Sketch) -> None:
    wanted(sketch)
    sketch.country("JPN")
    known = sketch.city("osaka", wikidata_qid="Q1")
    named = sketch.city("kobe", "JPN")
    sketch.city("springfield", "JPN")
    places = {
        "Q1": WorldPlace("Q1", "Osaka-shi", "JPN"), "X1": WorldPlace("X1", "Kobe", "JPN"),
        "X2": WorldPlace("X2", "springfield", "JPN"), "X3": WorldPlace("X3", "springfield", "JPN"),
    }  # fmt: skip
    world = World(places, {"Q1": {"X1": PAIR}, "X1": {"Q1": PAIR}})
    joined = join_world(sketch.store(), world)
    assert joined.twins == {known: {named: PAIR}, named: {known: PAIR}}
    assert set(joined.names) == {"world:X2", "world:X3"}  # one name, two places: neither is the city


def test_a_place_under_another_wikidata_id_is_another_place(sketch: Sketch) -> None:
    sketch.country("JPN")
    sketch.city("kobe", "JPN", wikidata_qid="Q48320")
    elsewhere = World({"Q9": WorldPlace("Q9", "Kobe", "JPN")}, {})
    assert set(join_world(sketch.store(), elsewhere).names) == {"world:Q9"}
    without_id = World({"X9": WorldPlace("X9", "Kobe", "JPN")}, {})
    assert join_world(sketch.store(), without_id).names == {}


def test_a_partners_own_twinning_introduces_to_a_place_the_graph_does_not_have(sketch: Sketch) -> None:
    wanted(sketch)
    sketch.country("JPN")
    sketch.city("kobe", "JPN")
    sketch.agreement("with-kobe", "City:kobe", "2010")
    places = {"X1": WorldPlace("X1", "Kobe", "JPN"), "X2": WorldPlace("X2", "Riga", "LVA")}
    world = World(places, {"X1": {"X2": PAIR}, "X2": {"X1": PAIR}})
    answer, hops = introducers(sketch.store(), as_of=AS_OF, to="Riga", world=world)
    assert getattr(answer.rows[0]["chain"], "en", "") == "bangkok → kobe → Riga"
    assert getattr(hops.rows[1]["evidence"], "en", "") == "sources wp2026"
    with pytest.raises(QuestionError) as caught:
        introducers(sketch.store(), as_of=AS_OF, to="Rega", world=world)
    assert "Riga" in caught.value.text.en


def test_living_ties_go_before_those_that_sleep_whatever_networks_they_share(sketch: Sketch) -> None:
    wanted(sketch)
    for network in ("n1", "n2"):
        sketch.network(network, "City:p", "City:kl")
    sketch.network("n3", "City:q", "City:kl")
    sketch.activity("met", "2022-07-01", "City:q")  # 24 months ago at most: active
    answer, _ = introducers(sketch.store(), as_of=AS_OF, to="kl")
    assert [getattr(row["introducer"], "en", "") for row in answer.rows] == ["q", "p"]
    answer, _ = introducers(sketch.store(), as_of=date(2027, 7, 2), to="kl")  # both sleep: networks decide
    assert [getattr(row["introducer"], "en", "") for row in answer.rows] == ["p", "q"]


def test_the_direct_way_is_named_before_any_go_between(sketch: Sketch) -> None:
    wanted(sketch)
    sketch.network("n", BANGKOK, "City:p", "City:kl")
    sketch.activity("met", "2023-01-01", "City:kl")
    answer, _ = introducers(sketch.store(), as_of=AS_OF, to="kl")
    assert answer.title.en.startswith("Bangkok itself shares 1 network with kl and has 1 contact there")
