"""The world network of twinned cities, where a user has one: places and pairs, kept beside the graph.

It is far larger than the graph, of other sources and never packaged; questions read it as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class WorldPlace:
    """One place of the network: its id there (a Wikidata id, or a local one), name and country (ISO 3)."""

    qid: str
    name: str
    country: str


@dataclass(frozen=True)
class Twinning:
    """One pair: the last year in which a source names it, and the codes of the sources."""

    last_seen: str
    sources: str


@dataclass(frozen=True)
class World:
    """The whole network: places by id, and for each place its twins with what attests the pair."""

    places: Mapping[str, WorldPlace]
    twins: Mapping[str, Mapping[str, Twinning]]
