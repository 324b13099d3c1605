from __future__ import annotations

import pytest

from queries.measures.binomial import chance_ahead


@pytest.mark.parametrize(
    ("first", "second", "chance"),
    [
        (0, 0, 1 / 2),
        (1, 0, 3 / 4),  # Beta(2, 1) lies above one half with 1 - 1/4
        (2, 1, 11 / 16),  # Beta(3, 2): 1 - (6 + 8 + ... ) by its polynomial 4 p^3 - 3 p^4 at 1/2
        (3, 3, 1 / 2),
    ],
)
def test_the_chance_to_be_ahead_by_hand(first: int, second: int, chance: float) -> None:
    assert chance_ahead(first, second) == pytest.approx(chance)
    assert chance_ahead(second, first) == pytest.approx(1 - chance)


def test_more_of_the_same_share_makes_surer_and_never_sure() -> None:
    chances = [chance_ahead(3 * n, n) for n in (1, 2, 4, 8, 16)]
    assert chances == sorted(chances)
    assert chances[-1] < 1


def test_what_is_no_count_is_refused() -> None:
    with pytest.raises(ValueError, match="no counts"):
        chance_ahead(-1, 3)
