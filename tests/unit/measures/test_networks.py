"""Why a star is measured as a portfolio: network measures are constant on it."""

from __future__ import annotations

import networkx as nx
import pytest
from networkx.algorithms.community import greedy_modularity_communities, modularity

from queries.measures.divergence import ei_index


def test_karate_club_by_faction() -> None:
    club = nx.karate_club_graph()
    factions = nx.get_node_attributes(club, "club")
    internal = sum(1 for a, b in club.edges if factions[a] == factions[b])
    external = club.number_of_edges() - internal
    assert (external, internal) == (11, 67)
    assert ei_index(internal, external) == pytest.approx(-0.71795, abs=5e-6)
    assert nx.attribute_assortativity_coefficient(club, "club") == pytest.approx(0.71753, abs=5e-6)
    assert nx.degree_assortativity_coefficient(club) == pytest.approx(-0.47561, abs=5e-6)
    sides = [{n for n in club if factions[n] == side} for side in sorted(set(factions.values()))]
    assert modularity(club, sides, weight=None) == pytest.approx(0.35823, abs=5e-6)


def test_a_star_says_nothing_as_a_network() -> None:
    star = nx.star_graph(24)
    communities = [set(part) for part in greedy_modularity_communities(star)]
    assert nx.average_clustering(star) == 0
    assert nx.degree_assortativity_coefficient(star) == pytest.approx(-1)
    assert len(communities) == 1
    assert modularity(star, communities) == pytest.approx(0)
