"""A small graph to work cases by hand on."""

from __future__ import annotations

import random

import pytest

from graph.memory_store import MemoryStore
from graph.records import Batch, Edge, Node, Value
from tests.tie_graphs import reaching


class Sketch:
    """Records put down one by one; only what a case is about has to be named.

    The record reaches beyond every day that a case asks about, unless it says how far (`reaches`;
    empty: as far as the records put down).
    """

    def __init__(self) -> None:
        self.batch = Batch()
        self.reaches = "2100-12-31"
        self._node("City", "bangkok")
        self._node("Country", "THA", name="Thailand")

    def store(self, *, shuffled: int | None = None) -> MemoryStore:
        """Build the graph, with its records in an order of chance if asked."""
        nodes, edges = list(self.batch.nodes), list(self.batch.edges)
        nodes += [reaching(self.reaches)] if self.reaches else []
        if shuffled is not None:
            chance = random.Random(shuffled)
            chance.shuffle(nodes)
            chance.shuffle(edges)
        store = MemoryStore()
        store.replace(Batch(nodes, edges))
        return store

    def link(self, source: str, verb: str, target: str, **properties: Value) -> None:
        self.batch.add(edges=[Edge(source, verb, target, properties)])

    def plan(self) -> None:
        self._node("Plan", "bma-fa-2566", period="2566-2570")

    def region(self, key: str, *countries: str) -> str:
        region = self._node("Region", f"plan/{key}", name=key, scheme="plan")
        for country in countries:
            self.link(f"Country:{country}", "IN_REGION", region)
        return region

    def country(self, key: str, **properties: Value) -> str:
        return self._node("Country", key, name=key, **properties)

    def city(self, key: str, country: str = "", **properties: Value) -> str:
        city = self._node("City", key, **properties)
        if country:
            self.link(city, "IN_COUNTRY", f"Country:{country}")
        return city

    def agreement(self, key: str, partner: str, signed_on: str = "", **properties: Value) -> str:
        own: dict[str, Value] = {
            "kind": "mou",
            "counterpart": "executive",
            "status": "in_force",
            **properties,
        }
        if signed_on:
            own["signed_on"] = signed_on
        agreement = self._node("Agreement", key, **own)
        self.link(agreement, "WITH", partner)
        return agreement

    def activity(self, key: str, start_on: str, *partners: str, **properties: Value) -> str:
        own: dict[str, Value] = {
            "kind": "conference", "status": "done", "role_of_bangkok": "attended", "confidence": "high",
            "start_on": start_on, **properties,
        }  # fmt: skip
        activity = self._node("Activity", key, **own)
        for partner in partners:
            self.link(activity, "INVOLVES", partner, role="partner")
        return activity

    def network(self, key: str, *members: str, **membership: Value) -> str:
        network = f"Organization:{key}"
        if network not in {node.id for node in self.batch.nodes}:
            self._node("Organization", key, kind="city_network")
        for member in members:
            self.link(member, "MEMBER_OF", network, **membership)
        return network

    def claim(self, key: str, about: str, *concerned: str, **properties: Value) -> str:
        claim = self._node("Claim", key, subject_property=about, value=str(properties.pop("value", key)),
                           **properties)  # fmt: skip
        for record in concerned:
            self.link(claim, "CONCERNS", record)
        return claim

    def record(self, label: str, key: str, **properties: Value) -> str:
        return self._node(label, key, **properties)

    def change(self, node_id: str, **properties: Value) -> None:
        """Give a record put down before other properties."""
        (place,) = [place for place, node in enumerate(self.batch.nodes) if node.id == node_id]
        node = self.batch.nodes[place]
        self.batch.nodes[place] = Node(node.label, node.key, {**node.properties, **properties})

    def _node(self, label: str, key: str, **properties: Value) -> str:
        node = Node(label, key, {"name": key, **properties})
        self.batch.add([node])
        return node.id


@pytest.fixture
def sketch() -> Sketch:
    return Sketch()
