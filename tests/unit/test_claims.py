from __future__ import annotations

import pytest

from graph.claims import Claim, prefer


def claim(value: str, confidence: str = "") -> Claim:
    return Claim("City:x", "name_th", value, "Source:s", confidence)


def test_the_higher_confidence_is_preferred() -> None:
    chosen, others = prefer([claim("a", "low"), claim("b", "high"), claim("c", "medium")])
    assert chosen.value == "b"
    assert [other.value for other in others] == ["a", "c"]


def test_among_equals_the_first_source_is_preferred() -> None:
    chosen, _ = prefer([claim("a", "medium"), claim("b", "medium")])
    assert chosen.value == "a"


def test_an_ungraded_claim_comes_last() -> None:
    assert prefer([claim("a"), claim("b", "low")])[0].value == "b"


def test_claims_that_agree_are_no_disagreement() -> None:
    assert prefer([claim("a", "high"), claim("a", "low")])[1] == []


def test_nothing_claimed_is_an_error() -> None:
    with pytest.raises(ValueError):
        prefer([])
