"""Fast multinomial draws: how many of n picks fall on each group, many times over.

A plain draw of each count costs tens of nanoseconds. Here four picks are drawn at once, by one
16-bit number and one look-up, and all counts of a draw ride in one 64-bit word, 6 bits a group.
A word holds up to 10 groups and 60 picks, the size of our portfolios; more picks take several
words, and more groups are drawn by numpy's own method.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

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


def drawn_counts(
    shares: Sequence[float], *, n: int, draws: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Draw n picks over groups, `draws` times; give how many fell on each: a row a group.

    `shares` are the groups' probabilities, adding up to 1.
    """
    import numpy as np

    if len(shares) > MAX_GROUPS:
        return rng.multinomial(n, shares, size=draws).T
    counts = np.zeros((len(shares), draws), dtype=np.int64)
    for start in range(0, n, MAX_PICKS):
        words = packed_draws(shares, n=min(MAX_PICKS, n - start), draws=draws, rng=rng)
        for group in range(len(shares)):
            counts[group] += ((words >> np.uint64(BITS * group)) & np.uint64(FIELD)).astype(np.int64)
    return counts


def packed_draws(
    shares: Sequence[float], *, n: int, draws: int, rng: np.random.Generator
) -> NDArray[np.uint64]:
    """As `drawn_counts`, one word a draw: group g in bits 6g to 6g + 5.

    Exact: an outcome of four picks has as many of the 65,536 numbers as its probability fills
    wholly, and numbers left over are drawn again by what was left of each probability. Raises
    ValueError for more than `MAX_GROUPS` groups or `MAX_PICKS` picks.
    """
    import numpy as np

    if len(shares) > MAX_GROUPS or n > MAX_PICKS:
        raise ValueError(f"too large to pack: {len(shares)} groups, {n} picks")
    words = np.zeros(draws, dtype=np.uint64)
    for picks, blocks in ((_BLOCK, n // _BLOCK), (n % _BLOCK, 1)):
        if picks and blocks:
            _add_blocks(words, _blocks(tuple(shares), picks), blocks=blocks, rng=rng)
    return words


class _Blocks(NamedTuple):
    """What one block of picks can come to: by 16-bit number, and for numbers left over."""

    table: NDArray[np.uint64]
    outcomes: NDArray[np.uint64]
    rest: NDArray[np.float64]


def _add_blocks(words: NDArray[np.uint64], block: _Blocks, *, blocks: int, rng: np.random.Generator) -> None:
    """Add the outcomes of some blocks to every word."""
    import numpy as np

    for numbers in rng.integers(0, _SLOTS, size=(blocks, len(words)), dtype=np.uint16):
        words += block.table[numbers]
    open_blocks = words >> np.uint64(BITS * MAX_GROUPS)
    (at,) = np.nonzero(open_blocks)
    if len(at):
        again = np.repeat(at, open_blocks[at].astype(np.int64))
        words[at] &= np.uint64(_OPEN - 1)
        np.add.at(words, again, rng.choice(block.outcomes, size=len(again), p=block.rest))


@lru_cache(maxsize=8)
def _blocks(shares: tuple[float, ...], picks: int) -> _Blocks:
    """Share the 16-bit numbers out among what `picks` picks can come to."""
    import numpy as np

    chances = _outcomes(shares, picks)
    outcomes = np.array(list(chances), dtype=np.uint64)
    filled = np.array(list(chances.values())) * (_SLOTS / sum(chances.values()))
    whole = np.floor(filled).astype(np.int64)
    left = _SLOTS - int(whole.sum())
    table = np.concatenate([np.repeat(outcomes, whole), np.full(left, _OPEN, dtype=np.uint64)])
    return _Blocks(table, outcomes, (filled - whole) / left if left else filled)


def _outcomes(shares: Sequence[float], picks: int) -> dict[int, float]:
    """Give what `picks` picks can come to, in any order: each as a word, with its probability."""
    chances = {0: 1.0}
    for _ in range(picks):
        longer: defaultdict[int, float] = defaultdict(float)
        for word, chance in chances.items():
            for group, share in enumerate(shares):
                longer[word + (1 << (BITS * group))] += chance * share
        chances = longer
    return chances
