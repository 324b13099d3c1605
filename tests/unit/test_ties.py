from __future__ import annotations

from datetime import date

import pytest

from graph.memory_store import MemoryStore
from graph.records import Batch, Edge, Node, known
from queries.facts.ties import find_council_accords, find_friendly_ties, find_office_ties, find_ties

AS_OF = date(2023, 6, 30)


def agreement(key: str, **properties: str) -> Node:
    own = {"counterpart": "executive", "status": "in_force", "kind": "mou", **properties}
    return Node("Agreement", key, known(**own))


def store_of(*agreements: Node, counted_by_office: bool = False) -> MemoryStore:
    city = Node("City", "x", {"name": "X", "counted_by_office": counted_by_office})
    store = MemoryStore()
    store.replace(Batch([city, *agreements], [Edge(a.id, "WITH", city.id) for a in agreements]))
    return store


@pytest.mark.parametrize(
    ("signed_on", "counts"),
    [
        ("2023-06-30", True),
        ("2023-07-01", False),
        ("2023-06", True),
        ("2023-07", False),
        ("2022", True),
        ("2023", False),  # may be after the day
        ("", True),  # undated: always
    ],
)
def test_an_agreement_counts_from_the_last_day_its_date_can_mean(signed_on: str, counts: bool) -> None:
    assert bool(find_ties(store_of(agreement("a", signed_on=signed_on)), as_of=AS_OF)) is counts


@pytest.mark.parametrize(
    ("status", "counts"), [("in_force", True), ("unknown", True), ("lapsed", False), ("ended", False)]
)
def test_only_what_is_in_force_or_unknown_makes_a_tie(status: str, counts: bool) -> None:
    assert bool(find_ties(store_of(agreement("a", status=status)), as_of=AS_OF)) is counts


def test_a_lapsed_document_does_not_end_a_tie_that_has_another() -> None:
    store = store_of(agreement("a", status="lapsed", signed_on="2001"), agreement("b", signed_on="2010"))
    (tie,) = find_ties(store, as_of=AS_OF)
    assert [a.key for a in tie.agreements] == ["a", "b"]


def test_a_partner_with_two_agreements_is_one_tie() -> None:
    assert len(find_ties(store_of(agreement("a"), agreement("b")), as_of=AS_OF)) == 1


def test_a_council_is_no_tie() -> None:
    store = store_of(agreement("a", counterpart="council"))
    assert find_ties(store, as_of=AS_OF) == []
    assert [tie.counterpart for tie in find_council_accords(store, as_of=AS_OF)] == ["council"]


def test_an_undated_tie_has_no_beginning_and_stands_last() -> None:
    (tie,) = find_ties(store_of(agreement("a")), as_of=AS_OF)
    assert tie.since is None
    (tie,) = find_ties(store_of(agreement("a"), agreement("b", signed_on="2010-05")), as_of=AS_OF)
    assert tie.since is not None
    assert tie.since.isoformat() == "2010-05"
    assert [a.key for a in tie.agreements] == ["b", "a"]
    assert tie.records == ["City:x", "Agreement:b", "Agreement:a"]


def test_friendly_ties_are_sister_and_friendship_documents_that_count() -> None:
    assert find_friendly_ties(store_of(agreement("a", kind="mou")), as_of=AS_OF) == []
    for kind in ("sister_city", "friendship"):
        assert find_friendly_ties(store_of(agreement("a", kind=kind, status="unknown")), as_of=AS_OF)
        over = agreement("a", kind=kind, status="ended", ends_on="2023-06-30")
        assert find_friendly_ties(store_of(over), as_of=AS_OF) == []
        assert find_friendly_ties(store_of(over), as_of=date(2023, 6, 29))
        # A memorandum that runs on keeps the tie, and makes it no friendship.
        assert find_friendly_ties(store_of(over, agreement("b")), as_of=AS_OF) == []


def test_office_ties_are_those_the_office_counts() -> None:
    assert find_office_ties(store_of(agreement("a")), as_of=AS_OF) == []
    assert len(find_office_ties(store_of(agreement("a"), counted_by_office=True), as_of=AS_OF)) == 1
