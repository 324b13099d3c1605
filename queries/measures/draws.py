"""Fast multinomial draws: how many of n picks fall on each group, many times over.

A plain draw of each count costs tens of nanoseconds. Here four picks are drawn at once, by one
16-bit number and one look-up, and all counts of a draw ride in one 64-bit word, 6 bits a group.
That holds for up to 10 groups and 60 picks, which is the size of our portfolios; anything
larger is drawn by numpy's own method.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations_with_replacement
from math import factorial, prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BITS = 6
FIELD = (1 << BITS) - 1
MAX_GROUPS = 10
# 15 blocks at most, for the 4 bits above the groups count the blocks that are still open.
_BLOCK, _MAX_BLOCKS = 4, 15
MAX_PICKS = _BLOCK * _MAX_BLOCKS
_SLOTS = 1 << 16
_OPEN = 1 << (BITS * MAX_GROUPS)


def packed_draws(
    shares: Sequence[float], *, n: int, draws: int, rng: np.random.Generator
) -> NDArray[np.uint64]:
    """Draw n picks over groups, `draws` times; give one word a draw, group g in bits 6g to 6g + 5.

    `shares` are the groups' probabilities, adding up to 1. Exact: an outcome of four picks has
    as many of the 65,536 numbers as its probability fills wholly, and numbers left over are
    drawn again by what was left of each probability. Raises ValueError for more than
    `MAX_GROUPS` groups or `MAX_PICKS` picks.
    """
    import numpy as np

    if len(shares) > MAX_GROUPS or n > MAX_PICKS:
        raise ValueError(f"too large to pack: {len(shares)} groups, {n} picks")
    words = np.zeros(draws, dtype=np.uint64)
    for picks, blocks in ((_BLOCK, n // _BLOCK), (n % _BLOCK, 1)):
        if picks and blocks:
            _add_blocks(words, shares, picks=picks, blocks=blocks, rng=rng)
    return words


def _add_blocks(
    words: NDArray[np.uint64], shares: Sequence[float], *, picks: int, blocks: int, rng: np.random.Generator
) -> None:
    """Add `blocks` outcomes of `picks` picks each to every word."""
    import numpy as np

    outcomes, chances = _outcomes(shares, picks)
    filled = np.array(chances) * _SLOTS
    whole = np.floor(filled).astype(np.int64)
    values = np.array(outcomes, dtype=np.uint64)
    spare = np.full(_SLOTS - whole.sum(), _OPEN, dtype=np.uint64)
    table = np.concatenate([np.repeat(values, whole), spare])
    for numbers in rng.integers(0, _SLOTS, size=(blocks, len(words)), dtype=np.uint16):
        words += table[numbers]
    open_blocks = words >> np.uint64(BITS * MAX_GROUPS)
    (at,) = np.nonzero(open_blocks)
    if len(at):
        again = np.repeat(at, open_blocks[at].astype(np.int64))
        rest = filled - whole
        words[at] &= np.uint64(_OPEN - 1)
        np.add.at(words, again, rng.choice(values, size=len(again), p=rest / rest.sum()))


def _outcomes(shares: Sequence[float], picks: int) -> tuple[list[int], list[float]]:
    """List what `picks` picks can give, in any order: as words, with their probabilities."""
    words, chances = [], []
    total = sum(shares)
    for combination in combinations_with_replacement(range(len(shares)), picks):
        counts = Counter(combination)
        words.append(sum(times << (BITS * group) for group, times in counts.items()))
        ways = factorial(picks) / prod(map(factorial, counts.values()))
        chances.append(ways * prod((shares[group] / total) ** times for group, times in counts.items()))
    return words, chances
