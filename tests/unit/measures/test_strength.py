from __future__ import annotations

from random import Random

import pytest

from queries.measures.strength import Contact, Rank, decayed_volume, rank_ranges, reciprocity

WEIGHTS = {"visit": 3.0, "signing": 5.0, "letter": 1.0}
REFERENCE = [Contact(0.5, "visit"), Contact(1, "signing"), Contact(4, "letter")]


def test_decay_reference_number() -> None:
    assert decayed_volume(REFERENCE, WEIGHTS) == pytest.approx(6.308223, abs=5e-7)


@pytest.mark.parametrize(
    ("contacts", "half_life", "volume"),
    [
        ([Contact(0, "signing")], 2, 5),  # today counts whole
        ([Contact(2, "visit")], 2, 1.5),  # one half-life: half
        ([Contact(2, "visit")], 1, 0.75),  # two half-lives: a quarter
        ([Contact(6, "visit"), Contact(6, "letter")], 3, 1),  # (3 + 1) / 4
        ([Contact(2, "visit", evidence=0.5)], 2, 0.75),  # reported, not confirmed
        ([Contact(0, "visit", members=6)], 2, 0.5),  # a network meeting of six
    ],
)
def test_decay_by_hand(contacts: list[Contact], half_life: float, volume: float) -> None:
    assert decayed_volume(contacts, WEIGHTS, half_life=half_life) == pytest.approx(volume)


def test_no_record_is_not_zero() -> None:
    assert decayed_volume([], WEIGHTS) is None


def test_what_is_no_contact_is_refused() -> None:
    for bad in ({"age": -0.1}, {"age": 1, "evidence": 1.5}, {"age": 1, "members": 0}, {"age": float("nan")}):
        with pytest.raises(ValueError, match="no contact"):
            Contact(kind="visit", **bad)
    with pytest.raises(ValueError, match="half-life"):
        decayed_volume(REFERENCE, WEIGHTS, half_life=0)
    with pytest.raises(KeyError):
        decayed_volume([Contact(1, "picnic")], WEIGHTS)


def test_ranks_move_only_where_the_weights_let_them() -> None:
    contacts = {
        "first": [Contact(0, "signing"), Contact(0, "visit")],  # 8; at the least 4
        "second": [Contact(0, "visit")],  # 3; 1.5 to 4.5, always below first by a signing
        "third": [Contact(0, "letter"), Contact(0, "letter")],  # 2; 1 to 3, may pass second
        "silent": [],
    }
    assert rank_ranges(contacts, WEIGHTS) == {
        "first": Rank(1, 1, 1), "second": Rank(2, 2, 3), "third": Rank(3, 2, 3), "silent": None,
    }  # fmt: skip


def test_ranks_move_with_the_half_life() -> None:
    # old: 4 x 2^(-6/h): 0.06 at 1, 0.5 at 2, 1 at 3; new: 0.75 whatever the half-life.
    contacts = {"old": [Contact(6, "visit")] * 4, "new": [Contact(0, "visit", evidence=0.75)]}
    assert rank_ranges(contacts, {"visit": 1.0}) == {"old": Rank(2, 1, 2), "new": Rank(1, 1, 2)}


@pytest.mark.parametrize("variation", [0.0, 0.2, 0.5, 1.0])
def test_ranks_are_those_of_every_pair_compared(variation: float) -> None:
    chance = Random(5)
    contacts = {
        f"p{n}": [Contact(chance.choice([0, 1, 2, 5]), chance.choice(sorted(WEIGHTS)))
                  for _ in range(chance.randint(1, 9))]
        for n in range(60)
    }  # fmt: skip
    kinds = sorted(WEIGHTS)
    part = {
        name: [decayed_volume([c for c in found if c.kind == kind], WEIGHTS) or 0.0 for kind in kinds]
        for name, found in contacts.items()
    }
    ranks = rank_ranges(contacts, WEIGHTS, half_lives=(), variation=variation)
    for name, own in part.items():
        leads = [[a - b for a, b in zip(other, own, strict=True)] for other in part.values()]
        moved = [(sum(lead), variation * sum(map(abs, lead))) for lead in leads]
        assert ranks[name] == Rank(
            1 + sum(lead > 1e-9 for lead, _ in moved),
            1 + sum(lead - room > 1e-9 for lead, room in moved),
            1 + sum(lead + room > 1e-9 for lead, room in moved),
        )


def test_equals_share_a_rank() -> None:
    same = {name: [Contact(1, "visit"), Contact(3, "letter")] for name in "ab"}
    found = rank_ranges({**same, "c": [Contact(9, "letter")]}, WEIGHTS)
    assert found == {"a": Rank(1, 1, 1), "b": Rank(1, 1, 1), "c": Rank(3, 3, 3)}


def test_too_short_a_record_takes_no_rank() -> None:
    contacts = {"one": [Contact(0, "signing")], "two": [Contact(1, "letter")] * 2}
    assert rank_ranges(contacts, WEIGHTS, at_least=2) == {"one": None, "two": Rank(1, 1, 1)}
    assert rank_ranges({}, WEIGHTS) == {}


def test_reciprocity() -> None:
    assert reciprocity(3, 6) == reciprocity(6, 3) == 0.5
    assert reciprocity(0, 4) == 0
    assert reciprocity(0, 0) is None
    with pytest.raises(ValueError, match="-1 in"):
        reciprocity(-1, 2)
